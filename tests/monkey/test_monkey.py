"""Events at random: no exception, no warning, and every 250 of them the screen says what a fresh window would.

`make soak` does 200,000; RNNVIZ_EVENTS says how many.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from rnnviz.model.setup import runs
from rnnviz.view.look.facts import Listener, listening
from tests.monkey.acts import Monkey
from tests.monkey.truth import choose_alike, differences, fresh, rest, same_numbers, seen
from tests.view.conftest import Make

EVENTS = int(os.environ.get("RNNVIZ_EVENTS", "2000"))
EACH = 250
"""Events of one seed, and between two looks at the whole screen."""
GOLDEN = Path(__file__).parents[1] / "io" / "golden"
CELL = 'name = "Dropped"\nequations = """\nh = tanh(W @ x + U @ h_prev)\n"""\n'


@pytest.fixture
def heard() -> Iterator[Listener]:
    with listening() as found:
        yield found


class Stays(QObject):
    """A window that does not close."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close:
            event.ignore()
            return True
        return False


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Files to be opened and dropped: good ones, small ones, and some that are none."""
    texts = {
        "cell.toml": CELL, "bad.toml": "name = ", "table.csv": "0.5,1\n0.25,-1\n",
        "large.csv": "1e308\n-1e308\n1e-310\n",
        "words.txt": "the film was not good", "empty.txt": "", "none.rnnviz": "{", "picture.png": "no picture",
        "dates.csv": "date;x\n2020-01-01;1,5\n2020-01-02;2,5\n",
    }  # fmt: skip
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    golden = [path for path in sorted(GOLDEN.glob("*.rnnviz")) if "1500" not in path.name]
    return [*golden, *(tmp_path / name for name in texts)]


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, files: list[Path]) -> None:
    """What leaves the window: Qt's own file dialog could do anything to anybody's files, and a browser is no part."""
    (tmp_path / "saved").mkdir()
    opened, count = iter(files * 1000), iter(range(10**9))
    saved = (".rnnviz", ".toml", ".png", ".svg", ".pdf", "")

    def to_save(*_: object) -> tuple[str, str]:
        number = next(count)
        return str(tmp_path / "saved" / f"{number % 20}{saved[number % len(saved)]}"), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(next(opened)), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", to_save)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda *_: True)


@pytest.mark.parametrize("seed", range(EVENTS // EACH))
def test_whatever_a_hand_does(
    make_window: Make, heard: Listener, elsewhere: None, files: list[Path], qtbot: QtBot, seed: int,
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, qtlog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    if seed % 2:  # every network is computed over many turns
        monkeypatch.setattr(runs, "HEAVY", 0)
    window = make_window()
    stays = Stays(window)
    window.installEventFilter(stays)
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
    window.removeEventFilter(stays)
    again = fresh(window)
    rest(again)
    choose_alike(window, again)
    rest(again)
    found = differences(seen(heard, window), seen(heard, again))
    again.close()
    again.deleteLater()
    assert not found, "\n".join(monkey.trail)
