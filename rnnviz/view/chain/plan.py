"""Where things lie on the chain: the tape's columns across; up, the input, every layer and direction, the read-out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QRectF

from rnnviz.view.tape.layout import TapeLayout

BOXES, SQUARES = "boxes", "squares"
"""Level of detail: a box per step with its arrows; a square per step."""
NARROWEST, THINNEST = 22.0, 8.0
"""Least pixels of a column, and of a box in height, for boxes."""
BESIDE = (0.29, 0.71)
"""Middles of the boxes of two directions, in columns: each leaves room for the other's wires."""
BREADTH, HALF = 0.72, 0.46
"""Widths of a box in columns: of a layer of one direction, and of two."""
BETWEEN = 0.46
"""Height of what lies between two rows, in boxes."""


@dataclass(frozen=True)
class ChainLayout:
    """Sizes in pixels; ways: for every layer, lowest first, the number of its directions."""

    columns: TapeLayout
    height: int
    ways: tuple[int, ...]
    titled: bool = True

    @cached_property
    def rows(self) -> int:
        return sum(self.ways)

    @cached_property
    def title(self) -> float:
        """Height of the words above."""
        return self.columns.scale.title * 1.55 if self.titled else 4.0

    @cached_property
    def room(self) -> float:
        """Height below the words."""
        return max(1.0, self.height - self.title)

    @cached_property
    def detail(self) -> str:
        roomy = self.columns.pitch >= NARROWEST * (2 if max(self.ways) > 1 else 1)
        return BOXES if roomy and self._wanted >= THINNEST else SQUARES

    @cached_property
    def _wanted(self) -> float:
        return (self.room - self.squares) / (self.rows + BETWEEN * (self.rows + 1))

    @cached_property
    def squares(self) -> float:
        """Height of the input's squares."""
        return min(self.columns.scale.px(15), max(5.0, 0.08 * self.room))

    @cached_property
    def box(self) -> float:
        """Height of a box; of a square in its row."""
        if self.detail == SQUARES:
            return min(0.78 * self.room / self.rows, self.columns.scale.px(56))
        return min(self._wanted, self.columns.scale.px(72))

    @cached_property
    def gap(self) -> float:
        """Between two rows, below the lowest, and above the highest."""
        if self.detail == SQUARES:
            return (self.room - self.rows * self.box) / (self.rows + 1)
        return (self.room - self.squares - self.rows * self.box) / (self.rows + 1)

    @cached_property
    def inputs(self) -> float:
        """Upper edge of the input's squares."""
        return self.height - self.squares

    @cached_property
    def layers(self) -> tuple[int, ...]:
        """The layer every row belongs to."""
        return tuple(layer for layer, count in enumerate(self.ways) for _ in range(count))

    def top(self, row: int) -> float:
        """Upper edge of a row's boxes; row 0 is the lowest."""
        base = self.height if self.detail == SQUARES else self.inputs
        return base - (row + 1) * (self.gap + self.box)

    def offset(self, row: int) -> float:
        """Middle of a row's boxes, in columns."""
        layer = self.layers[row]
        return BESIDE[row - sum(self.ways[:layer])] if self.ways[layer] > 1 else 0.5

    def x(self, row: int, column: float) -> float:
        """Middle of a box."""
        return self.columns.x(column + self.offset(row))

    def breadth(self, row: int) -> float:
        """Width of a row's boxes: no wider than twice their height, where there is room for squares."""
        if self.ways[self.layers[row]] > 1:
            return HALF * self.columns.pitch
        return min(BREADTH * self.columns.pitch, max(self.columns.scale.px(72), 2.0 * self.box))

    def rect(self, row: int, column: int) -> QRectF:
        """A box."""
        wide = self.breadth(row)
        return QRectF(self.x(row, column) - wide / 2, self.top(row), wide, self.box)

    def inside(self, row: int, column: int) -> QRectF:
        """What holds a box's squares."""
        box = self.rect(row, column)
        rim = max(2.0, 0.11 * min(box.width(), box.height()))
        return box.adjusted(rim, rim, -rim, -rim)

    def row_at(self, y: float) -> int:
        """The row whose boxes are at a height, with half the gap at both sides; -1 for none."""
        for row in range(self.rows):
            if self.top(row) - self.gap / 2 <= y < self.top(row) + self.box + self.gap / 2:
                return row
        return -1

    @cached_property
    def visible(self) -> range:
        """Columns that are seen."""
        return range(*self.columns.columns().visible)

    @cached_property
    def area(self) -> QRectF:
        """All that is seen of the columns."""
        return QRectF(self.columns.left - 3, 0, self.columns.span + 6, self.height)
