"""What is flat, what gets through? Slopes, values, two units and gates of the run on the stage."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from rnnviz.engine.language.ops import Array
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.laboratory.flat_figures import flat_series
from rnnviz.view.laboratory.flat.gates import Gates
from rnnviz.view.laboratory.flat.portrait import Portrait
from rnnviz.view.laboratory.flat.slopes import Slopes
from rnnviz.view.laboratory.flat.units import UnitsByTime
from rnnviz.view.laboratory.page import Page, PartSpot
from rnnviz.view.look.shield import shielded


@shielded
class FlatPage(Page):
    """Its reading is that of the slopes."""

    key = "flat"

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self.slopes, self.units = Slopes(simulation), UnitsByTime(simulation)
        self.portrait, self.gates = Portrait(simulation), Gates(simulation)
        for key, part in (
            ("slopes", self.slopes), ("gates", self.gates), ("units", self.units), ("portrait", self.portrait),
        ):  # fmt: skip
            self.hold(key, part)

    @property
    def title(self) -> str:
        return self.tr("What is flat, what gets through?")

    @property
    def reading(self) -> str:
        return self.slopes.reading

    def series(self) -> Mapping[str, Array]:
        return flat_series(self.slopes.rows)

    def spots(self) -> Mapping[str, PartSpot]:
        if self.high:
            return {
                "slopes": PartSpot(0, 0, 0.66, 0.44), "gates": PartSpot(0.66, 0, 0.34, 0.44),
                "units": PartSpot(0, 0.44, 0.66, 0.56), "portrait": PartSpot(0.66, 0.44, 0.34, 0.56),
            }  # fmt: skip
        return {
            "slopes": PartSpot(0, 0, 1, 0.47), "units": PartSpot(0, 0.47, 0.5, 0.53),
            "portrait": PartSpot(0.5, 0.47, 0.25, 0.53), "gates": PartSpot(0.75, 0.47, 0.25, 0.53),
        }  # fmt: skip
