"""The line edit that opens over a word of the tape."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from rnnviz.view.keys import has_own_use


class WordEdit(QLineEdit):
    """Enter or a loss of focus commits, Esc cancels; it closes itself, and reports once."""

    finished = Signal(str)
    cancelled = Signal()

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._open = True
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(self.tr("input of this step"))
        self.selectAll()
        self.returnPressed.connect(self._commit)

    def _commit(self) -> None:
        if self._open:
            self._open = False
            self.finished.emit(self.text().strip())

    def _cancel(self) -> None:
        if self._open:
            self._open = False
            self.cancelled.emit()

    def event(self, event: QEvent) -> bool:
        # without this a shortcut of the window would swallow Esc and the letters; Ctrl+S stays the window's
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and has_own_use(self, event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._cancel()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._commit()
