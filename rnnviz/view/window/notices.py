"""Where a window tells and asks: refusals, questions about files, and the folder in which file dialogs begin."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from rnnviz.engine.errors import Refusal
from rnnviz.engine.wording import Message
from rnnviz.view.look.words import said
from rnnviz.view.widgets.box import Box, Words


class Notices(QObject):
    """`window` is the parent of every dialog; `folder` is where the file dialogs begin."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.window, self.folder = window, ""

    def path_to_open(self, title: str, kinds: str) -> Path | None:
        """A file the user chose, of kinds written as Qt's file dialogs want them."""
        chosen, _ = QFileDialog.getOpenFileName(self.window, title, self.folder, kinds)
        return Path(chosen) if chosen else None

    def path_to_save(
        self, title: str, kinds: str, known: tuple[str, ...], name: str = "", adds: bool = False
    ) -> Path | None:
        """Where the user wants a file, with a suffix of those known. name: what is proposed; adds: a file that is there
        is not replaced, but grows."""
        proposed = str(Path(self.folder) / name) if name else self.folder
        if adds:
            asks_not = QFileDialog.Option.DontConfirmOverwrite
            chosen, _ = QFileDialog.getSaveFileName(self.window, title, proposed, kinds, options=asks_not)
            found = Path(chosen)
            return (found if found.suffix.lower() in known else Path(chosen + known[0])) if chosen else None
        chosen, _ = QFileDialog.getSaveFileName(self.window, title, proposed, kinds)
        return self.completed(Path(chosen), known) if chosen else None

    def refuse(self, why: Message | Refusal | Words) -> bool:
        """Say why; shown without blocking, so that a lecture goes on. Always False: nothing was done."""
        words = why if callable(why) else partial(said, why)
        box = Box(QMessageBox.Icon.Warning, words, self.window)
        box.setStandardButtons(QMessageBox.StandardButton.Ok)
        box.show()
        return False

    def agrees(self, question: Words) -> bool:
        """Whether the user says yes. It waits for the answer, and is said anew if the language changes meanwhile."""
        yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
        return self._answer(QMessageBox.Icon.Question, question, yes | no) == yes

    def close_anyway(self, question: Words) -> bool:
        """Whether the window may close although something is lost; waits as `agrees` does."""
        close, cancel = QMessageBox.StandardButton.Close, QMessageBox.StandardButton.Cancel
        return self._answer(QMessageBox.Icon.Warning, question, close | cancel) == close

    def _answer(self, icon: QMessageBox.Icon, question: Words, buttons: QMessageBox.StandardButton) -> int:
        box = Box(icon, question, self.window)
        box.setStandardButtons(buttons)
        return box.exec()

    def completed(self, path: Path, known: tuple[str, ...]) -> Path | None:
        """A chosen path with a suffix we know, the first where it has none; None where the user keeps the file instead.

        The dialog asked about the name as it was typed; the one with the suffix it has not seen.
        """
        if path.suffix.lower() in known:
            return path
        path = path.with_name(path.name + known[0])
        if not os.path.exists(path):  # a name that is too long is said when it is written
            return path
        return path if self.agrees(lambda: self.tr("{0} exists already. Replace it?").format(path.name)) else None
