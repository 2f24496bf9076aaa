"""One setup, what was computed of it, and where the story stands in it: what a panel is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from rnnviz.engine import Cell, Run
from rnnviz.model.document.change import Change
from rnnviz.model.document.comparing import Comparing
from rnnviz.model.document.result import Result
from rnnviz.model.document.selection import Selection
from rnnviz.model.document.snapshots import Album
from rnnviz.model.document.veil import NO_VEIL, Veil
from rnnviz.model.setup.choices import Hold, LayerChoice
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import GRAINS, Cursor
from rnnviz.model.story.score import Score


class Owner(Protocol):
    """What a simulation asks of the document it belongs to."""

    simulations: tuple[Simulation, ...]
    comparing: Comparing
    album: Album

    def edit(self, setups: Mapping[Simulation, Setup], merge: str | None = None) -> None: ...
    def open(self, simulation: Simulation, setup: Setup, cursor: Cursor | None) -> None: ...
    def load(
        self, simulation: Simulation, setup: Setup, cursor: Cursor, beside: Sequence[Setup], place: int,
        comparing: Comparing,
    ) -> None: ...  # fmt: skip
    def settle(self) -> None: ...
    def undo(self) -> None: ...
    def redo(self) -> None: ...
    def give_up(self) -> bool: ...
    def compute(self) -> bool: ...
    def flush(self) -> bool: ...
    def move(self, simulation: Simulation, cursor: Cursor) -> None: ...
    def select(self, simulation: Simulation, changes: Mapping[str, Any]) -> None: ...


class Simulation(QObject):
    """`setup` is what was chosen; `result`, and everything read from it, follows when the event loop turns.

    `changed` comes once per turn and carries a `Change`. Simulations are made by their document.
    """

    changed = Signal(object)
    ended = Signal(bool)
    """The story was asked onward (True) where it ends, or back (False) where it begins, and stays there."""

    def __init__(self, owner: Owner, setup: Setup) -> None:
        super().__init__()
        self.document = owner
        self.setup = setup
        self.result = Result.of(setup)
        self.before: Result | None = None
        """What the ghost is of: the result before the last edit, where the two can be compared."""
        self.cursor = self.score.to_start(self.score.inside(Cursor()))
        self.selection = Selection()
        self.veil = NO_VEIL
        """What somebody is to guess first."""
        self._left: Cursor | None = None
        """Where the story was forward when it was turned round."""
        self.mark = 0
        """Which of the marks for compared simulations is its own: it keeps it in every row."""

    # what is shown -------------------------------------------------------------------------------------------

    @property
    def score(self) -> Score:
        """The order in which layers, directions and steps are told."""
        return self.result.score

    @property
    def run(self) -> Run:
        """The run on the stage: of the layer and direction the cursor is in."""
        return self.result.run(self.cursor.layer, self.cursor.way)

    @property
    def runs(self) -> tuple[tuple[Run, ...], ...]:
        """The run of every direction of every layer, the lowest layer first."""
        return self.result.runs

    @property
    def ghost(self) -> Result | None:
        """What the run is compared with: a snapshot of the same cells, where one was chosen, else what was before."""
        chosen = self.document.album.ghost
        return chosen if chosen is not None and chosen.score.parts == self.score.parts else self.before

    @property
    def ghost_name(self) -> str:
        """What the snapshot is called; nothing where the ghost is what was before the last edit."""
        album = self.document.album
        return album.ghost_name if album.ghost is not None and self.ghost is album.ghost else ""

    @property
    def reference(self) -> Run | None:
        """The ghost of the run on the stage."""
        ghost = self.ghost
        return None if ghost is None else ghost.run(self.cursor.layer, self.cursor.way)

    @property
    def cell(self) -> Cell:
        return self.run.cell

    @property
    def steps(self) -> int:
        return self.run.steps

    @property
    def words(self) -> tuple[str, ...]:
        """One label per step of the sequence, in the order in which the direction on the stage reads them."""
        words = self.result.setup.words
        return words if self.cursor.way == "forward" else words[::-1]

    @property
    def columns(self) -> tuple[str, ...]:
        """One label per number that the layer on the stage reads."""
        return self.result.setup.columns_of(self.cursor.layer)

    def place(self, step: int) -> int:
        """Where a step of the run on the stage stands in the sequence, and back."""
        return step if self.cursor.way == "forward" else self.steps - 1 - step

    def take(self, result: Result) -> None:
        """Other runs; those of other cells have no ghost in the former ones."""
        if result.score.parts != self.score.parts:
            self.before = None
        self.result = result

    def trade(self, other: Simulation) -> None:
        """Each shows from now on what the other one did."""
        for name in ("setup", "result", "before", "cursor", "selection", "mark", "_left"):
            mine, its = getattr(self, name), getattr(other, name)
            setattr(self, name, its)
            setattr(other, name, mine)

    def look_at(self, selection: Selection) -> bool:
        """Another selection, with a unit there is; False where it is the same."""
        before = self.selection
        self.selection = replace(selection, unit=min(max(selection.unit, 0), self.run.hidden - 1))
        return self.selection != before

    # what was chosen -----------------------------------------------------------------------------------------

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

    def edit(self, setup: Setup, merge: str | None = None) -> None:
        """Change what determines the run. Edits with one merge key are one undo until `settle`."""
        self.document.edit({self: setup}, merge)

    def open(self, setup: Setup, cursor: Cursor | None = None) -> None:
        """Show another experiment; undo brings the former one back. It has no ghost."""
        self._left = None
        self.document.open(self, setup, cursor)

    def cover(self, veil: Veil) -> None:
        """Show this no longer, and everything else again."""
        if veil != self.veil:
            self.veil = veil
            self.changed.emit(Change.RUN | Change.PLAYHEAD)

    def settle(self) -> None:
        """End of a drag: the next edit is an undo of its own. A drag that came back to its start was none."""
        self.document.settle()

    def flush(self) -> bool:
        """Compute and tell now what changed since the event loop last turned; False where the engine refused it."""
        return self.document.flush()

    # where we are --------------------------------------------------------------------------------------------

    def move(self, cursor: Cursor) -> None:
        """Go to a place of the story, or the nearest halt there is."""
        self.document.move(self, cursor)

    def visit(self, layer: int, way: str) -> None:
        """Put another layer, or its other direction, on the stage at the same moment of the sequence."""
        self.move(self._story().visit(self.cursor, layer, way))

    def go_to_step(self, step: int) -> None:
        self.document.compute()
        self.move(replace(self.cursor, step=step))

    @property
    def loss_step(self) -> int:
        """The last step that counts, in the order of the direction on the stage: there the gradient comes in."""
        return self.place(max(self.result.setup.loss.counted(self.steps)))

    def next(self, count: int = 1) -> None:
        """Onward in the story at the chosen grain (negative: back)."""
        self._go(self._story().advance(self.cursor, count), count)

    def back(self) -> None:
        self.next(-1)

    def whole_step(self, count: int) -> None:
        self._go(self._story().whole_step(self.cursor, count), count)

    def _go(self, cursor: Cursor, count: int) -> None:
        """To another place; where there is none the story has ended, or begun."""
        before = self.cursor
        self.move(cursor)
        if self.cursor == before:
            self.ended.emit(count > 0)

    def to_start(self) -> None:
        self.move(self._story().to_start(self.cursor))

    def to_end(self) -> None:
        self.move(self._story().to_end(self.cursor))

    def set_grain(self, grain: str) -> None:
        self.move(self._story().with_grain(self.cursor, grain))

    def next_grain(self) -> None:
        self.set_grain(GRAINS[(GRAINS.index(self.cursor.grain) + 1) % len(GRAINS)])

    def set_pass(self, pass_: str) -> None:
        """Tell the story of the "forward" or of the "backward" pass."""
        if pass_ != self.cursor.pass_:
            self.move(self._story().reversed(self.cursor))

    def turn(self) -> None:
        """Backward from the loss, where the gradient comes in; turned again, back to where the story was."""
        turned = self._story().reversed(self.cursor)
        if turned.backward:
            self._left = self.cursor
            self.move(replace(turned, step=self.loss_step, line=self.score.halts(turned)[0]))
        else:
            left, self._left = self._left or turned, None
            self.move(self.score.with_grain(self.score.inside(left), turned.grain))

    def select(self, **changes: Any) -> None:
        """Change unit, hover or pins of the selection."""
        self.document.select(self, changes)

    def _story(self) -> Score:
        """The order of the story with a pending edit run: places counted in a former cell's halts would be none."""
        self.document.compute()
        return self.score
