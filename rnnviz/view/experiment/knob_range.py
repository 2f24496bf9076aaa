"""What a knob can be, and where its slider stands for a number."""

from __future__ import annotations

import math
from dataclasses import dataclass

from rnnviz.model.figures.numbers import plain

TICKS = 400
"""Positions of a slider, from 0."""


@dataclass(frozen=True, slots=True)
class Range:
    """What a knob can be: low..high; whole numbers, or `log` spaced, or evenly spaced; `sign` shows a plus."""

    low: float
    high: float
    whole: bool = False
    log: bool = False
    sign: bool = False
    square: bool = False

    def position(self, value: float) -> int:
        """Slider position of a value."""
        value = min(max(value, self.low), self.high)
        if self.whole:
            span = self.high - self.low
            share = (value - self.low) / span if span else 0.0
            return round(TICKS * (math.sqrt(share) if self.square else share))
        if self.log:
            return round(TICKS * math.log(value / self.low) / math.log(self.high / self.low))
        return round(TICKS * (value - self.low) / (self.high - self.low))

    def value(self, position: int) -> float:
        """Value at a slider position, rounded to what the field shows."""
        share = position / TICKS
        if self.log:
            return float(f"{self.low * (self.high / self.low) ** share:.2g}")
        if self.whole:
            return float(round(self.low + (self.high - self.low) * (share * share if self.square else share)))
        return round(self.low + (self.high - self.low) * share, 2)

    def next(self, value: float, count: int) -> float:
        """A hundredth of the range onward (negative: back), or the next whole number; stays at either end."""
        if self.whole:
            return min(max(value + count, self.low), self.high)
        place = self.position(value)
        return self.value(min(max(place + count * TICKS // 100, 0), TICKS))

    def text(self, value: float) -> str:
        if self.whole:
            return f"{value:.0f}"
        return plain(value, 3 if self.log and value < 0.1 else 2, sign=self.sign)
