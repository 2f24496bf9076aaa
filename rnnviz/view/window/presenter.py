"""Presenting: full screen, larger type, light colours; and the black screen that remotes ask for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from rnnviz.view.look.appearance import Appearance
from rnnviz.view.look.shield import shielded
from rnnviz.view.window.actions import Actions
from rnnviz.view.window.drawers import Drawers

KNOBS = "panel_experiment"
"""What folds the knobs away."""


class Presenter(QObject):
    """Turns a window into its presentation and back. `aside`: what makes room; `drawers`: the knobs over the tape."""

    def __init__(
        self, window: QMainWindow, actions: Actions, look: Appearance, aside: tuple[QWidget, ...], drawers: Drawers
    ) -> None:
        super().__init__(window)
        self._window, self._actions, self._look, self._aside = window, actions, look, aside
        self._drawers = drawers
        actions.bind({"drawer": drawers.toggle})
        actions.set_enabled("drawer", False)
        self._black: BlackScreen | None = None
        self._before: tuple[str, Qt.WindowState, bool] | None = None
        self.theme = "light"
        """The colours of the next presentation: those that were chosen in the last one."""

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
        self._drawers.close()
        self._actions.set_enabled("drawer", False)
        theme, state, experiment = self._before
        self.theme = self._look.theme.name
        self._before = None
        self._set_aside(False)
        self._actions[KNOBS].setChecked(experiment)
        self._window.setWindowState(state)
        self._look.set_presenting(False, theme)

    def toggle_black(self) -> None:
        if not self.leave_black():
            self._black = BlackScreen(self._window)
            self._black.clicked.connect(self.leave_black)
            self._black.show()

    def leave_black(self) -> bool:
        """Show the window again; False where it was not black."""
        if self._black is None:
            return False
        self._black.close()
        self._black = None
        return True

    def _enter(self) -> None:
        window, knobs = self._window, self._actions[KNOBS]
        self._before = (self._look.theme.name, window.windowState(), knobs.isChecked())
        knobs.setChecked(False)
        self._actions.set_enabled("drawer", True)
        self._set_aside(True)
        window.setWindowState(window.windowState() | Qt.WindowState.WindowFullScreen)
        self._look.set_presenting(True, self.theme)

    def _set_aside(self, aside: bool) -> None:
        """Without the menu bar its actions still listen: they belong to the window, too."""
        for widget in (self._window.menuBar(), *self._aside):
            widget.setVisible(not aside)


@shielded
class BlackScreen(QWidget):
    """Black over the whole window until B, a period, Esc or a click."""

    clicked = Signal()

    def __init__(self, window: QWidget) -> None:
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
        self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as p:
            p.fillRect(self.rect(), Qt.GlobalColor.black)
