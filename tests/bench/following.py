"""What a training costs the window while it runs: the processor's time of single turns of the event loop.

The stage, the tape, the timeline and the held-out sentences follow the training in a window in which everything is
visible; beside it the same window with nothing running. "pause" is how long the button takes. A turn may take 16 ms
longer than without a training; the median of the largest of each half second counts, for one turn in a hundred pays
for what other programs on the machine do to the caches.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from statistics import median

from PySide6.QtCore import QEventLoop, QTimer

from rnnviz import app as application
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.setup import Setup
from rnnviz.model.trained.course import task_setup
from rnnviz.view.training.trainer import Trainer
from tests.bench.frames import settle, shown

ALLOWED = 16.0
PARTS, PART_MS = 8, 500
NETWORKS = {"long_gap_cloze": LayerChoice("lstm", hidden=16), "slot_filling": LayerChoice("rnn", hidden=12)}


class Turns:
    """Milliseconds of processor that each turn takes."""

    def __init__(self) -> None:
        self.longest, self._before = 0.0, 0.0
        self._timer = QTimer(interval=0)
        self._timer.timeout.connect(self._beat)

    def _beat(self) -> None:
        now = time.thread_time()
        self.longest, self._before = max(self.longest, (now - self._before) * 1e3), now

    def part(self) -> float:
        """The longest one in a while."""
        loop = QEventLoop()
        QTimer.singleShot(PART_MS, loop.quit)
        self.longest, self._before = 0.0, time.thread_time()
        self._timer.start()
        loop.exec()
        self._timer.stop()
        return self.longest


def _timed(action: Callable[[], object]) -> float:
    begin = time.perf_counter()
    action()
    return (time.perf_counter() - begin) * 1e3


def _rows(width: int, height: int) -> Iterator[str]:
    window = shown(width, height, 16, 28)
    window.body.show_face("train")
    trainer, turns = Trainer.of(window.simulation), Turns()
    yield f"Longest turns at {width} x {height} while a training runs, ms of processor"
    for task, layer in NETWORKS.items():
        setup = task_setup(Setup(layers=(layer,)), task)
        window.simulation.open(replace(setup, plan=replace(setup.plan, stop=1_000_000)))
        window.simulation.to_end()
        settle()
        turns.part()
        still = median(turns.part() for _ in range(PARTS))
        trainer.train()
        turns.part()
        found = [turns.part() for _ in range(PARTS)]
        last, paused = trainer.at, _timed(trainer.pause)
        more = median(found) - still
        said = "ok" if more <= ALLOWED else "MISSED"
        named = f"{task:16} {last:6} updates   still {still:5.1f}   training {median(found):5.1f}"
        yield f"{named} (worst {max(found):5.1f})   longer by {more:5.1f} of 16 {said:6}   pause {paused:4.1f}"
    window.close()


def report(width: int = 1920, height: int = 1080) -> str:
    """The table as text."""
    application.make_application()
    return "\n".join(_rows(width, height))
