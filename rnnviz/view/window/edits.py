"""What is being edited where in the window: beginning it, finishing it, leaving it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QDialog, QLineEdit, QSlider

from rnnviz.model.setup.choices import Edit

if TYPE_CHECKING:
    from rnnviz.view.experiment.network_dialog import NetworkDialog
    from rnnviz.view.window.main_window import MainWindow


class Edits(QObject):
    """Cells, weights, words and layers under the user's hand."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def escape(self) -> None:
        """Leave the innermost thing: the black screen, an edit, a pin, the presentation."""
        window = self._window
        if window.presenter.leave_black() or window.cells.leave():
            return
        if isinstance(QApplication.focusWidget(), QLineEdit | QAbstractSpinBox | QSlider):
            window.stage.setFocus()
        elif window.simulation.selection.pins or window.simulation.selection.hover:
            window.stage.clear()
        else:
            window.presenter.leave()

    def finish(self) -> None:
        """What is being typed counts, in the list of layers, too: leaving a field commits it."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit | QAbstractSpinBox):
            if focus.window() is not self._window:
                focus.clearFocus()
            self._window.stage.setFocus()

    def close(self) -> None:
        """The window closes: so do its dialogs, while there is a simulation that takes a size half typed."""
        for dialog in self._window.findChildren(QDialog):
            dialog.close()
        self.finish()

    def here(self) -> None:
        """The number of the card that is open, else the word or numbers of this step."""
        window, focus = self._window, QApplication.focusWidget()
        keys = window.inspector.keys()
        cards = [window.inspector.cards[key] for key in keys]
        card = next((c for c in cards if c is focus), next((c for c in cards if c.spots), None))
        if card is not None and card.spots:
            card.edit(0)
        else:
            window.menus.actions["panel_tape"].setChecked(True)
            window.tape.edit_word(window.simulation.cursor.step)

    def choose_cell(self, key: str, text: str) -> None:
        """Another cell for the layer on the stage."""
        simulation = self._window.simulation
        simulation.edit(simulation.setup.with_cell(key, text, simulation.seat[0]))

    def set_weight(self, name: str, index: tuple[int, ...], value: float) -> None:
        """One weight typed on a card."""
        simulation = self._window.simulation
        simulation.flush()
        params = simulation.run.experiment.params
        if name not in params or any(i >= n for i, n in zip(index, params[name].shape, strict=True)):
            return  # another cell took the screen while the number was being typed
        simulation.edit(simulation.setup.with_edit(Edit(name, index, value, *simulation.seat)))

    def show_layers(self) -> None:
        """The layers of the network, beside the stage; asked for again, the same list comes to the front."""
        from rnnviz.view.experiment.network_dialog import NetworkDialog

        found, simulation = self._window.findChild(NetworkDialog), self._window.simulation
        dialog = found if found is not None and found.isVisible() else NetworkDialog(simulation, self._window)
        if dialog is not found:
            dialog.stand_aside(self._window)
            self._give_keys(dialog)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def _give_keys(self, dialog: NetworkDialog) -> None:
        """Undo and the layer keys work there, too; undo is the list's own, for in the window it may mean a draft."""
        document, actions = self._window.document, self._window.menus.actions
        for key, work in (("undo", document.undo), ("redo", document.redo)):
            own = QAction(dialog)
            own.setShortcuts(actions[key].shortcuts())
            own.triggered.connect(work)
            dialog.addAction(own)
        for key in ("layer_up", "layer_down"):
            dialog.addAction(actions[key])
