"""Which step moves the weights? Every step's piece of a gradient, their sum, scissors and clipping."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from rnnviz.engine.language.ops import Array
from rnnviz.model.document.simulation import Simulation
from rnnviz.view.laboratory.asked_page import AskedPage
from rnnviz.view.laboratory.page import PartSpot
from rnnviz.view.laboratory.weights.clipping import Clipping
from rnnviz.view.laboratory.weights.looked import WeightsLooked
from rnnviz.view.laboratory.weights.steps import WeightSteps
from rnnviz.view.laboratory.weights.sums import WeightSums
from rnnviz.view.look.shield import shielded


@shielded
class WeightsPage(AskedPage):
    """Every step's piece, what scissors leave of their sum, and the clipping."""

    key = "weights"
    looked: WeightsLooked

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self.looked = WeightsLooked(simulation, self)
        self.steps = WeightSteps(simulation, self.looked)
        self.sums = WeightSums(simulation, self.looked)
        self.clipping = Clipping(simulation, self.looked)
        self.hold("steps", self.steps)
        self.hold("sums", self.sums)
        self.hold("clipping", self.clipping)

    @property
    def title(self) -> str:
        return self.tr("Which step moves the weights?")

    @property
    def reading(self) -> str:
        return self.sums.reading

    def series(self) -> Mapping[str, Array]:
        figures = self.looked.figures
        return {} if figures is None else figures.series()

    def spots(self) -> Mapping[str, PartSpot]:
        if self.high:
            return {
                "steps": PartSpot(0, 0, 0.725, 0.69), "sums": PartSpot(0.725, 0, 0.275, 0.69),
                "clipping": PartSpot(0, 0.69, 1, 0.31),
            }  # fmt: skip
        return {
            "steps": PartSpot(0, 0, 0.68, 0.84), "sums": PartSpot(0.68, 0, 0.32, 0.84),
            "clipping": PartSpot(0, 0.84, 1, 0.16),
        }  # fmt: skip
