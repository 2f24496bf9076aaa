"""Session: the one mutable object. It holds frozen things and tells the views when one of them changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from rnnviz.engine import Cell, EngineError, Run
from rnnviz.engine.wording import Message
from rnnviz.model.messages import ENGLISH
from rnnviz.model.setup.choices import Hold, LayerChoice
from rnnviz.model.setup.runs import Runs, runs_of
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import GRAINS, Cursor, reversed_, with_grain
from rnnviz.model.story.score import Score

UNDO_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Selection:
    """unit: the hidden unit looked at; hover, pins: keys of picture elements."""

    unit: int = 0
    hover: str | None = None
    pins: tuple[str, ...] = ()


class Session(QObject):
    """Setup, run, cursor, selection and the reference run, with one signal for each kind of change."""

    setup_changed = Signal()
    run_changed = Signal()
    cursor_changed = Signal()
    selection_changed = Signal()
    failed = Signal(object)  # a Message

    def __init__(self, setup: Setup | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setup = setup or Setup()
        self.runs: Runs = runs_of(self.setup)
        """The run of every direction of every layer, the lowest layer first; `run` is the one on the stage."""
        self.score = self.setup.score
        self.before: Setup | None = None
        """What the reference was a run of."""
        self.runs_before: Runs | None = None
        self.cursor = self.score.to_start(self.score.inside(Cursor()))
        self.selection = Selection()
        self._past: list[Setup] = []
        self._future: list[Setup] = []
        self._undone: list[Setup] = []
        """What could be done again before the present drag."""
        self._merge: str | None = None
        self._shown: tuple[Setup, list[Setup], list[Setup]] = self.setup, [], []
        self._stale = False
        self._timer = QTimer(self, interval=0, singleShot=True)
        self._timer.timeout.connect(self.flush)

    @property
    def run(self) -> Run:
        """The run on the stage: of the layer and direction the cursor is in."""
        return self._of(self.runs)

    @property
    def reference(self) -> Run | None:
        """The same layer's run before the last edit: the ghost."""
        return None if self.runs_before is None else self._of(self.runs_before)

    @property
    def cell(self) -> Cell:
        return self.run.cell

    @property
    def steps(self) -> int:
        return self.run.steps

    @property
    def seat(self) -> tuple[int, str]:
        """Layer and direction on the stage, as the setup has them: a pending edit may just have taken them away."""
        cursor = self.setup.score.inside(self.cursor)
        return cursor.layer, cursor.way

    @property
    def choice(self) -> LayerChoice:
        """What was chosen for the layer on the stage."""
        return self.setup.layers[self.seat[0]]

    @property
    def holds(self) -> tuple[Hold, ...]:
        """What is held in the layer and direction on the stage."""
        seat = self.seat
        return tuple(h for h in self.setup.holds if (h.layer, h.way) == seat)

    @property
    def words(self) -> tuple[str, ...]:
        """One label per step of the sequence, in the order in which the direction on the stage reads them."""
        words = self._shown[0].words
        return words if self.cursor.way == "forward" else words[::-1]

    @property
    def columns(self) -> tuple[str, ...]:
        """One label per number that the layer on the stage reads."""
        return self._shown[0].columns_of(self.cursor.layer)

    def place(self, step: int) -> int:
        """Where a step of the run on the stage stands in the sequence, and back."""
        return step if self.cursor.way == "forward" else self.steps - 1 - step

    def _of(self, runs: Runs) -> Run:
        return runs[self.cursor.layer][0 if len(runs[self.cursor.layer]) == 1 else int(self.cursor.way == "backward")]

    # edits -------------------------------------------------------------------------------------------------

    def edit(self, setup: Setup, merge: str | None = None) -> None:
        """Change what determines the run. Edits with one merge key are one undo until `settle`."""
        if setup == self.setup:
            return
        if merge is None or merge != self._merge:
            self.flush()
            self._past = [*self._past[1 - UNDO_LIMIT :], self.setup]
            self._undone, self._future = self._future, []
            self.runs_before, self.before = self.runs, self.setup
        self._merge = merge
        self._adopt(setup)

    def open(self, setup: Setup, cursor: Cursor | None = None) -> None:
        """Show another experiment; undo brings the former one back. The first frame of a file: no ghost."""
        self.edit(setup)
        if not self.flush():
            return
        self.runs_before = self.before = None
        if cursor is not None:
            cell, self.cursor = self.cell, self.score.fitted(cursor)
            self._look(cell)
        self.run_changed.emit()
        self.cursor_changed.emit()

    def settle(self) -> None:
        """End of a drag: the next edit is an undo of its own. A drag that came back to its start was none."""
        merged, self._merge = self._merge, None
        if merged is not None and self._past and self._past[-1] == self.setup:
            self._past.pop()
            self._future = self._undone
            self.flush()
            self._shown = self.setup, [*self._past], [*self._future]
            self.setup_changed.emit()

    def undo(self) -> None:
        """Back to the setup before the last edit; an edit the engine refuses right now is undone by that."""
        if self.flush() and self._past:
            self._future.append(self.setup)
            self._step_history(self._past.pop())

    def redo(self) -> None:
        """Take the last undo back."""
        if self.flush() and self._future:
            self._past.append(self.setup)
            self._step_history(self._future.pop())

    @property
    def can_undo(self) -> bool:
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        return bool(self._future)

    def _step_history(self, setup: Setup) -> None:
        self._merge = None
        self.runs_before, self.before = self.runs, self.setup
        self._adopt(setup)

    def _adopt(self, setup: Setup) -> None:
        self.setup = setup
        self._stale = True
        self.setup_changed.emit()
        self._timer.start()

    def flush(self) -> bool:
        """Simulate now what was edited since the event loop last turned; False where the engine refused it."""
        if not self._stale:
            return True
        self._stale = False
        self._timer.stop()
        try:
            runs = runs_of(self.setup)
        except (EngineError, MemoryError) as error:
            self._refuse(
                error.message if isinstance(error, EngineError) else Message("memory.short", ENGLISH["memory.short"])
            )
            return False
        self._shown = self.setup, [*self._past], [*self._future]
        self._replace_runs(runs)
        return True

    def _refuse(self, why: Message) -> None:
        """A setup the engine cannot run: back to the one on screen with its undo and redo, nothing lost."""
        self.setup, past, future = self._shown
        self._past, self._future = [*past], [*future]
        self._merge = None
        self.setup_changed.emit()
        self.failed.emit(why)

    def _replace_runs(self, runs: Runs) -> None:
        cell, score = self.cell, self.setup.score
        same, ghost = score == self.score, score.parts == self.score.parts
        self.runs, self.score = runs, score
        if not same:
            self.cursor = score.fitted(self.cursor)
        if not ghost:
            self.runs_before = self.before = None
        self._look(cell)
        self.run_changed.emit()
        if not same:
            self.cursor_changed.emit()

    # where we are ------------------------------------------------------------------------------------------

    def move(self, cursor: Cursor) -> None:
        """Go to a place of the story; places outside the run are brought inside."""
        self.flush()
        cursor = self.score.inside(cursor)  # a pending edit may just have brought another cell
        if cursor == self.cursor:
            return
        cell, elsewhere = self.cell, (cursor.layer, cursor.way) != (self.cursor.layer, self.cursor.way)
        self.cursor = cursor
        if elsewhere:
            self._look(cell)
            self.run_changed.emit()
        self.cursor_changed.emit()

    def visit(self, layer: int, way: str) -> None:
        """Put another layer, or its other direction, on the stage at the same moment of the sequence."""
        self.move(self._story().visit(self.cursor, layer, way))

    def go_to_step(self, step: int) -> None:
        self.flush()
        self.move(replace(self.cursor, step=step))

    def next(self, count: int = 1) -> None:
        """Onward in the story at the chosen grain (negative: back)."""
        self.move(self._story().advance(self.cursor, count))

    def back(self) -> None:
        self.next(-1)

    def whole_step(self, count: int) -> None:
        self.move(self._story().whole_step(self.cursor, count))

    def to_start(self) -> None:
        self.move(self._story().to_start(self.cursor))

    def to_end(self) -> None:
        self.move(self._story().to_end(self.cursor))

    def set_grain(self, grain: str) -> None:
        cell = self._story().cell(self.cursor)
        self.move(with_grain(self.cursor, cell, grain))

    def next_grain(self) -> None:
        self.set_grain(GRAINS[(GRAINS.index(self.cursor.grain) + 1) % len(GRAINS)])

    def set_direction(self, direction: str) -> None:
        if direction != self.cursor.direction:
            cell = self._story().cell(self.cursor)
            self.move(reversed_(self.cursor, cell))

    def _story(self) -> Score:
        """The order of the story with a pending edit run: places counted in a former cell's halts would be none."""
        self.flush()
        return self.score

    def select(self, **changes: Any) -> None:
        """Change unit, hover or pins of the selection."""
        selection = replace(self.selection, **changes)
        selection = replace(selection, unit=min(max(selection.unit, 0), self.run.hidden - 1))
        if selection != self.selection:
            self.selection = selection
            self.selection_changed.emit()

    def _look(self, cell: Cell) -> None:
        """After another run has come to the stage, of `cell` before: what was pointed at is of that cell alone."""
        if self.cell is not cell:
            self.selection = replace(self.selection, hover=None, pins=())
        self.selection = replace(self.selection, unit=min(self.selection.unit, self.run.hidden - 1))
