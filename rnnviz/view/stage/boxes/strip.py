"""Values as coloured squares side by side. A strip is one picture: a square alone costs a call into Qt."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPaintEngine, QPainter, QPen

from rnnviz.engine.lazy import kept_within
from rnnviz.model.picture.reading import MAX_SQUARES, Bar
from rnnviz.view.look.facts import listened, tell
from rnnviz.view.look.shades import value_colors
from rnnviz.view.look.style import THEMES, Theme, mix
from rnnviz.view.widgets import numbers

STEPS = 128
"""Colours of the values 0..1: too fine to see."""
CLEAR = 2 * STEPS + 1
"""Row of the table for what is not finite."""
ROUND_FROM = 20.0
"""Squares so many pixels wide have rounded corners."""
FRAME_FROM = 16
"""Pixels from which a square has a whole frame."""
BAR, BAR_GAP = 3.0, 2.5
KEPT = 2_000_000
"""Bytes of what bars cover, kept for the next frame."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class StripColors:
    """What squares are coloured by: a gate's role, or signed values (role None)."""

    theme: Theme
    role: str | None = None
    ring: bool = True
    also: int | None = None
    """Another unit that has a ring: the one a weight reads."""


def strip_width(count: int, cell: float, most: float) -> float:
    """Width of one square so that `count` of them stay within `most` pixels, gaps of 1 px included."""
    return max(2.0, min(cell, (most + 1) / max(count, 1) - 1))


