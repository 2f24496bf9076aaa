"""A figure of what is on the stage: worked out at once where that is quick, else beside the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from rnnviz.engine.errors import EngineError
from rnnviz.engine.wording import Message
from rnnviz.model.worker.jobs import Job
from rnnviz.view.look.words import said
from rnnviz.view.work.worker import Handle, Worker


class FigureAsked(QObject):
    """`changed` when there is another one; failed: why there is none.

    What it is about are runs, which are the same where they are one object, and plain values.
    """

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.failed = ""
        self._about: tuple[Any, ...] = ()
        self._found: tuple[tuple[Any, ...], Any] | None = None
        self._handle: Handle | None = None

    @property
    def busy(self) -> bool:
        return self._handle is not None and not self._handle.done

    def found(self, about: tuple[Any, ...]) -> Any:
        """What was asked about exactly this; None where it is not there."""
        return self._found[1] if self._found is not None and self._found[0] == about else None

    def ask(self, about: tuple[Any, ...], quick: bool, work: Callable[[], Any], job: Callable[[], Job]) -> None:
        """Once for everything it may be about; what was asked before nobody wants any more."""
        if self._about == about:
            return
        self.drop()
        self._about = about
        if quick:
            try:
                self._take(about, work())
            except EngineError as error:
                self._miss(error.message)
            return
        self._handle = Worker.shared().submit(job(), self, partial(self._take, about), on_failed=self._miss)

    def drop(self) -> None:
        if self._handle is not None:
            self._handle.cancel()
        self._handle, self._about, self.failed = None, (), ""

    def _take(self, about: tuple[Any, ...], found: Any) -> None:
        self._found = about, found
        self.changed.emit()

    def _miss(self, why: Message) -> None:
        self.failed = said(why)
        self.changed.emit()
