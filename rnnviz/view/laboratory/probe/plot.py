"""What the change does to a line at every later step, beside what the gradient of the loss is there."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from rnnviz.engine.laboratory.probe import Response
from rnnviz.engine.language.ops import Array
from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.scales import Axis, decade_text, decades, size_text
from rnnviz.view.laboratory.columns import StepColumns, draw_frame, draw_steps
from rnnviz.view.laboratory.log_plot import LogPlot
from rnnviz.view.laboratory.part import LabPart
from rnnviz.view.laboratory.probe.controls import ProbeControls
from rnnviz.view.laboratory.probe.looked import ProbeLooked
from rnnviz.view.look import facts, typeset
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import with_alpha
from rnnviz.view.look.typeset import Row
from rnnviz.view.plots.states import norm_row
from rnnviz.view.widgets.paper import Align, elided, text_width, words
from rnnviz.view.widgets.pills import pill, pill_rect


@shielded
class ProbePlot(LabPart):
    """Chips choose the line that is followed; "change here" stands at the present step, and the story is dragged."""

    key = "lab_probe"

    def __init__(self, simulation: Simulation, looked: ProbeLooked, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self._looked = looked
        self._refusal = ""
        self.controls = ProbeControls(looked, self)
        self.controls.held.connect(self.dragged)
        self.controls.refused.connect(self._refuse)
        self._axis = Axis(-1, 0, 1)
        self.setMouseTracking(True)
        looked.changed.connect(self.follow)

    @property
    def title(self) -> str:
        return self.tr("One number is changed by a little")

    @property
    def choices(self) -> tuple[str, ...]:
        return self._looked.lines

    @property
    def chosen(self) -> str:
        return self._looked.line

    def choose(self, name: str) -> None:
        self._looked.follow(name)

    def take_change(self, what: Change) -> None:
        """Other runs and steps are followed by the page."""

    def _refuse(self, why: str) -> None:
        self._refusal = why
        self.refresh()

    def renew(self) -> None:
        self._refusal = ""
        s = self.scale
        self.controls.set_look(self.theme, s)
        self.controls.renew()
        height = round(s.body * 2.1)
        room = self.width() - 2 * s.pad
        self.controls.setGeometry(s.pad, round(self.top), min(room, round(s.body * 52)), height)
        super().renew()

    # where things stand --------------------------------------------------------------------------------------

    @property
    def columns(self) -> StepColumns:
        left = self.scale.pad + text_width(decade_text(-10), self.scale.axis) + self.scale.axis
        return StepColumns(left, max(left + 20, self.width() - self.scale.pad), self.simulation.steps)

    @property
    def _pills(self) -> float:
        """The line on which the pills stand."""
        return self.top + self.scale.body * 3.4

    def _plot(self) -> LogPlot:
        top, bottom = self._pills + self.scale.body * 1.4, self.height() - self.scale.axis * 3.3
        return LogPlot(self.columns, self._axis, top, max(top + 10, bottom))

    # painting ------------------------------------------------------------------------------------------------

    def backward(self) -> Array:
        """log10 ||dL/d(line)|| in the order of the sequence."""
        norms = self.simulation.run.norms(self._looked.line)
        return norms if self.simulation.cursor.way == "forward" else norms[::-1]

    def draw_picture(self, p: QPainter) -> None:
        self.draw_title(p, self._refusal)
        found = self._looked.response
        if found is None:
            told, color = self.tr("being worked out ..."), self.theme.dim
            if self._looked.failed:
                told, color = self._looked.failed, self.theme.error
            told = elided(told, self.width() - 2 * self.scale.pad, self.scale.body)
            words(p, self.width() / 2, self.height() / 2, told, self.scale.body, color, Align.AlignHCenter)
            return
        back = self.backward()
        self._look_at(found, back)
        plot = self._plot()
        plot.draw_grid(p, self.theme, self.scale)
        self._draw_curves(p, plot, found, back)
        self._draw_legend(p, found)
        draw_steps(p, self.columns, self.simulation, self.height() - self.scale.axis * 2.9, self.theme, self.scale)
        self._tell(found, back)

    def _look_at(self, found: Response, back: Array) -> None:
        """Decades of all curves; what lies sixteen below the largest says nothing."""
        all_of_them = np.concatenate([found.forward, back, () if found.limit is None else found.limit])
        there = all_of_them[np.isfinite(all_of_them)]
        low = float(there.max(initial=-np.inf)) - 16
        values = np.maximum(there, low).tolist() + ([self._axis.low, self._axis.high] if self.live else [])
        plot = self._plot()
        self._axis = decades(values, max(2, min(8, int((plot.bottom - plot.top) / (self.scale.axis * 2.5)))))

    def _hues(self) -> tuple[Any, Any]:
        cell = self.simulation.cell
        return self.theme.accent, self.theme.role(cell.by_name[self._looked.line].role)

    def _draw_curves(self, p: QPainter, plot: LogPlot, found: Response, back: Array) -> None:
        forward, hue = self._hues()
        plot.draw_curve(p, back, hue, self.scale, mark="dot")
        if found.limit is not None:
            plot.draw_curve(p, found.limit, with_alpha(forward, 0.75), self.scale, dashed=True)
        before = self._looked.before
        if before is not None and len(before.forward) == len(found.forward):
            plot.draw_curve(p, before.forward, with_alpha(forward, 0.35), self.scale)
            facts.tell("probe before", self._looked.line, value=before.forward)
        plot.draw_curve(p, found.forward, forward, self.scale, mark="diamond")

    def _rows(self, found: Response) -> list[tuple[str, Row, Any]]:
        forward, hue = self._hues()
        line = self._looked.line
        moved = (*typeset.text("‖δ"), *typeset.symbol(line, "t"), *typeset.text("‖ / ε"))
        rows = [(self.tr("backward"), norm_row(line), hue), (self.tr("forward"), moved, forward)]
        if found.limit is not None:
            rows.append((self.tr("dashed:"), typeset.text("ε → 0"), self.theme.dim))
        return rows

    def _need(self, piece: tuple[str, Row, Any]) -> float:
        """Width of one piece of the legend."""
        text, row, _ = piece
        return text_width(text, self.scale.axis) + typeset.width(row, self.scale.axis * 1.22) + self.scale.axis * 1.9

    def _draw_legend(self, p: QPainter, found: Response) -> None:
        """In the line of the controls, at its right; as much of it as there is room for."""
        s, x = self.scale, float(self.width() - self.scale.pad)
        base, rows = self.top + s.body * 1.35, self._rows(found)
        while rows and sum(map(self._need, rows)) > x - self.controls.geometry().right() - s.pad:
            rows.pop()
        for text, row, color in reversed(rows):
            typeset.draw(p, x, base, row, s.axis * 1.22, Align.AlignRight, color)
            x -= typeset.width(row, s.axis * 1.22) + s.axis * 0.5
            x -= words(p, x, base, text, s.axis, color, Align.AlignRight) + s.axis * 1.4

    def _tell(self, found: Response, back: Array) -> None:
        if not facts.listened():
            return
        for place in range(len(back)):
            limit = None if found.limit is None else float(found.limit[place])
            facts.tell("probe", self._looked.line, step=place, value=(float(found.forward[place]), limit))
            facts.tell("probe norm", self._looked.line, step=place, value=float(back[place]))

    def draw_live(self, p: QPainter) -> None:
        if self._looked.response is None:
            return
        plot, place = self._plot(), self._looked.place
        draw_frame(p, self.columns.rect(place, plot.top, self.height() - self.scale.axis * 0.3, 1.0), self.theme,
                   self.scale)  # fmt: skip
        x, text = self.columns.x(place), self.tr("change here")
        if self._looked.what.kind == "start":
            x, text = self.columns.left, self.tr("changed before the first step")
        elif self._looked.what.kind == "weight":
            x, text = self.columns.left, self.tr("changed in every step")
        rect = self._inside(pill_rect(QPointF(x, self._pills), text, self.scale.axis))
        taken = self._draw_loss(p, rect)
        pill(p, rect, text, self.scale.axis, self.theme, self.theme.accent)
        facts.tell("change", self._looked.what.key, step=place, word=text)
        for step, loss in taken:
            facts.tell("loss at", step=step, word=loss)

    def _inside(self, rect: QRectF) -> QRectF:
        rect.moveLeft(min(max(rect.left(), self.scale.pad), self.width() - self.scale.pad - rect.width()))
        return rect

    def _draw_loss(self, p: QPainter, beside: QRectF) -> list[tuple[int, str]]:
        """A pill where the loss is taken, if that is one step; where it would lie on the other one it stands beside."""
        setup = self.simulation.result.setup
        counted = setup.loss.counted(setup.steps)
        if len(counted) != 1:
            return []
        text = self.tr("loss")
        rect = self._inside(pill_rect(QPointF(self.columns.x(counted[0]), self._pills), text, self.scale.axis))
        if rect.intersects(beside):
            left = beside.left() - rect.width() - 4
            rect.moveLeft(left if left > self.scale.pad else beside.right() + 4)
        pill(p, rect, text, self.scale.axis, self.theme, self.theme.text)
        return [(counted[0], text)]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if not event.buttons():
            over = event.position().y() > self._pills - self.scale.body
            self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def tip(self, place: QPointF) -> str:
        return self._said(self.columns.at(place.x())) if place.y() > self._pills else ""

    def _said(self, place: int | None) -> str:
        found = self._looked.response
        if found is None or place is None:
            return ""
        back = float(self.backward()[place])
        sizes = [size_text(value, 1) for value in (float(found.forward[place]), back) if not math.isnan(value)]
        if len(sizes) < 2:
            return ""
        return self.tr("{0}: forward {1}, backward {2}").format(self.word_at(place), *sizes)
