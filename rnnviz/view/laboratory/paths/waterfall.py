"""The gradient of a state at the present step as a sum: each part begins where the last one ended."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QColor, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.numbers import plain, power, raised
from rnnviz.model.laboratory.path_figures import PathFigures, PathPart
from rnnviz.view.laboratory.part import LabPart
from rnnviz.view.laboratory.paths.looked import Looked, pale
from rnnviz.view.look import facts, typeset
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.typeset import Piece
from rnnviz.view.plots.states import D
from rnnviz.view.widgets.paper import BOLD, Align, elided, fitting, text_width, words, wrapped
from rnnviz.view.widgets.value_words import kind_name


@shielded
class Waterfall(LabPart):
    """Chips choose the state; `reading`: what the sum says, in a sentence."""

    key = "path_sum"

    def __init__(self, simulation: Simulation, looked: Looked, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self._looked = looked
        self._rows: list[tuple[QRectF, str]] = []
        self.setMouseTracking(True)
        looked.changed.connect(self.follow)

    @property
    def title(self) -> str:
        return self.tr("Gradient of this step, path by path")

    @property
    def choices(self) -> tuple[str, ...]:
        return self._looked.states

    @property
    def chosen(self) -> str:
        return self._looked.state

    def choose(self, name: str) -> None:
        self._looked.choose(name)

    def take_change(self, what: Change) -> None:
        if what & (Change.RUN | Change.PLAYHEAD):
            self._follow.ask(self.long and bool(what & Change.RUN))

    # what is said --------------------------------------------------------------------------------------------

    @property
    def step(self) -> int:
        return self.simulation.cursor.step

    @property
    def reading(self) -> str:
        """In one sentence, true of the present step."""
        figures, k = self._looked.figures, self.step
        if figures is None:
            return "" if self._looked.state else self._looked.why()
        if not figures.there(k):
            return self.tr("No gradient to share out: {0}.").format(kind_name(figures.kinds[k]))
        if not figures.several:
            through = ", ".join(self._looked.name(part) for part in figures.parts[1:])
            return self.tr("One path only: through {0}.").format(through) if through else self.tr("One path only.")
        if figures.carries:
            own = float(figures.own.share[k])
            told = self.tr("{0} alone the gradient would be {1}: {2} % of the whole.")
            name = self._looked.name(figures.own)
            return told.format(name[:1].upper() + name[1:], amount(own, figures.whole[k]), plain(100 * own, 0))
        largest = max(figures.parts, key=lambda part: abs(float(part.share[k])))
        share = plain(100 * float(largest.share[k]), 0)
        return self.tr("Most of it comes through {0}: {1} %.").format(self._looked.name(largest), share)

    def _added_up(self, figures: PathFigures) -> str:
        apart = float(figures.apart[self.step])
        if len(figures.parts) < 2 or not math.isfinite(apart):
            return ""
        told = self.tr("The {0} parts add up to the gradient, to {1}; each is measured along its direction.")
        return told.format(len(figures.parts), power(apart) if apart else "0")

    # painting ------------------------------------------------------------------------------------------------

    def draw_picture(self, p: QPainter) -> None:
        self._rows = []
        figures = self._looked.figures
        if figures is None:
            self.setAccessibleDescription(self.reading)
            return
        self._draw_head(p, figures)
        if figures.there(self.step):
            self._draw_rows(p, figures)
        self._draw_sentence(p, figures)
        self.setAccessibleDescription(self.reading)

    def _draw_head(self, p: QPainter, figures: PathFigures) -> None:
        s = self.scale
        base, number = s.pad + s.title, self.simulation.place(self.step) + 1
        row = (D, Piece("L", italic=True), Piece("/"), D, *typeset.symbol(figures.state, str(number)))
        typeset.draw(p, s.pad, base, row, s.title * 1.22, color=self.theme.text)
        x = s.pad + typeset.width(row, s.title * 1.22) + s.title
        words(p, x, base, self.tr("path by path"), s.title, self.theme.text, weight=BOLD)

    @property
    def _pitch(self) -> float:
        figures = self._looked.figures
        count = (len(figures.parts) if figures else 0) + 1
        room = self.height() - self.scale.pad * 2 - self.scale.title * 2 - self._sentence_height()
        return max(self.scale.body * 1.3, min(self.scale.px(58) if self.scale.height >= 900 else 44.0, room / count))

    def _sentence_height(self) -> float:
        figures = self._looked.figures
        return 0 if figures is None else self.scale.body * 1.45 * (len(self._lines(figures)) + 0.5)

    def _lines(self, figures: PathFigures) -> list[tuple[str, bool]]:
        room = self.width() - 2 * self.scale.pad
        found = []
        for text, loud in ((self._added_up(figures), False), (self.reading, True)):
            if text and (loud or figures.there(self.step)):
                found += [(line, loud) for line in wrapped(text, room - (20 if loud else 0), self.scale.body)]
        return found

    def _span(self, figures: PathFigures) -> tuple[float, float]:
        """The lowest and highest share that a running sum comes to."""
        ends, total = [0.0, 1.0], 0.0
        for part in figures.parts:
            total += float(part.share[self.step])
            ends.append(total)
        return min(ends), max(ends)

    def _draw_rows(self, p: QPainter, figures: PathFigures) -> None:
        s, k, pitch = self.scale, self.step, self._pitch
        top, total, span = s.pad + s.title * 2, 0.0, self._span(figures)
        for number, part in enumerate(figures.parts):
            rect = QRectF(s.pad, top + number * pitch, self.width() - 2 * s.pad, pitch)
            share = float(part.share[k])
            self._draw_row(p, rect, figures, part, total, span)
            self._rows.append((rect, part.name))
            facts.tell("sum", part.name, step=k, value=share, word=f"{plain(100 * share, 1)} %")
            total += share
        rect = QRectF(s.pad, top + len(figures.parts) * pitch, self.width() - 2 * s.pad, pitch)
        p.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 1), self.theme.line)
        self._draw_bar(p, rect, 0.0, 1.0, span, self.theme.text)
        self._write(p, rect, self.tr("the whole"), (), amount(1.0, figures.whole[k]), "100.0 %", self.theme.text)

    def _draw_row(
        self, p: QPainter, rect: QRectF, figures: PathFigures, part: PathPart, begin: float, span: tuple[float, float]
    ) -> None:
        share, hue = float(part.share[self.step]), self._looked.hue(part, self.theme)
        p.fillRect(QRectF(rect.left(), rect.top() + 4, max(5, self.scale.px(5)), rect.height() - 8), hue)
        bright = part.within(self.step)
        self._draw_bar(p, rect, begin, begin + bright, span, hue)
        if bright != share:
            self._draw_bar(p, rect, begin + bright, begin + share, span, pale(hue))
        size, percent = amount(share, figures.whole[self.step]), f"{plain(100 * share, 1)} %"
        self._write(p, rect, self._looked.name(part), self._looked.remarks(part), size, percent, hue)

    def _bars(self) -> tuple[float, float]:
        """Left and right end of the bars."""
        return 0.42 * self.width(), self.width() - self.scale.pad - self.scale.body * 11

    def _draw_bar(
        self, p: QPainter, rect: QRectF, begin: float, end: float, span: tuple[float, float], fill: QColor
    ) -> None:
        left, right = self._bars()
        if right - left < 30:
            return
        unit = (right - left) / max(1e-9, span[1] - span[0])
        a, b = (left + (value - span[0]) * unit for value in (min(begin, end), max(begin, end)))
        height = min(max(30.0, self.scale.px(30)), rect.height() * 0.55)
        p.fillRect(QRectF(a, rect.center().y() - height / 2, max(1.5, b - a), height), fill)

    def _write(
        self, p: QPainter, rect: QRectF, name: str, remarks: tuple[str, ...], size: str, percent: str, hue: QColor
    ) -> None:
        s = self.scale
        two = bool(remarks) and rect.height() >= s.body * 2.4
        base = rect.center().y() + (-s.body * 0.25 if two else s.body * 0.36)
        x, room = rect.left() + s.body, self._bars()[0] - rect.left() - 1.5 * s.body
        words(p, x, base, elided(name, room, s.body, BOLD), s.body, hue, weight=BOLD)
        if two:
            words(p, x, base + s.axis * 1.3, fitting(remarks, room, s.axis), s.axis, self.theme.dim)
        middle, right = rect.center().y() + s.body * 0.36, self.width() - s.pad
        words(p, right, middle, percent, s.body, hue, Align.AlignRight, BOLD)
        words(
            p,
            right - text_width("−100.0 %", s.body, BOLD) - s.body,
            middle,
            size,
            s.body,
            self.theme.text,
            Align.AlignRight,
        )

    def _draw_sentence(self, p: QPainter, figures: PathFigures) -> None:
        s, lines = self.scale, self._lines(figures)
        for number, (line, loud) in enumerate(reversed(lines)):
            y = self.height() - s.pad - number * s.body * 1.45
            words(
                p, s.pad, y, line, s.body, self.theme.text if loud else self.theme.dim, weight=BOLD if loud else _LIGHT
            )

    # pointing ------------------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._looked.point_at(next((way for rect, way in self._rows if rect.contains(event.position())), ""))

    def leaveEvent(self, event: QEvent) -> None:
        self._looked.point_at("")


def amount(share: float, log10: float) -> str:
    """A signed piece of a size given by its logarithm, with four decimals where they say something."""
    if -3 <= log10 < 4:
        return plain(share * 10**log10, 4)
    exponent = math.floor(log10)
    return f"{plain(share * 10 ** (log10 - exponent), 2)}·10{raised(exponent)}"


_LIGHT = BOLD.__class__.Normal
