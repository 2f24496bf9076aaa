"""Gradients of parameters and inputs from what a backward pass left in a kernel: one matrix product per stack."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnnviz.engine.compiler.assembly import TURNED
from rnnviz.engine.compiler.kernel import Kernel, weight
from rnnviz.engine.compiler.layout import inward
from rnnviz.engine.experiments.experiment import Experiment
from rnnviz.engine.language.ops import Array
from rnnviz.engine.language.tree import is_scalar
from rnnviz.engine.passes.scaled import FAR, exponents


def parameter_gradients(kernel: Kernel, exp: Experiment) -> dict[str, Array]:
    """dL/d(parameter) of the stretch that stands, summed over time and batch. Only for regular programs."""
    found: dict[str, Any] = {}
    with np.errstate(all="ignore"):
        for number in range(len(kernel.program.places.groups)):
            _of_product(kernel, exp, number, found)
        for node, arriving in _outside(kernel).items():
            _of_leaf(kernel, exp, node, arriving, found)
        if len(found) < len(exp.params):
            found |= {name: np.zeros_like(value) for name, value in exp.params.items() if name not in found}
    return found


def in_true_units(kernel: Kernel, exponent: Array) -> bool:
    """Bring what a rescaled pass left to true units 2**exponent (t, B); False where that would overflow."""
    names = {kernel.program.arriving[cut] for cut in kernel.program.coefficient}
    found = [kernel.sent(number) for number in range(len(kernel.program.places.groups))]
    found += [kernel.rows(name) for name in sorted(names)]
    blocks = [rows.reshape(len(rows), -1, kernel.batch) for rows in found]
    limit = np.finfo(kernel.dtype).maxexp - 2
    if any(bool((exponents(block, 1) + exponent > limit).any()) for block in blocks):
        return False
    moved = exponent.any(axis=1)
    power = np.clip(exponent[moved], -FAR, FAR).astype(np.int32)[:, None]
    with np.errstate(all="ignore"):
        for block in blocks:
            block[moved] = np.ldexp(block[moved], power)
        kernel.turn_back()
    return True


def sum_into(sums: dict[str, Any], found: dict[str, Array]) -> None:
    """Add the gradients of one stretch to those of the others."""
    with np.errstate(all="ignore"):
        for name, part in found.items():
            _add(sums, name, part, 1)


def _add(found: dict[str, Any], name: str, part: Array, sign: int) -> None:
    if name.endswith(TURNED):
        name, part = name.removesuffix(TURNED), part.T
    elif is_scalar(name):
        part = part.sum(keepdims=True)
    if name in found:
        found[name] = found[name] + part if sign > 0 else found[name] - part
    else:
        found[name] = part if sign > 0 else -part


def _of_product(kernel: Kernel, exp: Experiment, number: int, found: dict[str, Any]) -> None:
    """One product for all parameters that are stacked in it."""
    if not kernel.slices[number]:
        return
    sent = kernel.sent(number)
    whole = {"loop": _summed(kernel, sent, kernel.read(number))}
    if kernel.program.places.groups[number].hoisted:
        total = sent.reshape(len(sent), -1, kernel.batch).sum(axis=(0, 2))
        whole |= {"x": _summed(kernel, sent, inward(exp.inputs[kernel.stands])), "1": total}
    for rows_here, columns, name, sign in kernel.slices[number]:
        part = whole[columns][rows_here] if isinstance(columns, str) else whole["loop"][rows_here, columns]
        _add(found, name, part, sign)


def _summed(kernel: Kernel, left: Array, right: Array) -> Array:
    """Outer products of (T, m * B) and (T, n * B), summed over steps and samples: (m, n).

    A batch is turned a few steps at a time, so that one product sums over all of them and finds them in the cache.
    """
    batch = kernel.batch
    if batch == 1:
        return np.asarray(left.T @ right)
    steps, (m, n) = len(left), (left.shape[1] // batch, right.shape[1] // batch)
    step = (m + n) * batch
    aside = kernel.aside if step <= len(kernel.aside) else np.empty(step, kernel.dtype)
    count = -(-steps // -(-steps // (len(aside) // step)))  # as many in every piece, and no more than there is room for
    total: Any = None
    for first in range(0, steps, count):
        here = slice(first, min(first + count, steps))
        edge = m * batch * (here.stop - first)
        a = _turned(left[here], batch, aside[:edge])
        b = _turned(right[here], batch, aside[edge : edge // m * (m + n)])
        total = a @ b.T if total is None else np.add(total, a @ b.T, total)
    return np.asarray(total)


def _turned(rows: Array, batch: int, out: Array) -> Array:
    """(t, units * B) as (units, t * B), written to `out`: samples stay side by side, which makes a fast copy."""
    units = rows.shape[1] // batch
    out.reshape(units, len(rows), batch)[...] = rows.reshape(len(rows), units, batch).transpose(1, 0, 2)
    return out.reshape(units, -1)


def _outside(kernel: Kernel) -> dict[int, Array]:
    """What arrives at leaves outside the loop's products: node -> (T, units * B)."""
    program = kernel.program
    found: dict[int, Array] = {}
    for cut, leaves in program.coefficient.items():
        for leaf, k in leaves.items():
            kind = kernel.op(leaf).kind
            if kind in ("param", "x") or (kind == "row" and leaf not in program.low.varying):
                factor = kernel.fixed[k] if k in kernel.fixed else kernel.rows(k)
                part = kernel.rows(program.arriving[cut]) * factor
                found[leaf] = found[leaf] + part if leaf in found else part
    return found


def _of_leaf(kernel: Kernel, exp: Experiment, node: int, arriving: Array, found: dict[str, Any]) -> None:
    op = kernel.op(node)
    outward = kernel.layout.outward(arriving)
    flat = outward.reshape(-1, outward.shape[-1])
    if op.kind == "param":
        _add(found, op.data, flat.sum(axis=0), 1)
    elif op.kind == "row":
        row = kernel.program.low.rows[op.data]
        for sign, matrix, _ in row.terms:
            _add(found, matrix, flat.T @ exp.inputs[kernel.stands].reshape(len(flat), -1), sign)
        for sign, vector in row.bias:
            _add(found, vector, flat.sum(axis=0), sign)


def input_gradient(kernel: Kernel, exp: Experiment) -> Array:
    """dL/dx of the stretch that stands: (t, B, input). Only for regular programs."""
    total = np.zeros(exp.inputs[kernel.stands].shape, exp.dtype)
    flat = total.reshape(-1, total.shape[-1])
    looped = [r for g in kernel.program.places.groups for r in g.rows]
    with np.errstate(all="ignore"):
        for node, rows in (*((r, kernel.rows(f"d{r}")) for r in looped), *_outside(kernel).items()):
            outward = kernel.layout.outward(rows)
            if kernel.op(node).kind == "x":
                total += outward
            for sign, matrix in _reading_input(kernel, node):
                flat += sign * (outward.reshape(len(flat), -1) @ weight(exp, matrix))
    return total


def _reading_input(kernel: Kernel, node: int) -> list[tuple[int, str]]:
    op = kernel.op(node)
    terms = kernel.program.low.rows[op.data].terms if op.kind == "row" else ()
    return [(sign, matrix) for sign, matrix, operand in terms if kernel.op(operand).kind == "x"]
