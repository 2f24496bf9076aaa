"""Whether the network remembers: with its recurrent matrices, without them (U = 0), or both below each other."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QWidget

from rnnviz.model.document.simulation import Simulation
from rnnviz.model.setup.setup import Setup
from rnnviz.view.look.language import retranslated
from rnnviz.view.widgets.lines import Lines


@retranslated
class MemoryRow(QWidget):
    """Edits the simulation; shown where something is answered and a matrix can be switched off."""

    def __init__(self, simulation: Simulation, parent: QWidget) -> None:
        super().__init__(parent)
        self._simulation = simulation
        self.caption = QLabel(self)
        self.buttons = [self._button() for _ in range(3)]
        self._group = QButtonGroup(self)
        for number, button in enumerate(self.buttons):
            self._group.addButton(button, number)
        self._group.idClicked.connect(self._chosen)
        self.row = Lines([self.caption, *self.buttons, None], self)
        self.retranslate()
        self.refresh()

    def retranslate(self) -> None:
        self.caption.setText(self.tr("Memory"))
        for button, text in zip(self.buttons, (self.tr("on"), self.tr("off: U = 0"), self.tr("both")), strict=True):
            button.setText(text)
            button.setAccessibleName(self.tr("Memory: {0}").format(text))
        self.buttons[2].setToolTip(self.tr("The answers with recurrence off stand below those of the sentence"))

    def refresh(self) -> None:
        """Show what the setup says."""
        setup = self._simulation.setup
        self.setVisible(setup.readout is not None and bool(setup.recurrent_params()) and not _gated(setup))
        on = 2 if setup.unremembered else 1 if setup.weights.gain == 0 else 0
        self.buttons[on].setChecked(True)

    def _button(self) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("chip", True)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _chosen(self, number: int) -> None:
        setup = self._simulation.setup
        gain = 0.0 if number == 1 else setup.weights.gain or 1.0
        self._simulation.edit(replace(setup.with_weights(gain=gain), unremembered=number == 2))


def _gated(setup: Setup) -> bool:
    """Whether some layer has a gate that keeps: its knob stands there then, and its memory does not end with U."""
    return any(choice.cell.keep is not None for choice in setup.layers)
