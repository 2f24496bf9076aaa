"""The chain above the tape: whether it is shown, how they share the height, and the room their columns leave for names.

The chain is shown by itself for a network and for a cell that is one box, else when it was asked for.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from rnnviz.model.chain.chain import breadths, usual
from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.picture import one_box
from rnnviz.view.body.arrangement import Arrangement
from rnnviz.view.body.panel_table import ANSWERED, CELL, NETWORK, ONE_BOX
from rnnviz.view.chain import ChainView
from rnnviz.view.chain.plan import NARROWEST
from rnnviz.view.tape import Tape
from rnnviz.view.widgets.panes import Stack


@dataclass(frozen=True, slots=True)
class SharedColumns:
    """What chain and tape have in common.

    kind: what is shown, CELL where there is no chain; aside: pixels for names left of the columns; share: the chain's
    part of the height; answered: whether rows of answers stand below the tape's.
    """

    kind: str
    aside: float
    share: float
    answered: bool = False


class Unrolled(QObject):
    """Keeps the user's two choices, `folded` (where the chain is usual) and `asked` (where it is not).

    `Columns` is worked out once for whatever changed, and told once to whom it concerns.
    """

    changed = Signal(bool)

    def __init__(self, simulation: Simulation, body: Arrangement, folded: bool, asked: bool) -> None:
        super().__init__(body)
        chain, tape, stack = body.panels["chain"], body.panels["tape"], body.stacked
        assert isinstance(chain, ChainView) and isinstance(tape, Tape) and isinstance(stack, Stack)
        self._simulation, self._body, self._chain, self._tape, self._stack = simulation, body, chain, tape, stack
        self.folded, self.asked = folded, asked
        self._told: SharedColumns | None = None
        chain.stand_on(tape)
        simulation.changed.connect(self._take_change)
        for signal in (tape.shifted, stack.resized, body.dressed):
            signal.connect(self.follow)
        self.follow()

    @property
    def shown(self) -> bool:
        return not self.folded if usual(self._simulation.score) else self.asked or self._chain.folded

    @property
    def beside(self) -> bool:
        """Whether the network stands folded beside it."""
        return self._chain.folded

    def _take_change(self, what: Change) -> None:
        if Change.RUN in what:
            self.follow()

    def choose(self, on: bool) -> None:
        """The user folds the chain away, and with it the folded network, or brings it."""
        if not on:
            self._chain.fold(False)
        if usual(self._simulation.score):
            self.folded = not on
        else:
            self.asked = on
        self.follow()

    def fold(self, on: bool) -> None:
        """The network folded beside the chain, which is shown with it."""
        self.folded = self.folded and not on
        self._chain.fold(on)
        self.follow()

    def follow(self) -> None:
        """Show or hide it for what is on screen now; the menu says which."""
        kind = self._kind()
        answered = self._simulation.result.answers is not None
        if self._told is not None and kind == CELL == self._told.kind and answered == self._told.answered:
            return
        aside = self._chain.names_width() if kind != CELL else 0.0
        columns = SharedColumns(kind, aside, self._share(self._tape.pitch(aside)), answered)
        if columns != self._told:
            before, self._told = self._told, columns
            self._tell(columns, before is None or (before.kind, before.answered) != (kind, answered))

    def _tell(self, columns: SharedColumns, other_kind: bool) -> None:
        joined = columns.kind != CELL
        self._stack.share(columns.share)
        self._tape.stand(joined, columns.aside)
        if other_kind:
            self._chain.setVisible(joined)
            self._body.show_kind(columns.kind + (ANSWERED if columns.answered else ""))
            self._body.settle()
            self.changed.emit(joined)

    def _kind(self) -> str:
        if not self.shown:
            return CELL
        return ONE_BOX if all(one_box(part.cell) for part in self._simulation.score.parts) else NETWORK

    def _share(self, pitch: float) -> float:
        """Long sequences have no room for boxes before somebody zooms; the tape keeps what its rows need."""
        ways = breadths(self._simulation.score)
        rows, scale = sum(ways), self._tape.scale
        roomy = pitch >= NARROWEST * (2 if max(ways) > 1 else 1)
        wanted = min(0.44 + 0.04 * rows, 0.6) if roomy else min(0.22 + 0.04 * rows, 0.5)
        whole = max(1, self._stack.height())
        below = 1.7 * scale.body + self._tape.count * 1.17 * scale.axis + 6 + self._tape.foot
        least = 1.6 * scale.title + rows * 0.9 * scale.axis + 1.5 * scale.body
        return max(min(wanted, 1 - below / whole), min(least / whole, 0.6))
