"""The laboratory at its edges: nothing to share, nothing left, one step, what is no number, and far beyond floats."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine import CELLS, ExperimentError, Layer, Network, run_network, simulate
from rnnviz.engine.laboratory.compared import compared, turned
from rnnviz.engine.laboratory.contributions import contributions, every, scissored, truncated
from rnnviz.engine.laboratory.depth import depth
from rnnviz.engine.laboratory.flat import FLAT, SlopeLeft, histogram, slopes_left
from rnnviz.engine.laboratory.probe import KINDS, Perturbation, changed, probe
from rnnviz.engine.laboratory.spectra import _mean, _products, _singular, spectra
from tests.engine.cases import cell, experiment, loss_grad


def refusal(act: object, *given: object) -> tuple[str, dict[str, object]]:
    with pytest.raises(ExperimentError) as caught:
        act(*given)  # type: ignore[operator]
    return caught.value.why.key, dict(caught.value.why.values)


# contributions ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def run():
    exp = experiment(CELLS["lstm"], hidden=3, width=2, steps=5)
    return simulate(exp, loss_grad(exp))


def test_the_last_steps_are_one_at_least_and_all_at_most(run) -> None:
    found = contributions(run, "U_f")
    np.testing.assert_array_equal(found.last(1), found[4])
    np.testing.assert_allclose(found.last(5), found.total, rtol=1e-14)
    np.testing.assert_allclose(found.last(2), found[3] + found[4], rtol=1e-12)
    for steps in (0, 6):
        assert refusal(found.last, steps) == ("scissors.steps", {"steps": steps, "last": 5})
    for window in (0, -1):
        assert refusal(truncated, run, "U_f", window) == ("scissors.steps", {"steps": window, "last": 5})
        assert refusal(scissored, run, window) == ("scissors.steps", {"steps": window, "last": 5})
    key, values = refusal(contributions, run, "U_q")
    assert key == "parameter.none" and values["name"] == "U_q" and values["hint"]


def test_contributions_are_locked_and_have_the_parameter_s_shape(run) -> None:
    for name, value in run.experiment.params.items():
        found = contributions(run, name)
        assert found.shape == found[0].shape == found.total.shape == value.shape and len(list(found)) == len(found) == 5
        assert not found[0].flags.writeable and not found.total.flags.writeable
    assert every(run).keys() == set(run.cell.params)
    np.testing.assert_allclose(contributions(run, "b_f").number((2,)), [g[2] for g in contributions(run, "b_f")])
    np.testing.assert_allclose(contributions(run, "U_f").number((2, 1)), [g[2, 1] for g in contributions(run, "U_f")])


@pytest.mark.parametrize("batch", [None, 3])
@pytest.mark.parametrize("scale", [1.0, 1e-200, 1e200])
def test_norms_of_contributions_of_any_size(batch: int | None, scale: float) -> None:
    exp = experiment(CELLS["rnn"], hidden=3, steps=4, batch=batch)
    found, plain = (contributions(simulate(exp, s * loss_grad(exp)), "U") for s in (scale, 1.0))
    wanted = [scale * np.linalg.norm(g) for g in plain]
    np.testing.assert_allclose(found.norms(), wanted, rtol=1e-9)


def test_where_nothing_arrives_nothing_is_shared(run) -> None:
    exp = run.experiment
    none = contributions(simulate(exp, 0 * loss_grad(exp)), "U_f")
    assert none.shares().tolist() == [0.0] * 5 and none.norms().tolist() == [0.0] * 5 and not none.total.any()
    wild = contributions(simulate(exp, 1e308 * loss_grad(exp)), "U_f")
    with np.errstate(all="ignore"):
        assert np.isfinite(wild.shares()).all()
    kept = contributions(run, "U_f").within(np.arange(5) == 3)
    assert not kept[2].any() and np.array_equal(kept[3], contributions(run, "U_f")[3]) and kept.name == "U_f"
    assert kept.shares()[3] == pytest.approx(1.0) and kept.shares()[[0, 1, 2, 4]].tolist() == [0.0] * 4


def test_a_window_as_long_as_the_run_cuts_nothing(run) -> None:
    for window in (5, 6):
        for name, found in scissored(run, window).items():
            np.testing.assert_array_equal(np.stack(list(found)), np.stack(list(contributions(run, name))))
        np.testing.assert_array_equal(truncated(run, "W_i", window).total, contributions(run, "W_i").total)


# two gradients ---------------------------------------------------------------------------------------------------


def test_two_gradients_of_the_same_parameters() -> None:
    one, other = (
        {"W": np.array([[3.0, 0.0]]), "b": np.array([4.0])},
        {"W": np.array([[0.0, 5.0]]), "b": np.array([0.0])},
    )
    found = compared(one, other)
    assert (found.before, found.after, found.left) == (5.0, 5.0, 0.0) and found.turned == pytest.approx(90.0)
    assert found.sizes == {"W": (3.0, 5.0), "b": (4.0, 0.0)}
    back = compared(one, {name: -0.5 * g for name, g in one.items()})
    assert back.left == pytest.approx(-0.5) and back.turned == pytest.approx(180.0)
    nothing = {name: 0 * g for name, g in one.items()}
    assert (compared(one, nothing).turned, compared(one, nothing).left) == (None, 0.0)
    assert (compared(nothing, one).turned, compared(nothing, one).left) == (None, 0.0)
    assert turned(np.array([1.0, 0.0]), np.array([1.0, 1.0])) == pytest.approx(45.0)
    with pytest.raises(TypeError):
        found.sizes["W"] = (0.0, 0.0)  # type: ignore[index]


# slopes ----------------------------------------------------------------------------------------------------------


def test_flat_is_what_has_less_than_a_tenth_left() -> None:
    left = np.array([[[0.1, 0.0999, 0.0]], [[1.0, 0.0, 0.0]]])
    row = SlopeLeft("h", "tanh", 3, left)
    assert FLAT == 0.1 and row.flat.tolist() == [[[False, True, True]], [[False, True, True]]]
    assert row.dead.tolist() == [False, False, True] and row.mean == pytest.approx(left.sum() / 6)
    np.testing.assert_allclose(row.means, [[0.1999 / 3], [1 / 3]])


def test_what_is_clipped_lets_through_all_or_nothing() -> None:
    exp = experiment(cell("a = clip(W @ x, -0.5, 0.5)\nh = a + 0.1 * h_prev"), hidden=4, steps=6)
    found = slopes_left(simulate(exp))
    inner = exp.inputs[:, 0] @ exp.params["W"].T
    assert [(row.line, row.function) for row in found] == [("a", "clip")] and not found[0].left.flags.writeable
    np.testing.assert_array_equal(found[0].left, np.abs(inner) < 0.5)


@pytest.mark.parametrize("batch", [None, 2])
def test_a_histogram_counts_every_value_from_0_to_1(batch: int | None) -> None:
    exp = experiment(CELLS["lstm"], steps=4, hidden=3, batch=batch)
    found, f = histogram(simulate(exp), "f", 4), simulate(exp).value("f")
    assert found.edges.tolist() == [0.0, 0.25, 0.5, 0.75, 1.0]
    assert found.counts.tolist() == [((f >= low) & (f < low + 0.25)).sum() for low in (0, 0.25, 0.5, 0.75)]
    assert (found.shut, found.open) == (0, 0) and len(histogram(simulate(exp), "f").counts) == 20
    assert slopes_left(simulate(exp))[0].left.shape == f.shape
    assert refusal(histogram, simulate(exp), "g") == ("gate.none", {"name": "g", "known": ("f", "i", "o")})


def test_values_that_are_no_numbers_are_not_counted() -> None:
    exp = experiment(CELLS["lstm"], steps=3, hidden=3)
    wild = simulate(exp.with_value("W_f", (0, 0), np.nan))
    assert histogram(wild, "f").counts.sum() == np.isfinite(wild.value("f")).sum() == 2


# probes ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def network():
    x = np.random.default_rng(0).normal(size=(4, 3))
    layers = [Layer(CELLS["lstm"], 2, direction="both"), Layer(cell("h = tanh(W @ x + U @ h_prev)\nh_start = b_0"), 3)]
    return run_network(Network.build(layers, x, loss="sum"))


def test_a_probe_moves_a_number_that_is_there(network) -> None:
    places = {
        "input": [((0, 0), True), ((3, 2), True), ((4, 0), False), ((0, 3), False), ((-1, 0), False), ((0,), False)],
        "weight": [((1, 2), True), ((2, 0), False), ((0, 3), False), ((0,), False)],
        "start": [((0,), True), ((1,), True), ((2,), False), ((0, 0), False)],
    }
    names = {"input": "", "weight": "0.W_f", "start": "0.c"}
    for kind, rows in places.items():
        for index, good in rows:
            change = Perturbation(kind, index, names[kind])
            if good:
                moved = changed(network.network, change, 0.5)
                assert moved is not network.network
            else:
                said = refusal(changed, network.network, change, 0.5)
                assert said == ("probe.number", {"name": names[kind] or "input", "index": index})
    assert refusal(changed, network.network, Perturbation("bias", (0,)), 1.0) == (
        "probe.kind", {"kind": "bias", "known": KINDS},
    )  # fmt: skip
    assert refusal(changed, network.network, Perturbation("weight", (0,), "0.Q"), 1.0)[1]["name"] == "0.Q"


def test_only_that_number_is_moved(network) -> None:
    net = network.network
    one = changed(net, Perturbation("input", (2, 1)), 0.25)
    apart = one.inputs - net.inputs
    assert apart[2, 0, 1] == pytest.approx(0.25) and np.count_nonzero(apart) == 1
    two = changed(net, Perturbation("weight", (1, 0), "0.U_f"), -1.0)
    assert two.params["0.U_f"][1, 0] == net.params["0.U_f"][1, 0] - 1 and two.params["0.U_i"] is net.params["0.U_i"]
    three = changed(net, Perturbation("start", (1,), "1.h"), 2.0)
    assert three.start["1.h"][0, 1] == net.start["1.h"][0, 1] + 2
    assert "1.h" in net.learned and "1.h" not in three.learned and three.learned == net.learned - {"1.h"}
    with pytest.raises(ValueError, match="read-only"):
        two.params["0.U_f"][0, 0] = 0.0


@pytest.mark.parametrize("eps", [0.0, np.nan, np.inf, -np.inf])
def test_a_probe_has_a_size(network, eps: float) -> None:
    key, values = refusal(probe, network, Perturbation("input", (0, 0)), eps, 0, "h")
    assert key == "probe.eps" and repr(values["eps"]) == repr(eps)


def test_a_probe_of_either_sign(network) -> None:
    change = Perturbation("start", (1,), "0.backward.c")
    up, down = (probe(network, change, eps, 0, "c", "backward") for eps in (1e-6, -1e-6))
    np.testing.assert_allclose(up.forward, down.forward, atol=1e-4)
    assert up.moved == pytest.approx(down.moved, rel=1e-3) and up.slope == down.slope == pytest.approx(up.gradient)
    assert not up.forward.flags.writeable and up.limit is not None and not up.limit.flags.writeable
    assert np.isneginf(probe(network, Perturbation("input", (3, 0)), 1e-6, 0, "h").forward[:3]).all()


def test_a_probe_is_of_one_sequence() -> None:
    batch = run_network(Network.build(Layer("rnn", 2), np.ones((3, 2, 2))))
    assert refusal(probe, batch, Perturbation("input", (0, 0)), 1.0, 0, "h") == ("batch.single", {"count": 2})


# spectra and depth -----------------------------------------------------------------------------------------------


def test_products_of_jacobians_far_outside_the_format() -> None:
    steps = np.stack([s * np.eye(2) for s in (7.0, 1e-200, 1e-200, 1e150)])
    assert _products(steps).tolist() == pytest.approx([-250.0, -50.0, 150.0, 0.0])
    stopped = np.stack([np.eye(2), np.eye(2), 0 * np.eye(2), 2 * np.eye(2)])
    assert _products(stopped).tolist() == pytest.approx([-np.inf, -np.inf, np.log10(2), 0.0])
    broken = np.stack([np.eye(2), np.eye(2), np.full((2, 2), np.nan), 2 * np.eye(2)])
    assert np.isnan(_products(broken)[:2]).all() and _products(broken)[2:].tolist() == pytest.approx([np.log10(2), 0.0])
    assert _products(np.eye(3)[None]).tolist() == [0.0]


def test_singular_values_of_what_is_no_number_are_none() -> None:
    jacobians = np.stack([np.diag([3.0, -4.0]), np.full((2, 2), np.inf), np.array([[0.0, 2.0], [0.0, 0.0]])])
    singular, radius = _singular(jacobians)
    np.testing.assert_allclose(singular[[0, 2]], [[4.0, 3.0], [2.0, 0.0]])
    assert np.isnan(singular[1]).all() and np.isnan(radius[1])
    assert radius[[0, 2]].tolist() == pytest.approx([4.0, 0.0]) and not singular.flags.writeable


@pytest.mark.parametrize(
    ("norms", "mean"),
    [([1.0, 2.0, 5.0], -2.0), ([1.0, 2.0, -np.inf], -1.0), ([1.0], np.nan), ([-np.inf, 2.0], np.nan),
     ([1.0, -np.inf], np.nan), ([-np.inf, -np.inf], np.nan), ([1.0, -np.inf, 4.0], -1.5)],
)  # fmt: skip
def test_the_mean_factor_of_a_step(norms: list[float], mean: float) -> None:
    assert _mean(np.array(norms)) == pytest.approx(mean, nan_ok=True)


def test_spectra_of_one_sample_of_a_batch() -> None:
    exp = experiment(CELLS["gru"], hidden=3, steps=4, batch=2)
    run = simulate(exp)
    for sample in (0, 1):
        found = spectra(run, "h", sample)
        np.testing.assert_allclose(found.factor[1:], run.norms("h")[:-1, sample] - run.norms("h")[1:, sample])
        assert np.isnan(found.factor[0]) and found.bound is None and not found.factor.flags.writeable
        np.testing.assert_allclose(found.singular[2, 0], np.linalg.norm(run.jacobian("h", 2, sample), 2))


def test_depth_of_a_layer_without_a_state() -> None:
    run = run_network(Network.build([Layer("feedforward", 2), Layer("rnn", 2)], np.ones((3, 2))))
    low, high = depth(run)
    np.testing.assert_array_equal(low.states, low.output)
    np.testing.assert_allclose(high.states, high.output, rtol=1e-12)
    assert not low.states.flags.writeable and (high.layer, high.way) == (1, "forward")
