"""The worker: whatever becomes of its process, every job that is wanted has an end, and none that is not."""

from __future__ import annotations

import os
import random
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject, QProcess
from pytestqt.qtbot import QtBot

from rnnviz import app
from rnnviz.engine import CELLS
from rnnviz.engine.wording import Message
from rnnviz.model.picture.grid import NORMAL
from rnnviz.model.worker import jobs
from rnnviz.model.worker.jobs import Job
from rnnviz.view.work import hands
from rnnviz.view.work.hands import Process, Threaded
from rnnviz.view.work.worker import Lane, Worker
from tests.view.conftest import settle
from tests.view.work.sample_jobs import ROWS

HERE = Path(__file__).parents[3]


class Taker(QObject):
    """Keeps what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.results: list[Any] = []
        self.progress: list[Any] = []
        self.failed: list[Message] = []

    @property
    def count(self) -> int:
        return len(self.results) + len(self.failed)


@pytest.fixture
def taker(qapp: object) -> Iterator[Taker]:
    found = Taker()
    yield found
    found.deleteLater()
    settle()


@pytest.fixture
def worker(qapp: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Worker]:
    """A worker whose process knows the jobs of sample_jobs: a kind of job is a row, wherever its function stands."""
    monkeypatch.setattr(jobs, "TABLE", MappingProxyType(ROWS))
    found = Worker()
    found.program = (sys.executable, ["-m", "tests.view.work.sample_jobs"])
    monkeypatch.setattr(hands, "ROOT", HERE)
    yield found
    pids = processes(found)
    found.stop()
    assert not any(alive(pid) for pid in pids), "stopped means gone, not a zombie"
    found.deleteLater()
    settle()


def processes(worker: Worker) -> list[int]:
    hands = [hand for hand in worker.processes if shiboken6.isValid(hand)]
    return [hand.process.processId() for hand in hands if hand.process.processId()]


def alive(pid: int) -> bool:
    """Whether there is such a process, dead ones that nobody took note of counted."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def submit(worker: Worker, taker: Taker, name: str, *arguments: Any, key: object = None) -> Any:
    return worker.submit(
        Job(name, arguments), taker, taker.results.append, taker.progress.append, taker.failed.append, key=key
    )


def test_jobs_are_done_in_order_by_one_process_that_stays(worker: Worker, taker: Taker, qtbot: QtBot) -> None:
    for number in range(3):
        submit(worker, taker, "double", number)
    assert worker.busy and taker.count == 0
    qtbot.waitUntil(lambda: taker.count == 3, timeout=20000)
    assert taker.results == [0, 2, 4] and not worker.busy
    (before,) = processes(worker)
    submit(worker, taker, "double", 4)
    qtbot.waitUntil(lambda: taker.count == 4, timeout=20000)
    assert processes(worker) == [before]


def test_a_generator_streams_and_what_fails_says_why(worker: Worker, taker: Taker, qtbot: QtBot) -> None:
    submit(worker, taker, "count", 1000)
    submit(worker, taker, "fails", "because")
    qtbot.waitUntil(lambda: taker.count == 2, timeout=20000)
    assert taker.progress == list(range(1000)) and taker.results == ["counted 1000"]
    assert [why.values["name"] for why in taker.failed] == ["because"]


def test_of_jobs_under_one_key_only_the_newest_is_told(worker: Worker, taker: Taker, qtbot: QtBot) -> None:
    for number in range(5):
        submit(worker, taker, "double", number, key="a")
    submit(worker, taker, "double", 10, key="b")
    qtbot.waitUntil(lambda: not worker.busy, timeout=20000)
    settle()
    assert taker.results == [8, 20]


def test_work_nobody_wants_is_broken_off(worker: Worker, taker: Taker, qtbot: QtBot) -> None:
    handle = submit(worker, taker, "sleeps", 60.0)
    worker.warm()
    qtbot.waitUntil(lambda: taker.progress == ["begun"], timeout=20000)
    submit(worker, taker, "double", 1)
    handle.cancel()
    handle.cancel()
    qtbot.waitUntil(lambda: taker.count == 1, timeout=20000)
    assert taker.results == [2] and taker.failed == []


def test_a_short_job_that_is_cancelled_costs_no_process(worker: Worker, taker: Taker, qtbot: QtBot) -> None:
    submit(worker, taker, "double", 0)
    qtbot.waitUntil(lambda: taker.count == 1, timeout=20000)
    before = processes(worker)
    for lane in worker.findChildren(Lane):
        lane._grace.setInterval(60_000)  # what is short is short on a busy machine, too
    for number in range(20):
        submit(worker, taker, "double", number, key="typed")
        settle(1)
    qtbot.waitUntil(lambda: not worker.busy, timeout=20000)
    assert taker.results[-1] == 38 and processes(worker) == before


def test_what_an_owner_asked_for_goes_with_it(worker: Worker, taker: Taker, qtbot: QtBot) -> None:
    other = Taker()
    submit(worker, other, "sleeps", 60.0)
    submit(worker, taker, "double", 3)
    other.deleteLater()
    qtbot.waitUntil(lambda: taker.count == 1, timeout=20000)
    assert other.count == 0 and worker._of.keys() == {id(taker)}


