"""Every key, every menu entry and every control of the window does what its name says."""

from __future__ import annotations

import html
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QWidget,
)
from pytestqt.qtbot import QtBot

from rnnviz.model.document.document import Document
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.scenes import SCENES
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import Cursor
from rnnviz.view.help.dialogs import CellDialog
from rnnviz.view.window import notices as files_module
from rnnviz.view.window.commands import COMMANDS, MENUS
from rnnviz.view.window.main_window import MainWindow
from rnnviz.view.window.settings import DEFAULTS
from rnnviz.view.window.window_state import hidden_panels
from tests.view.conftest import Make, settle

KEYS = [(command.key, key) for command in COMMANDS for key in command.keys]


def press(window: MainWindow, keys: str) -> None:
    """Press a key sequence as a hand would, where the focus is."""
    combination = QKeySequence(keys)[0]
    target = QApplication.focusWidget() or window
    QTest.keyClick(target, combination.key(), combination.keyboardModifiers())
    settle()


def test_opens_lit_and_paused_mid_sentence(window: MainWindow) -> None:
    simulation = window.simulation
    assert simulation.cell.name == "LSTM"
    assert 0 < simulation.cursor.step < simulation.steps - 1
    assert not window.player.playing
    assert simulation.cursor.known(simulation.cell) == frozenset(simulation.cell.by_name)
    assert {"gradient", "map", "spectrum", "experiment"} <= window.panels.keys()


MOVES: dict[str, tuple[Cursor, int]] = {
    "next": (Cursor(5, 8), 6), "back": (Cursor(5, 8), 4), "step_next": (Cursor(5, 8), 6),
    "step_back": (Cursor(5, 8), 4), "start": (Cursor(5, 8), 0), "end": (Cursor(5, 8), 11),
}  # fmt: skip


@pytest.mark.parametrize(("command", "key"), [(c, k) for c, k in KEYS if c in MOVES])
def test_keys_move_the_story(window: MainWindow, command: str, key: str) -> None:
    before, step = MOVES[command]
    window.simulation.move(before)
    press(window, key)
    assert window.simulation.cursor.step == step


@pytest.mark.parametrize(("command", "step"), [("next", 4), ("back", 6), ("start", 11), ("end", 0)])
def test_backward_onward_is_down_in_time(window: MainWindow, command: str, step: int) -> None:
    window.simulation.set_pass("backward")
    window.simulation.move(Cursor(5, 0, "backward"))
    window.commands.do(command)
    assert window.simulation.cursor.step == step


@pytest.mark.parametrize("key", ["Right", "PgDown"])
def test_line_by_line_walks_every_line(window: MainWindow, key: str) -> None:
    simulation = window.simulation
    simulation.set_grain("line")
    simulation.to_start()
    seen = []
    for _ in simulation.cell.lines:
        seen.extend(simulation.cursor.now(simulation.cell))
        press(window, key)
    assert seen == list(simulation.cell.by_name)
    assert simulation.cursor.step == 1


def test_stepping_back_is_exact(window: MainWindow) -> None:
    simulation = window.simulation
    simulation.set_grain("line")
    before = simulation.cursor
    for _ in range(30):
        press(window, "Right")
    for _ in range(30):
        press(window, "Left")
    assert simulation.cursor == before


TOGGLES: dict[str, Callable[[MainWindow], object]] = {
    "theme": lambda w: w.theme.name,
    "grain": lambda w: w.simulation.cursor.grain,
    "reverse": lambda w: w.simulation.cursor.pass_,
    "play": lambda w: w.player.playing,
    "faster": lambda w: w.player.speed,
    "slower": lambda w: w.player.speed,
    "unit_down": lambda w: w.simulation.selection.unit,
    "black": lambda w: w.presenter.black,
    "present": lambda w: w.presenter.on,
    "legend": lambda w: w.commands["legend"].isChecked(),
    "folded": lambda w: w.chain.folded,
}


