"""The line edit that opens over a word of the tape."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from rnnviz.view.look.language import retranslated
from rnnviz.view.look.shield import shielded
from rnnviz.view.widgets.even_line import EvenLine


@shielded
@retranslated
class WordEdit(QLineEdit):
    """Enter or a loss of focus commits, Esc cancels; it closes itself, and reports once."""

    finished = Signal(str)
    cancelled = Signal()

    def __init__(self, text: str, parent: QWidget, times: str = "") -> None:
        """times: the factor in front of what is typed, where the cell reads another number than that."""
        super().__init__(text, parent)
        self._open = True
        self.times = QLabel(f"{times} ×" if times else "", self)
        self.times.setProperty("kind", "dim")
        self.times.setVisible(bool(times))
        self._even = EvenLine(self)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.retranslate()
        self.selectAll()
        self.returnPressed.connect(self._commit)

    def retranslate(self) -> None:
        times = self.times.text()
        said = self.tr("input of this step, before it is multiplied: {0}").format(times) if times else ""
        self.setAccessibleName(said or self.tr("input of this step"))
        self.setToolTip(self.tr("The cell reads this number times the input scale.") if times else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is typed begins behind the factor."""
        super().resizeEvent(event)
        wide = self.times.sizeHint().width() + 6 if self.times.text() else 0
        self.times.setGeometry(4, 0, wide, self.height())
        self.setTextMargins(wide, 0, 0, 0)

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
