"""What is looked at while cells are compared: how far back, which row is large, what each cell has of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from rnnviz.model.compare.norms import Norms, norms_of, usual_back
from rnnviz.model.compare.presets import PRESETS, of_cell
from rnnviz.model.compare.sharing import BY_KEY, MOST, shared_keys
from rnnviz.model.document.change import Change
from rnnviz.model.document.comparing import Comparing
from rnnviz.model.document.document import Document
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.setup.sequence import MAX_STEPS
from rnnviz.model.setup.setup import Setup


class Comparison(QObject):
    """Reads a document's simulations side by side, and edits what they share in all of them at once.

    `changed`: they are looked at in another way: `back`, `hover`, `large`, `own`, `pair`. hover: the step of the
    sequence (0-based) under the pointer. What is to be kept with the document is its `Comparing`.
    """

    changed = Signal()

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.hover: int | None = None
        self._told = document.comparing
        self._kept: dict[int, tuple[Any, tuple[Norms, ...]]] = {}
        document.changed.connect(self._follow)

    def look(self, **other: Any) -> None:
        """Look at the cells in another way."""
        self.document.look_at(replace(self.document.comparing, **other))
        self._follow(Change.COMPARING)

    def _follow(self, what: Change) -> None:
        """Somebody looks at them in another way; told once, at once where it was done here."""
        if Change.COMPARING in what and self._told != self.document.comparing:
            self._told = self.document.comparing
            self.changed.emit()

    @property
    def cells(self) -> tuple[Simulation, ...]:
        return self.document.simulations[:MOST]

    # gradients -----------------------------------------------------------------------------------------------

    def norms(self) -> tuple[Norms, ...]:
        """The curves of all cells, in the order of the rows."""
        found: list[Norms] = []
        for row, simulation in enumerate(self.cells):
            key = (simulation.run, simulation.cursor.way, simulation.result.setup.loss)
            kept = self._kept.get(row)
            if kept is None or kept[0] != key:
                kept = self._kept[row] = (key, norms_of(simulation, row))
            found += kept[1]
        return tuple(found)

    @property
    def back(self) -> int:
        """How many steps before the loss the cells are compared."""
        losses = [norm.loss for norm in self.norms()]
        back = self.document.comparing.back
        return usual_back(losses) if back is None else max(1, min(back, max(losses, default=1)))

    def look_back(self, steps: int) -> None:
        """Compare them so many steps before the loss."""
        self.look(back=min(max(1, steps), MAX_STEPS))

    def point_at(self, step: int | None) -> None:
        """The pointer is over a step of the sequence, or over none."""
        if step != self.hover:
            self.hover = step
            self.changed.emit()

    # rows ----------------------------------------------------------------------------------------------------

    @property
    def large(self) -> Simulation | None:
        """The one whose row is the large one, None where none was chosen."""
        return self._of_mark(self.document.comparing.large)

    def _of_mark(self, mark: int | None) -> Simulation | None:
        return next((cell for cell in self.cells if cell.mark == mark), None)

    def enlarge(self, simulation: Simulation) -> None:
        """Give one cell the large row; asked again, none has it."""
        self.look(large=None if self.large is simulation else simulation.mark)

    def show(self, shown: Simulation, key: str) -> None:
        """Compare the cells of a preset, on the sequence and with the knobs of the first row."""
        made = next(preset for preset in PRESETS if preset.key == key).made(self.cells[0].setup)
        self.document.load(shown, made[0], shown.cursor, made[1:], 0, Comparing(back=self.document.comparing.back))

    def add(self, key: str, text: str = "") -> None:
        """One more cell, with everything else as in the first row."""
        self.add_setup(of_cell(self.cells[0].setup, key, text))

    def add_setup(self, setup: Setup) -> None:
        """One more row, where there is room for it."""
        if len(self.document.simulations) < MOST:
            self.document.add(setup)

    def remove(self, simulation: Simulation, shown: Simulation) -> None:
        """One row less, never the last one; the window's own simulation takes over what a neighbour showed."""
        cells = self.cells
        if len(cells) < 2:
            return
        if simulation is shown:
            row = cells.index(simulation)
            simulation = cells[row + 1 if row + 1 < len(cells) else row - 1]
            self.document.exchange(shown, simulation)
        if self.large is simulation:
            self.look(large=None)
        self.document.remove(simulation)

    # what is shared ------------------------------------------------------------------------------------------

    @property
    def setups(self) -> Sequence[Setup]:
        return [simulation.setup for simulation in self.cells]

    @property
    def shared(self) -> frozenset[str]:
        """Keys of what all cells have in common."""
        return shared_keys(self.setups, self.document.comparing.own)

    def give(self, key: str, value: Any, cells: Sequence[Simulation], merge: str | None = None) -> None:
        """Change something in these cells, as one edit; SequenceError where one cannot read the words."""
        put = BY_KEY[key].put
        self.document.edit({cell: put(cell.setup, value) for cell in cells}, merge)

    def switch(self, key: str) -> None:
        """Make each cell's own what is shared, and shared what is each cell's own: as in the first row."""
        own = self.document.comparing.own
        if key in self.shared:
            self.look(own=own | {key})
        else:
            self.look(own=own - {key})
            self.give(key, BY_KEY[key].of(self.cells[0].setup), self.cells[1:])
