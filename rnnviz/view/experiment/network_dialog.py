"""The layers of the network, highest on top as in a drawing: cell, size, direction, and which one is on the stage."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.setup import layer_text
from rnnviz.model.setup.bounds import MAX_HIDDEN
from rnnviz.model.setup.cell_order import cell_keys
from rnnviz.model.setup.choices import MAX_LAYERS, LayerChoice
from rnnviz.view.experiment.controls import Spin
from rnnviz.view.look.language import cell_name, retranslated
from rnnviz.view.look.shield import shielded
from rnnviz.view.screens.dialogs import OnScreen

GAP = 16
READINGS = tuple(layer_text.READINGS.values())


@shielded
@retranslated
class NetworkDialog(QDialog):
    """Stays open beside the stage; every choice is one edit of the simulation, undone like any other."""

    def __init__(self, simulation: Simulation, parent: QWidget) -> None:
        super().__init__(parent)
        self._simulation = simulation
        self.rows: list[LayerRow] = []
        """One row per layer, the lowest first."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        OnScreen(self)
        self._seats = QButtonGroup(self)
        self._seats.idClicked.connect(self._visit)
        self._layers = QVBoxLayout()
        self.add = QPushButton(self)
        self.add.setAutoDefault(False)
        self.add.clicked.connect(self._add)
        self.single = QCheckBox(self)
        self.single.clicked.connect(self._set_precision)
        self._count = QLabel(self)
        self._count.setProperty("kind", "dim")
        self._arrange()
        simulation.changed.connect(self._follow)
        self.retranslate()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Layers"))
        self.setAccessibleName(self.windowTitle())
        self.add.setText(self.tr("+ layer on top"))
        self.single.setText(self.tr("Compute in float32, as most GPUs do"))
        self._top.setText(self.tr("to the read-out ↑"))
        self._bottom.setText(self.tr("the sequence ↑"))
        self._close.setText(self.tr("Close"))
        self.refresh()

    def refresh(self) -> None:
        """Show the simulation's layers; rows stay where they are, so that the keyboard keeps its place."""
        setup = self._simulation.setup
        while len(self.rows) > len(setup.layers):
            row = self.rows.pop()
            row.hidden.blockSignals(True)  # a size half typed must not bring the layer back
            self._seats.removeButton(row.seat)
            self._layers.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self.rows) < len(setup.layers):
            row = LayerRow(len(self.rows), self)
            self._seats.addButton(row.seat, len(self.rows))
            self._layers.insertWidget(0, row)
            self.rows.append(row)
        for row, choice in zip(self.rows, setup.layers, strict=True):
            row.show_choice(choice, len(self.rows) > 1)
        self.add.setEnabled(len(self.rows) < MAX_LAYERS)
        self.single.setChecked(setup.dtype == "float32")
        self._count.setText(self.tr("{0} weights and biases").format(f"{weight_count(self._simulation):,}"))
        self._show_seat()

    def _follow(self, what: Change) -> None:
        if what & (Change.SETUP | Change.RUN):
            self.refresh()
        elif Change.PLAYHEAD in what:
            self._show_seat()

    def stand_aside(self, window: QWidget) -> None:
        """Over the lower right corner of the window: the stage stays in sight."""
        self.adjustSize()
        corner = window.mapToGlobal(window.rect().bottomRight())
        self.move(corner.x() - self.width() - GAP, corner.y() - self.height() - GAP)

    def choose(self, number: int, choice: LayerChoice) -> None:
        """One layer chosen anew."""
        if self._is_there(number):
            self._simulation.edit(self._simulation.setup.with_layer(number, choice))

    def choose_cell(self, number: int, key: str) -> None:
        """Another shipped cell in a layer."""
        if self._is_there(number):
            self._simulation.edit(self._simulation.setup.with_cell(key, layer=number))

    def remove(self, number: int) -> None:
        """Take a layer out; the one on the stage stays there."""
        if not self._is_there(number):
            return
        layer, way = self._simulation.seat
        self._simulation.edit(self._simulation.setup.without_layer(number))
        if number < layer:
            self._simulation.visit(layer - 1, way)

    def _is_there(self, number: int) -> bool:
        """Whether there is the layer of a row still: what was opened or undone is told to the rows a turn later."""
        return number < len(self._simulation.setup.layers)

    def hideEvent(self, event: QHideEvent) -> None:
        """A size half typed counts; Qt would take it from the spin box only while it destroys all."""
        for row in self.rows:
            row.hidden.interpretText()
        super().hideEvent(event)

    def _show_seat(self) -> None:
        self.rows[min(self._simulation.seat[0], len(self.rows) - 1)].seat.setChecked(True)

    def _visit(self, number: int) -> None:
        self._simulation.visit(number, self._simulation.cursor.way)

    def _add(self) -> None:
        layers = self._simulation.setup.layers
        self._simulation.edit(self._simulation.setup.with_layers((*layers, layers[-1])))

    def _set_precision(self, single: bool) -> None:
        self._simulation.edit(replace(self._simulation.setup, dtype="float32" if single else "float64"))

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        self._top, self._bottom, self._close = QLabel(self), QLabel(self), QPushButton(self)
        for label in (self._top, self._bottom):
            label.setProperty("kind", "dim")
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._top)
        column.addLayout(self._layers)
        column.addWidget(self._bottom)
        line = QHBoxLayout()
        line.addWidget(self.add)
        line.addStretch(1)
        line.addWidget(self._count)
        column.addLayout(line)
        self._close.setAutoDefault(False)
        self._close.clicked.connect(self.close)
        last = QHBoxLayout()
        last.addWidget(self.single)
        last.addStretch(1)
        last.addWidget(self._close)
        column.addLayout(last)
        column.addStretch(1)


