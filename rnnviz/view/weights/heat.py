"""A parameter's squares as one picture: a square alone would cost a call into Qt."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from rnnviz.model.weights.tiles import Tile
from rnnviz.view.look.facts import listened, tell
from rnnviz.view.look.shades import value_colors
from rnnviz.view.look.style import Theme, mix

Floats = NDArray[np.float64]
GAP_FROM = 4.0
"""Pixels of a square from which there is a gap between two."""


def draw_heat(p: QPainter, theme: Theme, tile: Tile, numbers: Floats, top: float) -> None:
    """Numbers (rows, columns) as colours; ±top are the full ones. What is not finite is crossed."""
    broken = ~np.isfinite(numbers)
    colors = value_colors(theme, (np.where(broken, 0.0, numbers) / top).clip(-1, 1).ravel().tolist())
    colors = colors.reshape(*numbers.shape, 3)
    _draw_picture(p, theme.panel, tile, colors)
    for row, column in zip(*np.nonzero(broken), strict=True):
        draw_cross(p, theme, square(tile, int(row), int(column)))
    if listened():
        _tell(tile, numbers, colors)


def square(tile: Tile, row: int, column: int) -> QRectF:
    """Where a square lies, without the gap behind it."""
    left, top, wide, high = tile.square(row, column)
    gap = 1.0 if min(wide, high) >= GAP_FROM else 0.0
    return QRectF(left, top, wide - gap, high - gap)


def draw_cross(p: QPainter, theme: Theme, box: QRectF) -> None:
    """The mark of NaN and overflow: a crossed square, never a colour."""
    p.fillRect(box, mix(theme.panel, theme.error, 0.25))
    p.setPen(QPen(theme.error, 1.2))
    p.drawLine(box.topLeft(), box.bottomRight())
    p.drawLine(box.topRight(), box.bottomLeft())


def draw_corner(p: QPainter, theme: Theme, box: QRectF) -> None:
    """The dark corner of what was typed."""
    side = 0.42 * min(box.width(), box.height())
    tip = box.topRight()
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(theme.text)
    p.drawPolygon(QPolygonF([tip, tip - QPointF(side, 0), tip + QPointF(0, side)]))


def draw_empty(p: QPainter, theme: Theme, tile: Tile) -> None:
    """Squares with a dashed outline: nobody chose what is in them."""
    p.setPen(QPen(theme.faint, 1.0, Qt.PenStyle.DashLine))
    p.setBrush(Qt.BrushStyle.NoBrush)
    for column in range(tile.columns):
        p.drawRoundedRect(square(tile, 0, column).adjusted(0.5, 0.5, -1.5, -0.5), 2, 2)


def _draw_picture(p: QPainter, ground: QColor, tile: Tile, colors: NDArray[np.uint8]) -> None:
    """On whole pixels of the screen, so that every square has clear edges."""
    seen = p.deviceTransform()
    ratio = seen.m11() or 1.0
    across = _edges(tile.left, tile.wide, tile.columns, ratio, seen.dx())
    down = _edges(tile.top, tile.high, tile.rows, ratio, seen.dy())
    gap = max(1, round(ratio)) if min(tile.wide, tile.high) >= GAP_FROM else 0
    rows, columns = np.repeat(np.arange(tile.rows), np.diff(down)), np.repeat(np.arange(tile.columns), np.diff(across))
    words = colors.astype(np.uint32)
    plane = (words[..., 0] << 16 | words[..., 1] << 8 | words[..., 2])[rows][:, columns]
    clear = np.uint32(ground.rgb() & 0xFFFFFF)
    for n in range(1, gap + 1):
        plane[down[1:] - down[0] - n] = clear
        plane[:, across[1:] - across[0] - n] = clear
    height, width = plane.shape
    plane = np.ascontiguousarray(plane)
    image = QImage(plane.data, width, height, 4 * width, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    p.drawImage(QPointF((across[0] - seen.dx()) / ratio, (down[0] - seen.dy()) / ratio), image)


def _edges(start: float, side: float, count: int, ratio: float, shift: float) -> NDArray[np.int64]:
    found = np.rint((start + np.arange(count + 1) * side) * ratio + shift).astype(np.int64)
    return np.maximum.accumulate(np.maximum(found, found[0] + np.arange(count + 1)))  # none is lost


def _tell(tile: Tile, numbers: Floats, colors: NDArray[np.uint8]) -> None:
    of = ("start " if tile.matrix.start else "") + tile.matrix.name
    for row in range(tile.rows):
        for column in range(tile.columns):
            color = QColor(*(int(part) for part in colors[row, column]))
            at = square(tile, row, column).center()
            tell("weight", of, step=column, unit=row, value=float(numbers[row, column]), color=color, at=at)
