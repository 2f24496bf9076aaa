"""d(line at t)/d(line at k) for one pair of steps: products over whole spans of steps, kept for the next pair.

Somebody who points at a map asks for one pair after another. A pair is put together from products over spans of
2, 4, 8 ... times `leaf` steps, made when first needed, and single steps at its two ends: after the first far pair
every other one costs a few dozen small products. Every row of a product has a power of two of its own.
"""

from __future__ import annotations

import numpy as np

from rnnviz.engine.language.ops import Array
from rnnviz.engine.maps.flow import check_norm, norms
from rnnviz.engine.maps.jacobian import Jacobians

LEAF = 8
"""Steps of the smallest span that is kept."""
KEPT = 64_000_000
"""Bytes the kept products may take; where that is too little, spans are longer."""
NOTHING = -(1 << 40)
"""Exponent of a zero."""
FAR = -100_000
"""A power of two that makes a zero of any number."""

Scaled = tuple[Array, Array]
"""A matrix (n, m) whose rows are to be multiplied by 2**exponent (n,)."""


class Spans:
    """Products of one-step Jacobians of one line of one sequence."""

    def __init__(self, jacobians: Jacobians) -> None:
        self._jacobians = jacobians
        self._kept: dict[tuple[int, int], Scaled] = {}
        self._leaf = LEAF
        numbers = 2 * jacobians.exp.steps * jacobians.width**2
        while numbers * 8 > KEPT * self._leaf:
            self._leaf *= 2

    def log10_norm(self, t: int, k: int, norm: str) -> float:
        """log10 ||d(line at t)/d(line at k)||, k < t; minus infinity where it is zero."""
        check_norm(norm)
        if not self._jacobians.width:
            return -np.inf
        with np.errstate(all="ignore"):
            matrix, exponent = self._upon(self._between(t, k), k)
            top = exponent.max(initial=NOTHING, where=matrix.any(axis=1))
            if top == NOTHING:
                return -np.inf
            block = np.ldexp(matrix, np.clip(exponent - top, FAR, 0).astype(np.int32)[:, None])
            return float(norms(block[None], np.array([top]), norm)[0])

    def _between(self, t: int, k: int) -> Scaled:
        """d(line at t)/d(states at k)."""
        panel = _scaled(self._jacobians.block(slice(t, t + 1)).of_line[0])
        end = t  # steps end - 1 .. k + 1 are still to be multiplied with
        while end > k + 1:
            length = self._fitting(end, k + 1)
            if length:
                panel = _dot(panel, self._span(end - length, length))
            else:
                length = end - max(k + 1, (end - 1) // self._leaf * self._leaf)
                for step in self._jacobians.block(slice(end - length, end)).step[::-1]:
                    panel = _dot(panel, _plain(step))
            end -= length
        return panel

    def _upon(self, panel: Scaled, k: int) -> Scaled:
        """What reaches the line itself at k."""
        upon = self._jacobians.block(slice(k, k + 1)).upon
        if upon is not None:
            return _dot(panel, _plain(upon[0]))
        return panel[0][:, self._jacobians.span], panel[1]

    def _fitting(self, end: int, least: int) -> int:
        """Length of the longest span that ends here and begins at `least` or later; 0 where none does."""
        if end % self._leaf or end - self._leaf < least:
            return 0
        length = self._leaf
        while end % (2 * length) == 0 and end - 2 * length >= least:
            length *= 2
        return length

    def _span(self, first: int, length: int) -> Scaled:
        """d(states at first + length - 1)/d(states at first - 1)."""
        key = first, length
        if key not in self._kept:
            if length > self._leaf:
                half = length // 2
                self._kept[key] = _dot(self._span(first + half, half), self._span(first, half))
            else:
                steps = self._jacobians.block(slice(first, first + length)).step[::-1]
                product = _scaled(steps[0])
                for step in steps[1:]:
                    product = _dot(product, _plain(step))
                self._kept[key] = product
        return self._kept[key]


def _plain(matrix: Array) -> Scaled:
    return matrix, np.zeros(len(matrix), np.int64)


def _dot(left: Scaled, right: Scaled) -> Scaled:
    """Product of two scaled matrices."""
    (a, e), (b, f) = left, right
    if not f.any():
        return _scaled(a @ b, e)
    powers = np.frexp(a)[1] + f
    top = np.max(powers, axis=1, initial=NOTHING, where=a != 0)
    top = np.where(top == NOTHING, 0, top)
    moved = np.ldexp(a, np.clip(f - top[:, None], FAR, -FAR).astype(np.int32))
    return _scaled(moved @ b, e + top)


def _scaled(matrix: Array, exponent: Array | int = 0) -> Scaled:
    """A matrix with the largest number of each row near 1."""
    largest = np.abs(matrix).max(axis=1, initial=0.0)
    power = np.where(np.isfinite(largest) & (largest > 0), np.frexp(largest)[1], 0).astype(np.int64)
    if np.abs(power).max(initial=0) < 64:
        return matrix, np.zeros(len(matrix), np.int64) + exponent
    return np.ldexp(matrix, -power.astype(np.int32)[:, None]), exponent + power
