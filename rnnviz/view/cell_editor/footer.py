"""The editor's foot: gradient check, what saving waits for, Cancel and Save."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rnnviz.view.cell_editor.check_button import CheckButton
from rnnviz.view.look.language import retranslated
from rnnviz.view.look.style import Scale, Theme


@retranslated
class Footer(QWidget):
    cancelled = Signal()
    saved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.check = CheckButton(self)
        self._which, self.state = QLabel(self), QLabel(self)
        self._which.setProperty("kind", "dim")
        self.state.setProperty("kind", "error")
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setWordWrap(True)
        self.cancel, self.save = QPushButton(self), QPushButton(self)
        self.save.setProperty("primary", True)
        self.cancel.clicked.connect(self.cancelled)
        self.save.clicked.connect(self.saved)
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(self._which)
        told.addWidget(self.state)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.check)
        self._row.addLayout(told, 1)
        self._row.addWidget(self.cancel)
        self._row.addWidget(self.save)
        self.retranslate()

    def retranslate(self) -> None:
        """What saving waits for is said by the page."""
        self._which.setText(self.tr("on the last good version"))
        self.cancel.setText(self.tr("Cancel"))
        self.cancel.setAccessibleName(self.tr("Leave the editor; the draft is kept (Esc)"))
        self.cancel.setToolTip(self.tr("Leave the editor; the draft is kept (Esc)"))
        self.save.setText(self.tr("Save"))
        self.save.setToolTip(self.tr("Save the cell as a file and put it on the stage (Ctrl+S)"))

    def set_look(self, theme: Theme, scale: Scale) -> None:
        self._row.setSpacing(max(8, scale.px(14)))
        for button in (self.cancel, self.save):
            button.setMinimumWidth(round(scale.body * 5.5))

    def show_state(self, waits: str, good: bool) -> None:
        """What saving waits for; "": for nothing."""
        self.state.setText(waits)
        self.state.setVisible(bool(waits))
        self._which.setVisible(not good and self.check.isEnabled())
        self.save.setEnabled(good and not waits)
        self.save.setAccessibleName(waits or self.tr("Save the cell (Ctrl+S)"))
