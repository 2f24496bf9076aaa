"""The sum of all steps beside what the scissors leave of it: as grids, in numbers, and in a sentence."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.numbers import plain, raised, short
from rnnviz.model.laboratory.weight_figures import WeightFigures
from rnnviz.view.laboratory.part import LabPart
from rnnviz.view.laboratory.weights.grid import draw_grid, index_at, size_of, summed_up
from rnnviz.view.laboratory.weights.looked import WeightsLooked, grad_row, size_row
from rnnviz.view.laboratory.weights.reading import angle, reading
from rnnviz.view.laboratory.weights.rows import unit_of
from rnnviz.view.look import facts, typeset
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.typeset import Row
from rnnviz.view.widgets.paper import BOLD, Align, elided, words, wrapped


@shielded
class WeightSums(LabPart):
    """A click on a square chooses the number that is followed."""

    key = "lab_weight_sums"

    def __init__(self, simulation: Simulation, looked: WeightsLooked, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self._looked = looked
        self._grids: list[QRectF] = []
        looked.changed.connect(self.follow)

    @property
    def title(self) -> str:
        return self.tr("Their sum")

    @property
    def reading(self) -> str:
        """What the scissors do to it, or which step gives most."""
        return reading(self.simulation, self._looked)

    def take_change(self, what: Change) -> None:
        """The looked-at figures say when they are there."""

    def draw_picture(self, p: QPainter) -> None:
        self.draw_title(p)
        figures = self._looked.figures
        self._grids = []
        self.setAccessibleDescription(self.reading)
        if figures is None:
            return
        lines = wrapped(self.reading, (self.width() - 2 * self.scale.pad) * 0.94, self.scale.body)
        rows = self._rows(figures)
        pitch = min(self.scale.px(60), max(self.scale.body * 1.5, self.height() * 0.068))
        end = self.height() - self.scale.pad - (len(lines) + 0.3) * self.scale.body * 1.4
        base = self._draw_grids(p, figures, end - (len(rows) + 0.2) * pitch)
        self._draw_rows(p, rows, base, pitch)
        for number, line in enumerate(lines):
            y = self.height() - self.scale.pad - (len(lines) - 1 - number) * self.scale.body * 1.4
            words(p, self.scale.pad, y, line, self.scale.body, self.theme.text, weight=BOLD)

    def _draw_grids(self, p: QPainter, figures: WeightFigures, end: float) -> float:
        """Both sums; returns where they end."""
        s, top = self.scale, self.top + self.scale.axis * 1.2
        half, room = (self.width() - 3 * s.pad) / 2, end - self.top - self.scale.axis * 2
        size = size_of(figures.total, half, room, 21.0 * max(1.0, s.height / 1080))
        if min(size.width(), size.height()) < 8 or room < 24:
            return self.top
        whole, kept = self.tr("all {0} steps").format(self.simulation.steps), self.tr("after the scissors")
        cases = ((whole, figures.total), (kept, figures.left))
        for number, (text, array) in enumerate(cases):
            left = s.pad + number * (half + s.pad) + (half - size.width()) / 2
            rect = QRectF(left, top + s.axis * 0.5, size.width(), size.height())
            text = elided(text, half, s.axis, BOLD)
            words(p, rect.center().x(), top, text, s.axis, self.theme.text, Align.AlignHCenter, BOLD)
            draw_grid(p, rect, array, self._looked.colours, figures.index, self.theme, 1.0)
            self._grids.append(rect)
            facts.tell("sum", figures.name, unit=number, value=array)
        if summed_up(figures.total):
            told = self.tr("each square is a mean")
            words(p, self.width() / 2, self._grids[0].bottom() + s.axis * 1.2, told, s.axis, self.theme.dim,
                  Align.AlignHCenter)  # fmt: skip
        return end

    def _rows(self, figures: WeightFigures) -> list[tuple[Row | str, str, str, bool]]:
        """name, whole, after the scissors, whether the second is an alarm."""
        hue, cut = self._looked.hue(figures.name, self.theme), figures.cut
        before, after = float(figures.total[figures.index]), float(figures.left[figures.index])
        exponent = unit_of(figures.total[figures.index].reshape(1))
        at = ", ".join(str(i + 1) for i in figures.index)
        index = typeset.text(f"[{at}]" + (f" · 10{raised(exponent)}" if exponent else ""))
        one, two = (plain(value / 10.0**exponent, 2, sign=True) for value in (before, after))
        return [
            (size_row(figures.name, hue), short(cut.before, 4), short(cut.after, 4), False),
            (self.tr("share that is left"), "100 %" if cut.before else "–",
             f"{plain(100 * cut.left, 0)} %" if cut.before else "–", False),
            (self.tr("turned by"), angle(0.0 if cut.before else None), angle(cut.turned),
             cut.turned is not None and cut.turned >= 1),
            ((*grad_row(figures.name, hue), *index), one, two, before * after < 0),
        ]  # fmt: skip

    def _draw_rows(self, p: QPainter, rows: list[tuple[Row | str, str, str, bool]], top: float, pitch: float) -> None:
        s, right = self.scale, self.width() - self.scale.pad
        middle = right - s.body * 5.4
        for number, (row, one, two, alarm) in enumerate(rows):
            y = top + (number + 0.7) * pitch
            p.fillRect(QRectF(s.pad, top + number * pitch, right - s.pad, 1), self.theme.line)
            if isinstance(row, str):
                words(p, s.pad, y, row, s.body, self.theme.text)
            else:
                typeset.draw(p, s.pad, y, row, s.body * 1.22, color=self.theme.text)
            words(p, middle, y, one, s.body, self.theme.text, Align.AlignRight)
            ink = self.theme.error if alarm else self.theme.text
            words(p, right, y, two, s.body, ink, Align.AlignRight, BOLD)
            facts.tell("row", unit=number, word=f"{one} | {two}", color=ink)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        figures = self._looked.figures
        if figures is None or event.button() != Qt.MouseButton.LeftButton:
            return
        at: QPointF = event.position()
        for rect in self._grids:
            found = index_at(rect, figures.total, at)
            if found is not None:
                self._looked.point(found)
