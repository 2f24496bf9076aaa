"""The stage's grid in u: rows and sizes that every cell shares, and the ground, which a large cell widens."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

WIDTH = 103.0
BELT, BUS = 8.0, 37.0
OUT_END, X_START = 0.8, 48.5
LEFT, RIGHT = 3.0, 100.0
"""Where wires enter and leave the tall ground."""

CORNER = 1.5
HOP, HOP_BELT = 1.1, 1.6
LANE = 2.4
"""Parallel wires stay at least this far apart."""

SIGNAL, BELT_WIDTH, PEEPHOLE = 0.5, 1.0, 0.38
EPSILON = 1e-6


@dataclass(frozen=True, slots=True)
class Ground:
    """What a picture stands on, in u. frame: left, top, right, bottom of the cell's frame; left, right: where the
    neighbours' frames end and begin, and wires enter and leave; x_start: where the input comes from.
    """

    height: float
    frame: tuple[float, float, float, float]
    left: float
    right: float
    x_start: float
    width: float = WIDTH

    @property
    def gaps(self) -> tuple[float, float]:
        """Centres of the gaps that hold the names and strips of the states."""
        return (self.left + self.frame[0]) / 2, (self.frame[2] + self.right) / 2

    @property
    def below(self) -> float:
        """y of what is written below the frame."""
        return round((self.frame[3] + self.height) / 2, 1)

    @property
    def x_words(self) -> float:
        """Where the input's word begins, right of sixteen squares."""
        return self.frame[0] + 25.5

    @property
    def period(self) -> float:
        """From one cell to the next."""
        return self.right - self.frame[0]


TALL = Ground(50.0, (12.0, 3.0, 91.0, 43.5), LEFT, RIGHT, X_START)
WIDE = Ground(33.0, (22.0, 2.5, 81.0, 26.5), 11.0, 92.0, 32.0)
"""The low stage of a cell that is one box, with the unrolled chain below it."""


def grown(width: float, height: float) -> Ground:
    """The tall ground, wider and higher for a cell that needs it; never smaller."""
    more, down = max(0.0, width - WIDTH), max(0.0, height - TALL.height)
    left, top, right, bottom = TALL.frame
    frame = left, top, round(right + more, 3), round(bottom + down, 3)
    return Ground(TALL.height + down, frame, TALL.left, round(TALL.right + more, 3), TALL.x_start + down, WIDTH + more)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes of the shapes in u; small or loud stages use larger ones at the cost of gaps."""

    gate: tuple[float, float] = (12.0, 6.0)
    matrix: tuple[float, float] = (7.0, 3.5)
    pill: tuple[float, float] = (7.0, 3.5)
    big: tuple[float, float] = (46.0, 17.0)
    op_radius: float = 2.0
    ground: Ground = TALL


NORMAL = Sizes()
SMALL = Sizes(gate=(13.0, 6.0))
LEAST = Sizes(gate=(14.0, 6.6))
MINI = Sizes(gate=(12.0, 6.0), op_radius=2.4)
TINY = Sizes(gate=(12.0, 6.0), pill=(8.8, 4.2), op_radius=2.7)
LOUD = Sizes(gate=(14.0, 6.6), pill=(7.6, 3.5))


@cache
def lowered(sizes: Sizes) -> Sizes:
    """The same on the wide ground."""
    return replace(sizes, ground=WIDE, big=(38.0, 11.0))
