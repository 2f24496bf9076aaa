"""Axes, marks and numbers of the plots, as plain arithmetic: what is said, not how it is drawn.

A gradient's size is a base-10 logarithm throughout: it goes far below and above what a float can hold.
Values that are no ordinary number keep their kind (zero, saturated, underflow, overflow, nan) and become marks.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from rnnviz.model.figures.numbers import raised

LOW = ("zero", "saturated", "underflow")
HIGH = ("overflow",)


@dataclass(frozen=True, slots=True)
class Axis:
    """Values from low to high, with ticks from `first` in steps of `step`, all inside."""

    low: float
    high: float
    step: float

    @property
    def ticks(self) -> tuple[float, ...]:
        """Multiples of the step between low and high."""
        first = math.ceil(self.low / self.step - 1e-9)
        last = math.floor(self.high / self.step + 1e-9)
        return tuple(k * self.step for k in range(first, last + 1))


@dataclass(frozen=True, slots=True)
class Mark:
    """A step (0-based) whose value cannot be drawn as a point, and why."""

    step: int
    kind: str


def nice(span: float, most: int) -> float:
    """The smallest of 1, 2, 5 times a power of ten that divides `span` into at most `most` parts."""
    if not (math.isfinite(span) and span > 0) or most < 1:
        return 1.0
    rough = span / most
    if rough < 1e-300:  # a tenth of it would be no normal number
        return span
    power = 10.0 ** math.floor(math.log10(rough))
    return next((m * power for m in (1.0, 2.0, 5.0, 10.0) if m * power >= rough * (1 - 1e-9)), 10 * power)


def decades(values: ArrayLike, most: int = 6) -> Axis:
    """An axis round log10 values that ends at whole decades, with ticks at decades; at least one decade long.

    A value just beyond a decade gets a little room instead of a whole decade more.
    """
    found = np.asarray(values, float)
    finite = found[np.isfinite(found)]
    if not len(finite):
        return Axis(-1, 0, 1)
    low, high = _outward(float(finite.min()), -1), _outward(float(finite.max()), 1)
    if high - low < 1:
        low, high = min(low, math.ceil(high) - 1), max(high, math.ceil(high))
    axis = Axis(low, high, max(1.0, nice(high - low, most)))
    while not axis.ticks:  # such as fives between 10.9 and 14.1: rather too many than none
        most += 1
        axis = Axis(low, high, max(1.0, nice(high - low, most)))
    return axis


def _outward(value: float, way: int) -> float:
    whole = math.floor(value) if way < 0 else math.ceil(value)
    beyond = abs(value - (whole - way))
    return value + way * 0.08 if 1e-9 < beyond < 0.12 else float(whole if beyond > 1e-9 else whole - way)


def step_ticks(first: int, last: int, most: int) -> tuple[int, ...]:
    """Steps to print below an axis, counted from 1: the first, the last and round numbers between."""
    if last - first + 1 <= most:
        return tuple(range(first, last + 1))
    gap = max(1, int(nice(last - first, max(1, most - 1))))
    rounds = [k for k in range(first - first % gap, last, gap) if k > first + 0.6 * gap and k <= last - 0.6 * gap]
    return (first, *rounds, last)


def marks(norms: Sequence[float], states: Sequence[str]) -> tuple[Mark, ...]:
    """The steps that need a mark at an edge, because their logarithm is no number a point could stand at."""
    odd = np.flatnonzero(~np.isfinite(np.asarray(norms, float)))
    return tuple(Mark(t, str(states[t])) for t in odd.tolist())


def runs_of(found: Sequence[Mark]) -> tuple[tuple[int, int, str], ...]:
    """Neighbouring marks of one kind as (first, last, kind), so that one label serves a whole stretch."""
    joined: list[tuple[int, int, str]] = []
    for mark in found:
        if joined and joined[-1][2] == mark.kind and joined[-1][1] == mark.step - 1:
            joined[-1] = (joined[-1][0], mark.step, mark.kind)
        else:
            joined.append((mark.step, mark.step, mark.kind))
    return tuple(joined)


def decade_text(exponent: float) -> str:
    """A tick of a logarithmic axis: 10⁻³."""
    return f"10{raised(round(exponent))}" if math.isfinite(exponent) else size_text(exponent)


def size_text(log10: float, places: int = 0) -> str:
    """A size given by its logarithm: 0.075, 12, 5·10⁻³ (`places` digits after the point of a power of ten)."""
    if math.isnan(log10):
        return "?"
    if math.isinf(log10):
        return "0" if log10 < 0 else "∞"
    exponent = math.floor(log10 + 1e-12)
    digits = 10 ** (log10 - exponent)
    if -2 <= exponent <= 2:
        value = 10**log10
        if value >= 99.5:
            return f"{value:.0f}"
        value = float(f"{value:.1e}")  # 0.996 is 1.0, not 1.00
        return f"{value:.{max(0, 1 - math.floor(math.log10(value) + 1e-9))}f}"
    if round(digits, places) >= 10:
        digits, exponent = 1.0, exponent + 1
    return f"{digits:.{places}f}·10{raised(exponent)}"


def times_text(log10: float) -> str:
    """A factor of growth: 3.2, 45, 10⁴."""
    return decade_text(log10) if log10 >= 3 else size_text(log10)


def percent_text(log10: float) -> str:
    """A share given by its logarithm: 0.3 %, 12 %; below a hundredth of a per cent as a power of ten."""
    share = 10 ** (log10 + 2) if log10 < 300 else math.inf
    if share < 0.0095:
        return size_text(log10)
    if share >= 9.95:
        return f"{share:.0f} %"
    share = float(f"{share:.0e}")
    return f"{share:.{max(0, -math.floor(math.log10(share) + 1e-9))}f} %"
