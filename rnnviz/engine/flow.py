"""How one step depends on an earlier one: Jacobians of the state, their products, and the vanishing bound."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np

from rnnviz.engine.cell import Cell
from rnnviz.engine.experiment import Experiment
from rnnviz.engine.forward import Trace
from rnnviz.engine.lognorm import LOG10_2, log10_norm
from rnnviz.engine.ops import Array
from rnnviz.engine.plan import LEAVES
from rnnviz.engine.sweep import Sweep, sweep

CHUNK = 4_000_000
"""Numbers one vectorised sweep may hold at a time."""


class Jacobians:
    """One-step Jacobians of one sequence: `step` (T, S, S) of all states stacked, S their total size."""

    def __init__(self, exp: Experiment, trace: Trace, slope: Mapping[int, Array], sample: int) -> None:
        self.exp, self.cell = exp, exp.cell
        self._trace, self._slope = _one_sample(exp, trace, slope, sample)
        self.sizes = {s: exp.sizes[self.cell.by_name[s].size] for s in self.cell.states}
        edges = np.cumsum([0, *self.sizes.values()])
        self.spans = {s: slice(a, b) for s, a, b in zip(self.sizes, edges[:-1], edges[1:], strict=True)}
        self.width = int(edges[-1])

    @cached_property
    def step(self) -> Array:
        """(T, S, S): d(all states at t)/d(all states at t-1)."""
        return self._chunked(self.width, lambda rows: self._before(self._seeded(self._state_seeds(), rows), self.width))

    def of_line(self, name: str) -> Array:
        """(T, size, S): d(line at t)/d(all states at t-1)."""
        if name in self.spans:
            return self.step[:, self.spans[name]]
        size = self.exp.sizes[self.cell.by_name[name].size]
        return self._chunked(size, lambda rows: self._before(self._seeded({name: np.eye(size)}, rows), size))

    def upon_line(self, name: str) -> Array:
        """(T, S, size): d(all states at t)/d(line at t), through what step t computes from it."""
        root = self.cell.by_name[name].root
        size = self.exp.sizes[self.cell.by_name[name].size]

        def part(rows: slice) -> Array:
            found = self._seeded(self._state_seeds(), rows).nodes[root]
            return _rows_first(found, rows, self.width, size, self.exp.steps)

        return self._chunked(self.width, part)

    def own(self, name: str, t: int) -> Array:
        """d(state at t)/d(the same state at t-1): (size, size)."""
        if name not in self.spans:
            size = self.exp.sizes[self.cell.by_name[name].size]
            return np.zeros((size, size))
        span = self.spans[name]
        if "step" in self.__dict__:
            return np.asarray(self.step[t, span, span])
        rows = slice(t, t + 1)
        seeds = {name: np.eye(self.sizes[name])}
        return np.asarray(self._before(self._seeded(seeds, rows), self.sizes[name])[0][:, span])

    def _state_seeds(self) -> dict[str, Array]:
        return {s: np.eye(self.width)[:, span] for s, span in self.spans.items()}

    def _seeded(self, seeds: Mapping[str, Array], rows: slice) -> Sweep:
        """Sweep of chosen steps with one seed per row: gradients are (seeds, t, 1, size)."""
        trace, slope = _slice(self._trace, rows), {i: k[rows] for i, k in self._slope.items()}
        steps = len(range(*rows.indices(self.exp.steps)))
        spread = {k: np.repeat(v[:, None, None, :], steps, axis=1) for k, v in seeds.items()}
        return sweep(self.cell, trace, slope, spread)

    def _before(self, found: Sweep, seeds: int) -> Array:
        """Gather what arrives at the previous states: (t, seeds, S)."""
        parts = []
        for state, size in self.sizes.items():
            arrived = [found.nodes[n.id] for n in self.cell.nodes if n.op == "prev" and n.name == state]
            present = [a for a in arrived if a is not None]
            parts.append(sum(present[1:], start=present[0]) if present else (seeds, size))
        steps = next((p.shape[1] for p in parts if not isinstance(p, tuple)), 1)
        full = [np.zeros((seeds, steps, 1, p[1])) if isinstance(p, tuple) else p for p in parts]
        return np.ascontiguousarray(np.concatenate(full, axis=-1)[:, :, 0].transpose(1, 0, 2))

    def _chunked(self, seeds: int, part: object) -> Array:
        steps = self.exp.steps
        size = max(1, CHUNK // max(1, seeds * self.exp.hidden * len(self.cell.nodes)))
        call = part
        pieces = [call(slice(a, min(a + size, steps))) for a in range(0, steps, size)]  # type: ignore[operator]
        return np.concatenate(pieces) if len(pieces) > 1 else np.asarray(pieces[0])


def _rows_first(found: Array | None, rows: slice, seeds: int, size: int, steps: int) -> Array:
    count = len(range(*rows.indices(steps)))
    if found is None:
        return np.zeros((count, seeds, size))
    return np.ascontiguousarray(found[:, :, 0].transpose(1, 0, 2))


def _one_sample(
    exp: Experiment, trace: Trace, slope: Mapping[int, Array], sample: int
) -> tuple[Trace, dict[int, Array]]:
    pick = slice(sample, sample + 1)
    values = tuple(v[:, pick] if _per_step(exp.cell, i) else v for i, v in enumerate(trace.values))
    states = {s: a[:, pick] for s, a in trace.states.items()}
    return Trace(values, states, trace.masks), {i: k[:, pick] for i, k in slope.items()}  # type: ignore[index]


def _per_step(cell: Cell, i: int) -> bool:
    op = cell.nodes[i].op
    return op not in LEAVES or op in ("x", "prev", "line")


def _slice(trace: Trace, rows: slice) -> Trace:
    values = tuple(v if isinstance(v, float) or v.ndim < 3 else v[rows] for v in trace.values)
    return Trace(values, trace.states, {line: mask[rows] for line, mask in trace.masks.items()})


def flow(jacobians: Jacobians, name: str, at: Array, norm: str) -> Array:
    """log10 ||d(name at t)/d(name at k)|| for t, k in `at` (rising): (n, n), -inf where k > t.

    One panel holds d(name at t)/d(states at k) for every chosen t >= k and is multiplied by one step's Jacobian
    on the way back; each t has a power of two of its own, so that nothing under- or overflows.
    """
    if norm not in ("frobenius", "spectral"):
        raise ValueError(f"norm must be “frobenius” or “spectral”, not {norm}")
    size = jacobians.exp.sizes[jacobians.cell.by_name[name].size]
    count = len(at)
    logs = np.full((count, count), -np.inf)
    logs[np.arange(count), np.arange(count)] = np.log10(size) / 2 if norm == "frobenius" else 0.0
    if not jacobians.cell.states or count == 0:
        return logs
    start, upon = jacobians.of_line(name), jacobians.upon_line(name)
    place = {int(t): i for i, t in enumerate(at)}
    panel = np.empty((count, size, jacobians.width))
    exponent = np.zeros(count, np.int64)
    first = count
    with np.errstate(all="ignore"):
        for k in range(int(at[-1]), int(at[0]) - 1, -1):
            if k in place and first < count:
                part = panel[first:].reshape(-1, jacobians.width) @ upon[k]
                logs[first:, place[k]] = _norms(part.reshape(-1, size, size), exponent[first:], norm)
            if first < count:
                panel[first:] = (panel[first:].reshape(-1, jacobians.width) @ jacobians.step[k]).reshape(
                    panel[first:].shape
                )
            if k in place:
                first = place[k]
                panel[first] = start[k]
            if k % 8 == 0 and first < count:
                _rescale(panel[first:], exponent[first:])
    return logs


def _rescale(panel: Array, exponent: Array) -> None:
    largest = np.abs(panel).reshape(len(panel), -1).max(axis=1)
    far = np.isfinite(largest) & (largest > 0) & ((largest > 1e30) | (largest < 1e-30))
    if far.any():
        power = np.frexp(largest[far])[1]
        panel[far] = np.ldexp(panel[far], -power[:, None, None])
        exponent[far] += power


def _norms(blocks: Array, exponent: Array, norm: str) -> Array:
    if norm == "frobenius":
        return log10_norm(blocks.reshape(len(blocks), -1), exponent)
    clean = np.isfinite(blocks).all(axis=(1, 2))
    largest = np.linalg.norm(np.where(clean[:, None, None], blocks, 0.0), ord=2, axis=(1, 2))
    logs = np.where(largest > 0, np.log10(np.where(largest > 0, largest, 1.0)), -np.inf) + exponent * LOG10_2
    return np.where(clean, logs, np.nan)


def vanishing_bound(exp: Experiment, slope: Mapping[int, Array], norms: Array) -> Array | None:
    """log10 of ||dL/dh_T|| (beta_f beta_w)^(T - t): only for one ungated state and a loss at the last step alone."""
    cell = exp.cell
    plain = len(cell.states) == 1 and len(cell.recurrent) == 1 and not any(n.op == "mul" for n in cell.nodes)
    once = sum(n.op == "matmul" and cell.nodes[n.args[0]].name in cell.recurrent for n in cell.nodes) == 1
    if not (plain and once) or exp.loss != "last" or exp.batched or exp.held:
        return None
    beta_w = np.linalg.norm(exp.params[cell.recurrent[0]], 2)
    beta_f = float(np.prod([k.max() for k in slope.values()])) if slope else 1.0
    with np.errstate(all="ignore"):
        per_step = np.log10(beta_f * beta_w)
    return np.asarray(norms[-1] + per_step * np.arange(exp.steps - 1, -1, -1))
