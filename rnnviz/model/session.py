"""Session: the one mutable object. It holds frozen things and tells the views when one of them changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from rnnviz.engine import EngineError, Run, simulate
from rnnviz.model import cursor as story
from rnnviz.model.cursor import Cursor
from rnnviz.model.setup import Setup

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
    failed = Signal(str)

    def __init__(self, setup: Setup | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setup = setup or Setup()
        self.run: Run = simulate(self.setup.experiment())
        self.reference: Run | None = None
        self.before: Setup | None = None
        """What the reference was a run of."""
        self.cursor = story.to_start(Cursor(), self.cell, self.steps)
        self.selection = Selection()
        self._past: list[Setup] = []
        self._future: list[Setup] = []
        self._merge: str | None = None
        self._shown: tuple[Setup, list[Setup], list[Setup]] = self.setup, [], []
        self._stale = False
        self._timer = QTimer(self, interval=0, singleShot=True)
        self._timer.timeout.connect(self.flush)

    @property
    def cell(self) -> Any:
        return self.run.cell

    @property
    def steps(self) -> int:
        return self.run.steps

    # edits -------------------------------------------------------------------------------------------------

    def edit(self, setup: Setup, merge: str | None = None) -> None:
        """Change what determines the run. Edits with one merge key are one undo until `settle`."""
        if setup == self.setup:
            return
        if merge is None or merge != self._merge:
            self.flush()
            self._past = [*self._past[1 - UNDO_LIMIT :], self.setup]
            self._future = []
            self.reference, self.before = self.run, self.setup
        self._merge = merge
        self._adopt(setup)

    def open(self, setup: Setup, cursor: Cursor | None = None) -> None:
        """Show another experiment; undo brings the former one back. The first frame of a file: no ghost."""
        self.edit(setup)
        if not self.flush():
            return
        self.reference = self.before = None
        if cursor is not None:
            self.cursor = story.clamp(cursor, self.cell, self.steps)
        self.run_changed.emit()
        self.cursor_changed.emit()

    def settle(self) -> None:
        """End of a drag: the next edit is an undo of its own. A drag that came back to its start was none."""
        merged, self._merge = self._merge, None
        if merged is not None and self._past and self._past[-1] == self.setup:
            self._past.pop()
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
        self.reference, self.before = self.run, self.setup
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
            run = simulate(self.setup.experiment())
        except (EngineError, MemoryError) as error:
            self._refuse(str(error) or "There is not enough memory for this experiment.")
            return False
        self._shown = self.setup, [*self._past], [*self._future]
        self._replace_run(run)
        return True

    def _refuse(self, why: str) -> None:
        """A setup the engine cannot run: back to the one on screen with its undo and redo, nothing lost."""
        self.setup, past, future = self._shown
        self._past, self._future = [*past], [*future]
        self._merge = None
        self.setup_changed.emit()
        self.failed.emit(why)

    def _replace_run(self, run: Run) -> None:
        same = run.cell is self.run.cell and run.steps == self.run.steps
        if run.cell is not self.run.cell:
            self.reference = self.before = None
            self.selection = replace(self.selection, hover=None, pins=())
        self.run = run
        self.selection = replace(self.selection, unit=min(self.selection.unit, run.hidden - 1))
        if not same:
            self.cursor = story.clamp(self.cursor, run.cell, run.steps)
        self.run_changed.emit()
        if not same:
            self.cursor_changed.emit()

    # where we are ------------------------------------------------------------------------------------------

    def move(self, cursor: Cursor) -> None:
        """Go to a place of the story; places outside the run are brought inside."""
        self.flush()
        last = len(self.cell.lines) - 1  # a pending edit may just have brought another cell
        cursor = replace(cursor, step=max(0, min(cursor.step, self.steps - 1)), line=min(cursor.line, last))
        if cursor != self.cursor:
            self.cursor = cursor
            self.cursor_changed.emit()

    def go_to_step(self, step: int) -> None:
        self.move(replace(self.cursor, step=step))

    def next(self, count: int = 1) -> None:
        """Onward in the story at the chosen grain (negative: back)."""
        self.move(story.advance(self.cursor, self.cell, self.steps, count))

    def back(self) -> None:
        self.next(-1)

    def whole_step(self, count: int) -> None:
        self.move(story.whole_step(self.cursor, self.cell, self.steps, count))

    def to_start(self) -> None:
        self.move(story.to_start(self.cursor, self.cell, self.steps))

    def to_end(self) -> None:
        self.move(story.to_end(self.cursor, self.cell, self.steps))

    def set_grain(self, grain: str) -> None:
        self.move(story.with_grain(self.cursor, self.cell, grain))

    def next_grain(self) -> None:
        grains = story.GRAINS
        self.set_grain(grains[(grains.index(self.cursor.grain) + 1) % len(grains)])

    def set_direction(self, direction: str) -> None:
        if direction != self.cursor.direction:
            self.move(story.reversed_(self.cursor, self.cell))

    def select(self, **changes: Any) -> None:
        """Change unit, hover or pins of the selection."""
        selection = replace(self.selection, **changes)
        selection = replace(selection, unit=min(max(selection.unit, 0), self.run.hidden - 1))
        if selection != self.selection:
            self.selection = selection
            self.selection_changed.emit()