def test_lanes_do_not_wait_for_each_other(worker: Worker, taker: Taker, qtbot: QtBot) -> None:
    submit(worker, taker, "sleeps", 60.0)
    submit(worker, taker, "aside", 3)
    qtbot.waitUntil(lambda: taker.count == 1, timeout=20000)
    assert taker.results == [6]
    qtbot.waitUntil(lambda: len(processes(worker)) == 1, timeout=20000)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal")
def test_a_process_killed_at_random_loses_no_job(worker: Worker, taker: Taker, qtbot: QtBot) -> None:
    """50 times: what was running is handed in once more, and only a job that was killed twice has failed."""
    chance, seen, kills, submitted, young = random.Random(7), set[int](), 0, 0, 0
    while kills < 50:
        if len(worker.lanes) == 0 or sum(len(lane._waiting) for lane in worker.lanes.values()) < 3:
            submit(worker, taker, "sleeps", 0.002 * chance.random(), submitted)
            submitted += 1
        qtbot.wait(1)
        for pid in processes(worker):
            seen.add(pid)
            running = worker.lanes["figures"]._running is not None
            # while jobs run, and now and then one that is just being started
            if chance.random() < 0.1 and (running or young * 8 <= kills):
                os.kill(pid, signal.SIGKILL)
                kills += 1
                young += not running
    qtbot.waitUntil(lambda: taker.count == submitted, timeout=60000)
    assert sorted(set(taker.results)) == sorted(taker.results), "nobody is told twice"
    assert submitted == len(taker.results) + len(taker.failed)
    assert all(why.key == "job.ended" for why in taker.failed)
    qtbot.waitUntil(lambda: sum(map(alive, seen)) <= 1, timeout=60000)
    settle()
    assert len(worker.findChildren(QProcess)) <= 1, "nothing of those that died is kept"
    assert isinstance(worker.lanes["figures"]._hand, Process), "one that has worked is not given up"


@pytest.mark.parametrize("program", [("/no/such/program", []), (sys.executable, ["-c", "raise SystemExit(1)"])])
def test_without_a_process_a_thread_does_it(
    worker: Worker, taker: Taker, qtbot: QtBot, program: tuple[str, list[str]]
) -> None:
    worker.program = program
    submit(worker, taker, "count", 5)
    submit(worker, taker, "fails", "because")
    handle = submit(worker, taker, "count", 10**9)
    submit(worker, taker, "double", 2)
    qtbot.waitUntil(lambda: len(taker.progress) > 5, timeout=20000)
    handle.cancel()
    qtbot.waitUntil(lambda: taker.count == 3, timeout=20000)
    assert taker.results == ["counted 5", 4] and [why.values["name"] for why in taker.failed] == ["because"]
    assert isinstance(worker.lanes["figures"]._hand, Threaded)


def test_stopping_ends_the_process_at_once(worker: Worker, taker: Taker, qtbot: QtBot) -> None:
    submit(worker, taker, "sleeps", 60.0)
    qtbot.waitUntil(lambda: taker.progress == ["begun"], timeout=20000)
    (pid,) = processes(worker)
    worker.stop()
    assert not alive(pid) and not worker.busy
    submit(worker, taker, "double", 2)
    qtbot.waitUntil(lambda: taker.count == 1, timeout=20000)
    assert taker.results == [4], "it may be asked again"


def test_the_process_ends_with_the_window_whatever_it_is_doing(qtbot: QtBot) -> None:
    """Also where the window is killed: only its end of the pipe tells."""
    process = QProcess()
    process.setProcessEnvironment(hands._environment())
    process.start(sys.executable, ["-m", "tests.view.work.sample_jobs"])
    assert process.waitForStarted() and process.waitForReadyRead(20000)
    process.write(hands.packed(Job("sleeps", (60.0,))))
    assert process.waitForReadyRead(20000)
    process.closeWriteChannel()
    assert process.waitForFinished(5000)


def test_a_frozen_application_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert hands.command() == (sys.executable, ["-P", "-m", "rnnviz.model.worker"])
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/rnnviz/rnnviz")
    assert hands.command() == ("/opt/rnnviz/rnnviz", ["--worker"])


@pytest.mark.parametrize("arguments", [["-P", "-m", "rnnviz.model.worker"], ["-m", "rnnviz", "--worker"]])
def test_both_entries_serve(arguments: list[str], taker: Taker, qtbot: QtBot, tmp_path: Path) -> None:
    """--worker is what a frozen application understands; neither needs the folder it is started in."""
    worker = Worker()
    worker.program = sys.executable, arguments
    here = os.getcwd()
    os.chdir(tmp_path)
    try:
        worker.submit(
            Job("picture", (CELLS["gru"], NORMAL)), taker, taker.results.append, on_failed=taker.failed.append
        )
        qtbot.waitUntil(lambda: taker.count == 1, timeout=20000)
    finally:
        os.chdir(here)
    assert isinstance(worker.lanes["drawings"]._hand, Process) and len(taker.results) == 1
    worker.stop()
    worker.deleteLater()
    settle()


def test_the_word_worker_comes_before_everything_else(monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[str] = []
    monkeypatch.setattr("rnnviz.model.worker.serving.main", lambda: served.append("yes"))
    monkeypatch.setattr(app, "parser", lambda: pytest.fail("no argument is read"))
    assert app.main(["--worker"]) == 0 and served == ["yes"]


def test_everybody_has_the_same_worker(qapp: object) -> None:
    assert Worker.shared() is Worker.shared() is not None
