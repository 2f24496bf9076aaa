"""What an exercise sheet is to hold: the numbers of the run on the stage, or others for every version."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from rnnviz.io.written.worksheet import MOST
from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.setup.bounds import SEED
from rnnviz.view.look.language import retranslated, set_name
from rnnviz.view.screens.dialogs import OnScreen

OWN, DRAWN = range(2)


@retranslated
class SheetDialog(QDialog):
    """`asked` for a sheet of `seed` (None: of the run on the stage); `both`: its solution in a second file."""

    asked = Signal()

    def __init__(self, simulation: Simulation, answers: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._simulation, self.answers = simulation, answers
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        OnScreen(self)
        self._says, self.numbers, self.spin, self.second = (
            QLabel(self),
            QComboBox(self),
            QSpinBox(self),
            QCheckBox(self),
        )
        self._labels = [QLabel(self), QLabel(self)]
        self.numbers.addItems(["", ""])
        self.spin.setRange(*SEED)
        self.spin.setValue(1)
        self.second.setVisible(not answers)
        self.save, self._close = QPushButton(self), QPushButton(self)
        for button, slot in ((self.save, self.asked), (self._close, self.close)):
            button.setAutoDefault(False)
            button.clicked.connect(slot)
        self.numbers.currentIndexChanged.connect(self.refresh)
        simulation.changed.connect(self._follow)
        self._arrange()
        self.retranslate()

    def _arrange(self) -> None:
        form, column, buttons = QFormLayout(), QVBoxLayout(self), QHBoxLayout()
        for label, field in zip(self._labels, (self.numbers, self.spin), strict=True):
            form.addRow(label, field)
            label.setBuddy(field)
        buttons.addStretch(1)
        buttons.addWidget(self.save)
        buttons.addWidget(self._close)
        column.addWidget(self._says)
        column.addLayout(form)
        column.addWidget(self.second)
        column.addLayout(buttons)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Worked solution") if self.answers else self.tr("Exercise sheet"))
        self.setAccessibleName(self.windowTitle())
        self.numbers.setItemText(OWN, self.tr("those on the stage"))
        self.numbers.setItemText(DRAWN, self.tr("drawn anew, with one decimal"))
        for label, field, name in zip(
            self._labels, (self.numbers, self.spin), (self.tr("Weights"), self.tr("Version (seed)")), strict=True
        ):
            label.setText(name)
            set_name(field, name)
        self.second.setText(self.tr("Worked solution in a second file"))
        self.save.setText(self.tr("Save…"))
        self._close.setText(self.tr("Close"))
        self.refresh()

    @property
    def seed(self) -> int | None:
        """Of the weights; None for those of the run on the stage."""
        return self.spin.value() if self.numbers.currentIndex() == DRAWN else None

    @property
    def both(self) -> bool:
        return not self.answers and self.second.isChecked()

    def refresh(self) -> None:
        """Which step it is about."""
        simulation = self._simulation
        self.spin.setEnabled(self.seed is not None)
        cursor, fits = simulation.cursor, simulation.run.hidden <= MOST
        told = (
            self.tr("Step {0} of {1}, unit {2}, backwards") if cursor.backward else self.tr("Step {0} of {1}, unit {2}")
        )
        words = told.format(cursor.step + 1, simulation.steps, simulation.selection.unit + 1)
        self._says.setText(words if fits else self.tr("A sheet has room for {0} units at most.").format(MOST))
        self.save.setEnabled(fits)

    def _follow(self, what: Change) -> None:
        if what & (Change.PLAYHEAD | Change.RUN | Change.SELECTION):
            self.refresh()
