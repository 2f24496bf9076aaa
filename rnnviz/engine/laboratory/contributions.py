"""Which step moves the weights: what each step gives to dL/d(one parameter), and what scissors leave of it.

A step's contribution is the sum of outer products of what arrives at the parameter's readings with what they multiply.
It is kept as those two factors: norms and single numbers of all steps cost next to nothing, a matrix is made when
somebody looks at it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rnnviz.engine.errors import ExperimentError, suggestion
from rnnviz.engine.frozen import locked
from rnnviz.engine.language.ops import Array
from rnnviz.engine.language.tree import PRODUCTS
from rnnviz.engine.passes.sweep import sweep
from rnnviz.engine.run import Run


@dataclass(frozen=True, eq=False)
class Contributions(Sequence[Array]):
    """contributions[t]: what step t gives to dL/d(parameter), in its shape; all of them add up to `total`.

    left: (T, N, rows) what arrives, right: (T, N, columns) what it multiplies; N readings and samples. A vector's
    right is 1; one number's left is summed over the units.
    """

    name: str
    shape: tuple[int, ...]
    left: Array
    right: Array

    def __len__(self) -> int:
        return len(self.left)

    def __getitem__(self, t: int) -> Array:  # type: ignore[override]  # no slices: a step at a time
        return self._summed(self.left[t], self.right[t])

    def __iter__(self) -> Iterator[Array]:
        return (self[t] for t in range(len(self)))

    @property
    def total(self) -> Array:
        """dL/d(parameter)."""
        return self.last(len(self))

    def last(self, steps: int) -> Array:
        """What the last so many steps give together: the gradient that is cut there, where the loss is at the end."""
        if not 1 <= steps <= len(self):
            raise ExperimentError("scissors.steps", steps=steps, last=len(self))
        kept = slice(len(self) - steps, None)
        return self._summed(*(a[kept].reshape(-1, a.shape[-1]) for a in (self.left, self.right)))

    def norms(self) -> Array:
        """Euclidean norm of every step's contribution: (T,)."""
        power = int(np.frexp(np.abs(self.left).max(initial=0.0))[1])
        with np.errstate(all="ignore"):
            left = np.ldexp(self.left, -power)  # squares must not leave the number format
            if self.left.shape[1] == 1:
                found = np.linalg.norm(left[:, 0], axis=-1) * np.linalg.norm(self.right[:, 0], axis=-1)
            else:
                squares = np.sum((left @ left.mT) * (self.right @ self.right.mT), axis=(1, 2))
                found = np.sqrt(np.maximum(squares, 0.0))
            return np.asarray(np.ldexp(found, power))

    def shares(self) -> Array:
        """Every step's signed share of the sum, <contribution, sum> / <sum, sum>: (T,), adding up to 1; 0 where the
        sum is zero."""
        whole = self.total.reshape(self.left.shape[-1], -1)
        size = float(np.abs(whole).max(initial=0.0))
        if not 0 < size < np.inf:
            return np.zeros(len(self))
        unit = whole / size
        along = np.vecdot((self.left / size) @ unit, self.right).sum(axis=-1)
        return np.asarray(along / np.sum(unit * unit))

    def number(self, index: tuple[int, ...]) -> Array:
        """One number of every step's contribution: (T,)."""
        row, column = (*index, 0)[:2]
        with np.errstate(all="ignore"):
            return np.asarray(np.sum(self.left[..., row] * self.right[..., column], axis=1))

    def within(self, kept: Array) -> Contributions:
        """The same where all steps but those `kept` (T,) give nothing."""
        return Contributions(self.name, self.shape, locked(np.where(kept[:, None, None], self.left, 0.0)), self.right)

    def _summed(self, left: Array, right: Array) -> Array:
        with np.errstate(all="ignore"):
            return locked((left.T @ right).reshape(self.shape))


def contributions(run: Run, name: str) -> Contributions:
    """Each step's contribution to dL/d(a parameter). ExperimentError where there is no such parameter."""
    return _of(run, name, run.node_grad)


def every(run: Run) -> Mapping[str, Contributions]:
    """Those of every parameter."""
    return {name: contributions(run, name) for name in run.cell.params}


