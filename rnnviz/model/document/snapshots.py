"""Runs kept by name with a document, one of which may be the ghost that what is on the stage is compared with."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from rnnviz.engine import EngineError
from rnnviz.engine.wording import Message
from rnnviz.model.document.result import Result
from rnnviz.model.setup.setup import Setup

MOST = 12
LONGEST = 40
"""Letters of a name."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A run by what determines it."""

    name: str
    setup: Setup


@dataclass(frozen=True, slots=True)
class Snapshots:
    """kept: in the order in which they were taken; ghost: which of them is the ghost, counted from 0, None: none."""

    kept: tuple[Snapshot, ...] = ()
    ghost: int | None = None

    def taken(self, name: str, setup: Setup) -> Snapshots:
        """With one more, the last one."""
        return replace(self, kept=(*self.kept, Snapshot(name, setup)))

    def without(self, place: int) -> Snapshots:
        """With one less; if it was the ghost there is none."""
        ghost = None if self.ghost is None or self.ghost == place else self.ghost - (self.ghost > place)
        return Snapshots((*self.kept[:place], *self.kept[place + 1 :]), ghost)

    def called(self, place: int, name: str) -> Snapshots:
        """With another name for one."""
        kept = [replace(one, name=name) if number == place else one for number, one in enumerate(self.kept)]
        return replace(self, kept=tuple(kept))


NONE_KEPT = Snapshots()


class Album(QObject):
    """The snapshots of a document. `changed`: others, or another ghost; `haunted`: another ghost, or name of it."""

    changed = Signal()
    haunted = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.snapshots = NONE_KEPT
        self.ghost: Result | None = None
        """What was computed of the one that is the ghost."""

    @property
    def ghost_name(self) -> str:
        """Nothing where none is."""
        place = self.snapshots.ghost
        return "" if place is None else self.snapshots.kept[place].name

    def show(self, snapshots: Snapshots) -> Message | None:
        """Keep these and no others; why their ghost cannot be computed, and then there is none, or None."""
        before, name, place, why = self.ghost, self.ghost_name, snapshots.ghost, None
        setup = None if place is None else snapshots.kept[place].setup
        if setup is None or before is None or before.setup != setup:
            try:
                self.ghost = None if setup is None else Result.of(setup)
            except EngineError as error:
                self.ghost, snapshots, why = None, replace(snapshots, ghost=None), error.message
        self.snapshots = snapshots
        self.changed.emit()
        if (self.ghost, self.ghost_name) != (before, name):
            self.haunted.emit()
        return why
