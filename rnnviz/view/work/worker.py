"""Asking the companion process (model/companion.py) about a run, and ending it when nobody wants its answer."""

from __future__ import annotations

import logging
import sys
from functools import partial
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QProcess, Signal

from rnnviz.engine import EngineError, Experiment, Run
from rnnviz.model.companion import Question, packed, unpacked

LOG = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parents[3]
MAIN = "import sys; sys.path.insert(0, {!r}); from rnnviz.model.companion import main; main()"
PATIENCE_MS = 1000


class Beside(QObject):
    """`answered(run, question, answer)`; the answer is None where there is none. One process, started when needed."""

    answered = Signal(object, object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.program = sys.executable
        self._process: QProcess | None = None
        self._living: list[QProcess] = []
        self.destroyed.connect(partial(_kill, self._living))
        self._received = bytearray()
        self._asked: dict[int, tuple[Run, Question]] = {}
        self._told: Experiment | None = None
        self._count = 0

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return bool(self._asked)

    def asked(self, question: Question) -> bool:
        """Whether this very question is being answered."""
        return any(question == other for _, other in self._asked.values())

    def ask(self, run: Run, question: Question) -> None:
        """Questions are answered in order."""
        self._count += 1
        self._asked[self._count] = run, question
        process = self._process or self._start()
        experiment = run.experiment if run.experiment is not self._told else None
        self._told = run.experiment
        process.write(packed((self._count, experiment, question)))

    def cancel(self) -> None:
        """Nobody wants the answers any more: work that has begun ends at once."""
        if self._asked:
            self._asked.clear()
            self._end()

    def _start(self) -> QProcess:
        process = self._process = QProcess(self)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        process.readyReadStandardOutput.connect(self._read)
        process.errorOccurred.connect(self._failed)
        process.finished.connect(self._ended)
        process.finished.connect(partial(_bury, self._living, process))
        self._living.append(process)
        process.start(self.program, ["-c", MAIN.format(str(ROOT))])
        return process

    def _end(self) -> None:
        process, self._process, self._told = self._process, None, None
        self._received.clear()
        if process is not None:
            process.readyReadStandardOutput.disconnect(self._read)
            process.errorOccurred.disconnect(self._failed)
            process.finished.disconnect(self._ended)
            process.kill()

    def _read(self) -> None:
        if self._process is None:
            return
        self._received += self._process.readAllStandardOutput().data()
        for number, answer in list(unpacked(self._received)):
            if number in self._asked:
                self.answered.emit(*self._asked.pop(number), answer)

    def _failed(self, error: QProcess.ProcessError) -> None:
        """Without a process the answers come from here, late but right; one that died has none."""
        LOG.error("the process beside the window failed: %s", error.name)
        self._give_up(here=error == QProcess.ProcessError.FailedToStart)

    def _ended(self) -> None:
        """It stopped by itself, at an error nobody foresaw; to Qt that is no failure. The next question starts anew."""
        LOG.error("the process beside the window ended by itself")
        self._read()
        self._give_up(here=False)

    def _give_up(self, here: bool) -> None:
        left, self._asked = self._asked, {}
        self._end()
        for run, question in left.values():
            self.answered.emit(run, question, _answer(run, question) if here else None)


def _answer(run: Run, question: Question) -> Any:
    try:
        return question.answer(run)
    except (EngineError, MemoryError):
        return None


def _bury(living: list[QProcess], process: QProcess, *_: object) -> None:
    living.remove(process)
    process.deleteLater()


def _kill(living: list[QProcess], *_: object) -> None:
    """Qt complains about a process that outlives its owner."""
    for process in [p for p in living if shiboken6.isValid(p)]:
        process.kill()
        process.waitForFinished(PATIENCE_MS)
