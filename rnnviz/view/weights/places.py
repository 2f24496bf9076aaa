"""Where the face's squares stand, and the chips that choose a layer, and a block where there is room for one only."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from rnnviz.model.document.simulation import Simulation
from rnnviz.model.weights.arranged import sheet_of
from rnnviz.model.weights.sheet import SheetRoom, WeightSheet
from rnnviz.view.look import typeset
from rnnviz.view.look.style import Scale, Theme
from rnnviz.view.plots.chips import Choice
from rnnviz.view.weights import paint, says
from rnnviz.view.weights.drawn import Drawn
from rnnviz.view.widgets.paper import BOLD, text_width

LONGEST, WIDEST = 6.2, 8.0
"""Of a word set upright and of an answer, in sizes of the type."""


class WeightPlaces(QObject):
    """`sheet`: the squares; `unfolded` when another block is to be seen."""

    unfolded = Signal()

    def __init__(self, simulation: Simulation, parent: QWidget) -> None:
        super().__init__(parent)
        self._simulation, self._scale = simulation, Scale()
        self.sheet, self.line = WeightSheet(), ""
        self.seats, self.lines = Choice(parent), Choice(parent)
        self.seats.chosen.connect(self._visit)
        self.lines.chosen.connect(self.unfold)

    @property
    def px(self) -> int:
        """Size of the type in which names stand."""
        return self._scale.axis

    def dress(self, theme: Theme, scale: Scale) -> None:
        """Colours and sizes of the chips."""
        self._scale = scale
        for choice in (self.seats, self.lines):
            choice.set_style(theme, scale)

    def lay_out(self, drawn: Drawn, width: int, height: int) -> None:
        """Everything within the panel's upper part, so wide and high: all blocks, or one and chips to choose it by."""
        rows, parts = says.seats(self._simulation), drawn.shelf.lines
        self.seats.set_rows({key: typeset.text(text) for key, text in rows.items()})
        self.seats.set_names(tuple(rows) if len(rows) > 1 else (), says.seat(self._simulation))
        self.lines.set_rows({key: typeset.text(paint.name_of(drawn, key)) for key in parts})
        top = self._place(self.seats, round(2.1 * self._scale.title), width)
        self.sheet = self._sheet(drawn, top, width, height)
        self.lines.set_names(parts if self.sheet.folded and len(parts) > 1 else (), self.sheet.shown)
        if not self.lines.isHidden():
            self.sheet = self._sheet(drawn, self._place(self.lines, top, width), width, height)

    def unfold(self, line: str) -> None:
        """Show the block of one line where there is room for one only."""
        self.line = line
        self.unfolded.emit()

    def _place(self, choice: Choice, top: int, width: int) -> int:
        """A row of chips, where it is shown; returns where it ends."""
        if choice.isHidden():
            return top
        choice.set_room(width - 2 * self._scale.pad)
        choice.adjustSize()
        choice.move(self._scale.pad, top)
        return top + choice.height() + self._scale.px(6)

    def _sheet(self, drawn: Drawn, top: int, width: int, height: int) -> WeightSheet:
        px = self._scale.axis
        words = max((text_width(word, px, BOLD) for word in drawn.columns), default=0.0)
        answers = max((text_width(answer, px) for answer in drawn.answers), default=0.0)
        room = SheetRoom(width, max(height - top, 1), px, min(words, LONGEST * px), min(answers, WIDEST * px))
        return sheet_of(drawn.shelf, room, self.line).moved(top)

    def _visit(self, key: str) -> None:
        layer, _, way = key.partition(":")
        self._simulation.visit(int(layer), way)
