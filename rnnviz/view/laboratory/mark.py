"""A mark that can be dragged: a dashed line in the colour of the text, and a pill that says what it does."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from rnnviz.view.look.style import Scale, Theme
from rnnviz.view.widgets.paper import BOLD, Align, metrics, text_width, words

DASH, GAP = 6.0, 4.5
NEAR = 6.0
"""Pixels beside the line at which a hand takes it."""


def pill_size(text: str, scale: Scale) -> tuple[float, float]:
    return text_width(text, scale.body, BOLD) + 2 * scale.body, max(26.0, scale.px(34))


def upright(p: QPainter, x: float, top: float, bottom: float, theme: Theme, scale: Scale) -> None:
    """The dashes of a line downwards; a clear dashed pen would cost Qt a hundred times as much."""
    y, width = top, scale.line(2.0)
    while y < bottom:
        p.fillRect(QRectF(x - width / 2, y, width, min(DASH, bottom - y)), theme.text)
        y += DASH + GAP


def level(p: QPainter, left: float, right: float, y: float, theme: Theme, scale: Scale) -> None:
    """The same across."""
    x, width = left, scale.line(2.0)
    while x < right:
        p.fillRect(QRectF(x, y - width / 2, min(DASH, right - x), width), theme.text)
        x += DASH + GAP


def grip(p: QPainter, center: QPointF, text: str, room: QRectF, theme: Theme, scale: Scale, focus: bool) -> QRectF:
    """The pill, moved inside of its room; where it lies. focus: whether keys move it."""
    width, height = pill_size(text, scale)
    left = min(max(center.x() - width / 2, room.left()), room.right() - width)
    rect = QRectF(left, center.y() - height / 2, width, height)
    p.setPen(QPen(theme.accent if focus else theme.text, 2.4 if focus else 1.6))
    p.setBrush(theme.panel)
    p.drawRoundedRect(rect, height / 2, height / 2)
    p.setBrush(Qt.BrushStyle.NoBrush)
    base = rect.center().y() + metrics(scale.body, BOLD).capHeight() / 2
    words(p, rect.center().x(), base, text, scale.body, theme.text, Align.AlignHCenter, BOLD)
    return rect
