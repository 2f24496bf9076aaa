"""Sequences from files and from the clipboard; a table that leaves something to choose is shown before it is opened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from rnnviz.engine.wording import Message
from rnnviz.io.kinds import SEQUENCE, kind_of, patterns, reader_of, unreadable
from rnnviz.io.lines import SUFFIXES
from rnnviz.io.sequences import preview_pasted
from rnnviz.io.tables.choosing import sequence_of
from rnnviz.io.tables.preview import Choices, Preview
from rnnviz.io.tables.remembered import recalled, remember_choices
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.setup.sequence import Sequence, SequenceError, with_word
from rnnviz.resources import data_folder
from rnnviz.view.tables.table_words import noted
from rnnviz.view.transport.sequence_bar import SequenceBar
from rnnviz.view.window.notices import Notices


class SequenceFiles(QObject):
    """The window's sequences. The dialog asks for a path; `open_path` does the work and is what tests call."""

    def __init__(self, simulation: Simulation, bar: SequenceBar, notices: Notices) -> None:
        super().__init__(bar)
        self._simulation, self._bar, self._notices = simulation, bar, notices

    def open(self) -> None:
        kinds = self.tr("Sequences ({0})").format(patterns(SEQUENCE))
        path = self._notices.path_to_open(self.tr("Open sequence"), kinds)
        if path is not None:
            self.open_path(path)

    def open_path(self, path: str | Path) -> bool:
        """Step through the sequence of a file; a table that leaves something to choose is shown first."""
        if kind_of(path) != SEQUENCE:
            return self._refuse(unreadable(path))
        try:
            self._take(reader_of(path)(Path(path)), Path(path).name)
        except SequenceError as error:
            return self._refuse(error)
        return True

    def paste(self) -> None:
        self.paste_text(QApplication.clipboard().text())

    def paste_text(self, text: str) -> None:
        """Step through what was copied from a spreadsheet or a text."""
        try:
            self._take(preview_pasted(text), self.tr("What was copied"))
        except SequenceError as error:
            self._refuse(error)

    def ask_about(self, found: Preview, name: str) -> None:
        """Show a table that was named when rnnviz was started."""
        try:
            self._take(found, name)
        except SequenceError as error:
            self._refuse(error)

    def show_lines(self) -> None:
        """Several sequences, one a line; asked for again, the same list comes to the front."""
        from rnnviz.view.tables.lines_dialog import LinesDialog

        window = self._notices.window
        found = window.findChild(LinesDialog)
        dialog = (
            found if found is not None and found.isVisible() else LinesDialog(self._simulation, self._ask_lines, window)
        )
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def _ask_lines(self) -> Path | None:
        kinds = self.tr("Sentences ({0})").format(" ".join(f"*{suffix}" for suffix in SUFFIXES))
        return self._notices.path_to_open(self.tr("Open sentences"), kinds)

    def edit_word(self, step: int, text: str) -> None:
        """One step of the sequence retyped on the tape."""
        setup = self._simulation.setup
        if step >= setup.sequence.steps:
            self._bar.show_error(self.tr("Silent steps have no input to edit."))
            return
        try:
            sequence = with_word(setup.sequence, step, text)
        except SequenceError as error:
            self._bar.show_error(error)
            return
        self._bar.adopt(sequence)

    def _take(self, found: Sequence | Preview, name: str) -> None:
        """What was read becomes the sequence, or is asked about. SequenceError."""
        if isinstance(found, Sequence):
            self._bar.adopt(found)
            return
        choices, asked = recalled(data_folder(), found)
        if not asked:
            self._adopt(found, choices, sequence_of(found, choices))
            return
        from rnnviz.view.tables.table_dialog import TableDialog

        dialog = TableDialog(name, found, choices, self._notices.window)
        dialog.chosen.connect(self._chosen)
        dialog.open()

    def _chosen(self, preview: Preview, choices: Choices, sequence: Sequence) -> None:
        remember_choices(data_folder(), preview, choices)
        self._adopt(preview, choices, sequence)

    def _adopt(self, preview: Preview, choices: Choices, sequence: Sequence) -> None:
        self._bar.adopt(noted(sequence, preview, choices))

    def _refuse(self, why: Message | SequenceError) -> bool:
        """Say why under the field, or in a window of its own while that is not shown."""
        if not self._bar.isVisible():
            return self._notices.refuse(why)
        self._bar.show_error(why)
        return False
