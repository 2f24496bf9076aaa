"""What a line is computed from over time, against a walk through the equations as they stand."""

import pytest

from rnnviz.engine import CELLS, Cell
from rnnviz.engine.language.dependence import earlier, later, meeting

PAIR = "a = tanh(W_a @ x + U_a @ b_prev)\nb = tanh(U_b @ a_prev)\nh = tanh(W @ x + U @ a)"
ASIDE = "a = tanh(W_a @ x)\nb = tanh(U_b @ a_prev)\nc = tanh(U_c @ b_prev)\nh = tanh(W @ x + U @ c_prev)"
EVERY = dict(CELLS) | {
    name: Cell.from_text(f"name = '{name}'\nequations = '''\n{text}\n'''")
    for name, text in (("pair", PAIR), ("aside", ASIDE))
}


def read(cell: Cell, name: str) -> set[str]:
    """States whose previous value a line reads, itself or through lines of its own step."""
    nodes = [node for node in cell.nodes if node.line == name]
    found = {node.name for node in nodes if node.op == "prev"}
    return found.union(*(read(cell, node.name) for node in nodes if node.op == "line"))


def past(cell: Cell, name: str) -> set[str]:
    """The same over any number of steps."""
    found, waiting = set(), read(cell, name)
    while waiting:
        state = waiting.pop()
        if state not in found:
            found.add(state)
            waiting |= read(cell, state)
    return found


@pytest.mark.parametrize("key", EVERY)
def test_earlier_and_later_are_the_two_ends_of_one_way(key: str) -> None:
    cell = EVERY[key]
    for name in cell.by_name:
        assert earlier(cell, name) == past(cell, name), name
    for state in cell.states:
        assert later(cell, state) >= {other for other in cell.states if state in past(cell, other)}, state
        assert set(meeting(cell, state)) == later(cell, state) & past(cell, state)
