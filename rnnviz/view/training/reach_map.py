"""The map "gradient reaching each word over updates": rows are words, the last one on top, brightness is log10."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QLinearGradient, QPainter, QPen

from rnnviz.model.figures.scales import decade_text
from rnnviz.view.look.style import DARK, THEMES, Scale, Theme, mix, value_ground
from rnnviz.view.training.bands import Bands
from rnnviz.view.widgets.paper import BOLD, Align, elided, words

Floats = NDArray[np.float64]
LOW, HIGH = -4.0, 2.0
"""log10 of the darkest and of the hottest colour; the accent stands at 0."""
COLORS = 240


def reach_color(log10: float, theme: Theme) -> QColor:
    """The colour of a size: ground, accent, white-hot; nearly black on light ground."""
    if log10 <= 0.0:
        return mix(value_ground(theme), theme.accent, (log10 - LOW) / -LOW)
    return mix(theme.accent, DARK.text if theme.name == "dark" else theme.text, log10 / HIGH)


@cache
def _table(name: str) -> NDArray[np.uint32]:
    theme = THEMES[name]
    span = np.linspace(LOW, HIGH, COLORS)
    return np.array([reach_color(v, theme).rgba() for v in span], np.uint32)


def image_of(found: Floats, steps: Floats, bands: Bands, theme: Theme) -> QImage:
    """The map (T, n) as one pixel for each word and pixel of the axis, clear where nothing was trained yet.

    Every place shows the update that a pointer there means: the nearest one, or the last that was recorded before it.
    """
    wide = max(1, int(bands.slider.width()))
    at = (np.arange(wide) + 0.5) * bands.end / wide
    place = np.clip(np.searchsorted(steps, np.floor(at + 0.5), "right") - 1, 0, len(steps) - 1)
    part = (np.clip(found[::-1, place], LOW, HIGH) - LOW) / (HIGH - LOW)
    pixels = _table(theme.name)[np.nan_to_num(np.rint(part * (COLORS - 1))).astype(int)]
    pixels[np.isneginf(found[::-1, place])] = theme.panel.rgba()
    pixels[:, at > steps[-1]] = 0
    pixels[np.isnan(found[::-1, place])] = 0
    pixels = np.ascontiguousarray(pixels)
    return QImage(pixels.data, wide, len(pixels), 4 * wide, QImage.Format.Format_ARGB32).copy()


def draw_reach(p: QPainter, rect: QRectF, image: QImage) -> None:
    p.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    p.drawImage(rect, image)


def draw_words(
    p: QPainter, theme: Theme, scale: Scale, rect: QRectF, labels: tuple[str, ...], loud: set[int], fact: int | None
) -> None:
    """Words left of the map where there is room, the loud ones first, and lines round the fact."""
    px, pitch = scale.axis, rect.height() / max(1, len(labels))
    taken: list[float] = []
    order = [*sorted(loud), *(n for n in range(len(labels)) if n not in loud)]
    for number in dict.fromkeys([n for n in (fact,) if n is not None] + order):
        y = rect.bottom() - (number + 0.5) * pitch
        if labels[number] and all(abs(y - other) >= 1.15 * px for other in taken):
            taken.append(y)
            base = min(max(y + 0.36 * px, rect.top() + 0.8 * px), rect.bottom())
            weight = BOLD if number == fact else QFont.Weight.Normal
            word = elided(labels[number], rect.left() - 0.5 * px, px, weight)
            words(p, rect.left() - 0.3 * px, base, word, px, theme.text if number in loud else theme.dim,
                  Align.AlignRight, weight)  # fmt: skip
    if fact is not None:
        p.setPen(QPen(theme.text, 1, Qt.PenStyle.DotLine))
        for y in (rect.bottom() - fact * pitch, rect.bottom() - (fact + 1) * pitch):
            p.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))


def draw_scale(p: QPainter, theme: Theme, scale: Scale, rect: QRectF) -> None:
    """The scale of colours right of the map."""
    px = scale.axis
    bar = QRectF(rect.right() + 0.4 * px, rect.top(), 0.55 * px, rect.height())
    colors = QLinearGradient(0.0, bar.bottom(), 0.0, bar.top())
    for part in (0.0, -LOW / (HIGH - LOW), 1.0):
        colors.setColorAt(part, reach_color(LOW + part * (HIGH - LOW), theme))
    p.fillRect(bar, colors)
    for value in (-4, -2, 0, 2):
        y = bar.bottom() - bar.height() * (value - LOW) / (HIGH - LOW)
        base = min(max(y + 0.36 * px, bar.top() + 0.8 * px), bar.bottom())
        words(p, bar.right() + 0.3 * px, base, decade_text(value), px, theme.dim)
