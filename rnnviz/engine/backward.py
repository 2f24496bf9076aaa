"""Back-propagation through time: the total gradient of every state, with an exponent of its own.

The loop carries only what travels from step to step; every other gradient follows from the states' totals
without a loop (sweep.py). Where plain float64 under- or overflows, the pass is run again with the travelling
rows multiplied by powers of two that are kept in `exponent`, so that log10 norms stay right at 1e-2000 and 1e+700.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from rnnviz.engine.backward_body import backward_body
from rnnviz.engine.cell import Cell
from rnnviz.engine.experiment import Experiment
from rnnviz.engine.forward import Trace, row_name
from rnnviz.engine.loop import run_rows
from rnnviz.engine.ops import FUNCTIONS, Array
from rnnviz.engine.plan import make_plan
from rnnviz.engine.sweep import Sweep, sweep

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


def slopes(cell: Cell, trace: Trace) -> dict[int, Array]:
    """Local derivative of every activation at every step: node id -> (T, B, size)."""
    found = {}
    with np.errstate(all="ignore"):
        for node in cell.nodes:
            if node.op in FUNCTIONS:
                value, argument = trace.values[node.id], trace.values[node.args[0]]
                local = FUNCTIONS[node.op].slope(np.asarray(value), np.asarray(argument))
                # of a constant or a vector parameter the slope may come without the axes of time
                found[node.id] = np.broadcast_to(local, np.shape(value)) if np.ndim(local) < 3 else local
    return found


def run_backward(exp: Experiment, trace: Trace, slope: Mapping[int, Array], loss_grad: Array) -> Totals:
    """Totals of every state under dL/d(output) = loss_grad (T, B, size)."""
    pass_ = _Pass(exp, trace, slope, loss_grad)
    totals = pass_.run(rescale=False)
    if any(_leaves_range(array) for array in totals.states.values()):
        return _Pass(exp, trace, slope, loss_grad).run(rescale=True)
    return totals


def _leaves_range(array: Array) -> bool:
    """Whether some total is so large or small that the number format may have cost it digits."""
    safe = float(np.finfo(array.dtype).tiny) ** -0.5
    with np.errstate(all="ignore"):
        largest = np.max(np.abs(array), axis=-1, initial=0.0)
    # an exact zero or NaN may hide an underflow or overflow: look again with rescaling
    return bool(not (np.all(largest < safe) and np.all(largest > 1.0 / safe)))


class _Pass:
    """The arrays of one backward pass and its loop."""

    def __init__(self, exp: Experiment, trace: Trace, slope: Mapping[int, Array], loss_grad: Array) -> None:
        self.exp, self.cell, self.plan = exp, exp.cell, make_plan(exp.cell)
        self.slack = np.finfo(exp.dtype).maxexp // SLACK
        steps, batch = exp.inputs.shape[:2]
        outside = self._outside(trace, slope, loss_grad)
        self.carry = {
            s: np.zeros((steps + 1, batch, exp.sizes[self.cell.by_name[s].size]), exp.dtype) for s in self.cell.states
        }
        for state, array in self.carry.items():
            array[:-1] += _prev_total(self.cell, outside, state)
        self.enter = _entering(self.cell, outside, loss_grad)
        self.body, spare = backward_body(self.cell, frozenset(trace.masks), frozenset(self.enter))
        self.arrays = self._arrays(trace, slope, spare)
        self.constants = {f"m{m[0]}": self._stacked(m) for m in self.plan.carried_groups.values()}
        for name, value in exp.params.items():
            if value.ndim == 1:
                self.constants[f"v_{name}"] = value

    def _outside(self, trace: Trace, slope: Mapping[int, Array], loss_grad: Array) -> Sweep:
        """Gradients of the lines that do not travel in the loop; what they send to the others enters from outside."""
        seeds = {self.cell.output: loss_grad}
        return sweep(self.cell, trace, slope, seeds, stop=frozenset(self.plan.carried))

    def _stacked(self, members: tuple[int, ...]) -> Array:
        nodes = self.cell.nodes
        return np.concatenate([self.exp.params[nodes[nodes[m].args[0]].name] for m in members])

    def _arrays(self, trace: Trace, slope: Mapping[int, Array], spare: Mapping[str, str]) -> dict[str, Array]:
        shape = self.exp.inputs.shape[:2]
        arrays: dict[str, Any] = {f"k{i}": k for i, k in slope.items()}
        for node in self.cell.nodes:
            if node.op not in ("param", "const"):
                arrays[f"r{row_name(self.cell, node.id)}"] = trace.values[node.id]
        for members in self.plan.carried_groups.values():
            widths = [self.exp.sizes[self.cell.nodes[m].size] for m in members]
            block = np.empty((*shape, sum(widths)), self.exp.dtype)
            arrays[f"d{members[0]}"] = block
            edges = np.cumsum([0, *widths])
            for member, a, b in zip(members, edges[:-1], edges[1:], strict=True):
                arrays[f"g{member}"] = block[:, :, a:b]
        for i in self.plan.carried:
            if f"g{i}" not in arrays:
                size = self.exp.sizes[self.cell.nodes[i].size]
                arrays[f"g{i}"] = np.empty((*shape, size), self.exp.dtype)
        for name, kind in spare.items():
            arrays[name] = np.empty((*shape, self.exp.sizes[kind]), self.exp.dtype)
        for state, carry in self.carry.items():
            arrays[f"in_{state}"], arrays[f"out_{state}"] = carry[1:], carry[:-1]
        arrays.update({f"enter{i}": a for i, a in self.enter.items()})
        arrays.update({f"mask_{line}": mask for line, mask in trace.masks.items()})
        return arrays

    def run(self, rescale: bool) -> Totals:
        exponent = np.zeros(self.exp.inputs.shape[:2], np.int64)
        with np.errstate(all="ignore"):
            if rescale:
                self._run_scaled(exponent)
            elif self.body:
                run_rows(self.body, self.arrays, self.constants, slice(None, None, -1))
        totals = {s: self.arrays[f"g{self.cell.by_name[s].root}"] for s in self.cell.states}
        return Totals(totals, exponent)

    def _run_scaled(self, exponent: Array) -> None:
        """A few steps under one exponent where nothing enters from outside; step by step where that goes too far."""
        quiet = self._quiet()
        before = np.zeros(exponent.shape[1], np.int64)
        end = self.exp.steps
        while end > 0:
            first = end - 1
            while quiet[end - 1] and first > max(0, end - STRIDE) and quiet[first - 1]:
                first -= 1
            exponent[first:end] = before = self._rescale(end - 1, before)
            self._run_steps(first, end)
            if end - first > 1 and self._too_far(first, end):
                for carry in self.carry.values():
                    carry[first:end] = 0.0
                quiet[first:end] = False
                self._run_steps(end - 1, end)
                first = end - 1
            end = first

    def _run_steps(self, first: int, end: int) -> None:
        if self.body:
            run_rows(self.body, self.arrays, self.constants, slice(end - 1, first - 1 if first else None, -1))

    def _quiet(self) -> Array:
        """(T,): steps at which nothing enters from outside."""
        quiet = np.ones(self.exp.steps, bool)
        for array in (*self.enter.values(), *(carry[:-1] for carry in self.carry.values())):
            quiet &= ~array.any(axis=(1, 2))
        return quiet

    def _too_far(self, first: int, end: int) -> bool:
        """Whether a total of these quiet steps may have lost digits; nothing is lost where nothing travels."""
        if not any(carry[end].any() for carry in self.carry.values()):
            return False
        roots = (self.cell.by_name[s].root for s in self.cell.states)
        return any(_leaves_range(self.arrays[f"g{root}"][first:end]) for root in roots)

    def _rescale(self, t: int, before: Array) -> Array:
        """Choose the exponent of step t and bring what travels and what enters there to it."""
        carried = [c[t + 1] for c in self.carry.values()]
        # what enters from outside is in true units, also what post-loop lines sent to step t - 1
        fresh = [a[t] for a in self.enter.values()]
        entering = [*fresh, *(c[t] for c in self.carry.values())]
        wanted = np.maximum(_exponents(carried) + before, _exponents(entering))
        nothing = wanted < NOTHING // 2
        now = np.where(nothing | (np.abs(wanted - before) <= self.slack), before, wanted)
        if np.any(now != before):
            for array in carried:
                array[...] = np.ldexp(array, (before - now)[:, None].astype(np.int32))
        if np.any(now):
            scale = (-now)[:, None].astype(np.int32)
            for array in fresh:
                array[...] = np.ldexp(array, scale)
            for carry in self.carry.values():
                carry[t] = np.ldexp(carry[t], scale)
        return now


def _exponents(arrays: list[Array]) -> Array:
    """Per sample, the power of two of the largest magnitude; very small where all are zero."""
    largest = np.max([np.max(np.abs(a), axis=-1) for a in arrays], axis=0) if arrays else np.zeros(1)
    usable = np.isfinite(largest) & (largest > 0)
    powers = np.frexp(np.where(usable, largest, 1.0))[1].astype(np.int64)
    return np.where(usable, powers, NOTHING)


def _prev_total(cell: Cell, outside: Sweep, state: str) -> Any:
    """What lines outside the loop send to a state's previous value."""
    arrived = [outside.nodes[n.id] for n in cell.nodes if n.op == "prev" and n.name == state]
    return sum((a for a in arrived if a is not None), start=0.0)


def _entering(cell: Cell, outside: Sweep, loss_grad: Array) -> dict[int, Array]:
    """root of a line in the loop (or of a state) -> (T, B, size) that reaches it from outside the loop."""
    enter: dict[int, Array] = {}
    roots = {line.root: line.name for line in cell.lines}
    for root in (i for i in make_plan(cell).carried if i in roots):
        readers = [n.id for n in cell.nodes if n.op == "line" and n.name == roots[root]]
        parts = [outside.nodes[r] for r in readers]
        found = [p for p in parts if p is not None]
        if roots[root] == cell.output:
            found.append(loss_grad)
        if found:
            enter[root] = np.array(sum(found[1:], start=found[0]))
    return enter
