"""The stage in pixels: one unit u, an origin, and the sizes of type and lines at this u."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF

from rnnviz.engine import Cell
from rnnviz.model.picture import Picture, drawable, one_box
from rnnviz.model.picture import grid as g
from rnnviz.model.picture.build import at_once
from rnnviz.model.picture.grid import TALL, Ground, Sizes
from rnnviz.model.picture.shapes import Box, Point

FULL, MINI, SQUARE = "full", "mini", "square"
"""Level of detail: everything; symbols, states, and names that have room; a plain square."""
FROM, FROM_LOUD = 5.4, 6.6
"""Pixels of u at which names and numbers have room: above a network in a window of 1280x720 as well."""
NARROWEST = 3.9
"""Pixels of u at which symbols still can be read: three cells stand side by side in a window 1366 wide."""
LOUDER = 1.4
LEAST = 14
"""Pixels of the least type, where nobody asks for more."""
START, MARGIN, FADED, ABOVE = 5.0, 1.3, 4.2, 1.6
"""In u: from the ground's right to the answers, from them to the stage's edge, to where the neighbour has faded, and
above the ground, where the wire to the read-out runs."""
COLUMN, LOUD_COLUMN, BAR_ROOM = 20.0, 24.0, 4.6
"""Least width of the answers, also while presenting, and what a row needs beside its words."""
BESIDE = 2.6
"""Sizes of the type that a bar needs where it stands beside its name, for want of height."""
WIDE_START, WIDE_HEIGHT, CROPPED = 98.0, 37.3, 8.0
"""On the wide ground: where answers begin, how high all is, and how much of the left neighbour may go."""
LOW = 0.4
"""Height by width below which a stage is low; 50 by 103 is the tall ground, 33 by 103 the wide one."""


@dataclass(frozen=True, slots=True)
class ColumnNeeds:
    """What the answers right of the cell need: pixels beside the bars' own u, and the least type of this window.

    least: the same pixels where long names are shortened.
    """

    labels: float
    floor: int
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class Grid:
    """u in pixels, the origin, whether we are presenting, and what is drawn on.

    `base` is the u that a picture of the least size would have: a large cell is drawn small, not as a square.
    column: left and right end in pixels of the answers; None where there are none. floor: the least type.
    """

    u: float
    x0: float
    y0: float
    loud: bool = False
    ratio: float = 1.0
    ground: Ground = TALL
    base: float = 0.0
    column: tuple[float, float] | None = None
    floor: int = LEAST

    def at(self, x: float, y: float) -> QPointF:
        """A grid point in pixels."""
        return QPointF(self.x0 + x * self.u, self.y0 + y * self.u)

    def point(self, point: Point) -> QPointF:
        return self.at(*point)

    def rect(self, box: Box) -> QRectF:
        return QRectF(self.at(box[0], box[1]), self.at(box[2], box[3]))

    @property
    def edge(self) -> float:
        """Pixel column of the stage's right edge, the grid standing in the middle, or where its answers begin."""
        if self.column is not None:
            return self.at(self.ground.right + FADED, 0).x()
        left, right = sides(self.ground, self.loud)
        return self.at(right, 0).x() + max(0.0, self.at(left, 0).x())

    def back(self, x: float, y: float) -> Point:
        """A pixel in grid units."""
        return (x - self.x0) / self.u, (y - self.y0) / self.u

    def line(self, width: float) -> float:
        """Pixels of an outline `width` u wide."""
        return max(1.2, width * self.u * self._louder)

    def wire(self, width: float) -> float:
        """Width in u at which a wire of nominal width is drawn; never under 1.2 px."""
        return max(1.2 / self.u, width * self._louder)

    @property
    def detail(self) -> str:
        return (
            FULL
            if self.u >= (FROM_LOUD if self.loud and self.column is None else FROM)
            else MINI
            if max(self.u, self.base) >= NARROWEST
            else SQUARE
        )

    @property
    def sizes(self) -> Sizes:
        """Shape sizes that suit this u and ground."""
        return g.lowered(self._sizes) if self.ground is g.WIDE else self._sizes

    @property
    def _sizes(self) -> Sizes:
        if self.loud:
            return g.LOUD
        if self.detail != FULL:
            return g.MINI if self.u >= 5 else g.TINY
        u = self.u / self._finer
        return g.NORMAL if u >= 10 else g.SMALL if u >= 7 else g.LEAST

    @property
    def _finer(self) -> float:
        """How many pixels of this window stand for one where type is least: a small stage on a fine screen."""
        return 1.0 if self.column is not None else max(1.0, self.floor / LEAST)

    @property
    def value(self) -> int:
        """Pixels of numbers in gates."""
        return self._type(1.45, self.floor)

    @property
    def name(self) -> int:
        """Pixels of gate names and wire texts."""
        return self._type(1.34, self.floor)

    @property
    def least(self) -> int:
        """Pixels to which a name shrinks where it has no room: what it has when nobody presents."""
        return min(self.name, round(max(self.floor, 1.34 * self.u)))

    @property
    def formula(self) -> int:
        """Pixels of product formulas; their indices are .72 of it."""
        return self._type(1.85, round(20 * self._finer))

    @property
    def state(self) -> int:
        """Pixels of state names."""
        return self._type(2.0, round((20 if self.detail == FULL else 16) * self._finer))

    @property
    def pill(self) -> int:
        """Pixels of the function in a pill."""
        return self._type(1.42, self.floor)

    @property
    def least_type(self) -> int:
        """Pixels of labels that never are smaller than the window's least type."""
        return self._type(0.0, self.floor)

    def _type(self, factor: float, least: int) -> int:
        return round(max(least, factor * self.u) * self._louder)

    @property
    def _louder(self) -> float:
        return LOUDER if self.loud else 1.0


