"""Partners are found in the equations of any two cells, add up to the run's memory, and are none where none are."""

from itertools import combinations

import numpy as np
import pytest

from rnnviz.engine import CELLS, Cell, Experiment, Run, simulate
from rnnviz.engine.notation.formula import ascii_text
from rnnviz.model.compare.partners import PARTS, memory_of, part_value, partners, tied

NONE = {"rnn", "rnn_linear", "rnn_relu", "indrnn", "jordan", "feedforward"}
"""Whose states pass through a matrix or a function, or which have none."""
TEXTBOOK = {
    "lstm": ("f", "c_prev", "i", "g"),
    "lstm_1997": (None, "c_prev", "i", "g"),
    "lstm_coupled": ("f", "c_prev", "1 - f", "g"),
    "gru": ("1 - z", "h_prev", "z", "n"),
    "gru_keep": ("z", "h_prev", "1 - z", "n"),
    "mgu": ("1 - f", "h_prev", "f", "n"),
    "minlstm": ("f / (f + i)", "h_prev", "i / (f + i)", "n"),
    "janet": ("f", "h_prev", "i", "g"),
    "ssm": ("a", "s_prev", "d * k", "v"),
    "lem": ("1 - s", "m_prev", "s", "g"),
}
SUM_IS_ONE = {
    "gru", "gru_keep", "gru_reset_after", "gru_reset_after_replace", "lstm_coupled", "mgu", "mingru", "minlstm", "sru",
    "ugrnn", "lem",
}  # fmt: skip


def random_run(cell: Cell) -> Run:
    rng = np.random.default_rng(3)
    exp = Experiment.build(cell, 3, rng.normal(size=(4, 2)))
    return simulate(exp.with_params({name: rng.normal(size=array.shape) for name, array in exp.params.items()}))


@pytest.mark.parametrize("key", CELLS)
def test_the_parts_make_the_memory_of_the_run(key: str) -> None:
    memory = memory_of(CELLS[key])
    assert (memory is None) == (key in NONE)
    if memory is None:
        return
    run = random_run(CELLS[key])
    for step, unit in ((0, 0), (2, 1), (3, 2)):
        keep, old, write, new = (
            part_value(run, memory.parts[part], step, unit) if part in memory.parts else 1.0 for part in PARTS
        )
        assert not memory.more
        assert keep * old + write * new == pytest.approx(run.value(memory.state)[step, unit], rel=1e-12)


@pytest.mark.parametrize("key", TEXTBOOK)
def test_they_are_printed_as_the_textbook_does(key: str) -> None:
    memory = memory_of(CELLS[key])
    assert memory is not None
    found = tuple(ascii_text(memory.parts[part].expr) if part in memory.parts else None for part in PARTS)
    assert found == TEXTBOOK[key]


def test_any_two_cells_have_the_parts_in_common_that_both_have() -> None:
    """The same the other way round; names do not matter."""
    memories = {key: memory for key, cell in CELLS.items() if (memory := memory_of(cell)) is not None}
    for one, other in combinations(memories, 2):
        found = partners(memories[one], memories[other])
        assert found == partners(memories[other], memories[one])
        assert ("keep" in found) == ("lstm_1997" not in (one, other))
        assert set(found) >= {"memory", "write", "candidate"}


def test_what_has_no_partner() -> None:
    apart = {key: memory.apart for key, cell in CELLS.items() if (memory := memory_of(cell)) is not None}
    assert (apart["lstm"], apart["gru"], apart["mgu"]) == (("o", "h"), ("r",), ())
    assert (apart["lem"], apart["slstm"], apart["sru"]) == (("t", "h"), ("m", "n", "o", "h"), ("r",))


def test_where_one_gate_does_both_they_add_up_to_one() -> None:
    assert {key for key, cell in CELLS.items() if tied(cell)} == SUM_IS_ONE


def test_other_names_and_other_orders_have_the_same_parts() -> None:
    """A cell of one's own: products the other way round, in one line, and with something else added."""
    text = "a = sigmoid(W_a @ x + b_a)\ne = tanh(W_e @ x + U_e @ s_prev)\ns = e * (1 - a) + s_prev * a + 0.1"
    memory = memory_of(
        Cell.build(text, {"roles": {"e": "candidate"}, "keep": {"line": "a", "bias": "b_a"}, "output": "s"})
    )
    assert memory is not None and memory.more
    assert [ascii_text(memory.parts[part].expr) for part in PARTS] == ["a", "s_prev", "1 - a", "e"]
    assert memory_of(Cell.build(text, {"output": "s"})) is None
