"""Where did the gradient go? Its size and shares at every step, and the sum of the present one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from rnnviz.engine.language.ops import Array
from rnnviz.model.document.simulation import Simulation
from rnnviz.view.laboratory.page import Page, PartSpot
from rnnviz.view.laboratory.paths.chart import PathChart
from rnnviz.view.laboratory.paths.looked import Looked
from rnnviz.view.laboratory.paths.waterfall import Waterfall
from rnnviz.view.laboratory.paths.wires import WireShareMarks
from rnnviz.view.look.shield import shielded
from rnnviz.view.stage.widget import Stage
from rnnviz.view.widgets.text_chips import TextChips

CHART, STAGE = "chart", "stage"


@shielded
class PathsPage(Page):
    """In a low window chart and stage would be too small for each other: there one of them is shown."""

    key = "paths"

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self.looked = Looked(simulation, self)
        self.chart, self.sum = PathChart(simulation, self.looked), Waterfall(simulation, self.looked)
        self.stage = Stage(simulation)
        self.stage.over = WireShareMarks(simulation, self.looked)
        self.looked.changed.connect(self._light)
        self.hold("stage", self.stage, framed=False)
        self.hold("sum", self.sum)
        self.hold("chart", self.chart)
        self._left = CHART
        self.shown = TextChips((CHART, STAGE), self)
        self.shown.chosen.connect(self.show_left)

    @property
    def title(self) -> str:
        return self.tr("Where did the gradient go?")

    def show_left(self, key: str) -> None:
        """In a low window chart and stage share one place."""
        self._left = key
        self.restyle()

    def _light(self) -> None:
        """What is pointed at in another part stands in the light on the stage."""
        shapes = (shape.key for shape in self.stage.picture.shapes if self.looked.way in shape.lines)
        self.stage.lit = tuple(shapes)
        self.stage.restyle()

    def settings(self) -> Mapping[str, Any]:
        return {"left": self._left}

    def restore(self, settings: Mapping[str, Any]) -> None:
        self.show_left(settings["left"])

    def restyle(self) -> None:
        words = {CHART: self.tr("Chart"), STAGE: self.tr("On the stage")}
        self.shown.show_words(words, self._left, self.scale)
        self.shown.move(2 * self.scale.gap, 0)
        super().restyle()

    def _lay_out(self) -> None:
        super()._lay_out()
        self.shown.setVisible(not self.high and not self.alone)

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
        top = (self.shown.height() + self.scale.gap * 0.6) / max(1, self.height())
        return {self._left: PartSpot(0, top, 0.6, 1 - top), "sum": PartSpot(0.6, 0, 0.4, 1)}
