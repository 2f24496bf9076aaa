"""What does the worker's jobs: a process of its own, or a thread where no process can be started.

Both are told one job at a time and tell (kind, value) as `model/worker/serving.py` does.
"""

from __future__ import annotations

import logging
import os
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from queue import Full, Queue, SimpleQueue
from threading import Thread
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from rnnviz.model.worker.jobs import Job
from rnnviz.model.worker.packing import packed, unpacked
from rnnviz.model.worker.serving import PROGRESS, READY, perform

LOG = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parents[3]
PATIENCE_MS = 1000
GLANCE_MS = 4
"""So often we look what a thread has to tell,"""
AT_ONCE = 64
"""and so many messages are taken in one turn of the event loop; the thread waits until they are."""


def command() -> tuple[str, list[str]]:
    """What starts the process: a frozen application is its own interpreter, and knows the word (see app.main)."""
    if getattr(sys, "frozen", False):
        return sys.executable, ["--worker"]
    return sys.executable, ["-P", "-m", "rnnviz.model.worker"]  # -P: nothing of the user's folder is imported


def _environment() -> QProcessEnvironment:
    """Where the process finds the package that runs here, installed or not."""
    found = QProcessEnvironment.systemEnvironment()
    rest = found.value("PYTHONPATH")
    found.insert("PYTHONPATH", os.pathsep.join([str(ROOT), *([rest] if rest else [])]))
    return found


class Hand(QObject):
    """Does jobs. `ended` when it is gone without having been asked to."""

    told = Signal(str, object)
    ended = Signal()

    def start(self) -> None:
        raise NotImplementedError

    def send(self, job: Job) -> None:
        raise NotImplementedError

    def end(self) -> None:
        """At once, whatever it is doing; nothing is told any more."""
        raise NotImplementedError


class Process(Hand):
    """A process beside the window."""

    def __init__(self, parent: QObject, program: tuple[str, list[str]] | None) -> None:
        super().__init__(parent)
        self._program = program
        self._received = bytearray()
        self._gone = False
        self.process = QProcess(self)
        self.process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        self.process.setProcessEnvironment(_environment())
        self.process.readyReadStandardOutput.connect(self._read)
        self.process.errorOccurred.connect(self._failed)
        self.process.finished.connect(self._finished)

    def start(self) -> None:
        self.process.start(*(self._program or command()))

    def send(self, job: Job) -> None:
        if not self._gone:
            self.process.write(packed(job))

    def end(self) -> None:
        self._gone = True
        self.process.readyReadStandardOutput.disconnect(self._read)
        if self.process.state() == QProcess.ProcessState.NotRunning:
            self.deleteLater()
        else:
            self.process.kill()

    def _read(self) -> None:
        self._received += self.process.readAllStandardOutput().data()
        for kind, value in unpacked(self._received):
            if not self._gone:
                self.told.emit(kind, value)

    def _failed(self, error: QProcess.ProcessError) -> None:
        """Other errors than this one are followed by `finished`."""
        if error == QProcess.ProcessError.FailedToStart:
            self._finished()

    def _finished(self, *_: object) -> None:
        if self._gone:
            self.deleteLater()
            return
        self._read()
        self._gone = True
        LOG.warning("the process beside the window ended: %s", self.process.errorString())
        self.ended.emit()


def kill_all(processes: list[Process], *_: object) -> None:
    """End them and wait until they are gone: Qt complains about a process that outlives its owner."""
    for hand in [p for p in processes if shiboken6.isValid(p) and shiboken6.isValid(p.process)]:
        hand.process.kill()
        hand.process.waitForFinished(PATIENCE_MS)
    processes.clear()


class Threaded(Hand):
    """A thread that knows nothing of Qt; the window looks what it has to tell.

    A runnable in Qt's pool that tells by a signal when it is done takes the process down where its owner goes
    meanwhile: what is left of it is destroyed in the wrong thread.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._found: Queue[tuple[str, Any]] = Queue(AT_ONCE)
        self._given_up: list[bool] = []
        self._glance = QTimer(self, interval=GLANCE_MS)
        self._glance.timeout.connect(self._look)
        self.destroyed.connect(partial(_give_up, self._jobs, self._given_up))

    def start(self) -> None:
        work = partial(_work_off, self._jobs, self._found, self._given_up)
        Thread(target=work, name="jobs of the worker", daemon=True).start()
        self._glance.start()

    def send(self, job: Job) -> None:
        self._jobs.put(job)
        self._glance.start()

    def end(self) -> None:
        """A thread cannot be killed: it stops at the next progress it would report, or after its job."""
        _give_up(self._jobs, self._given_up)
        self._glance.stop()
        self.deleteLater()

    def _look(self) -> None:
        for _ in range(AT_ONCE):
            if self._given_up or self._found.empty():
                return
            kind, value = self._found.get()
            if kind != PROGRESS:  # nothing more comes before another job is sent
                self._glance.stop()
            self.told.emit(kind, value)


def _give_up(jobs: SimpleQueue[Job | None], given_up: list[bool], *_: object) -> None:
    given_up.append(True)
    jobs.put(None)


class _GivenUp(BaseException):
    """Passes through what catches errors of the job."""


def _work_off(jobs: SimpleQueue[Job | None], found: Queue[tuple[str, Any]], given_up: list[bool]) -> None:
    def tell(kind: str, value: Any) -> None:
        while not given_up:
            with suppress(Full):
                found.put((kind, value), timeout=0.05)
                return
        raise _GivenUp

    with suppress(_GivenUp):
        tell(READY, None)
        while (job := jobs.get()) is not None:
            perform(job, tell)
