"""A figure of what is on the stage: worked out at once where that is quick, else beside the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from rnnviz.engine.errors import EngineError
from rnnviz.engine.wording import Message
from rnnviz.model.document.simulation import Simulation
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


class AskedLook(QObject):
    """What the parts of a page have in common: what is chosen, and the figure that follows from it.

    A page's own names in `chosen` the attributes that hold what was chosen, and asks for its figure in `renew`.
    `changed` when something else is chosen, and when there is another figure.
    """

    changed = Signal()
    chosen: tuple[str, ...] = ()

    def __init__(self, simulation: Simulation, parent: QObject) -> None:
        super().__init__(parent)
        self._simulation = simulation
        self._asked = FigureAsked(self)
        self._asked.changed.connect(self.changed)

    @property
    def busy(self) -> bool:
        return self._asked.busy

    @property
    def failed(self) -> str:
        return self._asked.failed

    def renew(self) -> None:
        """Ask for the figure of the present run and choice."""

    def settings(self) -> Mapping[str, Any]:
        """All that was chosen, for another page like this one."""
        return {name: copy(getattr(self, name)) for name in self.chosen}

    def restore(self, settings: Mapping[str, Any]) -> None:
        for name, value in settings.items():
            setattr(self, name, value)
        self._again()

    def _again(self) -> None:
        self.renew()
        self.changed.emit()
