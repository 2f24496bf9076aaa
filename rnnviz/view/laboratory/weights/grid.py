"""A gradient of one parameter as a grid of squares, all on one scale of colours; the number looked at is ringed."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from rnnviz.engine.language.ops import Array
from rnnviz.model.laboratory.weight_figures import Index, coarse
from rnnviz.view.look.style import Theme, value_color

MOST = 12
"""Rows and columns of which every number has a square of its own;"""
MEANS = 8
"""of more there are means, so many each way."""


def squares(array: Array) -> Array:
    """What is shown of it, (rows, columns): a row of numbers stands upright."""
    whole = array.reshape(len(array), -1) if array.ndim else array.reshape(1, 1)
    return coarse(whole, MEANS) if max(whole.shape) > MOST else whole


def summed_up(array: Array) -> bool:
    """Whether squares are means of several numbers."""
    return array.ndim > 0 and max(array.reshape(len(array), -1).shape) > MOST


def size_of(array: Array, width: float, height: float, most: float) -> QRectF:
    """Of the grid with square squares, where there is so much room."""
    rows, columns = squares(array).shape
    cell = min(most, width / columns, height / rows)
    return QRectF(0, 0, cell * columns, cell * rows)


def draw_grid(p: QPainter, rect: QRectF, array: Array, scale: float, index: Index, theme: Theme, part: float) -> None:
    """part: how much colour there is: what is cut off is pale."""
    shown = squares(array)
    rows, columns = shown.shape
    high, wide = rect.height() / rows, rect.width() / columns
    gap = 1.0 if min(high, wide) > 6 else 0.0
    p.setOpacity(part)
    with np.errstate(all="ignore"):
        unit = np.nan_to_num(np.clip(shown / scale if scale > 0 else shown * 0, -1, 1))
    for row, values in enumerate(unit.tolist()):
        for column, value in enumerate(values):
            cell = QRectF(rect.left() + column * wide, rect.top() + row * high, wide - gap, high - gap)
            p.fillRect(cell, value_color(theme, value))
    p.setOpacity(1.0)
    ring = ring_of(rect, array, index)
    p.setPen(QPen(theme.text, 2 if min(high, wide) > 14 else 1.4))
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.drawRoundedRect(ring.adjusted(-1, -1, 1 - gap, 1 - gap), 2, 2)


def ring_of(rect: QRectF, array: Array, index: Index) -> QRectF:
    """The square of one number."""
    rows, columns = squares(array).shape
    row, column = _square(array, index)
    high, wide = rect.height() / rows, rect.width() / columns
    return QRectF(rect.left() + column * wide, rect.top() + row * high, wide, high)


def index_at(rect: QRectF, array: Array, at: QPointF) -> Index | None:
    """The number under a point; of a mean the largest of those it is made of."""
    rows, columns = squares(array).shape
    if not rect.contains(at):
        return None
    row = min(rows - 1, int((at.y() - rect.top()) / rect.height() * rows))
    column = min(columns - 1, int((at.x() - rect.left()) / rect.width() * columns))
    whole = np.abs(array.reshape(len(array), -1))
    inside = [i for i in np.ndindex(whole.shape) if _square(array, i) == (row, column)]
    found = max(inside, key=lambda i: float(np.nan_to_num(whole[i])))
    return found[: array.ndim]


def _square(array: Array, index: Index) -> tuple[int, int]:
    """Row and column of the square that shows a number."""
    whole, (rows, columns) = array.reshape(len(array), -1).shape, squares(array).shape
    row, column = (*index, 0)[:2]
    return _block(row, whole[0], rows), _block(column, whole[1], columns)


def _block(place: int, size: int, blocks: int) -> int:
    """Which of the blocks of `coarse` a place lies in."""
    begins = np.linspace(0, size, blocks, endpoint=False).astype(int)
    return int(np.searchsorted(begins, place, side="right") - 1)
