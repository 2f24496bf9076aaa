"""Sequences from files and from the clipboard; a table that leaves something to choose is shown before it is opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QFileDialog

from rnnviz.io.kinds import SEQUENCE, kind_of, patterns, reader_of, unreadable
from rnnviz.io.sequences import preview_pasted
from rnnviz.io.tables.choosing import said, sequence_of
from rnnviz.io.tables.preview import Choices, Preview
from rnnviz.io.tables.remembered import recalled, remember_choices
from rnnviz.model.setup.sequence import Sequence, SequenceError, with_word
from rnnviz.resources import data_folder

if TYPE_CHECKING:
    from rnnviz.view.window.main_window import MainWindow


class SequenceFiles(QObject):
    """The window's sequences. The dialog asks for a path; `open_path` does the work and is what tests call."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def open(self) -> None:
        kinds, folder = self.tr("Sequences ({0})").format(patterns(SEQUENCE)), self._window.files.folder
        chosen, _ = QFileDialog.getOpenFileName(self._window, self.tr("Open sequence"), folder, kinds)
        if chosen:
            self.open_path(chosen)

    def open_path(self, path: str | Path) -> bool:
        """Step through the sequence of a file; a table that leaves something to choose is shown first."""
        if kind_of(path) != SEQUENCE:
            return self._refuse(unreadable(path))
        try:
            self._take(reader_of(path)(Path(path)), Path(path).name)
        except SequenceError as error:
            return self._refuse(str(error))
        return True

    def paste(self) -> None:
        self.paste_text(QApplication.clipboard().text())

    def paste_text(self, text: str) -> None:
        """Step through what was copied from a spreadsheet or a text."""
        try:
            self._take(preview_pasted(text), self.tr("What was copied"))
        except SequenceError as error:
            self._refuse(str(error))

    def ask_about(self, found: Preview, name: str) -> None:
        """Show a table that was named when rnnviz was started."""
        try:
            self._take(found, name)
        except SequenceError as error:
            self._refuse(str(error))

    def edit_word(self, step: int, text: str) -> None:
        """One step of the sequence retyped on the tape."""
        setup = self._window.session.setup
        if step >= setup.sequence.steps:
            self._window.sequence.show_error(self.tr("Silent steps have no input to edit."))
            return
        try:
            sequence = with_word(setup.sequence, step, text)
        except SequenceError as error:
            self._window.sequence.show_error(str(error))
            return
        self._window.sequence.adopt(sequence)

    def _take(self, found: Sequence | Preview, name: str) -> None:
        """What was read becomes the sequence, or is asked about. SequenceError."""
        if isinstance(found, Sequence):
            self._window.sequence.adopt(found)
            return
        choices, asked = recalled(data_folder(), found)
        if not asked:
            self._adopt(found, choices, sequence_of(found, choices))
            return
        from rnnviz.view.window.table_dialog import TableDialog

        dialog = TableDialog(name, found, choices, self._window)
        dialog.chosen.connect(self._chosen)
        dialog.open()

    def _chosen(self, preview: Preview, choices: Choices, sequence: Sequence) -> None:
        remember_choices(data_folder(), preview, choices)
        self._adopt(preview, choices, sequence)

    def _adopt(self, preview: Preview, choices: Choices, sequence: Sequence) -> None:
        self._window.sequence.adopt(sequence)
        self._window.sequence.show_note(said(preview, choices))

    def _refuse(self, sentence: str) -> bool:
        """Say why under the field, or in a window of its own while that is not shown."""
        if not self._window.sequence.isVisible():
            return self._window.files.refuse(sentence)
        self._window.sequence.show_error(sentence)
        return False