def test_keys_change_what_they_say(window: MainWindow) -> None:
    for command, key in [(command, key) for command, key in KEYS if command in TOGGLES]:
        before = TOGGLES[command](window)
        press(window, key)
        assert TOGGLES[command](window) != before, key
        window.presenter.leave()
        window.player.pause()


def test_up_goes_back_to_the_previous_unit(window: MainWindow) -> None:
    press(window, "Down")
    press(window, "Down")
    press(window, "Up")
    assert window.simulation.selection.unit == 1


@pytest.mark.parametrize("key", ["Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Y"])
def test_undo_and_redo_keys(window: MainWindow, key: str) -> None:
    window.experiment.knobs["gain"].moved.emit(2.0)
    settle()
    press(window, "Ctrl+Z")
    assert window.simulation.setup.weights.gain == 1.0
    if key != "Ctrl+Z":
        press(window, key)
        assert window.simulation.setup.weights.gain == 2.0


def test_every_key_of_the_table_is_tested_or_opens_a_dialog() -> None:
    dialogs = {"open", "save", "save_as", "open_sequence", "save_picture", "jump", "keys", "layers"}
    layers = {"layer_up", "layer_down", "way"}  # test_network_dialog.py
    remote = {"part_next", "part_back", "pin", "drawer", *(f"scene_{key}" for key in SCENES)}  # test_remote.py
    training = {"train", "train_once", "train_next", "train_back"}  # training/test_train_panel.py
    written = {"take_back", "continue_end"}  # oracle/test_predict_oracle.py
    others = {
        "copy_here",  # weights/test_weights_panel.py
        "next_face",
        "paste_here",
        "sample_next",
        "sample_back",
        "answers",  # oracle/test_answers_oracle.py
        "keep_snapshot",  # snapshots/test_snapshots.py
        "snapshots",
        "edit_cell",
        "edit_here",
        "new_cell",
        "quit",
        "undo",
        "redo",
        "copy_picture",
        "paste_sequence",
        "type_sequence",
        "escape",
        "unit_up",
    }
    elsewhere = dialogs | others | layers | remote | training | written
    assert {command for command, _ in KEYS} <= set(MOVES) | set(TOGGLES) | elsewhere


def test_keys_are_unique() -> None:
    keys = [key for _, key in KEYS]
    assert len(keys) == len(set(keys))


def test_every_command_stands_in_its_menu(window: MainWindow) -> None:
    titles = {menu.title() for menu in window.menuBar().findChildren(QMenu)}
    assert {title for _, title in MENUS} <= titles
    for command in COMMANDS:
        assert window.commands[command.key].text() == command.text


@pytest.mark.parametrize("command", ["keys", "about", "check"])
def test_help_opens_and_closes(window: MainWindow, command: str) -> None:
    window.commands[command].trigger()
    settle()
    dialogs = [d for d in window.findChildren(QDialog) if d.isVisible()]
    assert len(dialogs) == 1
    dialogs[0].close()
    settle()


def test_the_gradient_check_of_the_present_run_is_right(window: MainWindow, qtbot: QtBot) -> None:
    window.commands["check"].trigger()
    settle()
    (dialog,) = (d for d in window.findChildren(QDialog) if d.isVisible())

    def done() -> bool:
        texts = [label.text() for label in dialog.findChildren(QWidget) if hasattr(label, "text")]
        return "The gradients are right." in texts

    qtbot.waitUntil(done, timeout=20_000)
    dialog.close()
    settle()


@pytest.mark.parametrize("name", ["formula", "tape", "plots", "experiment"])
def test_panels_fold_away_and_come_back(window: MainWindow, name: str) -> None:
    action = window.commands[f"panel_{name}"]
    action.trigger()
    settle()
    assert hidden_panels(window.commands) == (name,)
    action.trigger()
    settle()
    assert hidden_panels(window.commands) == ()


def test_jump_goes_where_it_is_told(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QInputDialog, "getInt", lambda *args: (4, True))
    press(window, "Ctrl+G")
    assert window.simulation.cursor.step == 3


