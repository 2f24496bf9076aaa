"""Parts that are carried along a way, however small or large they become."""

from __future__ import annotations

import math

import numpy as np
import pytest

from rnnviz.engine.laboratory import carrying
from rnnviz.engine.laboratory.carrying import STRIDE, carried
from rnnviz.engine.passes.scaled import Scaled


def exact(source: Scaled, factor: np.ndarray) -> list[tuple[float, int]]:
    """The totals of one unit of one sample, each with a power of two of its own."""
    found, total, power = list[tuple[float, int]](), 0.0, 0
    for k in reversed(range(len(factor))):
        if k + 1 < len(factor):
            total, more = math.frexp(total * factor[k + 1, 0, 0])
            power += more
        came, at = math.frexp(source.numbers[k, 0, 0])
        at += int(source.exponent[k, 0])
        top = max(at if came else -(10**9), power if total else -(10**9), -(10**8))
        total = math.ldexp(total, max(power - top, -2000)) + math.ldexp(came, max(at - top, -2000))
        power = top
        found.append((total, power))
    return found[::-1]


@pytest.mark.parametrize("size", [1.0, 1e-30, 1e-170, 1e170])
@pytest.mark.parametrize("steps", [1, STRIDE + 1, 2 * STRIDE + 3])
@pytest.mark.parametrize("exponent", [0, -3000])
def test_parts_are_carried_however_small_or_large_they_become(size: float, steps: int, exponent: int) -> None:
    rng = np.random.default_rng(steps)
    all_along = rng.normal(size=(steps, 1, 1))
    at_the_end = np.where(np.arange(steps)[:, None, None] >= steps - 2, all_along, 0.0)
    sources = [Scaled(n, np.full((steps, 1), exponent * i)) for i, n in ((1, at_the_end), (2, all_along))]
    factor = size * rng.uniform(0.5, 1.5, size=(steps, 1, 1))
    for total, source in zip(carried(sources, factor), sources, strict=True):
        for k, (value, power) in enumerate(exact(source, factor)):
            got = math.ldexp(total.numbers[k, 0, 0], int(total.exponent[k, 0]) - power)
            assert got == pytest.approx(value, rel=1e-9)


def test_a_stretch_is_carried_under_one_exponent_where_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """Gentle factors need one sweep for STRIDE steps, wild ones a sweep for every step."""
    seen: list[int] = []
    real = carrying._stretch
    monkeypatch.setattr(carrying, "_stretch", lambda n, *rest: (seen.append(len(n)), real(n, *rest))[1])
    source = [Scaled(np.ones((2 * STRIDE + 3, 1, 1)), np.full((2 * STRIDE + 3, 1), -3000))]
    carried(source, np.ones((2 * STRIDE + 3, 1, 1)))
    assert seen == [STRIDE, STRIDE, 3]
    seen.clear()
    carried([Scaled(np.ones((4, 1, 1)), np.full((4, 1), -3000))], np.full((4, 1, 1), 1e200))
    assert seen == [4, 1, 1, 1, 1]
    seen.clear()
    carried([Scaled(np.ones((4, 1, 1)), np.zeros((4, 1), np.int64))], np.ones((4, 1, 1)))
    assert seen == []
