"""Back-propagation far outside the number format.

The travelling rows are multiplied by powers of two that are kept per step and sample, so that log10 norms stay right
at 1e-2000 and 1e+700. States of which neither has an influence on the other over time may drift apart by any number
of orders of magnitude: each group of states that meet has a pass, and exponents, of its own.
"""

from __future__ import annotations

import numpy as np

from rnnviz.engine.compiler import kernelgrad
from rnnviz.engine.compiler.kernel import kernel_for
from rnnviz.engine.compiler.layout import inward
from rnnviz.engine.experiments.experiment import Experiment
from rnnviz.engine.language.dependence import groups, later
from rnnviz.engine.language.ops import Array
from rnnviz.engine.passes.backward import GroupTotals, Totals, empty_totals, leaves_range, plain_totals
from rnnviz.engine.passes.forward import Trace
from rnnviz.engine.passes.scaled import FAR, NOTHING, exponents

SLACK = 16
"""The travelling rows may drift by this part of the number format's exponent range before they are rescaled."""
STRIDE = 32
"""Steps that are run between two choices of an exponent, while they stay within the number format."""


def run_backward(exp: Experiment, trace: Trace, loss_grad: Array, ignore_flat: bool = False) -> Totals:
    """Totals of every state under dL/d(output) = loss_grad (T, B, size), right however large or small they are.

    ignore_flat: as if no activation were flat anywhere: slopes of exactly 0 count as 1.
    """
    plain = plain_totals(exp, trace, loss_grad, ignore_flat)
    if plain is not None:
        return plain
    apart = groups(exp.cell)
    if len(apart) == 1:
        alone = _Rescaled(exp, trace, loss_grad, ignore_flat, apart[0])
        part = alone.run()
        return Totals((GroupTotals(part.states, part.exponent, True),), alone.params)
    parts = [_Rescaled(exp, trace, loss_grad, ignore_flat, group).run() for group in apart]
    if exp.cell.output not in exp.cell.states:
        parts.append(GroupTotals({}, np.zeros(exp.inputs.shape[:2], np.int64), True))
    return Totals(tuple(parts))


class _Rescaled:
    """One pass for one group of states."""

    def __init__(
        self, exp: Experiment, trace: Trace, loss_grad: Array, ignore_flat: bool, group: tuple[str, ...]
    ) -> None:
        self.exp, self.record, self.loss, self.ignore_flat, self.group = (
            exp,
            trace.record,
            loss_grad,
            ignore_flat,
            group,
        )
        self.kernel = kernel_for(exp, folded=False)
        self.slack = np.finfo(exp.dtype).maxexp // SLACK
        # only what has an influence on these states' gradients decides about their exponent
        felt = frozenset().union(*(later(exp.cell, state) for state in group))
        batch = exp.inputs.shape[1]
        # (T + 1, units, B) views: what travels stands one row later than it enters
        self.carry = [r.reshape(len(r), -1, batch) for state, r in self.kernel.travelling if state in felt]
        self.enter = self.kernel.views["loss"].reshape(self.kernel.steps, -1, batch)
        self.before = np.zeros(batch, np.int64)
        self.totals: list[Array] = []
        self.params: dict[str, Array] | None = {} if self.kernel.program.regular else None

    def run(self) -> GroupTotals:
        """Stretch by stretch, from the last to the first."""
        totals = {s: a for s, a in empty_totals(self.exp).items() if s in self.group}
        exponent = np.zeros(self.exp.inputs.shape[:2], np.int64)
        arriving = None
        with self.kernel.lock, np.errstate(all="ignore"):
            for part in reversed(self.kernel.stretches(self.exp.steps)):
                self.kernel.recall(self.exp, self.record, part)
                self.kernel.passed = None
                self.kernel.derive(self.ignore_flat)
                self.kernel.carry(arriving)
                self.totals = [self.kernel.total(s) for s in self.group]
                self._stretch(part, exponent[part])
                for state, total in zip(self.group, self.totals, strict=True):
                    totals[state][part] = total
                arriving = self.kernel.leaving()
                self._add_params(exponent[part])
        return GroupTotals(totals, exponent, False)

    def _add_params(self, exponent: Array) -> None:
        """Gradients of parameters come along, unless they overflow: then paramgrad.py has a way."""
        if self.params is not None and kernelgrad.in_true_units(self.kernel, exponent):
            kernelgrad.sum_into(self.params, kernelgrad.parameter_gradients(self.kernel, self.exp))
        else:
            self.params = None

    def _stretch(self, part: slice, exponent: Array) -> None:
        """A few steps under one exponent; step by step where that goes too far."""
        rows = inward(self.loss[part])
        loss = rows.reshape(len(rows), -1, len(self.before))
        fresh = exponents(loss, 1)
        end = alone = len(loss)  # steps from `alone` on are run one by one
        while end > 0:
            travels = self._travels(end)
            first = end - 1 if end > alone else self._begin(end, travels, fresh)
            wanted = np.maximum(travels, fresh[first:end].max(axis=0))
            exponent[first:end] = self.before = self._rescale(first, end, wanted, loss)
            self.kernel.back_through(first, end)
            if end - first > 1 and self._too_far(first, end, fresh):
                alone = first
            else:
                end = first

    def _travels(self, end: int) -> Array:
        """The power of two of what arrives from step `end`."""
        found: Array = np.max([exponents(c[end], 0) for c in self.carry], axis=0, initial=NOTHING)
        return found + self.before

    def _begin(self, end: int, travels: Array, fresh: Array) -> int:
        """How far back one exponent can serve: not over a step where something far larger enters than what travels."""
        first = max(0, end - STRIDE)
        here = np.maximum(travels, fresh[end - 1])
        larger = (fresh[first : end - 1] > here + 4 * self.slack) & (here > NOTHING // 2)
        steps = np.flatnonzero(larger.any(axis=1))
        return first + int(steps[-1]) + 1 if steps.size else first

    def _too_far(self, first: int, end: int, fresh: Array) -> bool:
        """Whether a total of these steps may have lost digits; nothing is lost where nothing is."""
        alive = np.any([c[end].any(axis=0) for c in self.carry], axis=0) | (fresh[first:end] > NOTHING).any(axis=0)
        return any(bool((leaves_range(total[first:end]) & alive).any()) for total in self.totals)

    def _rescale(self, first: int, end: int, wanted: Array, loss: Array) -> Array:
        """Choose the exponent of some steps and bring what travels and what enters there to it."""
        carried = [c[end] for c in self.carry]
        stays = (wanted < NOTHING // 2) | (np.abs(wanted - self.before) <= self.slack)
        now = np.where(stays, self.before, wanted)
        if np.any(now != self.before):
            for array in carried:
                array[...] = np.ldexp(array, np.clip(self.before - now, -FAR, FAR).astype(np.int32))
        self.enter[first:end] = np.ldexp(loss[first:end], np.clip(-now, -FAR, FAR).astype(np.int32))
        return now
