"""One step key and one slider drag event to the painted frame, against pyqtgraph alone repainting four plots.

LSTM, hidden 16, 60 steps, everything visible. Under a drag the stage follows every event, tape and curves some twenty
times a second, numbers and eigenvalues ten, all on one beat, the map eight times: the median is an event
between those, p95 one with them. Beside that the same drag with every panel but the map at every event. The reference
repaints four antialiased 8-curve, 200-point plots with fixed ranges in a window of the same size, in the same run.
"""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from rnnviz import app as application
from rnnviz.model.document.document import Document
from rnnviz.model.setup.scenes import opening
from rnnviz.model.story.cursor import Cursor
from rnnviz.view.window.main_window import MainWindow
from rnnviz.view.window.settings import DEFAULTS
from rnnviz.view.work.throttle import Throttle
from tests.bench.timing import interleave, ratio
from tests.view.paintings import Paintings

ROUNDS = 60
STEPS = 60


def settle() -> None:
    """Let posted events, zero timers and the repaint they cause run."""
    for _ in range(4):
        QApplication.processEvents()


def shown(width: int, height: int, hidden: int = 16, steps: int = STEPS) -> MainWindow:
    """The whole window with the first sentence and silence after it, as a user has it before the first key."""
    setup = opening().setup.with_hidden(hidden)
    document = Document(setup.with_silence(steps - setup.sequence.steps))
    document.front.move(Cursor(step=4, line=8))
    window = MainWindow(document, "dark", DEFAULTS)
    window.resize(width, height)
    window.show()
    window.make_plots()
    window.look.restyle(force=True)
    window.activateWindow()
    settle()
    application.spare_what_stays()
    return window


class Reference:
    """Four plots of eight curves whose data change."""

    def __init__(self, width: int, height: int, points: int = 200) -> None:
        self.window = QWidget()
        grid = QGridLayout(self.window)
        self.x = np.arange(float(points))
        self.curves = []
        for i in range(4):
            plot = pg.PlotWidget()
            plot.setXRange(0, points)
            plot.setYRange(-3, 3)
            plot.disableAutoRange()
            pens = [pg.mkPen(pg.intColor(k, 8)) for k in range(8)]
            self.curves += [plot.plot(self.x, self.x * 0, pen=pen, antialias=True) for pen in pens]
            grid.addWidget(plot, i // 2, i % 2)
        self.window.resize(width, height)
        self.window.show()
        settle()
        self.turn = 0.0

    def repaint(self) -> None:
        self.turn += 0.1
        for k, curve in enumerate(self.curves):
            curve.setData(self.x, np.sin(self.x * 0.1 + self.turn + k))
        settle()


class Ours:
    """The real window, stepped and dragged by real events."""

    def __init__(self, width: int, height: int) -> None:
        self.window = shown(width, height)
        self.painted = Paintings(self.window.stage)
        self.slider = self.window.experiment.knobs["gain"].slider
        self.turn = 0

    def step(self) -> None:
        self.turn += 1
        before = self.painted.count
        forwards = self.turn % 40 < 20
        QTest.keyClick(self.window, Qt.Key.Key_Right if forwards else Qt.Key.Key_Left)
        settle()
        if self.painted.count == before:
            raise RuntimeError("the step key painted nothing")

    def drag(self) -> None:
        self.turn += 1
        before = self.painted.count
        self.slider.setValue(100 + self.turn % 60)
        settle()
        if self.painted.count == before:
            raise RuntimeError("the drag painted nothing")

    def follow_each(self) -> None:
        """Every panel takes every event of a drag, as if nobody spared the eye anything."""
        for panel in self.window.panels.values():
            for throttle in panel.findChildren(Throttle):
                throttle.live = False

    def hold(self, down: bool) -> None:
        """Between press and release the plots keep their ranges, as under a hand."""
        self.slider.setSliderDown(down)
        settle()


def report(width: int = 1920, height: int = 1080) -> str:
    """The table as text."""
    application.make_application()
    reference = Reference(width, height)
    ours = Ours(width, height)  # last, so that it has the keyboard
    pg_name, step_name, drag_name = "pyqtgraph alone, four plots", "step key to painted frame", "slider drag to frame"
    each_name = "slider drag, every panel at every event"
    contestants = {step_name: ours.step, pg_name: reference.repaint}
    steps = interleave(contestants, ROUNDS)
    ours.hold(True)
    drags = interleave({drag_name: ours.drag, pg_name: reference.repaint}, ROUNDS)
    ours.follow_each()
    honest = interleave({each_name: ours.drag, pg_name: reference.repaint}, ROUNDS)
    ours.hold(False)
    lines = [f"Frames at {width} x {height}, LSTM hidden 16, {STEPS} steps, everything visible"]
    lines += [
        steps[step_name].row(),
        steps[pg_name].row(),
        ratio(steps[step_name], steps[pg_name], "none; a key may cost 16 ms"),
    ]
    lines += [drags[drag_name].row(), drags[pg_name].row(), ratio(drags[drag_name], drags[pg_name], "<= 1.0")]
    lines += [honest[each_name].row(), ratio(honest[each_name], honest[pg_name], "none; nothing spared")]
    ours.window.close()
    reference.window.close()
    return "\n".join(lines)
