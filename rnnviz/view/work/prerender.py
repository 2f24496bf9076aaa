"""Preparing the next halt while nothing happens: a hand pauses between two keys far longer than a picture takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

from rnnviz.model.document.simulation import Simulation
from rnnviz.model.story.cursor import Cursor
from rnnviz.view.work.throttle import Turns

PAUSE_MS = 35
"""So long nothing may have moved; a drag or a running player never waits for this work."""


class Prepares(Protocol):
    def prepare(self, cursor: Cursor) -> bool:
        """Make ready what will be shown at a place of the story; False where nothing was left to do."""


class Ahead(QObject):
    """Asks panels to prepare the halts on both sides of the cursor, one piece of work per turn of the event loop."""

    def __init__(self, simulation: Simulation, panels: Callable[[], Sequence[Prepares]], parent: QObject) -> None:
        super().__init__(parent)
        self.simulation, self._panels, self._turns = simulation, panels, Turns.of(simulation)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._work)
        simulation.changed.connect(self._wait)
        self._wait()

    def _wait(self) -> None:
        self._timer.start(PAUSE_MS)

    def _work(self) -> None:
        simulation = self.simulation
        if self._turns.busy:  # a long run is still on its way to the panels
            self._wait()
            return
        for count in (1, -1):
            beside = simulation.score.advance(simulation.cursor, count)
            here = (beside.layer, beside.way) == (simulation.cursor.layer, simulation.cursor.way)
            if here and beside != simulation.cursor and any(panel.prepare(beside) for panel in self._panels()):
                self._timer.start(0)
                return
