"""How curves over updates are painted: thin lines of many points, dots, axes, what is not trained yet."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from rnnviz.model.figures.scales import Axis, decade_text, step_ticks
from rnnviz.view.look.facts import tell
from rnnviz.view.look.style import Scale, Theme, with_alpha
from rnnviz.view.training.bands import Bands
from rnnviz.view.widgets.paper import Align, text_width, words

Floats = NDArray[np.float64]
FEW = 3
"""So many updates or fewer are dots: a line needs more to be seen."""


def logs(values: Floats) -> Floats:
    """log10, minus infinity for what is 0."""
    with np.errstate(divide="ignore"):
        return np.log10(values)


def draw_ground(p: QPainter, theme: Theme, bands: Bands, rect: QRectF, last: int) -> None:
    """The plot's ground, hatched where nothing was trained yet."""
    p.fillRect(rect, theme.stage)
    x = bands.x(last)
    if x < rect.right():
        p.fillRect(
            QRectF(x, rect.top(), rect.right() - x, rect.height()), QBrush(theme.grid, Qt.BrushStyle.BDiagPattern)
        )
    p.setPen(QPen(theme.grid, 1))
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.drawRect(rect)


def draw_ticks(p: QPainter, theme: Theme, scale: Scale, rect: QRectF, axis: Axis, texts: Sequence[str]) -> None:
    """Numbers left of a plot, one for each tick."""
    px = scale.axis
    for value, text in zip(axis.ticks, texts, strict=True):
        y = place(rect, axis, value)
        p.fillRect(QRectF(rect.left(), y, rect.width(), 1), theme.grid)
        base = min(max(y + 0.36 * px, rect.top() + 0.75 * px), rect.bottom())
        words(p, rect.left() - 0.4 * px, base, text, px, theme.dim, Align.AlignRight)


def decade_texts(axis: Axis, rect: QRectF, px: int) -> list[str]:
    """10ⁿ for every tick that has room, nothing for the others."""
    most = max(1, int(rect.height() / (1.4 * px)))
    every = -(-len(axis.ticks) // most)
    return [decade_text(v) if (len(axis.ticks) - 1 - n) % every == 0 else "" for n, v in enumerate(axis.ticks)]


def place(rect: QRectF, axis: Axis, value: float) -> float:
    """The height at which a value stands; what lies outside stands at the edge."""
    share = (value - axis.low) / (axis.high - axis.low)
    return rect.bottom() - rect.height() * min(max(share, 0.0), 1.0)


def points(bands: Bands, rect: QRectF, axis: Axis, steps: Floats, values: Floats) -> list[QPointF]:
    """Places of finite values; of more than one in a pixel the lowest and the highest in two of them."""
    good = np.isfinite(values)
    steps, values = steps[good], values[good]
    if len(steps) > rect.width():
        keep = _ends(values, int(rect.width() / 2))
        steps, values = steps[keep], values[keep]
    share = np.clip((values - axis.low) / (axis.high - axis.low), 0.0, 1.0)
    x = bands.slider.left() + bands.slider.width() * steps / bands.end
    return list(map(QPointF, x.tolist(), (rect.bottom() - rect.height() * share).tolist()))


def _ends(values: Floats, count: int) -> NDArray[np.intp]:
    """Places of the lowest and the highest value of so many stretches."""
    edges = np.linspace(0, len(values), count + 1).astype(int)
    stretches = [(a, values[a:b]) for a, b in pairwise(edges.tolist())]
    return np.unique([a + n for a, part in stretches for n in (part.argmin(), part.argmax())])


def draw_line(p: QPainter, found: list[QPointF], color: QColor, width: float) -> None:
    """A line through these points; a few of them are dots."""
    p.setPen(QPen(color, width))
    p.setBrush(color)
    if len(found) <= FEW:
        for point in found:
            p.drawEllipse(point, 1.6 * width, 1.6 * width)
        return
    p.drawLines(list(map(QLineF, found, found[1:])))  # one path of as many points costs Qt fifteen times as much


def draw_dots(p: QPainter, found: list[QPointF], color: QColor, width: float) -> None:
    """A line with a dot at each point."""
    if len(found) > 1:
        p.setPen(QPen(color, width))
        p.drawLines(list(map(QLineF, found, found[1:])))
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(color)
    for point in found:
        p.drawEllipse(point, 1.6 * width, 1.6 * width)


def fill_below(p: QPainter, found: list[QPointF], rect: QRectF, top: float, color: QColor) -> None:
    """The ground below a line, no higher than `top`."""
    if len(found) < 2:
        return
    x = np.arange(np.floor(found[0].x()), np.ceil(found[-1].x())) + 0.5
    y = np.interp(x, [point.x() for point in found], [point.y() for point in found])
    p.save()
    p.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # a polygon of noise costs ten times as much
    p.setClipRect(QRectF(rect.left(), top, rect.width(), rect.bottom() - top))
    p.setPen(QPen(color, 1, c=Qt.PenCapStyle.FlatCap))
    bottom = rect.bottom()
    p.drawLines([QLineF(*ends) for ends in zip(x.tolist(), y.tolist(), x.tolist(), [bottom] * len(x), strict=True)])
    p.restore()


def draw_overflow(p: QPainter, theme: Theme, scale: Scale, bands: Bands, last: int) -> None:
    """Where the next update would not have been finite: the sign for what is too large, at the end of both curves."""
    size = 0.62 * scale.axis
    for key in ("loss", "norm"):
        rect = bands.plots[key]
        x = min(bands.x(last) + 0.8 * size, rect.right())
        p.setPen(QPen(theme.error, 1.4))
        p.setBrush(theme.error)
        base, half = rect.top() + 1 + size, 0.55 * size
        p.drawPolygon(QPolygonF([QPointF(x, rect.top() + 1), QPointF(x - half, base), QPointF(x + half, base)]))
        tell("mark", key, step=last, word="overflow", color=theme.error, at=QPointF(x, rect.top() + 0.6 * size))


def draw_updates(p: QPainter, theme: Theme, scale: Scale, bands: Bands, rect: QRectF) -> None:
    """Numbers of updates below the lowest plot."""
    px = scale.axis
    for step in step_ticks(1, bands.end, 6):
        x = min(max(bands.x(step), rect.left() + text_width(str(step), px) / 2), rect.right())
        words(p, x, rect.bottom() + 1.25 * px, str(step), px, theme.dim, Align.AlignHCenter)


def tell_curve(of: str, values: Floats, color: QColor, width: float) -> None:
    """A curve as a fact."""
    tell("curve", of=of, value=values, color=color, width=width)


def soft(color: QColor, theme: Theme) -> QColor:
    """A fill of this hue below a line."""
    return with_alpha(color, 0.45 if theme.name == "dark" else 0.35)
