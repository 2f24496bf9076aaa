"""The gradients of all compared cells on one logarithmic axis; the mark "n steps back" can be dragged."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from rnnviz.io.written.plotted import Plotted
from rnnviz.model.compare.norms import Norms
from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.scales import Axis, decade_text, decades, size_text, step_ticks
from rnnviz.view.compare.comparison import Comparison
from rnnviz.view.compare.names import names_of, state_of
from rnnviz.view.compare.plot_marks import Spot, draw_names, draw_pills, draw_values, name_spots
from rnnviz.view.compare.says import says
from rnnviz.view.look import facts, typeset
from rnnviz.view.look.compared import draw_mark, hue
from rnnviz.view.look.shield import shielded
from rnnviz.view.plots.curves import Curve, Frame, draw_marks, polygons, stroke
from rnnviz.view.plots.states import norm_row
from rnnviz.view.widgets.paper import BOLD, Align, Paper, plumb, text_width, words, wrapped
from rnnviz.view.widgets.value_words import kind_name
from rnnviz.view.work.throttle import GLANCE_MS

DASH = 10.0, 6.0
"""Pixels on and off of the line of a cell's second state."""


@shielded
class ComparedPlot(Paper):
    """A click or drag scrubs, except on the mark "n steps back"; with the keyboard Left and Right move that mark."""

    key = "compared_plot"
    own_keys = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right})

    def __init__(self, simulation: Simulation, comparison: Comparison, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self._comparison = comparison
        self._held = ""
        self._axis = Axis(-1, 0, 1)
        self._names: tuple[str, ...] = ()
        self._curves: list[Curve] = []
        self._spots: dict[str, Spot] = {}
        """Where names stand: under a dragging hand they stay."""
        self._follow = self.throttled(self.refresh, GLANCE_MS)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        comparison.changed.connect(self.repaint_soon)
        comparison.document.changed.connect(self._changed)

    @property
    def title(self) -> str:
        return self.tr("Gradient reaching step k, of all cells")

    def _changed(self, what: Change) -> None:
        if what & (Change.RUN | Change.SIMULATIONS | Change.SETUP):
            self._follow.ask()
        else:
            self.repaint_soon()

    def set_live(self, live: bool) -> None:
        super().set_live(live)
        self.refresh()

    @property
    def steps(self) -> int:
        return max(cell.steps for cell in self._comparison.cells)

    def plotted(self) -> tuple[Plotted, ...]:
        """log10 of every curve; a shorter sequence has nothing at its end."""
        names = names_of(self._comparison.cells)
        found = {
            f"{norm.row + 1}: {names[norm.row]}, {norm.state}": [norm.at(step) for step in range(self.steps)]
            for norm in self._comparison.norms()
        }
        return (Plotted(self.key, "step", range(1, self.steps + 1), found),)

    def frame(self) -> Frame:
        """Where the data lies."""
        s, px = self.scale, self.scale.axis
        ticks = max(text_width(decade_text(v), px) for v in self._axis.ticks)
        top = s.pad + s.title * 1.5 + px * 2.8
        bottom = self.height() - px * 1.7 - s.body * 1.5 * (1 + len(self._sentence())) - s.pad * 0.5
        rect = QRectF(s.pad + ticks + px * 0.6, top, 0, max(20.0, bottom - top))
        rect.setRight(max(rect.left() + 20, self.width() - s.pad - px * 1.2))
        last = max(1, self.steps - 1)
        return Frame(rect, 0, last, self._axis.low, self._axis.high)

    def _sentence(self) -> tuple[str, ...]:
        return wrapped(says(self._comparison), self.width() - 2 * self.scale.pad, self.scale.body)

    def _mark_step(self) -> int:
        """Where the mark stands: so many steps before the last loss there is."""
        return max(norm.loss for norm in self._comparison.norms()) - self._comparison.back

    def draw_picture(self, p: QPainter) -> None:
        norms = self._comparison.norms()
        self._names = names_of(self._comparison.cells)
        self._look_at(norms)
        frame = self.frame()
        self._draw_head(p)
        self._draw_axes(p, frame)
        p.save()
        p.setClipRect(frame.rect.adjusted(-4, -4, 4, 4))
        for norm in reversed(norms):
            self._draw_curve(p, frame, norm)
        p.restore()
        self._draw_names(p, frame, norms)
        self.setAccessibleDescription(says(self._comparison))

    def _look_at(self, norms: tuple[Norms, ...]) -> None:
        """The decades of all curves; under a dragging hand the axis only grows."""
        finite = np.concatenate([norm.values[np.isfinite(norm.values)] for norm in norms] or [np.zeros(0)])
        values = finite.tolist() + ([self._axis.low, self._axis.high] if self.live else [])
        most = max(2, min(10, int(self.height() / (self.scale.axis * 4))))
        self._axis = decades(values, most)

    def _draw_head(self, p: QPainter) -> None:
        s = self.scale
        base = s.pad + s.title
        x = s.pad + words(p, s.pad, base, self.tr("Gradient reaching step k"), s.title, self.theme.text, weight=BOLD)
        typeset.draw(p, x + s.title * 0.7, base, norm_row("h"), s.body * 1.22, color=self.theme.text)
        words(p, self.width() - s.pad, base, self.tr("log scale"), s.axis, self.theme.dim, Align.AlignRight)

    def _draw_axes(self, p: QPainter, frame: Frame) -> None:
        px, rect = self.scale.axis, frame.rect
        for value in self._axis.ticks:
            y = frame.y(value)
            p.fillRect(QRectF(rect.left(), y, rect.width(), 1), self.theme.grid)
            words(p, rect.left() - px * 0.5, y + px * 0.36, decade_text(value), px, self.theme.dim, Align.AlignRight)
        for step in step_ticks(1, self.steps, max(2, int(rect.width() / (px * 4)))):
            words(p, frame.x(step - 1), rect.bottom() + px * 1.4, str(step), px, self.theme.dim, Align.AlignHCenter)
        base = rect.bottom() + px * 1.5 + self.scale.body * 1.3
        told = self.tr("time step k  ←  backpropagation runs right to left")
        words(p, rect.center().x(), base, told, px, self.theme.dim, Align.AlignHCenter)

    def _hue(self, norm: Norms) -> QColor:
        return hue(self.theme, self._comparison.cells[norm.row].mark)

    def _curve(self, norm: Norms) -> Curve:
        cell = self._comparison.cells[norm.row]
        values = np.where(np.isfinite(norm.values), norm.values, np.nan)
        return Curve(state_of(cell, self._names[norm.row], norm.state), values, self._hue(norm), norm.odd)

    def _draw_curve(self, p: QPainter, frame: Frame, norm: Norms) -> None:
        curve, width = self._curve(norm), self.scale.line(2.4)
        if norm.main or self.steps > 200:
            stroke(p, frame, curve.values, curve.color, width if norm.main else width * 0.6)
        else:
            p.setPen(QPen(curve.color, width, Qt.PenStyle.CustomDashLine))
            pen = p.pen()
            pen.setDashPattern([part / width for part in DASH])
            p.setPen(pen)
            for shape in polygons(frame, curve.values):
                p.drawPolyline(shape)
        draw_marks(p, frame, curve, self.scale.axis * 0.7, self.theme.error)
        if facts.listened():
            for step in range(len(norm.values)):
                facts.tell("norm", curve.name, step=step, value=norm.at(step), color=curve.color)

    def _draw_names(self, p: QPainter, frame: Frame, norms: tuple[Norms, ...]) -> None:
        self._curves = [self._curve(norm) for norm in norms]
        before = self._spots if self.live else {}
        self._spots = name_spots(frame, self._curves, self.scale.body, float(self.steps - 1), before)
        draw_names(p, self._curves, self._spots, self.scale.body, self.theme)

    def draw_live(self, p: QPainter) -> None:
        norms, frame = self._comparison.norms(), self.frame()
        if len(self._names) != len(self._comparison.cells):
            return
        here = self.simulation.place(self.simulation.cursor.step)
        back = self._mark_step()
        self._draw_line(p, frame, back, self.theme.text, dashed=True)
        self._draw_line(p, frame, here, self.theme.accent)
        loss = max(norm.loss for norm in norms)
        self._draw_line(p, frame, loss, self.theme.text)
        upright = [frame.x(step) for step in (here, back, loss)]
        draw_names(p, self._curves, self._spots, self.scale.body, self.theme, upright)
        for norm in norms:
            for step in {here, norm.loss - self._comparison.back, *self._hovered()}:
                self._draw_point(p, frame, norm, step)
        self._draw_pills(p, frame, here, back, loss)
        self._draw_hover(p, frame, norms)
        base = self.height() - self.scale.pad * 0.8
        lines = self._sentence()
        for number, line in enumerate(reversed(lines)):
            y = base - number * self.scale.body * 1.4
            words(p, self.width() / 2, y, line, self.scale.body, self.theme.text, Align.AlignHCenter)

    def _hovered(self) -> tuple[int, ...]:
        step = self._comparison.hover
        return () if step is None else (step,)

    def _draw_line(self, p: QPainter, frame: Frame, step: int, color: QColor, dashed: bool = False) -> None:
        if not 0 <= step < self.steps:
            return
        x, rect, width = round(frame.x(step)), frame.rect, self.scale.line(1.6)
        if not dashed:
            plumb(p, x, rect.top(), rect.bottom(), color, width)
            return
        y = rect.top()
        while y < rect.bottom():
            p.fillRect(QRectF(x - width / 2, y, width, min(6.0, rect.bottom() - y)), color)
            y += 10

    def _draw_point(self, p: QPainter, frame: Frame, norm: Norms, step: int) -> None:
        value = norm.at(step)
        if np.isfinite(value):
            mark, size = self._comparison.cells[norm.row].mark, self.scale.body * 0.7
            ground = None if norm.main else self.theme.panel
            draw_mark(p, mark, QPointF(frame.x(step), frame.y(value)), size, self._hue(norm), ground)

    def _draw_pills(self, p: QPainter, frame: Frame, here: int, back: int, loss: int) -> None:
        pieces = [
            (here, f"t={here + 1}", self.theme.accent),
            (loss, self.tr("loss"), self.theme.text),
            (back, self.tr("{0} steps back").format(self._comparison.back), self.theme.text),
        ]
        y = frame.rect.top() - self.scale.axis * 1.6
        at = [(frame.x(step), text, color) for step, text, color in pieces]
        self._grip = draw_pills(p, at, y, self.width(), self.theme, self.scale)
        if self.hasFocus():
            p.setPen(QPen(self.theme.accent, 2))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(self._grip.adjusted(-2, -2, 2, 2), self._grip.height() / 2, self._grip.height() / 2)

    def _draw_hover(self, p: QPainter, frame: Frame, norms: tuple[Norms, ...]) -> None:
        step = self._comparison.hover
        if step is not None and 0 <= step < self.steps:
            rows = [(self._curve(norm), self._value(norm, step)) for norm in norms]
            draw_values(p, frame, step, self.width(), rows, self.theme, self.scale)

    def _value(self, norm: Norms, step: int) -> str:
        kind = norm.kind(step)
        return size_text(norm.at(step), 1) if kind == "finite" else kind_name(kind)

    def _step_at(self, x: float) -> int:
        frame = self.frame()
        return int(min(max(round((x - frame.rect.left()) / frame.pitch), 0), self.steps - 1))

    def _caught(self, at: QPointF) -> bool:
        """Whether a hand would take hold of the mark."""
        near = abs(at.x() - self.frame().x(self._mark_step())) < 5 and at.y() > self.frame().rect.top()
        return near or self._grip.contains(at)

    def _drag(self, x: float) -> None:
        step = self._step_at(x)
        if self._held == "mark":
            self._comparison.look_back(max(norm.loss for norm in self._comparison.norms()) - step)
        else:
            self.simulation.go_to_step(self.simulation.place(min(step, self.simulation.steps - 1)))

    _grip = QRectF()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = "mark" if self._caught(event.position()) else "story"
            if self._held == "story":
                self._drag(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self._drag(event.position().x())
            return
        hand = self._caught(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
        inside = self.frame().rect.adjusted(-6, 0, 6, 0).contains(event.position())
        self._comparison.point_at(self._step_at(event.position().x()) if inside else None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = ""

    def leaveEvent(self, event: QEvent) -> None:
        self._comparison.point_at(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in self.own_keys:
            onward = event.key() == Qt.Key.Key_Right
            self._comparison.look_back(self._comparison.back - 1 if onward else self._comparison.back + 1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QEvent) -> None:
        self.repaint_soon()

    def focusOutEvent(self, event: QEvent) -> None:
        self.repaint_soon()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.refresh()
