"""The worker: what takes longer than a frame is done beside the window. One service for all who have such work.

    job = Job("flow_map", (experiment, "h", at))
    self._handle = Worker.shared().submit(job, self, self._take, self._progress, key="map")
    self._handle.cancel()

Jobs of one lane are done one after the other by one process that is kept; where no process can be started a thread
does them. A job whose process dies is done once more. Callbacks are bound methods of `owner`; when it goes, what it
asked for is cancelled, and nobody is called any more.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, QTimer

from rnnviz.engine.wording import Message, en
from rnnviz.model.worker.jobs import FIGURES, KEPT, Job
from rnnviz.model.worker.serving import FAILED, PROGRESS, READY, RESULT
from rnnviz.view.work.hands import Hand, Process, Threaded, kill_all

GRACE_MS = 40
"""A job that nobody wants any more may end by itself for so long: starting a process anew takes longer."""
TRIES = 2
"""So often a job is begun whose process dies,"""
STARTS = 3
"""and so often in a row a process is started that dies before it is ready; after that a thread does the work."""


class Handle:
    """A job that was handed in; `cancel()` when its result is not wanted any more."""

    def __init__(
        self,
        job: Job,
        on_result: Callable[[Any], None],
        on_progress: Callable[[Any], None] | None,
        on_failed: Callable[[Message], None] | None,
        key: object,
    ) -> None:
        self.job, self.key, self.tries, self.owner = job, key, 0, 0
        self.done = False
        self._on = {RESULT: on_result, PROGRESS: on_progress, FAILED: on_failed}
        self.lane: Lane | None = None

    def cancel(self) -> None:
        """Nobody is told anything any more; work that has begun is broken off."""
        if not self.done:
            self._finish()
            if self.lane is not None:
                self.lane.drop(self)

    def tell(self, kind: str, value: Any) -> None:
        """Pass on what came of it."""
        call = self._on.get(kind)
        if kind != PROGRESS:
            self._finish()
        if call is not None:
            call(value)

    def _finish(self) -> None:
        self.done, self._on = True, {}


class Worker(QObject):
    """Takes jobs and hands back what becomes of them, always in a later turn of the event loop."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lanes: dict[str, Lane] = {}
        self.program: tuple[str, list[str]] | None = None
        self._keyed: dict[object, Handle] = {}
        self._of: dict[int, set[Handle]] = {}
        self.processes: list[Process] = []
        self.destroyed.connect(partial(kill_all, self.processes))

    @classmethod
    def shared(cls) -> Worker:
        """The one of the application."""
        app = QCoreApplication.instance()
        assert app is not None
        found = app.findChild(cls)
        if found is None:
            found = cls(app)
            found.setObjectName("worker")
            app.aboutToQuit.connect(found.stop)
        return found

    def submit(
        self,
        job: Job,
        owner: QObject,
        on_result: Callable[[Any], None],
        on_progress: Callable[[Any], None] | None = None,
        on_failed: Callable[[Message], None] | None = None,
        key: object = None,
    ) -> Handle:
        """Have a job done; of those under one key (not None) only the newest is."""
        handle = Handle(job, on_result, on_progress, on_failed, key)
        if key is not None:
            before, self._keyed[key] = self._keyed.get(key), handle
            if before is not None:
                before.cancel()
        self._note(owner, handle)
        self._lane(job.lane).take(handle)
        return handle

    def warm(self) -> None:
        """Start the process for short work, so that the first job need not wait for it."""
        self._lane(FIGURES).start()

    def stop(self) -> None:
        """End everything at once. Jobs may still be handed in: they start anew."""
        for lane in self.lanes.values():
            lane.stop()
        kill_all(self.processes)

    @property
    def busy(self) -> bool:
        """Whether anything is still to come."""
        return any(lane.busy for lane in self.lanes.values())

    def note(self, hand: Hand) -> None:
        """A process that must not outlive us."""
        self.processes[:] = [p for p in self.processes if shiboken6.isValid(p)]
        if isinstance(hand, Process):
            self.processes.append(hand)

    def _lane(self, name: str) -> Lane:
        if name not in self.lanes:
            self.lanes[name] = Lane(self, kept=name in KEPT)
        return self.lanes[name]

    def _note(self, owner: QObject, handle: Handle) -> None:
        """Whose job it is: one connection for each owner, however many jobs it hands in."""
        if id(owner) not in self._of:
            self._of[id(owner)] = set()
            owner.destroyed.connect(partial(self._orphaned, id(owner)))
        handle.owner = id(owner)
        self._of[handle.owner].add(handle)

    def _orphaned(self, owner: int, *_: object) -> None:
        for handle in self._of.pop(owner, set()).copy():
            handle.cancel()

    def forget(self, handle: Handle) -> None:
        """The job is over, or cancelled."""
        self._of.get(handle.owner, set()).discard(handle)
        if self._keyed.get(handle.key) is handle:
            del self._keyed[handle.key]


