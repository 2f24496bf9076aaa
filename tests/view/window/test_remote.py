"""A presenter's remote moves the story, whatever the mouse did before: it never leaves the keyboard on a control."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
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
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from rnnviz.engine import CELLS
from rnnviz.model.setup.scenes import SCENES
from rnnviz.view.experiment.drawer import Drawer
from rnnviz.view.look.facts import listening
from rnnviz.view.transport.counter import Counter
from rnnviz.view.window.main_window import MainWindow
from rnnviz.view.window.notices import Notices
from tests.view.conftest import settle
from tests.view.window.test_main_window import press
from tests.view.window.test_misuse import click

CONTROLS = (QAbstractButton, QAbstractSpinBox, QComboBox, QSlider)
TEXT = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox)
LEAVES = ("Go to", "Present", "Right column", "Forward through", "Backward", "To the", "Onward", "Back ", "Play")
"""Controls that move the story themselves, or change the whole window."""


def close_all(window: MainWindow) -> None:
    """Lists, menus and dialogs."""
    for _ in range(3):
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
            settle()
    for dialog in window.findChildren(QDialog):
        dialog.close()
    window.activateWindow()
    settle()


def moves(window: MainWindow) -> bool:
    """Whether the keys of a remote take the story there and back, sent where the keyboard is."""
    simulation = window.simulation
    simulation.set_pass("forward")
    simulation.set_grain("step")
    simulation.go_to_step(5)
    settle()
    seen = [simulation.cursor.step]
    for key in ("PgDown", "Right", "PgUp", "Left"):
        press(window, key)
        seen.append(simulation.cursor.step)
    return seen == [5, 6, 7, 6, 5]


def controls(root: QWidget) -> list[QWidget]:
    return [w for w in root.findChildren(QWidget) if isinstance(w, CONTROLS) and w.isVisible() and w.isEnabled()]


def test_the_mouse_leaves_the_keyboard_on_no_control(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Notices, "path_to_open", lambda *_: None)  # the system's own window would wait for ever
    window.stage.setFocus()
    tried = 0
    for control in controls(window):
        if not isValid(control) or control.accessibleName().startswith(LEAVES) or control.visibleRegion().isEmpty():
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
    apart = {"open", "open_trained", "save", "save_as", "open_sequence", "save_picture", "quit", "jump", "reopen",
             "new_cell", "edit_cell", "check", "numpy_program", "torch_program", "save_values", "save_plots",
             "save_exercise", "save_solution", "save_page", "own_table", "own_folder"}  # fmt: skip
    for key in window.commands:
        if key in apart or not window.commands[key].isEnabled():
            continue
        window.commands[key].trigger()
        settle()
        window.presenter.leave()
        window.player.pause()
        window.simulation.set_pass("forward")
        window.simulation.set_grain("step")
        close_all(window)
        if isinstance(QApplication.focusWidget(), TEXT):
            press(window, "Esc")
        assert moves(window), key


# where the story ends, and where it turns -------------------------------------------------------------------------


def counted(window: MainWindow) -> list[str]:
    """What stands in the step counter."""
    counter = window.findChild(Counter)
    with listening() as heard:
        counter.repaint()
    return [fact.word.strip() for fact in heard.of(counter) if fact.what == "text"]


def test_the_story_says_where_it_ends_and_begins(window: MainWindow) -> None:
    press(window, "End")
    ends = counted(window)
    assert ends[:2] == [f"t = {window.simulation.steps}", f"/ {window.simulation.steps}"]
    press(window, "Right")
    assert counted(window) == [ends[0], "the end"]
    press(window, "Left")
    assert "the end" not in counted(window)
    press(window, "Home")
    press(window, "PgUp")
    assert counted(window) == ["t = 1", "beginning"]
    press(window, "Right")
    assert counted(window)[0] in ("t = 1", "t = 2") and "beginning" not in counted(window)


@pytest.mark.parametrize("at", ["last", (3,), (2, 9)])
def test_backward_begins_at_the_loss_and_turning_again_comes_back(
    window: MainWindow, at: str | tuple[int, ...]
) -> None:
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
        window.openings.show_scene(key)
        settle()
        assert simulation.cursor.pass_ == pass_ and simulation.loss_step - simulation.cursor.step == 4


def test_presenting_remembers_its_colours(window: MainWindow) -> None:
    press(window, "F5")
    assert window.theme.name == "light"
    press(window, "T")
    press(window, "Esc")
    assert window.theme.name == "dark"
    window.look.set_theme("light")
    press(window, "F5")
    assert window.theme.name == "dark"
    press(window, "F5")
    assert (window.theme.name, window.memory().loud_theme) == ("light", "dark")


# the drawer -------------------------------------------------------------------------------------------------------


def open_drawer(window: MainWindow) -> Drawer:
    press(window, "F5")
    press(window, "K")
    drawer = window.drawers.drawer
    assert drawer is not None and drawer.isVisible() and drawer.hasFocus()
    return drawer


def rested(window: MainWindow, qtbot: QtBot) -> None:
    """Until type has followed the window's size."""
    settle()
    qtbot.waitUntil(lambda: not window.look._later.isActive(), timeout=20_000)
    settle()


def test_the_drawer_lies_over_the_tape_alone(window: MainWindow, qtbot: QtBot) -> None:
    assert not window.commands["drawer"].isEnabled()
    drawer = open_drawer(window)
    settle()
    pane = window.body.panes["tape"]
    assert drawer.geometry() == QRect(pane.mapTo(window.whole, QPoint(0, 0)), pane.size())
    window.resize(1500, 800)
    rested(window, qtbot)
    assert drawer.geometry() == QRect(pane.mapTo(window.whole, QPoint(0, 0)), pane.size())


