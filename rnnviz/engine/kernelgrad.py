"""Gradients of parameters and inputs from what a backward pass left in a kernel: one matrix product per stack."""

from __future__ import annotations

import numpy as np

from rnnviz.engine.experiment import Experiment
from rnnviz.engine.kernel import Kernel
from rnnviz.engine.ops import Array


def parameter_gradients(kernel: Kernel, exp: Experiment) -> dict[str, Array]:
    """dL/d(parameter) of the last backward pass, summed over time and batch. Only for regular programs."""
    found = {name: np.zeros(value.shape, value.dtype) for name, value in exp.params.items()}
    with np.errstate(all="ignore"):
        for number in range(len(kernel.program.places.groups)):
            _of_product(kernel, exp, number, found)
        for node, arriving in _outside(kernel).items():
            _of_leaf(kernel, exp, node, arriving, found)
    return found


def _of_product(kernel: Kernel, exp: Experiment, number: int, found: dict[str, Array]) -> None:
    """One product for all parameters that are stacked in it."""
    rows = kernel.layout.edges[f"Z{number}"][-1]
    sent = kernel.sent(number)[:, : rows * kernel.batch]
    read = kernel.read(number)
    if kernel.batch > 1:
        sent, read = (kernel.layout.outward(a).reshape(-1, a.shape[1] // kernel.batch) for a in (sent, read))
    whole = {"loop": sent.T @ read}
    if kernel.program.places.groups[number].hoisted:
        whole |= {"x": sent.T @ exp.inputs.reshape(len(sent), -1), "1": sent.sum(axis=0)}
    for rows_here, columns, name, sign in kernel.slices[number]:
        part = whole[columns][rows_here] if isinstance(columns, str) else whole["loop"][rows_here, columns]
        found[name] += part if sign > 0 else -part


def _outside(kernel: Kernel) -> dict[int, Array]:
    """What arrives at leaves outside the loop's products: node -> (T, units * B)."""
    program = kernel.program
    found: dict[int, Array] = {}
    for cut, leaves in program.coefficient.items():
        for leaf, k in leaves.items():
            kind = kernel.op(leaf).kind
            if kind in ("param", "x") or (kind == "row" and leaf not in program.low.varying):
                factor = kernel.fixed[k] if k in kernel.fixed else kernel.views[k]
                part = kernel.views[program.arriving[cut]] * factor
                found[leaf] = found[leaf] + part if leaf in found else part
    return found


def _of_leaf(kernel: Kernel, exp: Experiment, node: int, arriving: Array, found: dict[str, Array]) -> None:
    op = kernel.op(node)
    outward = kernel.layout.outward(arriving)
    flat = outward.reshape(-1, outward.shape[-1])
    if op.kind == "param":
        found[op.data] += flat.sum(axis=0)
    elif op.kind == "row":
        row = kernel.program.low.rows[op.data]
        for sign, matrix, _ in row.terms:
            found[matrix] += sign * (flat.T @ exp.inputs.reshape(len(flat), -1))
        for sign, vector in row.bias:
            found[vector] += sign * flat.sum(axis=0)


def input_gradient(kernel: Kernel, exp: Experiment) -> Array:
    """dL/dx of the last backward pass: (T, B, input). Only for regular programs."""
    total = np.zeros(exp.inputs.shape, exp.dtype)
    flat = total.reshape(-1, total.shape[-1])
    looped = [r for g in kernel.program.places.groups for r in g.rows]
    with np.errstate(all="ignore"):
        for node, rows in (*((r, kernel.views[f"d{r}"]) for r in looped), *_outside(kernel).items()):
            outward = kernel.layout.outward(rows)
            if kernel.op(node).kind == "x":
                total += outward
            for sign, matrix in _reading_input(kernel, node):
                flat += sign * (outward.reshape(len(flat), -1) @ exp.params[matrix])
    return total


def _reading_input(kernel: Kernel, node: int) -> list[tuple[int, str]]:
    op = kernel.op(node)
    terms = kernel.program.low.rows[op.data].terms if op.kind == "row" else ()
    return [(sign, matrix) for sign, matrix, operand in terms if kernel.op(operand).kind == "x"]
