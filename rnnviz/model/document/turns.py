"""Large simulations, computed over many turns of the event loop while what was on screen stays."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from rnnviz.engine import EngineError
from rnnviz.model.document.result import Result
from rnnviz.model.setup.setup import Setup

if TYPE_CHECKING:
    from rnnviz.model.document.simulation import Simulation


class Turns(QObject):
    """Does one piece of one result per turn; keys, clicks and paints come between.

    `ready(simulation, result)`, `failed(error)`, `share(0 to 1)`: how much of what is being done is done; 1 when
    nothing is left to do.
    """

    ready = Signal(object, object)
    failed = Signal(object)
    share = Signal(float)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._wanted: dict[Simulation, tuple[Setup, Generator[float, None, Result]]] = {}
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._next)

    @property
    def busy(self) -> bool:
        return bool(self._wanted)

    def __contains__(self, simulation: object) -> bool:
        return simulation in self._wanted

    def want(self, setups: Mapping[Simulation, Setup]) -> None:
        """Work on these and nothing else: what was begun for another setup is dropped."""
        kept = {s: w for s, w in self._wanted.items() if setups.get(s) is w[0]}
        if not setups and self._wanted:
            self.share.emit(1.0)
        self._wanted = {s: kept.get(s) or (setup, Result.in_turns(setup)) for s, setup in setups.items()}
        if self._wanted:
            self._timer.start()
        else:
            self._timer.stop()

    def _next(self) -> None:
        simulation, (_, work) = next(iter(self._wanted.items()))
        try:
            self.share.emit(next(work))
        except StopIteration as end:
            self._drop(simulation)
            self.ready.emit(simulation, end.value)
        except (EngineError, MemoryError) as error:
            self._drop(simulation)
            self.failed.emit(error)

    def _drop(self, simulation: Simulation) -> None:
        self.want({s: setup for s, (setup, _) in self._wanted.items() if s is not simulation})
