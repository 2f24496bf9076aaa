"""The process beside the window: whatever becomes of it, every question has an end."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from rnnviz.model.companion import PairOf
from rnnviz.model.setup.runs import runs_of
from rnnviz.model.setup.setup import Setup
from rnnviz.view.work import worker
from rnnviz.view.work.worker import Beside


def test_a_process_that_ends_by_itself_leaves_nobody_waiting(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, run, taken = QObject(), runs_of(Setup())[0][0], []
    asking = Beside(owner)
    asking.answered.connect(lambda run, question, answer: taken.append((question.t, answer)))
    with monkeypatch.context() as broken:
        broken.setattr(worker, "MAIN", "raise SystemExit(1)")
        asking.ask(run, PairOf("h", 5, 1))
        asking.ask(run, PairOf("h", 6, 1))
        qtbot.waitUntil(lambda: not asking.busy, timeout=60_000)
    assert taken == [(5, None), (6, None)]
    asking.ask(run, PairOf("h", 7, 1))
    qtbot.waitUntil(lambda: not asking.busy, timeout=60_000)
    assert taken[2:] == [(7, run.flow_pair("h", 7, 1, norm="spectral"))]
