"""A short piece of mathematics as a widget among others."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from rnnviz.view.look import typeset
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import DARK
from rnnviz.view.look.typeset import Row


@shielded
class MathLabel(QWidget):
    """As wide as its row; `giving`: as wide as there is room, for the first of ever shorter rows that has it."""

    def __init__(self, parent: QWidget, giving: bool = False) -> None:
        super().__init__(parent)
        self._giving = giving
        self._rows: tuple[Row, ...] = ((),)
        self._ink, self._px = DARK.text, 18

    def set_row(self, *rows: Row) -> None:
        """Another one; the shorter ones are for where it has no room."""
        if rows != self._rows:
            self._rows = rows
            self.setAccessibleName(typeset.plain(rows[0]))
            self._grow()

    def set_look(self, ink: QColor, px: int) -> None:
        """Colour of what has none of its own, and size."""
        self._ink, self._px = ink, px
        self._grow()

    def _grow(self) -> None:
        if self._giving:
            self.setFixedHeight(self.sizeHint().height())
        else:
            self.setFixedSize(self.sizeHint())
        self.update()

    @property
    def row(self) -> Row:
        """What there is room for; nothing where even the shortest has none."""
        fitting = (row for row in self._rows if typeset.width(row, self._px) <= self.width())
        return next(fitting, ()) if self._giving else self._rows[0]

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height()) if self._giving else self.sizeHint()

    def sizeHint(self) -> QSize:
        return QSize(round(typeset.width(self._rows[0], self._px)) + 2, round(1.5 * self._px))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as p:
            typeset.draw(p, 0, self.height() / 2 + 0.3 * self._px, self.row, self._px, color=self._ink)
