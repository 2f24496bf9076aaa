"""What became another since it was last told."""

from __future__ import annotations

from collections.abc import Callable

from rnnviz.engine import EngineError
from rnnviz.engine.wording import Message
from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.messages import ENGLISH


class Pending:
    """Changes of single simulations, of the document alone, and why the engine refused something."""

    def __init__(self) -> None:
        self._changes: dict[Simulation, Change] = {}
        self._whole = Change.NONE
        self.why: Message | None = None

    def note(self, what: Change, *simulations: Simulation) -> None:
        """Something to tell: of some simulations, or of the document alone."""
        for simulation in simulations:
            self._changes[simulation] = self._changes.get(simulation, Change.NONE) | what
        if not simulations:
            self._whole |= what

    def refuse(self, error: Exception) -> None:
        """Why an experiment could not be computed: the engine's sentence, or that memory is short."""
        short = Message("memory.short", ENGLISH["memory.short"])
        self.why = error.message if isinstance(error, EngineError) else short

    def tell(self, changed: Callable[[Change], None], failed: Callable[[Message], None]) -> None:
        """Each simulation what became another in it, then everybody all of it."""
        whole = self._whole
        for simulation, what in self._changes.items():
            simulation.changed.emit(what)
            whole |= what
        if whole:
            changed(whole)
        if self.why is not None:
            failed(self.why)
