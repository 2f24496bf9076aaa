"""A real main window, as small as a laptop's, thrown away after each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rnnviz.app import make_application
from rnnviz.engine import Run
from rnnviz.model.document.change import Change
from rnnviz.model.document.document import Document
from rnnviz.model.document.result import Result
from rnnviz.model.document.selection import Selection
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.setup.scenes import opening
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.score import Score
from rnnviz.view.look.lettering import Face
from rnnviz.view.window.main_window import MainWindow
from rnnviz.view.window.settings import DEFAULTS

Make = Callable[..., MainWindow]
Ink = list[tuple[str, QRectF]]
"""Texts, and what the ink of each covers."""


def settle(rounds: int = 4) -> None:
    """Let posted events, zero timers and repaints run."""
    for _ in range(rounds):
        QApplication.processEvents()


def put(simulation: Simulation, run: Run, reference: Run | None = None, **place: object) -> None:
    """Another run, and its ghost, as if it were the simulation's; place: where the story is then."""
    score = Score.single(run.cell, run.steps)
    simulation.result = Result(simulation.setup, ((run,),), score)
    simulation.before = None if reference is None else Result(simulation.setup, ((reference,),), score)
    step = min(simulation.cursor.step, run.steps - 1)
    simulation.cursor = replace(simulation.cursor, **{"step": step, **place})
    simulation.changed.emit(Change.RUN)


@pytest.fixture
def fresh_window(qtbot: QtBot) -> Iterator[Make]:
    """Builds a shown window that nobody else has; `setup` and `theme` are optional."""
    made: list[MainWindow] = []

    def make(setup: Setup | None = None, theme: str = "dark", **options: object) -> MainWindow:
        made.append(built(setup, theme, **options))
        return made[-1]

    yield make
    for window in made:
        thrown_away(window)


@pytest.fixture
def make_window(fresh_window: Make) -> Make:
    """A fresh one, but in rooms where tests only look."""
    return fresh_window


def built(setup: Setup | None = None, theme: str = "dark", **options: object) -> MainWindow:
    """A window as large as a laptop's, painted once."""
    make_application()
    scene = opening()
    document = Document(setup or scene.setup)
    document.front.move(scene.cursor if setup is None else document.front.cursor)
    window = MainWindow(document, theme, options.get("remembered", DEFAULTS))
    window.resize(1280, 720)
    window.show()
    window.make_plots()
    settle()
    return window


def thrown_away(window: MainWindow) -> None:
    if shiboken6.isValid(window):
        window.close()
        window.deleteLater()
    vars(window).clear()  # pytest still holds the window itself; what hangs on it must be free to go
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    settle()
    application = QApplication.instance()
    application.setStyleSheet("")


@pytest.fixture(scope="module")
def shared_window(qapp: QApplication) -> Iterator[MainWindow]:
    """The one window of a module."""
    window = built()
    yield window
    thrown_away(window)


@pytest.fixture
def show_setup(shared_window: MainWindow, qtbot: QtBot) -> Iterator[Make]:
    """Opens a setup in the module's one window, as a file is opened: for tests that only look at what is painted.

    A window costs more than what most of them look at. What else they change of it they must put back.
    """

    def show(setup: Setup | None = None, theme: str = "dark") -> MainWindow:
        window, scene = shared_window, opening()
        window.resize(1280, 720)
        window.simulation.open(setup or scene.setup, scene.cursor if setup is None else None)
        window.simulation.flush()
        window.simulation.select(**{field.name: field.default for field in fields(Selection)})
        window.look.set_theme(theme)  # and every picture is painted anew, for who began to listen just now
        settle()
        return window

    yield show
    shared_window.resize(1280, 720)
    shared_window.look._later.stop()  # what it would do once the hand rests
    shared_window.look.restyle()
    settle()


@pytest.fixture
def window(make_window: Make) -> MainWindow:
    return make_window()


@pytest.fixture
def ink(monkeypatch: pytest.MonkeyPatch) -> Ink:
    """What the letters of every painted text cover, in the order of painting; not of texts in sprites."""
    found: Ink = []
    write = Face.write

    def measured(self: Face, p: QPainter, x: float, baseline: float, text: str) -> None:
        move = p.transform()
        if text.strip() and not (move.dx() or move.dy()):  # a sprite has its own corner
            found.append((text, move.mapRect(self.metrics.tightBoundingRect(text).translated(x, baseline))))
        write(self, p, x, baseline, text)

    monkeypatch.setattr(Face, "write", measured)
    return found
