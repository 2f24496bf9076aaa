"""How one step depends on an earlier one: Jacobians of the state, their products, and the vanishing bound."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from rnnviz.engine.cell import Cell
from rnnviz.engine.errors import ExperimentError
from rnnviz.engine.experiment import Experiment
from rnnviz.engine.forward import Trace
from rnnviz.engine.lognorm import LOG10_2, log10_norm
from rnnviz.engine.ops import Array
from rnnviz.engine.plan import leading
from rnnviz.engine.sweep import Sweep, add_into, sweep

CHUNK = 2_000_000
"""Numbers one vectorised sweep may hold at a time."""
CALM = 1e20
"""One-step Jacobians between 1/CALM and CALM are multiplied eight at a time before the product is rescaled."""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Jacobians of some steps t: all states at t by all states at t-1 (t, S, S); a line at t by all states at t-1
    (t, n, S); all states at t by that line at t (t, S, n), None where that is an identity or nothing."""

    step: Array
    of_line: Array
    upon: Array | None


class Jacobians:
    """One-step Jacobians of one sequence, computed for as many steps at a time as memory allows.

    spans: state -> its place among all states stacked; width: S, their total size.
    """

    def __init__(self, exp: Experiment, trace: Trace, slope: Mapping[int, Array], sample: int) -> None:
        self.exp, self.cell = exp, exp.cell
        self._trace, self._slope = _one_sample(exp, trace, slope, sample)
        sizes = [self.size(s) for s in self.cell.states]
        edges = [0, *np.cumsum(sizes).tolist()]
        self.spans = {s: slice(a, b) for s, a, b in zip(self.cell.states, edges[:-1], edges[1:], strict=True)}
        self.width = int(edges[-1])

    def size(self, name: str) -> int:
        """Units of a line."""
        return int(self.exp.sizes[self.cell.by_name[name].size])

    def own(self, name: str, t: int) -> Array:
        """d(line at t)/d(the same line at t-1): (size, size); zero for a line that is no state."""
        if name not in self.spans:
            return np.zeros((self.size(name), self.size(name)))
        return np.asarray(self._of_line(name, slice(t, t + 1))[0][:, self.spans[name]])

    def blocks(self, name: str, first: int, last: int) -> Iterator[tuple[slice, Block]]:
        """The Jacobians a flow of `name` needs, from step `last` down to step `first`."""
        numbers = max(self.width, self.size(name)) * max(self.exp.hidden, self.exp.sizes["output"])
        count = max(1, CHUNK // (numbers * len(self.cell.lines)))
        for end in range(last + 1, first, -count):
            rows = slice(max(first, end - count), end)
            yield rows, self._block(name, rows)

    def _block(self, name: str, rows: slice) -> Block:
        steps, towards = rows.stop - rows.start, self._past | self._reads(name)
        step = np.zeros((steps, self.width, self.width))
        upon = np.zeros((steps, self.width, self.size(name))) if self.felt(name) else None
        for state, span in self.spans.items():
            found = self._seeded(state, rows, towards, step[:, span])
            arrived = found.nodes[self.cell.by_name[name].root]
            if upon is not None and arrived is not None:
                add_into(upon[:, span], arrived)
        of_line = step[:, self.spans[name]] if name in self.spans else self._of_line(name, rows)
        return Block(step, of_line, upon)

    def _of_line(self, name: str, rows: slice) -> Array:
        total = np.zeros((rows.stop - rows.start, self.size(name), self.width))
        self._seeded(name, rows, self._past, total)
        return total

    def felt(self, name: str) -> bool:
        """Whether some (other) state of the same step is computed from this line."""
        reads = self._reads(name)
        return any(self.cell.by_name[s].root in reads for s in self.cell.states)

    @property
    def _past(self) -> frozenset[int]:
        return leading(self.cell, frozenset({"prev"}))

    def _reads(self, name: str) -> frozenset[int]:
        return leading(self.cell, frozenset(), frozenset({name}))

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
    pick = slice(sample, sample + 1)
    values = tuple(v if isinstance(v, float) or v.ndim < 3 else v[:, pick] for v in trace.values)
    states = {s: a[:, pick] for s, a in trace.states.items()}
    return Trace(values, states, trace.masks, trace.block), {i: k[:, pick] for i, k in slope.items()}


def _slice(trace: Trace, rows: slice) -> Trace:
    values = tuple(v if isinstance(v, float) or v.ndim < 3 else v[rows] for v in trace.values)
    return Trace(values, trace.states, {line: mask[rows] for line, mask in trace.masks.items()}, trace.block)


def flow(jacobians: Jacobians, name: str, at: Array, norm: str) -> Array:
    """log10 ||d(name at t)/d(name at k)|| for t, k in `at` (rising): (n, n), -inf where k > t."""
    if norm not in ("frobenius", "spectral"):
        raise ExperimentError(f"norm must be “frobenius” or “spectral”, not {norm}")
    size = jacobians.size(name)
    with np.errstate(all="ignore"):
        logs = _quick_logs(jacobians, name, at) if norm == "frobenius" else None
        if logs is None:
            logs = np.full((len(at), len(at)), -np.inf)
            for column, first, blocks, exponent in _products(jacobians, name, at):
                logs[first:, column] = _norms(blocks, exponent, norm)
    np.fill_diagonal(logs, 0.0 if norm == "spectral" else np.log10(size) / 2)
    return logs


def _quick_logs(jacobians: Jacobians, name: str, at: Array) -> Array | None:
    """Frobenius norms from plain sums of squares, all logarithms at once; None where float64 is too narrow for that."""
    squares, powers = np.ones((len(at), len(at))), np.zeros((len(at), len(at)))
    for column, first, blocks, exponent in _products(jacobians, name, at):
        np.einsum("tij,tij->t", blocks, blocks, out=squares[column, first:])
        powers[column, first:] = exponent
    if squares.size and not (squares.min() > 1e-250 and squares.max() < 1e250):
        return None
    logs = 0.5 * np.log10(squares) + powers * LOG10_2
    reached = np.tri(len(at), dtype=bool) if _reaches(jacobians, name) else False
    return np.where(reached, logs.T, -np.inf)


def _reaches(jacobians: Jacobians, name: str) -> bool:
    return name in jacobians.spans or jacobians.felt(name)


Product = tuple[int, int, Array, Array]


def _products(jacobians: Jacobians, name: str, at: Array) -> Iterator[Product]:
    """For every k in `at` but the last: its place, the place of the first later t, and d(name at t)/d(name at k) for
    all those t as blocks (t, n, n) times 2**exponent (t,).

    A panel holds d(name at t)/d(states at k) for every chosen t >= k and is multiplied by one step's Jacobian
    on the way back; each t has a power of two of its own, so that nothing under- or overflows.
    """
    count, size, width = len(at), jacobians.size(name), jacobians.width
    if count == 0 or not _reaches(jacobians, name):
        return
    place = {int(t): i for i, t in enumerate(at)}
    panel, spare = np.empty((2, count * size, width))
    exponent = np.zeros(count, np.int64)
    first, span = count, jacobians.spans.get(name)
    for rows, block in jacobians.blocks(name, int(at[0]), int(at[-1])):
        largest = np.abs(block.step).max(initial=0.0)
        every = 8 if 1 / CALM < largest < CALM else 1
        for k in range(rows.stop - 1, rows.start - 1, -1):
            row, live = k - rows.start, panel[first * size :]
            if first < count:
                if k in place:
                    part = live[:, span] if block.upon is None else live @ block.upon[row]
                    yield place[k], first, part.reshape(-1, size, size), exponent[first:]
                np.dot(live, block.step[row], spare[first * size :])
                panel, spare = spare, panel
            if k in place:
                first = place[k]
                panel[first * size : (first + 1) * size] = block.of_line[row]
            if k % every == 0 and first < count:
                _rescale(panel[first * size :].reshape(-1, size, width), exponent[first:])


def _rescale(panel: Array, exponent: Array) -> None:
    largest = np.maximum(panel.max(axis=(1, 2)), -panel.min(axis=(1, 2)))
    far = np.isfinite(largest) & (largest > 0) & ((largest > 1e30) | (largest < 1e-30))
    if far.any():
        power = np.frexp(largest[far])[1]
        panel[far] = np.ldexp(panel[far], -power[:, None, None])
        exponent[far] += power


def _norms(blocks: Array, exponent: Array, norm: str) -> Array:
    if norm == "frobenius":
        return log10_norm(blocks.reshape(len(blocks), -1), exponent)
    clean = np.asarray(np.isfinite(blocks).all(axis=(1, 2)))
    largest = np.linalg.norm(np.where(clean[:, None, None], blocks, 0.0), ord=2, axis=(1, 2))
    logs = np.where(largest > 0, np.log10(np.where(largest > 0, largest, 1.0)), -np.inf) + exponent * LOG10_2
    return np.where(clean, logs, np.nan)


def vanishing_bound(exp: Experiment, slope: Mapping[int, Array], norms: Callable[[str], Array]) -> Array | None:
    """log10 of ||dL/dh_T|| (beta_f beta_w)^(T - t), for a loss at the last step alone; None for any cell but one
    state that runs through one matrix and activations, without a way around them."""
    way = _only_way(exp.cell)
    if way is None:
        return None
    weights = exp.params[way[0]]
    last = norms(exp.cell.states[0])[-1]
    if not (np.isfinite(weights).all() and np.isfinite(last)):
        return None
    beta_f = float(np.prod([np.abs(slope[node]).max() for node in way[1]]))
    with np.errstate(all="ignore"):
        per_step = np.log10(beta_f * np.linalg.norm(weights, 2))
        bound = last + per_step * np.arange(exp.steps - 1, -1, -1)
    bound[-1] = last
    return np.asarray(bound)


def _only_way(cell: Cell) -> tuple[str, tuple[int, ...]] | None:
    """The matrix and the activations between the only state and its previous value; None where there is another way."""
    if len(cell.states) != 1:
        return None
    past = leading(cell, frozenset({"prev"}))
    node, matrices, bends = cell.nodes[cell.by_name[cell.states[0]].root], [], []
    while node.op != "prev":
        below = (cell.by_name[node.name].root,) if node.op == "line" else node.args
        onward = [i for i in below if i in past]
        if len(onward) != 1 or node.op == "mul":
            return None
        if node.op == "matmul":
            matrices.append(cell.nodes[node.args[0]].name)
        elif node.op not in ("sum", "line"):
            bends.append(node.id)
        node = cell.nodes[onward[0]]
    return (matrices[0], tuple(bends)) if len(matrices) == 1 else None
