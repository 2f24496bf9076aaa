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
        self._dialog, self._asked = dialog, dialog.size()
        dialog.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._dialog and event.type() in (QEvent.Type.Show, QEvent.Type.LayoutRequest):
            self._grow()
        if watched is self._dialog and event.type() in (QEvent.Type.Show, QEvent.Type.Resize):
            self._move_in()
        return False

    def _grow(self) -> None:
        """Room for all it holds, unless somebody made it smaller and it holds no more than then."""
        before, self._asked = self._asked, self._dialog.sizeHint()
        if not self._dialog.isVisible() or self._asked.expandedTo(before) != before:
            self._dialog.resize(self._asked.expandedTo(self._dialog.size()))

    def _move_in(self) -> None:
        room, place = self._dialog.screen().availableGeometry(), self._dialog.geometry()
        inside = fitted(place, [room])
        if inside != place:
            self._dialog.setGeometry(inside)
