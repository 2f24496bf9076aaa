"""How much slope every activation has left, at every step and unit, and as a mean."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from rnnviz.engine import Run
from rnnviz.engine.laboratory.flat import FLAT, SlopeLeft, slopes_left
from rnnviz.engine.language.ops import FUNCTIONS
from rnnviz.model.figures.numbers import plain
from rnnviz.model.laboratory.flat_figures import LITTLE, least_left, names_of
from rnnviz.view.laboratory.columns import StepColumns, draw_frame, draw_steps
from rnnviz.view.laboratory.part import LabPart
from rnnviz.view.laboratory.raster import draw_raster, shades, thin
from rnnviz.view.look import facts
from rnnviz.view.look.language import line_name
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import mix, value_ground
from rnnviz.view.widgets.paper import BOLD, Align, elided, text_width, words

MOST_UNITS = 16


@shielded
class Slopes(LabPart):
    """A row for every activation; squares of units while there is room, their mean below."""

    key = "lab_slopes"

    @property
    def title(self) -> str:
        return self.tr("How much slope is left")

    @property
    def columns(self) -> StepColumns:
        left, right = self.scale.pad + 9.5 * self.scale.body, self.width() - self.scale.pad - 5.2 * self.scale.body
        return StepColumns(left, max(left + 20, right), self.simulation.steps)

    @property
    def rows(self) -> tuple[SlopeLeft, ...]:
        """Of the run on the stage, worked out once."""
        run = self.simulation.run
        if self._kept is None or self._kept[0] is not run:
            self._kept = run, slopes_left(run)
        return self._kept[1]

    _kept: tuple[Run, tuple[SlopeLeft, ...]] | None = None

    def name(self, row: SlopeLeft) -> str:
        """What the line is called, with the function where a line has several."""
        several = sum(other.line == row.line for other in self.rows) > 1
        name = line_name(self.simulation.cell, row.line)
        return f"{name} {names_of(self.rows)[self.rows.index(row)].rpartition(' ')[2]}" if several else name

    @property
    def reading(self) -> str:
        """What keeps least, where that is little; and units that pass nothing at all."""
        if not self.rows:
            return self.tr("No function of this cell can become flat.")
        found, dead = least_left(self.rows), [(row, int(row.dead.sum())) for row in self.rows]
        told = []
        if found is not None:
            at = self.word_at(self.simulation.place(found.step))
            line = self.tr("At {0}, {1} keeps {2} % of its slope.")
            if found.mean >= LITTLE:
                line = self.tr("Least is left at {0}: {1} keeps {2} % of its slope.")
            told.append(line.format(at, self.name(found.row), plain(100 * found.mean, 0)))
        told += [
            self.tr("{0}: {1} of {2} units are dead.").format(self.name(row), count, row.left.shape[-1])
            for row, count in dead
            if count
        ]
        return " ".join(told)

    @property
    def _pitch(self) -> float:
        """Height of a row."""
        room = self.height() - self.scale.axis * 2.9 - self.top
        return min(self.scale.px(58) if self.scale.height >= 900 else 44.0, room / max(1, len(self.rows)))

    @property
    def _foot(self) -> float:
        """Where the rows end."""
        return self.top + len(self.rows) * self._pitch

    def draw_picture(self, p: QPainter) -> None:
        rows = self.rows
        self.draw_title(p, self.reading)
        self.setAccessibleDescription(self.reading)
        if not rows:
            return
        pitch = self._pitch
        for number, row in enumerate(rows):
            self._draw_row(p, row, self.top + number * pitch, pitch)
        draw_steps(p, self.columns, self.simulation, self._foot, self.theme, self.scale)

    def _draw_row(self, p: QPainter, row: SlopeLeft, top: float, pitch: float) -> None:
        s, columns = self.scale, self.columns
        role = self.simulation.cell.by_name[row.line].role
        said = pitch > 2.4 * s.axis and columns.pitch > text_width("100", s.axis) + 4
        height = pitch - (1.35 * s.axis if said else 0) - 3
        base = top + pitch / 2 + s.body * 0.2
        room = columns.left - 2 * s.pad
        words(p, s.pad, base, elided(self.name(row), room, s.body, BOLD), s.body, self.theme.role(role), weight=BOLD)
        left, slope = (
            columns.left - 0.6 * s.axis,
            f"{FUNCTIONS[row.function].symbol}′" if row.function in FUNCTIONS else "",
        )
        if left - text_width(self.name(row), s.body, BOLD) - s.pad > text_width(slope, s.axis) + s.axis:
            words(p, left, base, slope, s.axis, self.theme.dim, Align.AlignRight)
            facts.tell("slope of", row.line, word=slope)
        mean = f"{plain(100 * row.mean, 0)} %" if math.isfinite(row.mean) else "–"
        words(p, self.width() - s.pad, base, mean, s.body, self.theme.text, Align.AlignRight, BOLD)
        facts.tell("slope mean", row.line, value=row.mean, word=mean)
        before = self._before(row)
        if before is not None and pitch > 2.4 * s.axis:
            told = self.tr("was {0} %").format(plain(100 * before, 0))
            words(p, self.width() - s.pad, base + s.axis * 1.2, told, s.axis, self.theme.dim, Align.AlignRight)
            facts.tell("slope mean before", row.line, value=before, word=told)
        if thin(columns):
            self._draw_raster(p, row, QRectF(columns.left, top, columns.right - columns.left, height))
            return
        for place in columns.drawn:
            step = self.simulation.place(place)
            self._draw_step(p, row, step, columns.rect(place, top, top + height, 0.86), said)

    def _before(self, row: SlopeLeft) -> float | None:
        """The mean of the row in the run before the last edit, if it had the same equations; None where it is the
        same, or the run so long that nobody should wait for it."""
        reference = self.simulation.reference
        if reference is None or self.long or reference.cell is not self.simulation.cell:
            return None
        if self._former is None or self._former[0] is not reference:
            self._former = reference, slopes_left(reference)
        former = next((one for one in self._former[1] if one.node == row.node), None)
        apart = former is not None and round(100 * former.mean) != round(100 * row.mean)
        return former.mean if former is not None and apart and math.isfinite(former.mean) else None

    _former: tuple[Run, tuple[SlopeLeft, ...]] | None = None

    def _draw_raster(self, p: QPainter, row: SlopeLeft, rect: QRectF) -> None:
        """Means of all steps at once."""
        means = row.means if self.simulation.cursor.way == "forward" else row.means[::-1]
        draw_raster(p, rect, shades(value_ground(self.theme), self.theme.accent, means[None], self.theme.panel))
        facts.tell("slopes", row.line, value=row.means)

    def _draw_step(self, p: QPainter, row: SlopeLeft, step: int, rect: QRectF, said: bool) -> None:
        units, mean = row.left[step], float(row.means[step])
        count = len(units)
        if count > MOST_UNITS or rect.width() < 3 * count:
            units = np.array([mean])
        wide = rect.width() / len(units)
        for unit, value in enumerate(units):
            box = QRectF(rect.left() + unit * wide, rect.top(), max(0.7, wide - (1 if wide > 3 else 0)), rect.height())
            self._draw_square(p, box, float(value), step, unit, row)
        if said:
            color, weight = (self.theme.error, BOLD) if mean < LITTLE else (self.theme.dim, BOLD.__class__.Normal)
            text = plain(100 * mean, 0)
            words(p, rect.center().x(), rect.bottom() + self.scale.axis, text, self.scale.axis, color,
                  Align.AlignHCenter, weight)  # fmt: skip
        facts.tell("slope", row.line, step=step, value=mean)

    def _draw_square(self, p: QPainter, box: QRectF, value: float, step: int, unit: int, row: SlopeLeft) -> None:
        if not math.isfinite(value):
            return
        p.fillRect(box, mix(value_ground(self.theme), self.theme.accent, value))
        if value < FLAT and box.width() > 3:
            p.setPen(QPen(self.theme.error, 1.6 if box.width() > 7 else 1.0))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRect(box.adjusted(0.8, 0.8, -0.8, -0.8))

    def tip(self, place: QPointF) -> str:
        """The step and, where units have squares of their own, the unit."""
        step, number = self.columns.at(place.x()), int((place.y() - self.top) // self._pitch)
        if step is None or not 0 <= number < len(self.rows):
            return ""
        row, rect = self.rows[number], self.columns.rect(step, 0, 1, 0.86)
        left, count = row.left[self.simulation.place(step)], row.left.shape[1]
        where = f"{self.name(row)}, {self.word_at(step)}"
        if count > MOST_UNITS or rect.width() < 3 * count:
            return self.tr("{0}: {1} % of the slope left").format(where, plain(100 * float(left.mean()), 0))
        unit = min(max(int((place.x() - rect.left()) / rect.width() * count), 0), count - 1)
        told = self.tr("{0}, unit {1}: {2} % of the slope left")
        return told.format(where, unit + 1, plain(100 * float(left[unit]), 0))

    def draw_live(self, p: QPainter) -> None:
        if self.rows:
            place = self.simulation.place(self.simulation.cursor.step)
            rect = self.columns.rect(place, self.top - 3, self._foot + self.scale.axis * 2.6, 1.0)
            draw_frame(p, rect, self.theme, self.scale)
            facts.tell("present", "slopes", step=self.simulation.cursor.step)
