"""Looking back over a training with another sentence: a slice of it in every turn of the event loop."""

from __future__ import annotations

from collections.abc import Generator
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

from rnnviz.engine.training.record import Record, watched
from rnnviz.engine.training.watch import Watch

SLICE = 0.004
"""Seconds in a row."""


class LookBack(QObject):
    """`done(record)`: the record with the gradients of the other sentence at every update."""

    done = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: Generator[float, None, Record] | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._turn)

    @property
    def busy(self) -> bool:
        return self._work is not None

    def begin(self, record: Record, watch: Watch) -> None:
        """Look with this watch at every update of the record."""
        self._work = watched(record, watch)
        self._timer.start()

    def stop(self) -> None:
        """Nobody wants to know any more."""
        self._work = None
        self._timer.stop()

    def _turn(self) -> None:
        end = monotonic() + SLICE
        try:
            while self._work is not None and monotonic() < end:
                next(self._work)
        except StopIteration as found:
            self.stop()
            self.done.emit(found.value)
