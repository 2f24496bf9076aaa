"""The step counter: painted, because a rich text label lays itself out at every step."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from rnnviz.view.paper import text_width
from rnnviz.view.shield import shielded
from rnnviz.view.style import DARK, Scale, Theme, ui_font


@shielded
class Counter(QWidget):
    """ "t = 7 / 12" in the middle of the bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._px, self._now, self._all = DARK, 20, "", ""

    def set_theme(self, theme: Theme, scale: Scale) -> None:
        """Colours and size; wide enough for four digits."""
        self._theme, self._px = theme, round(scale.title * 1.2)
        self.setFixedWidth(8 * self._px)
        self.update()

    def show_step(self, step: int, steps: int) -> None:
        """1-based."""
        texts = f"t = {step}", f" / {steps}"
        if texts != (self._now, self._all):
            self._now, self._all = texts
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        px, theme, bold = self._px, self._theme, QFont.Weight.Bold
        first, second = text_width(self._now, px, bold), text_width(self._all, px)
        left = (self.width() - first - second) / 2
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        with QPainter(self) as p:
            for text, x, weight, color in (
                (self._now, left, bold, theme.text),
                (self._all, left + first, QFont.Weight.Normal, theme.dim),
            ):
                p.setFont(ui_font(px, weight))
                p.setPen(color)
                p.drawText(QRectF(x, 0, self.width(), self.height()), middle, text)
