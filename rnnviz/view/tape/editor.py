"""The line edit that opens over a word of the tape."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from rnnviz.view.look.language import retranslated
from rnnviz.view.look.shield import shielded
from rnnviz.view.widgets.even_line import EvenLine


@shielded
@retranslated
class WordEdit(QLineEdit):
    """Enter or a loss of focus commits, Esc cancels; it closes itself, and reports once."""

    finished = Signal(str)
    cancelled = Signal()

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._open = True
        self._even = EvenLine(self)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.retranslate()
        self.selectAll()
        self.returnPressed.connect(self._commit)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("input of this step"))

    def _commit(self) -> None:
        if self._open:
            self._open = False
            self.finished.emit(self.text().strip())

    def _cancel(self) -> None:
        if self._open:
            self._open = False
            self.cancelled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._cancel()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._commit()
