"""One reverse sweep over the nodes, for all steps at once.

Once the totals of all states are known the steps decouple, so every line's and every wire's gradient is plain
vectorised arithmetic. Seeds may carry extra leading axes: one-step Jacobians are a sweep with one seed per row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from rnnviz.engine.cell import Cell, Node
from rnnviz.engine.forward import Trace
from rnnviz.engine.ops import FUNCTIONS, Array


@dataclass(frozen=True, slots=True, eq=False)
class Sweep:
    """nodes[id]: gradient arriving at a node (for a leaf: through that wire), or None where none can arrive."""

    nodes: tuple[Array | None, ...]


def sweep(
    cell: Cell, trace: Trace, slope: Mapping[int, Array],
    seeds: Mapping[str, Array], totals: Mapping[str, Array] | None = None,
    only: frozenset[int] | None = None,
) -> Sweep:  # fmt: skip
    """Gradients of all nodes within each step.

    seeds: line -> gradient that enters at it, (..., T, B, size). totals: line -> its known total, which replaces
    whatever the readers of this step send. only: operation nodes to walk through; others pass nothing on.
    """
    found: list[Any] = [None] * len(cell.nodes)
    readers: dict[str, list[int]] = {line.name: [] for line in cell.lines}
    for node in cell.nodes:
        if node.op == "line":
            readers[node.name].append(node.id)
    with np.errstate(all="ignore"):
        for line in reversed(cell.lines):
            known = totals.get(line.name) if totals else None
            if known is None:
                parts = [found[r] for r in readers[line.name]] + [seeds.get(line.name)]
                known = _add(parts)
            if known is None or (only is not None and line.root not in only):
                continue
            found[line.root] = known
            _descend(cell, line.root, _let_through(known, trace.masks.get(line.name)), found, trace, slope)
    return Sweep(tuple(found))


def _add(parts: list[Any]) -> Any:
    present = [p for p in parts if p is not None]
    return sum(present[1:], start=present[0]) if present else None


def _let_through(total: Array, mask: Array | None) -> Array:
    """A held line passes nothing to what it was computed from."""
    return total if mask is None else np.where(mask, 0.0, total)


def _descend(cell: Cell, root: int, g: Array, found: list[Any], trace: Trace, slope: Mapping[int, Array]) -> None:
    """Walk one line's tree from its root down to its leaves."""
    pending = [(root, g)]
    while pending:
        i, arriving = pending.pop()
        node = cell.nodes[i]
        for arg, part in zip(node.args, _contributions(node, arriving, trace, slope), strict=True):
            if part is not None:
                found[arg] = part
                pending.append((arg, part))


def _contributions(node: Node, g: Array, trace: Trace, slope: Mapping[int, Array]) -> list[Any]:
    """One entry per argument: the vector-Jacobian product through this node."""
    if node.op == "sum":
        return [g if sign > 0 else -g for sign in node.signs]
    if node.op == "mul":
        a, b = (trace.values[arg] for arg in node.args)
        return [g * b, g * a]
    if node.op == "matmul":
        matrix = np.asarray(trace.values[node.args[0]])
        return [None, (g.reshape(-1, g.shape[-1]) @ matrix).reshape(*g.shape[:-1], -1)]
    if node.op in FUNCTIONS:
        return [g * slope[node.id]]
    return []
