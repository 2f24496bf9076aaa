"""Four cells side by side at 1080p: one step key and one event of a drag in the shared bar, to the painted frame."""

from __future__ import annotations

import time
from statistics import median

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rnnviz.app import make_application
from rnnviz.model.compare.presets import of_cell
from rnnviz.model.document.document import Document
from rnnviz.model.setup.scenes import opening
from rnnviz.model.story.cursor import Cursor
from rnnviz.view.compare.place import Compare
from rnnviz.view.window.main_window import MainWindow
from rnnviz.view.window.settings import DEFAULTS
from tests.bench.frames import settle

CELLS = ("rnn", "gru", "lstm", "lstm_peephole")
HIDDEN, STEPS, ROUNDS = 16, 60, 40


def shown(count: int) -> MainWindow:
    """So many cells of 16 units and 60 steps, everything visible."""
    base = opening().setup.with_hidden(HIDDEN)
    base = base.with_silence(STEPS - base.sequence.steps)
    first, *others = (of_cell(base, key) for key in CELLS[:count])
    document = Document(first, beside=others)
    document.front.move(Cursor(step=4))
    window = MainWindow(document, "dark", DEFAULTS)
    window.resize(1920, 1080)
    window.show()
    window.make_plots()
    window.places.go("compare")
    window.look.restyle(force=True)
    window.activateWindow()
    settle()
    while window.busy:
        QApplication.processEvents()
    return window


def measured(count: int) -> tuple[float, float]:
    """Medians in milliseconds: of a step key, and of an event of a drag."""
    window = shown(count)
    page = window.places.page
    if not isinstance(page, Compare):
        raise TypeError("the window is in another place")
    slider = page.shared.knobs["gain"].slider
    steps, drags = [], []
    for turn in range(ROUNDS):
        begin = time.perf_counter()
        QTest.keyClick(window, Qt.Key.Key_Right if turn % 40 < 20 else Qt.Key.Key_Left)
        settle()
        steps.append(time.perf_counter() - begin)
    slider.setSliderDown(True)
    for turn in range(ROUNDS):
        begin = time.perf_counter()
        slider.setValue(100 + turn % 60)
        settle()
        drags.append(time.perf_counter() - begin)
    slider.setSliderDown(False)
    settle()
    window.close()
    return 1000 * median(steps), 1000 * median(drags)


def report() -> str:
    """The table as text."""
    make_application()
    rows = ["Compare, 1920x1080, 16 units, 60 steps: ms to the painted frame (step <= 16, drag <= 33)"]
    for count in (2, 3, 4):
        step, drag = measured(count)
        rows.append(f"  {count} cells: step {step:5.1f}, drag {drag:5.1f}")
    return "\n".join(rows)