def truncated(run: Run, name: str, window: int) -> Contributions:
    """The same where no gradient travels further than `window` steps, the loss's own included (Williams & Peng 1990).

    Exact for a loss at any steps, at the cost of `window` sweeps; for a loss at the last step alone it is what the
    window's steps give. ExperimentError where window < 1.
    """
    if window < 1:
        raise ExperimentError("scissors.steps", steps=window, last=run.steps)
    return _of(run, name, window_grads(run, window).__getitem__ if window < run.steps else run.node_grad)


def scissored(run: Run, window: int) -> Mapping[str, Contributions]:
    """The same of every parameter. A loss at one step alone needs no sweeps: nearer steps give what they gave, others
    nothing. ExperimentError where window < 1."""
    if window < 1:
        raise ExperimentError("scissors.steps", steps=window, last=run.steps)
    fed = np.flatnonzero(run.fed)
    if window < run.steps and len(fed) > 1:
        arriving = window_grads(run, window)
        return {name: _of(run, name, arriving.__getitem__) for name in run.cell.params}
    whole = every(run)
    if window >= run.steps or not len(fed):
        return whole
    kept = np.arange(run.steps) > fed[-1] - window
    return {name: found.within(kept) for name, found in whole.items()}


def window_grads(run: Run, window: int) -> Mapping[int, Array]:
    """What arrives at every node where gradients travel at most within `window` steps: node -> (T[, B], size)."""
    cell, exp, whole = run.cell, run.experiment, run._gradients
    carry: dict[str, Array] = {}
    with np.errstate(all="ignore"):
        for _ in range(window):
            seeds = {**carry, cell.output: carry.get(cell.output, 0.0) + whole.loss_grad}
            found = sweep(cell, whole.trace, whole.slopes, seeds).nodes
            sent = {s: [found[n.id] for n in cell.nodes if n.op == "prev" and n.name == s] for s in cell.states}
            carry = {s: g for s, parts in sent.items() if (g := _later(parts)) is not None}
    full = {n.id: _there(found[n.id], (*exp.inputs.shape[:2], exp.sizes[n.size])) for n in cell.nodes}
    return full if exp.batched else {i: g[:, 0] for i, g in full.items()}


def _there(g: Array | None, shape: tuple[int, ...]) -> Array:
    return np.zeros(shape) if g is None else g


def _later(parts: list[Array | None]) -> Array | None:
    """What previous values are sent, at the step they are of."""
    there = [g for g in parts if g is not None]
    if not there:
        return None
    total = sum(there[1:], start=there[0])
    return np.concatenate([total[1:], np.zeros_like(total[:1])])


def _of(run: Run, name: str, arriving: Callable[[int], Array]) -> Contributions:
    cell, exp = run.cell, run.experiment
    if name not in cell.params:
        raise ExperimentError("parameter.none", name=name, hint=suggestion(name, cell.params))
    shape, pairs = exp.params[name].shape, []
    for node in cell.nodes:
        if node.op == "param" and node.name == name and len(shape) == 1:
            g = _full(run, arriving(node.id))
            g = g.sum(axis=-1, keepdims=True) if name in cell.scalars else g
            pairs.append((g, np.ones((*g.shape[:2], 1))))
        elif node.op in PRODUCTS and cell.nodes[node.args[0]].name == name:
            pair = _full(run, arriving(node.id)), _full(run, run.node_value(node.args[1]))
            pairs.append(pair if node.op == "matmul" else pair[::-1])
    for first in _at_the_beginning(run, name, arriving):
        pairs.append((first, np.ones((*first.shape[:2], 1))))
    left, right = (np.concatenate([pair[k] for pair in pairs], axis=1) for k in (0, 1))
    return Contributions(name, shape, locked(left), locked(right))


def _full(run: Run, array: Array) -> Array:
    return array if run.experiment.batched else array[:, None]


def _at_the_beginning(run: Run, name: str, arriving: Callable[[int], Array]) -> Iterator[Array]:
    """What arrives before the first step at the states that begin with the parameter, as if at that step: (T, B, size)
    or, of one number, (T, B, 1)."""
    states = [s for s, begin in run.experiment.learned.items() if begin == name]
    for node in run.cell.nodes:
        if node.op == "prev" and node.name in states:
            g = _full(run, arriving(node.id))
            first = np.zeros_like(g)
            first[0] = g[0]
            yield first.sum(axis=-1, keepdims=True) if name in run.cell.scalars else first
