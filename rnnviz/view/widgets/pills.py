"""Small grounds for what is said inside a painted panel: pills, and the panel under the pointer."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from rnnviz.view.look.style import Scale, Theme, mix
from rnnviz.view.widgets.paper import BOLD, Align, metrics, text_width, words


def panel(p: QPainter, rect: QRectF, theme: Theme, scale: Scale, fill: QColor | None = None) -> None:
    """A small rounded ground with an outline, for what is said under the pointer."""
    p.setPen(QPen(theme.line, 1))
    p.setBrush(fill or theme.panel)
    p.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), scale.radius, scale.radius)


def pill_rect(center: QPointF, text: str, px: int, loud: bool = False) -> QRectF:
    """Where a pill with this text lies."""
    width, height = text_width(text, px, BOLD) + px * (1.6 if loud else 1.1), px * (2.1 if loud else 1.55)
    return QRectF(center.x() - width / 2, center.y() - height / 2, width, height)


def pill(p: QPainter, rect: QRectF, text: str, px: int, theme: Theme, hue: QColor) -> None:
    """A short text in an outlined capsule."""
    p.setPen(QPen(hue, max(1.2, px / 10)))
    p.setBrush(mix(theme.panel, hue, 0.08))
    p.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    face = metrics(px, BOLD)
    words(
        p, rect.center().x(), rect.center().y() + face.capHeight() / 2, text, px, theme.text, Align.AlignHCenter, BOLD
    )
