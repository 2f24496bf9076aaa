"""Keeps what is on screen, and the cell being typed, on the disk while it is nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from rnnviz.io.log import logger
from rnnviz.io.recovery import DOCUMENT, OPEN_DRAFT, Keeping, drop, keep, keep_place
from rnnviz.model.document.change import Change

if TYPE_CHECKING:
    from rnnviz.io.drafts import DraftShelf
    from rnnviz.io.formats.saved import Saved
    from rnnviz.model.draft.draft import Draft
    from rnnviz.view.window.main_window import MainWindow

LATER_MS = 1500
"""From an edit to its keeping, also while editing goes on; writing takes the rest of the two seconds."""


class Autosave(QObject):
    """Writes at most every LATER_MS, in a thread: flushing a file may take longer than a frame."""

    def __init__(self, window: MainWindow, own: Keeping) -> None:
        super().__init__(window)
        self._window, self._own = window, own
        self._thread: Thread | None = None
        self._shelf: DraftShelf | None = None
        self._put_aside: set[str] = set()
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later.timeout.connect(self._keep)
        window.document.changed.connect(self._follow)
        window.document.album.changed.connect(self._edited)
        window.cells.changed.connect(self._edited)
        window.files.saved.connect(self._edited)

    def keep_now(self) -> None:
        """Whatever is not kept yet is on the disk when this returns."""
        self._later.stop()
        self._wait()
        _write(self._work())

    def stop(self) -> None:
        """Keep nothing any more."""
        self._later.stop()
        self._wait()

    def _follow(self, what: Change) -> None:
        if what & (Change.SETUP | Change.SIMULATIONS | Change.COMPARING):
            self._edited()

    def _edited(self) -> None:
        """A timer that runs is left alone: whoever edits on and on is kept, too."""
        if not self._later.isActive():
            self._later.start()

    def _keep(self) -> None:
        if self._thread is not None and self._thread.is_alive():  # a slow disk; what is newest then is written then
            self._later.start()
            return
        self._thread = Thread(target=_write, args=(self._work(),), name="autosave")
        self._thread.start()

    def _wait(self) -> None:
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _work(self) -> list[Callable[[], None]]:
        """What is to be done to the folder, of frozen values: the thread looks at no window."""
        files, cells, own = self._window.files, self._window.cells, self._own
        work: list[Callable[[], None]] = [partial(keep_place, own, files.path, files.fingerprint)]
        if files.unsaved:
            work.append(partial(_keep_document, own, files.snapshot()))
        else:
            work.append(partial(drop, own, DOCUMENT))
        typed = list(cells.draft_typed().values())
        work += [partial(_keep_draft, own, draft) for draft in typed] or [partial(drop, own, OPEN_DRAFT)]
        return [*work, self._drafts_work(cells.drafts_left())]

    def _drafts_work(self, drafts: dict[str, Draft]) -> Callable[[], None]:
        from rnnviz.io.drafts import DraftShelf

        if self._shelf is None:
            self._shelf = DraftShelf(self._own.folder)
        gone, self._put_aside = self._put_aside - drafts.keys(), set(drafts)
        return partial(_keep_left, self._shelf, drafts, gone)


def _write(work: list[Callable[[], None]]) -> None:
    """One after the other; what the disk or a limit refuses is logged, and the others are kept."""
    for task in work:
        try:
            task()
        except (OSError, ValueError) as error:
            logger.warning("not kept for recovery: %s", error)


def _keep_document(own: Keeping, document: Saved) -> None:
    from rnnviz.io.document import encode

    keep(own, DOCUMENT, encode(document))


def _keep_draft(own: Keeping, draft: Draft) -> None:
    from rnnviz.io.drafts import draft_bytes

    keep(own, OPEN_DRAFT, draft_bytes(draft))


def _keep_left(shelf: DraftShelf, drafts: dict[str, Draft], gone: set[str]) -> None:
    for key in gone:
        shelf.forget(key)
    shelf.keep(drafts)
