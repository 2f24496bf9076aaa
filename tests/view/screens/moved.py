"""A window that is carried from screen to screen, in a process of its own: prints what became of it after each act."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rnnviz.app import make_application
from rnnviz.model.document.document import Document
from rnnviz.model.setup.scenes import opening
from rnnviz.view.window.main_window import MainWindow
from rnnviz.view.window.settings import DEFAULTS
from tests.view.paintings import Paintings
from tests.view.window.test_never_frozen import EDGES, on_screen, pixels

PATIENCE = 20.0
"""Seconds until a picture must have followed."""


def until(done: Callable[[], bool]) -> bool:
    """Let events run until it is so."""
    late = time.monotonic() + PATIENCE
    while not done() and time.monotonic() < late:
        QApplication.processEvents()
        time.sleep(0.005)
    return bool(done())


def shown_truly(window: MainWindow) -> bool:
    """Whether the screen shows what the window paints of its state, in its own pixels.

    The offscreen platform hands out only as many of a window's pixels as it has logical ones, from its corner.
    """
    seen, meant = on_screen(window), pixels(window.grab())
    rows, columns = seen.shape[:2]
    whole = rows >= window.height() and columns >= window.width()
    return whole and alike(seen, meant[:rows, :columns])


def alike(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> bool:
    return one.shape == other.shape and int((one != other).any(axis=2).sum()) < EDGES


class Carried:
    """The window, and the acts it goes through."""

    def __init__(self) -> None:
        self.window = self._made()
        self.one, self.two = QGuiApplication.screens()
        self.frames = Paintings(self.window.stage)

    def _made(self) -> MainWindow:
        window = MainWindow(Document(opening().setup), "dark", DEFAULTS)
        window.resize(1000, 640)
        window.show()
        window.make_plots()
        until(lambda: not window.busy)
        return window

    def to(self, screen: QScreen) -> None:
        self.window.move(screen.availableGeometry().topLeft() + QPoint(10, 40))

    def larger(self) -> None:
        self.window.resize(1200, 660)

    def present(self) -> None:
        self.window.presenter.toggle()

    def minimise(self) -> None:
        self.window.showMinimized()
        until(lambda: True)
        self.window.simulation.next()
        until(lambda: True)
        self.window.showNormal()

    def told(self) -> dict[str, object]:
        """Where the window is, whether a key moves the story, and whether the screen shows it."""
        window = self.window
        until(lambda: not window.busy)
        window.activateWindow()
        until(window.isActiveWindow)
        before, frames = window.simulation.cursor.step, self.frames.count
        key = Qt.Key.Key_PageUp if before else Qt.Key.Key_PageDown
        QTest.keyClick(QApplication.focusWidget() or window, key)
        moved = window.simulation.cursor.step != before
        painted = until(lambda: self.frames.count > frames and shown_truly(window))
        rooms = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        ratio = window.devicePixelRatioF()
        return {
            "moved": moved, "painted": painted, "ratio": ratio, "screen": window.screen().name(),
            "within": any(room.contains(window.geometry()) for room in rooms),
        }  # fmt: skip


def main(acts: list[str]) -> None:
    make_application()
    carried = Carried()
    for act in acts:
        match act:
            case "two" | "one":
                carried.to(getattr(carried, act))
            case _:
                getattr(carried, act)()
        print(json.dumps([act, carried.told()]), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
