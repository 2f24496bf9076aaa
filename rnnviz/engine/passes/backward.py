"""Back-propagation through time: the total gradient of every state, with an exponent of its own.

The compiled loop carries only what travels from step to step; every other gradient follows from the states' totals
without a loop (sweep.py). Where the number format is too narrow for a plain pass, rescaled.py makes another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from rnnviz.engine.compiler import kernelgrad
from rnnviz.engine.experiments.experiment import Experiment
from rnnviz.engine.language.ops import Array
from rnnviz.engine.passes.forward import Trace
from rnnviz.engine.passes.scaled import no_exponent


@dataclass(frozen=True, slots=True, eq=False)
class GroupTotals:
    """Some states' total gradients: states[name] (T, B, size) times 2**exponent (T, B) is dL/d(state).

    direct: whether the loss's own direct gradient counts as belonging to these.
    """

    states: Mapping[str, Array]
    exponent: Array
    direct: bool


@dataclass(frozen=True, slots=True, eq=False)
class Totals:
    """parts: all states in one, or one for each group of states that never meet the others.

    params: gradients of parameters in true units, where the pass has them anyway.
    """

    parts: tuple[GroupTotals, ...]
    params: Mapping[str, Array] | None = None


def plain_totals(exp: Experiment, trace: Trace, loss_grad: Array, ignore_flat: bool = False) -> Totals | None:
    """Totals of every state under dL/d(output) = loss_grad (T, B, size), in true units.

    ignore_flat: as if no activation were flat anywhere: slopes of exactly 0 count as 1. None, as soon as it is seen,
    where the number format may have cost some total its digits.
    """
    kernel, exponent = trace.kernel, no_exponent(*exp.inputs.shape[:2])
    with kernel.lock, np.errstate(all="ignore"):
        if exp.steps > kernel.steps:
            return _by_stretches(exp, trace, loss_grad, ignore_flat, exponent)
        _go_back(exp, trace, loss_grad, ignore_flat)
        states = {}
        for state in exp.cell.states:
            total = states[state] = kernel.total(state).copy("K")
            if too_narrow(squares_of(total), total.dtype, loss_grad, kernel.stands):
                return None
    return Totals((GroupTotals(states, exponent, True),))


def _by_stretches(exp: Experiment, trace: Trace, loss_grad: Array, ignore_flat: bool, exponent: Array) -> Totals | None:
    """The same, of a run that is longer than the kernel's buffers."""
    kernel, states, sums = trace.kernel, empty_totals(exp), dict[str, Array]()
    for part in _walk(exp, trace, loss_grad, ignore_flat):
        for state in exp.cell.states:
            states[state][part] = total = kernel.total(state)
            if too_narrow(squares_of(total), total.dtype, loss_grad, part):
                return None
        if kernel.regular:
            kernelgrad.sum_into(sums, kernelgrad.parameter_gradients(kernel, exp))
    return Totals((GroupTotals(states, exponent, True),), sums or None)


def empty_totals(exp: Experiment) -> dict[str, Array]:
    """Room for every state's total."""
    units = {s: exp.sizes[exp.cell.by_name[s].size] for s in exp.cell.states}
    return {s: np.empty((*exp.inputs.shape[:2], size), exp.dtype) for s, size in units.items()}


def parameter_gradients(exp: Experiment, trace: Trace, loss_grad: Array) -> Mapping[str, Array] | None:
    """dL/d(parameter) for all, one product per stack; None where a cell needs the slower way (paramgrad.py)."""
    kernel = trace.kernel
    if not kernel.regular or exp.steps > kernel.steps:
        return None
    with kernel.lock:
        if not _left(trace, loss_grad):
            with np.errstate(all="ignore"):
                _go_back(exp, trace, loss_grad)
        return kernelgrad.parameter_gradients(kernel, exp)


def input_gradient(exp: Experiment, trace: Trace, loss_grad: Array, ignore_flat: bool = False) -> Array | None:
    """dL/dx (T, B, input) of a plain pass; None where a cell needs the slower way (sweep.py).

    ignore_flat: as for `plain_totals`.
    """
    kernel = trace.kernel
    if not kernel.regular:
        return None
    with kernel.lock, np.errstate(all="ignore"):
        found = np.empty(exp.inputs.shape, exp.dtype)
        for part in _walk(exp, trace, loss_grad, ignore_flat):
            found[part] = kernelgrad.input_gradient(kernel, exp)
        return found


def _go_back(exp: Experiment, trace: Trace, loss_grad: Array, ignore_flat: bool = False) -> None:
    """The way back through a run of one stretch; not again where the kernel still has what it would leave."""
    if ignore_flat or not _left(trace, loss_grad):
        kernel = trace.kernel
        kernel.recall(exp, trace.record, slice(0, exp.steps))
        kernel.go_back(loss_grad, None, ignore_flat)
        kernel.passed = None if ignore_flat else (trace.record, loss_grad)


def _left(trace: Trace, loss_grad: Array) -> bool:
    """Whether the kernel still has what the whole way back leaves."""
    known = trace.kernel.passed
    return known is not None and known[0] is trace.record and known[1] is loss_grad


def _walk(exp: Experiment, trace: Trace, loss_grad: Array, ignore_flat: bool = False) -> Iterator[slice]:
    """The whole way back, stretch by stretch."""
    kernel = trace.kernel
    if exp.steps <= kernel.steps:
        _go_back(exp, trace, loss_grad, ignore_flat)
        yield kernel.stands
        return
    arriving = None
    for part in reversed(kernel.stretches(exp.steps)):
        kernel.recall(exp, trace.record, part)
        kernel.go_back(loss_grad, arriving, ignore_flat)
        yield part
        if part.start:
            arriving = kernel.leaving()


def leaves_range(array: Array) -> Array:
    """Where (T, B) a total (T, B, size) is so large or small that the number format may have cost it digits."""
    # an exact zero or NaN may hide an underflow or overflow: look again with rescaling
    return _outside(squares_of(array), safe(array.dtype))


def _outside(squares: Array, limit: float) -> Array:
    return np.asarray(~((squares < limit) & (squares > 1.0 / limit)))


def too_narrow(squares: Array, dtype: np.dtype[Any], loss_grad: Array, part: slice) -> bool:
    """The same of squares (t, B), anywhere in some steps that some loss comes after: else zero is all there is."""
    limit = safe(dtype)
    if np.maximum.reduce(squares, axis=None) < limit and np.minimum.reduce(squares, axis=None) > 1.0 / limit:
        return False
    return bool((_outside(squares, limit) & _before_some_loss(loss_grad)[part]).any())


def _before_some_loss(loss_grad: Array) -> Array:
    """Where (T, B) of the same step or a later one something enters: beyond a sample's last answer nothing does."""
    return np.asarray(np.logical_or.accumulate((loss_grad != 0).any(axis=-1)[::-1])[::-1])


def squares_of(array: Array) -> Array:
    """Squared norms (T, B) of (T, B, size)."""
    return np.asarray(np.vecdot(array, array) if array.shape[1] == 1 else np.einsum("tbi,tbi->tb", array, array))


@cache
def safe(dtype: np.dtype[Any]) -> float:
    """The largest square that leaves digits to its inverse."""
    return 1.0 / float(np.finfo(dtype).tiny)
