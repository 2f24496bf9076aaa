"""Every unit of a line at every step, as squares, with numbers where there is room."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from rnnviz.model.figures.numbers import plain
from rnnviz.model.laboratory.flat_figures import lines_of
from rnnviz.view.laboratory.columns import StepColumns, draw_frame, draw_steps
from rnnviz.view.laboratory.part import LabPart
from rnnviz.view.laboratory.raster import draw_raster, thin
from rnnviz.view.look import facts
from rnnviz.view.look.shades import value_colors
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import ink, value_color
from rnnviz.view.widgets.paper import Align, words


@shielded
class UnitsByTime(LabPart):
    """Chips choose the line."""

    key = "lab_units"

    @property
    def title(self) -> str:
        return self.tr("Unit by time")

    @property
    def choices(self) -> tuple[str, ...]:
        return lines_of(self.simulation.run)

    @property
    def columns(self) -> StepColumns:
        left = self.scale.pad + 4.2 * self.scale.axis
        return StepColumns(left, max(left + 20, self.width() - self.scale.pad), self.simulation.steps)

    @property
    def _foot(self) -> float:
        return self.height() - self.scale.axis * 2.9

    def draw_picture(self, p: QPainter) -> None:
        self.draw_title(p)
        name = self.chosen
        if not name:
            return
        values, s = self.simulation.run.value(name), self.scale
        top, count = self.top + s.pad * 0.4, values.shape[1]
        pitch = (self._foot - top) / max(1, count)
        every = max(1, round(1.3 * s.axis / max(0.1, pitch)))
        for unit in range(0, count, every):
            base = top + (unit + 0.5) * pitch + s.axis * 0.36
            words(p, s.pad, base, self.tr("unit {0}").format(unit + 1), s.axis, self.theme.dim)
        if thin(self.columns):
            self._draw_raster(p, name, top, pitch)
        else:
            for place in self.columns.drawn:
                self._draw_column(p, name, place, top, pitch)
        draw_steps(p, self.columns, self.simulation, self._foot, self.theme, self.scale)

    def _draw_raster(self, p: QPainter, name: str, top: float, pitch: float) -> None:
        """All columns at once, a line of the ground between two units that have room for it."""
        values, columns = self.simulation.run.value(name), self.columns
        ordered = values if self.simulation.cursor.way == "forward" else values[::-1]
        shown = np.nan_to_num(np.clip(ordered, -1.0, 1.0)).T
        colors = value_colors(self.theme, shown.ravel().tolist(), self._role(name)).reshape(*shown.shape, 3)
        rect = QRectF(columns.left, top, columns.right - columns.left, pitch * len(shown))
        draw_raster(p, rect, colors)
        for unit in range(1, len(shown)) if pitch > 4 else ():
            p.fillRect(QRectF(rect.left(), top + unit * pitch - 1, rect.width(), 1), self.theme.panel)
        facts.tell("units", name, value=values)

    def _role(self, name: str) -> str | None:
        """Of a gate its own hue; other values are blue or orange."""
        return self.simulation.cell.by_name[name].role if name in self.simulation.cell.gates else None

    def _draw_column(self, p: QPainter, name: str, place: int, top: float, pitch: float) -> None:
        step = self.simulation.place(place)
        role = self._role(name)
        for unit, value in enumerate(self.simulation.run.value(name)[step].tolist()):
            fill = value_color(self.theme, _bounded(value), role)
            rect = self.columns.rect(
                place, top + unit * pitch, top + (unit + 1) * pitch - (1 if pitch > 4 else 0), 0.97
            )
            p.fillRect(rect, fill)
            if rect.width() >= 3.2 * self.scale.axis and rect.height() >= 1.3 * self.scale.axis:
                base = rect.center().y() + self.scale.axis * 0.36
                words(
                    p, rect.center().x(), base, plain(value), self.scale.axis, ink(self.theme, fill), Align.AlignHCenter
                )
            facts.tell("unit", name, step=step, unit=unit, value=value, color=fill)

    def tip(self, place: QPointF) -> str:
        """The number of a square."""
        step, name = self.columns.at(place.x()), self.chosen
        if step is None or not name:
            return ""
        values, top = self.simulation.run.value(name), self.top + self.scale.pad * 0.4
        unit = int((place.y() - top) / (self._foot - top) * values.shape[1])
        if not 0 <= unit < values.shape[1] or place.y() < top:
            return ""
        number = plain(float(values[self.simulation.place(step), unit]), 4)
        return self.tr("{0}, unit {1}: {2}").format(self.word_at(step), unit + 1, number)

    def draw_live(self, p: QPainter) -> None:
        if self.chosen:
            place = self.simulation.place(self.simulation.cursor.step)
            rect = self.columns.rect(place, self.top, self.height() - self.scale.axis * 0.3, 1.0)
            draw_frame(p, rect, self.theme, self.scale)


def _bounded(value: float) -> float:
    """Colours know values up to 1; what is no number has none."""
    return min(max(value, -1.0), 1.0) if value == value else 0.0
