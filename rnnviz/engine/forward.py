"""Forward through time: values of every node at every step.

What needs the past runs in a straight-line loop body printed from the plan; everything else is vectorised.
Arrays are (T, B, size). The loop zips over lists of row views (indexing inside the loop costs 1.7x).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from rnnviz.engine.cell import Cell, Node
from rnnviz.engine.experiment import Experiment
from rnnviz.engine.loop import run_rows
from rnnviz.engine.ops import FUNCTIONS, Array
from rnnviz.engine.plan import LEAVES, Plan, make_plan, source

Value = Array | float


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """values[node id]: (T, B, size) (vector parameters (size,), constants a float, matrices the matrix);
    states[name]: (T + 1, B, size), row 0 is the start; masks[line]: (T, 1, 1) where the line is held."""

    values: tuple[Value, ...]
    states: Mapping[str, Array]
    masks: Mapping[str, Array]


def run_forward(exp: Experiment) -> Trace:
    """All values of an experiment. Overflow is left as inf / NaN: callers type it, nothing warns."""
    plan = make_plan(exp.cell)
    values, states = _allocate(exp, plan)
    masks = {line: held.mask[:, None, None] for line, held in exp.held.items()}
    with np.errstate(all="ignore"):
        _vectorised(exp, plan.before, values, masks)
        if plan.loop:
            _loop(exp, plan, values, masks)
        _vectorised(exp, plan.after, values, masks)
    return Trace(tuple(values), states, masks)


def _allocate(exp: Experiment, plan: Plan) -> tuple[list[Any], dict[str, Array]]:
    cell, (steps, batch) = exp.cell, exp.inputs.shape[:2]
    states = {s: np.empty((steps + 1, batch, exp.sizes[cell.by_name[s].size]), exp.dtype) for s in cell.states}
    for name, array in states.items():
        array[0] = exp.start[name]
    values: list[Any] = [None] * len(cell.nodes)
    homes = {cell.by_name[s].root: states[s][1:] for s in cell.states}
    for members in plan.groups.values():
        _share_rows(exp, members, values)
    for node in cell.nodes:
        if values[node.id] is None:
            values[node.id] = _home(exp, node, states, homes)
    for node in cell.nodes:
        if node.op == "line":
            values[node.id] = values[source(cell, node.id)]
    return values, states


def _share_rows(exp: Experiment, members: tuple[int, ...], values: list[Any]) -> None:
    """Products of one operand are neighbours in one array, so that one stacked product fills them."""
    widths = [exp.sizes[exp.cell.nodes[m].size] for m in members]
    block = np.empty((*exp.inputs.shape[:2], sum(widths)), exp.dtype)
    offset = 0
    for member, width in zip(members, widths, strict=True):
        values[member] = block[:, :, offset : offset + width]
        offset += width


def _home(exp: Experiment, node: Node, states: Mapping[str, Array], homes: Mapping[int, Array]) -> Any:
    match node.op:
        case "x":
            return exp.inputs
        case "prev":
            return states[node.name][:-1]
        case "param":
            return exp.params[node.name]
        case "const":
            return node.number
        case "line":
            return None
    if node.id in homes:
        return homes[node.id]
    return np.empty((*exp.inputs.shape[:2], exp.sizes[node.size]), exp.dtype)


def _vectorised(exp: Experiment, ids: tuple[int, ...], values: list[Any], masks: Mapping[str, Array]) -> None:
    for i in ids:
        node = exp.cell.nodes[i]
        values[i][...] = _evaluate(node, [values[a] for a in node.args])
        line = exp.cell.by_name[node.line]
        if line.root == i and node.line in masks:
            np.copyto(values[i], exp.held[node.line].values[:, None, :], where=masks[node.line])


def _evaluate(node: Node, args: list[Any]) -> Any:
    if node.op == "sum":
        total = args[0] if node.signs[0] > 0 else -args[0]
        for arg, sign in zip(args[1:], node.signs[1:], strict=True):
            total = total + arg if sign > 0 else total - arg
        return total
    if node.op == "mul":
        return args[0] * args[1]
    if node.op == "matmul":
        matrix, operand = args
        return (operand.reshape(-1, operand.shape[-1]) @ matrix.T).reshape(*operand.shape[:-1], -1)
    return FUNCTIONS[node.op].forward(np.asarray(args[0]))


def _loop(exp: Experiment, plan: Plan, values: list[Any], masks: Mapping[str, Array]) -> None:
    inside = frozenset(plan.loop)
    body, bases = _body(exp.cell, frozenset(masks))
    arrays: dict[str, Any] = {}
    for i in inside:
        arrays[f"r{i}"] = values[i]
    for members in plan.groups.values():
        arrays[f"z{members[0]}"] = values[members[0]].base
    for leaf in exp.cell.nodes:
        if leaf.op in ("x", "prev", "line"):
            arrays[f"r{row_name(exp.cell, leaf.id)}"] = values[leaf.id]
        elif leaf.op not in LEAVES and leaf.id not in inside:
            arrays[f"r{leaf.id}"] = values[leaf.id]
    for i in bases:
        arrays[f"base{i}"] = _base(exp, exp.cell.nodes[i], values, plan)
    for line, mask in masks.items():
        arrays[f"held_{line}"] = exp.held[line].values[:, None, :]
        arrays[f"mask_{line}"] = mask
    run_rows(body, arrays, _constants(exp, plan))


def row_name(cell: Cell, node: int) -> str:
    """Row variable of a node: one per array, so that leaves of one name share it."""
    number = source(cell, node)
    return f"p{-number}" if number < 0 else str(number)


def term_of(cell: Cell, node: int) -> str:
    """How a printed statement names a node's value: a number, a vector parameter or a row."""
    found = cell.nodes[node]
    if found.op == "const":
        return repr(found.number)
    return f"v_{found.name}" if found.op == "param" else f"r{row_name(cell, node)}"


