"""Thousands of columns as one picture: calls into Qt, not pixels, are what a long run costs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from rnnviz.engine.language.ops import Array
from rnnviz.view.laboratory.columns import StepColumns

THIN = 4.0
"""Columns narrower than this, in pixels, are painted as one picture."""
Pixels = NDArray[np.uint8]


def thin(columns: StepColumns) -> bool:
    """Whether nothing but colours can be seen of a column."""
    return columns.pitch < THIN


def shades(ground: QColor, hue: QColor, parts: Array, none: QColor) -> Pixels:
    """(..., 3): from the ground (part 0) to the hue (1); `none` where a part is no number."""
    low, high, gap = (np.array([c.red(), c.green(), c.blue()], float) for c in (ground, hue, none))
    there = np.isfinite(parts)[..., None]
    part = np.clip(np.where(there[..., 0], parts, 0.0), 0.0, 1.0)[..., None]
    return np.where(there, np.rint(low + (high - low) * part), gap).astype(np.uint8)


def draw_raster(p: QPainter, rect: QRectF, pixels: Pixels) -> None:
    """(rows, columns, 3) as large as the rectangle; what has no room is left out, nothing is blurred."""
    rows, columns = pixels.shape[:2]
    whole = np.ascontiguousarray(pixels)
    image = QImage(whole.data, columns, rows, 3 * columns, QImage.Format.Format_RGB888)
    p.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    p.drawImage(rect, image)
