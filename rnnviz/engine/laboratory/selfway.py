"""The way on which a state comes to its own next value element by element: the conveyor belt of an LSTM's drawing.

Hochreiter & Schmidhuber 1997 call it the constant error carousel. It is found in the equations: c = f * c_prev + i * g
carries c on through sums and products; where nothing carries it so, a function of one value may stand in the way
(h = relu(... + u * h_prev)). A matrix mixes the units, so no such way leads through one.
"""

from __future__ import annotations

from dataclasses import dataclass

from rnnviz.engine.language.cell import Cell, Node
from rnnviz.engine.language.several import OPERATIONS, activates
from rnnviz.engine.lazy import kept_with


@dataclass(frozen=True, slots=True)
class SelfWay:
    """nodes: all on the way from a state's value down to its previous one; leaves: the readings of the previous value
    at its end; alone: whether nothing else reads a value between, so that all that arrives at a leaf came this way."""

    nodes: frozenset[int]
    leaves: tuple[int, ...]
    alone: bool


@kept_with
def self_way(cell: Cell, state: str) -> SelfWay | None:
    """The way of one state, by sums, products and choices alone where there is one; None where units are mixed."""
    return _way(cell, state, bent=False) or _way(cell, state, bent=True)


def _way(cell: Cell, state: str, bent: bool) -> SelfWay | None:
    found: set[int] = set()
    leaves: list[int] = []

    def reaches(i: int) -> bool:
        node = cell.nodes[i]
        if node.op == "prev" and node.name == state:
            leaves.append(i)
            found.add(i)
            return True
        below = (cell.by_name[node.name].root,) if node.op == "line" else _carried(node, bent)
        # not any(): every branch is walked
        if sum([reaches(a) for a in below]):
            found.add(i)
            return True
        return False

    reaches(cell.by_name[state].root)
    once = tuple(dict.fromkeys(leaves))
    return SelfWay(frozenset(found), once, _alone(cell, state, found)) if once else None


def _carried(node: Node, bent: bool) -> tuple[int, ...]:
    """The arguments that an operation hands on element by element."""
    if node.op in ("sum", "mul"):
        return node.args
    if activates(node.op):
        return node.args[:1] if bent else ()
    if node.op == "div":
        return node.args[:1]
    return node.args if node.op in OPERATIONS else ()


def _alone(cell: Cell, state: str, found: set[int]) -> bool:
    """Whether the lines on the way are read on the way only."""
    lines = {cell.nodes[i].name for i in found if cell.nodes[i].op == "line"}
    read = [n.id for n in cell.nodes if n.op == "line" and n.name in lines]
    return not lines & {*cell.states, cell.output} and all(i in found for i in read)
