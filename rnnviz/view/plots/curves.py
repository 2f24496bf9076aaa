"""Curves in pixels: how values become polygons, and how marks at the edges are drawn. Imports pyqtgraph."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from rnnviz.model.figures.scales import HIGH, LOW, Mark
from rnnviz.view.look.facts import tell

Floats = NDArray[np.float64]
DENSE = 1.5
"""Below this many pixels per step only the extremes of each pixel column are drawn."""


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """log10 values of one line over all steps; nan where `odd` names a mark instead. thin: of all states together."""

    name: str
    values: Floats
    color: QColor
    odd: tuple[Mark, ...] = ()
    thin: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """Where data lies on the screen: a rectangle and the ranges it shows."""

    rect: QRectF
    x0: float
    x1: float
    y0: float
    y1: float

    def x(self, step: float) -> float:
        """Pixel column of a step."""
        return self.rect.left() + (step - self.x0) * self.rect.width() / (self.x1 - self.x0)

    def y(self, value: float) -> float:
        """Pixel row of a value."""
        return self.rect.bottom() - (value - self.y0) * self.rect.height() / (self.y1 - self.y0)

    @property
    def pitch(self) -> float:
        """Pixels per step."""
        return self.rect.width() / (self.x1 - self.x0)

    def seen(self, steps: int) -> tuple[int, int]:
        """The first step that is seen or leads there, and the one after the last."""
        return max(0, int(self.x0) - 1), min(steps, int(self.x1) + 3)

    def points(self, values: Floats) -> tuple[Floats, Floats]:
        """Pixel coordinates of a curve's values at steps 0, 1, 2, ...; far outside is held near the edge."""
        x = self.rect.left() + (np.arange(len(values)) - self.x0) * self.pitch
        y = self.rect.bottom() - (values - self.y0) * self.rect.height() / (self.y1 - self.y0)
        y = np.clip(y, self.rect.top() - 4000, self.rect.bottom() + 4000)
        return x.astype(np.float64), y


def polygons(frame: Frame, values: Floats) -> list[QPolygonF]:
    """One polygon per unbroken stretch of finite values inside the frame's steps."""
    first, last = frame.seen(len(values))
    x, y = frame.points(values)
    x, y = x[first:last], y[first:last]
    finite = np.isfinite(y)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], finite, [False]]).astype(np.int8)))
    return [arrayToQPolygonF(*thinned(x[a:b], y[a:b], frame)) for a, b in edges.reshape(-1, 2)]


def thinned(x: Floats, y: Floats, frame: Frame) -> tuple[Floats, Floats]:
    """The lowest and highest point of each pixel column where steps are denser than pixels."""
    if frame.pitch >= DENSE or len(x) < 8:
        return x, y
    starts = np.flatnonzero(np.diff(np.floor(x / 2), prepend=-1e9))
    low, high = np.minimum.reduceat(y, starts), np.maximum.reduceat(y, starts)
    return np.repeat(x[starts], 2), np.stack([low, high], 1).ravel()


def stroke(p: QPainter, frame: Frame, values: Floats, color: QColor, width: float) -> None:
    """A curve as single segments: a thick antialiased polyline costs Qt seven times as much.

    Square ends close the joints; the colour must be opaque, or they would show.
    """
    p.setPen(QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
    for shape in polygons(frame, values):
        points = shape.toList()
        p.drawLines([QLineF(a, b) for a, b in pairwise(points)])


def draw_curve(p: QPainter, frame: Frame, curve: Curve, width: float, dots: bool, ground: QColor) -> None:
    """A curve with a dot per step where there is room for dots."""
    stroke(p, frame, curve.values, curve.color, width)
    if dots:
        for shape in (s for s in polygons(frame, curve.values) if s.size() == 1):
            p.drawPoint(shape.at(0))
    if not dots:
        return
    p.setPen(QPen(ground, max(1.0, width * 0.5)))
    p.setBrush(curve.color)
    x, y = frame.points(curve.values)
    first, last = frame.seen(len(y))
    for i in first + np.flatnonzero(np.isfinite(y[first:last])):
        p.drawEllipse(QPointF(x[i], y[i]), 1.9 * width, 1.9 * width)


def draw_marks(p: QPainter, frame: Frame, curve: Curve, size: float, error: QColor) -> None:
    """Triangles at the bottom for values too small to draw, at the top for too large, crosses for NaN."""
    gap = max(1, round(1.6 * size / frame.pitch))
    for mark in curve.odd:
        x = frame.x(mark.step)
        if mark.step % gap or not frame.rect.left() - 1 <= x <= frame.rect.right() + 1:
            continue
        if mark.kind in LOW:
            triangle(p, x, frame.rect.bottom() - 1, size, 1, curve.color)
        elif mark.kind in HIGH:
            triangle(p, x, frame.rect.top() + 1, size, -1, curve.color)
        else:
            saltire(p, x, frame.rect.top() + size, size * 0.6, error)
        _tell_mark(frame, curve, mark, size, error)


def _tell_mark(frame: Frame, curve: Curve, mark: Mark, size: float, error: QColor) -> None:
    ordered = mark.kind in LOW or mark.kind in HIGH
    y = frame.rect.bottom() - 0.6 * size if mark.kind in LOW else frame.rect.top() + (0.6 if ordered else 1.0) * size
    at = QPointF(frame.x(mark.step), y)
    tell("mark", curve.name, step=mark.step, word=mark.kind, color=curve.color if ordered else error, at=at)


def triangle(p: QPainter, x: float, tip: float, size: float, down: int, color: QColor) -> None:
    """A triangle that points out of the plot: down (1) or up (-1)."""
    base = tip - down * size
    p.setPen(QPen(color, 1.4))
    p.setBrush(color)
    p.drawPolygon(QPolygonF([QPointF(x, tip), QPointF(x - size * 0.55, base), QPointF(x + size * 0.55, base)]))


def saltire(p: QPainter, x: float, y: float, half: float, color: QColor) -> None:
    """A cross for a value that is no number."""
    p.setPen(QPen(color, max(1.5, half * 0.4)))
    p.drawLine(QPointF(x - half, y - half), QPointF(x + half, y + half))
    p.drawLine(QPointF(x - half, y + half), QPointF(x + half, y - half))
