"""Something a page asks for: its number in a disc, or a tick, and the sentence beside it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from rnnviz.view.lessons.prose import LEADING, Prose, ProseRun, type_of
from rnnviz.view.look import facts
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import DARK, Scale, Theme, ink
from rnnviz.view.widgets.paper import BOLD, Align, words

TICK = "\u2713"


@shielded
class TaskRow(QWidget):
    """number: shown in the disc; now: whether it is the next thing to do."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.prose = Prose(self)
        self._theme, self._px, self.leading = DARK, 16, LEADING
        self._sign, self._done, self._now = "", False, False

    def show_task(self, sign: str, runs: list[ProseRun], done: bool, now: bool, theme: Theme, scale: Scale) -> None:
        """What is asked; sign: what stands in the disc until it is done."""
        self._theme, self._px = theme, type_of(scale)
        self._sign, self._done, self._now = TICK if done else sign, done, now
        self.prose.say(runs, self._px, theme.panel)
        self.setAccessibleName(self.prose.text)
        self.setAccessibleDescription(self.tr("done") if done else "")
        self.update()

    @property
    def indent(self) -> int:
        """Where its words begin."""
        return round(2.0 * self._px)

    def height_for(self, width: int) -> int:
        """How high it is; its words in their place."""
        self.prose.leading = self.leading
        height = self.prose.height_for(max(1, width - self.indent))
        self.prose.setGeometry(self.indent, 0, max(1, width - self.indent), height)
        return height

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self._theme, self._px
        hue = theme.role("input") if self._done else theme.accent if self._now else theme.dim
        with QPainter(self) as p, facts.layer(self, "task"):
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(hue)
            middle = QPointF(0.7 * px, self.leading * px / 2)
            p.drawEllipse(middle, 0.68 * px, 0.68 * px)
            words(p, middle.x(), middle.y() + 0.33 * px, self._sign, round(0.9 * px), ink(theme, hue),
                  Align.AlignHCenter, BOLD)  # fmt: skip

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.height_for(self.width())
