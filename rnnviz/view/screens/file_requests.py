"""Files that the system asks for: on macOS a double click starts no second rnnviz but tells the one there is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from rnnviz.view.look.shield import shielded


@shielded
class FileRequests(QObject):
    """`asked(path)` for each; sees all events of the application, so it is made only where there are such."""

    asked = Signal(str)

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.FileOpen or not isinstance(event, QFileOpenEvent) or not event.file():
            return False
        if QApplication.activeModalWidget() is not None:  # a question comes first
            return False
        self.asked.emit(event.file())
        return True
