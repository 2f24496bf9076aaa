"""Films a window halt by halt while everything else goes on answering."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from queue import Full, Queue
from threading import Thread
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from rnnviz.engine.errors import Refusal
from rnnviz.io.written.film import Film, Shot, film_bytes, write_film
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.story.cursor import Cursor

SAMPLES = 6
"""So many pictures of the film say what its colours are."""
AHEAD = 3
"""So many pictures may wait for the thread that packs them."""
TURN_MS = 1
FORMAT = QImage.Format.Format_RGB32


class Filmed(Protocol):
    """What is filmed: `whole` shows the simulation, and `busy` says whether some of it is still on its way."""

    @property
    def simulation(self) -> Simulation: ...
    @property
    def whole(self) -> QWidget: ...
    @property
    def busy(self) -> bool: ...


class GivenUp(Exception):
    """Nobody wants the film any more."""


class Filming(QObject):
    """One halt a turn: it is gone to, painted, and handed to a thread, which packs it.

    `went(done, of)` after every picture; then `ended`, with `why` where it failed.
    """

    went = Signal(int, int)
    ended = Signal()

    def __init__(self, filmed: Filmed, halts: Sequence[Cursor], path: Path, seconds: float, parent: QObject) -> None:
        super().__init__(parent)
        self._filmed, self._path, self._seconds, self._count = filmed, path, seconds, len(halts)
        self._samples = _spread(halts, SAMPLES)
        self._left = [*self._samples, *halts]
        self._done, self._there, self._given_up = 0, False, False
        self._frame: Shot | None = None
        self._frames: Queue[Shot | None] = Queue(AHEAD)
        self.why: Refusal | None = None
        self._thread = Thread(target=self._pack, name="packs a film")
        self._timer = QTimer(self, interval=TURN_MS)
        self._timer.timeout.connect(self._turn)

    @property
    def busy(self) -> bool:
        return self._timer.isActive()

    def start(self) -> None:
        """Begin; the event loop does the rest."""
        self._thread.start()
        self._timer.start()

    def cancel(self) -> None:
        """Leave the film unmade: no file is written."""
        if self.busy:
            self._timer.stop()
            self._given_up = True
            while not self._frames.empty():
                self._frames.get()
            self._frames.put(None)
            self._thread.join()

    def _turn(self) -> None:
        if not self._thread.is_alive():
            self._timer.stop()
            self.ended.emit()
        elif self._frame is not None:
            self._hand_over(self._frame)
        elif self._left and not self._there:
            self._filmed.simulation.move(self._left[0])
            self._filmed.simulation.flush()
            self._there = True
        elif self._left and not self._filmed.busy:
            self._frame = painted(self._filmed.whole)

    def _hand_over(self, frame: Shot) -> None:
        try:
            self._frames.put_nowait(frame)
        except Full:
            return
        self._frame, self._there = None, False
        del self._left[0]
        self._done += 1
        self.went.emit(max(0, self._done - len(self._samples)), self._count)

    # in the thread -------------------------------------------------------------------------------------------

    def _pack(self) -> None:
        try:
            samples = [self._next() for _ in self._samples]
            data = film_bytes(self._path, Film(samples, self._coming(), self._count, self._seconds))
            if not self._given_up:
                write_film(self._path, data)
        except Refusal as refused:
            self.why = refused
        except GivenUp:
            pass

    def _coming(self) -> Iterator[Shot]:
        for _ in range(self._count):
            yield self._next()

    def _next(self) -> Shot:
        frame = self._frames.get()
        if frame is None:
            raise GivenUp
        return frame


def painted(widget: QWidget) -> Shot:
    """What a widget shows now, a pixel for each of its own."""
    image = QImage(widget.size(), FORMAT)
    widget.render(image)
    return Shot(image.width(), image.height(), bytes(image.constBits()))


def _spread(halts: Sequence[Cursor], count: int) -> list[Cursor]:
    """So many of them from the first to the last."""
    if len(halts) <= count:
        return list(halts)
    return [halts[round(number * (len(halts) - 1) / (count - 1))] for number in range(count)]
