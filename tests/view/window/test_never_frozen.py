"""Whatever keys follow each other however fast, what is on the screen is what the state says.

Freezing a window across turns of the event loop left it unpainted after F5 and another key until Esc.
"""

from __future__ import annotations

import os
import random

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rnnviz.model.setup.scenes import SCENES
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import Make
from tests.view.paintings import Paintings

KEYS = {
    "F5": Qt.Key.Key_F5, "Esc": Qt.Key.Key_Escape, "R": Qt.Key.Key_R, "T": Qt.Key.Key_T, "B": Qt.Key.Key_B,
    "Right": Qt.Key.Key_Right, "Left": Qt.Key.Key_Left, "G": Qt.Key.Key_G,
}  # fmt: skip
SEQUENCES = int(os.environ.get("RNNVIZ_SEQUENCES", "8"))
"""`make soak` asks for 300."""
LENGTH = 7
LONGEST_PAUSE_MS = 300
PATIENCE_MS = 20_000
EDGES = 200
"""Pixels: what is painted in parts may differ at soft edges; of one word that stayed there are more."""


def pixels(picture: QPixmap) -> NDArray[np.uint8]:
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.array(image.constBits()).reshape(image.height(), image.width(), 4)[..., :3]


def on_screen(window: MainWindow) -> NDArray[np.uint8]:
    """What somebody sees: the pixels that were painted, nothing painted for the asking."""
    return pixels(window.screen().grabWindow(window.winId()))


def true_to_state(window: MainWindow) -> bool:
    """Whether that is what the window paints of its state."""
    seen = on_screen(window)
    meant = pixels(window.grab())
    return seen.shape == meant.shape and np.count_nonzero((seen != meant).any(axis=2)) < EDGES


def press(window: MainWindow, name: str, pause: int) -> None:
    target = QApplication.focusWidget() or window
    QTest.keyClick(target, KEYS[name])
    QTest.qWait(pause)


def keys_of(seed: int) -> list[tuple[str, int]]:
    """Names and pauses; each begins with the presentation and what was pressed too soon after it."""
    drawn = random.Random(seed)
    names = ["F5", *drawn.choices(list(KEYS), k=LENGTH - 1)]
    return [(name, drawn.choice((0, 0, drawn.randrange(LONGEST_PAUSE_MS)))) for name in names]


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_the_picture_follows_the_state(make_window: Make, qtbot: QtBot, seed: int) -> None:
    window = make_window(SCENES["vanish"].setup)
    window.resize(1366, 768)
    for name, pause in keys_of(seed):
        press(window, name, pause)
    qtbot.waitUntil(lambda: true_to_state(window), timeout=PATIENCE_MS)
    frames = Paintings(window.stage)
    window.presenter.leave_black()
    window.simulation.move(window.simulation.score.to_start(window.simulation.cursor))
    window.simulation.next()
    qtbot.waitUntil(lambda: frames.count > 0 and true_to_state(window), timeout=PATIENCE_MS)


@pytest.mark.parametrize("change", ["theme", "resize", "minimise"])
def test_the_picture_follows_what_happens_to_the_window(window: MainWindow, qtbot: QtBot, change: str) -> None:
    for turn in range(3):
        match change:
            case "theme":
                window.look.toggle_theme()
            case "resize":
                window.resize(1100 + 90 * turn, 650 + 40 * turn)
            case "minimise":
                window.showMinimized()
                window.simulation.next()
                QTest.qWait(20)
                window.showNormal()
        window.simulation.next()
        assert window.updatesEnabled()
        qtbot.waitUntil(lambda: true_to_state(window), timeout=PATIENCE_MS)
