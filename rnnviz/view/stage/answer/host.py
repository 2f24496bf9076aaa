"""The column of answers on its stage: whether it is shown, its buttons, and what a click in it chooses."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtWidgets import QInputDialog, QLineEdit, QPushButton, QWidget

from rnnviz.model.answers.answer_text import AnswerTextError, parse_readout
from rnnviz.model.answers.variants import with_next_word
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.picture import Picture
from rnnviz.model.picture.answer_wire import with_answer_wire
from rnnviz.model.setup.answer import Readout
from rnnviz.view.look.language import retranslated
from rnnviz.view.stage.answer.bars import row_at
from rnnviz.view.stage.answer.moment import BELOW, NONE, READ, moment_of
from rnnviz.view.stage.answer.names import AnswerNames
from rnnviz.view.stage.answer.plan import column_of, plan_of
from rnnviz.view.stage.grid import ColumnNeeds, Grid

KEY = "answer:"
"""Beginning of the keys of what can be pointed at."""


@retranslated
class AnswerHost(QWidget):
    """A widget without a size of its own: it holds the buttons. `changed`: whether the column is shown now."""

    changed = Signal(bool)
    refused = Signal(object)
    """Carries a Refusal: whoever shows it says it in the language of then."""

    def __init__(self, simulation: Simulation, stage: QWidget) -> None:
        super().__init__(stage)
        self._simulation = simulation
        self._folded = self._asked = False
        self._told: bool | None = None
        self.names = AnswerNames(simulation, stage)
        self.names.refused.connect(self.refused)
        self._add = [self._button(slot) for slot in (self._ask_classes, self._ask_next_word, self._ask_number)]
        self._go = self._button(self._go_there)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        for button, text in zip(
            self._add, (self.tr("one of several"), self.tr("the next word"), self.tr("a number")), strict=True
        ):
            button.setText(text)
            button.setAccessibleName(self.tr("Add a read-out: {0}").format(text))
        self._go.setText(self.tr("Go there  {0}").format("Ctrl+↑"))
        self._go.setAccessibleName(self.tr("Go to the layer that is read out"))

    # whether it is shown -----------------------------------------------------------------------------------

    @property
    def shown(self) -> bool:
        """Where there is a read-out unless somebody folded it away; else only when somebody asked for it."""
        return not self._folded if self._simulation.result.answers is not None else self._asked

    def choose(self, on: bool) -> None:
        """The user folds it away or brings it."""
        if self._simulation.result.answers is not None:
            self._folded = not on
        else:
            self._asked = on
        self.follow()

    def follow(self) -> bool:
        """Tell whether it is shown; whether that became another thing."""
        other, self._told = self._told != self.shown, self.shown
        if other:
            self.changed.emit(self.shown)
        return other

    def column(self, height: int) -> ColumnNeeds | None:
        """What it needs in a window of this height; None where it is not shown."""
        if not self.shown:
            return None
        readout = self._simulation.result.setup.readout
        names = readout.answers if readout and readout.kind == "softmax" else ("answer",)
        return column_of((*names, self._widest), height)

    @property
    def _widest(self) -> str:
        """No read-out of one-letter answers makes the column narrower than its buttons."""
        return self.tr("the next")

    def wired(self, picture: Picture, grid: Grid) -> Picture:
        """The cell with its outgoing wire led to the column."""
        plan = plan_of(grid)
        if moment_of(self._simulation, self._simulation.cursor).place == BELOW:
            return with_answer_wire(picture, grid.back(plan.bars.left(), 0)[0], None)
        return with_answer_wire(picture, *grid.back(plan.middle, plan.box.top()))

    # pointing ----------------------------------------------------------------------------------------------

    def element_at(self, grid: Grid, at: QPointF) -> str | None:
        """Key of the answer, or of the read-out's box, under a point of the stage."""
        moment = moment_of(self._simulation, self._simulation.cursor)
        if grid.column is None or moment.place != READ:
            return None
        plan = plan_of(grid)
        row = row_at(plan, moment, at.x(), at.y())
        if row is not None:
            return f"{KEY}{row}"
        return f"{KEY}v" if plan.box.contains(at) else None

    def press(self, key: str) -> bool:
        """A click on an answer chooses it; on the chosen one lets it go. Whether it was one."""
        name = key.removeprefix(KEY)
        if not key.startswith(KEY):
            return False
        if name.isdigit():
            chosen = self._simulation.selection.answer
            self._simulation.select(answer=None if chosen == int(name) else int(name))
            return True
        return False  # the box is pinned as any other part of the picture is

    # buttons -----------------------------------------------------------------------------------------------

    def place(self, grid: Grid) -> None:
        """The buttons of this moment in their places."""
        self.names.place(grid)
        place = moment_of(self._simulation, self._simulation.cursor).place if grid.column else READ
        for button in self._add:
            button.setVisible(place == NONE)
        self._go.setVisible(place == BELOW)
        if grid.column is None:
            return
        plan = plan_of(grid)
        buttons = self._add if place == NONE else [self._go]
        height = max(button.sizeHint().height() for button in buttons)
        gap, top = round(0.4 * plan.px), plan.bars.top() + (0 if place == NONE else 4.6 * plan.px)
        width = min(plan.bars.width() - 2, max(button.sizeHint().width() for button in buttons))
        for n, button in enumerate(buttons):
            button.setGeometry(round(plan.middle - width / 2), round(top + n * (height + gap)), round(width), height)

    def _button(self, slot: object) -> QPushButton:
        button = QPushButton(self.parentWidget())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(slot)
        button.hide()
        return button

    def _go_there(self) -> None:
        self._simulation.visit(len(self._simulation.runs) - 1, self._simulation.cursor.way)

    def _ask_number(self) -> None:
        self._simulation.edit(self._simulation.setup.with_readout(Readout("identity", ("y1",))))

    def _ask_next_word(self) -> None:
        try:
            self._simulation.edit(with_next_word(self._simulation.setup))
        except AnswerTextError as error:
            self.refused.emit(error)

    def _ask_classes(self) -> None:
        """Their names are asked for."""
        question = self.tr("Answers, separated by commas:")
        text, good = QInputDialog.getText(
            self.window(), self.tr("Read-out"), question, QLineEdit.EchoMode.Normal, self.tr("yes, no")
        )
        if not good:
            return
        try:
            self._simulation.edit(self._simulation.setup.with_readout(parse_readout(f"softmax:{text}")))
        except AnswerTextError as error:
            self.refused.emit(error)
