"""A window fits on the screens there are, at every factor, wherever it was when it was last closed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from rnnviz.view.screens.fitting import FRAME, TITLE, Fitting, first_size, fitted, least_size, shows_title

ROOT = Path(__file__).parents[3]
SCREENS = {  # pixels and factor
    "1024x600": (1024, 600, 1.0),
    "full HD at 200 %": (1920, 1080, 2.0),
    "1366x768 at 150 %": (1366, 768, 1.5),
    "1280x720 at 150 %": (1280, 720, 1.5),
    "1024x768 at 125 %": (1024, 768, 1.25),
    "4K at 300 %": (3840, 2160, 3.0),
}
OPENS = """
import json, sys
from PySide6.QtCore import QRect
from rnnviz.app import make_application
from rnnviz.model.document.document import Document
from rnnviz.model.setup.scenes import opening
from rnnviz.view.window.main_window import MainWindow
from rnnviz.view.window.settings import Remembered

app = make_application()
rect = QRect(*json.loads(sys.argv[1])) if sys.argv[1] != "null" else None
window = MainWindow(Document(opening().setup), "dark", Remembered("dark", rect, False, (), {}, False))
window.show()
for _ in range(5):
    app.processEvents()
ratio, room = window.devicePixelRatioF(), window.screen().availableGeometry()
least = window.minimumSize().toTuple()
print(json.dumps([ratio, room.getRect(), window.frameGeometry().getRect(), window.geometry().getRect(), least]))
window.close()
"""


@pytest.mark.parametrize(
    ("screen", "size"), [((1920, 1080), (1600, 900)), ((1366, 768), (1350, 720)), ((1280, 720), (1264, 672))]
)
def test_the_first_window_has_room_on_the_screen(screen: tuple[int, int], size: tuple[int, int]) -> None:
    assert first_size(QSize(*screen)) == QSize(*size)


@pytest.mark.parametrize(("screen", "size"), [((1920, 1080), (960, 560)), ((911, 512), (895, 464)), ((0, 0), (1, 1))])
def test_the_least_window_has_room_on_the_screen(screen: tuple[int, int], size: tuple[int, int]) -> None:
    assert least_size(QSize(*screen)) == QSize(*size)


sides = st.integers(200, 8000)
places = st.integers(-9000, 9000)
rects = st.builds(QRect, places, places, sides, sides)


@given(rects, st.lists(rects, min_size=1, max_size=3))
def test_a_remembered_window_lies_on_a_screen_that_is_there(window: QRect, rooms: list[QRect]) -> None:
    found = fitted(window, rooms)
    assert any(room.adjusted(0, TITLE, 0, 0).contains(found) for room in rooms)
    assert found.width() <= window.width() and found.height() <= window.height()
    assert fitted(found, rooms).size() == found.size()


@given(rects, st.integers(0, 99), st.integers(0, 99), st.integers(0, 90), st.integers(0, 90))
def test_a_window_that_fits_stays_where_it_was(room: QRect, left: int, top: int, right: int, bottom: int) -> None:
    window = room.adjusted(left, top + TITLE, -right, -bottom)
    if window.isValid():
        assert fitted(window, [room.translated(20_000, 0), room]) == window


def test_of_two_screens_it_is_the_one_that_shows_most_of_it() -> None:
    laptop, projector = QRect(0, 0, 1366, 768), QRect(1366, 0, 1920, 1080)
    assert projector.contains(fitted(QRect(1200, 100, 1000, 700), [laptop, projector]))
    assert fitted(QRect(0, 30, 2400, 1300), [laptop]) == QRect(QPoint(FRAME.width() // 2, TITLE), laptop.size() - FRAME)


@pytest.mark.parametrize(
    ("window", "shown"),
    [
        (QRect(0, 40, 1300, 700), True),
        (QRect(-600, 40, 1300, 700), True),
        (QRect(-700, 40, 1300, 700), False),
        (QRect(0, -15, 1300, 700), True),
        (QRect(0, -35, 1300, 700), False),
        (QRect(1400, 200, 1300, 700), False),
    ],
)
def test_a_window_whose_title_cannot_be_found_is_placed_anew(qtbot: QtBot, window: QRect, shown: bool) -> None:
    assert shows_title(window, [QRect(0, 0, 1366, 768)]) is shown
    placed = QMainWindow()
    qtbot.addWidget(placed)
    room = placed.screen().availableGeometry()
    Fitting(placed).place(window.translated(0, 0 if shown else 20_000))
    assert placed.size() == (fitted(window, [room]).size() if shown else first_size(room.size()))


def test_a_screen_that_becomes_smaller_takes_the_window_along(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    fitting = Fitting(window)
    fitting.place(QRect(0, 40, 700, 700))
    window.show()
    fitting.watch()
    screen, small = window.screen(), QRect(0, 0, 640, 480)
    monkeypatch.setattr(type(screen), "availableGeometry", lambda _: small)
    screen.availableGeometryChanged.emit(small)
    assert small.contains(window.geometry()) and window.minimumSize() == least_size(small.size())


@pytest.mark.parametrize("at", [QRect(1500, 100, 700, 600), QRect(100, 100, 3000, 600), QRect(-3000, 50, 3000, 3000)])
def test_a_window_whose_screen_was_unplugged_or_is_smaller_comes_into_sight(qtbot: QtBot, at: QRect) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    fitting = Fitting(window)
    window.show()
    fitting.watch()
    window.setGeometry(at)
    fitting._screen = None  # type: ignore[assignment]  # as if it had stood on one that is gone
    window.windowHandle().screenChanged.emit(window.screen())
    room = window.screen().availableGeometry()
    qtbot.waitUntil(lambda: room.contains(window.geometry()))
    assert window.width() == max(window.minimumWidth(), min(at.width(), room.width() - FRAME.width()))


def opened(tmp_path: Path, screen: str, remembered: list[int] | None) -> list:
    """Factor, room, frame, window and least size of one that opens there."""
    width, height, factor = SCREENS[screen]
    one = {"name": "one", "x": 0, "y": 0, "width": width, "height": height, "dpr": 1.0}
    one |= {"logicalDpi": 96, "logicalBaseDpi": 96}
    (tmp_path / "screens.json").write_text(json.dumps({"screens": [one]}))
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen:configfile=screens.json", "QT_SCALE_FACTOR": str(factor)}
    env["PYTHONPATH"] = str(ROOT)
    command = [sys.executable, "-c", OPENS, json.dumps(remembered)]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("screen", SCREENS)
def test_a_window_opens_within_the_screen(tmp_path: Path, screen: str) -> None:
    remembered = None if screen == "1024x600" else [0, 30, 2400, 1300]
    ratio, room, frame, _, least = opened(tmp_path, screen, remembered)
    width, height, factor = SCREENS[screen]
    assert ratio == factor and QSize(*room[2:]) == QSize(round(width / factor), round(height / factor))
    assert QRect(*room).contains(QRect(*frame))
    assert least[0] <= room[2] - FRAME.width() and least[1] <= room[3] - FRAME.height()


TWO_SCREENS = [
    {"name": name, "x": x, "y": 0, "width": width, "height": height, "dpr": 1.0, "logicalDpi": 96, "logicalBaseDpi": 96}
    for name, x, width, height in (("one", 0, 1366, 768), ("two", 1366, 1920, 1080))
]
ACTS = ["two", "larger", "one", "present", "present", "two", "minimise"]


def test_a_window_is_sharp_and_true_on_every_screen_it_is_carried_to(tmp_path: Path) -> None:
    """It runs in a process of its own, for some seconds: screens are the platform's, and cannot be changed here."""
    (tmp_path / "screens.json").write_text(json.dumps({"screens": TWO_SCREENS}))
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen:configfile=screens.json", "PYTHONPATH": str(ROOT)}
    env["QT_SCREEN_SCALE_FACTORS"] = "one=1;two=1.5"
    command = [sys.executable, "-m", "tests.view.screens.moved", *ACTS]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [act for act, _ in told] == ACTS
    screen = ""
    for act, found in told:
        screen = act if act in ("one", "two") else screen
        assert found["moved"] and found["painted"], (act, found)
        if act != "present":  # full screen it is wherever the system has it
            assert found["screen"] == screen and found["ratio"] == {"one": 1.0, "two": 1.5}[screen] and found["within"]
