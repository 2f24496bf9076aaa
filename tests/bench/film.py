"""The story filmed: 60 halts of an LSTM at 1280x720 as an animated GIF, from the command to the file."""

from __future__ import annotations

import time
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop

from rnnviz.app import make_application
from rnnviz.model.document.document import Document
from rnnviz.model.setup.scenes import opening
from rnnviz.model.story.journey import journey
from rnnviz.view.film.filming import Filming
from rnnviz.view.film.twin import prepared
from rnnviz.view.window.main_window import MainWindow
from rnnviz.view.window.settings import DEFAULTS

PICTURES, SIZE, MOST_S = 60, (1280, 720), 6.0


def filmed() -> tuple[float, float, int]:
    """Seconds of the clock and of the processor, whatever else the machine does, and the size of the file in bytes."""
    begin, work = time.perf_counter(), time.process_time()
    window = prepared(MainWindow(Document(opening().setup), "dark", DEFAULTS), SIZE, "stage")
    score, cursor = window.simulation.score, window.simulation.cursor
    halts = journey(score, score.to_start(score.with_grain(cursor, "stage")), PICTURES)
    with TemporaryDirectory() as folder:
        path, loop = Path(folder, "a.gif"), QEventLoop()
        filming = Filming(window, halts, path, 0.8, window)
        filming.ended.connect(loop.quit)
        filming.start()
        loop.exec()
        size = path.stat().st_size
    window.close()
    window.deleteLater()
    return time.perf_counter() - begin, time.process_time() - work, size


def report() -> str:
    """The row."""
    make_application()
    clock, work, size = filmed()
    text = f"  GIF of {PICTURES} pictures, {SIZE[0]}x{SIZE[1]}, {size:,} bytes: {work:.1f} s of the processor"
    return f"Films\n{text} ({clock:.1f} s), target <= {MOST_S} s: {'ok' if work <= MOST_S else 'MISSED'}"
