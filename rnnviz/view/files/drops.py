"""Files dropped on the window: the same kinds as in the dialogs, wherever in the window they fall."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from rnnviz.io.kinds import kind_of, unreadable
from rnnviz.view.look.shield import shielded
from rnnviz.view.window.notices import Notices

_DRAGGED = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


@shielded
class Drops(QObject):
    """Sees what is dragged before the fields do: these would take the name of a file as text."""

    def __init__(self, notices: Notices, open_path: Callable[[str], object]) -> None:
        """open_path: opens a file by its kind, or says why not."""
        window = notices.window
        super().__init__(window)
        self._window, self._notices, self._open_path = window, notices, open_path
        window.setAcceptDrops(True)

    def watch(self) -> None:
        """To be called when the window is shown."""
        handle = self._window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def take(self, data: QMimeData) -> None:
        """Open the file that was dropped; what cannot be opened changes nothing but says why."""
        paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        if not paths:
            self._notices.refuse(lambda: self.tr("Only files on this computer can be opened; save it here first."))
        elif len(paths) > 1:
            self._notices.refuse(lambda: self.tr("One file can be opened at a time; these are {0}.").format(len(paths)))
        elif not kind_of(paths[0]) and not Path(paths[0]).is_dir():
            self._notices.refuse(unreadable(paths[0]))
        else:
            self._open_path(paths[0])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _DRAGGED or not isinstance(event, QDropEvent) or not event.mimeData().hasUrls():
            return False
        if QApplication.activeModalWidget() is not None:  # a question comes first
            event.ignore()
            return True
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.type() == QEvent.Type.Drop:
            self.take(event.mimeData())
        return True
