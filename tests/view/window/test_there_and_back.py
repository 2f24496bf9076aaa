"""What is switched on and off again leaves the window as it was: every action, every panel, every control."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import Make, settle

Act = Callable[[MainWindow], object]


def switch(key: str) -> Act:
    return lambda window: window.commands[key].trigger()


ACTS: dict[str, tuple[Act, Act]] = {
    "presenting": (lambda w: w.presenter.toggle(), lambda w: w.presenter.toggle()),
    "a black screen": (lambda w: w.presenter.toggle_black(), lambda w: w.presenter.toggle_black()),
    "other colours": (switch("theme"), switch("theme")),
    "the way back": (
        lambda w: w.simulation.set_pass("backward"), lambda w: w.simulation.set_pass("forward"),
    ),
    "another unit": (lambda w: w.simulation.select(unit=3), lambda w: w.simulation.select(unit=0)),
    "a pin": (lambda w: w.simulation.select(pins=("line:f",)), lambda w: w.simulation.select(pins=())),
    "an edit": (
        lambda w: w.simulation.edit(w.simulation.setup.with_weights(gain=2.0)), lambda w: w.simulation.document.undo(),
    ),
}  # fmt: skip


def state(window: MainWindow) -> dict[str, Any]:
    """Actions, and of every control that has a name what it shows."""
    found: dict[str, Any] = {}
    for key in window.commands:
        action = window.commands[key]
        found[f"action {key}"] = action.isEnabled(), action.isChecked(), action.isVisible(), action.text()
    for widget in window.findChildren(QWidget):
        name = widget.accessibleName() or widget.objectName()
        if name and not name.startswith("qt_") and widget.isVisibleTo(window):
            place = f"{type(widget).__name__} {name}"
            found[place] = widget.isEnabled(), widget.geometry().getRect(), contents(widget)
    return found


def contents(widget: QWidget) -> object:
    if isinstance(widget, QAbstractButton):
        return widget.text(), widget.isChecked()
    if isinstance(widget, QAbstractSlider):
        return widget.value(), widget.minimum(), widget.maximum()
    return widget.text() if isinstance(widget, QLineEdit) else None


@pytest.fixture
def shown(make_window: Make) -> MainWindow:
    window = make_window()
    window.simulation.set_pass("backward")  # once there and back: what is made when first asked for is there
    settle(8)
    window.simulation.set_pass("forward")
    window.simulation.select(unit=0)
    settle(8)
    return window


def rest(window: MainWindow, qtbot: QtBot) -> None:
    """Until nothing is left to do: type follows the size of the window a moment later."""
    window.simulation.flush()
    settle(8)
    qtbot.waitUntil(lambda: not window.look._later.isActive(), timeout=20_000)
    settle(8)


def test_there_and_back_again(shown: MainWindow, qtbot: QtBot) -> None:
    for name, (there, back) in ACTS.items():
        before, picture = state(shown), shown.stage.grab().toImage()
        there(shown)
        rest(shown, qtbot)
        changed = state(shown) != before or shown.stage.grab().toImage() != picture or name == "a black screen"
        back(shown)
        rest(shown, qtbot)
        after = state(shown)
        other = {key: (before.get(key), after.get(key)) for key in before.keys() | after.keys()}
        other = {key: pair for key, pair in other.items() if pair[0] != pair[1] and key not in HISTORY}
        assert changed and not other, name


HISTORY = {"action undo", "action redo"}
"""These tell that something was done and taken back."""
