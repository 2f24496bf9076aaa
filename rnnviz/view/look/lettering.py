"""Texts that are drawn again and again. Setting a text costs three times as much as drawing one that is set."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QStaticText, QTextLayout

KEPT = 2048
"""Texts kept, of all faces together: some hundred stand in a window, and a window of another size has other faces."""
WIDE = 1e6


class Face:
    """A font, its metrics, and the texts set in it lately."""

    def __init__(self, font: QFont) -> None:
        self.font, self.metrics = font, QFontMetricsF(font)

    def write(self, p: QPainter, x: float, baseline: float, text: str) -> None:
        """Draw a text in the painter's pen, its left end at x."""
        shown, ascent = _typeset(self, text)
        p.setFont(self.font)
        p.drawStaticText(QPointF(x, baseline - ascent), shown)


@lru_cache(maxsize=KEPT)
def _typeset(face: Face, text: str) -> tuple[QStaticText, float]:
    """A text ready to be drawn, and how far its top lies above the baseline."""
    shown = QStaticText(text)
    shown.setTextFormat(Qt.TextFormat.PlainText)
    return shown, _ascent(text, face.font) if not text.isascii() else face.metrics.ascent()


def _ascent(text: str, font: QFont) -> float:
    """Letters the face lacks come from another one, which may stand higher."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(WIDE)  # only now it is filled
    layout.endLayout()
    return line.ascent()
