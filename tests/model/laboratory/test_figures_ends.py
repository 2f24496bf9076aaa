"""Figures of the laboratory at their edges: bars, pieces, blocks, the one step with a loss, and idle remedies."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from rnnviz.engine import CELLS, Clip, simulate
from rnnviz.engine.experiments.matrices import spectral_radius
from rnnviz.engine.laboratory.contributions import every, scissored
from rnnviz.engine.laboratory.flat import SlopeLeft, slopes_left
from rnnviz.model.laboratory import remedies as remedies_
from rnnviz.model.laboratory.depth_figures import DepthFigures, both_ways, deeper, depth_figures
from rnnviz.model.laboratory.flat_figures import LITTLE, flat_series, flattest, lines_of, names_of
from rnnviz.model.laboratory.path_figures import CANCEL, PathFigures, PathPart, path_figures, states_of
from rnnviz.model.laboratory.remedies import remedies
from rnnviz.model.laboratory.weight_figures import coarse, entry, last_entry, weight_figures
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.runs import network_run_of
from rnnviz.model.setup.setup import Setup
from tests.engine.cases import cell, experiment, loss_grad

# ways of a gradient ----------------------------------------------------------------------------------------------


def part(share: float, bright: float, own: bool = False, name: str = "q") -> PathPart:
    return PathPart(name, own, np.array([share]), np.array([bright]))


@pytest.mark.parametrize(
    ("share", "bright", "own", "within"),
    [(0.5, 0.2, False, 0.2), (0.5, 0.7, False, 0.5), (0.5, -0.1, False, 0.0), (-0.5, -0.2, False, -0.2),
     (-0.5, -0.7, False, -0.5), (-0.5, 0.1, False, 0.0), (0.5, 0.2, True, 0.5), (0.5, np.nan, False, 0.5),
     (0.0, 0.2, False, 0.0), (0.0, -0.2, False, 0.0), (-0.5, np.inf, False, -0.5)],
)  # fmt: skip
def test_the_bright_piece_is_within_its_share(share: float, bright: float, own: bool, within: float) -> None:
    assert part(share, bright, own).within(0) == within


def figures(*parts: PathPart, whole: float = 1.0, carries: bool = True) -> PathFigures:
    return PathFigures("c", carries, parts, np.array([whole]), ("finite",), np.zeros(1))


def test_pieces_stand_upward_and_downward_from_nought() -> None:
    own, up, down, none = part(0.75, 0.1, True, "c_prev"), part(0.75, 0.25), part(-0.5, -0.5), part(0.0, 0.0)
    found = figures(own, up, down, none)
    assert list(found.pieces(0)) == [
        (own, True, 0.0, 0.75), (up, True, 0.75, 1.0), (up, False, 1.0, 1.5), (down, True, 0.0, -0.5),
    ]  # fmt: skip
    assert list(figures(own, whole=-np.inf).pieces(0)) == [] and not figures(own, whole=np.nan).there(0)
    assert found.own is own and found.there(0) and not found.cancels(0)


def test_parts_cancel_from_a_sum_without_signs_on() -> None:
    assert CANCEL == 3.0
    assert not figures(part(2.0, 0.0, True), part(-1.0, 0.0)).cancels(0)
    assert figures(part(2.01, 0.0, True), part(-1.0, 0.0)).cancels(0)


def test_there_are_several_ways_where_one_leads_beside_the_own() -> None:
    one = part(1.0, 0.0, True)
    assert not figures(one).several and figures(one, one).several
    assert not figures(one, one, carries=False).several and figures(one, one, one, carries=False).several


def test_the_own_way_s_piece_of_the_norm() -> None:
    assert figures(part(0.1, 0.0, True), whole=2.0).alone.tolist() == [1.0]
    assert figures(part(0.1, 0.0, True), whole=2.0).wedge.tolist() == [1.0]
    assert np.isnan(figures(part(-0.1, 0.0, True)).wedge[0]) and np.isneginf(figures(part(0.0, 0.0, True)).alone[0])
    assert np.isnan(figures(part(0.0, 0.0, True)).wedge[0]) and np.isnan(
        figures(part(0.1, 0, True), whole=-np.inf).wedge[0]
    )


def test_figures_of_a_run_are_in_the_order_in_which_they_are_shown() -> None:
    run = simulate(experiment(CELLS["lstm"], 3, 2, 5))
    found = path_figures(run, "c")
    assert [p.name for p in found.parts][:2] == ["c_prev", "g"] and found.parts[0].own and not found.parts[1].own
    assert found.apart.shape == (5,) and found.apart.max() < 1e-14 and found.kinds == ("finite",) * 5 and found.carries
    np.testing.assert_allclose(sum(p.share for p in found.parts), 1.0)
    assert list(found.series())[:2] == ["log10 norm c", "share of c c_prev"]
    assert states_of(CELLS["lstm"]) == ("c", "h") and states_of(CELLS["rnn"]) == ("h",)
    through = path_figures(run, "h")
    assert not through.carries and all(np.isfinite(p.bright[:-1]).all() for p in through.parts[1:])
    assert path_figures(simulate(experiment(CELLS["rnn"], 3, 2, 5)), "h").parts[1].bright is not None


# what moves the weights --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def run():
    exp = experiment(CELLS["gru"], 3, 2, 4)
    return simulate(exp, loss_grad(exp))


def test_figures_of_one_parameter(run) -> None:
    whole, kept = every(run), scissored(run, 2)
    found = weight_figures(whole, kept, "U_n", (1, 2), Clip("value", 0.1))
    np.testing.assert_allclose(found.total, run.param_grads["U_n"], rtol=1e-12)
    np.testing.assert_array_equal(found.clipped, np.clip(found.left, -0.1, 0.1))
    left = {name: one.total for name, one in kept.items()}
    assert found.numbers == (sum(a.size for a in left.values()), sum(int((abs(a) > 0.1).sum()) for a in left.values()))
    assert found.largest["U_n"] == (np.abs(left["U_n"]).max(), min(np.abs(left["U_n"]).max(), 0.1))
    np.testing.assert_allclose(found.number, [g[1, 2] for g in whole["U_n"]])
    assert list(found.series()) == ["norm U_n", "norm U_n after the scissors", "share of U_n", "U_n[2, 3]"]
    assert (found.cut.before, found.all_cut.after) == (np.linalg.norm(found.total), found.all_clipped.before)
    uncut = weight_figures(whole, whole, "b_n", None, None)
    assert uncut.numbers[1] == 0 and uncut.all_turned == 0.0 and uncut.cut.left == pytest.approx(1.0)
    assert uncut.index == (int(np.abs(uncut.total).argmax()),)


@pytest.mark.parametrize(
    ("index", "place"),
    [((0, 0), (0, 0)), ((9, 9), (2, 2)), ((2, 9), (2, 2)), (None, None), ((1,), None), ((1, 1, 1), None)],
)
def test_a_number_that_is_looked_at_is_there(run, index, place) -> None:
    found = weight_figures(every(run), every(run), "U_n", index, None)
    largest = np.unravel_index(np.abs(found.total).argmax(), found.total.shape)
    assert found.index == (tuple(map(int, largest)) if place is None else place)


@pytest.mark.parametrize(
    ("fed", "one", "last"),
    [([0, 0, 1, 0], 2, 2), ([1, 0, 1, 0], None, 2), ([0, 0, 0, 0], None, 3), ([1, 0, 0, 0], 0, 0)],
)
def test_where_a_gradient_comes_in(fed: list[int], one: int | None, last: int) -> None:
    stand_in = SimpleNamespace(fed=np.array(fed, bool), steps=4)
    assert entry(stand_in) == one and last_entry(stand_in) == last  # type: ignore[arg-type]


@pytest.mark.parametrize("shape", [(4, 4), (5, 4), (8, 3), (9, 7), (1, 5)])
def test_a_large_matrix_is_shown_in_blocks(shape: tuple[int, int]) -> None:
    array = np.random.default_rng(0).normal(size=shape)
    found = coarse(array, 4)
    assert found.shape == (min(4, shape[0]), min(4, shape[1])) and (found is array) == (max(shape) <= 4)
    if shape == (8, 3):
        np.testing.assert_allclose(found, array.reshape(4, 2, 3).mean(axis=1))
    if shape == (5, 4):
        np.testing.assert_allclose(found, [array[0], array[1], array[2], array[3:].mean(axis=0)])
    assert coarse(np.ones(shape), 4) == pytest.approx(np.ones(found.shape))


# what is flat ------------------------------------------------------------------------------------------------------


def row(line: str, *means: float) -> SlopeLeft:
    return SlopeLeft(line, "tanh", 0, np.array(means)[:, None])


def test_the_flattest_activation_and_its_step() -> None:
    assert LITTLE == 0.2
    found = flattest((row("f", 0.5, 0.1, 0.9), row("g", 0.3, 0.15, 0.05)))
    assert found is not None and (found.row.line, found.step, found.mean) == ("g", 2, 0.05)
    assert flattest((row("f", 0.2, 0.5),)) is None and flattest(()) is None
    assert flattest((row("f", np.nan, 0.1),)).step == 1 and flattest((row("f", np.nan),)) is None  # type: ignore[union-attr]


def test_activations_are_told_apart_by_numbers_where_a_line_has_several() -> None:
    rows = (row("f", 1.0), row("h", 1.0), row("h", 0.5))
    assert names_of(rows) == ("f", "h 1", "h 2") and list(flat_series(rows)) == [
        "slope left f", "slope left h 1", "slope left h 2",
    ]  # fmt: skip
    run = simulate(experiment(cell("a = alpha + b\nh = tanh(a + W @ x)"), 2, 1, 3))
    assert lines_of(run) == ("a", "h") and [one.line for one in slopes_left(run)] == ["h"]


# remedies ----------------------------------------------------------------------------------------------------------


def keys(setup: Setup) -> set[str]:
    return {remedy.key for remedy in remedies(setup)}


def test_the_gate_that_keeps_is_opened_where_it_is_not_open_everywhere() -> None:
    assert "keep_bias" not in keys(Setup.of("lstm")) and "keep_bias" in keys(
        Setup.of("lstm").with_weights(keep_bias=0.5)
    )
    open_ = Setup.of("lstm")
    uneven = open_.with_number("0.b_f", (0,), 0.5)
    assert "keep_bias" in keys(uneven)
    two = Setup((LayerChoice("lstm", hidden=2), LayerChoice("gru", hidden=2)))
    assert "keep_bias" in keys(two)
    opened = next(remedy.setup for remedy in remedies(two) if remedy.key == "keep_bias")
    assert abs(opened.bias(0)) == abs(opened.bias(1)) == 1.0
    assert "keep_bias" not in keys(opened)


def test_a_radius_of_one_needs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    setup = Setup.of("rnn", 3)
    for factor, offered in ((1.0, False), (1 + 5e-10, False), (1 + 2e-9, True), (0.5, True)):
        assert ("gain" in keys(setup.with_array("0.U", factor * np.eye(3)))) == offered
    assert "gain" not in keys(setup.with_array("0.U", np.zeros((3, 3))))
    two = Setup((LayerChoice("rnn", hidden=2), LayerChoice("rnn", hidden=2)))
    two = two.with_array("0.U", 4 * np.eye(2)).with_array("1.U", 2 * np.eye(2))
    calm = remedies_._of_radius_one(two)
    assert calm is not None
    params = calm.network().params
    assert (spectral_radius(params["0.U"]), spectral_radius(params["1.U"])) == (1.0, 0.5)
    half = remedies_._of_radius_one(two.with_array("1.U", np.zeros((2, 2))))
    assert half is not None and not half.network().params["1.U"].any()


def test_matrices_are_filled_under_gain_one() -> None:
    found = {remedy.key: remedy.setup for remedy in remedies(Setup.of("rnn", 3).with_weights(gain=2.0))}
    np.testing.assert_array_equal(found["identity"].network().params["0.U"], np.eye(3))
    assert found["identity"].weights.gain == 1.0
    assert "identity" not in keys(Setup.of("rnn", 3).with_array("0.U", np.eye(3)))
    assert remedies_._squares(Setup.of("jordan", 3)) == {} or all(
        a == b for a, b in remedies_._squares(Setup.of("jordan", 3)).values()
    )


# down through the layers ---------------------------------------------------------------------------------------------


def test_rows_stand_from_the_highest_layer_down_to_the_input() -> None:
    setup = Setup((LayerChoice("rnn", hidden=2, direction="both"), LayerChoice("lstm", hidden=3)))
    whole = network_run_of(setup)
    for states in (False, True):
        found = depth_figures(whole, states)
        assert [(row.layer, row.way) for row in found.rows] == [
            (1, "forward"),
            (0, "forward"),
            (0, "backward"),
            (-1, ""),
        ]
        both = [10.0 ** whole.norms(0, "h", way) for way in ("forward", "backward")]
        np.testing.assert_allclose(10.0 ** found.layers[0], np.hypot(*both), rtol=1e-12)
        np.testing.assert_allclose(10.0 ** found.rows[-1].values, np.linalg.norm(whole.input_grad, axis=-1), rtol=1e-12)
    first, *_, last = found.series()
    assert (first, last) == ("log10 norm layer 2 forward", "log10 norm input")
    assert found.step_down(0, 3) == found.way_down(3) == found.layers[0][3] - found.layers[1][3]


@pytest.mark.parametrize(
    ("above", "here", "step"),
    [(1.0, -2.0, -3.0), (1.0, -np.inf, -np.inf), (-np.inf, 1.0, np.nan), (1.0, np.nan, np.nan), (np.nan, 1.0, np.nan)],
)  # fmt: skip
def test_a_step_down_is_a_number_where_there_is_something_above(above: float, here: float, step: float) -> None:
    found = DepthFigures((), (np.array([here]), np.array([above])))
    assert found.step_down(0, 0) == pytest.approx(step, nan_ok=True) == pytest.approx(found.way_down(0), nan_ok=True)


def test_one_layer_more_and_both_ways_where_there_is_room() -> None:
    setup = Setup((LayerChoice("rnn", hidden=2), LayerChoice("gru", hidden=3)))
    more = deeper(setup)
    assert more is not None and [choice.cell_key for choice in more.layers] == ["rnn", "gru", "gru"]
    most = deeper(more)
    assert most is not None and len(most.layers) == 4 and deeper(most) is None
    both = both_ways(setup)
    assert both is not None and {choice.direction for choice in both.layers} == {"both"} and both_ways(both) is None
    assert both_ways(both.with_layers((both.layers[0], setup.layers[1]))) is not None
