"""The present step from the highest layer down to the input: sizes, and what each layer hands on of them."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QPushButton, QWidget

from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.scales import size_text
from rnnviz.model.laboratory.depth_figures import INPUT, DepthFigures, both_ways, deeper
from rnnviz.model.setup.setup import Setup
from rnnviz.view.laboratory.depth.looked import DepthLooked, row_name
from rnnviz.view.laboratory.part import LabPart
from rnnviz.view.look import facts
from rnnviz.view.look.shield import shielded
from rnnviz.view.widgets.paper import BOLD, Align, shortened, text_width, words, wrapped

DECADES = 8.0
"""The length of a bar is the logarithm of a size, from so many decades below the largest."""


@shielded
class Descent(LabPart):
    """`reading`: what the lowest layer has of the highest one's gradient. Buttons make the network deeper."""

    key = "lab_descent"

    def __init__(self, simulation: Simulation, looked: DepthLooked, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self._looked = looked
        self.deeper, self.both = QPushButton(self), QPushButton(self)
        for button, act in ((self.deeper, self._deepen), (self.both, self._read_both)):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(act)
        looked.changed.connect(self.follow)

    @property
    def title(self) -> str:
        return self.tr("Down through the layers")

    def take_change(self, what: Change) -> None:
        if what & (Change.RUN | Change.SETUP | Change.PLAYHEAD):
            self._follow.ask()

    def renew(self) -> None:
        setup, s = self.simulation.setup, self.scale
        x = s.pad
        texts = self.tr("One layer more"), self.tr("Both directions")
        theres = deeper(setup), both_ways(setup)
        for button, text, there in zip((self.deeper, self.both), texts, theres, strict=True):
            button.setText(text)
            button.setVisible(there is not None)
            size = button.sizeHint()
            button.setGeometry(x, self.height() - s.pad - size.height(), size.width(), size.height())
            x += size.width() + 8 if there is not None else 0
        super().renew()

    def _deepen(self) -> None:
        self._edit(deeper(self.simulation.setup))

    def _read_both(self) -> None:
        self._edit(both_ways(self.simulation.setup))

    def _edit(self, setup: Setup | None) -> None:
        if setup is not None:
            self.simulation.edit(setup)
            self.simulation.settle()

    # what is said --------------------------------------------------------------------------------------------

    @property
    def place(self) -> int:
        return self.simulation.place(self.simulation.cursor.step)

    @property
    def reading(self) -> str:
        """True of the present step."""
        figures, place = self._looked.figures, self.place
        if len(figures.layers) == 1:
            return self._one_layer(figures, place)
        factor = figures.way_down(place)
        if math.isnan(factor):
            return self.tr("Step {0}: no gradient of a finite size comes to the highest layer.").format(place + 1)
        told = self.tr("Step {0}: the gradient of the lowest layer is {1} times that of the highest.")
        return told.format(place + 1, size_text(factor))

    def _one_layer(self, figures: DepthFigures, place: int) -> str:
        ways = {row.way: float(row.values[place]) for row in figures.rows if row.layer == 0}
        if len(ways) == 1:
            return self.tr("One layer: there is nothing deeper for a gradient to reach.")
        told = self.tr("Step {0}: the forward direction has a gradient of {1}, the backward one of {2}.")
        return told.format(place + 1, size_text(ways["forward"]), size_text(ways["backward"]))

    # painting ------------------------------------------------------------------------------------------------

    def draw_picture(self, p: QPainter) -> None:
        figures, s, place = self._looked.figures, self.scale, self.place
        self.draw_title(p)
        self.setAccessibleDescription(self.reading)
        lines = wrapped(self.reading, (self.width() - 2 * s.pad) * 0.94, s.body)
        foot = self.height() - s.pad - self.deeper.sizeHint().height() - (len(lines) + 0.6) * s.body * 1.4
        begin = self.top + s.body * 1.6
        words(p, s.pad, self.top + s.body * 0.4, self.tr("lengths are logarithms"), s.axis, self.theme.dim)
        pitch = min(s.px(90), max(s.body * 1.6, (foot - begin) / len(figures.rows)))
        largest = max((float(row.values[place]) for row in figures.rows), default=-math.inf)
        for number, row in enumerate(figures.rows):
            top = begin + number * pitch
            if top + pitch <= foot + 1:
                self._draw_row(p, figures, number, QRectF(s.pad, top, self.width() - 2 * s.pad, pitch), largest)
            facts.tell("size", row.way, step=place, unit=row.layer, value=float(row.values[place]))
        for number, line in enumerate(lines):
            words(p, s.pad, foot + (number + 1) * s.body * 1.4, line, s.body, self.theme.text, weight=BOLD)

    def _draw_row(self, p: QPainter, figures: DepthFigures, number: int, rect: QRectF, largest: float) -> None:
        s, row = self.scale, figures.rows[number]
        value = float(row.values[self.place])
        size = size_text(value, 1)
        right = rect.right() - text_width("× 0.0000", s.body) - s.body
        y = rect.top() + s.body
        room = right - text_width(size, s.body, BOLD) - s.body - rect.left()
        words(p, rect.left(), y, shortened(row_name(self.simulation, row), room, s.body), s.body, self.theme.text)
        words(p, right, y, size, s.body, self.theme.text, Align.AlignRight, BOLD)
        if math.isfinite(value) and math.isfinite(largest) and rect.height() > s.body * 2:
            part = max(0.0, 1 + (value - largest) / DECADES)
            p.fillRect(QRectF(rect.left(), y + s.body * 0.45, (right - rect.left()) * part, 6), self.theme.accent)
            self._draw_before(p, number, QRectF(rect.left(), y + s.body * 0.45, right - rect.left(), 6), largest)
        self._draw_factor(p, figures, number, rect)

    def _draw_before(self, p: QPainter, number: int, bar: QRectF, largest: float) -> None:
        """A tick where the bar ended in the network before the last edit."""
        before = self._looked.before
        if before is None or len(before.rows) != len(self._looked.figures.rows):
            return
        values = before.rows[number].values
        value = float(values[self.place]) if self.place < len(values) else math.nan
        part = 1 + (value - largest) / DECADES
        if 0 < part <= 1.2:
            p.fillRect(QRectF(bar.left() + bar.width() * part - 1, bar.top() - 3, 2, bar.height() + 6), self.theme.text)
            facts.tell("size before", before.rows[number].way, unit=before.rows[number].layer, value=value)

    def _draw_factor(self, p: QPainter, figures: DepthFigures, number: int, rect: QRectF) -> None:
        """What this layer has of the one above it, in the first row of each layer below the highest."""
        row = figures.rows[number]
        before = figures.rows[number - 1] if number else None
        if row.layer == INPUT or before is None or before.layer == row.layer:
            return
        factor = figures.step_down(row.layer, self.place)
        if not math.isnan(factor):
            text = f"× {size_text(factor)}"
            words(
                p, rect.right(), rect.top() + self.scale.body, text, self.scale.body, self.theme.dim, Align.AlignRight
            )
            facts.tell("factor", unit=row.layer, step=self.place, value=factor, word=text)
