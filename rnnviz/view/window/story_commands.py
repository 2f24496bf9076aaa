"""What the commands of the table do to the story and to what is shown of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog

from rnnviz.model.player import Player
from rnnviz.model.session import Session
from rnnviz.view.window.actions import Actions
from rnnviz.view.window.notices import Notices


class StoryCommands(QObject):
    """Binds itself to the actions, and keeps those enabled that can do something."""

    def __init__(self, session: Session, player: Player, actions: Actions, notices: Notices) -> None:
        super().__init__(actions)
        self._session, self._player, self._actions, self._notices = session, player, actions, notices
        self._typing = False
        actions.bind(self._slots())
        session.setup_changed.connect(self.refresh)
        session.run_changed.connect(self.refresh)
        self.refresh()

    def set_typing(self, typing: bool) -> None:
        """A field's own undo is always at hand."""
        self._typing = typing
        self.refresh()

    def refresh(self) -> None:
        """Undo and redo are there when there is something to undo."""
        session = self._session
        many = len(session.setup.layers) > 1
        can = {
            "undo": self._typing or session.can_undo, "redo": self._typing or session.can_redo,
            "layer_up": many, "layer_down": many, "way": session.choice.direction == "both",
        }  # fmt: skip
        for key, on in can.items():
            self._actions.set_enabled(key, on)

    def _slots(self) -> dict[str, Callable[[], object]]:
        session, player = self._session, self._player
        return {
            "next": session.next, "back": session.back, "step_next": self._step_next, "step_back": self._step_back,
            "start": session.to_start, "end": session.to_end, "jump": self._jump, "play": player.toggle,
            "faster": player.faster, "slower": player.slower, "grain": session.next_grain,
            "reverse": self._reverse, "unit_up": self._unit_up, "unit_down": self._unit_down,
            "layer_up": self._layer_up, "layer_down": self._layer_down, "way": self._way,
            "undo": session.undo, "redo": session.redo, "reset": self._reset,
        }  # fmt: skip

    def _step_next(self) -> None:
        self._session.whole_step(1)

    def _step_back(self) -> None:
        self._session.whole_step(-1)

    def _reverse(self) -> None:
        self._session.set_direction("forward" if self._session.cursor.backward else "backward")

    def _unit_up(self) -> None:
        self._session.select(unit=self._session.selection.unit - 1)

    def _unit_down(self) -> None:
        self._session.select(unit=self._session.selection.unit + 1)

    def _layer_up(self) -> None:
        self._session.visit(self._session.cursor.layer + 1, self._session.cursor.way)

    def _layer_down(self) -> None:
        self._session.visit(self._session.cursor.layer - 1, self._session.cursor.way)

    def _way(self) -> None:
        """Where the layer has only one direction nothing happens."""
        cursor = self._session.cursor
        self._session.visit(cursor.layer, "forward" if cursor.way == "backward" else "backward")

    def _reset(self) -> None:
        self._session.edit(self._session.setup.reset())

    def _jump(self) -> None:
        session = self._session
        question = self.tr("Step, 1 to {0}:").format(session.steps)
        here = session.cursor.step + 1
        window = self._notices.window
        step, good = QInputDialog.getInt(window, self.tr("Jump"), question, here, 1, session.steps)
        if good:
            session.go_to_step(step - 1)
