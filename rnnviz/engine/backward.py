"""Back-propagation through time: the total gradient of every state, with an exponent of its own.

The compiled loop carries only what travels from step to step; every other gradient follows from the states' totals
without a loop (sweep.py). Where plain float64 under- or overflows, the pass is run again with the travelling
rows multiplied by powers of two that are kept in `exponent`, so that log10 norms stay right at 1e-2000 and 1e+700.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from rnnviz.engine import kernelgrad
from rnnviz.engine.experiment import Experiment
from rnnviz.engine.forward import Trace
from rnnviz.engine.kernel import Kernel, kernel_for
from rnnviz.engine.ops import Array

NOTHING = -(1 << 50)
"""Exponent that stands for "all zero"."""
SLACK = 16
"""The travelling rows may drift by this part of the number format's exponent range before they are rescaled."""
STRIDE = 16
"""Steps that are run between two choices of an exponent, while they stay within the number format."""


@dataclass(frozen=True, slots=True, eq=False)
class Totals:
    """states[name]: (T, B, size) total dL/d(state) divided by 2**exponent; exponent: (T, B) integers."""

    states: Mapping[str, Array]
    exponent: Array


def run_backward(exp: Experiment, trace: Trace, loss_grad: Array, opened: bool = False) -> Totals:
    """Totals of every state under dL/d(output) = loss_grad (T, B, size).

    opened: as if no activation were flat anywhere: slopes of exactly 0 count as 1.
    """
    kernel = kernel_for(exp)
    with kernel.lock:
        _plain_pass(kernel, exp, trace, loss_grad, opened)
        totals = _totals(kernel, exp)
    if not any(_leaves_range(array) for array in totals.values()):
        return Totals(totals, np.zeros(exp.inputs.shape[:2], np.int64))
    scaled = kernel_for(exp, folded=False)
    with scaled.lock:
        return _Scaled(scaled, exp, trace, loss_grad, opened).run()


def parameter_gradients(exp: Experiment, trace: Trace, loss_grad: Array) -> Mapping[str, Array] | None:
    """dL/d(parameter) for all, one product per stack; None where a cell needs the slower way (paramgrad.py)."""
    kernel = kernel_for(exp)
    with kernel.lock:
        if not kernel.program.regular:
            return None
        _plain_pass(kernel, exp, trace, loss_grad)
        return kernelgrad.parameter_gradients(kernel, exp)


def input_gradient(exp: Experiment, trace: Trace, loss_grad: Array) -> Array | None:
    """dL/dx (T, B, input) of a plain pass; None where a cell needs the slower way (sweep.py)."""
    kernel = kernel_for(exp)
    with kernel.lock:
        if not kernel.program.regular:
            return None
        _plain_pass(kernel, exp, trace, loss_grad)
        return kernelgrad.input_gradient(kernel, exp)


def _plain_pass(kernel: Kernel, exp: Experiment, trace: Trace, loss_grad: Array, opened: bool = False) -> None:
    """A whole backward pass, unless it is the one the kernel did last."""
    known = kernel.passed
    if opened or known is None or known[0] is not trace.block or known[1] is not loss_grad:
        kernel.restore(exp, trace.block)
        kernel.prepare(loss_grad, opened)
        with np.errstate(all="ignore"):
            kernel.run_back(0, exp.steps)
        kernel.passed = None if opened else (trace.block, loss_grad)


def _totals(kernel: Kernel, exp: Experiment) -> dict[str, Array]:
    return {s: np.array(kernel.layout.outward(kernel.total(s))) for s in exp.cell.states}


def _leaves_range(array: Array) -> bool:
    """Whether some total (T, B, size) is so large or small that the number format may have cost it digits."""
    safe = _safe(array.dtype)
    with np.errstate(all="ignore"):
        largest = np.abs(array).max(axis=-1, initial=0.0)
    # an exact zero or NaN may hide an underflow or overflow: look again with rescaling
    return not (largest.max(initial=0.0) < safe and largest.min(initial=np.inf) > 1.0 / safe)


@cache
def _safe(dtype: np.dtype[Any]) -> float:
    return 1.0 / math.sqrt(float(np.finfo(dtype).tiny))


class _Scaled:
    """A backward pass whose travelling rows are kept within the number format."""

    def __init__(self, kernel: Kernel, exp: Experiment, trace: Trace, loss_grad: Array, opened: bool) -> None:
        self.kernel, self.exp = kernel, exp
        self.slack = np.finfo(exp.dtype).maxexp // SLACK
        kernel.passed = None
        kernel.restore(exp, trace.block)
        kernel.prepare(loss_grad, opened)
        batch = exp.inputs.shape[1]
        # (T or T + 1, units, B) views: what travels stands one row later than it enters
        self.carry = [a.reshape(len(a), -1, batch) for a in kernel.travelling()]
        self.enter = kernel.loss.reshape(exp.steps, -1, batch)
        self.totals = [kernel.layout.outward(kernel.total(s)) for s in exp.cell.states]

    def run(self) -> Totals:
        """A few steps under one exponent where nothing enters from outside; step by step where that goes too far."""
        exponent = np.zeros(self.exp.inputs.shape[:2], np.int64)
        quiet: Array = np.logical_not(self.enter.any(axis=(1, 2)))
        before = np.zeros(exponent.shape[1], np.int64)
        end = self.exp.steps
        with np.errstate(all="ignore"):
            while end > 0:
                first = end - 1
                while quiet[end - 1] and first > max(0, end - STRIDE) and quiet[first - 1]:
                    first -= 1
                exponent[first:end] = before = self._rescale(end - 1, before)
                self.kernel.run_back(first, end)
                if end - first > 1 and self._too_far(first, end):
                    quiet[first:end] = False
                    self.kernel.run_back(end - 1, end)
                    first = end - 1
                end = first
        return Totals(_totals(self.kernel, self.exp), exponent)

    def _too_far(self, first: int, end: int) -> bool:
        """Whether a total of these quiet steps may have lost digits; nothing is lost where nothing travels."""
        return any(c[end].any() for c in self.carry) and any(_leaves_range(t[first:end]) for t in self.totals)

    def _rescale(self, t: int, before: Array) -> Array:
        """Choose the exponent of step t and bring what travels and what enters there to it."""
        carried = [c[t + 1] for c in self.carry]
        fresh = self.enter[t]  # in true units
        wanted = np.maximum(_exponents(carried) + before, _exponents([fresh]))
        nothing = wanted < NOTHING // 2
        now = np.where(nothing | (np.abs(wanted - before) <= self.slack), before, wanted)
        if np.any(now != before):
            for array in carried:
                array[...] = np.ldexp(array, (before - now).astype(np.int32))
        if np.any(now):
            fresh[...] = np.ldexp(fresh, (-now).astype(np.int32))
        return now


def _exponents(arrays: list[Array]) -> Array:
    """Per sample, the power of two of the largest magnitude in (units, B); very small where all are zero."""
    largest = np.max([np.max(np.abs(a), axis=0) for a in arrays], axis=0) if arrays else np.zeros(1)
    usable = np.isfinite(largest) & (largest > 0)
    powers = np.frexp(np.where(usable, largest, 1.0))[1].astype(np.int64)
    return np.where(usable, powers, NOTHING)
