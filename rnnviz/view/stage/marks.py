"""Text on the stage, and the chips it stands in."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from rnnviz.view.look.facts import tell
from rnnviz.view.look.lettering import Face
from rnnviz.view.look.style import Theme, ui_font

SEMIBOLD = QFont.Weight.DemiBold


@cache
def _face(px: int, weight: QFont.Weight) -> Face:
    """The interface face, made once per size and weight."""
    font = ui_font(px, weight)
    if weight == QFont.Weight.Normal:
        font.unsetFeature(QFont.Tag("tnum"))  # words: tabular figures widen hyphens, too
    return Face(font)


def draw_text(
    p: QPainter,
    at: QPointF,
    text: str,
    px: float,
    color: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    weight: QFont.Weight = QFont.Weight.Normal,
) -> float:
    """Interface text at a baseline; returns its width."""
    width = text_width(text, px, weight)
    x = at.x()
    if align & Qt.AlignmentFlag.AlignRight:
        x -= width
    elif align & Qt.AlignmentFlag.AlignHCenter:
        x -= width / 2
    p.setPen(color)
    tell("text", word=text, color=color, at=QPointF(x, at.y()))
    _face(round(px), weight).write(p, x, at.y(), text)
    return width


@lru_cache(maxsize=4096)
def text_width(text: str, px: float, weight: QFont.Weight = QFont.Weight.Normal) -> float:
    """Width of interface text."""
    return _face(round(px), weight).metrics.horizontalAdvance(text)


def draw_chip(p: QPainter, theme: Theme, right: float, middle: float, text: str, px: float) -> float:
    """A pill with a thin outline, right-aligned; returns its width."""
    width, height = text_width(text, px) + 1.5 * px, 1.75 * px
    box = QRectF(right - width, middle - height / 2, width, height)
    p.setPen(QPen(theme.line, 1.4))
    p.setBrush(theme.panel)
    p.drawRoundedRect(box, height / 2, height / 2)
    draw_text(p, QPointF(box.center().x(), middle + 0.36 * px), text, px, theme.dim, Qt.AlignmentFlag.AlignHCenter)
    return width
