"""No window is larger than its screen, wherever it was when it was last closed, and whatever becomes of the screens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QMainWindow

FIRST = QSize(1600, 900)
"""Of a window that was never placed, where there is room."""
LEAST = QSize(960, 560)
"""Logical pixels, as all here; a factor of 2 leaves fewer of them on many a screen."""
FRAME = QSize(16, 48)
"""Room for what a window manager draws around a window."""
TITLE = FRAME.height() - FRAME.width() // 2


def first_size(room: QSize) -> QSize:
    """Of a window that was never placed: on a small screen no larger than what a frame leaves of it."""
    return FIRST.boundedTo(_inside(room))


def least_size(room: QSize) -> QSize:
    """What a window cannot be made smaller than: always possible on a screen with that much room."""
    return LEAST.boundedTo(_inside(room))


def _inside(room: QSize) -> QSize:
    """What a frame leaves of a screen."""
    return (room - FRAME).expandedTo(QSize(1, 1))


def fitted(window: QRect, rooms: Sequence[QRect]) -> QRect:
    """The nearest place and size that a window (without its frame) can have on the screen that shows most of it."""
    room = max(rooms, key=lambda room: _area(room & window))
    if room.adjusted(0, TITLE, 0, 0).contains(window):
        return window
    size = window.size().boundedTo(_inside(room.size()))
    side = FRAME.width() // 2
    inner = room.adjusted(side, TITLE, -side, -side)
    left = min(max(window.left(), inner.left()), inner.right() + 1 - size.width())
    top = min(max(window.top(), inner.top()), inner.bottom() + 1 - size.height())
    return QRect(QPoint(left, top), size)


def shows_title(window: QRect, rooms: Sequence[QRect]) -> bool:
    """Whether most of the width of its title bar lies on a screen, so that it can be found and dragged."""
    bar = QRect(window.left(), window.top(), window.width(), TITLE)
    seen = [room & bar for room in rooms]
    return any(2 * part.width() > bar.width() and 2 * part.height() > bar.height() for part in seen)


def is_small() -> bool:
    """Whether a first window would not have room: it takes the whole screen then."""
    screen = QGuiApplication.primaryScreen()
    room = screen.availableGeometry() if screen is not None else QRect()
    return room.width() < FIRST.width() or room.height() < FIRST.height()


def _area(rect: QRect) -> int:
    return max(0, rect.width()) * max(0, rect.height())


def rooms() -> list[QRect]:
    """What the screens that are there now leave for windows."""
    return [screen.availableGeometry() for screen in QGuiApplication.screens()]


class Fitting(QObject):
    """Keeps a window within its screen: at first, on another screen, and when a screen changes under it."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._handle: QWindow | None = None
        self._screen = window.screen()
        self._followed = {self._screen}
        self._screen.availableGeometryChanged.connect(self._refit)
        self._bound()

    def place(self, remembered: QRect | None) -> None:
        """Where the window was when it was closed, or its first size, wherever the system puts it."""
        if remembered is None or not shows_title(remembered, rooms()):
            self._window.resize(first_size(self._window.screen().availableGeometry().size()))
        else:
            self._window.setGeometry(fitted(remembered, rooms()))

    def watch(self) -> None:
        """To be called when the window is shown; again and again does no harm."""
        handle = self._window.windowHandle()
        if handle is not None and handle is not self._handle:
            self._handle = handle
            handle.screenChanged.connect(self._moved)
            self._moved()

    def _moved(self) -> None:
        """Perhaps to another screen."""
        screen = self._window.screen()
        if screen is self._screen:
            return
        self._screen = screen
        if screen not in self._followed:
            self._followed.add(screen)
            screen.availableGeometryChanged.connect(self._refit)
        self._bound()
        QTimer.singleShot(0, self, self._keep_seen)  # the system is just placing it

    def _keep_seen(self) -> None:
        """Where its screen was unplugged, or the new one is smaller, it comes into sight as large as fits."""
        geometry, room = self._window.geometry(), self._window.screen().availableGeometry()
        if not shows_title(geometry, rooms()) or geometry.size().boundedTo(room.size()) != geometry.size():
            self._refit()

    def _refit(self) -> None:
        """The screen has another size or factor; a maximised window follows by itself."""
        self._bound()
        large = Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen
        if not self._window.windowState() & large:
            self._window.setGeometry(fitted(self._window.geometry(), [self._window.screen().availableGeometry()]))

    def _bound(self) -> None:
        self._window.setMinimumSize(least_size(self._window.screen().availableGeometry().size()))
