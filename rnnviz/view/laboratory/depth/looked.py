"""What the parts of the page have in common: which gradient is looked at, and what the rows are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Signal

from rnnviz.engine.networks.network_run import NetworkRun
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.laboratory.depth_figures import INPUT, DepthFigures, DepthRow, depth_figures
from rnnviz.view.look.language import spoken
from rnnviz.view.work.throttle import LONG

translate = QCoreApplication.translate
OUTPUT, STATES = "output", "states"


class DepthLooked(QObject):
    """`changed` when another gradient is looked at: of the outputs, or of all states of a layer."""

    changed = Signal()

    def __init__(self, simulation: Simulation, parent: QObject) -> None:
        super().__init__(parent)
        self._simulation = simulation
        self.of = OUTPUT
        self._kept: tuple[NetworkRun, str, DepthFigures] | None = None

    def choose(self, of: str) -> None:
        self.of = of
        self.changed.emit()

    def settings(self) -> Mapping[str, Any]:
        return {"of": self.of}

    @property
    def figures(self) -> DepthFigures:
        """Of the network whose part is on the stage, worked out when they are first asked for."""
        return self.work_out()

    def work_out(self) -> DepthFigures:
        """The same; what was worked out stays until there is another run."""
        run = self._simulation.result.whole
        if run is None:
            raise ValueError("a simulation without a network has no depth")
        if self._kept is None or self._kept[0] is not run or self._kept[1] != self.of:
            self._kept = run, self.of, depth_figures(run, self.of == STATES)
        return self._kept[2]

    @property
    def before(self) -> DepthFigures | None:
        """Of the network before the last edit, where it has the same layers and is no long one."""
        result = self._simulation.before
        if result is None or result.whole is None or result.setup.steps >= LONG:
            return None
        if self._former is None or self._former[0] is not result.whole or self._former[1] != self.of:
            self._former = result.whole, self.of, depth_figures(result.whole, self.of == STATES)
        return self._former[2]

    _former: tuple[NetworkRun, str, DepthFigures] | None = None


def row_name(simulation: Simulation, row: DepthRow) -> str:
    """Layer, cell and direction."""
    if row.layer == INPUT:
        return translate("DepthPage", "input")
    layers = simulation.result.setup.layers
    name = translate("DepthPage", "layer {0}, {1}").format(row.layer + 1, spoken(layers[row.layer].cell).name)
    return f"{name} {'→' if row.way == 'forward' else '←'}" if len(layers[row.layer].ways) > 1 else name
