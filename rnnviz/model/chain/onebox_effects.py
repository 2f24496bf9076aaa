"""What the one box of a simple cell does at every step: its activation's slope, and the memory's share in its sum.

Both are read off the equations: the slope is the derivative of whatever function the box ends with, the memory's
share is that of the terms with a state of the step before, term by term in absolute values.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rnnviz.engine import Cell, Run
from rnnviz.engine.language.cell import Node
from rnnviz.engine.language.ops import FUNCTIONS
from rnnviz.engine.language.several import activates, slope_of, symbol
from rnnviz.model.picture.onebox import one_box
from rnnviz.model.picture.parts import inner_node, parts
from rnnviz.model.picture.reading import Vector, single


@dataclass(frozen=True, slots=True, eq=False)
class Effect:
    """Numbers 0..1 (a slope may be larger) of every step and unit, (T, hidden).

    kind: "slope" or "memory"; line: the line with which they are known; text: what they are, as a formula.
    """

    kind: str
    line: str
    text: str
    values: Vector


def effects(run: Run) -> tuple[Effect, ...]:
    """Slope and memory's share of a cell that is one box, where it has them."""
    if not one_box(run.cell):
        return ()
    return tuple(found for found in (slope(run), memory(run)) if found is not None)


def slope(run: Run) -> Effect | None:
    """The activation's derivative at every step; a held output passes no gradient. None for a linear box."""
    (box,) = parts(run.cell).shapes
    node = run.cell.nodes[box.node]
    if not activates(node.op):
        return None
    value, arguments = single(run.node_value(node.id)), [single(run.node_value(a)) for a in node.args]
    with np.errstate(all="ignore"):
        found = np.asarray(slope_of(node.op, value, arguments), float)
    text = FUNCTIONS[node.op].slope_text if node.op in FUNCTIONS else ""
    return Effect("slope", box.lines[-1], text or f"{symbol(node.op)}′", _free(run, box.lines[-1], found))


def memory(run: Run) -> Effect | None:
    """|U h| / (|W x| + |U h| + |b|) of every unit at every step; None for a cell without a memory."""
    cell = run.cell
    (box,) = parts(cell).shapes
    terms = list(_terms(cell, cell.nodes[inner_node(cell, box)]))
    old = [term for term in terms if _reads_past(cell, term)]
    if not old:
        return None
    with np.errstate(all="ignore"):
        sizes = {term.id: np.abs(single(run.node_value(term.id))) for term in terms}
        part, whole = sum(sizes[term.id] for term in old), sum(sizes.values())
        share = np.divide(part, whole, out=np.zeros_like(whole), where=whole != 0)
    text = " + ".join(_spelled(cell, term) for term in old)
    return Effect("memory", box.lines[0], text, _free(run, box.lines[0], np.asarray(share)))


def _free(run: Run, line: str, values: Vector) -> Vector:
    """Zero where the line is held: nothing of what is computed there counts."""
    held = run.experiment.held.get(line)
    return values if held is None else np.where(held.mask[:, None], 0.0, values)


def _terms(cell: Cell, node: Node) -> Iterator[Node]:
    """The summands of a sum, sums within it taken apart."""
    if node.op == "sum":
        for arg in node.args:
            yield from _terms(cell, cell.nodes[arg])
    else:
        yield node


def _reads_past(cell: Cell, node: Node) -> bool:
    return node.op == "prev" or any(_reads_past(cell, cell.nodes[arg]) for arg in node.args)


def _spelled(cell: Cell, node: Node) -> str:
    """U h of U @ h_prev: the names in a term, in order."""
    return " ".join([node.name] if node.name else [_spelled(cell, cell.nodes[arg]) for arg in node.args])
