"""Every page of the laboratory at 1080p: an event of a drag to the painted frame, and the longest turn at 2,000 steps.

Drag: LSTM of 16 units and 60 steps, the knob that stands at the right of the page. Turns: of the same cell and 2,000
steps the first sight of the page, a step key, and one event of a drag; measured as `blocks` does.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from statistics import median

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rnnviz.app import make_application
from rnnviz.view.laboratory import page_table
from rnnviz.view.laboratory.place import Laboratory
from rnnviz.view.window.main_window import MainWindow
from tests.bench.blocks import ALLOWED, STEPS, Pulse
from tests.bench.frames import settle, shown

HIDDEN, ROUNDS, DRAG = 16, 30, 33.0


def report() -> str:
    """The table as text."""
    make_application()
    return "\n".join([*_drags(), *_turns()])


def place(window: MainWindow) -> Laboratory:
    """The laboratory, in sight."""
    page = window.places.go("laboratory")
    if not isinstance(page, Laboratory):
        raise TypeError("the window is in another place")
    return page


def _drags() -> Iterator[str]:
    yield f"Laboratory, 1920x1080, {HIDDEN} units, 60 steps: ms from an event of a drag to the painted frame"
    window = shown(1920, 1080, HIDDEN)
    laboratory = place(window)
    for page in page_table.PAGES:
        laboratory.turn_to(page.key)
        settle()
        slider = laboratory.bar.knobs.by_field[page.knobs[0]].slider
        found = []
        slider.setSliderDown(True)
        for turn in range(ROUNDS):
            begin = time.perf_counter()
            slider.setValue(100 + turn)
            settle()
            found.append(1e3 * (time.perf_counter() - begin))
        slider.setSliderDown(False)
        settle()
        said = "ok" if median(found) <= DRAG else "MISSED"
        yield f"  {page.key:8} median {median(found):6.1f}   worst {max(found):6.1f}   ({DRAG:.0f}) {said}"
    window.close()


def _turns() -> Iterator[str]:
    yield f"Longest turn, {HIDDEN} units, {STEPS} steps: ms (own work), first sight | step key | event of a drag"
    window = shown(1920, 1080, HIDDEN, STEPS)
    laboratory, pulse = place(window), Pulse()
    for number, page in enumerate(page_table.PAGES):
        slider = laboratory.bar.knobs.by_field[page.knobs[0]].slider
        acts = (
            partial(laboratory.turn_to, page.key), partial(QTest.keyClick, window, Qt.Key.Key_Right),
            partial(slider.setValue, 120 + 7 * number),
        )  # fmt: skip
        found = []
        for act in acts:
            pulse.of(act, partial(getattr, window, "busy"))
            found.append((pulse.longest, pulse.work))
        said = "ok" if max(work for _, work in found) <= ALLOWED else "MISSED"
        rows = " | ".join(f"{longest:6.1f} ({work:5.1f})" for longest, work in found)
        yield f"  {page.key:8} {rows}   ({ALLOWED:.0f}) {said}"
    window.close()
