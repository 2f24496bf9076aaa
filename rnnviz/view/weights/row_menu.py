"""A right click on a matrix: what of the cell below it reads."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QPointF, Qt
from PySide6.QtWidgets import QWidget

from rnnviz.model.document.simulation import Simulation
from rnnviz.model.weights.matrices import READOUT, Matrix
from rnnviz.view.weights.places import WeightPlaces
from rnnviz.view.widgets.reads_menu import ReadsMenu


class RowMenu(QObject):
    """Offers it for the read-out's matrix, and above the lowest layer for those that read the layer below."""

    def __init__(self, simulation: Simulation, places: WeightPlaces, panel: QWidget) -> None:
        super().__init__(panel)
        self._simulation, self._places, self._panel = simulation, places, panel
        panel.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        panel.customContextMenuRequested.connect(self._asked)

    def _asked(self, at: QPoint) -> None:
        sheet, place = self._places.sheet, QPointF(at)
        found = sheet.at(place.x(), place.y())
        matrix = found[0].matrix if found is not None else sheet.named_at(place.x(), place.y(), self._places.px)
        layer = None if matrix is None else self._read(matrix)
        if layer is not None:
            ReadsMenu(self._simulation, layer, self._panel).popup(self._panel.mapToGlobal(at))

    def _read(self, matrix: Matrix) -> int | None:
        """The layer that a matrix reads; None where it reads none."""
        if matrix.line == READOUT:
            return len(self._simulation.result.setup.layers) - 1
        below = self._simulation.seat[0] - 1
        return below if matrix.reads == "x" and below >= 0 else None
