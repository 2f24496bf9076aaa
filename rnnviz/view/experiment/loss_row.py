"""The last row of the experiment: at which steps the loss stands, and beside it the recurrent matrix in numbers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QWidget

from rnnviz.engine import Run
from rnnviz.view.experiment.recurrence_label import RecurrenceLabel
from rnnviz.view.look.language import retranslated
from rnnviz.view.widgets.lines import Lines

LOSSES = ("last", "every", "chosen")


@retranslated
class LossRow(QWidget):
    """`chosen(loss)` when a button is clicked; `row` is its layout."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.caption = QLabel(self)
        self.buttons = [self._button() for _ in LOSSES]
        self._group = QButtonGroup(self)
        self._recurrence, self._total = RecurrenceLabel(self), QLabel(self)
        self._total.setProperty("kind", "dim")
        self._total.hide()
        self._count: tuple[int, int] | None = None
        self._roomy = True
        for number, button in enumerate(self.buttons):
            self._group.addButton(button, number)
        self.row = Lines([self.caption, *self.buttons, None, self._recurrence, self._total], self)
        self._group.idClicked.connect(self._clicked)
        self.retranslate()

    def retranslate(self) -> None:
        self.caption.setText(self.tr("Loss at"))
        texts = self.tr("last step"), self.tr("every step"), self._chosen_text()
        for button, text in zip(self.buttons, texts, strict=True):
            button.setText(text)
            button.setAccessibleName(self.tr("Loss at: {0}").format(text))
            button.setToolTip(
                self.tr("Where the loss counts; the flag and the dots on the gradient plot choose other steps")
            )

    def _chosen_text(self) -> str:
        """How many steps count, where single ones do."""
        if not self._count:
            return self.tr("chosen")
        text = self.tr("chosen: {0} of {1}") if self._roomy else self.tr("{0} of {1}")
        return text.format(*self._count)

    def show_loss(self, at: str | tuple[int, ...], steps: int, answered: bool, roomy: bool) -> None:
        """Where the loss of a setup of so many steps stands; single steps are offered where something is answered."""
        self.buttons[-1].setVisible(answered or not isinstance(at, str))
        count = None if isinstance(at, str) else (len(at), steps)
        if (count, roomy) != (self._count, self._roomy):
            self._count, self._roomy = count, roomy
            self.retranslate()
        for where, button in zip(LOSSES, self.buttons, strict=True):
            on = where == (at if isinstance(at, str) else "chosen")
            if button.isChecked() != on:
                button.setChecked(on)

    def show_total(self, text: str, width: int) -> None:
        """L, in the place of the recurrent matrix, where a row so wide has room for it; "" where nothing is read out.

        It stands at the gradient plot, too.
        """
        used = self._used()
        self._total.setText(text)
        self._total.setVisible(bool(text) and used + self._total.sizeHint().width() + 8 <= width)
        self._recurrence.setVisible(not text)

    def show_run(self, run: Run, dragging: bool, width: int) -> None:
        """Spectral radius and norm of the recurrent matrix, as much as fits in a row so wide."""
        used = self._used()
        self._recurrence.show_run(run, dragging, width - used - 4)

    def _used(self) -> int:
        """Pixels of the name and the buttons."""
        shown = [button for button in self.buttons if not button.isHidden()]
        return sum(b.sizeHint().width() for b in shown) + self.caption.width() + (len(shown) + 2) * self.row.spacing()

    def _button(self) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("chip", True)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _clicked(self, number: int) -> None:
        self.chosen.emit(LOSSES[number])
