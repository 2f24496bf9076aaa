"""The gradient check in slices: a long sequence takes minutes, and the lecture goes on."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from rnnviz.engine import Run
from rnnviz.engine.check import checking

SLICE = 0.03
"""Seconds of checking between two looks at the keyboard."""


class Checking(QObject):
    """Compares the gradients of a run with differences until `done`, or until its parent goes."""

    progressed = Signal(float)
    done = Signal(object)

    def __init__(self, run: Run, parent: QObject) -> None:
        super().__init__(parent)
        self._work = checking(run.experiment)
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._slice)
        self._timer.start()

    def stop(self) -> None:
        """Nobody wants the result any more."""
        self._timer.stop()
        self.deleteLater()

    def _slice(self) -> None:
        end = perf_counter() + SLICE
        try:
            share = next(self._work)
            while perf_counter() < end:
                share = next(self._work)
        except StopIteration as found:
            self._timer.stop()
            self.done.emit(found.value)
        else:
            self.progressed.emit(share)
