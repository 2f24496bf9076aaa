"""What the right column's faces are asked for by key, menu and bar."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from rnnviz.view.body import face_table
from rnnviz.view.body.arrangement import Arrangement
from rnnviz.view.transport.face_buttons import FaceButtons
from rnnviz.view.window.actions import Actions
from rnnviz.view.window.commands import FACE


class FaceCommands(QObject):
    """Binds itself to the actions and the buttons of the bar, and shows there which face is on."""

    def __init__(self, actions: Actions, body: Arrangement, buttons: FaceButtons) -> None:
        super().__init__(actions)
        self._actions, self._body, self._buttons = actions, body, buttons
        actions.bind({FACE + key: partial(body.show_face, key) for key in face_table.face_keys()})
        actions.bind({"next_face": body.next_face, "copy_here": self._copy, "paste_here": self._paste})
        buttons.chosen.connect(body.show_face)
        body.faces.turned.connect(self._show)
        self._show(body.faces.now)

    def _show(self, key: str) -> None:
        self._buttons.show_face(key)
        alone = self._body.faces.panel is not None
        for command in ("copy_here", "paste_here"):
            self._actions.set_enabled(command, alone)

    def _copy(self) -> None:
        panel = self._body.faces.panel
        if panel is not None:
            panel.copy_here()

    def _paste(self) -> None:
        panel = self._body.faces.panel
        if panel is not None:
            panel.paste_here()
