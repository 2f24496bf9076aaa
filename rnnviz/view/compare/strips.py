"""Strips of a compared cell: what its memory holds at every step, and how much gradient comes there."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from rnnviz.model.compare.norms import Norms
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.shading import within_one
from rnnviz.view.look import facts
from rnnviz.view.look.style import Theme, mix, value_ground
from rnnviz.view.tape.rows import signed, table

DECADES = 8.0
"""A gradient this many powers of ten below 1 is drawn as nothing."""
GAP_FROM = 5.0
"""Columns narrower than this touch each other."""


def memory_colors(cell: Simulation, state: str, theme: Theme) -> NDArray[np.uint32]:
    """(units, T) as RGB32 of a state's values, the first word first."""
    values = cell.run.value(state)
    if cell.cursor.way == "backward":
        values = values[::-1]
    return np.ascontiguousarray(table(theme, None)[signed(within_one(values))].T)


def gradient_colors(norm: Norms, theme: Theme, color: QColor) -> NDArray[np.uint32]:
    """(1, T): the cell's own hue, paler for every power of ten below 1."""
    ground = value_ground(theme)
    with np.errstate(all="ignore"):
        level = np.clip(np.nan_to_num(1 + norm.values / DECADES, neginf=0.0, posinf=1.0, nan=0.0), 0.0, 1.0)
    levels = [mix(ground, color, float(part)).rgb() for part in level]
    return np.array([levels], np.uint32)


def draw_strip(p: QPainter, rect: QRectF, colors: NDArray[np.uint32], ground: QColor, what: str = "") -> None:
    """The columns of all steps in a rectangle, with gaps where there is room for them."""
    rows, steps = colors.shape
    data = np.ascontiguousarray(colors)
    image = QImage(data.tobytes(), steps, rows, 4 * steps, QImage.Format.Format_RGB32)
    p.drawImage(rect, image)
    pitch = rect.width() / steps
    facts.tell("strip", what, value=steps)
    if pitch >= GAP_FROM:
        for step in range(1, steps):
            p.fillRect(QRectF(rect.left() + step * pitch - 0.5, rect.top(), 1, rect.height()), ground)
    if rows > 1 and rect.height() / rows >= 4:
        for row in range(1, rows):
            p.fillRect(QRectF(rect.left(), rect.top() + row * rect.height() / rows - 0.5, rect.width(), 1), ground)


def draw_frame(p: QPainter, rect: QRectF, step: int, steps: int, color: QColor, width: float) -> None:
    """The frame round one column of a strip."""
    pitch = rect.width() / steps
    box = QRectF(rect.left() + step * pitch, rect.top(), max(pitch, 3), rect.height())
    p.setPen(QPen(color, width))
    p.setBrush(QColor(0, 0, 0, 0))
    p.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 3, 3)
