"""Memory after a long time of random use; RNNVIZ_GROWTH says how long (`make soak`: 30,000 events)."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rnnviz.view.work.idle import give_back
from tests.monkey.acts import Monkey
from tests.view.conftest import Make

EVENTS = int(os.environ.get("RNNVIZ_GROWTH", "500"))
WARM = min(2000, EVENTS // 2)
"""Events until every module is imported and every cache is full."""
ALLOWED = 50 * 1024 * 1024


def resident() -> int:
    """Bytes of this process that are in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the system does not say")
def test_random_use_takes_no_more_and_more_memory(
    make_window: Make, elsewhere: None, files: list[Path], qtbot: QtBot
) -> None:
    monkey = Monkey(make_window(), 0, files)
    with qtbot.captureExceptions() as exceptions:
        for _ in range(WARM):
            monkey.act()
        gc.collect()
        give_back()  # as the application does when nobody does anything
        before = resident()
        for _ in range(EVENTS - WARM):
            monkey.act()
    monkey.leave()
    gc.collect()
    give_back()
    assert not exceptions
    assert resident() - before < ALLOWED
