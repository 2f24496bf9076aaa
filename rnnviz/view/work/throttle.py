"""How often panels are painted again while a slider is dragged, and in which order after a long run.

A drag sends far more changes than a panel can paint or a person can read. Each panel therefore has a `Throttle`: it
follows the first change at once, then only every 45 or 90 ms, and the last one always. All throttles of a simulation
share one clock (`Ticker`), so that panels side by side show the same moment. After a run of 256 steps or more a panel
takes so long that the panels wait in a `TurnQueue`: one of them per turn of the event loop, keys and clicks between.
"""

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


class TurnQueue(QObject):
    """Calls what is asked for in order, one call per turn of the event loop; each waits once however often asked.

    What a panel that has gone had asked for is passed over.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.owner = parent
        self._waiting: list[Callable[[], None]] = []
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._next)
        self.apart = False
        """Whether every panel takes what is new in a turn of its own and is painted in the next one, however short that
        is: while a training runs."""
        self._painting = False

    @classmethod
    def of(cls, owner: QObject) -> TurnQueue:
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

    def spread(self, work: Callable[[], None]) -> None:
        """Do it now, or in a turn of its own where everybody does."""
        if self.apart:
            self.ask(work)
        else:
            work()

    def _next(self) -> None:
        self._painting = self.apart and not self._painting
        if self._painting:  # what was done in the turn before is painted in this one
            self._timer.start()
            return
        self._waiting = [work for work in self._waiting if _can_be_done(work)]
        work = self._waiting.pop(0) if self._waiting else None
        if self._waiting:
            self._timer.start()
        if work is not None:
            work()


def _can_be_done(work: Callable[[], None]) -> bool:
    owner = getattr(work, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)


class Ticker(QObject):
    """The clock of all throttles of a simulation: `ended` some time after `start`.

    The time is counted from when what was asked for at the start has been painted: on a slow machine, too, most of it
    is left for the stage, which follows a drag without a throttle.
    """

    ended = Signal()

    def __init__(self, owner: QObject, ms: int) -> None:
        super().__init__(owner)
        self._timer = QTimer(self, singleShot=True, interval=ms)
        self._timer.timeout.connect(self.ended)
        self._painted = QTimer(self, singleShot=True, interval=0)
        self._painted.timeout.connect(self._timer.start)

    @classmethod
    def of(cls, owner: QObject) -> Ticker:
        """The clock shared by everybody."""
        return owner.findChild(cls) or cls(owner, GLANCE_MS)

    def start(self) -> None:
        """Begin to count, unless that has begun."""
        if not (self._timer.isActive() or self._painted.isActive()):
            self._painted.start()


class Throttle(QObject):
    """Calls `follow` for every `ask`, while `live` (a hand drags) only about every `ms`; the last ask is never lost.

    With `turns` the clock is shared, and an ask may say that the work is long: then it waits in that queue.
    """

    def __init__(self, follow: Callable[[], None], ms: int, parent: QObject, turns: TurnQueue | None = None) -> None:
        super().__init__(parent)
        self._turns = turns
        self.live, self._due, self._follow = False, False, follow
        self._long, self._rest = False, 0
        self._ticker = Ticker.of(turns.owner) if turns is not None else Ticker(self, ms)
        self._every = max(1, round(ms / GLANCE_MS)) if turns is not None else 1
        self._ticker.ended.connect(self._again)

    def ask(self, long: bool = False) -> None:
        """Something changed."""
        self._long = long
        if self.live and self._rest:
            self._due = True
            return
        if self._turns is None:
            self._follow()
        elif long:
            self._turns.ask(self._follow)
        else:
            self._turns.spread(self._follow)
        if self.live:
            self._rest = self._every
            self._ticker.start()

    def set_live(self, live: bool) -> None:
        """Whether a hand drags; when it lets go what is due is shown now."""
        self.live = live
        if not live:
            self._rest = 0
            self._catch_up()

    def _again(self) -> None:
        """The clock has ended once more; after enough times it may follow again."""
        self._rest = max(0, self._rest - 1)
        if self._rest:
            self._ticker.start()
        else:
            self._catch_up()

    def _catch_up(self) -> None:
        if self._due:
            self._due = False
            self.ask(self._long)
