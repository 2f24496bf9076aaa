"""Presenting: full screen, larger type, light colours; and the black screen that remotes ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from rnnviz.view.look.shield import shielded

if TYPE_CHECKING:
    from rnnviz.view.window.main_window import MainWindow


class Presenter(QObject):
    """Turns the window into its presentation and back."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._black: BlackScreen | None = None
        self._before: tuple[str, Qt.WindowState, bool] | None = None

    @property
    def on(self) -> bool:
        return self._before is not None

    @property
    def black(self) -> bool:
        return self._black is not None

    def toggle(self) -> None:
        if self.on:
            self.leave()
        else:
            self._enter()

    def leave(self) -> None:
        """Back to the ordinary window, with the colours it had."""
        self.leave_black()
        if self._before is None:
            return
        theme, state, experiment = self._before
        self._before = None
        window = self._window
        window.menuBar().show()
        window.sequence.show()
        window.stage.set_presenting(False)
        window.menus.actions["panel_experiment"].setChecked(experiment)
        window.setWindowState(state)
        window.set_theme(theme)

    def toggle_black(self) -> None:
        if not self.leave_black():
            self._black = BlackScreen(self._window)
            self._black.show()

    def leave_black(self) -> bool:
        """Show the window again; False where it was not black."""
        if self._black is None:
            return False
        self._black.close()
        self._black = None
        return True

    def _enter(self) -> None:
        window = self._window
        panel = window.menus.actions["panel_experiment"]
        self._before = (window.theme.name, window.windowState(), panel.isChecked())
        panel.setChecked(False)
        # without the menu bar its actions still listen: they belong to the window, too
        window.menuBar().hide()
        window.sequence.hide()
        window.stage.set_presenting(True)
        window.setWindowState(window.windowState() | Qt.WindowState.WindowFullScreen)
        window.set_theme("light")


@shielded
class BlackScreen(QWidget):
    """Black over the whole window until B, a period, Esc or a click."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(self.tr("Black screen"))
        self.setGeometry(window.rect())
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self.setGeometry(self._window.rect())
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._window.presenter.leave_black()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as p:
            p.fillRect(self.rect(), Qt.GlobalColor.black)
