"""Where things lie on the tape: labels left, words above, one column per step, one row per line."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QRectF

from rnnviz.view.look.style import Scale
from rnnviz.view.tape.raster import Columns

WIDEST, NARROWEST = 150, 5
"""Pixels per step in a 1080 px window: the most a short sequence gets, and the least before it scrolls."""

LOWEST = 1.16
"""Least height of a row, in heights of its label."""


@dataclass(frozen=True)
class TapeLayout:
    """Sizes in pixels; zoom multiplies the pitch at which everything fits or scrolls by itself."""

    width: int
    height: int
    scale: Scale
    label: float
    rows: int
    steps: int
    zoom: float = 1.0
    scroll: float = 0.0
    down: float = 0.0
    foot: float = 0.0
    """Pixels below the rows that belong to answers."""

    @cached_property
    def left(self) -> float:
        """Where the columns begin."""
        return self.scale.pad + self.label + self.scale.pad * 0.7

    @cached_property
    def span(self) -> float:
        """Width of what is seen of the columns."""
        return max(20.0, self.width - self.left - self.scale.pad * 0.6)

    @cached_property
    def head(self) -> float:
        """Height of the row of words; lower where the rows need the room."""
        tight = self._tall < self.scale.body * 2.0 + self.rows * self.scale.axis * LOWEST * 1.15
        return self.scale.body * (1.6 if tight else 2.0)

    @cached_property
    def natural(self) -> float:
        """Pixels per step without zoom."""
        least, most = max(3, self.scale.px(NARROWEST)), max(60, self.scale.px(WIDEST))
        return min(max(self.span / self.steps, least), most)

    @cached_property
    def pitch(self) -> float:
        """Pixels per step."""
        whole = self.span / self.steps
        return min(max(self.natural * self.zoom, min(whole, self.natural)), max(self.natural, self.span / 3))

    @cached_property
    def row(self) -> float:
        """Pixels per row; never so few that a label is cut. Presenting, labels give way before rows do."""
        room = self._tall - self.head - min(self.scale.pad * 0.5, 4)
        least = int(self.scale.axis / 1.4) if self.scale.presenting else self.scale.axis
        return min(max(room / max(1, self.rows), least * LOWEST), self.scale.px(76))

    @cached_property
    def label_px(self) -> int:
        """Size of the rows' labels."""
        return max(1, min(self.scale.axis, int(self.row / LOWEST + 0.01)))

    @cached_property
    def bar(self) -> float:
        """Height of a row's bars."""
        return self.row * (0.82 if self.row > self.scale.axis * 1.6 else 0.88)

    @cached_property
    def body(self) -> float:
        """Height of what is seen of the rows: whole rows, where there is room for one."""
        room = self._tall - self.head - 2
        return min(self.rows * self.row, max(room // self.row, 1) * self.row, max(room, 0.0))

    @property
    def _tall(self) -> float:
        """Height that words and rows share."""
        return self.height - self.foot

    @cached_property
    def foot_top(self) -> float:
        """Where the answers begin."""
        return self.head + self.body

    @cached_property
    def furthest(self) -> float:
        """The largest horizontal scroll."""
        return max(0.0, self.steps * self.pitch - self.span)

    @cached_property
    def deepest(self) -> float:
        """The largest vertical scroll."""
        return max(0.0, self.rows * self.row - self.body)

    def columns(self, ratio: float = 1.0) -> Columns:
        """The columns in device pixels."""
        return Columns(self.pitch * ratio, self.scroll * ratio, self.steps, round(self.span * ratio))

    def x(self, step: float) -> float:
        """Left edge of a step's column."""
        return self.left + step * self.pitch - self.scroll

    def y(self, row: int) -> float:
        """Upper edge of a row."""
        return self.head + row * self.row - self.down

    def step_at(self, x: float) -> int:
        """The step under a pixel, held inside the sequence."""
        return self.columns().step_at(x - self.left)

    def row_at(self, y: float) -> int:
        """The row under a pixel; -1 above and below."""
        row = int((y - self.head + self.down) // self.row)
        return row if self.head <= y < self.head + self.body and row < self.rows else -1

    def area(self) -> QRectF:
        """All that is seen of the bars."""
        return QRectF(self.left, self.head, self.span, self.body)

    def column(self, step: int) -> QRectF:
        """One step's column with its word."""
        return QRectF(self.x(step), 2, self.pitch, self.head + self.body + self.foot)
