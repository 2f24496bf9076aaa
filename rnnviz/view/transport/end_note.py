"""The short notice that the story has no further step: beside the counter, where one looks for the step."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel, QWidget

from rnnviz.view.look.style import Scale, Theme

SHOWN_MS = 2500


class EndNote(QLabel):
    """Lies over what is below the bar for a moment, takes no room, and is told to a screen reader."""

    def __init__(self, bar: QWidget) -> None:
        self._room = bar.parentWidget() or bar
        super().__init__(self._room)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._over = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._over.timeout.connect(self.hide)
        self.hide()

    def set_theme(self, theme: Theme, scale: Scale) -> None:
        look = f"color: {theme.text.name()}; background: {theme.panel.name()}; border: 2px solid {theme.accent.name()};"
        room = f"border-radius: {scale.radius}px; padding: {scale.px(5)}px {scale.px(14)}px; font-size: {scale.body}px;"
        self.setStyleSheet(f"QLabel {{ {look} {room} }}")

    def tell(self, anchor: QWidget, sentence: str) -> None:
        """Say it below the middle of a widget."""
        self.setText(sentence)
        self.setAccessibleName(sentence)
        self.adjustSize()
        middle = anchor.mapTo(self._room, QPoint(anchor.width() // 2, anchor.height()))
        self.move(max(0, middle.x() - self.width() // 2), middle.y() + 2)
        self.show()
        self.raise_()
        self._over.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))
