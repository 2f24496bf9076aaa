"""Parts carried back along a state's own way: total[k] = source[k] + a[k+1] * total[k+1], however small they become."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rnnviz.engine.language.ops import Array
from rnnviz.engine.passes.backward import leaves_range
from rnnviz.engine.passes.scaled import NOTHING, Scaled, exponents, is_zero, moved


def carried(sources: Sequence[Scaled], factor: Array) -> list[Scaled]:
    """The totals of some parts; sources: (T, B, size) each, factor: a, (T, B, size)."""
    with np.errstate(all="ignore"):
        if all(is_zero(s.exponent) for s in sources):
            totals = _plain(np.stack([s.numbers for s in sources], axis=1), factor)
            if not _too_narrow(totals, sources):
                return [Scaled(totals[:, i], s.exponent) for i, s in enumerate(sources)]
        return [_scaled(source, factor) for source in sources]


def _plain(source: Array, factor: Array) -> Array:
    """All parts (T, P, B, size) at once, in true units."""
    rows, room = list(source), np.empty_like(source[0])
    for k in range(len(rows) - 2, -1, -1):
        np.multiply(rows[k + 1], factor[k + 1], room)
        np.add(rows[k], room, rows[k])
    return source


def _too_narrow(totals: Array, sources: Sequence[Scaled]) -> bool:
    """Whether the number format may have cost some total its digits: where something has come in, all too little is."""
    for i, source in enumerate(sources):
        came = np.logical_or.accumulate((source.numbers != 0).any(axis=-1)[::-1])[::-1]
        if bool((leaves_range(totals[:, i]) & came).any()):
            return True
    return False


def _scaled(source: Scaled, factor: Array) -> Scaled:
    """One part, with a power of two of its own at every step and sample."""
    numbers, exponent = np.zeros_like(source.numbers), np.zeros(source.exponent.shape, np.int64)
    travels, power = np.zeros_like(source.numbers[0]), np.zeros(source.exponent.shape[1], np.int64)
    for k in range(len(numbers) - 1, -1, -1):
        here = exponents(source.numbers[k], -1) + source.exponent[k]
        there = exponents(travels, -1) + power
        top = np.maximum(here, there)
        top = np.where(top > NOTHING // 2, top, 0)
        numbers[k] = moved(source.numbers[k], source.exponent[k] - top) + moved(travels, power - top)
        exponent[k] = power = top
        travels = factor[k] * numbers[k]
    return Scaled(numbers, exponent)
