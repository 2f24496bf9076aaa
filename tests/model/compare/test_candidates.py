"""A candidate called after its memory: another text of the same cell, with the same numbers, places and sentences."""

import numpy as np
import pytest

from rnnviz.engine import CELLS
from rnnviz.io.document import decode, encode
from rnnviz.io.formats.saved import Saved
from rnnviz.model.compare.candidates import NAMINGS, OWN, called, candidate_of, naming_of, own_name, with_candidates
from rnnviz.model.compare.partners import memory_of
from rnnviz.model.setup.choices import Hold, LayerChoice
from rnnviz.model.setup.runs import runs_of
from rnnviz.model.setup.setup import Setup

GATED = [key for key, cell in CELLS.items() if memory_of(cell) is not None]


@pytest.mark.parametrize("key", GATED)
def test_it_is_the_same_cell_and_comes_back(key: str) -> None:
    choice = LayerChoice(key)
    cell, memory = choice.cell, memory_of(choice.cell)
    assert memory is not None
    for naming in NAMINGS[1:]:
        other = called(choice, naming)
        found, name = other.cell, f"{memory.state}_{naming}"
        assert (candidate_of(found), naming_of(found), own_name(found)) == (name, naming, candidate_of(cell))
        assert [n.name for n in found.lines] == [name if n.name == candidate_of(cell) else n.name for n in cell.lines]
        assert [n.says for n in found.lines] == [n.says for n in cell.lines] and found.params == cell.params
        assert [n.role for n in found.lines] == [n.role for n in cell.lines] and found.keep == cell.keep
        place, before = found.by_name[name], cell.by_name[candidate_of(cell)]
        assert (place.size, place.role) == (before.size, before.role)
        assert called(other, OWN) == choice
    assert called(called(choice, "tilde"), "prime") == called(choice, "prime")


def test_numbers_holds_and_the_file_stay() -> None:
    old = CELLS["lstm"]
    setup = Setup.of("lstm", hidden=3, holds=(Hold("g", 0.25, 2, 3), Hold("f", 1.0))).with_weights(seed=4)
    other = with_candidates(setup, 0, "tilde")
    assert {hold.line for hold in other.holds} == {"c_tilde", "f"}
    one, two = runs_of(setup)[0][0], runs_of(other)[0][0]
    for line in old.by_name:
        name = "c_tilde" if line == "g" else line
        np.testing.assert_array_equal(one.value(line), two.value(name))
        np.testing.assert_array_equal(one.grad(line), two.grad(name))
    assert decode(encode(Saved(other)), "a.rnnviz").setup == other
    assert with_candidates(other, 0, OWN) == setup
    assert with_candidates(Setup.of("rnn"), 0, "tilde") == Setup.of("rnn")
