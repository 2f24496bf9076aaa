"""Undo and redo over frozen states."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

LIMIT = 200
State = TypeVar("State")


@dataclass(frozen=True, slots=True)
class History(Generic[State]):
    """past: states that undo comes to, the latest last; future: those that were undone.

    merge: the key under which edits are one; dropped: the future before the first of them; limit: most states kept.
    """

    past: tuple[State, ...] = ()
    future: tuple[State, ...] = ()
    merge: str | None = None
    dropped: tuple[State, ...] = ()
    limit: int = LIMIT

    def continues(self, merge: str | None) -> bool:
        """Whether an edit under this key belongs to the one before it."""
        return merge is not None and merge == self.merge

    def edited(self, before: State, merge: str | None) -> History[State]:
        """After a new edit of `before`."""
        return replace(self, past=(*self.past[1 - self.limit :], before), future=(), merge=merge, dropped=self.future)

    def settled(self, now: State) -> History[State]:
        """Merging is over; what came back to its start was no edit, and leaves what can be done again."""
        if self.merge is not None and self.past and self.past[-1] == now:
            return self._of(self.past[:-1], self.dropped)
        return self._of(self.past, self.future)

    def undone(self, now: State) -> tuple[History[State], State]:
        """One step back; only where there is a past."""
        return self._of(self.past[:-1], (*self.future, now)), self.past[-1]

    def redone(self, now: State) -> tuple[History[State], State]:
        """One step onward again; only where there is a future."""
        return self._of((*self.past, now), self.future[:-1]), self.future[-1]

    def mapped(self, change: Callable[[State], State]) -> History[State]:
        """The same history told of other things."""
        past, future, dropped = (tuple(map(change, part)) for part in (self.past, self.future, self.dropped))
        return replace(self, past=past, future=future, dropped=dropped)

    def _of(self, past: tuple[State, ...], future: tuple[State, ...]) -> History[State]:
        return replace(self, past=past, future=future, merge=None, dropped=())
