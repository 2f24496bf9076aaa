"""The drawer of a presentation: on every projector all of it is seen, and it hides the tape and nothing else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from rnnviz.view.experiment.drawer import Drawer
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import settle
from tests.view.window.test_main_window import press

SIZES = [(1280, 720), (1366, 768), (1920, 1080), (3840, 2160)]
PATIENCE = 60_000


def opened(window: MainWindow, qtbot: QtBot, size: tuple[int, int], theme: str) -> Drawer:
    window.presenter.theme = theme
    press(window, "F5")
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(*size)
    qtbot.waitUntil(lambda: not window.look._later.isActive(), timeout=PATIENCE)
    press(window, "K")
    settle()
    assert window.drawers.drawer is not None and window.theme.name == theme
    return window.drawers.drawer


def inside(widget: QWidget, holder: QWidget) -> QRect:
    return QRect(widget.mapTo(holder, QPoint(0, 0)), widget.size())


def cut(drawer: Drawer) -> list[str]:
    """Texts that have less room than they take, and parts that the drawer's edge or another part covers."""
    parts = [w for kind in (QLabel, QAbstractButton) for w in drawer.findChildren(kind) if w.isVisible()]
    parts = [w for w in parts if w.text()]
    found = [w.text() for w in parts if w.width() < w.sizeHint().width() or w.height() < w.sizeHint().height()]
    found += [w.text() for w in parts if not drawer.rect().contains(inside(w, drawer))]
    for number, one in enumerate(parts):
        rest = [other for other in parts[number + 1 :] if inside(one, drawer).intersects(inside(other, drawer))]
        found += [f"{one.text()} on {other.text()}" for other in rest]
    return found


@pytest.mark.parametrize(("size", "theme"), [*zip(SIZES, ("dark", "light") * 2, strict=True)], ids=str)
def test_all_of_it_is_seen_and_only_the_tape_is_hidden(
    window: MainWindow, qtbot: QtBot, size: tuple[int, int], theme: str
) -> None:
    window.simulation.edit(window.simulation.setup.with_cell("lstm_peephole"))  # has the most to hold and to turn
    drawer = opened(window, qtbot, size, theme)
    tape = window.body.panes["tape"]
    assert drawer.geometry() == inside(tape, window.whole) and cut(drawer) == []
    panels = [panel for panel in window.panels.values() if panel.isVisible() and not tape.isAncestorOf(panel)]
    assert len(panels) > 4
    assert not [panel.title for panel in panels if inside(panel, window.whole).intersects(drawer.geometry())]


def test_every_knob_has_its_digit_and_r_turns_the_story(window: MainWindow, qtbot: QtBot) -> None:
    drawer = opened(window, qtbot, (1366, 768), "dark")
    shown = [slot.knob for slot in drawer._slots if slot.isVisible()]
    for number, knob in enumerate(shown, 1):
        press(window, str(number))
        assert drawer.chosen is knob
        before = knob.slider.value()
        press(window, "Right")
        press(window, "Right")
        assert knob.slider.value() > before
        press(window, "Left")
        press(window, "Left")
    assert drawer.hasFocus()
    for backward in (True, False):
        press(window, "R")
        assert window.simulation.cursor.backward is backward and drawer.isVisible() and drawer.hasFocus()
