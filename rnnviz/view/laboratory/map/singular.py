"""Singular values of every step's Jacobian on a log axis, the spectral radius, and what all steps to the end make."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from rnnviz.engine.laboratory.spectra import Spectra
from rnnviz.engine.language.ops import Array
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.numbers import short
from rnnviz.model.figures.scales import Axis, decade_text, decades, size_text
from rnnviz.view.laboratory.columns import StepColumns, draw_frame, draw_steps
from rnnviz.view.laboratory.map.asked import SpectraAsked
from rnnviz.view.laboratory.part import LabPart
from rnnviz.view.look import facts
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import with_alpha
from rnnviz.view.widgets.paper import Align, text_width, words


@shielded
class SingularValues(LabPart):
    """Dots: singular values; lines: spectral radius, and the norm of the product from the last step back."""

    key = "lab_singular"

    def __init__(self, simulation: Simulation, asked: SpectraAsked, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self._asked = asked
        self._axis = Axis(-1, 0, 1)
        asked.changed.connect(self.refresh)

    @property
    def title(self) -> str:
        return self.tr("What every step does to a gradient")

    @property
    def columns(self) -> StepColumns:
        left = self.scale.pad + text_width(decade_text(-10), self.scale.axis) + self.scale.axis
        return StepColumns(left, max(left + 20, self.width() - self.scale.pad), self.simulation.steps)

    def _y(self, value: float) -> float:
        low, high = self.top + self.scale.axis * 2.2, self.height() - self.scale.axis * 3.6
        return high - (value - self._axis.low) / max(1e-9, self._axis.high - self._axis.low) * (high - low)

    def draw_picture(self, p: QPainter) -> None:
        self.draw_title(p)
        found = self._asked.spectra
        if found is None:
            told, color = self._why()
            words(p, self.width() / 2, self.height() / 2, told, self.scale.body, color, Align.AlignHCenter)
            return
        with np.errstate(divide="ignore", invalid="ignore"):
            singular, radius = np.log10(found.singular), np.log10(found.radius)
        whole = np.concatenate([singular.ravel(), radius, found.product])
        self._axis = decades(np.maximum(whole[np.isfinite(whole)], -16).tolist() or [0.0], 8)
        self._draw_axis(p)
        self._draw_dots(p, singular)
        before = self._asked.before
        if before is not None and len(before.radius) == len(radius):
            with np.errstate(divide="ignore", invalid="ignore"):
                self._draw_line(p, np.log10(before.radius), with_alpha(self.theme.accent, 0.4))
            facts.tell("radius before", value=before.radius)
        self._draw_line(p, radius, self.theme.accent)
        self._draw_line(p, found.product, self.theme.text)
        self._draw_legend(p)
        draw_steps(p, self.columns, self.simulation, self.height() - self.scale.axis * 2.9, self.theme, self.scale)
        self._tell(found)

    def _why(self) -> tuple[str, QColor]:
        if not self.simulation.cell.states:
            return self.tr("This cell has no memory: no step passes anything on."), self.theme.dim
        return (self._asked.failed, self.theme.error) if self._asked.failed else (
            self.tr("being worked out ..."), self.theme.dim,
        )  # fmt: skip

    def _draw_axis(self, p: QPainter) -> None:
        columns, px = self.columns, self.scale.axis
        for tick in self._axis.ticks:
            y = self._y(tick)
            p.setPen(QPen(self.theme.dim if tick == 0 else self.theme.grid, 1))
            p.drawLine(QPointF(columns.left, y), QPointF(columns.right, y))
            words(p, columns.left - px * 0.6, y + px * 0.36, decade_text(tick), px, self.theme.dim, Align.AlignRight)

    def _draw_dots(self, p: QPainter, singular: Array) -> None:
        size = self.scale.line(3.0) if self.columns.pitch > 12 else 1.0
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(self.theme.hidden)
        columns = self.columns
        for place in columns.drawn:
            x = columns.x(place)
            for value in singular[self.simulation.place(place)].tolist():
                if value >= self._axis.low and value < np.inf:
                    p.drawEllipse(QPointF(x, self._y(value)), size, size)

    def _draw_line(self, p: QPainter, values: Array, color: QColor) -> None:
        p.setPen(QPen(color, self.scale.line(2.0)))
        for a, b in pairwise(self.columns.drawn):
            begin, end = (float(values[self.simulation.place(place)]) for place in (a, b))
            if np.isfinite(begin) and np.isfinite(end) and min(begin, end) >= self._axis.low:
                first, second = QPointF(self.columns.x(a), self._y(begin)), QPointF(self.columns.x(b), self._y(end))
                p.drawLine(first, second)

    def _draw_legend(self, p: QPainter) -> None:
        px, x, base = self.scale.axis, self.columns.left, self.top + self.scale.axis
        for text, color in (
            (self.tr("● singular values"), self.theme.hidden), (self.tr("— spectral radius"), self.theme.accent),
            (self.tr("— product to the last step"), self.theme.text),
        ):  # fmt: skip
            if x + text_width(text, px) < self.width() - self.scale.pad:
                x += words(p, x, base, text, px, color) + 1.5 * px

    def _tell(self, found: Spectra) -> None:
        if facts.listened():
            for step in range(len(found.radius)):
                facts.tell("singular", step=step, value=tuple(found.singular[step].tolist()))
                facts.tell("radius", step=step, value=float(found.radius[step]))
                facts.tell("product", step=step, value=float(found.product[step]))

    def tip(self, place: QPointF) -> str:
        """The numbers of a step."""
        found, column = self._asked.spectra, self.columns.at(place.x())
        if found is None or column is None or place.y() < self.top:
            return ""
        step = self.simulation.place(column)
        if not np.isfinite(found.radius[step]):
            return self.tr("{0}: no finite numbers").format(self.word_at(column))
        told = self.tr("{0}: largest singular value {1}, spectral radius {2}, product to the last step {3}")
        largest, radius = short(float(found.singular[step][0]), 3), short(float(found.radius[step]), 3)
        return told.format(self.word_at(column), largest, radius, size_text(float(found.product[step])))

    def draw_live(self, p: QPainter) -> None:
        if self._asked.spectra is not None:
            place = self.simulation.place(self.simulation.cursor.step)
            rect = self.columns.rect(
                place, self.top + self.scale.axis * 1.6, self.height() - self.scale.axis * 0.3, 1.0
            )
            draw_frame(p, rect, self.theme, self.scale)
