"""Parts carried back along a state's own way: total[k] = source[k] + a[k+1] * total[k+1], however small they become.

As in rescaled.py every part has powers of two of its own, chosen for many steps where nothing is lost by it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rnnviz.engine.language.ops import Array
from rnnviz.engine.passes.backward import leaves_range
from rnnviz.engine.passes.scaled import NOTHING, Scaled, exponents, is_zero, moved

STRIDE = 32
"""Steps that are carried under one exponent, while they stay within the number format."""


def carried(sources: Sequence[Scaled], factor: Array) -> list[Scaled]:
    """The totals of some parts; sources: (T, B, size) each, factor: a, (T, B, size)."""
    numbers = np.stack([s.numbers for s in sources], axis=1)
    with np.errstate(all="ignore"):
        if all(is_zero(s.exponent) for s in sources):
            totals = _plain(numbers.copy(), factor)
            if not _too_far(totals, _came(numbers)):
                return [Scaled(totals[:, i], s.exponent) for i, s in enumerate(sources)]
        found = _scaled(numbers, np.stack([s.exponent for s in sources], axis=1), factor)
    return [Scaled(found.numbers[:, i], found.exponent[:, i]) for i in range(len(sources))]


def _plain(totals: Array, factor: Array) -> Array:
    """All parts (T, P, B, size) in place, in the units they have."""
    rows, room = list(totals), np.empty_like(totals[0])
    for k in range(len(rows) - 2, -1, -1):
        np.multiply(rows[k + 1], factor[k + 1], room)
        np.add(rows[k], room, rows[k])
    return totals


def _came(numbers: Array) -> Array:
    """Where (T, P, B) at the same step or a later one something has come in."""
    return np.asarray(np.logical_or.accumulate((numbers != 0).any(axis=-1)[::-1])[::-1])


def _too_far(totals: Array, came: Array) -> bool:
    """Whether the number format may have cost some total its digits; nothing is lost where nothing has come in."""
    flat = totals.reshape(len(totals), -1, totals.shape[-1])
    return bool((leaves_range(flat) & came.reshape(len(came), -1)).any())


def _scaled(numbers: Array, exponent: Array, factor: Array) -> Scaled:
    """The same with a power of two for every step, part and sample."""
    steps, came = len(numbers), _came(numbers)
    found = Scaled(np.empty_like(numbers), np.empty(exponent.shape, np.int64))
    travels = Scaled(np.zeros_like(numbers[0]), np.zeros(exponent.shape[1:], np.int64))
    end, alone = steps, steps  # steps from `alone` on are carried one by one
    while end:
        here = slice(end - 1 if end > alone else max(0, end - STRIDE), end)
        totals, top = _stretch(numbers[here], exponent[here], factor[here], travels)
        if end - here.start > 1 and _too_far(totals, came[here]):
            alone = here.start
            continue
        found.numbers[here], found.exponent[here] = totals, top
        travels, end = Scaled(totals[0] * factor[here.start], top), here.start
    return found


def _stretch(numbers: Array, exponent: Array, factor: Array, travels: Scaled) -> tuple[Array, Array]:
    """Some steps under one exponent (P, B), which suits the largest that comes in or travels."""
    fresh = (exponents(numbers, -1) + exponent).max(axis=0)
    top = np.maximum(fresh, exponents(travels.numbers, -1) + travels.exponent)
    top = np.where(top > NOTHING // 2, top, 0)
    totals = moved(numbers, exponent - top)
    totals[-1] += moved(travels.numbers, travels.exponent - top)
    return _plain(totals, factor), top
