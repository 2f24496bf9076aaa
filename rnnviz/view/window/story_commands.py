"""What the commands of the table do to the story and to what is shown of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog

from rnnviz.model.document.change import Change
from rnnviz.model.document.document import Document
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.player import Player
from rnnviz.view.window.actions import Actions
from rnnviz.view.window.notices import Notices


class StoryCommands(QObject):
    """Binds itself to the actions, and keeps those enabled that can do something."""

    def __init__(
        self, document: Document, simulation: Simulation, player: Player, actions: Actions, notices: Notices
    ) -> None:
        super().__init__(actions)
        self._document, self._simulation, self._player, self._actions, self._notices = (
            document,
            simulation,
            player,
            actions,
            notices,
        )
        self._typing = False
        actions.bind(self._slots())
        document.changed.connect(self._take_change)
        self.refresh()

    def _take_change(self, what: Change) -> None:
        if what & (Change.SETUP | Change.RUN):
            self.refresh()

    def set_typing(self, typing: bool) -> None:
        """A field's own undo is always at hand."""
        self._typing = typing
        self.refresh()

    def refresh(self) -> None:
        """Undo and redo are there when there is something to undo."""
        simulation, document = self._simulation, self._document
        many = len(simulation.setup.layers) > 1
        can = {
            "undo": self._typing or document.can_undo, "redo": self._typing or document.can_redo,
            "layer_up": many, "layer_down": many, "way": simulation.choice.direction == "both",
        }  # fmt: skip
        for key, on in can.items():
            self._actions.set_enabled(key, on)

    def _slots(self) -> dict[str, Callable[[], object]]:
        simulation, document, player = self._simulation, self._document, self._player
        return {
            "next": simulation.next, "back": simulation.back,
            "step_next": self._step_next, "step_back": self._step_back,
            "start": simulation.to_start, "end": simulation.to_end, "jump": self._jump, "play": player.toggle,
            "faster": player.faster, "slower": player.slower, "grain": simulation.next_grain,
            "reverse": simulation.turn, "unit_up": self._unit_up, "unit_down": self._unit_down,
            "layer_up": self._layer_up, "layer_down": self._layer_down, "way": self._way,
            "undo": document.undo, "redo": document.redo, "reset": self._reset, "forget": self._forget,
        }  # fmt: skip

    def _step_next(self) -> None:
        self._simulation.whole_step(1)

    def _step_back(self) -> None:
        self._simulation.whole_step(-1)

    def _unit_up(self) -> None:
        self._simulation.select(unit=self._simulation.selection.unit - 1)

    def _unit_down(self) -> None:
        self._simulation.select(unit=self._simulation.selection.unit + 1)

    def _layer_up(self) -> None:
        self._simulation.visit(self._simulation.cursor.layer + 1, self._simulation.cursor.way)

    def _layer_down(self) -> None:
        self._simulation.visit(self._simulation.cursor.layer - 1, self._simulation.cursor.way)

    def _way(self) -> None:
        """Where the layer has only one direction nothing happens."""
        cursor = self._simulation.cursor
        self._simulation.visit(cursor.layer, "forward" if cursor.way == "backward" else "backward")

    def _reset(self) -> None:
        self._simulation.edit(self._simulation.setup.reset())

    def _forget(self) -> None:
        self._simulation.edit(self._simulation.setup.forgotten())

    def _jump(self) -> None:
        simulation = self._simulation
        question = self.tr("Step, 1 to {0}:").format(simulation.steps)
        here = simulation.cursor.step + 1
        window = self._notices.window
        step, good = QInputDialog.getInt(window, self.tr("Jump"), question, here, 1, simulation.steps)
        if good:
            simulation.go_to_step(step - 1)
