"""Above a page: the way to all lessons, and how many of them are done."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from rnnviz.view.lessons.foot import KeyButton
from rnnviz.view.lessons.prose import type_of
from rnnviz.view.look import facts
from rnnviz.view.look.language import retranslated
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import DARK, Scale, Theme
from rnnviz.view.widgets.paper import Align, fitting, words

BEFORE = "\u2039"


@shielded
@retranslated
class PageHead(QWidget):
    """`listed` when all lessons are asked for."""

    listed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._scale, self._done, self._all = DARK, Scale(), 0, 1
        self.to_list = KeyButton(self)
        self.to_list.clicked.connect(self.listed)

    def dress(self, theme: Theme, scale: Scale) -> None:
        self._theme, self._scale = theme, scale
        self.retranslate()

    def show_done(self, done: int, count: int) -> None:
        """So many of all lessons were completed."""
        self._done, self._all = done, max(1, count)
        self.update()

    def retranslate(self) -> None:
        px = round(0.92 * type_of(self._scale))
        listed = self.tr("All lessons")
        self.to_list.show_key(f"{BEFORE} {listed}", False, False, self._theme, px)
        self._lay_out()
        self.update()

    @property
    def height_needed(self) -> int:
        return round(1.8 * type_of(self._scale))

    def _lay_out(self) -> None:
        self.to_list.setGeometry(0, 0, self.to_list.needed(), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        px = round(0.92 * type_of(self._scale))
        thick = max(6, round(0.4 * px))
        bar = QRectF(self.width() - 6 * px, (self.height() - thick) / 2, 6 * px, thick)
        room = bar.left() - self.to_list.width() - 1.2 * px
        said = self.tr("{0} of {1} done").format(self._done, self._all)
        with QPainter(self) as p, facts.layer(self, "done"):
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            words(p, bar.left() - 0.6 * px, self.height() / 2 + 0.36 * px, fitting((said,), room, px), px,
                  self._theme.dim, Align.AlignRight)  # fmt: skip
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(self._theme.line)
            p.drawRoundedRect(bar, thick / 2, thick / 2)
            p.setBrush(self._theme.role("input"))
            bar.setWidth(bar.width() * self._done / self._all)
            p.drawRoundedRect(bar, thick / 2, thick / 2)
