"""Memory is given back when nothing has changed for a while."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from rnnviz.model.document.document import Document
from rnnviz.view.work import idle
from rnnviz.view.work.idle import GivesBack, give_back

MS = 40


@pytest.fixture
def trims(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    found: list[int] = []
    monkeypatch.setattr(idle, "_trim", lambda: found.append)
    return found


def test_once_after_the_last_of_many_changes(qtbot: QtBot, trims: list[int]) -> None:
    document, parent = Document(), QObject()
    GivesBack(document, parent, MS)
    for step in range(1, 5):
        document.front.go_to_step(step)
        document.flush()
    assert not trims
    qtbot.waitUntil(lambda: bool(trims))
    qtbot.wait(3 * MS)
    assert trims == [0]
    parent.deleteLater()
    document.deleteLater()


def test_another_c_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert idle._trim.__wrapped__() is None
    monkeypatch.setattr(idle, "_trim", lambda: None)
    give_back()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="glibc is of Linux")
def test_memory_between_blocks_in_use_is_given_back() -> None:
    from tests.monkey.test_growth import resident

    blocks = [bytearray(60_000) for _ in range(1000)]
    kept = blocks[::2]
    del blocks
    before = resident()
    give_back()
    assert idle._trim() is None or before - resident() > 20_000_000
    assert len(kept) == 500
