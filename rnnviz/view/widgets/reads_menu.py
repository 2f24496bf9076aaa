"""The menu of what is read of a cell: any of its lines can leave it, to the read-out or to the layer above."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from rnnviz.engine.errors import Refusal
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.draft.handing_on import with_line_read
from rnnviz.view.look.language import line_name, retranslated


@retranslated
class ReadsMenu(QMenu):
    """The lines of a layer's cell, of which one is handed on. It closes when the language changes."""

    def __init__(self, simulation: Simulation, layer: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._simulation, self._layer = simulation, layer
        setup = simulation.result.setup
        self._cell = setup.layers[layer].cell
        title = self.tr("What leaves the cell") if setup.readout is None else self.tr("The read-out reads")
        if layer < len(setup.layers) - 1:
            title = self.tr("Layer {0} reads").format(layer + 2)
        self.setTitle(title)
        self.setAccessibleName(title)
        heading = self.addAction(title)
        heading.setEnabled(False)
        self.addSeparator()
        for line in self._cell.lines:
            self._add(line.name)
        self.triggered.connect(self._chosen)

    def retranslate(self) -> None:
        self.close()

    def _add(self, line: str) -> None:
        spoken = line_name(self._cell, line)
        action = self.addAction((line if spoken == line else f"{line}   {spoken}").replace("&", "&&"))
        action.setData(line)
        action.setCheckable(True)
        action.setChecked(line == self._cell.output)

    def _chosen(self, action: QAction) -> None:
        setup, line = self._simulation.setup, str(action.data())
        if self._layer >= len(setup.layers):
            return  # the menu stood while the layer was taken away
        try:
            self._simulation.edit(with_line_read(setup, line, self._layer))
        except Refusal:
            return  # or while its cell became another
