"""What does a small change do? One number is moved; what follows forward, and what the gradient said."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from rnnviz.engine.language.ops import Array
from rnnviz.model.document.simulation import Simulation
from rnnviz.view.laboratory.asked_page import AskedPage
from rnnviz.view.laboratory.page import PartSpot
from rnnviz.view.laboratory.probe.check import ProbeCheck
from rnnviz.view.laboratory.probe.looked import ProbeLooked
from rnnviz.view.laboratory.probe.plot import ProbePlot
from rnnviz.view.look.shield import shielded


@shielded
class ProbePage(AskedPage):
    """The number that is changed, what it does, and what the gradient said."""

    key = "probe"
    looked: ProbeLooked

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self.looked = ProbeLooked(simulation, self)
        self.plot, self.check = ProbePlot(simulation, self.looked), ProbeCheck(simulation, self.looked)
        self.hold("plot", self.plot)
        self.hold("check", self.check)

    @property
    def title(self) -> str:
        return self.tr("What does a small change do?")

    @property
    def reading(self) -> str:
        return self.check.reading

    def renew(self) -> None:
        super().renew()
        if self.isVisible():
            self.plot.renew()
            self.check.renew()

    def series(self) -> Mapping[str, Array]:
        """In the order of the run on the stage, as all tables of a page."""
        found = self.looked.response
        if found is None:
            return {}
        turn = slice(None) if self.simulation.cursor.way == "forward" else slice(None, None, -1)
        limit = {} if found.limit is None else {"log10 forward as eps goes to 0": found.limit[turn]}
        return {
            "log10 forward": found.forward[turn], **limit,
            f"log10 norm {self.looked.line}": self.simulation.run.norms(self.looked.line),
        }  # fmt: skip

    def spots(self) -> Mapping[str, PartSpot]:
        part = 1 - min(0.5, self.scale.body * 10.5 / max(1, self.height()))
        return {"plot": PartSpot(0, 0, 1, part), "check": PartSpot(0, part, 1, 1 - part)}
