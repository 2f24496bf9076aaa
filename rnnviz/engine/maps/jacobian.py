"""One-step Jacobians: how the states of one step depend on those of the step before, for many steps at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rnnviz.engine.experiments.experiment import Experiment
from rnnviz.engine.frozen import locked
from rnnviz.engine.language.dependence import leading, meeting
from rnnviz.engine.language.ops import Array
from rnnviz.engine.passes.forward import ByNode, Trace, Value
from rnnviz.engine.passes.sweep import Sweep, add_into, sweep

CHUNK = 2_000_000
"""Numbers one vectorised sweep may hold at a time."""


@dataclass(frozen=True, slots=True, eq=False)
class JacobianBlock:
    """Jacobians of some steps t: states at t by states at t-1 (t, S, S); the line at t by states at t-1 (t, n, S);
    states at t by that line at t (t, S, n), None where that is an identity or nothing.

    Of all states together, the "line" is those states."""

    step: Array
    of_line: Array
    upon: Array | None


class Jacobians:
    """One-step Jacobians of one sequence, computed for as many steps at a time as memory allows.

    name: a line, or None for all states together. Of the states only those through which a line can have an
    influence on itself: what it can never meet again may be any number of orders of magnitude larger. spans: state ->
    its place among these stacked; width: S, their size; size: of what is asked about; span: its place, if it has one.
    """

    def __init__(
        self, exp: Experiment, trace: Trace, slope: Mapping[int, Array], sample: int, name: str | None
    ) -> None:
        self.exp, self.cell, self.name = exp, exp.cell, name
        self._trace, self._slope = _one_sample(exp, trace, slope, sample)
        self.spans = stacked(exp, exp.cell.states if name is None else meeting(exp.cell, name))
        self.width = sum(span.stop - span.start for span in self.spans.values())
        self.span = slice(0, self.width) if name is None else self.spans.get(name)
        self.size: int = self.width if name is None else units(exp, name)

    def own(self, t: int) -> Array:
        """d(line at t)/d(the same line at t-1): (size, size); zero for a line that is no state."""
        rows = slice(t, t + 1)
        if self.name is None:
            return np.asarray(self.block(rows).step[0])
        if self.span is None:
            return np.zeros((self.size, self.size))
        return np.asarray(self._of_line(rows, self.name)[0][:, self.span])

    def blocks(self, first: int, last: int) -> Iterator[tuple[slice, JacobianBlock]]:
        """The Jacobians a flow needs, from step `last` down to step `first`."""
        for end in range(last + 1, first, -self.at_once):
            rows = slice(max(first, end - self.at_once), end)
            yield rows, self.block(rows)

    @property
    def at_once(self) -> int:
        """Steps one block may hold."""
        numbers = max(self.width, self.size) * max(self.exp.hidden, self.exp.sizes["output"])
        return int(max(1, CHUNK // (numbers * len(self.cell.lines))))

    @property
    def wide(self) -> bool:
        """Whether more travels from step to step than what is asked about."""
        return self.width > 0 and (self._felt or self.width > self.size)

    def block(self, rows: slice) -> JacobianBlock:
        """The Jacobians of some steps."""
        steps, towards = rows.stop - rows.start, self._past | self._reads
        step = np.zeros((steps, self.width, self.width))
        upon = np.zeros((steps, self.width, self.size)) if self._felt else None
        for state, span in self.spans.items():
            found = self._seeded(state, rows, towards, step[:, span])
            if upon is not None and self.name is not None:
                arrived = found.nodes[self.cell.by_name[self.name].root]
                if arrived is not None:
                    add_into(upon[:, span], arrived)
        if self.name is None or self.span is not None:
            return JacobianBlock(step, step[:, self.span], upon)
        return JacobianBlock(step, self._of_line(rows, self.name), upon)

    def _of_line(self, rows: slice, name: str) -> Array:
        total = np.zeros((rows.stop - rows.start, self.size, self.width))
        self._seeded(name, rows, self._past, total)
        return total

    @property
    def _felt(self) -> bool:
        """Whether some (other) state of the same step is computed from the line."""
        return any(self.cell.by_name[s].root in self._reads for s in self.spans)

    @property
    def _past(self) -> frozenset[int]:
        return leading(self.cell, states=frozenset(self.spans))

    @property
    def _reads(self) -> frozenset[int]:
        return leading(self.cell, lines=frozenset({self.name} if self.name is not None else ()))

    def _seeded(self, name: str, rows: slice, towards: frozenset[int], before: Array) -> Sweep:
        """Sweep of chosen steps with one row per unit of a line; what it finds of all states one step ago is added
        to `before` (t, size of the line, S)."""
        trace, slope = _slice(self._trace, rows), {i: k[rows] for i, k in self._slope.items()}
        size = units(self.exp, name)
        past = {state: before[:, :, span] for state, span in self.spans.items()}
        seeds = {name: np.ones((1, 1, size))}
        return sweep(self.cell, trace, slope, seeds, towards=towards, matrices=size > 1, past=past)


def units(exp: Experiment, name: str) -> int:
    """Units of a line."""
    return int(exp.sizes[exp.cell.by_name[name].size])


def stacked(exp: Experiment, states: Sequence[str]) -> dict[str, slice]:
    """Where each of some states stands in all of them put one behind the other."""
    edges = [0, *np.cumsum([units(exp, s) for s in states], dtype=int).tolist()]
    return {s: slice(a, b) for s, a, b in zip(states, edges[:-1], edges[1:], strict=True)}


def eigenvalues_of(square: Array) -> Array:
    """Eigenvalues, complex (n,), read-only; NaN where a number of the matrix is not finite."""
    clean = bool(np.isfinite(square).all())
    return locked(np.asarray(np.linalg.eigvals(square), complex) if clean else np.full(len(square), np.nan, complex))


def _one_sample(
    exp: Experiment, trace: Trace, slope: Mapping[int, Array], sample: int
) -> tuple[Trace, dict[int, Array]]:
    every, pick = slice(None), slice(sample, sample + 1)
    states = {s: trace.states[s][:, pick] for s in exp.cell.states}
    cut = Trace(_Cut(trace.values, (every, pick)), states, trace.masks, trace.record, trace.kernel)
    return cut, {i: k[:, pick] for i, k in slope.items()}


def _slice(trace: Trace, rows: slice) -> Trace:
    masks = {line: mask[rows] for line, mask in trace.masks.items()}
    return Trace(_Cut(trace.values, (rows,)), trace.states, masks, trace.record, trace.kernel)


class _Cut(ByNode):
    """Values of some steps or samples; only what somebody looks at is computed."""

    def __init__(self, values: Sequence[Value], part: tuple[slice, ...]) -> None:
        self._values, self._part = values, part

    def __len__(self) -> int:
        return len(self._values)

    def at(self, node: int) -> Value:
        value = self._values[node]
        return value if isinstance(value, float) or value.ndim < 3 else value[self._part]
