"""What every state of the layer on the stage begins with, h\u2080 and c\u2080, in fields to be typed over."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from rnnviz.engine.errors import Refusal
from rnnviz.engine.networks.layer import prefix_of
from rnnviz.model.answers.start_text import own_start, start_text, with_start
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.numbers import lowered
from rnnviz.view.experiment.controls import Field
from rnnviz.view.look.language import retranslated, set_name
from rnnviz.view.widgets.even_line import EvenLine
from rnnviz.view.widgets.lines import Lines


@retranslated
class StartRow(QWidget):
    """Edits the simulation. `fields`: by the name of the state; `refused` carries a Message, `done`: one was typed."""

    refused = Signal(object)
    done = Signal()

    def __init__(self, simulation: Simulation, parent: QWidget) -> None:
        super().__init__(parent)
        self._simulation = simulation
        self.caption = QLabel(self)
        self.fields: dict[str, Field] = {}
        self._made: dict[str, tuple[QLabel, Field]] = {}
        self._height = 24
        self.row = Lines([self.caption], self)
        self.retranslate()
        self.refresh()

    def retranslate(self) -> None:
        self.caption.setText(self.tr("Start"))
        self._name_fields()

    def refresh(self) -> None:
        """Show what the setup says of the layer on the stage."""
        states = self._simulation.choice.cell.states
        if tuple(self.fields) != states:
            self._make(states)
        for state, field in self.fields.items():
            setup, name = self._simulation.setup, self._name(state)
            if not (field.hasFocus() and field.isModified()):
                field.setText(start_text(setup, name))
                field.setCursorPosition(0)
            field.setPlaceholderText(own_start(setup, name))

    def set_height(self, px: int) -> None:
        """Of the fields: a row as high as those of the knobs."""
        self._height = px
        for _, field in self._made.values():
            field.setFixedHeight(px)

    @property
    def typed(self) -> bool:
        """Whether a beginning was typed, for the layer on the stage."""
        return any(self._name(state) in self._simulation.setup.start for state in self.fields)

    def _name(self, state: str) -> str:
        return prefix_of(*self._simulation.seat) + state

    def _make(self, states: tuple[str, ...]) -> None:
        """Fields that were made once come back: new ones would be polished, and painted, a turn later."""
        for state in states:
            if state not in self._made:
                self._made[state] = QLabel(f"{state}{lowered(0)}", self), self._field(state)
        self.fields = {state: self._made[state][1] for state in states}
        self.row.hold((self.caption, *(part for state in states for part in self._made[state])))
        for state, parts in self._made.items():
            for part in parts:
                part.setVisible(state in self.fields)
        self._name_fields()

    def _field(self, state: str) -> Field:
        field = Field(self)
        EvenLine(field)
        field.setFixedHeight(self._height)
        field.setObjectName(state)
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        field.editingFinished.connect(self._typed)
        field.cancelled.connect(self.refresh)
        return field

    def _name_fields(self) -> None:
        for state, (_, field) in self._made.items():
            set_name(field, self.tr("What {0} begins with: a number, or one for each unit").format(state))

    def _typed(self) -> None:
        field = self.sender()
        if not isinstance(field, Field) or not field.isModified() or self.fields.get(field.objectName()) is not field:
            return
        text = field.text()
        field.setModified(False)
        try:
            self._simulation.edit(with_start(self._simulation.setup, self._name(field.objectName()), text))
        except Refusal as error:
            self.refresh()
            self.refused.emit(error.message)
            return
        field.clearFocus()  # the keys are the story's again
        self.done.emit()
