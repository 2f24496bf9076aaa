"""What is written into a document."""

from __future__ import annotations

from dataclasses import dataclass, field

from rnnviz.model.document.comparing import AS_USUAL, Comparing
from rnnviz.model.document.marks import marks_of
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.document.snapshots import NONE_KEPT, Snapshots
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import Cursor


@dataclass(frozen=True, slots=True)
class Saved:
    """setup: of the simulation in front; cursor and unit (the hidden unit looked at) say where the user was in it.

    beside: the setups of the other simulations in their order; place: where the one in front stands among them;
    comparing: how they are looked at, by their places; snapshots: the runs that were kept.
    """

    setup: Setup = field(default_factory=Setup)
    cursor: Cursor = field(default_factory=Cursor)
    unit: int = 0
    beside: tuple[Setup, ...] = ()
    place: int = 0
    comparing: Comparing = AS_USUAL
    snapshots: Snapshots = NONE_KEPT

    @classmethod
    def of(cls, simulation: Simulation) -> Saved:
        """A simulation and the document it belongs to, as they are now."""
        document = simulation.document
        beside = tuple(other.setup for other in document.simulations if other is not simulation)
        place = document.simulations.index(simulation)
        comparing = document.comparing.renamed({mark: row for row, mark in marks_of(document.simulations).items()})
        unit, snapshots = simulation.selection.unit, document.album.snapshots
        return cls(simulation.setup, simulation.cursor, unit, beside, place, comparing, snapshots)

    @property
    def setups(self) -> tuple[Setup, ...]:
        """All of them in their order."""
        return (*self.beside[: self.place], self.setup, *self.beside[self.place :])
