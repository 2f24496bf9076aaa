"""The cell that is being typed, drawn and computed on the present input, in step with the transport."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from rnnviz.engine import Cell, Run
from rnnviz.engine.wording import Message
from rnnviz.model.document.change import Change
from rnnviz.model.document.document import Document
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.draft.taking import begun_of, previewed
from rnnviz.model.draft.understanding import Problem, Understanding
from rnnviz.model.setup.arrays import Floats
from rnnviz.model.story.cursor import Cursor
from rnnviz.view.experiment.start_row import StartRow
from rnnviz.view.look.language import retranslated
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import Scale, Theme
from rnnviz.view.look.words import said
from rnnviz.view.stage import Stage
from rnnviz.view.stage.looks import Hole

LOW = 900
"""In lower windows half of one is too small for the large type of presentations."""
WIDEST = 22
"""Sizes of the type that the fields of what states begin with take at most."""


class LiveStage(Stage):
    """The stage of a cell that is being typed."""

    @property
    def title(self) -> str:
        return self.tr("Live preview of the cell")


@shielded
@retranslated
class DraftPreview(QWidget):
    """A stage with a document of its own, made from what the other simulation runs. `shown` when it changed.

    start: what the states begin with; what is typed there goes with the cell when it is saved (`begun`).
    """

    failed = Signal(object)  # a Message
    shown = Signal()

    def __init__(self, leader: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._leader = leader
        self._document = Document(leader.setup, self)
        self.simulation = self._document.front
        self.stage = LiveStage(self.simulation, self)
        self._begun = begun_of(leader.setup, leader.seat)
        self._title, self.note, self.start = QLabel(self), QLabel(self), StartRow(self.simulation, self)
        self._title.setProperty("kind", "title")
        self.note.setProperty("kind", "dim")
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self._head = QHBoxLayout()
        self._head.addWidget(self._title)
        self.start.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # it asks for no room: see _fit
        self._head.addWidget(self.start, 1)
        self._head.addStretch(0)
        self._head.addWidget(self.note)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self.stage, 1)
        self._wanted: Understanding | None = None
        self._found: Understanding | None = None
        self._drawn: Understanding | None = None
        self.stage.laid_out.connect(self._laid_out)
        self._document.failed.connect(self.failed)
        self.start.refused.connect(self._refuse_start)
        self.simulation.changed.connect(self._show_start)
        leader.changed.connect(self._follow)
        self.retranslate()

    def retranslate(self) -> None:
        """What stands in the drawing of lines that are wrong, too."""
        self._title.setText(self.tr("Live preview"))
        if self._found is not None:
            self._say(self._note(self._found))
        if self._drawn is not None:
            self._mark_holes(self._drawn)

    def set_look(self, theme: Theme, scale: Scale) -> None:
        self._head.setContentsMargins(scale.pad, scale.px(12), scale.pad, scale.px(4))
        self._head.setSpacing(scale.body)
        self.start.set_height(round(1.55 * scale.body))
        self.start.setMaximumWidth(round(WIDEST * scale.body))
        self._column.setContentsMargins(2, 2, 2, 2)
        self._column.setSpacing(0)
        self.stage.dress(theme, scale if scale.height >= LOW else replace(scale, presenting=False))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def show_cell(self, found: Understanding) -> None:
        """Draw and run what is understood, once it is laid out; nothing understood leaves the last drawing."""
        self._found = found
        self._say(self._note(found))
        self._wanted = found
        if found.cell is None or self.stage.lay_out(found.cell) or found.cell is self.simulation.cell:
            self.finish()

    def _laid_out(self) -> None:
        wanted = self._wanted
        if wanted is not None and wanted.cell is not None and self.stage.lay_out(wanted.cell):
            self.finish()

    def finish(self) -> None:
        """Show now what is wanted last."""
        found, self._wanted = self._wanted, None
        if found is None:
            return
        if found.cell is not None:
            self._take(found)
        self.shown.emit()

    def _take(self, found: Understanding) -> None:
        leader = self._leader
        self.simulation.edit(previewed(found, leader.setup, leader.seat, self.begun))
        if self.simulation.flush():
            self._drawn = found
            self._mark_holes(found)
            self._move()

    @property
    def begun(self) -> dict[str, Floats]:
        """What was said that states begin with, those too that the text has not at the moment."""
        if self._drawn is not None:
            others = {s: values for s, values in self._begun.items() if s not in self.simulation.cell.states}
            self._begun = others | begun_of(self.simulation.setup, self.simulation.seat)
        return self._begun

    def _show_start(self, what: Change) -> None:
        if Change.SETUP in what:
            self.start.refresh()
            if self._found is not None:
                self._say(self._note(self._found))

    def _say(self, text: str) -> None:
        self.note.setText(text)
        self._fit()

    def _fit(self) -> None:
        """What states begin with where there is room beside the note: it stands on their cards, too."""
        gaps = 3 * self._head.spacing() + self._head.contentsMargins().left() + self._head.contentsMargins().right()
        room = self.width() - gaps - self._title.sizeHint().width() - self.note.sizeHint().width()
        self.start.setVisible(bool(self.start.fields) and room >= self.start.minimumSizeHint().width())

    def _refuse_start(self, why: Message) -> None:
        self._say(said(why))

    def _mark_holes(self, found: Understanding) -> None:
        titles = {n: Hole(self.tr("line {0}").format(p.number), _word(found, p)) for n, p in found.holes.items()}
        self.stage.set_holes(titles, found.waiting)

    @property
    def run(self) -> Run:
        return self.simulation.run

    def _note(self, found: Understanding) -> str:
        total, known = len(found.entries), found.understood
        if known == total:
            return self.tr("step by step with the present input") if total else self.tr("nothing typed yet")
        return self.tr("{0} of {1} lines understood; the others count as 0").format(known, total)

    def _follow(self, what: Change) -> None:
        if Change.PLAYHEAD in what:
            self._move()
        if Change.SELECTION in what:
            self.simulation.select(unit=self._leader.selection.unit)

    def _move(self) -> None:
        leader = self._leader
        cursor = beside(leader.cursor, leader.cell, self.simulation.cell)
        cursor = replace(cursor, step=leader.place(cursor.step), layer=0, way="forward")
        self.simulation.move(self.simulation.score.fitted(cursor))


def beside(cursor: Cursor, there: Cell, here: Cell) -> Cursor:
    """The same moment in another cell: the line of the same name, else the one at the same place."""
    name = there.lines[min(cursor.line, len(there.lines) - 1)].name
    names = list(here.by_name)
    at = names.index(name) if name in names else min(cursor.line, len(names) - 1)
    return replace(cursor, line=at if cursor.grain != "step" else len(names) - 1)


def _word(found: Understanding, problem: Problem) -> str:
    return found.draft.rows[problem.row][problem.start : problem.end]
