"""Document: the one thing that changes. Everything in its simulations is frozen; it tells what became another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from rnnviz.engine import EngineError
from rnnviz.engine.wording import Message
from rnnviz.model.document.change import Change
from rnnviz.model.document.result import Result
from rnnviz.model.document.selection import Selection
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.document.turns import Turns
from rnnviz.model.history import History
from rnnviz.model.messages import ENGLISH
from rnnviz.model.setup.runs import heavy
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import Cursor
from rnnviz.model.story.playhead import Playhead

State = tuple[tuple[Simulation, Setup], ...]
"""What undo goes back to: the simulations in their order, with what was chosen in each."""


class Document(QObject):
    """Simulations side by side, the one in front, where the story is in all of them, and one undo.

    `changed` carries the `Change` of one turn of the event loop; each simulation's own `changed`, just before, what
    became another in it. An edit is computed when the event loop turns: a hundred in one turn are one run.
    """

    changed = Signal(object)
    failed = Signal(object)
    """Carries a Message: why the engine refused."""

    def __init__(self, setup: Setup | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.front = Simulation(self, setup or Setup())
        """The simulation that keys and menus act on."""
        self.simulations: tuple[Simulation, ...] = (self.front,)
        self.playhead: Playhead = self.front.score.playhead(self.front.cursor)
        self._history: History[State] = History()
        self._shown = self._state(), self._history
        self._pending: dict[Simulation, Change] = {}
        self._whole = Change.NONE
        self._why: Message | None = None
        self._timer = QTimer(self, interval=0, singleShot=True)
        self._timer.timeout.connect(self.flush)
        self.turns = Turns(self)
        """What is still being computed; meanwhile the former results stand."""
        self._coming: dict[Simulation, Cursor | None] = {}
        self.turns.ready.connect(self._ready)
        self.turns.failed.connect(self._fail)

    @property
    def selection(self) -> Selection:
        """What is looked at in the simulation in front."""
        return self.front.selection

    # which simulations ---------------------------------------------------------------------------------------

    def add(self, setup: Setup) -> Simulation | None:
        """One more simulation, the last one; None where the engine refuses it."""
        self.compute()
        try:
            fresh = Simulation(self, setup)
        except (EngineError, MemoryError) as error:
            self._refuse(error)
            return None
        self._history = self._history.edited(self._state(), None)
        self._show((*self._state(), (fresh, setup)))
        return fresh

    def remove(self, simulation: Simulation) -> None:
        """One simulation less, unless it is the last one; undo brings it back."""
        self._reorder([s for s in self.simulations if s is not simulation])

    def move_to(self, simulation: Simulation, place: int) -> None:
        """Another order: this simulation at a place counted from 0."""
        rest = [s for s in self.simulations if s is not simulation]
        self._reorder([*rest[:place], simulation, *rest[place:]])

    def set_front(self, simulation: Simulation) -> None:
        """Let keys and menus act on another simulation."""
        if simulation is not self.front:
            self.front = simulation
            self._note(Change.SIMULATIONS)

    def _reorder(self, simulations: list[Simulation]) -> None:
        self.compute()
        if simulations and tuple(simulations) != self.simulations:
            self._history = self._history.edited(self._state(), None)
            self._show(tuple((s, s.setup) for s in simulations))

    def _state(self) -> State:
        return tuple((s, s.setup) for s in self.simulations)

    # edits ---------------------------------------------------------------------------------------------------

    def edit(self, setups: Mapping[Simulation, Setup], merge: str | None = None) -> None:
        """Change what determines runs: one undo, and one with those before it under the same key until `settle`."""
        changed = {s: setup for s, setup in setups.items() if setup != s.setup}
        if not changed:
            return
        key = merge and f"{merge} {sorted(map(id, setups))}"
        if not self._history.continues(key):
            self.compute()
            self._history = self._history.edited(self._state(), key)
            for simulation in changed:
                simulation.before = simulation.result
        for simulation, setup in changed.items():
            simulation.setup = setup
            self._note(Change.SETUP, simulation)

    def open(self, simulation: Simulation, setup: Setup, cursor: Cursor | None = None) -> None:
        """Show another experiment in a simulation; undo brings the former one back. It has no ghost."""
        self.edit({simulation: setup})
        self._arrive(simulation, cursor)

    def load(
        self, simulation: Simulation, setup: Setup, cursor: Cursor, beside: Sequence[Setup] = (), place: int = 0
    ) -> None:
        """Show what a file holds: one setup in a simulation, at this place among the others of the file; one undo."""
        self.compute()
        try:
            state = [(other, other.setup) for other in (Simulation(self, given) for given in beside)]
        except (EngineError, MemoryError) as error:
            self._refuse(error)
            return
        state.insert(place, (simulation, setup))
        if tuple(state) != self._state():
            self._history = self._history.edited(self._state(), None)
            self._show(tuple(state))
        self._arrive(simulation, cursor)

    def _arrive(self, simulation: Simulation, cursor: Cursor | None) -> None:
        """Another experiment is there: it has no ghost."""
        if not self.compute():
            return
        if simulation in self.turns:
            self._coming[simulation] = cursor
            return
        simulation.before = None
        self._note(Change.RUN, simulation)
        if cursor is not None:
            self.move(simulation, cursor)

    def settle(self) -> None:
        """End of a drag: the next edit is an undo of its own. A drag that came back to its start was none."""
        settled = self._history.settled(self._state())
        if len(settled.past) != len(self._history.past):
            self._note(Change.SETUP, *self.simulations)
        self._history = settled

    def undo(self) -> None:
        """Back to the state before the last edit; an edit the engine refuses right now is undone by that."""
        if self.compute() and self.can_undo:
            self._history, state = self._history.undone(self._state())
            self._show(state)

    def redo(self) -> None:
        """Take the last undo back."""
        if self.compute() and self.can_redo:
            self._history, state = self._history.redone(self._state())
            self._show(state)

    @property
    def can_undo(self) -> bool:
        return bool(self._history.past)

    @property
    def can_redo(self) -> bool:
        return bool(self._history.future)

    def _show(self, state: State) -> None:
        """The simulations of a state, with its setups; what they run now is what their ghosts are of."""
        simulations = tuple(simulation for simulation, _ in state)
        if simulations != self.simulations:
            self._note(Change.SIMULATIONS)
            self.simulations = simulations
            self.front = self.front if self.front in simulations else simulations[-1]
        for simulation, setup in state:
            if setup != simulation.setup:
                simulation.before, simulation.setup = simulation.result, setup
        self._note(Change.SETUP, *simulations)
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
            self._shown = self._state(), self._history
        return True

    def give_up(self) -> bool:
        """Back to what is on screen, if something large is being computed; False where nothing is."""
        if not self.turns.busy:
            return False
        self._back()
        return True

    def _ready(self, simulation: Simulation, result: Result) -> None:
        """Something large has been computed."""
        self._take(simulation, result)
        if simulation in self._coming:
            self._arrive(simulation, self._coming.pop(simulation))
        else:
            self.compute()

    def _fail(self, error: Exception) -> bool:
        self._back()
        self._refuse(error)
        return False

    def _back(self) -> None:
        """Setups the engine cannot run: back to those on screen with their undo and redo, nothing lost."""
        state, history = self._shown
        self._history = History(history.past, history.future)
        for simulation, setup in state:
            simulation.setup = setup
        self._show(state)

    def _refuse(self, error: Exception) -> None:
        short = Message("memory.short", ENGLISH["memory.short"])
        self._why = error.message if isinstance(error, EngineError) else short
        self._timer.start()

    def _take(self, simulation: Simulation, result: Result) -> None:
        """A simulation's new runs; what belongs to the former cells alone goes."""
        cell, before = simulation.cell, simulation.score
        if result.score.parts != before.parts:
            simulation.before = None
        simulation.result = result
        if result.score != before:
            self._adapt(simulation)
        self._note(Change.RUN, simulation)
        self._look(simulation, simulation.cell is cell)

    # where the story is --------------------------------------------------------------------------------------

    def move(self, simulation: Simulation, cursor: Cursor) -> None:
        """Take the story to a place in one simulation, or the nearest halt there is; the others follow."""
        self.compute()
        cursor = simulation.score.fitted(cursor)  # a pending edit may just have brought another cell
        self.playhead = simulation.score.playhead(cursor)
        self._put(simulation, cursor)
        self._follow()

    def _adapt(self, simulation: Simulation) -> None:
        """Other cells or another length: the nearest place there is, and where keys act the story is there."""
        cursor = simulation.score.fitted(simulation.cursor)
        simulation.cursor = cursor
        self._note(Change.PLAYHEAD, simulation)
        if simulation is self.front:
            self.playhead = simulation.score.playhead(cursor)
        self._follow()

    def _follow(self) -> None:
        for simulation in self.simulations:
            cursor = simulation.cursor
            self._put(simulation, simulation.score.at(self.playhead, cursor.layer, cursor.way))

    def _put(self, simulation: Simulation, cursor: Cursor) -> None:
        before = simulation.cursor
        if cursor == before:
            return
        cell, simulation.cursor = simulation.cell, cursor
        self._note(Change.PLAYHEAD, simulation)
        if (cursor.layer, cursor.way) != (before.layer, before.way):
            self._note(Change.RUN, simulation)
            self._look(simulation, simulation.cell is cell)

    # what is looked at ---------------------------------------------------------------------------------------

    def select(self, simulation: Simulation, changes: Mapping[str, Any]) -> None:
        """Change unit, hover or pins in a simulation; the unit is looked at in all of them."""
        self._select(simulation, replace(simulation.selection, **changes))
        if "unit" in changes:
            for other in self.simulations:
                self._select(other, replace(other.selection, unit=simulation.selection.unit))

    def _select(self, simulation: Simulation, selection: Selection) -> None:
        selection = replace(selection, unit=min(max(selection.unit, 0), simulation.run.hidden - 1))
        if selection != simulation.selection:
            simulation.selection = selection
            self._note(Change.SELECTION, simulation)

    def _look(self, simulation: Simulation, same: bool) -> None:
        """Another run is on the stage: what was pointed at is of the former cell alone, unless it is the same one."""
        selection = simulation.selection
        self._select(simulation, selection if same else replace(selection, hover=None, pins=()))

    # telling -------------------------------------------------------------------------------------------------

    def flush(self) -> bool:
        """Compute and tell now what changed since the event loop last turned; False where the engine refused it."""
        good = self.compute()
        self._timer.stop()
        pending, whole, why = self._pending, self._whole, self._why
        self._pending, self._whole, self._why = {}, Change.NONE, None
        for simulation, what in pending.items():
            simulation.changed.emit(what)
            whole |= what
        if whole:
            self.changed.emit(whole)
        if why is not None:
            self.failed.emit(why)
        return good

    def _note(self, what: Change, *simulations: Simulation) -> None:
        """Something to tell when the event loop turns: of some simulations, or of the document alone."""
        for simulation in simulations:
            self._pending[simulation] = self._pending.get(simulation, Change.NONE) | what
        if not simulations:
            self._whole |= what
        self._timer.start()
