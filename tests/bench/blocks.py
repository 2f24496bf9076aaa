"""The longest time the window answers nothing: a run of 2,000 steps, everything visible, one action after another.

A timer without interval ticks at every turn of the event loop; the longest gap between two ticks after an action is
what a hand feels. That is more than any single event: posted events, zero timers and the repaint of one turn add up.
"own work" is how much of it the window's thread computed; the rest belongs to other programs on the machine.
An action lasts until nothing moved for a while, so late work (panels that follow, what a worker hands over) counts,
too. The yardstick in the same run: pyqtgraph alone repainting four antialiased plots of eight curves with as many
points.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QHoverEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from rnnviz import app as application
from rnnviz.view.window.main_window import MainWindow
from tests.bench.frames import Reference, settle, shown
from tests.bench.timing import Times

STEPS = 2000
ALLOWED = 50.0
ROUNDS = 5
QUIET = 100
"""Milliseconds after an action in which whatever it set off must have begun."""
LONGEST = 700
"""Milliseconds after which nobody waits any longer for a worker."""

Action = Callable[[], object]


class Pulse:
    """Turns the event loop while an action takes effect and keeps the longest gap between two turns."""

    def __init__(self) -> None:
        self.longest, self.work = 0.0, 0.0
        self._last, self._worked = 0.0, 0.0
        self._timer = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.longest = max(self.longest, (now - self._last) * 1e3)
        self.work = max(self.work, (worked - self._worked) * 1e3)
        self._last, self._worked = now, worked

    def of(self, action: Action, busy: Callable[[], bool], quiet: int = QUIET) -> float:
        """Milliseconds of the longest block from the action until nothing is busy any more."""
        loop, end = QEventLoop(), QTimer(interval=quiet)

        def over() -> None:
            if not busy() or time.perf_counter() - begin > LONGEST / 1e3:
                loop.quit()

        end.timeout.connect(over)
        QTimer.singleShot(0, action)
        self.longest = self.work = 0.0
        begin = self._last = time.perf_counter()
        self._worked = time.thread_time()
        self._timer.start()
        end.start()
        loop.exec()
        self._timer.stop()
        end.stop()
        return self.longest


class Hand:
    """What somebody does with the mouse and the keys, by real events where there are some."""

    def __init__(self, window: MainWindow) -> None:
        self.window, self.turn = window, 0
        self.slider = window.experiment.knobs["gain"].slider
        self.gradient, self.map = window.panels["gradient"], window.panels["map"]

    def actions(self) -> dict[str, Action]:
        return {
            "slider drag, one event": self.drag,
            "edit (gain)": self.edit,
            "new weights": self.seed,
            "another cell": self.cell,
            "turning round": self.turn_round,
            "step": lambda: self.key(Qt.Key.Key_Right),
            "jump to an end": lambda: self.key(Qt.Key.Key_End if self.even() else Qt.Key.Key_Home),
            "scrubbing on the tape": self.scrub,
            "pinning a card": self.pin,
            "pointing at the stage": self.point,
            "hovering the map": self.hover,
            "zooming the gradient plot": self.zoom,
            "changing the theme": self.window.look.toggle_theme,
            "resizing the window": self.resize,
            "opening a scene, and back": self.scene,
        }

    def even(self) -> bool:
        self.turn += 1
        return self.turn % 2 == 0

    def drag(self) -> None:
        self.turn += 1
        self.slider.setValue(100 + self.turn % 60)

    def edit(self) -> None:
        self.turn += 1
        setup = self.window.simulation.setup
        self.window.simulation.edit(setup.with_weights(gain=0.8 + 0.01 * (self.turn % 20)))

    def seed(self) -> None:
        self.window.experiment.new_weights()

    def cell(self) -> None:
        setup = self.window.simulation.setup
        self.window.simulation.edit(setup.with_cell("gru" if setup.layers[0].cell_key == "lstm" else "lstm"))

    def turn_round(self) -> None:
        simulation = self.window.simulation
        simulation.set_pass("forward" if simulation.cursor.backward else "backward")

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.window, key)

    def scrub(self) -> None:
        tape = self.window.tape
        plan = tape.plan()
        self.turn += 1
        x = plan.left + plan.span * (0.1 + 0.07 * (self.turn % 12))
        QTest.mouseClick(tape, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(plan.head + plan.body / 2)))

    def pin(self) -> None:
        simulation = self.window.simulation
        simulation.select(pins=() if simulation.selection.pins else (simulation.cell.output,))

    def point(self) -> None:
        self.turn += 1
        stage = self.window.stage
        at = QPointF(stage.width() * (0.15 + 0.05 * (self.turn % 14)), stage.height() * 0.5)
        _move(stage, at)

    def hover(self) -> None:
        self.turn += 1
        square = self.map._square()
        part = 0.1 + 0.06 * (self.turn % 12)
        _move(self.map, QPointF(square.left() + part * square.width() * 0.6, square.top() + part * square.height()))

    def zoom(self) -> None:
        view = self.gradient.canvas.viewport()
        at = QPointF(view.width() * 0.5, view.height() * 0.5)
        turn = QPoint(0, 120 if self.even() else -120)
        event = QWheelEvent(
            at, QPointF(view.mapToGlobal(at.toPoint())), QPoint(), turn, Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(view, event)

    def resize(self) -> None:
        size = self.window.size()
        self.window.resize(size.width() + (40 if self.even() else -40), size.height())

    def scene(self) -> None:
        simulation = self.window.simulation
        if simulation.steps == STEPS:
            self.window.openings.show_scene("vanish")
        else:
            simulation.document.undo()


def _move(widget: QWidget, at: QPointF) -> None:
    place = QPointF(widget.mapToGlobal(at.toPoint()))
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, at, place, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)
    QApplication.sendEvent(widget, QHoverEvent(QEvent.Type.HoverMove, at, place, at))


def _rows(hidden: int, width: int, height: int, rounds: int) -> Iterator[str]:
    reference = Reference(width, height, STEPS)
    window = shown(width, height, hidden, STEPS)  # last, so that it has the keyboard
    hand, pulse = Hand(window), Pulse()
    yield f"Longest block at {width} x {height}, LSTM hidden {hidden}, {STEPS} steps, everything visible"

    def busy() -> bool:
        return window.busy

    pulse.of(settle, busy)
    yard = Times("pyqtgraph alone, four plots", tuple(pulse.of(reference.repaint, busy) for _ in range(rounds)))
    yield yard.row()
    for name, action in hand.actions().items():
        if name == "slider drag, one event":
            hand.slider.setSliderDown(True)
        pulse.of(action, busy)
        pulse.of(action, busy)
        blocks, work = [], []
        for _ in range(rounds):
            blocks.append(pulse.of(action, busy))
            work.append(pulse.work)
        found = Times(name, tuple(blocks))
        hand.slider.setSliderDown(False)
        worst = max(found.ms)
        said = "ok" if worst <= ALLOWED else "MISSED"
        shares = f"worst / 50 ms {worst / ALLOWED:5.2f} {said:6}   / pyqtgraph {found.median / yard.median:5.2f}"
        yield f"{found.row()}   own work {max(work):6.2f}   {shares}"
    window.close()
    reference.window.close()


def report(width: int = 1920, height: int = 1080) -> str:
    """The table as text."""
    application.make_application()
    lines = [*_rows(16, width, height, ROUNDS), *_rows(64, width, height, 3)]
    return "\n".join(lines)
