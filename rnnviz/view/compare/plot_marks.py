"""Names at the curves and pills over the plot of compared gradients, and the values of all curves under the pointer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from rnnviz.view.look.style import Scale, Theme, with_alpha
from rnnviz.view.plots.curves import Curve, Frame
from rnnviz.view.plots.labels import place
from rnnviz.view.widgets.paper import BOLD, text_width, words
from rnnviz.view.widgets.pills import panel, pill, pill_rect

Spot = tuple[QRectF, bool]
"""Where a curve's name stands, and whether it lies over another curve."""


def name_spots(
    frame: Frame, curves: Sequence[Curve], px: int, last: float, before: Mapping[str, Spot]
) -> dict[str, Spot]:
    """Beside its curve where nothing else is; rather over another curve than nowhere; where it stood before."""
    taken: list[QRectF] = []
    found: dict[str, Spot] = {}
    for curve in curves:
        size, others = (text_width(curve.name, px, BOLD), px * 1.3), [other for other in curves if other is not curve]
        spot = before.get(curve.name)
        if spot is None and (free := place(frame, curve, others, size, taken, (0.0, last), px * 0.6)):
            spot = free, False
        elif spot is None and (over := place(frame, curve, [], size, taken, (0.0, last), px * 0.6)):
            spot = over, True
        if spot is not None:
            found[curve.name] = spot
            taken.append(spot[0].adjusted(-4, -2, 4, 2))
    return found


def draw_names(
    p: QPainter, curves: Sequence[Curve], spots: Mapping[str, Spot], px: int, theme: Theme,
    lines: Sequence[float] | None = None,
) -> None:  # fmt: skip
    """The names of curves; with upright lines at these x only those that one of them would cross, on a ground."""
    for curve in curves:
        if curve.name not in spots:
            continue
        rect, over = spots[curve.name]
        crossed = lines is not None and any(rect.left() - 2 < x < rect.right() + 2 for x in lines)
        if lines is not None and not crossed:
            continue
        if over or crossed:
            p.fillRect(rect, with_alpha(theme.panel, 0.9 if crossed else 0.8))
        words(p, rect.left(), rect.bottom() - px * 0.3, curve.name, px, curve.color, weight=BOLD)


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
