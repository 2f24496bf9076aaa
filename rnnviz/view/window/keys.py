"""Which keys a focused widget keeps for itself; all others act on the story, and the mouse leaves them there."""

from __future__ import annotations

from typing import cast

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent, QWindow
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QSlider,
    QTabBar,
    QTextEdit,
    QWidget,
)

from rnnviz.view.look.shield import shielded
from rnnviz.view.screens.tab_order import put_in_order
from rnnviz.view.window.actions import Actions

REMOTE = ("next", "back", "present", "black")
"""What a presenter's remote sends: it is the story's in the dialogs of the window, too."""
_ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}
_SLIDER_KEYS = _ARROWS | {Qt.Key.Key_Home, Qt.Key.Key_End}
_BUTTON_KEYS = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}
_TABS = {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
_PAGES = {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
_LINE = (QLineEdit, QAbstractSpinBox)
_TEXT = (*_LINE, QTextEdit, QPlainTextEdit)
_NEVER_TYPED = {Qt.Key.Key_F1, Qt.Key.Key_F5}
_BY_POINTER = Qt.FocusPolicy.WheelFocus.value & ~Qt.FocusPolicy.TabFocus.value


@shielded
class KeyWatch(QObject):
    """Lets the focused widget of one window have its keys before the shortcuts see them.

    Only what is typed in takes the keyboard by the pointer; everything else by Tab. What has the keyboard and goes,
    and a dialog that closes, give it back to the story.
    """

    def __init__(self, window: QMainWindow, home: QWidget, actions: Actions) -> None:
        """home: what has the keyboard when nothing else needs it."""
        super().__init__(window)
        self._window, self._home, self._actions = window, home, actions
        self._hidden: QWidget | None = None
        """What had the keyboard while it was hidden."""
        self._go_home = QTimer(self, interval=0, singleShot=True)
        self._go_home.timeout.connect(self._take_home)
        cast(QApplication, QApplication.instance()).focusChanged.connect(self._follow)

    def set_home(self, home: QWidget) -> None:
        """Something else has the keyboard when nothing needs it."""
        self._home = home
        home.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def at_home(self) -> bool:
        """Whether nothing else has the keyboard."""
        return QApplication.focusWidget() is self._home

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

    def _pressed(self, place: QPointF) -> None:
        """A press ends the work in a field beside it, and gives the keyboard to nothing but what is typed in."""
        under = self._window.childAt(place.toPoint())
        text = _text_at(under)
        if under is self._window.menuBar():
            return
        by_tab_only(under)
        if text is None:
            self.give_back()
        elif isinstance(text, QAbstractSpinBox):  # its arrows do not take the keyboard, its number does
            text.setFocus(Qt.FocusReason.MouseFocusReason)

    def give_back(self) -> None:
        """The keyboard to the story, where it is seen; of a field that was typed in, always."""
        if self._home.isVisible() or isinstance(QApplication.focusWidget(), _TEXT):
            self._home.setFocus(Qt.FocusReason.MouseFocusReason)

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        """Watch the one widget that has the keyboard; a filter on the application would see every event."""
        if not shiboken6.isValid(self._window):  # it dies, and with it what had the focus
            return
        lost = False
        if old is not None and shiboken6.isValid(old):
            old.removeEventFilter(self)
            lost = old is self._hidden or not old.isEnabled()
        self._hidden = None
        if new is not None and self._is_ours(new):
            new.installEventFilter(self)
        if new is None and self._window.focusWidget() is None:
            self._go_home.start()
        elif lost and new is not None and new.window() is self._window and self._home.isVisible():
            self._home.setFocus()  # Qt gave it to whatever comes next

    def _is_ours(self, focus: QWidget) -> bool:
        """Whether it is in this window, or in a dialog of it that lets a lecture go on."""
        dialog = focus.window()
        if dialog is self._window:
            return True
        if not isinstance(dialog, QDialog) or dialog.parentWidget() is not self._window:
            return False
        dialog.installEventFilter(self)
        if not dialog.isModal() and self._actions[REMOTE[0]] not in dialog.actions():
            self._actions.add_to(dialog, *REMOTE)
        return not dialog.isModal()

    def _dialog_closed(self) -> None:
        if not isinstance(self._window.focusWidget(), _TEXT):
            self._home.setFocus()

    def _take_home(self) -> None:
        """A window without a focus would give it to its first control, the list of cells, when it is next used."""
        if self._window.focusWidget() is None:
            self._home.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWindow):
            if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
                self._pressed(event.position())
            elif event.type() == QEvent.Type.Wheel and isinstance(event, QWheelEvent):
                by_tab_only(self._window.childAt(event.position().toPoint()))
            return False
        if event.type() == QEvent.Type.Hide and isinstance(watched, QDialog):
            self._dialog_closed()
        elif event.type() == QEvent.Type.Hide and watched is QApplication.focusWidget():
            self._hidden = QApplication.focusWidget()
        asked = event.type() == QEvent.Type.ShortcutOverride
        if not asked or not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False
        if event.key() in _TABS:
            put_in_order(watched.window())
        if has_own_use(watched, event):
            event.accept()
            return True
        return False


def by_tab_only(widget: QWidget | None) -> None:
    """Neither a press nor the wheel gives the keyboard to a widget, nor to one it stands in; what is typed in apart."""
    while widget is not None and not widget.isWindow():
        policy = widget.focusPolicy()
        if policy.value & _BY_POINTER and not isinstance(widget, (QLineEdit, QTextEdit, QPlainTextEdit)):
            widget.setFocusPolicy(Qt.FocusPolicy(policy.value & ~_BY_POINTER))
        widget = widget.parentWidget()


def _text_at(widget: QWidget | None) -> QWidget | None:
    """What is typed in under the pointer."""
    if isinstance(widget, QLineEdit):
        around = widget.parentWidget()
        return around if isinstance(around, QAbstractSpinBox) else widget
    while widget is not None and not isinstance(widget, (QTextEdit, QPlainTextEdit)):
        widget = widget.parentWidget()
    return widget


def has_own_use(focus: QWidget, event: QKeyEvent) -> bool:
    """Whether the widget with the focus needs this key itself."""
    key = event.key()
    if isinstance(focus, QSlider):
        return key in _SLIDER_KEYS
    if isinstance(focus, QComboBox | QAbstractItemView | QTabBar):
        return key in _SLIDER_KEYS | _BUTTON_KEYS
    if isinstance(focus, QAbstractButton):
        group = focus.group()  # Tab reaches only the chosen one of several; arrows are the way to the others
        return key in _BUTTON_KEYS or (group is not None and group.exclusive() and key in _ARROWS)
    if key in getattr(focus, "own_keys", ()):
        return event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
    if isinstance(focus, _TEXT):
        return _typed(event) and not (key in _PAGES and isinstance(focus, _LINE))
    return False


def _typed(event: QKeyEvent) -> bool:
    """Whether a key is one that is typed; a sign on the third level, such as the German @, comes with Ctrl and Alt."""
    typed = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
    third = event.modifiers() == Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    sign = third and event.text().isprintable() and event.text() != ""
    return (typed or sign) and event.key() not in _NEVER_TYPED
