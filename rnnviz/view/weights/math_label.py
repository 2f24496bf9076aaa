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
    """As wide as its row."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._row: Row = ()
        self._ink, self._px = DARK.text, 18

    def set_row(self, row: Row) -> None:
        """Another one."""
        if row != self._row:
            self._row = row
            self.setAccessibleName(typeset.plain(row))
            self._grow()

    def set_look(self, ink: QColor, px: int) -> None:
        """Colour of what has none of its own, and size."""
        self._ink, self._px = ink, px
        self._grow()

    def _grow(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(typeset.width(self._row, self._px)) + 2, round(1.5 * self._px))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as p:
            typeset.draw(p, 0, self.height() / 2 + 0.3 * self._px, self._row, self._px, color=self._ink)
