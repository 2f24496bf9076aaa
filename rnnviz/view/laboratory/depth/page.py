"""How deep does it reach? The gradient by layer, direction and step, and the present step from the top down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from rnnviz.engine.language.ops import Array
from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.view.laboratory.depth.boxes import DepthBoxes
from rnnviz.view.laboratory.depth.descent import Descent
from rnnviz.view.laboratory.depth.looked import DepthLooked
from rnnviz.view.laboratory.page import Page, PartSpot
from rnnviz.view.look.shield import shielded
from rnnviz.view.work.throttle import READING_MS


@shielded
class DepthPage(Page):
    """Of stacked and bidirectional networks; one layer alone is a network, too."""

    key = "depth"

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self.looked = DepthLooked(simulation, self)
        self.boxes, self.descent = DepthBoxes(simulation, self.looked), Descent(simulation, self.looked)
        self.hold("boxes", self.boxes)
        self.hold("descent", self.descent)
        self._follow = self.throttled(self._work_out, READING_MS)

    @property
    def title(self) -> str:
        return self.tr("How deep does it reach?")

    def take_change(self, what: Change) -> None:
        """Of a long run figures are worked out in a turn before those in which parts are painted."""
        if what & Change.RUN and self.boxes.long:
            self._follow.ask(True)

    def _work_out(self) -> None:
        if self.isVisible():
            self.looked.work_out()

    @property
    def reading(self) -> str:
        return self.descent.reading

    def settings(self) -> Mapping[str, Any]:
        return self.looked.settings()

    def restore(self, settings: Mapping[str, Any]) -> None:
        self.looked.choose(settings["of"])

    def series(self) -> Mapping[str, Array]:
        """In the order of the run on the stage, as all tables of a page."""
        turn = slice(None) if self.simulation.cursor.way == "forward" else slice(None, None, -1)
        return {name: values[turn] for name, values in self.looked.figures.series().items()}

    def spots(self) -> Mapping[str, PartSpot]:
        return {"boxes": PartSpot(0, 0, 0.7, 1), "descent": PartSpot(0.7, 0, 0.3, 1)}
