"""The gradient of a state at every step: its size on a log axis, the own way's piece dashed, and all shares below."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from rnnviz.engine.language.ops import Array
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.numbers import plain
from rnnviz.model.figures.scales import Axis, decade_text, decades, size_text
from rnnviz.model.laboratory.path_figures import PathFigures
from rnnviz.view.laboratory.columns import StepColumns, draw_frame, draw_steps
from rnnviz.view.laboratory.part import LabPart
from rnnviz.view.laboratory.paths.band import HIGH, LOW, BandGround, band_pixels, draw_bars
from rnnviz.view.laboratory.paths.legend import draw_legend
from rnnviz.view.laboratory.paths.looked import Looked, pale
from rnnviz.view.laboratory.raster import draw_raster, thin
from rnnviz.view.look import facts, typeset
from rnnviz.view.look.language import spoken
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import Number, with_alpha
from rnnviz.view.plots.states import norm_row
from rnnviz.view.widgets.paper import BOLD, Align, text_width, words
from rnnviz.view.widgets.value_words import kind_name

DENSE = 240


@shielded
class PathChart(LabPart):
    """A click or drag goes to a step; the pointer over a piece of the band names its way in all parts of the page."""

    key = "path_chart"

    def __init__(self, simulation: Simulation, looked: Looked, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self._looked = looked
        self._axis = Axis(-1, 0, 1)
        self.setMouseTracking(True)
        looked.changed.connect(self.follow)

    @property
    def title(self) -> str:
        return self.tr("Gradient at every step, by way")

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

    def _curve_y(self, value: Number, figures: PathFigures) -> Number:
        low, high = self._top + self.scale.axis, self._middle(figures) - self.scale.axis
        return high - (value - self._axis.low) / max(1e-9, self._axis.high - self._axis.low) * (high - low)

    def _band_y(self, share: float, figures: PathFigures) -> float:
        top = self._middle(figures) + self.scale.axis * 0.5
        return self._foot - (min(max(share, LOW), HIGH) - LOW) / (HIGH - LOW) * (self._foot - top)

    # painting ------------------------------------------------------------------------------------------------

    def draw_picture(self, p: QPainter) -> None:
        figures = self._looked.figures
        if figures is None:
            told, color = self._looked.why(), self.theme.error if self._looked.asked.failed else self.theme.dim
            words(p, self.width() / 2, self.height() / 2, told, self.scale.body, color, Align.AlignHCenter)
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
        for k in range(len(figures.whole)) if facts.listened() else ():
            facts.tell("lab_norm", figures.state, step=k, value=float(figures.whole[k]), color=hue)

    def _draw_curve(self, p: QPainter, figures: PathFigures, values: Array, hue: QColor, dashed: bool) -> None:
        """Joined where neighbours are numbers; dots where there is room."""
        columns, place = self.columns, self.simulation.place
        with np.errstate(invalid="ignore"):
            ys = self._curve_y(values, figures).tolist()
        points = [QPointF(columns.x(place(k)), y) if math.isfinite(y) else None for k, y in enumerate(ys)]
        p.setPen(self._pen(hue, dashed))
        p.drawLines([QLineF(a, b) for a, b in pairwise(points) if a is not None and b is not None])
        if self.columns.pitch > 14:
            p.setPen(QPen(hue, self.scale.line(1.4)))
            p.setBrush(self.theme.panel if dashed else hue)
            for point in points:
                if point is not None:
                    p.drawEllipse(point, self.scale.line(3.6), self.scale.line(3.6))

    def _pen(self, hue: QColor, dashed: bool) -> QPen:
        """Thick or dashed lines of thousands of steps would cost Qt half a second: there they are thin, one pale."""
        if self.columns.steps > DENSE:
            return QPen(pale(hue) if dashed else hue, 1)
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        return QPen(hue, self.scale.line(1.6 if dashed else 2.4), style)

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
        apart = np.nan_to_num(figures.wedge, nan=-1.0)
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
        zero, whole = self._band_y(0.0, figures), self._band_y(1.0, figures)
        p.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # soft edges of so many bars take most of a frame
        if thin(columns):
            self._draw_raster(p, figures, zero, whole)
        else:
            on = BandGround(columns, self.simulation, self._looked, self.theme, self.scale)
            draw_bars(p, on, figures, zero, whole)
            self._draw_cancelled(p, figures)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_before(p, figures)

    def _draw_raster(self, p: QPainter, figures: PathFigures, zero: float, whole: float) -> None:
        """All columns at once, row by row of pixels."""
        columns = self.columns
        top, bottom = zero + HIGH * (whole - zero), zero + LOW * (whole - zero)
        rows = max(1, round(bottom - top))
        pixels = band_pixels(figures, self._looked, np.linspace(HIGH, LOW, rows), self.theme)
        turned = pixels if self.simulation.cursor.way == "forward" else pixels[:, ::-1]
        draw_raster(p, QRectF(columns.left, top, columns.right - columns.left, bottom - top), turned)

    def _draw_cancelled(self, p: QPainter, figures: PathFigures) -> None:
        """A word over the columns in which parts cancel each other."""
        columns, px, told = self.columns, self.scale.axis, self.tr("parts cancel")
        for place in columns.drawn if columns.pitch > text_width(told, px) else ():
            if figures.cancels(self.simulation.place(place)):
                y = self._band_y(HIGH, figures)
                words(p, columns.x(place), y, told, px, self.theme.error, Align.AlignHCenter)

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
        factor = float(figures.wedge[step]) if figures.carries and figures.several else np.nan
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

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if event.buttons():
            return
        found = self._piece_at(event.position())
        self._looked.point_at(found[1] if found else "")

    def tip(self, place: QPointF) -> str:
        return self._tip(self._piece_at(place))

    def _piece_at(self, at: QPointF) -> tuple[int, str] | None:
        """Step and way of the piece of the band under a point."""
        figures, place = self._looked.figures, self.columns.at(at.x())
        if figures is None or place is None or not figures.several or at.y() < self._middle(figures):
            return None
        zero, whole = self._band_y(0.0, figures), self._band_y(1.0, figures)
        share, step = (at.y() - zero) / (whole - zero), self.simulation.place(place)
        ways = (part.name for part, _, a, b in figures.pieces(step) if min(a, b) <= share <= max(a, b))
        way = next(ways, None)
        return None if way is None else (step, way)

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

    def leaveEvent(self, event: QEvent) -> None:
        self._looked.point_at("")
