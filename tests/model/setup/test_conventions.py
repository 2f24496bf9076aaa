"""Conventions of a gate: the same function keeps its run, another function says that it is another one."""

from itertools import permutations, product

import numpy as np
import pytest

from rnnviz.engine import CELLS
from rnnviz.model.setup.choices import Edit, Hold, LayerChoice
from rnnviz.model.setup.conventions import kindred, remark, same_function, turns
from rnnviz.model.setup.runs import runs_of
from rnnviz.model.setup.sequence import numbers_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.setup.weights import Weights

PAIRS = [("gru", "gru_keep"), ("gru_reset_after", "gru_reset_after_replace")]
GRUS = [key for pair in PAIRS for key in pair]
EQUAL = {frozenset(pair) for pair in PAIRS}


@pytest.mark.parametrize("a, b", list(permutations(GRUS, 2)))
def test_only_keeping_and_replacing_are_one_function(a: str, b: str) -> None:
    equal = frozenset((a, b)) in EQUAL
    assert same_function(CELLS[a], CELLS[b]) is equal
    assert kindred(CELLS[a], CELLS[b])


@pytest.mark.parametrize("a, b", [("lstm", "lstm_peephole"), ("rnn", "gru"), ("mgu", "gru"), ("lstm", "lstm")])
def test_cells_without_two_conventions_are_not_compared(a: str, b: str) -> None:
    assert not same_function(CELLS[a], CELLS[b]) and not kindred(CELLS[a], CELLS[b])


def setups(key: str) -> list[Setup]:
    typed = Setup.of(key, 3, weights=Weights(seed=4, gain=1.7, keep_bias=2.0), holds=(Hold("z", 0.25, 1, 2),))
    for edit in (Edit("W_z", (0, 1), 3.0), Edit("b_z", (2,), -1.0), Edit("U_n", (1, 1), 0.5)):
        typed = typed.with_edit(edit)
    rows = numbers_sequence([[1.0, -2.0], [0.5, 0.0], [3.0, 1.0]])
    both = Setup((LayerChoice(key, hidden=3, direction="both"), LayerChoice("lstm", hidden=2)), sequence=rows)
    return [Setup.of(key), typed, Setup.of(key, 2, sequence=rows), both]


@pytest.mark.parametrize("old, new", [*PAIRS, *(pair[::-1] for pair in PAIRS)])
@pytest.mark.parametrize("number", range(4))
def test_the_other_convention_keeps_the_run(old: str, new: str, number: int) -> None:
    setup = setups(old)[number]
    other = setup.with_cell(new)
    first, second = runs_of(setup), runs_of(other)
    for before, after in zip(first, second, strict=True):
        for a, b in zip(before, after, strict=True):
            assert b.value("h") == pytest.approx(a.value("h"), abs=1e-13)
    a, b = first[0][0], second[0][0]
    assert b.value("z") == pytest.approx(1 - a.value("z"), abs=1e-14)
    for name in ("W_z", "U_z", "b_z"):
        assert np.array_equal(b.experiment.params[name], -a.experiment.params[name])
    assert other.with_cell(old) == setup


@pytest.mark.parametrize("old, new", list(permutations(GRUS, 2)))
def test_what_a_convention_did_is_said_and_measured(old: str, new: str) -> None:
    setup = Setup.of(old, 3, weights=Weights(seed=2)).with_edit(Edit("U_n", (0, 0), 2.0))
    a, b = (runs_of(s)[0][0] for s in (setup, setup.with_cell(new)))
    found = remark(a, b)
    assert found is not None
    if frozenset((old, new)) in EQUAL:
        assert "same function" in str(found) and "W_z, U_z, b_z" in str(found)
    else:
        difference = float(np.abs(a.value("h") - b.value("h")).max())
        assert difference > 1e-4 and f"{difference:.3f}" in str(found)
        assert b.experiment.params["U_n"][0, 0] == 2.0
    assert remark(a, runs_of(setup.with_cell("lstm"))[0][0]) is None


def test_new_weights_and_words_keep_the_two_alike() -> None:
    one = Setup.of("gru")
    other = one.with_cell("gru_keep")
    assert other.layers[0].turned
    for change in ({"seed": 5}, {"gain": 2.0}, {"keep_bias": -1.0}):
        a, b = (runs_of(s.with_weights(**change))[0][0].value("h") for s in (one, other))
        assert b == pytest.approx(a, abs=1e-13)
    assert not other.with_cell("lstm").layers[0].turned


def test_only_the_conventions_of_one_cell_are_kindred() -> None:
    """The four of the GRU; LSTMs with the same gates and states are cells of their own."""
    keeping = {"gru": -1, "gru_keep": 1, "gru_reset_after": 1, "gru_reset_after_replace": -1}
    for a, b in product(CELLS, CELLS):
        assert kindred(CELLS[a], CELLS[b]) == (a != b and {a, b} <= keeping.keys()), (a, b)
        if a in keeping and b in keeping:
            assert turns(CELLS[a], CELLS[b]) == (keeping[a] != keeping[b])
