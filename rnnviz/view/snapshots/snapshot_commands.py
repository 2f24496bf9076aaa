"""What the Edit menu does with snapshots."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from rnnviz.model.document.document import Document
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.document.snapshots import MOST
from rnnviz.view.window.tools import Tools

if TYPE_CHECKING:
    from rnnviz.view.snapshots.snapshot_dialog import SnapshotDialog


class SnapshotCommands(QObject):
    """Keeps the run of now, and shows all that are kept."""

    def __init__(self, simulation: Simulation, tools: Tools) -> None:
        super().__init__(tools.notices.window)
        self._simulation, self._notices = simulation, tools.notices
        self.dialog: SnapshotDialog | None = None
        tools.actions.bind({"keep_snapshot": self.keep, "snapshots": self.show})

    def keep(self) -> None:
        """The run of now, under a name that is only counted."""
        document = cast(Document, self._simulation.document)
        if len(document.album.snapshots.kept) >= MOST:
            self._notices.refuse(lambda: self.tr("A document keeps {0} snapshots at most.").format(MOST))
            return
        self.show()
        if self.dialog is not None:
            self.dialog.keep()

    def show(self) -> None:
        """The list of them."""
        from rnnviz.view.snapshots.snapshot_dialog import SnapshotDialog

        if self.dialog is None:
            self.dialog = SnapshotDialog(self._simulation, self._notices.window)
            self.dialog.destroyed.connect(self._gone)
        self.dialog.show()

    def _gone(self) -> None:
        self.dialog = None
