"""Whether the chain is shown: by itself for a network and for a cell that is one box, else when it was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from rnnviz.model.chain.chain import breadths, usual
from rnnviz.model.document.change import Change
from rnnviz.model.picture import one_box
from rnnviz.view.chain.plan import NARROWEST

if TYPE_CHECKING:
    from rnnviz.view.window.main_window import MainWindow


class Unrolled(QObject):
    """Keeps the user's two choices, `folded` (where the chain is usual) and `asked` (where it is not)."""

    def __init__(self, window: MainWindow, folded: bool, asked: bool) -> None:
        super().__init__(window)
        self._window = window
        self.folded, self.asked = folded, asked
        window.simulation.changed.connect(self._follow)
        window.tape.shifted.connect(self._share)
        self.follow()

    @property
    def shown(self) -> bool:
        return not self.folded if usual(self._window.simulation.score) else self.asked

    def _follow(self, what: Change) -> None:
        if Change.RUN in what:
            self.follow()

    def choose(self, on: bool) -> None:
        """The user folds the chain away, or brings it."""
        if usual(self._window.simulation.score):
            self.folded = not on
        else:
            self.asked = on
        self.follow()

    def follow(self) -> None:
        """Show or hide it for what is on screen now; the menu says which."""
        window, parts = self._window, self._window.simulation.score.parts
        kind = "cell"
        if self.shown:
            kind = "one box" if all(one_box(part.cell) for part in parts) else "network"
        window.body.show_chain(kind)
        self._share()
        window.tape.join(self.shown)
        action = window.menus.actions["chain"]
        action.blockSignals(True)
        action.setChecked(self.shown)
        action.blockSignals(False)

    def _share(self) -> None:
        """Long sequences have no room for boxes before somebody zooms; the tape keeps what its rows need."""
        window = self._window
        ways = breadths(window.simulation.score)
        rows, scale = sum(ways), window.scale
        roomy = window.tape.plan().pitch >= NARROWEST * (2 if max(ways) > 1 else 1)
        wanted = min(0.44 + 0.04 * rows, 0.6) if roomy else min(0.22 + 0.04 * rows, 0.5)
        whole = max(1, window.chain.height() + window.tape.height())
        below = 1.7 * scale.body + len(window.tape.rows) * 1.17 * scale.axis + 6
        least = 1.6 * scale.title + rows * 0.9 * scale.axis + 1.5 * scale.body
        window.body.share_chain(max(min(wanted, 1 - below / whole), min(least / whole, 0.6)))
