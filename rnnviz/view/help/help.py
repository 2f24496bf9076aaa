"""The commands of the Help menu."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from rnnviz.model.document.simulation import Simulation
from rnnviz.view.window.actions import Actions

# the dialogs are imported where they are opened: the first frame needs none of them


class Help(QObject):
    """Binds itself to the actions; `window`: what its dialogs belong to."""

    def __init__(self, simulation: Simulation, window: QWidget, actions: Actions) -> None:
        super().__init__(window)
        self._simulation, self._window = simulation, window
        actions.bind({
            "keys": self._keys, "about_cell": self._about_cell, "check": self._check, "about": self._about,
            "report": self._report,
        })  # fmt: skip

    def _keys(self) -> None:
        from rnnviz.view.help.dialogs import keys_dialog

        keys_dialog(self._window).show()

    def _about(self) -> None:
        from rnnviz.view.help.dialogs import about_dialog

        about_dialog(self._window).show()

    def _about_cell(self) -> None:
        from rnnviz.view.help.dialogs import cell_dialog

        cell_dialog(self._window, self._simulation.cell).show()

    def _check(self) -> None:
        from rnnviz.view.help.dialogs import check_dialog

        check_dialog(self._window, self._simulation.run).show()

    def _report(self) -> None:
        from rnnviz.view.ending.report_dialog import ReportDialog

        ReportDialog(self._window).show()
