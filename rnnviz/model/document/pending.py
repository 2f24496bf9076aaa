"""What became another since it was last told."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from rnnviz.engine import EngineError
from rnnviz.engine.wording import Message
from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.messages import ENGLISH


class Pending(QObject):
    """Changes of single simulations, of the document alone, and why the engine refused something.

    `due` when the event loop turns after one of them.
    """

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._forget()
        self._timer = QTimer(self, interval=0, singleShot=True)
        self._timer.timeout.connect(self.due)

    def _forget(self) -> None:
        self._changes: dict[Simulation, Change] = {}
        self._whole = Change.NONE
        self._why: Message | None = None

    def note(self, what: Change, *simulations: Simulation) -> None:
        """Something to tell when the event loop turns: of some simulations, or of the document alone."""
        for simulation in simulations:
            self._changes[simulation] = self._changes.get(simulation, Change.NONE) | what
        if not simulations:
            self._whole |= what
        self._timer.start()

    def refuse(self, error: Exception) -> None:
        """Why an experiment could not be computed: the engine's sentence, or that memory is short."""
        short = Message("memory.short", ENGLISH["memory.short"])
        self._why = error.message if isinstance(error, EngineError) else short
        self._timer.start()

    def tell(self, changed: Callable[[Change], None], failed: Callable[[Message], None]) -> None:
        """Each simulation what became another in it, then everybody all of it; nothing is pending then."""
        self._timer.stop()
        changes, whole, why = self._changes, self._whole, self._why
        self._forget()
        for simulation, what in changes.items():
            simulation.changed.emit(what)
            whole |= what
        if whole:
            changed(whole)
        if why is not None:
            failed(why)
