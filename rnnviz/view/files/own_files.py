"""Somebody's own data: a table or a folder becomes the task on which the network on the stage is trained."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog

from rnnviz.io.kinds import kind_of
from rnnviz.model.document.simulation import Simulation
from rnnviz.view.window.notices import Notices

SUFFIXES = (".csv", ".tsv", ".txt", ".json")


class OwnFiles(QObject):
    """`opened`: a fresh network of the layers on the stage stands before its first update."""

    opened = Signal()

    def __init__(self, simulation: Simulation, notices: Notices) -> None:
        super().__init__(notices)
        self._simulation, self._notices = simulation, notices
        self.awaited = False
        """Whether the training is in sight: then a table is one to be trained on."""

    def takes(self, path: Path) -> bool:
        """Whether it is understood as data to be trained on: a folder, and a table where that is awaited."""
        return (path.is_dir() and not kind_of(path)) or (self.awaited and path.suffix.lower() in SUFFIXES)

    def ask_table(self) -> None:
        """Ask for a table of sentences with labels, or of numbers, and which column is to be predicted."""
        kinds = self.tr("Tables ({0})").format(" ".join(f"*{suffix}" for suffix in SUFFIXES))
        title = self.tr("Train on a table: sentences with labels, or numbers")
        path = self._notices.path_to_open(title, kinds)
        if path is not None:
            self.open_asking(path)

    def ask_folder(self) -> None:
        """Ask for a folder of texts named by their label."""
        title = self.tr("Train on a folder: one text for each label, a sentence in every line")
        chosen = QFileDialog.getExistingDirectory(self._notices.window, title, self._notices.folder)
        if chosen:
            self.open_path(Path(chosen))

    def open_asking(self, path: Path) -> bool:
        """Of a table of several columns of numbers one is chosen first; the last one is proposed."""
        from rnnviz.io.own_data import columns_of  # the first frame needs none of it
        from rnnviz.model.setup.sequence import SequenceError

        try:
            names = columns_of(path)
        except SequenceError as error:
            return self._notices.refuse(error)
        if len(names) < 2:  # nothing to choose
            return self.open_path(path)
        title, question = self.tr("Train on a table"), self.tr("Which column is to be predicted, one row ahead?")
        column, good = QInputDialog.getItem(self._notices.window, title, question, names, len(names) - 1, False)
        return good and self.open_path(path, column)

    def open_path(self, path: Path, column: str = "") -> bool:
        """A fresh network for the data there; bad data change nothing but say why."""
        from rnnviz.engine.errors import EngineError
        from rnnviz.io.own_data import load_own
        from rnnviz.model.setup.sequence import SequenceError
        from rnnviz.model.trained.course import own_setup

        try:
            setup = own_setup(self._simulation.setup, load_own(path, column))
        except (SequenceError, EngineError) as error:
            return self._notices.refuse(error)
        self._simulation.open(setup)
        self._simulation.to_end()
        self.opened.emit()
        return True