def room_for(width: float) -> int:
    """How many squares a strip shows before they are averaged: 16, or as many as are 4 px wide."""
    return max(MAX_SQUARES, int((width + 1) // 5))


def draw_strip(
    p: QPainter, ink: StripColors, box: QRectF, shown: Sequence[Bar], unit: int, shades: Sequence[float]
) -> None:
    """Squares side by side in `box`, 1 px apart; the chosen unit's has a ring."""
    if not shown:
        return
    gap = 1.0 if box.width() / len(shown) > 3 else 0.0
    width = (box.width() - gap * (len(shown) - 1)) / len(shown)
    places = [_place(shade) for shade in shades]
    colors = _table(ink.theme.name, ink.role)[places]
    if not gap or width >= ROUND_FROM or not _draw_picture(p, box, width, colors):
        _draw_squares(p, box, width, gap, colors)
    if len(shown) <= numbers.MOST and all(bar.first == bar.last for bar in shown):
        rects = [_cell(box, width, gap, i) for i in range(len(shown))]
        grounds = [QColor(*colors[i, 2::-1].astype(int).tolist()) for i in range(len(shown))]
        numbers.write(p, rects, [bar.value for bar in shown], grounds)
    for i, place in enumerate(places):
        if place == CLEAR:
            _draw_broken(p, ink.theme, _cell(box, width, gap, i))
    for i, bar in enumerate(shown):
        if listened():
            color = QColor(*colors[i, 2::-1].round().astype(int).tolist())
            tell("square", unit=bar.first, value=bar.value, color=color, at=_cell(box, width, gap, i).center())
        if ink.ring and bar.first <= unit <= bar.last:
            tell("ring", unit=bar.first)
            _draw_ring(p, ink.theme, _cell(box, width, gap, i))
        if ink.also is not None and bar.first <= ink.also <= bar.last:
            tell("read", unit=bar.first)
            _draw_ring(p, ink.theme, _cell(box, width, gap, i))


def _cell(box: QRectF, width: float, gap: float, i: int) -> QRectF:
    return QRectF(box.left() + i * (width + gap), box.top(), width, box.height())


# colours ---------------------------------------------------------------------------------------------------


def _place(shade: float) -> int:
    """Row of the colour table. Plain numbers: for the few of a strip NumPy's calls cost ten times as much."""
    return round(min(max(shade, -1.0), 1.0) * STEPS) + STEPS if math.isfinite(shade) else CLEAR


@cache
def _table(name: str, role: str | None) -> Floats:
    """Blue, green, red and alpha of the values −1..1, and a clear one."""
    theme = THEMES[name]
    values = [max(i, 0 if role else i) / STEPS for i in range(-STEPS, STEPS + 1)]
    table = np.zeros((len(values) + 1, 4), np.float32)
    table[:-1, :3] = value_colors(theme, values, role)[:, ::-1]
    table[:-1, 3] = 255
    return table


# one by one ------------------------------------------------------------------------------------------------


def _draw_squares(p: QPainter, box: QRectF, width: float, gap: float, colors: Floats) -> None:
    """Large squares, whose corners are round; and strokes for a picture that will be scaled."""
    p.setPen(Qt.PenStyle.NoPen)
    for i, (blue, green, red, alpha) in enumerate(colors.astype(int).tolist()):
        cell, color = _cell(box, width, gap, i), QColor(red, green, blue, alpha)
        if width < ROUND_FROM:
            p.fillRect(cell, color)
        else:
            p.setBrush(color)
            p.drawRoundedRect(cell, 1.5, 1.5)


def _draw_broken(p: QPainter, theme: Theme, cell: QRectF) -> None:
    """The mark of NaN and overflow: a crossed square, never a colour."""
    p.fillRect(cell, mix(theme.panel, theme.error, 0.25))
    p.setPen(QPen(theme.error, 1.2))
    p.drawLine(cell.topLeft(), cell.bottomRight())
    p.drawLine(cell.topRight(), cell.bottomLeft())


def _draw_ring(p: QPainter, theme: Theme, cell: QRectF) -> None:
    """The frame of the unit looked at: 2 px, more round large squares.

    A whole frame round a small one reads as the digit 0: that has a bar below.
    """
    pen = QPen(theme.text, max(2.0, 0.12 * min(cell.width(), cell.height())))
    if cell.width() >= FRAME_FROM:
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.setPen(pen)
        p.drawRoundedRect(cell.adjusted(-1, -1, 1, 1), 3, 3)
        return
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setWidthF(BAR)
    p.setPen(pen)
    y = cell.bottom() + BAR_GAP
    p.drawLine(QPointF(cell.left() - 1, y), QPointF(cell.right() + 1, y))


# as one picture --------------------------------------------------------------------------------------------


def _draw_picture(p: QPainter, box: QRectF, width: float, colors: Floats) -> bool:
    """Squares 1 px apart with soft edges, as Qt would fill them; False where the painter wants strokes."""
    to_device = p.deviceTransform()
    ratio = to_device.m11()
    straight = not to_device.isRotating() and ratio == to_device.m22() > 0
    if not straight or p.paintEngine().type() != QPaintEngine.Type.Raster:
        return False
    seen = to_device.mapRect(box)
    left, top = math.floor(seen.left()), math.floor(seen.top())
    across = _coverage(seen.left() - left, width * ratio, ratio, len(colors))
    down = _coverage(seen.top() - top, seen.height(), 0.0, 1)
    pixels = _shaded(down[0], across.T @ colors)
    height, length, _ = pixels.shape
    image = QImage(pixels.data, length, height, 4 * length, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    p.drawImage(QPointF((left - to_device.dx()) / ratio, (top - to_device.dy()) / ratio), image)
    return True


def _shaded(down: Floats, row: Floats) -> NDArray[np.uint8]:
    """(height, length, 4): a row of pixels as high as `down` covers; only its first and last line can be partial."""
    pixels = np.empty((len(down), *row.shape), np.uint8)
    pixels[:] = (row + 0.5).astype(np.uint8)
    for i in (0, -1):
        pixels[i] = down[i] * row + 0.5
    return pixels


@kept_within(KEPT, lambda covered: int(covered.nbytes))
def _coverage(start: float, width: float, gap: float, count: int) -> Floats:
    """(count, pixels): how much of every pixel each of `count` bars covers."""
    edges = start + np.arange(count)[:, None] * (width + gap)
    pixels = np.arange(math.ceil(start + count * (width + gap) - gap))
    return np.clip(np.minimum(edges + width, pixels + 1) - np.maximum(edges, pixels), 0, 1).astype(np.float32)
