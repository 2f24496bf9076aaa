"""A presenter's remote moves the story, whatever the mouse did before: it never leaves the keyboard on a control."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QTextEdit,
    QWidget,
)

from rnnviz.model.setup.scenes import SCENES
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import settle
from tests.view.window.test_main_window import press
from tests.view.window.test_misuse import click

CONTROLS = (QAbstractButton, QAbstractSpinBox, QComboBox, QSlider)
TEXT = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox)
LEAVES = ("Present", "Forward through", "Backward", "To the", "Onward", "Back ", "Play")
"""Controls that move the story themselves, or change the whole window."""


def close_all(window: MainWindow) -> None:
    """Lists, menus and dialogs."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
        settle()
    for dialog in window.findChildren(QDialog):
        dialog.close()
    window.activateWindow()
    settle()


def moves(window: MainWindow) -> bool:
    """Whether the keys of a remote take the story there and back, sent where the keyboard is."""
    simulation = window.simulation
    simulation.go_to_step(5)
    settle()
    seen = [simulation.cursor.step]
    for key in ("PgDown", "Right", "PgUp", "Left"):
        press(window, key)
        seen.append(simulation.cursor.step)
    return seen == [5, 6, 7, 6, 5]


def controls(root: QWidget) -> list[QWidget]:
    return [w for w in root.findChildren(QWidget) if isinstance(w, CONTROLS) and w.isVisible() and w.isEnabled()]


def test_the_mouse_leaves_the_keyboard_on_no_control(window: MainWindow) -> None:
    window.stage.setFocus()
    tried = 0
    for control in controls(window):
        if control.accessibleName().startswith(LEAVES) or control.visibleRegion().isEmpty():
            continue
        click(window, control, control.visibleRegion().boundingRect().center())
        close_all(window)
        focus = QApplication.focusWidget()
        if focus is not None and isinstance(focus, TEXT):  # a number is typed in: until Esc
            press(window, "Esc")
        assert window.stage.hasFocus() and moves(window), control.accessibleName()
        tried += 1
    assert tried > 20


@pytest.mark.parametrize("name", ["gain", "silent"])
def test_a_dragged_slider_does_not_take_the_remote(window: MainWindow, name: str) -> None:
    slider = window.experiment.knobs[name].slider
    window.experiment.knobs["keep_bias"].slider.setFocus(Qt.FocusReason.TabFocusReason)
    start, handle = slider.mapTo(window, slider.rect().center()), window.windowHandle()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(handle, start + QPoint(9, 0))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=start + QPoint(9, 0))
    settle()
    value = slider.value()
    assert moves(window) and slider.value() == value


def test_a_slider_reached_by_tab_takes_the_arrows_and_leaves_the_remote(window: MainWindow) -> None:
    slider = window.experiment.knobs["gain"].slider
    slider.setFocus(Qt.FocusReason.TabFocusReason)
    step, value = window.simulation.cursor.step, slider.value()
    press(window, "Right")
    assert (window.simulation.cursor.step, slider.value() > value) == (step, True)
    value = slider.value()
    press(window, "PgDown")
    press(window, "PgDown")
    assert (window.simulation.cursor.step, slider.value()) == (step + 2, value)


def test_a_card_that_is_closed_by_its_cross_gives_the_keys_back(window: MainWindow) -> None:
    cell = window.simulation.setup.layers[0].cell_key
    window.simulation.select(pins=("line:f",))
    settle()
    card = window.inspector.cards["line:f"]
    click(window, card.close_button)
    assert not window.inspector.cards and window.stage.hasFocus()
    assert moves(window) and window.simulation.setup.layers[0].cell_key == cell


def test_a_card_left_by_escape_gives_the_keys_back(window: MainWindow) -> None:
    window.simulation.select(pins=("line:f",))
    settle()
    window.inspector.cards["line:f"].setFocus(Qt.FocusReason.TabFocusReason)
    press(window, "F2")
    press(window, "Esc")
    press(window, "Esc")
    assert not window.simulation.selection.pins and window.stage.hasFocus() and moves(window)


