"""What is edited from the window itself: the cell, a weight, a word, the layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from rnnviz.model.document.simulation import Simulation
from rnnviz.model.setup.choices import Edit
from rnnviz.model.setup.conventions import remark
from rnnviz.model.weights.changes import with_number
from rnnviz.model.weights.matrices import readout_matrices, start_rows
from rnnviz.view.body.faces import FaceColumn
from rnnviz.view.inspector.card_subject import READ, START
from rnnviz.view.inspector.inspector import Inspector
from rnnviz.view.look.words import said
from rnnviz.view.tape import Tape
from rnnviz.view.transport.sequence_bar import SequenceBar
from rnnviz.view.window.actions import Actions
from rnnviz.view.window.commands import PANEL

if TYPE_CHECKING:
    from rnnviz.view.experiment.network_dialog import NetworkDialog

TAPE = PANEL + "tape"
"""What shows the tape."""


class Edits(QObject):
    """Cells, weights, words and layers under the user's hand. `window`: what the list of layers belongs to.

    remarked(sentence): what a choice did, "" where there is nothing to say.
    """

    remarked = Signal(str)

    def __init__(
        self, simulation: Simulation, window: QWidget, actions: Actions, steps: tuple[Tape, SequenceBar],
        inspector: Inspector, faces: FaceColumn,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._simulation, self._window, self._actions = simulation, window, actions
        (self._tape, self._sequence), self._inspector, self._faces = steps, inspector, faces

    def close(self) -> None:
        """The window closes: so do its dialogs, while there is a simulation that takes a size half typed."""
        for dialog in self._window.findChildren(QDialog):
            dialog.close()

    def here(self) -> None:
        """The number of the card that is open, that of the right column, else the word or numbers of this step."""
        focus, keys = QApplication.focusWidget(), self._inspector.keys()
        cards = [self._inspector.cards[key] for key in keys]
        card = next((c for c in cards if c is focus), next((c for c in cards if c.spots), None))
        face = self._faces.panel
        if card is not None and card.spots:
            card.edit_here()
        elif face is None or not face.edit_here():
            self._actions[TAPE].setChecked(True)
            self._tape.edit_word(self._simulation.cursor.step)

    def type_sequence(self) -> None:
        """Type the whole sequence anew."""
        self._actions[TAPE].setChecked(True)
        self._sequence.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._sequence.field.selectAll()

    def choose_cell(self, key: str, text: str) -> None:
        """Another cell for the layer on the stage; what another convention did to the run is said."""
        simulation = self._simulation
        simulation.flush()
        before = simulation.run
        simulation.edit(simulation.setup.with_cell(key, text, simulation.seat[0]))
        if simulation.flush():
            told = remark(before, simulation.run)
            self.remarked.emit(said(told) if told else "")

    def set_weight(self, name: str, index: tuple[int, ...], value: float) -> None:
        """One weight typed on a card."""
        simulation = self._simulation
        simulation.flush()
        if name.startswith(START):
            self._set_start(name.removeprefix(START), index, value)
            return
        if name.startswith(READ):
            self._set_read(name.removeprefix(READ), index, value)
            return
        params = simulation.run.experiment.params
        if name not in params or any(i >= n for i, n in zip(index, params[name].shape, strict=True)):
            return  # another cell took the screen while the number was being typed
        simulation.edit(simulation.setup.with_edit(Edit(name, index, value, *simulation.seat)))

    def _set_start(self, state: str, index: tuple[int, ...], value: float) -> None:
        """What one unit of a state begins with."""
        simulation = self._simulation
        rows = {row.own: row for row in start_rows(simulation.setup, *simulation.seat)}
        if state in rows and index[0] < rows[state].columns:
            simulation.edit(with_number(simulation.setup, rows[state], index, value))

    def _set_read(self, name: str, index: tuple[int, ...], value: float) -> None:
        """A number of the read-out's V or d."""
        setup = self._simulation.setup
        rows = {row.name: row for row in readout_matrices(setup)}
        if name in rows and all(i < n for i, n in zip(index, rows[name].shape, strict=True)):
            self._simulation.edit(with_number(setup, rows[name], index, value))

    def show_layers(self) -> None:
        """The layers of the network, beside the stage; asked for again, the same list comes to the front."""
        from rnnviz.view.experiment.network_dialog import NetworkDialog

        found = self._window.findChild(NetworkDialog)
        dialog = found if found is not None and found.isVisible() else NetworkDialog(self._simulation, self._window)
        if dialog is not found:
            dialog.stand_aside(self._window)
            self._give_keys(dialog)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def _give_keys(self, dialog: NetworkDialog) -> None:
        """Undo and the layer keys work there, too; undo is the list's own, for in the window it may mean a draft."""
        document, actions = self._simulation.document, self._actions
        for key, work in (("undo", document.undo), ("redo", document.redo)):
            own = QAction(dialog)
            own.setShortcuts(actions[key].shortcuts())
            own.triggered.connect(work)
            dialog.addAction(own)
        actions.add_to(dialog, "layer_up", "layer_down")