def weight_count(simulation: Simulation) -> int:
    """How many numbers the network has to learn."""
    return sum(array.size for layer in simulation.runs for run in layer for array in run.experiment.params.values())


@retranslated
class LayerRow(QFrame):
    """One layer: whether it is on the stage, its cell, size and reading direction."""

    def __init__(self, number: int, dialog: NetworkDialog) -> None:
        super().__init__(dialog)
        self._number, self._dialog = number, dialog
        self._choice = LayerChoice()
        self.setProperty("panel", True)
        self.seat = QRadioButton(self)
        self.cell = QComboBox(self)
        for key in cell_keys():
            self.cell.addItem(cell_name(key), key)
        self.hidden = Spin(self)
        self.hidden.setRange(1, MAX_HIDDEN)
        self.hidden.setKeyboardTracking(False)
        self.hidden.setButtonSymbols(QSpinBox.ButtonSymbols.UpDownArrows)
        self.reading = QComboBox(self)
        self.reading.addItems([""] * len(READINGS))
        self._units = QLabel(self)
        self.remove = QPushButton("×", self)
        self.remove.setAutoDefault(False)
        self.retranslate()
        self.cell.activated.connect(self._cell_chosen)
        self.hidden.valueChanged.connect(self._size_chosen)
        self.reading.activated.connect(self._reading_chosen)
        self.remove.clicked.connect(self._removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.addWidget(self.seat)
        row.addStretch(1)
        for widget in (self.cell, self._units, self.hidden, self.reading, self.remove):
            row.addWidget(widget)

    def show_choice(self, choice: LayerChoice, removable: bool) -> None:
        """Show what was chosen; a cell of the user's own stands last in the list."""
        self._choice = choice
        own = self.cell.findData("")
        if choice.cell_text and own < 0:
            self.cell.addItem("", "")
            own = self.cell.count() - 1
        if choice.cell_text:
            self.cell.setItemText(own, choice.cell.name)
        elif own >= 0:
            self.cell.removeItem(own)
        self.cell.setCurrentIndex(own if choice.cell_text else self.cell.findData(choice.cell_key))
        self.hidden.blockSignals(True)
        self.hidden.setValue(choice.hidden)
        self.hidden.blockSignals(False)
        merge = choice.merge if choice.direction == "both" else "concat"
        self.reading.setCurrentIndex(READINGS.index((choice.direction, merge)))
        self.remove.setEnabled(removable)

    def retranslate(self) -> None:
        self.seat.setText(self.tr("layer {0}").format(self._number + 1))
        self.seat.setToolTip(self.tr("Put this layer on the stage"))
        self._units.setText(self.tr("units"))
        for index, key in enumerate(cell_keys()):
            self.cell.setItemText(index, cell_name(key))
        readings = (
            self.tr("→ reads onward"), self.tr("← reads from the end"),
            self.tr("⇄ both, side by side"), self.tr("⇄ both, added"),
        )  # fmt: skip
        for index, text in enumerate(readings):
            self.reading.setItemText(index, text)
        layer = self.seat.text()
        for widget, name in (
            (self.cell, self.tr("Cell of {0}")), (self.hidden, self.tr("Units of {0}")),
            (self.reading, self.tr("Reading direction of {0}")), (self.remove, self.tr("Remove {0}")),
        ):  # fmt: skip
            widget.setAccessibleName(name.format(layer))
            widget.setToolTip(name.format(layer))

    def _cell_chosen(self, index: int) -> None:
        key = self.cell.itemData(index)
        if key:
            self._dialog.choose_cell(self._number, key)

    def _size_chosen(self, value: int) -> None:
        self._dialog.choose(self._number, replace(self._choice, hidden=value))

    def _reading_chosen(self, index: int) -> None:
        direction, merge = READINGS[index]
        self._dialog.choose(self._number, replace(self._choice, direction=direction, merge=merge))

    def _removed(self) -> None:
        self._dialog.remove(self._number)
