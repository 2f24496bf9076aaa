"""Where did the gradient go? Its size and shares at every step, and the sum of the present one."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from rnnviz.engine.language.ops import Array
from rnnviz.model.document.simulation import Simulation
from rnnviz.view.laboratory.page import Page, PartSpot
from rnnviz.view.laboratory.paths.chart import PathChart
from rnnviz.view.laboratory.paths.looked import Looked
from rnnviz.view.laboratory.paths.waterfall import Waterfall
from rnnviz.view.look.shield import shielded
from rnnviz.view.stage.widget import Stage


@shielded
class PathsPage(Page):
    """In a low window chart and stage would be too small for each other: there the stage is left out."""

    key = "paths"

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self.looked = Looked(simulation, self)
        self.chart, self.sum = PathChart(simulation, self.looked), Waterfall(simulation, self.looked)
        self.hold("stage", Stage(simulation), framed=False)
        self.hold("sum", self.sum)
        self.hold("chart", self.chart)

    @property
    def title(self) -> str:
        return self.tr("Where did the gradient go?")

    @property
    def busy(self) -> bool:
        return self.looked.asked.busy or super().busy

    @property
    def reading(self) -> str:
        return self.sum.reading

    def series(self) -> Mapping[str, Array]:
        figures = self.looked.figures
        return {} if figures is None else figures.series()

    def spots(self) -> Mapping[str, PartSpot]:
        if self.high:
            return {
                "stage": PartSpot(0, 0, 0.53, 0.55),
                "sum": PartSpot(0.53, 0, 0.47, 0.55),
                "chart": PartSpot(0, 0.55, 1, 0.45),
            }
        return {"chart": PartSpot(0, 0, 0.6, 1), "sum": PartSpot(0.6, 0, 0.4, 1)}
