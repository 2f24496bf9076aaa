"""Layers by steps: every box is a layer's direction at a step, in the colour of the gradient's size there."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.scales import Axis, decade_text, decades, size_text
from rnnviz.model.laboratory.depth_figures import INPUT, DepthFigures, DepthRow
from rnnviz.view.laboratory.columns import StepColumns, draw_frame, draw_steps
from rnnviz.view.laboratory.depth.looked import OUTPUT, STATES, DepthLooked, row_name
from rnnviz.view.laboratory.part import LabPart
from rnnviz.view.laboratory.raster import draw_raster, shades, thin
from rnnviz.view.look import facts
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import ink, mix, value_ground
from rnnviz.view.widgets.paper import Align, shortened, text_width, words
from rnnviz.view.widgets.text_chips import TextChips

MOST_DECADES = 16
"""What lies further below the largest is as good as nothing on this scale of colours."""


@shielded
class DepthBoxes(LabPart):
    """A click on a box puts its layer on the stage, at its step."""

    key = "lab_depth"

    def __init__(self, simulation: Simulation, looked: DepthLooked, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self._looked = looked
        self._axis = Axis(-1, 0, 1)
        self.of = TextChips((OUTPUT, STATES), self)
        self.of.chosen.connect(looked.choose)
        looked.changed.connect(self.follow)

    @property
    def title(self) -> str:
        return self.tr("Gradient at every layer and step")

    def take_change(self, what: Change) -> None:
        if what & Change.RUN:
            self._follow.ask()
        elif what & Change.PLAYHEAD:  # another layer may stand on the stage
            self.repaint_soon()

    def renew(self) -> None:
        texts = {OUTPUT: self.tr("output"), STATES: self.tr("all states")}
        self.of.show_words(texts, self._looked.of, self.scale)
        self.of.move(round(self.width() - self.scale.pad - self.of.width()), round(self.scale.pad * 0.6))
        super().renew()

    # where things stand --------------------------------------------------------------------------------------

    @property
    def columns(self) -> StepColumns:
        names = [row_name(self.simulation, row) for row in self._looked.figures.rows]
        widest = max(text_width(name, self.scale.axis) for name in names)
        left = self.scale.pad + min(widest, self.width() * 0.25) + self.scale.axis
        return StepColumns(left, max(left + 20, self.width() - self.scale.pad), self.simulation.steps)

    @property
    def _ends(self) -> tuple[float, float]:
        """Upper and lower end of the boxes."""
        return self.top + self.scale.axis * 2.6, self.height() - self.scale.axis * 3.3

    def _box(self, number: int, place: int) -> QRectF:
        """Of the row with that number at a step."""
        top, bottom = self._ends
        pitch = min((bottom - top) / len(self._looked.figures.rows), self.scale.px(150))
        gap = min(8.0, pitch * 0.12)
        return self.columns.rect(place, top + number * pitch, top + (number + 1) * pitch - gap, 0.94)

    # painting ------------------------------------------------------------------------------------------------

    def draw_picture(self, p: QPainter) -> None:
        figures = self._looked.figures
        self.draw_title(p)
        self._look_at(figures)
        self._draw_scale(p)
        for number, row in enumerate(figures.rows):
            box, px = self._box(number, 0), self.scale.axis
            name = shortened(row_name(self.simulation, row), self.columns.left - self.scale.pad - px * 0.5, px)
            words(p, self.scale.pad, box.center().y() + px * 0.36, name, px, self.theme.text)
            if thin(self.columns):
                self._draw_raster(p, row, self._box(number, 0))
                continue
            for place in self.columns.drawn:
                self._draw_box(p, row, place, self._box(number, place))
        bottom = self._box(len(figures.rows) - 1, 0).bottom()
        draw_steps(p, self.columns, self.simulation, bottom + self.scale.axis * 0.5, self.theme, self.scale)

    def _look_at(self, figures: DepthFigures) -> None:
        """One scale of colours for all of them."""
        whole = np.concatenate([row.values for row in figures.rows])
        there = whole[np.isfinite(whole)]
        low = float(there.max(initial=-np.inf)) - MOST_DECADES
        values = np.maximum(there, low).tolist() + ([self._axis.low, self._axis.high] if self.live else [])
        self._axis = decades(values)

    def _color(self, value: float) -> QColor:
        if not math.isfinite(value):
            return self.theme.error if value > 0 or math.isnan(value) else self.theme.panel
        part = (value - self._axis.low) / (self._axis.high - self._axis.low)
        return mix(value_ground(self.theme), self.theme.accent, part)

    def _draw_raster(self, p: QPainter, row: DepthRow, box: QRectF) -> None:
        """All boxes of a row at once."""
        with np.errstate(invalid="ignore"):
            parts = (row.values - self._axis.low) / (self._axis.high - self._axis.low)
        columns = self.columns
        rect = QRectF(columns.left, box.top(), columns.right - columns.left, box.height())
        draw_raster(p, rect, shades(value_ground(self.theme), self.theme.accent, parts[None], self.theme.panel))
        facts.tell("reach of all", row.way, unit=row.layer, value=row.values)

    def _draw_box(self, p: QPainter, row: DepthRow, place: int, rect: QRectF) -> None:
        value, px = float(row.values[place]), self.scale.axis
        fill = self._color(value)
        round_by = 4.0 if rect.width() > 16 else 0.0
        p.setPen(QPen(self.theme.grid, 1) if round_by else Qt.PenStyle.NoPen)
        p.setBrush(fill)
        if round_by:
            p.drawRoundedRect(rect, round_by, round_by)
        else:
            p.fillRect(rect, fill)
        text = size_text(value, 0)
        if rect.width() > text_width(text, px) + 4 and rect.height() > px * 1.3:
            words(p, rect.center().x(), rect.center().y() + px * 0.36, text, px, ink(self.theme, fill),
                  Align.AlignHCenter)  # fmt: skip
        facts.tell("reach", row.way, step=place, unit=row.layer, value=value, color=fill)

    def _draw_scale(self, p: QPainter) -> None:
        """From dark to bright, with its ends."""
        s, width = self.scale, min(260.0, self.width() * 0.25)
        right, y = self.width() - s.pad - 3 * s.axis, self.top + s.axis * 0.7
        rect = QRectF(right - width, y, width, 6)
        shades = QLinearGradient(rect.topLeft(), rect.topRight())
        shades.setColorAt(0, value_ground(self.theme))
        shades.setColorAt(1, self.theme.accent)
        p.fillRect(rect, shades)
        words(p, rect.left() - 6, y + s.axis * 0.55, decade_text(self._axis.low), s.axis, self.theme.dim,
              Align.AlignRight)  # fmt: skip
        words(p, rect.right() + 6, y + s.axis * 0.55, decade_text(self._axis.high), s.axis, self.theme.dim)

    def draw_live(self, p: QPainter) -> None:
        rows, cursor = self._looked.figures.rows, self.simulation.cursor
        place = self.simulation.place(cursor.step)
        top = self._box(0, place).top() - 4
        bottom = self._box(len(rows) - 1, place).bottom() + self.scale.axis * 2.9
        draw_frame(p, self.columns.rect(place, top, bottom, 1.0), self.theme, self.scale)
        here = next(n for n, row in enumerate(rows) if (row.layer, row.way) == (cursor.layer, cursor.way))
        box = self._box(here, place)
        if box.width() > 8:
            p.setPen(QPen(self.theme.text, 2))
            p.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 5, 5)
        facts.tell("on stage", cursor.way, step=place, unit=cursor.layer)

    # pointing ------------------------------------------------------------------------------------------------

    def _at(self, at: QPointF) -> tuple[DepthRow, int] | None:
        place = self.columns.at(at.x())
        if place is None:
            return None
        rows = self._looked.figures.rows
        found = next((n for n in range(len(rows)) if self._box(n, place).contains(at)), None)
        return None if found is None else (rows[found], place)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position())
        if found is not None and event.button() == Qt.MouseButton.LeftButton and found[0].layer != INPUT:
            self.simulation.visit(found[0].layer, found[0].way)
        super().mousePressEvent(event)

    def tip(self, place: QPointF) -> str:
        found = self._at(place)
        if found is None:
            return ""
        row, step = found
        size = size_text(float(row.values[step]), 1)
        return self.tr("{0}, {1}: {2}").format(row_name(self.simulation, row), self.word_at(step), size)
