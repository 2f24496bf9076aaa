"""Pills over the plot of compared gradients, and the values of all curves under the pointer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from rnnviz.view.look.style import Scale, Theme
from rnnviz.view.plots.curves import Curve, Frame
from rnnviz.view.widgets.paper import BOLD, text_width, words
from rnnviz.view.widgets.pills import panel, pill, pill_rect


def draw_pills(
    p: QPainter, pieces: Sequence[tuple[float, str, QColor]], y: float, width: float, theme: Theme, scale: Scale
) -> QRectF:
    """One pill for each (x, text, hue), each beside those before it; where the last one stands."""
    taken: list[QRectF] = []
    for x, text, color in pieces:
        rect = _free(pill_rect(QPointF(x, y), text, scale.axis), taken, width)
        taken.append(rect)
        pill(p, rect, text, scale.axis, theme, color)
    return taken[-1]


def _free(rect: QRectF, taken: Sequence[QRectF], width: float) -> QRectF:
    """The nearest place along the line that covers none of the others."""
    spots = [
        rect.left(),
        *(other.right() + 3 for other in taken),
        *(other.left() - 3 - rect.width() for other in taken),
    ]
    held = [min(max(left, 2.0), width - rect.width() - 2) for left in spots]
    for left in sorted(held, key=lambda left: abs(left - rect.left())):
        moved = QRectF(left, rect.top(), rect.width(), rect.height())
        if not any(moved.intersects(other) for other in taken):
            return moved
    return rect


def draw_values(
    p: QPainter, frame: Frame, step: int, width: float, rows: Sequence[tuple[Curve, str]], theme: Theme, scale: Scale
) -> None:
    """The value of every curve at a step, in a box beside it."""
    px = scale.axis
    texts = [f"{curve.name}  {value}" for curve, value in rows]
    wide = max(text_width(text, px, BOLD) for text in texts) + px * 1.4
    x = frame.x(step)
    left = x + 14 if x + 14 + wide < width else max(2.0, x - 14 - wide)
    box = QRectF(left, frame.rect.top() + 6, wide, (len(texts) + 1) * px * 1.5 + px * 0.6)
    panel(p, box, theme, scale, theme.box)
    words(p, box.left() + px * 0.7, box.top() + px * 1.45, f"k = {step + 1}", px, theme.dim)
    for number, ((curve, _), text) in enumerate(zip(rows, texts, strict=True), 1):
        y = box.top() + px * (1.45 + 1.5 * number)
        words(p, box.left() + px * 0.7, y, text, px, curve.color, weight=BOLD)
