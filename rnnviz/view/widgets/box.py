"""A message box that holds nobody up, and is said anew when the language changes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from rnnviz.view.look.language import retranslated

Words = Callable[[], str]
"""Makes a sentence in the language of now."""


@retranslated
class Box(QMessageBox):
    """Closed, it is gone. Plain text: a sentence may quote a file."""

    def __init__(self, icon: QMessageBox.Icon, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self._answers: dict[QPushButton, Words] = {}
        self.setIcon(icon)
        self.setWindowTitle("rnnviz")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.retranslate()

    def add_answer(self, words: Words, role: QMessageBox.ButtonRole) -> QPushButton:
        """One more button, with words of our own."""
        button = QPushButton(words(), self)
        self._answers[button] = words
        self.addButton(button, role)
        return button

    def retranslate(self) -> None:
        for button, words in self._answers.items():
            button.setText(words())
        self.setText(self._words())
        self.setAccessibleName(self.text())
