"""Laying out a cell beside the window's thread: the router of wires takes longer than a hand between two keys.

The thread knows nothing of Qt. A runnable in Qt's pool that tells by a signal when it is done takes the process down
where the editor closes meanwhile: what is left of it is destroyed in the wrong thread.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Thread

from PySide6.QtCore import QObject, QTimer, Signal

GLANCE_MS = 4
"""So often we look whether the thread has done its work."""


class Routing(QObject):
    """Does one piece of work at a time, and of those that came meanwhile only the last; `done` after that."""

    done = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thread: Thread | None = None
        self._next: Callable[[], object] | None = None
        self._glance = QTimer(self, interval=GLANCE_MS)
        self._glance.timeout.connect(self._look)

    def start(self, work: Callable[[], object]) -> None:
        """Do it in a thread; its result is remembered by whoever computed it."""
        if self._thread is not None:
            self._next = work
            return
        self._thread = Thread(target=_do, args=(work,), name="layout of a cell")
        self._thread.start()
        self._glance.start()

    def _look(self) -> None:
        if self._thread is None or self._thread.is_alive():
            return
        self._thread = None
        self._glance.stop()
        work, self._next = self._next, None
        if work is not None:
            self.start(work)
        else:
            self.done.emit()


def _do(work: Callable[[], object]) -> None:
    with suppress(Exception):  # the painting that follows meets it again, and shows and logs it
        work()