def test_the_drawer_is_worked_by_keys_and_leaves_the_remote_to_the_story(window: MainWindow) -> None:
    drawer = open_drawer(window)
    press(window, "2")
    assert drawer.chosen is drawer.knobs.by_field["keep_bias"]
    press(window, "Up")
    assert drawer.chosen is drawer.knobs.by_field["gain"]
    gain, step = window.simulation.setup.weights.gain, window.simulation.cursor.step
    press(window, "Right")
    assert window.simulation.setup.weights.gain > gain and window.simulation.cursor.step == step
    press(window, "PgDown")
    assert window.simulation.cursor.step == step + 1
    press(window, "Return")
    QTest.keyClicks(QApplication.focusWidget(), "1.5")
    press(window, "Return")
    assert window.simulation.setup.weights.gain == 1.5 and drawer.hasFocus()
    press(window, "V")
    assert window.simulation.setup == SCENES["vanish"].setup and drawer.hasFocus()


def test_a_number_that_cannot_be_is_refused_in_the_drawer(window: MainWindow) -> None:
    drawer = open_drawer(window)
    press(window, "Return")
    QTest.keyClicks(QApplication.focusWidget(), "x")
    press(window, "Return")
    assert "not a number" in drawer.error.text() and drawer.error.isVisible()
    press(window, "Esc")
    assert drawer.hasFocus() and drawer.isVisible()


@pytest.mark.parametrize("key", ["K", "Esc"])
def test_the_drawer_closes_and_remembers_its_knob(window: MainWindow, key: str) -> None:
    drawer = open_drawer(window)
    press(window, "3")
    chosen = drawer.chosen
    press(window, key)
    assert not drawer.isVisible() and window.presenter.on and window.stage.hasFocus()
    press(window, "K")
    assert drawer.isVisible() and drawer.chosen is chosen
    press(window, "F5")
    assert not drawer.isVisible() and window.stage.hasFocus() and moves(window)


def test_a_turn_by_many_keys_is_one_undo(window: MainWindow) -> None:
    open_drawer(window)
    before = window.simulation.setup
    for _ in range(5):
        press(window, "Right")
    press(window, "Down")
    press(window, "Ctrl+Z")
    assert window.simulation.setup == before


def test_the_drawer_has_the_knobs_of_the_cell_and_room_for_them(window: MainWindow, qtbot: QtBot) -> None:
    drawer = open_drawer(window)
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1280, 720)
    for name in sorted(CELLS):
        window.simulation.edit(window.simulation.setup.with_cell(name))
        rested(window, qtbot)
        visible = [slot for slot in drawer._slots if slot.isVisible()]
        assert len(visible) == sum(not knob.isHidden() for knob in window.experiment.knobs.values()), name
        least = drawer.minimumSizeHint()
        assert least.width() <= drawer.width() and least.height() <= drawer.height(), name


# without a mouse --------------------------------------------------------------------------------------------------


def test_a_part_is_pinned_and_its_weight_edited_by_keys(window: MainWindow) -> None:
    seen = []
    for _ in range(40):
        press(window, "Ctrl+Right")
        seen.append(window.simulation.selection.hover)
    assert "line:f" in seen and len(set(seen)) > 8
    press(window, "Ctrl+Left")
    assert window.simulation.selection.hover == seen[-2]
    for _ in range(seen.index("line:f") + 2 + len(set(seen))):
        if window.simulation.selection.hover != "line:f":
            press(window, "Ctrl+Right")
    press(window, "Return")
    assert window.simulation.selection.pins == ("line:f",)
    press(window, "F2")
    QTest.keyClicks(QApplication.focusWidget(), "2")
    press(window, "Return")
    assert window.simulation.setup.weights.given
    press(window, "Esc")
    assert window.simulation.selection.pins == () and window.stage.hasFocus()


@pytest.mark.parametrize("name", ["gain", "keep_bias", "input_scale", "silent"])
def test_arrows_turn_every_slider_that_was_reached_by_tab(window: MainWindow, name: str) -> None:
    knob = window.experiment.knobs[name]
    knob.slider.setFocus(Qt.FocusReason.TabFocusReason)
    seen = [knob.field.text()]
    for key in ("Right", "Up", "Left", "Down"):
        press(window, key)
        assert knob.slider.accessibleDescription() == knob.field.text()
        seen.append(knob.field.text())
    assert seen[0] == seen[4] != seen[1] == seen[3] != seen[2]


# in dialogs -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["keys", "about", "report", "layers", "check", "about_cell"])
def test_the_mouse_in_a_dialog_leaves_the_remote_to_the_story(window: MainWindow, key: str) -> None:
    """Wherever it clicks, fields that are typed in apart: those keep what is typed, and give Page keys on."""
    setup = window.simulation.setup
    window.commands[key].trigger()
    settle()
    dialog = next(d for d in window.findChildren(QDialog) if d.isVisible())
    tried = 0
    for control in controls(dialog):
        if not isValid(control) or not control.isVisible() or control.visibleRegion().isEmpty():
            continue
        dialog.activateWindow()
        middle = control.mapTo(dialog, control.visibleRegion().boundingRect().center())
        QTest.mouseClick(dialog.windowHandle(), Qt.MouseButton.LeftButton, pos=middle)
        settle()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
            settle()
        tried += 1
        if not isValid(dialog) or not dialog.isVisible():
            break
        before = window.simulation.cursor
        press(window, "PgDown")
        assert window.simulation.cursor != before, control
        press(window, "PgUp")
        assert window.simulation.cursor == before, control
    assert tried
    close_all(window)
    window.simulation.edit(setup)
    settle()
    assert window.stage.hasFocus() and moves(window)
