"""Answers of many numbers at every step, side by side as a picture: one column of it for each step that was told."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from rnnviz.view.look.facts import tell
from rnnviz.view.look.style import Theme, mix, value_ground
from rnnviz.view.stage.answer.bars import slope_color
from rnnviz.view.stage.answer.moment import AnswerMoment

LEAST = 4.0
"""Pixels of a square; of more steps than have room so large the last ones are seen."""


def draw_painting(p: QPainter, theme: Theme, room: QRectF, at: AnswerMoment) -> None:
    """As large as there is room; steps that are not told yet are empty, the present one is framed."""
    found = at.read
    rows, fits = len(found.names), max(1, int(room.width() / LEAST))
    first = max(0, min(at.step - fits // 2, found.steps - fits))
    shown = range(first, min(found.steps, first + fits))
    side = min(room.width() / len(shown), room.height() / rows)
    left, top = room.center().x() - side * len(shown) / 2, room.center().y() - side * rows / 2
    gap = 1.0 if side >= 6 else 0.0
    p.setPen(Qt.PenStyle.NoPen)
    for step in shown:
        for unit in range(rows):
            box = QRectF(left + (step - first) * side, top + unit * side, side - gap, side - gap)
            p.fillRect(box, _pixel(theme, at, step, unit))
    p.setPen(QPen(theme.text, 1.6))
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.drawRect(QRectF(left + (at.step - first) * side - 0.8, top - 0.8, side + 0.6, rows * side + 0.6))


def told(at: AnswerMoment, step: int) -> bool:
    """Whether the story has told the answer of a step."""
    if step == at.step:
        return at.lit("y")
    return step > at.step if at.backward else step < at.step


def _pixel(theme: Theme, at: AnswerMoment, step: int, unit: int) -> QColor:
    found = at.read
    if not told(at, step):
        return mix(theme.stage, theme.line, 0.35)
    if at.backward:
        value = float(found.slope[step, unit])
        color = slope_color(theme, value)
    else:
        value = float(found.p[step, unit])
        color = shade(theme, value)
    tell("pixel", step=step, unit=unit, value=value, color=color)
    return color


def shade(theme: Theme, value: float) -> QColor:
    """Full at 1 and beyond, empty at 0; what is negative has the colour of that sign."""
    if not math.isfinite(value):
        return theme.error
    hue = theme.role("answer") if value >= 0 else theme.negative
    return mix(value_ground(theme), hue, min(abs(value), 1.0))
