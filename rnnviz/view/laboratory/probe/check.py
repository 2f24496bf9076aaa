"""The change of the loss beside the gradient, in numbers, and what can be said of both."""

from __future__ import annotations

import math

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from rnnviz.engine.laboratory.probe import Response
from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.numbers import plain, power, short
from rnnviz.model.laboratory.probed import agree, apart, lost
from rnnviz.view.laboratory.part import LabPart
from rnnviz.view.laboratory.probe.looked import ProbeLooked
from rnnviz.view.look import facts, typeset
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.typeset import Piece, Row
from rnnviz.view.plots.states import D
from rnnviz.view.widgets.paper import BOLD, elided, text_width, words, wrapped

CLOSE = 0.01
"""Within such a part a change of the loss follows its slope."""
DIGITS = 3


@shielded
class ProbeCheck(LabPart):
    """`reading`: what was changed, what that does to the loss, and what the gradient said."""

    key = "lab_probe_check"

    def __init__(self, simulation: Simulation, looked: ProbeLooked, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self._looked = looked
        looked.changed.connect(self.follow)

    @property
    def title(self) -> str:
        return self.tr("The same from both ends")

    def take_change(self, what: Change) -> None:
        """Other runs and steps are followed by the page."""

    @property
    def reading(self) -> str:
        found = self._looked.response
        if found is None:
            return ""
        if not (math.isfinite(found.moved) and math.isfinite(found.gradient)):
            return self.tr("The loss or its gradient is no finite number.")
        told = self.tr("{0} changed by {1} moves the loss by {2} times that; the gradient says {3}.")
        said = self._looked.said()
        line = told.format(said[:1].upper() + said[1:], short(self._looked.eps, 4), number(found.moved),
                           number(found.gradient))  # fmt: skip
        return f"{line} {self._verdict(found)}".rstrip()

    def _verdict(self, found: Response) -> str:
        if found.gradient == 0 and found.moved == 0:
            return self.tr("It does not move the loss at all.")
        if found.gradient == 0:
            return self.tr("The slope here is 0, the change is not: it leads out of the flat place.")
        part, whole = apart(found), self._looked.whole
        if part <= CLOSE:
            return self.tr("So small a change follows the slope.")
        if whole is not None and lost(found, whole, self._looked.eps):
            return self.tr("What it does is lost in the rounding of the loss.")
        return self.tr("So large a change leaves the slope: they differ by {0} %.").format(plain(100 * part, 0))

    def _rows(self, found: Response) -> list[tuple[str, Row, str, str]]:
        """heading, what it is, its number, and a remark."""
        moved = (Piece("Δ"), Piece("L", italic=True), *typeset.text(" / ε"))
        what = self._looked.what
        index = str(self._looked.place + 1) if what.kind == "input" else ""
        at = "" if what.kind == "input" else f"[{', '.join(str(i + 1) for i in self._looked.index)}]"
        slope = (D, Piece("L", italic=True), Piece("/"), D, *typeset.symbol(what.own, index), *typeset.text(at))
        limit = "" if found.slope is None else self.tr("and {0} as ε → 0").format(number(found.slope))
        same = self._agreement(found)
        return [
            (self.tr("forward"), moved, number(found.moved), limit),
            (self.tr("backward"), slope, number(found.gradient), same),
        ]

    def _agreement(self, found: Response) -> str:
        """Whether both ends say the same."""
        whole = self._looked.whole
        if whole is None or not (math.isfinite(found.gradient) and math.isfinite(found.slope or 0.0)):
            return self.tr("no finite number")
        same = agree(found, whole)
        if same is None:
            return self.tr("a function of this cell takes no complex step")
        return self.tr("✓ the same Jacobians, from both ends") if same else self.tr("✗ differs from the slope of ε → 0")

    def draw_picture(self, p: QPainter) -> None:
        self.draw_title(p)
        self.setAccessibleDescription(self.reading)
        found = self._looked.response
        if found is None:
            return
        s, cell = self.scale, self.simulation.cell
        hues = self.theme.accent, self.theme.role(cell.by_name[self._looked.line].role)
        y = self.top + s.body
        heads = max(text_width(head, s.body, BOLD) for head, *_ in self._rows(found)) + s.body
        names = max(typeset.width(row, s.body * 1.22) for _, row, *_ in self._rows(found)) + s.body
        for (head, row, value, remark), hue in zip(self._rows(found), hues, strict=True):
            words(p, s.pad, y, head, s.body, hue, weight=BOLD)
            typeset.draw(p, s.pad + heads, y, row, s.body * 1.22, color=self.theme.text)
            x = s.pad + heads + names
            x += words(p, x, y, f"= {value}", s.body, self.theme.text, weight=BOLD) + s.body
            words(p, x, y, elided(remark, self.width() - s.pad - x, s.body), s.body, self.theme.dim)
            facts.tell("row", of=head, word=f"{value} | {remark}")
            y += s.body * 1.8
        for line in wrapped(self.reading, (self.width() - 2 * s.pad) * 0.94, s.body):
            words(p, s.pad, y + s.body * 0.4, line, s.body, self.theme.text, weight=BOLD)
            y += s.body * 1.45


def number(value: float) -> str:
    """With three digits that say something."""
    if value == 0 or not math.isfinite(value):
        return plain(value, 0)
    places = DIGITS - 1 - math.floor(math.log10(abs(value)))
    return plain(value, max(0, places)) if places <= 7 else power(value, DIGITS)
