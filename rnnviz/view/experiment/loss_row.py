"""The last row of the experiment: at which steps the loss stands, and beside it the recurrent matrix in numbers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QWidget

from rnnviz.engine import Run
from rnnviz.view.experiment.recurrence_label import RecurrenceLabel
from rnnviz.view.look.language import retranslated
from rnnviz.view.widgets.lines import Lines

LOSSES = ("last", "every")


@retranslated
class LossRow(QWidget):
    """`chosen(loss)` when a button is clicked; `row` is its layout."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.caption = QLabel(self)
        self.buttons = [self._button() for _ in LOSSES]
        self._group = QButtonGroup(self)
        self._recurrence = RecurrenceLabel(self)
        for number, button in enumerate(self.buttons):
            self._group.addButton(button, number)
        self.row = Lines([self.caption, *self.buttons, None, self._recurrence], self)
        self._group.idClicked.connect(self._clicked)
        self.retranslate()

    def retranslate(self) -> None:
        self.caption.setText(self.tr("Loss at"))
        for button, text in zip(self.buttons, (self.tr("last step"), self.tr("every step")), strict=True):
            button.setText(text)
            button.setAccessibleName(self.tr("Loss at: {0}").format(text))
            button.setToolTip(
                self.tr("Where the loss counts; the flag and the dots on the gradient plot choose other steps")
            )

    def show_loss(self, at: str | tuple[int, ...]) -> None:
        """Where the loss of the setup stands; none of the buttons says single steps."""
        self._group.setExclusive(isinstance(at, str))
        for where, button in zip(LOSSES, self.buttons, strict=True):
            if button.isChecked() != (where == at):
                button.setChecked(where == at)

    def show_run(self, run: Run, dragging: bool, width: int) -> None:
        """Spectral radius and norm of the recurrent matrix, as much as fits in a row so wide."""
        used = sum(b.sizeHint().width() for b in self.buttons) + self.caption.width() + 4 * self.row.spacing()
        self._recurrence.show_run(run, dragging, width - used - 4)

    def _button(self) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("chip", True)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _clicked(self, number: int) -> None:
        self.chosen.emit(LOSSES[number])
