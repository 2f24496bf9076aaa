"""A series and what the network foretells of it: what was given, what it wrote itself, and the truth beside it."""

from __future__ import annotations

import math
from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from rnnviz.view.look.facts import tell
from rnnviz.view.look.style import Theme, mix
from rnnviz.view.stage.answer.moment import AnswerMoment
from rnnviz.view.stage.answer.painted import told

LEAST = 3.0
"""Pixels between two steps; of more the last ones are seen."""
Points = list[tuple[int, float]]


def draw_series(p: QPainter, theme: Theme, room: QRectF, at: AnswerMoment) -> None:
    """The given series, from where it ends the truth as a dotted line and what the network wrote as a full one."""
    found, given, written = at.read, at.series[: at.typed], at.series[at.typed :]
    last = max(found.steps, 1)
    first = max(0, last - int(room.width() / LEAST))
    truth = [(t + 1, float(v)) for t, v in enumerate(found.wanted[:, 0]) if t + 1 >= at.typed]
    foretold = [(t + 1, float(found.p[t, 0])) for t in range(found.steps) if told(at, t)]
    own = [(at.typed + i, v) for i, v in enumerate(written) if told(at, at.typed + i - 1)]
    values = [*at.series, *(v for _, v in (*truth, *foretold))]
    frame = _Frame(room, first, last, [v for v in values if math.isfinite(v)])
    hue = theme.role("answer")
    p.setPen(QPen(theme.grid, 1))
    p.drawLine(frame.at(first, 0.0), frame.at(last, 0.0))
    if written:
        p.setPen(QPen(theme.line, 1.2))
        x = frame.at(at.typed - 0.5, 0).x()
        p.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()))
    _line(p, frame, list(enumerate(given)), mix(theme.panel, theme.text, 0.75), 1.8)
    _tell("given", enumerate(given))
    _line(p, frame, truth, theme.text, 1.6, dotted=True)
    _tell("truth", truth)
    _line(p, frame, own, hue, 2.4)
    _tell("written", own)
    _dots(p, frame, foretold, hue)
    _tell("foretold", foretold)
    _draw_now(p, theme, frame, at)


class _Frame:
    """Where a step and a value stand."""

    def __init__(self, room: QRectF, first: int, last: int, values: Iterable[float]) -> None:
        self.first, self._room, self._last = first, room.adjusted(3, 4, -5, -4), last
        low, high = min([0.0, *values]), max([0.0, *values])
        self._low, self._high = low, high if high > low else low + 1.0

    def at(self, step: float, value: float) -> QPointF:
        """Outside the range at its edge."""
        share = (step - self.first) / max(self._last - self.first, 1)
        up = min(max((value - self._low) / (self._high - self._low), 0.0), 1.0)
        return QPointF(self._room.left() + share * self._room.width(), self._room.bottom() - up * self._room.height())


def _line(p: QPainter, frame: _Frame, points: Points, color: QColor, width: float, dotted: bool = False) -> None:
    pen = QPen(color, width)
    pen.setStyle(Qt.PenStyle.DotLine if dotted else Qt.PenStyle.SolidLine)
    p.setPen(pen)
    p.setBrush(Qt.BrushStyle.NoBrush)
    seen = [frame.at(step, value) for step, value in points if step >= frame.first and math.isfinite(value)]
    if len(seen) > 1:
        p.drawPolyline(QPolygonF(seen))


def _dots(p: QPainter, frame: _Frame, points: Points, color: QColor) -> None:
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(color)
    for step, value in points:
        if step >= frame.first and math.isfinite(value):
            p.drawEllipse(frame.at(step, value), 1.9, 1.9)


def _draw_now(p: QPainter, theme: Theme, frame: _Frame, at: AnswerMoment) -> None:
    """The number that is foretold now, ringed."""
    value = float(at.read.p[at.step, 0])
    if at.lit("y") and at.step + 1 >= frame.first and math.isfinite(value):
        p.setPen(QPen(theme.text, 1.8))
        p.setBrush(theme.role("answer"))
        p.drawEllipse(frame.at(at.step + 1, value), 4.0, 4.0)


def _tell(of: str, points: Iterable[tuple[int, float]]) -> None:
    for step, value in points:
        tell("series", of, step=step, value=value)
