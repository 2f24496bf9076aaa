"""Offers what an earlier rnnviz left when it ended without being closed, and says when it crashed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, QObject
from PySide6.QtWidgets import QMessageBox, QPushButton

from rnnviz.engine.errors import Refusal
from rnnviz.io.log import keep_crash, logger
from rnnviz.io.recovery import Left, finish, leave, left_behind
from rnnviz.resources import data_folder
from rnnviz.view.widgets.box import Box

if TYPE_CHECKING:
    from rnnviz.view.ending.autosave import Autosave
    from rnnviz.view.window.main_window import MainWindow


class Restoring(QObject):
    """Asks about one after the other, without blocking; what is not answered is asked again at the next start."""

    def __init__(self, window: MainWindow, autosave: Autosave) -> None:
        super().__init__(window)
        self._window, self._autosave = window, autosave
        self._left: list[Left] = []
        self.box: QMessageBox | None = None
        """The question that is asked now."""
        self.restore: QPushButton | None = None
        self.discard: QPushButton | None = None
        self.later: QPushButton | None = None

    def offer(self) -> None:
        """To be called when the window is there."""
        self._left = left_behind(data_folder())
        for left in self._left:
            if left.crash:
                keep_crash(data_folder(), left.crash)
        self._ask()

    def stop(self) -> None:
        """The window closes: what was not answered lies there for the next start."""
        box, self.box = self.box, None
        if box is not None:
            box.finished.disconnect(self._answered)
            box.close()
        for left in self._left:
            leave(left)
        self._left = []

    def _ask(self) -> None:
        if not self._left:
            return
        left = self._left[0]
        box = self.box = Box(QMessageBox.Icon.Question, partial(self.sentence, left), self._window)
        self._add_answers(box, bool(left.document or left.draft or left.drafts))
        box.finished.connect(self._answered)
        box.show()

    def _add_answers(self, box: Box, something: bool) -> None:
        role = QMessageBox.ButtonRole
        self.restore = box.add_answer(lambda: self.tr("Restore") if something else self.tr("Close"), role.AcceptRole)
        self.discard = self.later = None
        if something:
            self.discard = box.add_answer(lambda: self.tr("Discard"), role.DestructiveRole)
            self.later = box.add_answer(lambda: self.tr("Ask again"), role.RejectRole)
            box.setEscapeButton(self.later)
        box.setDefaultButton(self.restore)

    def sentence(self, left: Left) -> str:
        """What was open, when it ended, and whether it crashed."""
        crash = self.tr("rnnviz crashed at {0}. Help → Report a problem shows what is known of it.") + "\n\n"
        said = crash.format(_when(left.at)) if left.crash else ""
        name = Path(str(left.place.get("path", ""))).name
        if left.document is not None and name:
            return said + self.tr("Restore {0} as it was when rnnviz ended at {1}?").format(name, _when(left.at))
        if left.document is not None:
            return said + self.tr("Restore what was open when rnnviz ended at {0}?").format(_when(left.at))
        if left.draft is not None or left.drafts:
            return said + self.tr("Restore the cell that was typed when rnnviz ended at {0}?").format(_when(left.at))
        return said.strip()

    def _answered(self) -> None:
        box, self.box, left = self.box, None, self._left.pop(0)
        chosen = box.clickedButton() if box is not None else None
        if chosen is not None and chosen is self.restore:
            self._restore(left)
        elif chosen is not None and chosen is self.discard:
            finish(left)
        else:
            leave(left)
        self._ask()

    def _restore(self, left: Left) -> None:
        """On the screen and kept as this process's own before the other one's is removed."""
        try:
            self._show(left)
        except (OSError, ValueError) as error:  # sentences of the disk and of the readers
            logger.warning("not restored: %s", error)
            self._window.notices.refuse(error if isinstance(error, Refusal) else partial(str, error))
            leave(left)
            return
        self._autosave.keep_now()
        finish(left)

    def _show(self, left: Left) -> None:
        files, cells = self._window.files, self._window.cells
        if left.document is not None:
            from rnnviz.io.document import load

            path = str(left.place.get("path", ""))
            files.restore(load(left.document), Path(path) if path else None, left.place.get("fingerprint") or None)
        cells.take_in(left.drafts)
        if left.draft is not None:
            from rnnviz.io.cells import load_draft

            cells.leave()
            cells.edit_draft(load_draft(left.draft), changed=True)


def _when(seconds: float) -> str:
    """The time of day, with the date where that is not today's."""
    moment, short = QDateTime.fromSecsSinceEpoch(round(seconds)), QLocale.FormatType.ShortFormat
    time = QLocale().toString(moment.time(), "HH:mm")
    today = moment.date() == QDateTime.currentDateTime().date()
    return time if today else f"{time}, {QLocale().toString(moment.date(), short)}"
