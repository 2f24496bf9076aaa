"""What does one step pass on? The map, singular values step by step, and numbers with remedies."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from rnnviz.engine.language.ops import Array
from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.view.laboratory.map.asked import SpectraAsked
from rnnviz.view.laboratory.map.numbers import StepNumbers
from rnnviz.view.laboratory.map.singular import SingularValues
from rnnviz.view.laboratory.page import Page, PartSpot
from rnnviz.view.look.shield import shielded
from rnnviz.view.plots.flow.widget import FlowMap
from rnnviz.view.work.throttle import READING_MS


@shielded
class MapPage(Page):
    """The state chosen over the map is that of the other parts."""

    key = "map"

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self.asked = SpectraAsked(simulation, self)
        self.map = FlowMap(simulation)
        self.singular, self.numbers = SingularValues(simulation, self.asked), StepNumbers(simulation, self.asked)
        self.hold("map", self.map)
        self.hold("singular", self.singular)
        self.hold("numbers", self.numbers)
        self._follow = self.throttled(self.renew, READING_MS)
        self.map.choice.chosen.connect(self._follow.ask)

    @property
    def title(self) -> str:
        return self.tr("What does one step pass on?")

    @property
    def reading(self) -> str:
        return self.numbers.reading

    @property
    def busy(self) -> bool:
        return self.asked.busy or super().busy

    def take_change(self, what: Change) -> None:
        if what & Change.RUN:
            self._follow.ask()

    def renew(self) -> None:
        """What nobody sees is not worked out."""
        if self.isVisible():
            self.asked.ask(self.map.name)
            self.singular.refresh()

    def series(self) -> Mapping[str, Array]:
        found = self.asked.spectra
        if found is None:
            return {}
        return {
            "singular value": found.singular, "spectral radius": found.radius,
            "log10 product to the last step": found.product, "log10 factor": found.factor,
        }  # fmt: skip

    def spots(self) -> Mapping[str, PartSpot]:
        return {
            "map": PartSpot(0, 0, 0.45, 1), "singular": PartSpot(0.45, 0, 0.55, 0.5),
            "numbers": PartSpot(0.45, 0.5, 0.55, 0.5),
        }  # fmt: skip

    def showEvent(self, event: QShowEvent) -> None:
        self.renew()
