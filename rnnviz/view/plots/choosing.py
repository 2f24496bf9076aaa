"""A plot with a choice of what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from rnnviz.view.look.shield import shielded
from rnnviz.view.plots.chips import Choice
from rnnviz.view.widgets.paper import Paper

if TYPE_CHECKING:
    from rnnviz.model.document.simulation import Simulation


@shielded
class ChoosingPaper(Paper):
    """Takes the run when it is shown, for nobody asks for it before, and lays its chips out in the room there is."""

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self.choice = Choice(self)
        self.choice.chosen.connect(self._choose)
        self.setMouseTracking(True)

    def show_run(self) -> None:
        """Take the simulation's run."""
        raise NotImplementedError

    def _choose(self, name: str) -> None:
        """Show what stands on a chip."""
        raise NotImplementedError

    def _lay_out(self) -> None:
        """Where the chips stand."""
        raise NotImplementedError

    def restyle(self) -> None:
        self.choice.set_style(self.theme, self.scale)
        self._lay_out()
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.show_run()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self.refresh()
