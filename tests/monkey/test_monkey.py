"""Events at random: no exception, no warning, and every 250 of them the screen says what a fresh window would.

`make soak` does 200,000; RNNVIZ_EVENTS says how many, RNNVIZ_FIRST from which seed on: so a long run is done in pieces.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rnnviz.model.setup import runs
from rnnviz.view.laboratory.page_table import page_keys
from rnnviz.view.laboratory.place import Laboratory
from rnnviz.view.look.facts import Listener
from tests.monkey.acts import Monkey
from tests.monkey.truth import choose_alike, differences, fresh, rest, same_numbers, seen
from tests.trained import slots, writing
from tests.view.conftest import Make

EVENTS = int(os.environ.get("RNNVIZ_EVENTS", "2000"))
FIRST = int(os.environ.get("RNNVIZ_FIRST", "0"))
EACH = 250
"""Events of one seed, and between two looks at the whole screen."""


@pytest.mark.parametrize("seed", range(FIRST, FIRST + EVENTS // EACH))
def test_whatever_a_hand_does(
    make_window: Make, heard: Listener, elsewhere: None, files: list[Path], qtbot: QtBot, seed: int,
    any_language: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
    qtlog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    if seed % 2:  # every network is computed over many turns
        monkeypatch.setattr(runs, "HEAVY", 0)
    begins = {2: slots, 1: writing}.get(seed % 4)  # a network that answers, one that writes on
    window = make_window(begins() if begins else None)
    if seed % 3 == 1:  # by itself a hand without a plan comes to few of its pages
        laboratory = window.places.go("laboratory")
        assert isinstance(laboratory, Laboratory)
        laboratory.turn_to(page_keys()[seed // 3 % len(page_keys())])
    monkey = Monkey(window, seed, files)
    with qtbot.captureExceptions() as exceptions:
        for number in range(EACH):
            monkey.act()
            wrong = [str(e[1]) for e in exceptions] + [r.getMessage() for r in caplog.records if r.levelno >= 40]
            assert not wrong, f"event {number}: {wrong}\n" + "\n".join(monkey.trail)
            said = [record.message for record in qtlog.records if not record.ignored]
            assert not said, f"event {number}: {said}\n" + "\n".join(monkey.trail)
    monkey.leave()
    window.cells.leave()
    window.presenter.leave()
    window.player.pause()
    rest(window)
    same_numbers(window)
    again = fresh(window)
    rest(again)
    choose_alike(window, again)
    rest(again)
    found = differences(seen(heard, window), seen(heard, again))
    again.close()
    again.deleteLater()
    assert not found, f"{found}\n" + "\n".join(monkey.trail)