def test_what_goes_with_the_keyboard_in_it_gives_it_back(window: MainWindow) -> None:
    window.experiment.knobs["gain"].slider.setFocus(Qt.FocusReason.TabFocusReason)
    window.commands["panel_experiment"].setChecked(False)
    settle()
    assert window.stage.hasFocus()


@pytest.mark.parametrize("key", ["keys", "about", "report", "layers"])
def test_dialogs_leave_the_remote_to_the_story(window: MainWindow, key: str) -> None:
    window.commands[key].trigger()
    settle()
    dialog = next(d for d in window.findChildren(QDialog) if d.isVisible())
    dialog.activateWindow()
    (controls(dialog) or [dialog])[0].setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    window.simulation.go_to_step(5)
    press(window, "PgDown")
    assert window.simulation.cursor.step == 6
    dialog.close()
    settle()
    window.activateWindow()
    settle()
    assert window.stage.hasFocus() and moves(window)


def test_every_command_leaves_the_remote_to_the_story(window: MainWindow) -> None:
    """All commands but those that ask in a window of the system, leave, or open the page of a cell."""
    apart = {"open", "save", "save_as", "open_sequence", "save_picture", "quit", "jump", "reopen", "new_cell",
             "edit_cell", "check"}  # fmt: skip
    for key in window.commands:
        if key in apart or not window.commands[key].isEnabled():
            continue
        window.commands[key].trigger()
        settle()
        window.presenter.leave_black()
        window.player.pause()
        window.simulation.set_pass("forward")
        window.simulation.set_grain("step")
        close_all(window)
        if isinstance(QApplication.focusWidget(), TEXT):
            press(window, "Esc")
        assert moves(window), key


# where the story ends, and where it turns -------------------------------------------------------------------------


def note(window: MainWindow) -> str:
    label = window.transport._end
    return label.text() if label.isVisible() else ""


def test_the_story_says_where_it_ends_and_begins(window: MainWindow) -> None:
    told: list[str] = []
    press(window, "End")
    assert note(window) == ""
    press(window, "Right")
    assert note(window) == "The story ends here"
    told.append(window.transport._end.accessibleName())
    press(window, "Left")
    assert note(window) == ""
    press(window, "Home")
    press(window, "PgUp")
    assert note(window) == "The story begins here" and told == ["The story ends here"]
    bar, label = window.transport, window.transport._end
    assert label.geometry().top() >= bar.geometry().bottom() - 8 and window.rect().contains(label.geometry())


@pytest.mark.parametrize("at", ["last", (3,), (2, 9)])
def test_backward_begins_at_the_loss_and_turning_again_comes_back(window: MainWindow, at: str | tuple[int, ...]) -> None:
    simulation = window.simulation
    simulation.edit(replace(simulation.setup, loss=replace(simulation.setup.loss, at=at)))
    settle()
    simulation.go_to_step(5)
    before = simulation.cursor
    press(window, "R")
    assert simulation.cursor.backward
    assert simulation.cursor.step == (simulation.steps - 1 if at == "last" else max(at))
    press(window, "Right")
    press(window, "R")
    assert simulation.cursor == before


@pytest.mark.parametrize("pass_", ["forward", "backward"])
def test_a_scene_keeps_direction_and_distance_from_the_loss(window: MainWindow, pass_: str) -> None:
    simulation = window.simulation
    simulation.set_pass(pass_)
    simulation.go_to_step(simulation.loss_step - 4)
    for key in SCENES:
        window.show_scene(key)
        settle()
        assert simulation.cursor.pass_ == pass_ and simulation.loss_step - simulation.cursor.step == 4


def test_presenting_remembers_its_colours(window: MainWindow) -> None:
    press(window, "F5")
    assert window.theme.name == "light"
    press(window, "T")
    press(window, "Esc")
    assert window.theme.name == "dark"
    window.set_theme("light")
    press(window, "F5")
    assert window.theme.name == "dark"
    press(window, "F5")
    assert (window.theme.name, window.memory().loud_theme) == ("light", "dark")
