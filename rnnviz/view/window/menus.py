"""Menus and shortcuts, made from the table of commands; carries the commands out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QInputDialog, QMenu

from rnnviz.model.document.change import Change
from rnnviz.view.window.arrangement import FOLDING
from rnnviz.view.window.commands import COMMANDS, MENUS, Command

if TYPE_CHECKING:
    from rnnviz.view.window.main_window import MainWindow


class Menus(QObject):
    """`actions` by the key of their command."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.actions: dict[str, QAction] = {}
        self._menus = {key: self._menu(title) for key, title in MENUS}
        self._recent = QMenu(self.tr("Open recent"), window)
        self._recent.aboutToShow.connect(self._fill_recent)
        self._scenes = self._scene_menu()
        for command in COMMANDS:
            self._add(command)
        self._slots = self._story_slots() | self._window_slots()
        window.document.changed.connect(self._follow)
        self.refresh()

    def _follow(self, what: Change) -> None:
        if what & (Change.SETUP | Change.RUN):
            self.refresh()

    def do(self, key: str) -> None:
        """Carry out a command of the table; while a cell is typed some of them mean its text.

        What it changed is told at once, so that the picture of a key waits for no turn of the event loop.
        """
        (self._window.cells.slots().get(key) or self._slots[key])()
        self._window.document.flush()

    def refresh(self) -> None:
        """Undo and redo are there when there is something to undo; a field's own are always at hand."""
        simulation, document = self._window.simulation, self._window.document
        typing = self._window.cells.editor is not None
        self.actions["undo"].setEnabled(typing or document.can_undo)
        self.actions["redo"].setEnabled(typing or document.can_redo)
        texts = {command.key: command.shown for command in COMMANDS}
        if typing:
            texts |= {"save": self.tr("Save cell"), "save_as": self.tr("Save cell as…")}
        for key in ("save", "save_as"):
            self.actions[key].setText(texts[key])
        for key in ("layer_up", "layer_down"):
            self.actions[key].setEnabled(len(simulation.setup.layers) > 1)
        self.actions["way"].setEnabled(simulation.choice.direction == "both")

    def hidden_panels(self) -> tuple[str, ...]:
        """Names of the panels the user folded away."""
        return tuple(name for name in FOLDING if not self.actions[f"panel_{name}"].isChecked())

    # making ------------------------------------------------------------------------------------------------

    def _menu(self, title: str) -> QMenu:
        return self._window.menuBar().addMenu(QCoreApplication.translate("Commands", title))

    def _add(self, command: Command) -> None:
        menu = self._menus[command.menu]
        if command.gap:
            menu.addSeparator()
        if command.key == "theme":
            menu.addMenu(self._scenes)
        action = menu.addAction(command.shown)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.setData(command.key)
        action.setCheckable(command.check)
        if command.check:
            action.setChecked(command.key.startswith("panel_"))
            action.toggled.connect(self._checked)
        else:
            action.triggered.connect(self._triggered)
        self._window.addAction(action)  # the keys work while the menu bar is hidden, too
        self.actions[command.key] = action
        if command.key == "open":
            menu.addMenu(self._recent)

    def _scene_menu(self) -> QMenu:
        menu = QMenu(self.tr("Scenes"), self._window)
        names = {
            "vanish": self.tr("Vanish: a simple RNN forgets"),
            "explode": self.tr("Explode: small inputs, large recurrent weights"),
            "survive": self.tr("Survive: an LSTM with forget bias +3"),
        }
        for key, name in names.items():
            action = menu.addAction(name)
            action.setData(key)
            action.triggered.connect(self._scene_triggered)
        return menu

    def _fill_recent(self) -> None:
        self._recent.clear()
        paths = self._window.files.recent()
        for path in paths:
            action = self._recent.addAction(path.name.replace("&", "&&"))
            action.setToolTip(str(path))
            action.setData(str(path))
            action.triggered.connect(self._recent_triggered)
        if not paths:
            self._recent.addAction(self.tr("no files yet")).setEnabled(False)

    # carrying out ------------------------------------------------------------------------------------------

    def _chosen(self) -> str:
        sender: Any = self.sender()
        return str(sender.data())

    def _triggered(self) -> None:
        self.do(self._chosen())

    def _checked(self, on: bool) -> None:
        key = self._chosen()
        if key == "legend":
            self._window.stage.set_legend(on)
        elif key == "chain":
            self._window.unrolled.choose(on)
        elif key == "still":
            self._window.pace.set_still(on)
        else:
            self._window.body.show_panel(key.removeprefix("panel_"), on)

    def _scene_triggered(self) -> None:
        self._window.show_scene(self._chosen())

    def _recent_triggered(self) -> None:
        self._window.files.open_path(self._chosen())

    def _story_slots(self) -> dict[str, Callable[[], object]]:
        simulation, document, player = self._window.simulation, self._window.document, self._window.player
        return {
            "next": simulation.next, "back": simulation.back,
            "step_next": self._step_next, "step_back": self._step_back,
            "start": simulation.to_start, "end": simulation.to_end, "jump": self._jump, "play": player.toggle,
            "faster": player.faster, "slower": player.slower, "grain": simulation.next_grain,
            "reverse": self._reverse, "unit_up": self._unit_up, "unit_down": self._unit_down,
            "layer_up": self._layer_up, "layer_down": self._layer_down, "way": self._way,
            "undo": document.undo, "redo": document.redo, "reset": self._reset,
        }  # fmt: skip

    def _window_slots(self) -> dict[str, Callable[[], object]]:
        window, files = self._window, self._window.files
        return {
            "open": files.open, "reopen": files.reopen, "save": files.save, "save_as": files.save_as,
            "open_sequence": files.open_sequence, "save_picture": files.save_picture,
            "copy_picture": files.copy_picture, "paste_sequence": files.paste_sequence, "quit": window.close,
            "type_sequence": self._type_sequence, "new_weights": window.new_weights,
            "edit_here": window.edits.here, "layers": window.edits.show_layers,
            "new_cell": window.cells.new, "edit_cell": window.cells.edit,
            "escape": window.edits.escape, "theme": window.toggle_theme, "panels": self._panels,
            "present": window.presenter.toggle,
            "black": window.presenter.toggle_black, "keys": self._keys, "check": self._check, "about": self._about,
            "report": self._report,
        }  # fmt: skip

    def _step_next(self) -> None:
        self._window.simulation.whole_step(1)

    def _step_back(self) -> None:
        self._window.simulation.whole_step(-1)

    def _reverse(self) -> None:
        simulation = self._window.simulation
        simulation.set_pass("forward" if simulation.cursor.backward else "backward")

    def _unit_up(self) -> None:
        simulation = self._window.simulation
        simulation.select(unit=simulation.selection.unit - 1)

    def _unit_down(self) -> None:
        simulation = self._window.simulation
        simulation.select(unit=simulation.selection.unit + 1)

    def _layer_up(self) -> None:
        simulation = self._window.simulation
        simulation.visit(simulation.cursor.layer + 1, simulation.cursor.way)

    def _layer_down(self) -> None:
        simulation = self._window.simulation
        simulation.visit(simulation.cursor.layer - 1, simulation.cursor.way)

    def _way(self) -> None:
        """Where the layer has only one direction nothing happens."""
        simulation = self._window.simulation
        simulation.visit(simulation.cursor.layer, "forward" if simulation.cursor.way == "backward" else "backward")

    def _reset(self) -> None:
        simulation = self._window.simulation
        simulation.edit(simulation.setup.reset())

    def _panels(self) -> None:
        for name in FOLDING:
            self.actions[f"panel_{name}"].setChecked(True)
        self._window.body.reset()

    def _jump(self) -> None:
        simulation = self._window.simulation
        question = self.tr("Step, 1 to {0}:").format(simulation.steps)
        here = simulation.cursor.step + 1
        step, good = QInputDialog.getInt(self._window, self.tr("Jump"), question, here, 1, simulation.steps)
        if good:
            simulation.go_to_step(step - 1)

    def _type_sequence(self) -> None:
        self.actions["panel_tape"].setChecked(True)
        field = self._window.sequence.field
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    def _keys(self) -> None:
        from rnnviz.view.window.dialogs import keys_dialog

        keys_dialog(self._window).show()

    def _about(self) -> None:
        from rnnviz.view.window.dialogs import about_dialog

        about_dialog(self._window).show()

    def _report(self) -> None:
        from rnnviz.view.ending.report_dialog import ReportDialog

        ReportDialog(self._window).show()

    def _check(self) -> None:
        from rnnviz.view.window.dialogs import check_dialog

        check_dialog(self._window, self._window.simulation.run).show()