class Lane(QObject):
    """One queue, and the hand that works it off. `kept`: its process stays when there is nothing to do."""

    def __init__(self, worker: Worker, kept: bool) -> None:
        super().__init__(worker)
        self._worker, self._kept = worker, kept
        self._waiting: list[Handle] = []
        self._running: Handle | None = None
        self._hand: Hand | None = None
        self._ready, self._unready = False, 0
        self._grace = QTimer(self, singleShot=True, interval=GRACE_MS)
        self._grace.timeout.connect(self._break_off)

    @property
    def busy(self) -> bool:
        return bool(self._waiting) or (self._running is not None and not self._running.done)

    def take(self, handle: Handle) -> None:
        handle.lane = self
        self._waiting.append(handle)
        self._next()

    def drop(self, handle: Handle) -> None:
        self._worker.forget(handle)
        if handle in self._waiting:
            self._waiting.remove(handle)
        elif handle is self._running:
            self._grace.start()

    def start(self) -> None:
        """Have a process, or a thread where there is none to be had."""
        if self._hand is None:
            self._ready = False
            self._hand = Threaded(self) if self._unready >= STARTS else Process(self, self._worker.program)
            self._hand.told.connect(self._told)
            self._hand.ended.connect(self._ended)
            self._worker.note(self._hand)
            self._hand.start()

    def stop(self) -> None:
        for handle in [*self._waiting, *([self._running] if self._running else [])]:
            handle.cancel()
        self._let_go()

    def _next(self) -> None:
        """Hand out one job; as long as it waits it costs nothing to cancel it."""
        if self._waiting:
            self.start()
        if self._running is not None or self._hand is None or not self._ready:
            return
        if self._waiting:
            self._running = self._waiting.pop(0)
            self._running.tries += 1
            self._hand.send(self._running.job)
        elif not self._kept:
            self._let_go()

    def _told(self, kind: str, value: Any) -> None:
        handle = self._running
        if kind == READY or handle is None:
            self._ready, self._unready = True, 0
            self._next()
            return
        if kind != PROGRESS:
            self._running = None
            self._grace.stop()
            self._worker.forget(handle)
            self._next()
        handle.tell(kind, value)

    def _ended(self) -> None:
        """The process is gone: what it was doing is tried again."""
        handle = self._running
        self._unready += not self._ready
        self._let_go()
        if handle is not None and not handle.done:
            if handle.tries < TRIES:
                self._waiting.insert(0, handle)
            else:
                self._worker.forget(handle)
                handle.tell(FAILED, Message("job.ended", en("the process that did it has ended")))
        self._next()

    def _break_off(self) -> None:
        """What runs is not wanted, and did not end by itself."""
        if self._running is not None and self._running.done:
            self._let_go()
            self._next()

    def _let_go(self) -> None:
        hand, self._hand, self._running = self._hand, None, None
        self._grace.stop()
        if hand is None:
            return
        hand.told.disconnect(self._told)
        hand.ended.disconnect(self._ended)
        hand.end()
