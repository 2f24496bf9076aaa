"""Curves over the columns of steps on a logarithmic axis: grid, decades, joined points with a mark of their own."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from rnnviz.engine.language.ops import Array
from rnnviz.model.figures.scales import Axis, decade_text
from rnnviz.view.laboratory.columns import StepColumns
from rnnviz.view.look.style import Scale, Theme
from rnnviz.view.widgets.paper import Align, words

DENSE = 240
"""Thick or dashed lines of more steps would cost Qt half a second: there they are thin."""
ROOM = 14
"""Pixels between two steps from which on every point has a mark."""


@dataclass(frozen=True, slots=True)
class LogPlot:
    """Where log10 values stand: over the columns, between top and bottom."""

    columns: StepColumns
    axis: Axis
    top: float
    bottom: float

    def y(self, value: float) -> float:
        share = (value - self.axis.low) / max(1e-9, self.axis.high - self.axis.low)
        return self.bottom - share * (self.bottom - self.top)

    def draw_grid(self, p: QPainter, theme: Theme, scale: Scale) -> None:
        columns, px = self.columns, scale.axis
        for tick in self.axis.ticks:
            y = self.y(tick)
            p.fillRect(QRectF(columns.left, y, columns.right - columns.left, 1), theme.grid)
            words(p, columns.left - px * 0.6, y + px * 0.36, decade_text(tick), px, theme.dim, Align.AlignRight)

    def draw_curve(
        self, p: QPainter, values: Array, hue: QColor, scale: Scale, *, dashed: bool = False, mark: str = ""
    ) -> None:
        """values: by place in the sequence; neighbours that are numbers are joined. mark: "dot", "diamond", or none."""
        points = [self._point(place, value) for place, value in enumerate(values.tolist())]
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        thin = self.columns.steps > DENSE
        p.setPen(QPen(hue, 1) if thin else QPen(hue, scale.line(1.6 if dashed else 2.4), style))
        p.drawLines([QLineF(a, b) for a, b in pairwise(points) if a is not None and b is not None])
        if mark and self.columns.pitch > ROOM:
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(hue)
            for point in points:
                if point is not None:
                    _draw_mark(p, point, mark, scale.line(4.0))

    def _point(self, place: int, value: float) -> QPointF | None:
        if not math.isfinite(value) or value < self.axis.low - 1e-9:
            return None
        return QPointF(self.columns.x(place), self.y(value))


def _draw_mark(p: QPainter, at: QPointF, mark: str, size: float) -> None:
    if mark == "dot":
        p.drawEllipse(at, size, size)
        return
    reach = size * 1.35
    corners = ((0, -reach), (reach, 0), (0, reach), (-reach, 0))
    p.drawPolygon(QPolygonF([at + QPointF(x, y) for x, y in corners]))
