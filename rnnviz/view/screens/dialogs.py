"""Dialogs, too, stay within their screen: when they are shown, and when what they hold grows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QDialog

from rnnviz.view.look.shield import shielded
from rnnviz.view.screens.fitting import fitted


@shielded
class OnScreen(QObject):
    """As large as the dialog asks for, if the screen has room; at the edge it moves in."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        dialog.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._dialog and event.type() == QEvent.Type.Show:
            self._dialog.resize(self._dialog.sizeHint().expandedTo(self._dialog.size()))
        if watched is self._dialog and event.type() in (QEvent.Type.Show, QEvent.Type.Resize):
            self._move_in()
        return False

    def _move_in(self) -> None:
        room, place = self._dialog.screen().availableGeometry(), self._dialog.geometry()
        inside = fitted(place, [room])
        if inside != place:
            self._dialog.setGeometry(inside)