def test_reset_and_new_weights(window: MainWindow) -> None:
    simulation = window.simulation
    weights = simulation.run.experiment.params["W_f"]
    window.experiment.knobs["gain"].moved.emit(3.0)
    window.commands["reset"].trigger()
    settle()
    assert simulation.setup.weights.gain == 1.0
    assert (simulation.run.experiment.params["W_f"] == weights).all()
    window.commands["new_weights"].trigger()
    settle()
    assert (simulation.run.experiment.params["W_f"] != weights).any()


@pytest.mark.parametrize("key", sorted(SCENES))
def test_scenes_are_one_click_away(window: MainWindow, key: str) -> None:
    button = next(b for b in window.experiment.findChildren(QWidget) if b.property("scene") == key)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()
    assert window.simulation.setup == SCENES[key].setup


def test_escape_leaves_innermost_first(window: MainWindow) -> None:
    window.simulation.select(pins=("line:c",))
    window.presenter.toggle()
    window.sequence.field.setFocus()
    settle()
    press(window, "Esc")
    assert not window.sequence.field.hasFocus()
    press(window, "Esc")
    assert window.simulation.selection.pins == ()
    assert window.presenter.on
    press(window, "Esc")
    assert not window.presenter.on


def test_presenting_is_light_and_ends_as_it_began(window: MainWindow) -> None:
    press(window, "F5")
    assert window.theme.name == "light"
    assert window.isFullScreen()
    assert not window.menuBar().isVisible()
    press(window, "Right")
    press(window, "F5")
    assert window.theme.name == "dark"
    assert not window.isFullScreen()
    assert window.menuBar().isVisible()


@pytest.mark.parametrize("key", ["B", ".", "Esc"])
def test_black_screen_goes_again(window: MainWindow, key: str) -> None:
    press(window, "B")
    assert window.presenter.black
    press(window, key)
    assert not window.presenter.black


def test_story_keys_do_not_act_while_typing(window: MainWindow) -> None:
    field = window.sequence.field
    field.setFocus()
    field.clear()
    cursor = window.simulation.cursor
    for key in ("Home", "Right", "End", "Space"):
        press(window, key)
    QTest.keyClicks(field, "gbrt 1.5")
    settle()
    assert window.simulation.cursor == cursor
    assert field.text().strip() == "gbrt 1.5"
    assert not window.presenter.black


def test_a_slider_with_the_focus_keeps_its_arrows(window: MainWindow) -> None:
    slider = window.experiment.knobs["gain"].slider
    slider.setFocus()
    step, value = window.simulation.cursor, slider.value()
    press(window, "Right")
    assert slider.value() > value
    assert window.simulation.cursor == step


def test_a_clicked_button_does_not_swallow_space(window: MainWindow) -> None:
    QTest.mouseClick(window.transport.findChildren(QWidget)[0], Qt.MouseButton.LeftButton)
    for button in (b for b in window.transport.findChildren(QWidget) if b.accessibleName().startswith("Onward")):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    press(window, "Space")
    assert window.player.playing


def test_one_drag_is_one_undo(window: MainWindow) -> None:
    simulation = window.simulation
    slider = window.experiment.knobs["gain"].slider
    slider.setSliderDown(True)
    for position in range(120, 220, 4):
        slider.setSliderPosition(position)
        settle(2)
    slider.setSliderDown(False)
    assert simulation.setup.weights.gain > 2.0
    simulation.document.undo()
    settle()
    assert simulation.setup.weights.gain == 1.0
    assert not simulation.document.can_undo


def test_a_slider_hidden_under_the_hand_is_let_go(window: MainWindow) -> None:
    slider = window.experiment.knobs["gain"].slider
    slider.setSliderDown(True)
    slider.setSliderPosition(slider.value() + 40)
    settle()
    window.experiment.hide()
    settle()
    assert not slider.isSliderDown() and not any(panel.live for panel in window.panels.values())


@pytest.mark.parametrize(("text", "value"), [("2,5", 2.5), ("1/2", 0.5), ("3", 3.0)])
def test_numbers_are_typed_into_knobs(window: MainWindow, text: str, value: float) -> None:
    field = window.experiment.knobs["gain"].field
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle()
    assert window.simulation.setup.weights.gain == value


