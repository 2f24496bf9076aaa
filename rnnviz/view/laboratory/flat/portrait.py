"""Two units of a state on their way: the steps the story has reached in the state's hue, the others grey."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from rnnviz.model.document.change import Change
from rnnviz.model.figures.numbers import plain
from rnnviz.view.laboratory.part import LabPart
from rnnviz.view.look import facts
from rnnviz.view.look.shield import shielded
from rnnviz.view.widgets.paper import BOLD, Align, text_width, words

MOST_POINTS = 400
NEAR = 12.0
"""Pixels from a point within which it is meant."""
MOST_NUMBERS = 60
"""Of so many steps numbers are written at all."""


@shielded
class Portrait(LabPart):
    """Chips choose the state; the unit that is selected is drawn to the right, the next one upward."""

    key = "lab_portrait"

    @property
    def title(self) -> str:
        return self.tr("Two units on their way")

    @property
    def choices(self) -> tuple[str, ...]:
        return tuple(reversed(self.simulation.cell.states))

    @property
    def units(self) -> tuple[int, int]:
        """The selected one, and the next."""
        size = self.simulation.run.value(self.chosen).shape[1]
        first = min(self.simulation.selection.unit, size - 1)
        return first, (first + 1) % size

    def take_change(self, what: Change) -> None:
        self._follow.ask()

    def draw_picture(self, p: QPainter) -> None:
        self.draw_title(p)
        if not self.chosen or self.simulation.run.value(self.chosen).shape[1] < 2:
            told = self.tr("This takes a state of two units.")
            words(p, self.width() / 2, self.height() / 2, told, self.scale.body, self.theme.dim, Align.AlignHCenter)
            return
        values = self.simulation.run.value(self.chosen)[:, list(self.units)]
        most = float(np.nanmax(np.abs(np.where(np.isfinite(values), values, np.nan)), initial=0.0)) or 1.0
        rect = self._square()
        self._draw_axes(p, rect, most)
        points = [
            QPointF(rect.center().x() + x / most * rect.width() / 2, rect.center().y() - y / most * rect.height() / 2)
            if math.isfinite(x + y) else None
            for x, y in values.tolist()
        ]  # fmt: skip
        self._points = tuple(points)
        self._draw_way(p, points)

    _points: tuple[QPointF | None, ...] = ()

    def tip(self, place: QPointF) -> str:
        """The step whose point lies nearest, if it is near."""
        near = [(math.dist((at.x(), at.y()), (place.x(), place.y())), step)
                for step, at in enumerate(self._points) if at is not None]  # fmt: skip
        apart, step = min(near, default=(math.inf, 0))
        values = self.simulation.run.value(self.chosen) if self.chosen else None
        if apart > NEAR or values is None or step >= len(values):
            return ""
        one, two = (plain(float(values[step, unit]), 3) for unit in self.units)
        told = self.tr("{0}: unit {1} at {2}, unit {3} at {4}")
        return told.format(self.word_at(self.simulation.place(step)), self.units[0] + 1, one, self.units[1] + 1, two)

    def _square(self) -> QRectF:
        s = self.scale
        top, left = self.top + s.axis, s.pad + 3.2 * s.axis
        side = max(20.0, min(self.width() - left - s.pad, self.height() - top - s.axis * 3))
        return QRectF(left + (self.width() - left - s.pad - side) / 2, top, side, side)

    def _draw_axes(self, p: QPainter, rect: QRectF, most: float) -> None:
        px = self.scale.axis
        p.setPen(QPen(self.theme.grid, 1))
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawRect(rect)
        p.drawLine(QPointF(rect.center().x(), rect.top()), QPointF(rect.center().x(), rect.bottom()))
        p.drawLine(QPointF(rect.left(), rect.center().y()), QPointF(rect.right(), rect.center().y()))
        right, up = (self.tr("unit {0}").format(unit + 1) for unit in self.units)
        words(p, rect.left() - px * 0.4, rect.top() + px, plain(most), px, self.theme.dim, Align.AlignRight)
        words(p, rect.left() - px * 0.4, rect.top() - px * 0.3, up, px, self.theme.text, Align.AlignHCenter)
        words(p, rect.right(), rect.bottom() + px * 1.3, plain(most), px, self.theme.dim, Align.AlignRight)
        words(p, rect.center().x(), rect.bottom() + px * 1.3, right, px, self.theme.text, Align.AlignHCenter)

    def _draw_way(self, p: QPainter, points: list[QPointF | None]) -> None:
        now, last = self.simulation.cursor.step, len(points) - 1
        hue = self.theme.role(self.simulation.cell.by_name[self.chosen].role)
        every = max(1, len(points) // MOST_POINTS)
        steps = [*range(0, last, every), last]
        for reached in (False, True):
            for a, b in pairwise(steps):
                begin, end = points[a], points[b]
                if begin is not None and end is not None and (b <= now) == reached:
                    p.setPen(QPen(hue if reached else self.theme.faint, self.scale.line(1.6)))
                    p.drawLine(begin, end)
                    _draw_arrow(p, begin, end)
        for step in steps:
            self._draw_point(p, points[step], step, now)
        self._draw_numbers(p, points, [now, *(step for step in steps if step != now)])

    def _draw_point(self, p: QPainter, at: QPointF | None, step: int, now: int) -> None:
        if at is None:
            return
        hue = self.theme.role(self.simulation.cell.by_name[self.chosen].role)
        p.setPen(QPen(self.theme.text if step == now else self.theme.panel, 2 if step == now else 1))
        p.setBrush(hue if step <= now else self.theme.faint)
        size = self.scale.line(6.0 if step == now else 3.4)
        p.drawEllipse(at, size, size)
        facts.tell("point", self.chosen, step=step, at=at, color=hue if step <= now else self.theme.faint)

    def _draw_numbers(self, p: QPainter, points: list[QPointF | None], steps: list[int]) -> None:
        """The present step's first; of the others those that cover no number, of a long run none."""
        taken: list[QRectF] = []
        now, px = steps[0], self.scale.axis
        for step in steps if len(points) <= MOST_NUMBERS else steps[:1]:
            at, number = points[step], str(self.simulation.place(step) + 1)
            weight, gap = BOLD if step == now else _LIGHT, self.scale.line(6.0)
            if at is None:
                continue
            rect = QRectF(at.x() + gap, at.y() - gap - px * 0.8, text_width(number, px, weight), px)
            if any(rect.intersects(other) for other in taken):
                continue
            taken.append(rect)
            ink = self.theme.text if step <= now else self.theme.dim
            words(p, rect.left(), at.y() - gap, number, px, ink, weight=weight)
            facts.tell("step number", step=step, at=rect.center(), word=number)


def _draw_arrow(p: QPainter, begin: QPointF, end: QPointF) -> None:
    """In the middle of a stretch that has room for it."""
    way = end - begin
    length = math.hypot(way.x(), way.y())
    if length <= 26:
        return
    along, middle = way / length * 5, (begin + end) / 2
    across = QPointF(-along.y(), along.x()) * 0.7
    p.setBrush(p.pen().color())
    p.drawPolygon(QPolygonF([middle + along, middle - along + across, middle - along - across]))


_LIGHT = BOLD.__class__.Normal
