"""Whatever goes wrong in an override of Qt's is reported, and the process lives."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rnnviz.view.look.shield import is_override, shielded

ROOT = Path(__file__).parents[3]


@shielded
class Clumsy(QWidget):
    """Fails at everything that Qt asks."""

    def resizeEvent(self, event: QEvent) -> None:
        raise ValueError("resize")

    def sizeHint(self) -> QSize:
        raise ValueError("hint")

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        raise ValueError("filter")

    def mine(self) -> None:
        raise ValueError("mine")


@shielded
class Careful(Clumsy):
    """Its own handler goes on after what failed above it."""

    reached = False

    def resizeEvent(self, event: QEvent) -> None:
        super().resizeEvent(event)
        self.reached = True


@pytest.fixture
def reported(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    errors: list[str] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: errors.append(f"{kind.__name__} {error}"))
    return errors


def test_an_exception_is_reported_and_goes_no_further(qtbot: QtBot, reported: list[str]) -> None:
    widget = Careful()
    qtbot.addWidget(widget)
    widget.resize(50, 50)
    QApplication.sendEvent(widget, QEvent(QEvent.Type.Resize))
    assert widget.reached and set(reported) == {"ValueError resize"}


def test_what_is_asked_is_answered_as_qt_would(qtbot: QtBot, reported: list[str]) -> None:
    widget = Clumsy()
    qtbot.addWidget(widget)
    assert widget.sizeHint() == QWidget().sizeHint() and reported == ["ValueError hint"]
    assert widget.eventFilter(widget, QEvent(QEvent.Type.User)) is False


def test_our_own_methods_are_left_alone(qtbot: QtBot) -> None:
    widget = Clumsy()
    qtbot.addWidget(widget)
    with pytest.raises(ValueError, match="mine"):
        widget.mine()
    assert Clumsy.resizeEvent.__name__ == "resizeEvent" and not is_override("mine")


SLIPS = """
import contextlib, gc, sys
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from rnnviz.app import make_application
from rnnviz.model.document.document import Document
from rnnviz.model.setup.setup import Setup
from rnnviz.view.window.main_window import MainWindow
from rnnviz.view.window.settings import DEFAULTS
from rnnviz.view.look.shield import shielded

app = make_application()
reported = []
sys.excepthook = lambda kind, error, trace: reported.append(str(error))
window = MainWindow(Document(Setup()), "dark", DEFAULTS)
window.show()
window.tape.edit_word(2)

def slip(self, event):
    raise ValueError("a slip")

for widget in (window.tape, window.tape.editor, window.chain, window.stage):
    kind = type(widget)
    kind.mousePressEvent = kind.mouseReleaseEvent = slip
    shielded(kind)
    for turn in range(40):
        place = widget.mapTo(window, QPoint(5 + turn % 9, 5))
        with contextlib.suppress(Exception):
            QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=place)
    gc.collect()
window.close()
gc.collect()
print("still here", len(reported) > 100, set(reported), flush=True)
"""


def test_slips_under_clicks_do_not_end_the_process() -> None:
    """The clicks come from Python, and more of our overrides run before they return: none may see the exception."""
    done = subprocess.run([sys.executable, "-c", SLIPS], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stdout.strip()) == (0, "still here True {'a slip'}"), done.stderr[-2000:]