@pytest.mark.parametrize("text", ["abc", "99", "-1", "nan", "1e999"])
def test_bad_numbers_change_nothing_and_say_why(window: MainWindow, text: str) -> None:
    knob = window.experiment.knobs["gain"]
    sentences: list[str] = []
    knob.refused.connect(sentences.append)
    knob.field.setFocus()
    knob.field.selectAll()
    QTest.keyClicks(knob.field, text)
    QTest.keyClick(knob.field, Qt.Key.Key_Return)
    settle()
    assert window.simulation.setup.weights.gain == 1.0
    assert len(sentences) == 1 and sentences[0].endswith(".")


def test_another_sentence_is_typed(window: MainWindow) -> None:
    press(window, "Ctrl+L")
    QTest.keyClicks(window.sequence.field, "leave Taipei")
    press(window, "Return")
    assert window.simulation.setup.words[:2] == ("leave", "Taipei")
    assert not window.sequence.field.hasFocus()


@pytest.mark.parametrize("text", ["", "a" * 50, "1 2 x 3", "1 2; 3"])
def test_a_bad_sequence_gets_a_sentence_and_changes_nothing(window: MainWindow, text: str) -> None:
    before = window.simulation.setup
    window.sequence.field.setFocus()
    window.sequence.field.clear()
    QTest.keyClicks(window.sequence.field, text)
    press(window, "Return")
    assert window.simulation.setup == before
    assert window.sequence.error.isVisible()
    assert window.sequence.error.text().endswith(".")


def test_rows_are_pasted(window: MainWindow) -> None:
    QApplication.clipboard().setText("1\t2\n3\t4\n5\t6\n")
    press(window, "Ctrl+Shift+V")
    assert window.simulation.setup.sequence.rows == ((1.0, 2.0), (3.0, 4.0), (5.0, 6.0))


def test_cells_are_chosen(window: MainWindow) -> None:
    box = window.transport.findChild(QWidget, "") and window.transport._cells
    for index in range(box.count()):
        box.setCurrentIndex(index)
        box.activated.emit(index)
        settle()
        assert window.simulation.setup.layers[0].cell_key == box.itemData(index)


@pytest.mark.parametrize(("choice", "value"), [("hold at 0", 0.0), ("hold at 1", 1.0)])
def test_gates_are_held_and_released(window: MainWindow, choice: str, value: float) -> None:
    def choose(text: str) -> None:
        window.experiment.hold("f")
        menu = next(m for m in window.experiment.findChildren(QMenu) if m.isVisible())
        next(a for a in menu.actions() if a.text().startswith(text)).trigger()
        menu.close()
        settle()

    choose(choice)
    assert (window.simulation.run.value("f") == value).all()
    assert window.experiment.chips["f"].isChecked()
    choose("auto")
    assert window.simulation.setup.holds == ()


def test_a_gate_is_held_in_chosen_steps_at_a_typed_value(window: MainWindow) -> None:
    window.tape.hold_requested.emit("i", 2, 4)
    settle()
    menu = next(m for m in window.experiment.findChildren(QMenu) if m.isVisible())
    field = menu.findChild(QLineEdit)
    QTest.keyClicks(field, "1/4")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle()
    held = (window.simulation.run.value("i") == 0.25).all(axis=1)
    assert list(held.nonzero()[0]) == [2, 3, 4]


def test_loss_at_every_step(window: MainWindow) -> None:
    button = next(b for b in window.experiment.findChildren(QWidget) if b.accessibleName() == "Loss at: every step")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()
    assert window.simulation.run.experiment.loss == "every"


@pytest.mark.parametrize(("suffix", "head"), [(".png", b"\x89PNG"), (".svg", b"<?xml"), (".pdf", b"%PDF")])
def test_pictures_are_saved(window: MainWindow, tmp_path: Path, suffix: str, head: bytes) -> None:
    path = tmp_path / f"picture{suffix}"
    window.files.pictures.save_path(path)
    assert window.busy and not path.exists()
    window.files.pictures.finish()
    assert path.read_bytes().startswith(head)


