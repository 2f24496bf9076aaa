"""A message box that holds nobody up, and is said anew when the language changes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget

from rnnviz.view.look import icons
from rnnviz.view.look.language import retranslated
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import THEMES, Theme

Icon = QMessageBox.Icon
SIDE = 40
"""Logical pixels of the sign."""
SIGNS = {
    Icon.Information: ("info", "output"), Icon.Warning: ("warning", "accent"), Icon.Critical: ("error", "error"),
    Icon.Question: ("question", "output"),
}  # fmt: skip
"""Shape and colour of the sign that says what kind of box it is."""

Words = Callable[[], str]
"""Makes a sentence in the language of now."""


@shielded
@retranslated
class Box(QMessageBox):
    """Closed, it is gone. Plain text: a sentence may quote a file."""

    def __init__(self, icon: QMessageBox.Icon, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self._answers: dict[QPushButton, Words] = {}
        self.setIcon(icon)
        self._sign = SIGNS.get(icon)
        self.setWindowTitle("rnnviz")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.retranslate()
        self._draw_sign()
        self.installEventFilter(self)

    def _draw_sign(self) -> None:
        """In colours of ours: Qt's own triangle is yellow on white."""
        if self._sign is not None:
            shape, role = self._sign
            hue = _theme().role(role)
            self.setIconPixmap(icons.icon(shape, hue, SIDE).pixmap(QSize(SIDE, SIDE), self.devicePixelRatio()))

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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self and event.type() == QEvent.Type.StyleChange:  # another theme
            self._draw_sign()
        return False


def _theme() -> Theme:
    """The colours that the application's palette was made of."""
    ground = QApplication.palette().color(QPalette.ColorRole.Window)
    return next((theme for theme in THEMES.values() if theme.background == ground), THEMES["light"])
