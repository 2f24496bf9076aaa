"""The second row of the experiment: units and seed, or where trained weights come from; and what puts it back."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSpinBox, QWidget

from rnnviz.io.trained import TITLES
from rnnviz.model.setup.bounds import MAX_HIDDEN, SEED
from rnnviz.model.setup.setup import Setup
from rnnviz.model.trained.learned import Learned
from rnnviz.view.experiment.controls import Spin
from rnnviz.view.look.language import set_name
from rnnviz.view.widgets.lines import Lines

translate = QCoreApplication.translate


class SizeRow(QObject):
    """`hidden`, `seed`: fields; `reset_asked`, `fresh_asked`: buttons; `row`: the layout, for another one to hold."""

    reset_asked = Signal()
    fresh_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self.hidden, self.seed = self._spin(1, MAX_HIDDEN), self._spin(*SEED)
        self._captions = QLabel(parent), QLabel(parent)
        for caption, spin in zip(self._captions, (self.hidden, self.seed), strict=True):
            caption.setBuddy(spin)
        self._weights, self._from = QLabel(parent), QLabel(parent)
        self._from.setTextFormat(Qt.TextFormat.PlainText)
        self._learned: Learned | None = None
        self._reset, self._fresh = self._button(self.reset_asked), self._button(self.fresh_asked)
        self._drawn = (*self._captions, self.hidden, self.seed, self._fresh)
        self.row = Lines()
        self.retranslate()

    def retranslate(self) -> None:
        set_name(self.hidden, self.tr("Hidden units"))
        set_name(self.seed, self.tr("Seed of the weights"))
        for caption, text in zip(self._captions, (self.tr("Hidden"), self.tr("Seed")), strict=True):
            caption.setText(text)
        self._weights.setText(self.tr("Weights"))
        self._reset.setText(self.tr("Reset"))
        self._fresh.setText(self.tr("New weights"))
        set_name(self._reset, self.tr("Reset knobs and holds; weights stay, typed ones, too"))
        set_name(self._fresh, self.tr("Draw new weights: the next seed"))
        self._show_learned()

    def show_setup(self, setup: Setup, hidden: int, anew: bool) -> None:
        """The numbers of a setup; anew: also where a field holds one that is just being typed."""
        for spin, value in ((self.hidden, hidden), (self.seed, setup.weights.seed)):
            if spin.value() != value or anew:
                spin.blockSignals(True)
                spin.setValue(value)
                spin.blockSignals(False)
        if setup.learned != self._learned or self._from.isHidden() != (setup.learned is None):
            self._learned = setup.learned
            self._show_learned()

    def _show_learned(self) -> None:
        """Units and seed say nothing of weights that were trained."""
        learned, (hidden, seed) = self._learned, self._captions
        drawn = hidden, self.hidden, seed, self.seed, None, self._reset, self._fresh
        self.row.hold((self._weights, self._from, None, self._reset) if learned is not None else drawn)
        for part in self._drawn:
            part.setVisible(learned is None)
        for part in (self._weights, self._from):
            part.setVisible(learned is not None)
        if learned is not None:
            task = translate("Trained", TITLES.get(learned.task, learned.task))
            text = self.tr("{0}, {1} updates, then typed") if learned.touched else self.tr("{0}, {1} updates")
            self._from.setText(text.format(task, learned.updates))

    def _spin(self, low: int, high: int) -> QSpinBox:
        spin = Spin(self._parent)
        spin.setRange(low, high)
        spin.setKeyboardTracking(False)
        spin.setButtonSymbols(QSpinBox.ButtonSymbols.UpDownArrows)
        return spin

    def _button(self, signal: object) -> QPushButton:
        button = QPushButton(self._parent)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(signal)
        return button
