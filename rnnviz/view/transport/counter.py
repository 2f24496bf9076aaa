"""The step counter: painted, because a rich text label lays itself out at every step."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from rnnviz.view.look import facts
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import DARK, Scale, Theme
from rnnviz.view.widgets.paper import metrics, text_width, words


@shielded
class Counter(QWidget):
    """ "t = 7 / 12" in the middle of the bar; smaller behind it the word, where that has another number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._px, self._texts = DARK, 20, ("", "", "")

    def set_theme(self, theme: Theme, scale: Scale) -> None:
        """Colours and size; wide enough for four digits, or for a word."""
        self._theme, self._px = theme, round(scale.title * 1.2)
        self.setFixedWidth(8 * self._px)
        self.update()

    def show_step(self, step: int, steps: int, word: str) -> None:
        """step is 1-based; word: what it is in the sequence, "" where that is the same."""
        texts = f"t = {step}", f" / {steps}", f"  {word}" if word else ""
        if texts != self._texts:
            self._texts = texts
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, bold, normal = self._theme, QFont.Weight.Bold, QFont.Weight.Normal
        now, whole, word = self._texts
        parts = [(now, self._px, bold, theme.text), (whole, self._px, normal, theme.dim)]
        parts.append((word, round(0.72 * self._px), normal, theme.text))
        if sum(_width(part) for part in parts) > self.width():  # the word stands on the tape, too
            parts.pop()
        left = (self.width() - sum(_width(part) for part in parts)) / 2
        with QPainter(self) as p, facts.layer(self, "counter"):
            for text, px, weight, color in parts:
                face = metrics(px, weight)
                baseline = (self.height() - face.height()) / 2 + face.ascent()
                left += words(p, left, baseline, text, px, color, weight=weight)


def _width(part: tuple[str, int, QFont.Weight, QColor]) -> float:
    text, px, weight, _ = part
    return text_width(text, px, weight)