def test_picture_is_copied(window: MainWindow) -> None:
    window.commands["copy_picture"].trigger()
    window.files.pictures.finish()
    assert not QApplication.clipboard().image().isNull()


def test_experiments_are_saved_and_opened(window: MainWindow, make_window: Make, tmp_path: Path) -> None:
    path = tmp_path / "mine.rnnviz"
    window.experiment.knobs["gain"].moved.emit(2.0)
    window.simulation.move(Cursor(3, 4, "backward", "line"))
    assert window.files.save_path(path)
    other = make_window()
    assert other.files.open_path(path)
    assert other.simulation.setup == window.simulation.setup
    assert other.simulation.cursor == window.simulation.cursor
    assert path in other.files.recent()
    assert "mine.rnnviz" in other.windowTitle()


def test_a_bad_file_changes_nothing_and_says_why(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "bad.rnnviz"
    path.write_bytes(b'{"format": "rnnviz/1", "setup": 5}')
    before = window.simulation.setup
    assert not window.files.open_path(path)
    settle()
    (box,) = (d for d in window.findChildren(QDialog) if d.isVisible())
    assert box.accessibleName().startswith("bad.rnnviz")
    assert window.simulation.setup == before
    box.close()
    settle()


def test_what_was_last_on_screen_comes_back(make_window: Make) -> None:
    first = make_window(remembered=None)
    first.experiment.knobs["gain"].moved.emit(2.5)
    settle()
    first.close()
    second = make_window()
    second.commands["reopen"].trigger()
    settle()
    assert second.simulation.setup.weights.gain == 2.5


def test_a_window_may_go_before_its_right_column_is_made(make_window: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    make_window()  # the application in its dress
    errors: list[str] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: errors.append(str(error)))
    window = MainWindow(Document(Setup()), "dark", DEFAULTS)
    window.show()
    window.grab()
    assert window._painted and not window.panels.keys() & {"gradient", "experiment"}
    shiboken6.delete(window)
    settle()
    assert errors == []


@pytest.mark.parametrize("setup", [Setup(), Setup((LayerChoice(), LayerChoice()))], ids=["cell", "network"])
def test_panels_that_were_dragged_and_folded_come_back(make_window: Make, setup: Setup) -> None:
    window = make_window(setup)

    def places() -> list[QRect]:
        settle()
        return [window.stage.geometry(), *(pane.geometry() for pane in window.body.panes.values())]

    before = places()
    for splitter in window.body._splitters():
        splitter.moveSplitter(round(splitter.sizes()[0] * 0.7), 1)
    window.commands["panel_plots"].setChecked(False)
    window.commands["panel_formula"].setChecked(False)
    assert places() != before and window.body.fractions
    window.commands.do("panels")
    assert places() == before and not window.body.fractions and not hidden_panels(window.commands)


def test_other_colours_come_at_once_and_to_everything(window: MainWindow) -> None:
    window.look.toggle_theme()
    assert window.updatesEnabled(), "a frozen window may stay so"
    at_once = window.grab().toImage()
    settle()
    assert window.grab().toImage() == at_once, "the first picture is the one that stays"
    window.look.restyle(force=True)
    settle()
    assert window.grab().toImage() == at_once
    window.look.toggle_theme()
    window.look.toggle_theme()
    assert window.theme.name == "light" and window.grab().toImage() == at_once


def test_a_panel_that_cannot_take_other_colours_does_not_freeze_the_window(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("no colours")

    monkeypatch.setattr(window.formula, "dress", fail)
    with pytest.raises(ValueError, match="no colours"):
        window.look.toggle_theme()
    assert window.updatesEnabled()
    monkeypatch.undo()
    window.simulation.next()
    settle()
    assert window.stage.simulation.cursor.step == 6


def test_window_panels_and_theme_are_remembered(make_window: Make) -> None:
    first = make_window(remembered=None, theme="light")
    first.commands["panel_tape"].trigger()
    first.resize(1300, 740)
    settle()
    first.close()
    second = make_window(theme=None, remembered=None)
    assert second.theme.name == "light"
    assert hidden_panels(second.commands) == ("tape",)


def test_file_dialogs_lead_to_the_file(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def named(name: str) -> Callable[..., tuple[str, str]]:
        return lambda *args: (str(tmp_path / name), "")

    dialog = files_module.QFileDialog
    monkeypatch.setattr(dialog, "getSaveFileName", named("a"))
    press(window, "Ctrl+Shift+S")
    assert (tmp_path / "a.rnnviz").exists()
    monkeypatch.setattr(dialog, "getSaveFileName", named("picture"))
    press(window, "Ctrl+E")
    qtbot.waitUntil((tmp_path / "picture.png").exists)  # pictures are painted in slices
    (tmp_path / "numbers.csv").write_text("1\n2\n3\n")
    monkeypatch.setattr(dialog, "getOpenFileName", named("numbers.csv"))
    press(window, "Ctrl+Shift+O")
    assert window.simulation.setup.sequence.rows == ((1.0,), (2.0,), (3.0,))
    monkeypatch.setattr(dialog, "getOpenFileName", named("a.rnnviz"))
    press(window, "Ctrl+O")
    assert window.simulation.setup.sequence.kind == "words"
    press(window, "Ctrl+S")
    assert window.files.path == tmp_path / "a.rnnviz"


def focusable(window: MainWindow) -> list[QWidget]:
    """Everything the keyboard can reach."""
    return [w for w in window.findChildren(QWidget) if w.focusPolicy() != Qt.FocusPolicy.NoFocus and w.isVisible()]


def test_every_control_has_an_accessible_name(window: MainWindow) -> None:
    def name(widget: QWidget) -> str:
        return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)

    def inner(widget: QWidget) -> bool:
        """Parts Qt makes inside a control, which speaks for them."""
        parent = widget.parent()
        viewport = isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget
        return viewport or isinstance(parent, QAbstractSpinBox)

    nameless = [w for w in focusable(window) if not name(w).strip() and not inner(w)]
    assert [f"{type(w).__name__} {w.objectName()}" for w in nameless] == []


@pytest.mark.parametrize("size", [(1280, 720), (1366, 700), (1920, 1080), (960, 560)])
def test_fits_its_window(window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    settle()
    assert (window.width(), window.height()) == size
    for widget in (panel for panel in window.panels.values() if panel.isVisible()):
        corner = widget.mapTo(window, QPoint(widget.width(), widget.height()))
        assert corner.x() <= size[0] and corner.y() <= size[1]


def test_settings_are_left_alone_by_a_screenshot(make_window: Make) -> None:
    first = make_window(theme="light", remembered=DEFAULTS)
    first.close()
    assert make_window(theme=None, remembered=None).theme.name == "dark"


@pytest.mark.parametrize("key", ["lstm_scalar", "gru", "jordan"])
def test_note_and_source_of_the_cell_are_shown(window: MainWindow, key: str) -> None:
    window.simulation.edit(window.simulation.setup.with_cell(key))
    settle()
    cell = window.simulation.cell
    box = window.transport.findChild(QComboBox)
    tip = html.unescape(box.toolTip())
    assert cell.note in tip and cell.source in tip
    window.commands["about_cell"].trigger()
    settle()
    dialog = window.findChild(CellDialog)
    shown = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert shown[:2] == [cell.name, cell.note] and shown[2].endswith(cell.source)
    dialog.close()


def test_every_knob_and_plot_says_what_it_is_under_a_resting_pointer(window: MainWindow) -> None:
    shown = [knob for knob in window.experiment.knobs.values() if not knob.isHidden()]
    assert len(shown) == 4
    hinted = [*shown, *(window.panels[key] for key in ("gradient", "map", "spectrum"))]
    assert all(len(part.toolTip()) > 20 for part in hinted)
    forward = window.panels["spectrum"].toolTip()
    window.simulation.set_pass("backward")
    window.panels["spectrum"]._choose("∂")
    assert window.panels["spectrum"].toolTip() != forward
