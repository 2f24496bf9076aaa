"""Small marks of the stage: squares of values, strips of them, chips and pills with text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from rnnviz.model.picture.reading import MAX_SQUARES, Bar
from rnnviz.view.lettering import Face
from rnnviz.view.style import Theme, mix, ui_font, value_color


@cache
def _face(px: int, weight: QFont.Weight) -> Face:
    """The interface face, made once per size and weight."""
    font = ui_font(px, weight)
    if weight == QFont.Weight.Normal:
        font.unsetFeature(QFont.Tag("tnum"))  # words: tabular figures widen hyphens, too
    return Face(font)


STEPS = 128


@dataclass(frozen=True, slots=True)
class Ink:
    """What squares are coloured by: a gate's role, or signed values (role None)."""

    theme: Theme
    role: str | None = None
    ring: bool = True


def strip_width(count: int, cell: float, most: float) -> float:
    """Width of one square so that `count` of them stay within `most` pixels, gaps of 1 px included."""
    return max(2.0, min(cell, (most + 1) / max(count, 1) - 1))


def room_for(width: float) -> int:
    """How many squares a strip shows before they are averaged: 16, or as many as are 4 px wide."""
    return max(MAX_SQUARES, int((width + 1) // 5))


def draw_strip(p: QPainter, ink: Ink, box: QRectF, shown: Sequence[Bar], unit: int, shades: Sequence[float]) -> None:
    """Squares side by side in `box`, 1 px apart; the chosen unit's has a ring."""
    count = len(shown)
    if not count:
        return
    gap = 1.0 if box.width() / count > 3 else 0.0
    width = (box.width() - gap * (count - 1)) / count
    p.setPen(Qt.PenStyle.NoPen)
    chosen: QRectF | None = None
    for i, (bar, shade) in enumerate(zip(shown, shades, strict=True)):
        cell = QRectF(box.left() + i * (width + gap), box.top(), width, box.height())
        draw_square(p, ink, cell, shade)
        if bar.first <= unit <= bar.last:
            chosen = cell
    if chosen is not None and ink.ring:
        draw_ring(p, ink.theme, chosen)


def draw_square(p: QPainter, ink: Ink, cell: QRectF, value: float) -> None:
    """One value; what is not a finite number is a crossed square, never a colour."""
    if not math.isfinite(value):
        draw_broken(p, ink.theme, cell)
        return
    color = _shades(ink.theme, ink.role)[round(min(max(value, -1.0), 1.0) * STEPS) + STEPS]
    if cell.width() < 20:
        p.fillRect(cell, color)
        return
    p.setBrush(color)
    p.drawRoundedRect(cell, 1.5, 1.5)


_tables: dict[tuple[str, str | None], list[QColor]] = {}


def _shades(theme: Theme, role: str | None) -> list[QColor]:
    """Colours of the values −1..1 in steps too fine to see, made once per theme and role."""
    key = (theme.name, role)
    if key not in _tables:
        scale = (i / STEPS for i in range(-STEPS, STEPS + 1))
        _tables[key] = [value_color(theme, max(v, 0.0) if role else v, role) for v in scale]
    return _tables[key]


def draw_broken(p: QPainter, theme: Theme, cell: QRectF) -> None:
    """The mark of NaN and overflow."""
    p.fillRect(cell, mix(theme.panel, theme.error, 0.25))
    p.setPen(QPen(theme.error, 1.2))
    p.drawLine(cell.topLeft(), cell.bottomRight())
    p.drawLine(cell.topRight(), cell.bottomLeft())
    p.setPen(Qt.PenStyle.NoPen)


def draw_ring(p: QPainter, theme: Theme, cell: QRectF) -> None:
    """The 2 px ring of the unit looked at."""
    p.setPen(QPen(theme.text, 2.0))
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.drawRoundedRect(cell.adjusted(-1, -1, 1, 1), 3, 3)
    p.setPen(Qt.PenStyle.NoPen)


def draw_text(
    p: QPainter,
    at: QPointF,
    text: str,
    px: float,
    color: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    weight: QFont.Weight = QFont.Weight.Normal,
) -> float:
    """Interface text at a baseline; returns its width."""
    width = text_width(text, px, weight)
    x = at.x()
    if align & Qt.AlignmentFlag.AlignRight:
        x -= width
    elif align & Qt.AlignmentFlag.AlignHCenter:
        x -= width / 2
    p.setPen(color)
    _face(round(px), weight).write(p, x, at.y(), text)
    return width


@lru_cache(maxsize=4096)
def text_width(text: str, px: float, weight: QFont.Weight = QFont.Weight.Normal) -> float:
    """Width of interface text."""
    return _face(round(px), weight).metrics.horizontalAdvance(text)


def draw_chip(p: QPainter, theme: Theme, right: float, middle: float, text: str, px: float) -> float:
    """A pill with a thin outline, right-aligned; returns its width."""
    width, height = text_width(text, px) + 1.5 * px, 1.75 * px
    box = QRectF(right - width, middle - height / 2, width, height)
    p.setPen(QPen(theme.line, 1.4))
    p.setBrush(theme.panel)
    p.drawRoundedRect(box, height / 2, height / 2)
    draw_text(p, QPointF(box.center().x(), middle + 0.36 * px), text, px, theme.dim, Qt.AlignmentFlag.AlignHCenter)
    return width
