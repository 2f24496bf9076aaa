"""The program's mark: four dots in the colours of a cell's gates."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import DARK, Theme

DOTS = ("forget", "input", "candidate", "output")


@shielded
class Logo(QWidget):
    """Painted, not a picture: a picture is sharp on one screen only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = DARK

    def set_theme(self, theme: Theme, px: int) -> None:
        """px: height."""
        self._theme = theme
        self.setFixedSize(QSize(round(px * 4.4), px))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        px = self.height()
        with QPainter(self) as p:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.setPen(Qt.PenStyle.NoPen)
            for i, role in enumerate(DOTS):
                p.setBrush(self._theme.role(role))
                p.drawEllipse(QPointF(px * (0.5 + 1.13 * i), px / 2), px * 0.42, px * 0.42)
