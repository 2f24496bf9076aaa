"""The gradient of a state at every step: its size on a log axis, the own way's piece dashed, and all shares below."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from rnnviz.engine.language.ops import Array
from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.numbers import plain
from rnnviz.model.figures.scales import Axis, decade_text, decades, size_text
from rnnviz.model.laboratory.path_figures import PathFigures, PathPart
from rnnviz.view.laboratory.columns import StepColumns, draw_frame, draw_number, draw_steps
from rnnviz.view.laboratory.paths.legend import draw_legend
from rnnviz.view.laboratory.paths.looked import Looked, pale
from rnnviz.view.look import facts, typeset
from rnnviz.view.look.language import spoken
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import ink, mix, with_alpha
from rnnviz.view.plots.states import norm_row
from rnnviz.view.widgets.paper import BOLD, Align, Paper, text_width, words
from rnnviz.view.widgets.value_words import kind_name
from rnnviz.view.work.throttle import GLANCE_MS

LOW, HIGH = -0.12, 1.12
"""What the band shows, as shares of the whole."""


@shielded
class PathChart(Paper):
    """A click or drag goes to a step; the pointer over a piece of the band names its way in all parts of the page."""

    key = "path_chart"

    def __init__(self, simulation: Simulation, looked: Looked, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self._looked = looked
        self._axis = Axis(-1, 0, 1)
        self._pieces: list[tuple[QRectF, int, str]] = []
        self._held = False
        self._follow = self.throttled(self.refresh, GLANCE_MS)
        self.setMouseTracking(True)
        looked.changed.connect(self.refresh)

    @property
    def title(self) -> str:
        return self.tr("Gradient at every step, by way")

    def take_change(self, what: Change) -> None:
        if what & Change.RUN:
            self._follow.ask()
        elif what & Change.PLAYHEAD:
            self.repaint_soon()

    def set_live(self, live: bool) -> None:
        super().set_live(live)
        self.refresh()

    # where things stand --------------------------------------------------------------------------------------

    @property
    def columns(self) -> StepColumns:
        left = self.scale.pad + text_width("100 %", self.scale.axis) + self.scale.axis
        return StepColumns(left, self.width() - self.scale.pad, self.simulation.steps)

    @property
    def _foot(self) -> float:
        return self.height() - self.scale.axis * 2.9

    @property
    def _top(self) -> float:
        return self.scale.pad + self.scale.title * 2.2

    def _middle(self, figures: PathFigures) -> float:
        """Where the log axis ends; a single way needs no band."""
        return self._foot if not figures.several else self._top + 0.46 * (self._foot - self._top)

    def _curve_y(self, value: float, figures: PathFigures) -> float:
        low, high = self._top + self.scale.axis, self._middle(figures) - self.scale.axis
        return high - (value - self._axis.low) / max(1e-9, self._axis.high - self._axis.low) * (high - low)

    def _band_y(self, share: float, figures: PathFigures) -> float:
        top = self._middle(figures) + self.scale.axis * 0.5
        return self._foot - (min(max(share, LOW), HIGH) - LOW) / (HIGH - LOW) * (self._foot - top)

    # painting ------------------------------------------------------------------------------------------------

    def draw_picture(self, p: QPainter) -> None:
        self._pieces = []
        figures = self._looked.figures
        if figures is None:
            told = self.tr("This cell has no memory: no gradient goes from step to step.")
            words(p, self.width() / 2, self.height() / 2, told, self.scale.body, self.theme.dim, Align.AlignHCenter)
            return
        self._look_at(figures)
        self._draw_head(p, figures)
        self._draw_curves(p, figures)
        if figures.several:
            self._draw_band(p, figures)
        draw_steps(p, self.columns, self.simulation, self._foot, self.theme, self.scale)

    def _look_at(self, figures: PathFigures) -> None:
        """The decades of both curves; under a dragging hand the axis only grows."""
        both = np.concatenate([figures.whole, figures.alone if figures.carries else figures.whole])
        values = both[np.isfinite(both)].tolist() + ([self._axis.low, self._axis.high] if self.live else [])
        self._axis = decades(values, max(2, min(8, int((self._middle(figures) - self._top) / (self.scale.axis * 2.5)))))

    def _draw_head(self, p: QPainter, figures: PathFigures) -> None:
        s = self.scale
        base = s.pad + s.title
        x = s.pad + words(p, s.pad, base, spoken(self.simulation.cell).name, s.title, self.theme.text, weight=BOLD)
        row = norm_row(figures.state)
        typeset.draw(p, x + s.title * 0.7, base, row, s.body * 1.22, color=self.theme.text)
        left = x + s.title * 1.4 + typeset.width(row, s.body * 1.22)
        if figures.several:
            draw_legend(p, self._looked, figures, QRectF(left, base, self.width() - s.pad - left, 0), self.theme, s)

    def _draw_curves(self, p: QPainter, figures: PathFigures) -> None:
        columns, px = self.columns, self.scale.axis
        for tick in self._axis.ticks:
            y = self._curve_y(tick, figures)
            p.fillRect(QRectF(columns.left, y, columns.right - columns.left, 1), self.theme.grid)
            words(p, columns.left - px * 0.6, y + px * 0.36, decade_text(tick), px, self.theme.dim, Align.AlignRight)
        hue = self.theme.role(self.simulation.cell.by_name[figures.state].role)
        if figures.carries and figures.several:
            self._draw_curve(p, figures, figures.alone, hue, dashed=True)
        self._draw_curve(p, figures, figures.whole, hue, dashed=False)
        self._draw_odd(p, figures)
        self._draw_names(p, figures, hue)
        for k in range(len(figures.whole)):
            facts.tell("lab_norm", figures.state, step=k, value=float(figures.whole[k]), color=hue)

    def _draw_curve(self, p: QPainter, figures: PathFigures, values: Array, hue: QColor, dashed: bool) -> None:
        """Joined where neighbours are numbers; dots where there is room."""
        points = [
            QPointF(self.columns.x(self.simulation.place(k)), self._curve_y(float(v), figures))
            if np.isfinite(v)
            else None
            for k, v in enumerate(values)
        ]
        pen = QPen(
            hue, self.scale.line(1.6 if dashed else 2.4), Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        )
        p.setPen(pen)
        for a, b in pairwise(points):
            if a is not None and b is not None:
                p.drawLine(a, b)
        if self.columns.pitch > 14:
            p.setPen(QPen(hue, self.scale.line(1.4)))
            p.setBrush(self.theme.panel if dashed else hue)
            for point in points:
                if point is not None:
                    p.drawEllipse(point, self.scale.line(3.6), self.scale.line(3.6))

    def _draw_odd(self, p: QPainter, figures: PathFigures) -> None:
        """Where there is no number, why; the first and last of a stretch are enough."""
        kinds, px, said = figures.kinds, self.scale.axis, ""
        for place in range(len(kinds)):
            k = self.simulation.place(place)
            kind = "" if figures.there(k) else kinds[k]
            if kind and kind != said:
                y = self._middle(figures) - px * 0.4
                words(p, self.columns.rect(place, 0, 1).left(), y, kind_name(kind), px, self.theme.error)
            said = kind

    def _draw_names(self, p: QPainter, figures: PathFigures, hue: QColor) -> None:
        """What is what: where both curves are farthest apart."""
        if not (figures.carries and figures.several):
            return
        apart = np.where(np.isfinite(figures.alone), figures.whole - figures.alone, -1.0)
        k = int(np.argmax(apart))
        if apart[k] <= 0:
            return
        px, x = self.scale.body, self.columns.x(self.simulation.place(k))
        align = Align.AlignLeft if x < self.width() / 2 else Align.AlignRight
        words(p, x, self._curve_y(figures.whole[k], figures) - px * 0.7, self.tr("the whole"), px, hue, align, BOLD)
        words(p, x, self._curve_y(figures.alone[k], figures) + px * 1.4, self._looked.alone_name(), px, hue, align)

    def _draw_band(self, p: QPainter, figures: PathFigures) -> None:
        columns, px = self.columns, self.scale.axis
        for share, text in ((0.0, "0"), (0.5, "50 %"), (1.0, "100 %")):
            y = self._band_y(share, figures)
            ground = self.theme.grid if share == 0.5 else self.theme.dim
            p.fillRect(QRectF(columns.left, y, columns.right - columns.left, 1), ground)
            words(p, columns.left - px * 0.6, y + px * 0.36, text, px, self.theme.dim, Align.AlignRight)
        for place in columns.drawn:
            step = self.simulation.place(place)
            for part, bright, begin, end in figures.pieces(step):
                ends = self._band_y(max(begin, end), figures), self._band_y(min(begin, end), figures)
                self._draw_piece(p, part, bright, columns.rect(place, *ends), step)
            if figures.cancels(step) and columns.pitch > text_width(self.tr("parts cancel"), px):
                y = self._band_y(HIGH, figures)
                words(p, columns.x(place), y, self.tr("parts cancel"), px, self.theme.error, Align.AlignHCenter)
        self._draw_before(p, figures)

    def _draw_piece(self, p: QPainter, part: PathPart, bright: bool, rect: QRectF, step: int) -> None:
        hue, share = self._looked.hue(part, self.theme), float(part.share[step])
        fill = hue if bright else pale(hue)
        p.fillRect(rect, fill)
        self._pieces.append((rect, step, part.name))
        within = part.within(step)
        if self.columns.pitch > 26 and bright == (abs(within) * 2 >= abs(share)):
            ground = mix(self.theme.panel, fill, fill.alphaF())
            draw_number(p, rect, plain(100 * share, 0), self.scale.axis, ink(self.theme, ground))
        if bright or not within:
            facts.tell("share", part.name, step=step, value=share, color=hue)

    def _draw_before(self, p: QPainter, figures: PathFigures) -> None:
        """Where the own way's share ended in the run before."""
        before = self._looked.before
        if before is None or len(before.whole) != len(figures.whole) or not before.carries:
            return
        p.setPen(QPen(self.theme.text, self.scale.line(1.2), Qt.PenStyle.DotLine))
        for place in self.columns.drawn:
            step = self.simulation.place(place)
            if before.there(step):
                y, rect = self._band_y(float(before.own.share[step]), figures), self.columns.rect(place, 0, 1)
                p.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))

    def draw_live(self, p: QPainter) -> None:
        figures = self._looked.figures
        if figures is None:
            return
        step = self.simulation.cursor.step
        place = self.simulation.place(step)
        draw_frame(
            p, self.columns.rect(place, self._top, self.height() - self.scale.axis * 0.3, 1.0), self.theme, self.scale
        )
        facts.tell("present", figures.state, step=step)
        factor = float(figures.whole[step] - figures.alone[step]) if figures.carries and figures.several else np.nan
        if np.isfinite(factor):
            name = self.tr("belt") if self._looked.on_belt else self.tr("keep path")
            text, px = f"{name} × {size_text(factor)}", self.scale.body
            x, left = self.columns.x(place), place < self.columns.steps / 2
            x += (0.6 if left else -0.6) * self.columns.pitch
            y = self._curve_y(float(figures.alone[step]), figures) + px * 1.4
            width = text_width(text, px, BOLD)
            p.fillRect(QRectF(x if left else x - width, y - px, width, px * 1.3), with_alpha(self.theme.panel, 0.8))
            words(p, x, y, text, px, self.theme.text, Align.AlignLeft if left else Align.AlignRight, BOLD)

    # pointing ------------------------------------------------------------------------------------------------

    def _go(self, x: float) -> None:
        place = self.columns.at(x)
        if place is not None:
            self.simulation.go_to_step(self.simulation.place(place))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = True
            self._go(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self._go(event.position().x())
            return
        at = event.position()
        found = next(((step, way) for rect, step, way in self._pieces if rect.contains(at)), None)
        self._looked.point_at(found[1] if found else "")
        self.setToolTip(self._tip(found))

    def _tip(self, found: tuple[int, str] | None) -> str:
        figures = self._looked.figures
        if found is None or figures is None:
            return ""
        part = next((part for part in figures.parts if part.name == found[1]), None)
        if part is None:
            return ""
        place = self.simulation.place(found[0]) + 1
        return self.tr("step {0}: {1} {2} %").format(
            place, self._looked.name(part), plain(100 * float(part.share[found[0]]), 1)
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = False

    def leaveEvent(self, event: QEvent) -> None:
        self._looked.point_at("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.refresh()
