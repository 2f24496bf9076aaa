"""Undo: which states it comes to, and the state to fall back on."""

from __future__ import annotations

from rnnviz.model.document.simulation import Simulation
from rnnviz.model.history import History
from rnnviz.model.setup.setup import Setup

State = tuple[tuple[Simulation, Setup], ...]
"""What undo goes back to: the simulations in their order, with what was chosen in each."""


class Undo:
    """Undo and redo of one document; `shown` is the last state that stood on the screen."""

    def __init__(self, state: State) -> None:
        self._history: History[State] = History()
        self.show(state)

    @property
    def possible(self) -> bool:
        return bool(self._history.past)

    @property
    def redo_possible(self) -> bool:
        return bool(self._history.future)

    def show(self, state: State) -> None:
        """This state stands on the screen."""
        self._shown = state, self._history

    def fall_back(self) -> State:
        """The state that stood on the screen, with its undo and redo, nothing lost."""
        state, history = self._shown
        self._history = History(history.past, history.future)
        return state

    def continues(self, merge: str | None) -> bool:
        """Whether an edit under this key belongs to the one before it."""
        return self._history.continues(merge)

    def edited(self, before: State, merge: str | None = None) -> None:
        """A new edit of `before`."""
        self._history = self._history.edited(before, merge)

    def settle(self, now: State) -> bool:
        """Merging is over; True where that was no edit after all."""
        before, self._history = self._history, self._history.settled(now)
        return len(before.past) != len(self._history.past)

    def exchange(self, a: Simulation, b: Simulation, there: tuple[Simulation, ...]) -> tuple[Simulation, ...]:
        """In all that undo comes to, and in those that are there, one stands where the other one stood."""
        other = {a: b, b: a}

        def change(state: State) -> State:
            return tuple((other.get(simulation, simulation), setup) for simulation, setup in state)

        shown, kept = self._shown
        self._history = self._history.mapped(change)
        self._shown = change(shown), kept.mapped(change)
        return tuple(other.get(simulation, simulation) for simulation in there)

    def undone(self, now: State) -> State:
        """One step back."""
        self._history, state = self._history.undone(now)
        return state

    def redone(self, now: State) -> State:
        """One step onward again."""
        self._history, state = self._history.redone(now)
        return state