def _base(exp: Experiment, node: Node, values: list[Any], plan: Plan) -> Array:
    """The part of a sum that does not depend on the past, for all steps at once."""
    total: Any = 0.0
    for arg, sign in zip(node.args, node.signs, strict=True):
        if arg not in plan.varying:
            total = total + sign * values[arg]
    shape = (*exp.inputs.shape[:2], exp.sizes[node.size])
    return np.ascontiguousarray(np.broadcast_to(total, shape), dtype=exp.dtype)


def _constants(exp: Experiment, plan: Plan) -> dict[str, Any]:
    """Stacked, transposed matrices of each group and vector parameters used inside the loop."""
    nodes, constants = exp.cell.nodes, {}
    for members in plan.groups.values():
        stack = np.concatenate([exp.params[nodes[nodes[m].args[0]].name] for m in members])
        constants[f"w{members[0]}"] = np.asfortranarray(stack.T)
    for name, value in exp.params.items():
        if value.ndim == 1:
            constants[f"v_{name}"] = value
    return constants


@lru_cache(maxsize=256)
def _body(cell: Cell, masked: frozenset[str]) -> tuple[str, tuple[int, ...]]:
    emitter = _Emitter(cell, make_plan(cell), masked)
    return "\n".join(emitter.body()), tuple(emitter.bases)


class _Emitter:
    """Prints the loop body of one cell, statement by statement, in the order of the nodes."""

    def __init__(self, cell: Cell, plan: Plan, masked: frozenset[str]) -> None:
        self.cell, self.plan, self.masked = cell, plan, masked
        self.bases: list[int] = []
        self.done: set[int] = set()

    def body(self) -> Iterator[str]:
        for i in self.plan.loop:
            node = self.cell.nodes[i]
            if node.op == "matmul":
                yield from self._product(i)
            elif node.op == "sum":
                yield from self._sum(node)
            elif node.op == "mul":
                yield f"multiply({term_of(self.cell, node.args[0])}, {term_of(self.cell, node.args[1])}, r{i})"
            else:
                yield f"into_{node.op}({term_of(self.cell, node.args[0])}, r{i})"
            if self.cell.by_name[node.line].root == i and node.line in self.masked:
                yield f"copyto(r{i}, held_{node.line}, where=mask_{node.line})"

    def _product(self, i: int) -> Iterator[str]:
        members = next(m for m in self.plan.groups.values() if i in m)
        if i == members[0]:
            yield f"dot({term_of(self.cell, self.cell.nodes[i].args[1])}, w{i}, z{i})"

    def _sum(self, node: Node) -> Iterator[str]:
        inside = [(a, s) for a, s in zip(node.args, node.signs, strict=True) if a in self.plan.varying]
        out = f"r{node.id}"
        if len(inside) < len(node.args):
            self.bases.append(node.id)
            current = f"base{node.id}"
        else:
            inside.sort(key=lambda pair: -pair[1])
            (first, sign), *inside = inside
            current = term_of(self.cell, first)
            if sign < 0:
                yield f"negative({current}, {out})"
                current = out
            elif not inside:
                yield f"copyto({out}, {current})"
        for arg, sign in inside:
            call = "add" if sign > 0 else "subtract"
            yield f"{call}({current}, {term_of(self.cell, arg)}, {out})"
            current = out
