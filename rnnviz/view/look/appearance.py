"""Colours and sizes of a window: which they are, when they change, and that everything takes them in one turn."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from rnnviz.view.look.style import THEMES, Scale, Theme, qt_palette, style_sheet

RESTYLE_DELAY = 60
"""Milliseconds in which a hand that drags the window's edge does not rest."""


class Appearance(QObject):
    """`dress` hands colours and sizes to everything in the window.

    Sheet, panels and layout change before the event loop turns: no picture half dark and half light is ever painted,
    and the window never stops painting.
    """

    def __init__(self, window: QWidget, theme: str, dress: Callable[[Theme, Scale], None]) -> None:
        super().__init__(window)
        self._window, self._dress = window, dress
        self.theme, self.scale = THEMES[theme], Scale()
        self.presenting, self._sized = False, False
        self._later = QTimer(self, singleShot=True, interval=RESTYLE_DELAY)
        self._later.timeout.connect(self.restyle)

    def toggle_theme(self) -> None:
        self.set_theme("light" if self.theme.name == "dark" else "dark")

    def set_theme(self, name: str) -> None:
        """Switch the colours of everything at once."""
        self.theme = THEMES[name]
        self.restyle(force=True)

    def set_presenting(self, on: bool, theme: str) -> None:
        """Type that is read from the last row, and the colours that go with the room."""
        self.presenting = on
        self.set_theme(theme)

    def restyle(self, force: bool = False) -> None:
        """Type and line sizes follow the window; nothing happens when none of them changed."""
        window, before = self._window, self.scale
        self.scale = Scale(min(window.height(), round(window.width() * 9 / 16)), self.presenting)
        if force or self.scale != before:
            self._put_on_sheet()
            self._dress(self.theme, self.scale)

    def resized(self, painted: bool) -> None:
        """At once before the first picture, then when the hand rests: a sheet costs more than a frame."""
        if painted:
            self._later.start()
            return
        first, self._sized = not self._sized, True
        self.restyle(force=first)

    def _put_on_sheet(self) -> None:
        app = cast(QApplication, QApplication.instance())
        app.setPalette(qt_palette(self.theme))
        sheet = style_sheet(self.theme, self.scale)
        if self._sized and sheet != self._window.styleSheet():  # once its size is known
            # from the application's, Qt polishes a widget once for each of its ancestors
            self._window.setStyleSheet(sheet)
