"""A real main window, as small as a laptop's, thrown away after each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rnnviz.app import make_application
from rnnviz.model.session import Session
from rnnviz.model.setup.scenes import opening
from rnnviz.model.setup.setup import Setup
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


@pytest.fixture
def make_window(qtbot: QtBot) -> Iterator[Make]:
    """Builds a shown window; `setup` and `theme` are optional."""
    make_application()
    made: list[MainWindow] = []

    def make(setup: Setup | None = None, theme: str = "dark", **options: object) -> MainWindow:
        scene = opening()
        session = Session(setup or scene.setup)
        session.move(scene.cursor if setup is None else session.cursor)
        window = MainWindow(session, theme, options.get("remembered", DEFAULTS))
        made.append(window)
        window.resize(1280, 720)
        window.show()
        window.make_plots()
        settle()
        return window

    yield make
    for window in made:
        if shiboken6.isValid(window):
            window.close()
            window.deleteLater()
        vars(window).clear()  # pytest still holds the window itself; what hangs on it must be free to go
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    settle()
    application = QApplication.instance()
    application.setStyleSheet("")


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
