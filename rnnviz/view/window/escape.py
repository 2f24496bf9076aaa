"""Esc leaves the innermost thing: the black screen, an edit, a pin, the presentation."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QSlider

from rnnviz.model.document.simulation import Simulation
from rnnviz.view.body.places import Places
from rnnviz.view.files.cell_files import OwnCells
from rnnviz.view.files.files import Files
from rnnviz.view.stage import Stage
from rnnviz.view.window.drawers import Drawers
from rnnviz.view.window.keys import KeyWatch
from rnnviz.view.window.presenter import Presenter


@dataclass(frozen=True, slots=True)
class Escape:
    """What can be left, from the innermost outwards."""

    presenter: Presenter
    simulation: Simulation
    cells: OwnCells
    files: Files
    keys: KeyWatch
    drawers: Drawers
    stage: Stage
    places: Places

    def leave(self) -> None:
        """One thing for each press."""
        selection = self.simulation.selection
        if self.presenter.leave_black() or self.files.pictures.cancel() or self.files.give_up() or self.cells.leave():
            return
        if isinstance(QApplication.focusWidget(), QLineEdit | QAbstractSpinBox | QSlider):
            self.keys.go_home()
        elif self.drawers.close():
            return
        elif getattr(QApplication.focusWidget(), "own_keys", ()) and not self.keys.at_home:
            self.keys.go_home()
        elif selection.pins or selection.hover:
            self.stage.clear()
        elif self.places.leave():
            return
        else:
            self.presenter.leave()
