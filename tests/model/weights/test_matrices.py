"""Which weights there are, what they do in a run, and how they change: against the run and the network themselves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.engine import CELLS
from rnnviz.engine.experiments.matrices import FILLS
from rnnviz.model.document.result import Result
from rnnviz.model.picture.reading import single
from rnnviz.model.setup.answer import Readout
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.sequence import parse_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.weights import changes
from rnnviz.model.weights.matrices import Matrix, matrices, readout_matrices
from rnnviz.model.weights.numbers import kept_at_zero, numbers_of, rounded_up, term_of, typed
from rnnviz.model.weights.shelf import shelf_of
from rnnviz.model.weights.text import WeightsRefused, pasted, written

SENTENCE = parse_sequence("the film was good")
ASKED = Readout("softmax", ("bad", "good"))


def setup_of(cell: str, **choices: object) -> Setup:
    return Setup.of(cell, hidden=3, sequence=SENTENCE, **choices)


@pytest.mark.parametrize("cell", CELLS)
def test_every_parameter_is_there_once(cell: str) -> None:
    setup = setup_of(cell)
    found = matrices(setup, 0, "forward")
    params = setup.network().params
    assert {matrix.name: matrix.shape for matrix in found} == {name: array.shape for name, array in params.items()}
    assert len(found) == len(params)


@pytest.mark.parametrize("cell", CELLS)
def test_the_terms_of_a_unit_add_up_to_its_line(cell: str) -> None:
    """Where a line is a function of products and biases, all terms of one unit are what it is a function of."""
    result = Result.of(setup_of(cell).with_weights(seed=4))
    run, t, unit = result.runs[0][0], 2, 1
    for line in run.cell.lines:
        node = run.cell.nodes[run.cell.nodes[line.root].args[0]] if run.cell.nodes[line.root].args else None
        parts = [m for m in matrices(result.setup, 0, "forward") if m.line == line.name]
        if node is None or node.op != "sum" or not parts or any(sign < 0 for sign in node.signs):
            continue
        if len(node.args) != len(parts) or {run.cell.nodes[a].op for a in node.args} - {"matmul", "mul", "param"}:
            continue
        terms = [term_of(result, m, (unit, 0) if len(m.shape) == 2 else (unit,), run, t) for m in parts]
        whole = single(run.node_value(node.id))[t][unit]
        assert sum(term.total for term in terms) == pytest.approx(whole, abs=1e-12), line.name


def test_a_weights_product_is_its_number_times_what_it_reads() -> None:
    result = Result.of(setup_of("lstm").with_weights(seed=2))
    run = result.runs[0][0]
    (matrix,) = [m for m in matrices(result.setup, 0, "forward") if m.own == "U_f"]
    term = term_of(result, matrix, (1, 2), run, 3)
    weight, value = run.experiment.params["U_f"][1, 2], run.value("h_prev")[3, 2]
    assert (term.weight, term.value) == (weight, value) and term.product == weight * value
    assert term.total == pytest.approx(float(run.experiment.params["U_f"][1] @ run.value("h_prev")[3]))


@pytest.mark.parametrize("direction", ["forward", "backward", "both"])
def test_the_readouts_terms_are_those_of_its_answers(direction: str) -> None:
    setup = Setup((LayerChoice("gru", hidden=3, direction=direction),), sequence=SENTENCE).with_readout(ASKED)
    setup = changes.all_filled(setup, "uniform", 1)
    result = Result.of(setup)
    matrix, bias = readout_matrices(setup)
    way = setup.layers[0].ways[-1]
    run, t = result.run(0, way), 1
    at = t if way == "forward" else run.steps - 1 - t
    whole = term_of(result, matrix, (1, 0), run, t).total + term_of(result, bias, (1,), run, t).total
    assert whole == pytest.approx(float(single(result.whole.logits)[at, 1]))


@settings(max_examples=40, deadline=None)
@given(
    gain=st.sampled_from([0.0, 0.3, 1.0, 2.4]),
    numbers=st.lists(st.floats(-9, 9, allow_subnormal=False), min_size=9, max_size=9),
)
def test_given_numbers_are_in_force_as_they_are_whatever_the_gain(gain: float, numbers: list[float]) -> None:
    setup = setup_of("rnn").with_weights(gain=gain)
    (matrix,) = [m for m in matrices(setup, 0, "forward") if m.own == "U"]
    wanted = np.array(numbers).reshape(3, 3)
    changed = changes.with_numbers(setup, matrix, wanted)
    assert np.allclose(changed.network().params["0.U"], wanted, rtol=4e-16, atol=1e-300)
    one = changes.with_number(setup, matrix, (1, 2), numbers[0])
    assert one.network().params["0.U"][1, 2] == pytest.approx(numbers[0], rel=4e-16, abs=1e-300)


def test_start_values_are_given_one_by_one_and_whole() -> None:
    setup = setup_of("lstm")
    start = next(m for m in shelf_of(setup, 0, "forward").starts if m.own == "c")
    assert kept_at_zero(setup, start) and typed(setup, start) is None
    changed = changes.with_number(setup, start, (1,), 0.5)
    run = Result.of(changed).runs[0][0]
    assert run.experiment.start["c"][0].tolist() == [0, 0.5, 0]
    assert not kept_at_zero(changed, start) and typed(changed, start).tolist() == [False, True, False]
    whole = changes.with_numbers(changed, start, np.array([1.0, 2.0, 3.0]))
    assert numbers_of(Result.of(whole), start, Result.of(whole).runs[0][0]).tolist() == [1, 2, 3]


@pytest.mark.parametrize("rule", FILLS)
def test_filling_all_leaves_the_biases(rule: str) -> None:
    setup = Setup((LayerChoice("lstm", hidden=3), LayerChoice("rnn", hidden=2, direction="both")), sequence=SENTENCE)
    setup = setup.with_readout(ASKED)
    before, after = setup.network().params, changes.all_filled(setup, rule, 5).network().params
    for name, array in after.items():
        if array.ndim == 1:
            assert np.array_equal(array, before[name]), name
        else:
            assert name in changes.all_filled(setup, rule, 5).weights.given
    assert changes.all_filled(setup, rule, 5) == changes.all_filled(setup, rule, 5)


def test_too_large_numbers_are_refused() -> None:
    setup = setup_of("rnn")
    (matrix, *_) = matrices(setup, 0, "forward")
    with pytest.raises(WeightsRefused, match="1,000,000"):
        changes.with_number(setup, matrix, (0, 0), 2e6)
    with pytest.raises(WeightsRefused, match="1,000,000"):
        changes.with_numbers(setup, matrix, np.full(matrix.shape, np.nan))


@pytest.mark.parametrize(("size", "end"), [(1.31, 1.4), (1.4, 1.4), (0.0, 1.0), (0.0123, 0.013), (73.0, 73.0)])
def test_the_scale_ends_at_the_largest_weight_rounded_up(size: float, end: float) -> None:
    assert rounded_up(size) == pytest.approx(end)
    assert rounded_up(float("nan")) == 1.0


# trained networks --------------------------------------------------------------------------------------------


def test_of_a_trained_network_what_differs_is_typed() -> None:
    from rnnviz.io.document import decode, encode
    from rnnviz.io.formats.saved import Saved
    from rnnviz.io.trained import load_trained
    from rnnviz.model.story.cursor import Cursor

    setup = load_trained("slot_filling")
    (matrix,) = [m for m in matrices(setup, 0, "forward") if m.own == "U"]
    old = float(setup.network().params["0.U"][1, 2])
    changed = changes.with_number(setup, matrix, (1, 2), old + 0.5)
    assert typed(setup, matrix) is None and np.argwhere(typed(changed, matrix)).tolist() == [[1, 2]]
    saved = Saved(changed, Cursor(changed.steps - 1), 0)
    assert decode(encode(saved), "a.rnnviz") == saved
    assert changes.with_number(changed, matrix, (1, 2), old) == setup, "typed back it is the trained network again"


# text --------------------------------------------------------------------------------------------------------

M = Matrix("0.U", "U", (2, 3), "h")


@given(st.lists(st.floats(-1e6, 1e6), min_size=6, max_size=6))
def test_what_is_copied_and_pasted_back_is_the_same(numbers: list[float]) -> None:
    plane = np.array(numbers).reshape(2, 3)
    assert np.array_equal(pasted(written(plane), M), plane)
    bias = replace(M, shape=(3,))
    assert np.array_equal(pasted(written(plane[0]), bias), plane[0])
    assert np.array_equal(pasted("\n".join(map(repr, numbers[:3])), bias), plane[0])


@pytest.mark.parametrize(
    "text", ["1\t0,5\t1/3\n−2\t1e-2\t.5\n", "1 0.5 1/3\r\n-2 0.01 0.5", "1;0,5;1/3\n-2;1e-2;.5\n\n"]
)
def test_numbers_are_read_as_people_write_them(text: str) -> None:
    assert np.allclose(pasted(text, M), [[1, 0.5, 1 / 3], [-2, 0.01, 0.5]])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1\t2\n3\t4", "U takes 2 × 3 numbers, what was copied has 2 × 2"), ("", "no number"),
        ("1\t2\t3\n4\t5", "what was copied has 2 × 3"), ("1\t2\t3\n4\tfive\t6", "“five” is not a number"),
        ("1\t2\t3\n4\t\t6", "“” is not a number"), ("1 2 3\n4 5 6e9", "1,000,000"), ("1 2 nan\n1 2 3", "“nan” is not"),
        ("7 " * 600_000, "too long"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_in_a_sentence(text: str, why: str) -> None:
    with pytest.raises(WeightsRefused) as refused:
        pasted(text, M)
    assert why in str(refused.value)
