"""One-step Jacobians: how the states of one step depend on those of the step before, for many steps at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np

from rnnviz.engine.experiments.experiment import Experiment
from rnnviz.engine.language.dependence import leading, meeting
from rnnviz.engine.language.ops import Array
from rnnviz.engine.passes.forward import Trace, Value
from rnnviz.engine.passes.sweep import Sweep, add_into, sweep

CHUNK = 2_000_000
"""Numbers one vectorised sweep may hold at a time."""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Jacobians of some steps t: states at t by states at t-1 (t, S, S); the line at t by states at t-1 (t, n, S);
    states at t by that line at t (t, S, n), None where that is an identity or nothing."""

    step: Array
    of_line: Array
    upon: Array | None


class Jacobians:
    """One-step Jacobians of one sequence, computed for as many steps at a time as memory allows.

    Of the states only those through which `name` can have an influence on itself: what it can never meet again may
    be any number of orders of magnitude larger. spans: state -> its place among these stacked; width: S, their size.
    """

    def __init__(self, exp: Experiment, trace: Trace, slope: Mapping[int, Array], sample: int, name: str) -> None:
        self.exp, self.cell, self.name = exp, exp.cell, name
        self._trace, self._slope = _one_sample(exp, trace, slope, sample)
        states = meeting(exp.cell, name)
        edges = [0, *np.cumsum([self.size(s) for s in states], dtype=int).tolist()]
        self.spans = {s: slice(a, b) for s, a, b in zip(states, edges[:-1], edges[1:], strict=True)}
        self.width = int(edges[-1])

    def size(self, name: str) -> int:
        """Units of a line."""
        return int(self.exp.sizes[self.cell.by_name[name].size])

    def own(self, t: int) -> Array:
        """d(line at t)/d(the same line at t-1): (size, size); zero for a line that is no state."""
        if self.name not in self.spans:
            return np.zeros((self.size(self.name), self.size(self.name)))
        return np.asarray(self._of_line(slice(t, t + 1))[0][:, self.spans[self.name]])

    def blocks(self, first: int, last: int) -> Iterator[tuple[slice, Block]]:
        """The Jacobians a flow needs, from step `last` down to step `first`."""
        for end in range(last + 1, first, -self.at_once):
            rows = slice(max(first, end - self.at_once), end)
            yield rows, self.block(rows)

    @property
    def at_once(self) -> int:
        """Steps one block may hold."""
        numbers = max(self.width, self.size(self.name)) * max(self.exp.hidden, self.exp.sizes["output"])
        return max(1, CHUNK // (numbers * len(self.cell.lines)))

    @property
    def wide(self) -> bool:
        """Whether more travels from step to step than what is asked about."""
        return self.width > 0 and (self._felt or self.width > self.size(self.name))

    def block(self, rows: slice) -> Block:
        """The Jacobians of some steps."""
        name = self.name
        steps, towards = rows.stop - rows.start, self._past | self._reads
        step = np.zeros((steps, self.width, self.width))
        upon = np.zeros((steps, self.width, self.size(name))) if self._felt else None
        for state, span in self.spans.items():
            found = self._seeded(state, rows, towards, step[:, span])
            arrived = found.nodes[self.cell.by_name[name].root]
            if upon is not None and arrived is not None:
                add_into(upon[:, span], arrived)
        of_line = step[:, self.spans[name]] if name in self.spans else self._of_line(rows)
        return Block(step, of_line, upon)

    def _of_line(self, rows: slice) -> Array:
        total = np.zeros((rows.stop - rows.start, self.size(self.name), self.width))
        self._seeded(self.name, rows, self._past, total)
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
        return leading(self.cell, lines=frozenset({self.name}))

    def _seeded(self, name: str, rows: slice, towards: frozenset[int], before: Array) -> Sweep:
        """Sweep of chosen steps with one row per unit of a line; what it finds of all states one step ago is added
        to `before` (t, size of the line, S)."""
        trace, slope = _slice(self._trace, rows), {i: k[rows] for i, k in self._slope.items()}
        size = self.size(name)
        past = {state: before[:, :, span] for state, span in self.spans.items()}
        seeds = {name: np.ones((1, 1, size))}
        return sweep(self.cell, trace, slope, seeds, towards=towards, matrices=size > 1, past=past)


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


class _Cut(Sequence[Value]):
    """Values of some steps or samples; only what somebody looks at is computed."""

    def __init__(self, values: Sequence[Value], part: tuple[slice, ...]) -> None:
        self._values, self._part = values, part

    def __len__(self) -> int:
        return len(self._values)

    @overload
    def __getitem__(self, index: int) -> Value: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Value]: ...
    def __getitem__(self, index: int | slice) -> Value | Sequence[Value]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        value = self._values[index]
        return value if isinstance(value, float) or value.ndim < 3 else value[self._part]
