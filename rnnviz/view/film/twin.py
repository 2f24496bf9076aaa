"""A second window that shows what the first one shows, in a size of its own and never on the screen: it is filmed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenuBar, QWidget

from rnnviz.model.document.document import Document
from rnnviz.model.document.simulation import Simulation
from rnnviz.view.body.places import Places
from rnnviz.view.look.appearance import Appearance


class FilmedWindow(Protocol):
    """What the main window offers."""

    places: Places
    look: Appearance
    whole: QWidget

    @property
    def simulation(self) -> Simulation: ...
    @property
    def busy(self) -> bool: ...
    def make_plots(self) -> None: ...
    def menuBar(self) -> QMenuBar: ...
    def setMinimumSize(self, width: int, height: int, /) -> None: ...
    def resize(self, width: int, height: int, /) -> None: ...
    def setAttribute(self, attribute: Qt.WidgetAttribute, /) -> None: ...
    def show(self) -> None: ...
    def close(self) -> bool: ...
    def deleteLater(self) -> None: ...


def copy_of(simulation: Simulation, document: Document) -> Document:
    """A document with the same simulations, of which this one is in front, at the same place of the story."""
    cells = document.simulations
    beside = [cell.setup for cell in cells if cell is not simulation]
    rows = {cell.mark: row for row, cell in enumerate(cells)}
    comparing = document.comparing.renamed(rows)
    found = Document(simulation.setup, None, beside, cells.index(simulation), comparing)
    found.album.show(document.album.snapshots)
    found.front.move(simulation.cursor)
    found.front.select(unit=simulation.selection.unit, pins=simulation.selection.pins)
    return found


def prepared(window: FilmedWindow, size: tuple[int, int], place: str) -> FilmedWindow:
    """The window, laid out in this size as if it were on a screen."""
    window.setMinimumSize(1, 1)
    for attribute in (Qt.WidgetAttribute.WA_DontShowOnScreen, Qt.WidgetAttribute.WA_ShowWithoutActivating):
        window.setAttribute(attribute)
    window.menuBar().hide()
    window.resize(*size)
    window.show()
    window.make_plots()
    window.places.go(place)
    window.look.restyle(force=True)
    return window


Maker = Callable[[Document], FilmedWindow]
"""Makes a window of a document, in the looks of the one that is filmed."""
