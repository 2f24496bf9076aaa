"""What is written into a document."""

from __future__ import annotations

from dataclasses import dataclass, field

from rnnviz.model.document.comparing import AS_USUAL, Comparing
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import Cursor


@dataclass(frozen=True, slots=True)
class Saved:
    """setup: of the simulation in front; cursor and unit (the hidden unit looked at) say where the user was in it.

    beside: the setups of the other simulations in their order; place: where the one in front stands among them;
    comparing: how they are looked at, by their places.
    """

    setup: Setup = field(default_factory=Setup)
    cursor: Cursor = field(default_factory=Cursor)
    unit: int = 0
    beside: tuple[Setup, ...] = ()
    place: int = 0
    comparing: Comparing = AS_USUAL

    @property
    def setups(self) -> tuple[Setup, ...]:
        """All of them in their order."""
        return (*self.beside[: self.place], self.setup, *self.beside[self.place :])
