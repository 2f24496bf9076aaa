"""Process start to first painted frame: rnnviz against a bare window with four empty pyqtgraph plots."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.timing import Times, interleave, ratio

ROUNDS = 9

RNNVIZ = """
import sys, time
from rnnviz import app
arguments = app.parser().parse_args([])
app._prepare(False)
application = app.make_application()
window = app._window(app.opening_of(arguments), arguments)
window.resize(1280, 720)
def painted():
    print((time.time() - float(sys.argv[1])) * 1e3, flush=True)
    import os
    os._exit(0)
window.first_painted.connect(painted)
window.show()
application.exec()
"""

BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QGridLayout, QMainWindow, QWidget
import pyqtgraph as pg
class Window(QMainWindow):
    done = False
    def paintEvent(self, event):
        super().paintEvent(event)
        if not self.done:
            self.done = True
            QTimer.singleShot(0, painted)
def painted():
    print((time.time() - float(sys.argv[1])) * 1e3, flush=True)
    import os
    os._exit(0)
application = QApplication([])
window, middle = Window(), QWidget()
grid = QGridLayout(middle)
for i in range(4):
    grid.addWidget(pg.PlotWidget(), i // 2, i % 2)
window.setCentralWidget(middle)
window.resize(1280, 720)
window.show()
application.exec()
"""


def _screen(folder: Path) -> str:
    """A platform with a screen as large as a lecturer's; Qt's own has 800 x 800, where a window fills all of it."""
    screen = {"name": "screen", "x": 0, "y": 0, "width": 1920, "height": 1080, "logicalDpi": 96, "dpr": 1}
    path = folder / "screens.json"
    path.write_text(json.dumps({"screens": [screen]}))
    return f"offscreen:configfile={path}"


def _launch(code: str) -> float:
    # both contestants run from byte code, as after an installation; the unmeasured round writes ours
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as nothing:  # a first launch: what somebody left here would be opened again
        env |= {"XDG_CONFIG_HOME": nothing, "XDG_DATA_HOME": nothing, "QT_QPA_PLATFORM": _screen(Path(nothing))}
        call = [sys.executable, "-c", code, repr(time.time())]
        out = subprocess.run(call, capture_output=True, text=True, check=True, timeout=60, env=env)
    return float(out.stdout.split()[-1])


def report() -> str:
    """The table as text."""
    times: dict[str, Times] = interleave(
        {
            "rnnviz, first frame with the lit stage": lambda: _launch(RNNVIZ),
            "bare window, four empty pyqtgraph plots": lambda: _launch(BARE),
        },
        ROUNDS,
        warm=1,
    )
    ours, theirs = times.values()
    lines = ["Process start to first painted frame", ours.row(), theirs.row(), ratio(ours, theirs, "<= 1.1")]
    return "\n".join(lines)
