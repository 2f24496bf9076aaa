"""How the next word is chosen: drawn by p or the likeliest, and from which seed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QWidget

from rnnviz.model.document.simulation import Simulation
from rnnviz.model.prediction.writing import drawn_again, next_seed, writes
from rnnviz.model.setup.bounds import SEED
from rnnviz.view.experiment.controls import Spin
from rnnviz.view.look.language import retranslated, set_name
from rnnviz.view.widgets.lines import Lines


@retranslated
class DiceRow(QWidget):
    """Edits the simulation; shown where the network writes on in words."""

    def __init__(self, simulation: Simulation, parent: QWidget) -> None:
        super().__init__(parent)
        self._simulation = simulation
        self.caption, self._seed_name = QLabel(self), QLabel(self)
        self.buttons = [self._button(True) for _ in range(2)]
        self._group = QButtonGroup(self)
        for number, button in enumerate(self.buttons):
            self._group.addButton(button, number)
        self.seed, self.again = Spin(self), self._button(False)
        self.seed.setRange(*SEED)
        self.seed.setKeyboardTracking(False)
        self._seed_name.setBuddy(self.seed)
        self._group.idClicked.connect(self._chosen)
        self.seed.valueChanged.connect(self._seed_changed)
        self.seed.editingFinished.connect(simulation.settle)
        self.again.clicked.connect(self._again)
        self.row = Lines([self.caption, *self.buttons, self._seed_name, self.seed, self.again, None], self)
        self.retranslate()
        self.refresh()

    def retranslate(self) -> None:
        self._name_it()
        for button, text in zip(self.buttons, (self.tr("drawn by p"), self.tr("likeliest")), strict=True):
            button.setText(text)
            button.setAccessibleName(self.tr("What comes next: {0}").format(text))
        self.buttons[1].setToolTip(self.tr("A temperature of 0: always the answer with the largest p"))
        self._seed_name.setText(self.tr("seed"))
        set_name(self.seed, self.tr("Seed of the draws: the same seed writes the same text"))
        self.again.setText(self.tr("Draw again"))
        set_name(self.again, self.tr("Draw again: the text from the next seed"))

    def _name_it(self) -> None:
        learned = self._simulation.setup.learned
        letters = learned is not None and learned.letters
        self.caption.setText(self.tr("Next letter") if letters else self.tr("Next word"))

    def refresh(self) -> None:
        """Show what the setup says."""
        setup = self._simulation.setup
        self.setVisible(writes(setup) == "words")
        if self.isHidden():
            return
        self._name_it()
        self.buttons[1 if setup.prediction.temperature == 0 else 0].setChecked(True)
        self.seed.blockSignals(True)
        self.seed.setValue(setup.prediction.seed)
        self.seed.blockSignals(False)
        if self.again.isEnabled() != bool(setup.prediction.made):
            self.again.setEnabled(bool(setup.prediction.made))

    def _button(self, chip: bool) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("chip", chip)
        button.setCheckable(chip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _chosen(self, number: int) -> None:
        """The likeliest is drawn at a temperature of 0."""
        setup = self._simulation.setup
        if (setup.prediction.temperature == 0) == (number == 1):
            return
        self._simulation.edit(replace(setup, prediction=setup.prediction.at_temperature(1.0 - number)))

    def _seed_changed(self, seed: int) -> None:
        self._simulation.edit(drawn_again(self._simulation.setup, seed), "dice")

    def _again(self) -> None:
        setup = self._simulation.setup
        self._simulation.edit(drawn_again(setup, next_seed(setup)))
