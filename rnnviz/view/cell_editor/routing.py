"""Laying out a cell beside the window's thread: the router of wires takes longer than a hand between two keys."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal


class Routing(QObject):
    """Does one piece of work at a time, and of those that came meanwhile only the last; `done` after that."""

    done = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._signals = _Signals()
        self._signals.finished.connect(self._finished)
        self._next: Callable[[], object] | None = None
        self._busy = False

    def start(self, work: Callable[[], object]) -> None:
        """Do it in the pool; its result is remembered by whoever computed it."""
        if self._busy:
            self._next = work
            return
        self._busy = True
        QThreadPool.globalInstance().start(_Job(work, self._signals))

    def _finished(self) -> None:
        self._busy = False
        work, self._next = self._next, None
        if work is not None:
            self.start(work)
        else:
            self.done.emit()


class _Signals(QObject):
    finished = Signal()


class _Job(QRunnable):
    def __init__(self, work: Callable[[], object], signals: _Signals) -> None:
        super().__init__()
        self._work, self._signals = work, signals

    def run(self) -> None:
        with suppress(Exception):  # the painting that follows meets it again, and shows and logs it
            self._work()
        with suppress(RuntimeError):  # the editor may have gone meanwhile
            self._signals.finished.emit()
