"""Following a hand that drags no faster than somebody can read, and at once when it lets go; and what a long run costs
each panel in a turn of the event loop of its own, so that the window answers in between."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

GLANCE_MS = 45
"""Between two pictures beside the stage: some twenty a second."""
READING_MS = 90
"""Numbers and texts."""
LONG = 256
"""Steps from which on every panel takes a new run in a turn of its own."""


class Turns(QObject):
    """Calls what is asked for in order, one call per turn of the event loop; each waits once however often asked.

    What a panel that has gone had asked for is passed over.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.owner = parent
        self._waiting: list[Callable[[], None]] = []
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._next)

    @classmethod
    def of(cls, owner: QObject) -> Turns:
        """The turns shared by everybody who follows one simulation."""
        return owner.findChild(cls) or cls(owner)

    @property
    def busy(self) -> bool:
        return bool(self._waiting)

    def ask(self, work: Callable[[], None]) -> None:
        """Somebody's work, after that of those who asked before."""
        if work not in self._waiting:
            self._waiting.append(work)
        self._timer.start()

    def _next(self) -> None:
        self._waiting = [work for work in self._waiting if _can_be_done(work)]
        work = self._waiting.pop(0) if self._waiting else None
        if self._waiting:
            self._timer.start()
        if work is not None:
            work()


def _can_be_done(work: Callable[[], None]) -> bool:
    owner = getattr(work, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)


class Beat(QObject):
    """One clock for all who follow a simulation: what they show then belongs to one moment of a drag, and most moments
    are free of their work. A beat is counted from when that work has been painted: however slow the machine, the stage
    has the time between."""

    ended = Signal()

    def __init__(self, owner: QObject, ms: int) -> None:
        super().__init__(owner)
        self._timer = QTimer(self, singleShot=True, interval=ms)
        self._timer.timeout.connect(self.ended)
        self._painted = QTimer(self, singleShot=True, interval=0)
        self._painted.timeout.connect(self._timer.start)

    @classmethod
    def of(cls, owner: QObject) -> Beat:
        """The clock shared by everybody."""
        return owner.findChild(cls) or cls(owner, GLANCE_MS)

    def start(self) -> None:
        """Begin a beat, unless one has begun."""
        if not (self._timer.isActive() or self._painted.isActive()):
            self._painted.start()


class Calm(QObject):
    """Calls `follow` for every `ask`, but while `live` about every `ms`; the last ask is never lost.

    With `turns` the clock is shared, and an ask may say that the work is long: then it waits for its turn.
    """

    def __init__(self, follow: Callable[[], None], ms: int, parent: QObject, turns: Turns | None = None) -> None:
        super().__init__(parent)
        self._turns = turns
        self.live, self._due, self._follow = False, False, follow
        self._long, self._rest = False, 0
        self._beat = Beat.of(turns.owner) if turns is not None else Beat(self, ms)
        self._every = max(1, round(ms / GLANCE_MS)) if turns is not None else 1
        self._beat.ended.connect(self._again)

    def ask(self, long: bool = False) -> None:
        """Something changed."""
        self._long = long
        if self.live and self._rest:
            self._due = True
            return
        if long and self._turns is not None:
            self._turns.ask(self._follow)
        else:
            self._follow()
        if self.live:
            self._rest = self._every
            self._beat.start()

    def set_live(self, live: bool) -> None:
        """Whether a hand drags; when it lets go what is due is shown now."""
        self.live = live
        if not live:
            self._rest = 0
            self._catch_up()

    def _again(self) -> None:
        """Another beat; after enough of them it may follow once more."""
        self._rest = max(0, self._rest - 1)
        if self._rest:
            self._beat.start()
        else:
            self._catch_up()

    def _catch_up(self) -> None:
        if self._due:
            self._due = False
            self.ask(self._long)
