"""What a wire means, read off the equations: its colour family, whether it is a gate's, a peephole, a valve."""

from __future__ import annotations

from collections.abc import Mapping

from rnnviz.engine import Cell
from rnnviz.engine.language.cell import Node
from rnnviz.model.picture.shapes import Link, Shape


def role_of(cell: Cell, shapes: Mapping[str, Shape], source: str) -> str:
    """Colour family of a source: the line's; of "c_prev" the state's; of x "x"."""
    if source == "x":
        return "x"
    if source in shapes:
        return shapes[source].role
    return cell.by_name[source.removesuffix("_prev")].role


def state_role(cell: Cell, shapes: Mapping[str, Shape], source: str) -> str:
    """After a join a wire takes the colour of the state in it: for `past = r * h_prev` that of h."""
    if source in cell.by_name:
        for node in _below(cell, cell.by_name[source].root):
            if node.op == "prev":
                return cell.by_name[node.name].role
    return role_of(cell, shapes, source)


def _below(cell: Cell, node_id: int) -> list[Node]:
    node = cell.nodes[node_id]
    return [node, *(n for a in node.args for n in _below(cell, a))]


Readers = Mapping[int, Node]
"""The node that reads each node."""


def readers_of(cell: Cell) -> Readers:
    return {arg: node for node in reversed(cell.nodes) for arg in node.args}


def is_peephole(cell: Cell, links: tuple[Link, ...], readers: Readers) -> bool:
    """A wire whose every reader multiplies it by a vector of weights."""
    return bool(links) and all(_weighted(cell, readers.get(link.wire)) for link in links)


def _weighted(cell: Cell, reader: Node | None) -> bool:
    return reader is not None and reader.op == "mul" and any(cell.nodes[a].op == "param" for a in reader.args)


def valve_of(cell: Cell, shapes: Mapping[str, Shape], source: str) -> int | None:
    """The node whose mean is the width of the belt behind a product: its sigma or 1 − sigma factor."""
    shape = shapes.get(source)
    if shape is None or cell.nodes[shape.node].op != "mul":
        return None
    return next((a for a in cell.nodes[shape.node].args if is_gate(cell, a)), None)


def is_gate(cell: Cell, node_id: int) -> bool:
    """What stays between 0 and 1, 1 − such a thing, or a line that is one of these."""
    node = cell.nodes[node_id]
    if cell.opens(node_id):
        return not any(line.root == node_id and line.name not in cell.gates for line in cell.lines)
    if node.op == "line":
        return is_gate(cell, cell.by_name[node.name].root)
    if node.op != "sum":
        return False
    inner = [a for a in node.args if cell.nodes[a].op != "const"]
    ones = [cell.nodes[a].number for a in node.args if cell.nodes[a].op == "const"]
    return len(inner) == 1 and ones in ([], [1.0]) and is_gate(cell, inner[0])


def belt_states(cell: Cell) -> tuple[str, ...]:
    """The state that runs along the top: a sum with its own value one step ago, or with a product of it."""
    return tuple(s for s in cell.states if _carries_itself(cell, s))[:1]


def _carries_itself(cell: Cell, state: str) -> bool:
    root = cell.nodes[cell.by_name[state].root]
    if root.op != "sum":
        return False
    for arg in root.args:
        node = cell.nodes[arg]
        if node.op == "prev" and node.name == state:
            return True
        if node.op == "line":
            node = cell.nodes[cell.by_name[node.name].root]
        if node.op == "mul" and any(cell.nodes[a].op == "prev" and cell.nodes[a].name == state for a in node.args):
            return True
    return False
