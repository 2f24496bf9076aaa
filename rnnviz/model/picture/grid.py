"""The stage's grid in u: rows and sizes that every cell shares, and the canvas, which a large cell widens."""

from __future__ import annotations

from dataclasses import dataclass

WIDTH, HEIGHT = 103.0, 50.0
BELT, SQUASH, MID, PEEP, GATE, BUS, BUS2 = 8.0, 13.0, 19.0, 23.0, 29.0, 37.0, 40.5
OUT_END, X_START = 0.8, 48.5
FRAME = (12.0, 3.0, 91.0, 43.5)
"""Left, top, right, bottom of the frame of a picture that is not grown."""
LEFT, RIGHT = 3.0, 100.0
"""Where the neighbours' frames end and begin: wires enter and leave here."""
GAP = 4.5
"""From there to the centre of the gap that holds the names and strips of the states."""

CORNER = 1.5
HOP, HOP_BELT = 1.1, 1.6
LANE = 2.4
"""Parallel wires stay at least this far apart."""

SIGNAL, BELT_WIDTH, PEEPHOLE = 0.5, 1.0, 0.38
EPSILON = 1e-6


@dataclass(frozen=True, slots=True)
class Canvas:
    """How large a picture is; never smaller than the stage on which shipped cells are drawn."""

    width: float = WIDTH
    height: float = HEIGHT

    @property
    def frame(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the cell's frame."""
        return FRAME[0], FRAME[1], FRAME[2] + self.width - WIDTH, FRAME[3] + self.height - HEIGHT

    @property
    def right(self) -> float:
        """Where the next step's frame begins."""
        return RIGHT + self.width - WIDTH

    @property
    def x_start(self) -> float:
        """Where x comes in from below."""
        return X_START + self.height - HEIGHT


USUAL = Canvas()


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes of the shapes in u; small or loud stages use larger ones at the cost of gaps."""

    gate: tuple[float, float] = (12.0, 6.0)
    matrix: tuple[float, float] = (7.0, 3.5)
    pill: tuple[float, float] = (7.0, 3.5)
    big: tuple[float, float] = (46.0, 17.0)
    op_radius: float = 2.0


NORMAL = Sizes()
SMALL = Sizes(gate=(13.0, 6.0))
MINI = Sizes(gate=(12.0, 6.0), op_radius=2.4)
LOUD = Sizes(gate=(14.0, 6.6), pill=(7.6, 3.5))