def sides(ground: Ground, loud: bool) -> tuple[float, float]:
    """Left and right end of what is shown, in u; presenting crops the neighbours."""
    return (ground.left, ground.right) if loud else (0.0, ground.width)


def ground_for(one_box: bool, width: int, height: int) -> Ground:
    """A cell that is one box has a drawing for stages much wider than high."""
    return g.WIDE if one_box and height < LOW * width else TALL


def fitted(
    width: int, height: int, loud: bool = False, ratio: float = 1.0, ground: Ground = TALL,
    column: ColumnNeeds | None = None, floor: int = LEAST,
) -> Grid:  # fmt: skip
    """The grid of a stage of this many pixels; answers give way where the cell would have no numbers beside them."""
    if column is not None:
        for labels in (column.labels, column.least or column.labels):
            beside = _beside(width, height, loud, ratio, ground, replace(column, labels=labels))
            if beside.detail == FULL:
                return beside
    u = _unit(width, height, ground, loud)
    left, right = sides(ground, loud)
    x0 = (width - u * (right - left)) / 2 - left * u
    y0 = round((height - u * ground.height) / 2)
    return Grid(u, round(x0), y0, loud, ratio, ground, _unit(width, height, TALL, loud), None, floor)


def _unit(width: int, height: int, ground: Ground, loud: bool) -> float:
    left, right = sides(ground, loud)
    return _sharp(min(width / (right - left), height / ground.height))


def _sharp(u: float) -> float:
    """At least a pixel; whole or half pixels, and so sharp edges, where that costs little."""
    u = max(1.0, u)
    whole = math.floor(u * 2) / 2
    return whole if whole > 0.97 * u else u


def _beside(width: int, height: int, loud: bool, ratio: float, ground: Ground, column: ColumnNeeds) -> Grid:
    """The cell left, its answers right of it; of a neighbour that real wires come from, as much as there is room."""
    wide = ground is g.WIDE
    least, left = LOUD_COLUMN if loud else COLUMN, ground.left if loud else CROPPED if wide else 0.0
    start, above = (WIDE_START, 0.4) if wide else (ground.right + START, ABOVE)
    tall = WIDE_HEIGHT if wide else ground.height + ABOVE
    span, labels = start - left + MARGIN, column.labels + (BESIDE * column.floor if wide else 0.0)
    u = _sharp(min(width / (span + least), height / tall, (width - labels) / (span + BAR_ROOM)))
    room = max(least * u, labels + BAR_ROOM * u)
    x0 = round(max(min(0.0, width - room - (start + MARGIN) * u), -left * u) if not loud else -left * u)
    y0 = round((height - u * tall) / 2 + above * u)
    ends = x0 + start * u, width - MARGIN * u
    return Grid(u, x0, y0, loud, ratio, ground, u, ends, column.floor)


@dataclass(frozen=True, slots=True)
class Screen:
    """The pixels a stage has for a cell, and what stands beside it."""

    width: int
    height: int
    loud: bool = False
    ratio: float = 1.0
    column: ColumnNeeds | None = None
    floor: int = LEAST

    def grid(self, ground: Ground) -> Grid:
        """The grid of a ground on it."""
        return fitted(self.width, self.height, self.loud, self.ratio, ground, self.column, self.floor)

    def first(self, cell: Cell) -> Grid:
        """The grid before anything is known of the cell's drawing."""
        return self.grid(ground_for(one_box(cell), self.width, self.height))


def needed(cell: Cell, screen: Screen) -> Sizes | None:
    """Shape sizes for which the cell must be laid out before `laid_out` costs no more than a moment."""
    first = screen.first(cell)
    if not at_once(cell, first.sizes):
        return first.sizes
    rough = screen.grid(drawable(cell, first.sizes).ground)
    return None if at_once(cell, rough.sizes) else rough.sizes


def laid_out(cell: Cell, screen: Screen) -> Picture:
    """The cell's picture for a stage of this many pixels, its shapes as large as suits the u at which it has room."""
    rough = screen.grid(drawable(cell, screen.first(cell).sizes).ground)
    return drawable(cell, rough.sizes)
