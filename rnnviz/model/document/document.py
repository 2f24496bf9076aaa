"""Document: the one thing that changes. Everything in its simulations is frozen; it tells what became another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from rnnviz.engine import EngineError
from rnnviz.model.document.change import Change
from rnnviz.model.document.comparing import AS_USUAL, Comparing
from rnnviz.model.document.marks import made_beside, marks_of
from rnnviz.model.document.pending import Pending
from rnnviz.model.document.result import Result
from rnnviz.model.document.selection import Selection
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.document.snapshots import Album
from rnnviz.model.document.turns import Turns
from rnnviz.model.document.undo import State, Undo
from rnnviz.model.prediction.keeping import own_words
from rnnviz.model.setup.runs import heavy
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import Cursor
from rnnviz.model.story.playhead import Playhead


class Document(QObject):
    """Simulations side by side, the one in `front` that keys and menus act on, how they are looked at (`comparing`),
    where the story is in all of them, the `album` of snapshots, and one undo.

    `changed` carries the `Change` of one turn of the event loop; each simulation's own `changed`, just before, what
    became another in it. An edit is computed when the event loop turns: a hundred in one turn are one run.
    """

    changed = Signal(object)
    failed = Signal(object)
    """Carries a Message: why the engine refused."""

    def __init__(
        self, setup: Setup | None = None, parent: QObject | None = None, beside: Sequence[Setup] = (), row: int = 0,
        comparing: Comparing = AS_USUAL,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.album = Album(self)
        self.album.haunted.connect(self._haunt)
        self.front = Simulation(self, setup or Setup())
        others = tuple(simulation for simulation, _ in made_beside(self, beside, (self.front,)))
        self.simulations: tuple[Simulation, ...] = (*others[:row], self.front, *others[row:])
        self.comparing = comparing.renamed(marks_of(self.simulations))
        self.playhead: Playhead = self.front.score.playhead(self.front.cursor)
        self._undo = Undo(self._state())
        self._pending = Pending(self)
        self._pending.due.connect(self.flush)
        self.turns = Turns(self)
        """What is still being computed; meanwhile the former results stand."""
        self._coming: dict[Simulation, Cursor | None] = {}
        self.turns.ready.connect(self._ready)
        self.turns.failed.connect(self._fail)

    def add(self, setup: Setup) -> Simulation | None:
        """One more simulation, the last one; None where the engine refuses it."""
        made = self._made([setup])
        if made:
            self._replace((*self._state(), *made))
        return made[0][0] if made else None

    def _made(self, setups: Sequence[Setup], beside: Simulation | None = None) -> State | None:
        """New simulations, after what is pending, beside all there are or one; None where the engine refuses one."""
        self.compute()
        try:
            return made_beside(self, setups, self.simulations if beside is None else (beside,))
        except (EngineError, MemoryError) as error:
            self._pending.refuse(error)
            return None

    def remove(self, simulation: Simulation) -> None:
        """One simulation less, unless it is the last one; undo brings it back."""
        self.compute()
        self._replace(tuple(pair for pair in self._state() if pair[0] is not simulation))

    def move_to(self, simulation: Simulation, place: int) -> None:
        """Another order: this simulation at a place counted from 0."""
        self.compute()
        rest = [pair for pair in self._state() if pair[0] is not simulation]
        self._replace((*rest[:place], (simulation, simulation.setup), *rest[place:]))

    def exchange(self, a: Simulation, b: Simulation) -> None:
        """Each shows from now on what the other one did, where it stood; for undo nothing has happened."""
        if a is b or not self.compute() or self.turns.busy:
            return
        self.simulations = self._undo.exchange(a, b, self.simulations)
        a.trade(b)
        self._pending.note(~Change.NONE, a, b)
        self.flush()  # nothing may act on, or paint, what the other one showed

    def _replace(self, state: State) -> None:
        """Other simulations, or in another order, but never none; one undo. What was pending has been computed."""
        if state and state != self._state():
            self._undo.edited(self._state())
            self._show(state)

    def _state(self) -> State:
        return tuple((s, s.setup) for s in self.simulations)

    def look_at(self, comparing: Comparing) -> None:
        """Look at the simulations side by side in another way; that is no edit."""
        if comparing != self.comparing:
            self.comparing = comparing
            self._pending.note(Change.COMPARING)

    def _haunt(self) -> None:
        """Another ghost: whoever shows one shows it."""
        self._pending.note(Change.RUN, *self.simulations)

    def edit(self, setups: Mapping[Simulation, Setup], merge: str | None = None) -> None:
        """Change what determines runs: one undo, and one with those before it under the same key until `settle`."""
        changed = {s: own_words(s.setup, setup) for s, setup in setups.items() if setup != s.setup}
        key = merge and f"{merge} {sorted(map(id, setups))}"
        if changed and not self._undo.continues(key):
            self.compute()
            self._undo.edited(self._state(), key)
            for simulation in changed:
                simulation.before = simulation.result
        for simulation, setup in changed.items():
            simulation.setup = setup
            self._pending.note(Change.SETUP, simulation)

    def open(self, simulation: Simulation, setup: Setup, cursor: Cursor | None = None) -> None:
        """Show another experiment in a simulation; undo brings the former one back. It has no ghost."""
        self.edit({simulation: setup})
        self._arrive(simulation, cursor)

    def load(
        self, simulation: Simulation, setup: Setup, cursor: Cursor, beside: Sequence[Setup] = (), place: int = 0,
        comparing: Comparing = AS_USUAL,
    ) -> None:  # fmt: skip
        """Show what a file holds: one setup in a simulation, at this place among the others of the file; one undo.

        comparing: how they are looked at, by their places.
        """
        made = self._made(beside, simulation)
        if made is not None:
            self._replace((*made[:place], (simulation, setup), *made[place:]))
            self.look_at(comparing.renamed(marks_of(self.simulations)))
            self._arrive(simulation, cursor)

    def _arrive(self, simulation: Simulation, cursor: Cursor | None) -> None:
        """Another experiment is there: it has no ghost."""
        arrived = self.compute()
        if arrived and simulation in self.turns:
            self._coming[simulation] = cursor
        elif arrived:
            simulation.before = None
            self._pending.note(Change.RUN, simulation)
            if cursor is not None:
                self.move(simulation, cursor)

    def settle(self) -> None:
        """End of a drag: the next edit is an undo of its own. A drag that came back to its start was none."""
        if self._undo.settle(self._state()):
            self._pending.note(Change.SETUP, *self.simulations)

    def undo(self) -> None:
        """Back to the state before the last edit; an edit the engine refuses right now is undone by that."""
        if self.compute() and self.can_undo:
            self._show(self._undo.undone(self._state()))

    def redo(self) -> None:
        """Take the last undo back."""
        if self.compute() and self.can_redo:
            self._show(self._undo.redone(self._state()))

    @property
    def can_undo(self) -> bool:
        return self._undo.possible

    @property
    def can_redo(self) -> bool:
        return self._undo.redo_possible

    def _show(self, state: State) -> None:
        """The simulations of a state, with its setups; what they run now is what their ghosts are of."""
        simulations = tuple(simulation for simulation, _ in state)
        if simulations != self.simulations:
            self._pending.note(Change.SIMULATIONS)
            self.simulations = simulations
            self.front = self.front if self.front in simulations else simulations[-1]
        for simulation, setup in state:
            if setup != simulation.setup:
                simulation.before, simulation.setup = simulation.result, setup
        self._pending.note(Change.SETUP, *simulations)
        self._follow()

    def compute(self) -> bool:
        """Simulate now what was edited, telling nobody yet; False where the engine refused it.

        What is too large for that is begun, and stands on the screen some turns of the event loop later.
        """
        stale = [s for s in self.simulations if s.setup is not s.result.setup]
        large = {s: s.setup for s in stale if heavy(s.setup)}
        self.turns.want(large)
        self._coming = {s: cursor for s, cursor in self._coming.items() if s in large}
        try:
            results = [(s, Result.of(s.setup)) for s in stale if s not in large]
        except (EngineError, MemoryError) as error:
            return self._fail(error)
        for simulation, result in results:
            self._take(simulation, result)
        if not large:
            self._undo.show(self._state())
        return True

    def give_up(self) -> bool:
        """Back to what is on screen, if something large is being computed; False where nothing is."""
        if busy := self.turns.busy:
            self._back()
        return busy

    def _ready(self, simulation: Simulation, result: Result) -> None:
        """Something large has been computed."""
        self._take(simulation, result)
        if simulation in self._coming:
            self._arrive(simulation, self._coming.pop(simulation))
        else:
            self.compute()

    def _fail(self, error: Exception) -> bool:
        self._back()
        self._pending.refuse(error)
        return False

    def _back(self) -> None:
        """Setups the engine cannot run: back to those on screen with their undo and redo, nothing lost."""
        state = self._undo.fall_back()
        for simulation, setup in state:
            simulation.setup = setup
        self._show(state)

    def _take(self, simulation: Simulation, result: Result) -> None:
        """A simulation's new runs; what belongs to the former cells alone goes."""
        cell, before = simulation.cell, simulation.score
        simulation.take(result)
        if result.score != before:
            self._adapt(simulation)
        self._pending.note(Change.RUN, simulation)
        self._look(simulation, simulation.cell is cell)

    def move(self, simulation: Simulation, cursor: Cursor) -> None:
        """Take the story to a place in one simulation, or the nearest halt there is; the others follow."""
        self.compute()
        cursor = simulation.score.fitted(cursor)  # a pending edit may just have brought another cell
        self.playhead = simulation.score.playhead(cursor)
        self._put(simulation, cursor)
        self._follow()

    def _adapt(self, simulation: Simulation) -> None:
        """Other cells or another length: the nearest place there is, and where keys act the story is there."""
        simulation.cursor = simulation.score.fitted(simulation.cursor)
        self._pending.note(Change.PLAYHEAD, simulation)
        if simulation is self.front:
            self.playhead = simulation.score.playhead(simulation.cursor)
        self._follow()

    def _follow(self) -> None:
        for simulation in self.simulations:
            self._put(simulation, simulation.score.at(self.playhead, simulation.cursor.layer, simulation.cursor.way))

    def _put(self, simulation: Simulation, cursor: Cursor) -> None:
        before = simulation.cursor
        if cursor == before:
            return
        cell, simulation.cursor = simulation.cell, cursor
        self._pending.note(Change.PLAYHEAD, simulation)
        if (cursor.layer, cursor.way) != (before.layer, before.way):
            self._pending.note(Change.RUN, simulation)
            self._look(simulation, simulation.cell is cell)

    def select(self, simulation: Simulation, changes: Mapping[str, Any]) -> None:
        """Change unit, hover or pins in a simulation; the unit is looked at in all of them."""
        self._select(simulation, replace(simulation.selection, **changes))
        for other in self.simulations if "unit" in changes else ():
            self._select(other, replace(other.selection, unit=simulation.selection.unit))

    def _select(self, simulation: Simulation, selection: Selection) -> None:
        if simulation.look_at(selection):
            self._pending.note(Change.SELECTION, simulation)

    def _look(self, simulation: Simulation, same: bool) -> None:
        """Another run is on the stage: what was pointed at is of the former cell alone, unless it is the same one."""
        selection = simulation.selection
        self._select(simulation, selection if same else replace(selection, hover=None, pins=()))

    def flush(self) -> bool:
        """Compute and tell now what changed since the event loop last turned; False where the engine refused it."""
        good = self.compute()
        self._pending.tell(self.changed.emit, self.failed.emit)
        return good
