"""One reverse sweep over the nodes, for all steps at once.

Once the totals of all states are known the steps decouple, so every line's and every wire's gradient is plain
vectorised arithmetic. One-step Jacobians are a sweep of matrices, with one row per unit of the seeded line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from rnnviz.engine.language.cell import Cell, Line, Node
from rnnviz.engine.language.ops import Array
from rnnviz.engine.language.several import MIXINGS, OPERATIONS, partial
from rnnviz.engine.language.tree import PRODUCTS
from rnnviz.engine.lazy import kept_with
from rnnviz.engine.passes.forward import Trace


@dataclass(frozen=True, slots=True, eq=False)
class Sweep:
    """nodes[id]: gradient arriving at a node (for a leaf: through that wire), or None where none can arrive."""

    nodes: tuple[Array | None, ...]


def sweep(
    cell: Cell, trace: Trace, slope: Mapping[int, Array],
    seeds: Mapping[str, Array], totals: Mapping[str, Array] | None = None,
    stop: frozenset[int] = frozenset(), towards: frozenset[int] | None = None,
    matrices: bool = False, past: Mapping[str, Array] | None = None,
) -> Sweep:  # fmt: skip
    """Gradients of all nodes within each step.

    seeds: line -> gradient that enters at it, (T, B, size). totals: line -> its known total, which replaces
    whatever the readers of this step send. stop: roots of lines that pass nothing on (what arrives at their
    readers is reported). towards: the only nodes worth walking to. matrices: of one sequence, gradients are
    (T, rows, size), and a single row stands for the diagonal of a square matrix: what is element-wise stays cheap.
    past: state -> (T, rows, size), to which what arrives at its previous value is added instead of being reported.
    """
    found: list[Any] = [None] * len(cell.nodes)
    with np.errstate(all="ignore"):
        for line in reversed(cell.lines):
            known = totals.get(line.name) if totals else None
            if known is None:
                known = _add([found[r] for r in readers(cell, line.name)] + [seeds.get(line.name)], matrices)
            if known is None or line.root in stop:
                continue
            found[line.root] = known
            if towards is None or line.root in towards:
                _descend(cell, line, known, found, trace, slope, towards, matrices, past)
    return Sweep(tuple(found))


@kept_with
def readers(cell: Cell, line: str) -> tuple[int, ...]:
    """Occurrences of a line's name in other lines of the same step."""
    return tuple(n.id for n in cell.nodes if n.op == "line" and n.name == line)


def as_matrix(g: Array) -> Array:
    """(t, 1, n), a diagonal, as (t, n, n)."""
    full = np.zeros((len(g), g.shape[-1], g.shape[-1]), g.dtype)
    np.einsum("tii->ti", full)[...] = g[:, 0]
    return full


def _add(parts: list[Any], matrices: bool) -> Any:
    present = [p for p in parts if p is not None]
    if matrices and len({p.shape[-2] for p in present}) > 1:
        present = [as_matrix(p) if p.shape[-2] == 1 else p for p in present]
    return sum(present[1:], start=present[0]) if present else None


def add_into(total: Array, g: Array) -> None:
    """Add a matrix or a diagonal (t, 1, n) to (t, rows, n)."""
    if g.shape[1] < total.shape[1]:
        np.einsum("tii->ti", total)[...] += g[:, 0]
    else:
        total += g


def _let_through(total: Array, mask: Array | None) -> Array:
    """A held line passes nothing to what it was computed from, also where a slope in it is infinite."""
    return total if mask is None else np.where(mask, 0.0, total)


def _descend(
    cell: Cell, line: Line, g: Array, found: list[Any],
    trace: Trace, slope: Mapping[int, Array], towards: frozenset[int] | None,
    matrices: bool, past: Mapping[str, Array] | None,
) -> None:  # fmt: skip
    """Walk one line's tree from its root down to its leaves."""
    mask = trace.masks.get(line.name)
    pending = [(line.root, _let_through(g, mask))]
    while pending:
        i, arriving = pending.pop()
        node = cell.nodes[i]
        for position, arg in enumerate(node.args):
            if towards is None or arg in towards:
                sent = _contribution(node, position, arriving, trace, slope, matrices)
                part = None if sent is None else _let_through(sent, mask)
                if part is not None and past is not None and cell.nodes[arg].op == "prev":
                    add_into(past[cell.nodes[arg].name], part)
                elif part is not None:
                    found[arg] = part
                    pending.append((arg, part))


def _contribution(
    node: Node, position: int, g: Array, trace: Trace, slope: Mapping[int, Array], matrices: bool
) -> Array | None:
    """The vector-Jacobian product through this node into one argument; None into a matrix."""
    if node.op == "sum":
        return g if node.signs[position] > 0 else -g
    if node.op == "mul":
        return np.asarray(g * trace.values[node.args[1 - position]])
    if node.op in PRODUCTS:
        matrix = np.asarray(trace.values[node.args[0]])
        if position == 0:
            return None
        matrix = matrix if node.op == "matmul" else matrix.T
        if matrices and g.shape[-2] == 1:
            return np.asarray(g.swapaxes(1, 2) * matrix)
        return np.asarray((g.reshape(-1, g.shape[-1]) @ matrix).reshape(*g.shape[:-1], -1))
    if node.op in OPERATIONS:
        return _of_operation(node, position, g, trace, slope)
    if node.op in MIXINGS:
        whole = as_matrix(g) if matrices and g.shape[-2] == 1 else g
        value, argument = (np.asarray(trace.values[i]) for i in (node.id, node.args[0]))
        return MIXINGS[node.op].back(whole, value, np.broadcast_to(argument, value.shape), -1)
    return np.asarray(g * slope[node.id])


def _of_operation(node: Node, position: int, g: Array, trace: Trace, slope: Mapping[int, Array]) -> Array | None:
    """Through an element-wise operation of several arguments; None into the numbers it may have."""
    found = OPERATIONS[node.op]
    if position >= found.arity - found.numbers:
        return None
    if found.activates:
        return np.asarray(g * slope[node.id])
    return np.asarray(g * partial(node.op, position, trace.values[node.id], [trace.values[a] for a in node.args]))
