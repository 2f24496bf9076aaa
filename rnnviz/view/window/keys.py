"""Which keys a focused widget keeps for itself; all others act on the story."""

from __future__ import annotations

from typing import cast

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWindow
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMainWindow,
    QSlider,
    QTextEdit,
    QWidget,
)

from rnnviz.view.look.shield import shielded

_SLIDER_KEYS = {
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
    Qt.Key.Key_Home, Qt.Key.Key_End,
}  # fmt: skip
_ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}
_BUTTON_KEYS = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}
_KEEPERS = (QLineEdit, QAbstractSpinBox, QSlider, QComboBox)
_NEVER_TYPED = {Qt.Key.Key_F1, Qt.Key.Key_F5}


@shielded
class KeyWatch(QObject):
    """Lets the focused widget of one window have its keys before the shortcuts see them."""

    def __init__(self, window: QMainWindow, home: QWidget) -> None:
        """home: what has the keyboard when nothing else needs it."""
        super().__init__(window)
        self._window, self._home = window, home
        self._go_home = QTimer(self, interval=0, singleShot=True)
        self._go_home.timeout.connect(self._take_home)
        cast(QApplication, QApplication.instance()).focusChanged.connect(self._follow)

    def go_home(self) -> None:
        """The keys are the story's again."""
        self._home.setFocus()

    def finish(self) -> None:
        """What is being typed counts, in a dialog of the window, too: leaving a field commits it."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit | QAbstractSpinBox):
            if focus.window() is not self._window:
                focus.clearFocus()
            self.go_home()

    def watch_clicks(self) -> None:
        """See the clicks before the widgets do; to be called when the window is shown."""
        handle = self._window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def _clicked(self, event: QMouseEvent) -> None:
        """A click beside a field or slider ends the work in it, even where what is clicked wants no keys itself."""
        focus = QApplication.focusWidget()
        if not isinstance(focus, _KEEPERS) or focus.window() is not self._window:
            return
        under = self._window.childAt(event.position().toPoint())
        while under is not None and under is not self._window:
            if under is self._window.menuBar() or under.focusPolicy() & Qt.FocusPolicy.ClickFocus:
                return
            under = under.parentWidget()
        self._home.setFocus(Qt.FocusReason.MouseFocusReason)

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        """Watch the one widget that has the keyboard; a filter on the application would see every event."""
        if not shiboken6.isValid(self._window):  # it dies, and with it what had the focus
            return
        if old is not None and shiboken6.isValid(old):
            old.removeEventFilter(self)
        if new is not None and new.window() is self._window:
            new.installEventFilter(self)
        if new is None and self._window.focusWidget() is None:
            self._go_home.start()

    def _take_home(self) -> None:
        """A window without a focus would give it to its first control, the list of cells, when it is next used."""
        if self._window.focusWidget() is None:
            self._home.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWindow):
            if isinstance(event, QMouseEvent):
                self._clicked(event)
            return False
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QWidget)
            and has_own_use(watched, event)
        ):
            event.accept()
            return True
        return False


def has_own_use(focus: QWidget, event: QKeyEvent) -> bool:
    """Whether the widget with the focus needs this key itself."""
    key = event.key()
    if isinstance(focus, QSlider):
        return key in _SLIDER_KEYS
    if isinstance(focus, QComboBox):
        return key in _SLIDER_KEYS | _BUTTON_KEYS
    if isinstance(focus, QAbstractButton):
        group = focus.group()  # Tab reaches only the chosen one of several; arrows are the way to the others
        return key in _BUTTON_KEYS or (group is not None and group.exclusive() and key in _ARROWS)
    if isinstance(focus, QLineEdit | QAbstractSpinBox | QTextEdit):
        typed = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        # a sign on the third level of a key, such as the German @, comes with Ctrl and Alt
        third = event.modifiers() == Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        return (typed or (third and event.text().isprintable() and event.text() != "")) and key not in _NEVER_TYPED
    return False
