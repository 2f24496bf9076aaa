"""The step counter: painted, because a rich text label lays itself out at every step."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from rnnviz.view.look import facts
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import DARK, Scale, Theme
from rnnviz.view.widgets.paper import metrics, text_width, words

SHOWN_MS = 2500
"""How long it is said that the story goes no further."""


@shielded
class Counter(QWidget):
    """ "t = 7 / 12" in the middle of the bar; smaller behind it the word, where that has another number.

    Where a key does nothing because the story ends, or begins, it says so for a moment in a frame: there one looks for
    the step, and nothing else is covered.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._px, self._texts = DARK, 20, ("", "", "")
        self._note = ""
        self._over = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._over.timeout.connect(self.forget)

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

    def tell(self, note: str, sentence: str) -> None:
        """note: in as few words as stand beside the step; sentence: for a screen reader."""
        self._note = note
        self._over.start()
        self.update()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def forget(self) -> None:
        """The story goes on, or it was said long enough."""
        if self._note:
            self._note = ""
            self._over.stop()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, bold, normal = self._theme, QFont.Weight.Bold, QFont.Weight.Normal
        now, whole, word = self._texts
        small, rest = round(0.72 * self._px), (whole, self._px, normal, theme.dim)
        parts = [(now, self._px, bold, theme.text)]
        parts += [(f"  {self._note}", small, bold, theme.text)] if self._note else [
            rest, (word, small, normal, theme.text)
        ]  # fmt: skip
        if sum(_width(part) for part in parts) > self.width():  # the word stands on the tape, too
            parts.pop()
        left = (self.width() - sum(_width(part) for part in parts)) / 2
        with QPainter(self) as p, facts.layer(self, "counter"):
            if self._note:
                self._frame(p)
            for text, px, weight, color in parts:
                face = metrics(px, weight)
                baseline = (self.height() - face.height()) / 2 + face.ascent()
                left += words(p, left, baseline, text, px, color, weight=weight)

    def _frame(self, p: QPainter) -> None:
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(QPen(self._theme.accent, 2))
        p.drawRoundedRect(QRectF(self.rect()).adjusted(1, 4, -1, -4), 6, 6)


def _width(part: tuple[str, int, QFont.Weight, QColor]) -> float:
    text, px, weight, _ = part
    return text_width(text, px, weight)
