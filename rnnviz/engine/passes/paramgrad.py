"""Gradients of parameters: what arrives at their occurrences, times what they multiply, summed over time and batch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from rnnviz.engine.experiments.experiment import Experiment
from rnnviz.engine.language.ops import Array
from rnnviz.engine.language.tree import PRODUCTS
from rnnviz.engine.passes.forward import Trace


def param_grad(
    exp: Experiment, trace: Trace, arriving: Callable[[int], Array], exponent: Array, name: str, by_step: bool
) -> Array:
    """dL/d(parameter) in its shape, or (T, ...) by step.

    arriving: node id -> (T, B, size) gradient in units of 2**exponent (T, B).
    """
    shape = exp.params[name].shape
    total: Any = np.zeros((exp.steps, *shape) if by_step else shape, exp.dtype)
    with np.errstate(all="ignore"):
        for node in exp.cell.nodes:
            if node.op == "param" and node.name == name and len(shape) == 1:
                ones = np.ones((*exponent.shape, 1), exp.dtype)
                found = _summed(arriving(node.id), ones, exponent, by_step)[..., 0]
                total = total + (found.sum(axis=-1, keepdims=True) if name in exp.cell.scalars else found)
            elif node.op in PRODUCTS and exp.cell.nodes[node.args[0]].name == name:
                found = _summed(arriving(node.id), _operand(exp, trace, node.args[1]), exponent, by_step)
                total = total + (found if node.op == "matmul" else found.swapaxes(-1, -2))
    return np.asarray(total)


def _operand(exp: Experiment, trace: Trace, node: int) -> Array:
    """What a matrix is multiplied with: (T, B, size), where it is a vector parameter the same at every step."""
    size = exp.sizes[exp.cell.nodes[node].size]
    return np.broadcast_to(np.asarray(trace.values[node]), (*exp.inputs.shape[:2], size))


def _summed(g: Array, operand: Array, exponent: Array, by_step: bool) -> Array:
    """Outer products of (T, B, m) and (T, B, n), summed over samples and (unless by_step) over time, in true units.

    Steps of one exponent are summed in their own units: an overflow times an exact zero stays zero.
    """
    if by_step and exponent.any():
        return np.asarray(np.ldexp(g[..., :, None] * operand[..., None, :], exponent[..., None, None]).sum(axis=1))
    if by_step:
        return np.asarray(np.einsum("tbi,tbj->tij", g, operand))
    if not exponent.any():
        return np.asarray(g.reshape(-1, g.shape[-1]).T @ operand.reshape(-1, operand.shape[-1]))
    parts = ((e, exponent == e) for e in np.unique(exponent))
    return np.asarray(sum(np.ldexp(g[here].T @ operand[here], e) for e, here in parts))
