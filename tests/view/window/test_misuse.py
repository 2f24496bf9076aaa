"""What a hurried or hostile hand does: wrong keys in fields, edits that outlive what they edit, clicks beside them."""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QMenu,
    QMessageBox,
    QPushButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from rnnviz.io import document as document_module
from rnnviz.io import drafts as drafts_module
from rnnviz.model.setup.arrays import Arrays
from rnnviz.model.setup.choices import Edit, Hold
from rnnviz.model.setup.scenes import SCENES
from rnnviz.model.setup.sequence import numbers_sequence, words_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.view.widgets.box import Box
from rnnviz.view.widgets.overflow import Overflow
from rnnviz.view.window import notices as files_module
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import Make, settle
from tests.view.window.test_main_window import press


def click(window: MainWindow, widget: QWidget, place: QPoint | None = None) -> None:
    """A click as it comes from the screen: to the window first, not straight to the widget."""
    spot = place or widget.rect().center()
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=widget.mapTo(window, spot))
    settle()


def type_into(field: QWidget, text: str, *keys: Qt.Key) -> None:
    field.setFocus()
    QTest.keyClicks(field, text)
    for key in keys:
        QTest.keyClick(field, key)
    settle()


# the keys come back to the story --------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_a_number_box_gives_the_keys_back(window: MainWindow, key: Qt.Key) -> None:
    hidden, _ = window.experiment.spins
    hidden.setFocus()
    hidden.selectAll()
    type_into(hidden, "12", key)
    assert window.simulation.setup.layers[0].hidden == (12 if key == Qt.Key.Key_Return else 8)
    assert hidden.value() == int(hidden.text()) == window.simulation.setup.layers[0].hidden
    step = window.simulation.cursor.step
    press(window, "Right")
    assert window.simulation.cursor.step == step + 1


def test_a_knob_gives_the_keys_back_once_its_number_is_good(window: MainWindow) -> None:
    field = window.experiment.knobs["gain"].field
    field.setFocus()
    field.selectAll()
    type_into(field, "x", Qt.Key.Key_Return)
    assert field.hasFocus()
    type_into(field, "1,5", Qt.Key.Key_Return)
    assert window.simulation.setup.weights.gain == 1.5
    assert not field.hasFocus()


def test_escape_in_a_knob_restores_the_number(window: MainWindow) -> None:
    field = window.experiment.knobs["gain"].field
    field.setFocus()
    field.selectAll()
    type_into(field, "3", Qt.Key.Key_Escape)
    assert window.simulation.setup.weights.gain == 1.0
    assert field.text() == "1.00"


def test_escape_leaves_a_slider(window: MainWindow) -> None:
    slider = window.experiment.knobs["gain"].slider
    slider.setFocus()
    press(window, "Esc")
    step = window.simulation.cursor.step
    press(window, "Right")
    assert (window.simulation.cursor.step, window.simulation.setup.weights.gain) == (step + 1, 1.0)


def test_a_list_opened_and_left_does_not_keep_the_arrows(window: MainWindow) -> None:
    box = window.transport.findChild(QComboBox)
    click(window, box)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(box.view(), Qt.Key.Key_Escape)
    settle()
    press(window, "Down")
    assert window.simulation.setup.layers[0].cell_key == "lstm"
    assert window.simulation.selection.unit == 1


def test_every_choice_is_reached_by_the_keyboard(window: MainWindow) -> None:
    button = next(b for b in window.experiment.findChildren(QWidget) if b.accessibleName() == "Loss at: last step")
    button.setFocus(Qt.FocusReason.TabFocusReason)
    press(window, "Right")
    assert window.simulation.setup.loss.at == "every"
    press(window, "Left")
    assert window.simulation.setup.loss.at == "last"


def test_the_keyboard_is_never_nobodys(window: MainWindow) -> None:
    press(window, "Ctrl+L")
    press(window, "Esc")
    assert window.stage.hasFocus()


def test_a_click_beside_a_field_ends_it(window: MainWindow) -> None:
    field = window.sequence.field
    click(window, field)
    field.selectAll()
    QTest.keyClicks(field, "leave Taipei")
    onward = next(b for b in window.transport.findChildren(QWidget) if b.accessibleName().startswith("Onward"))
    click(window, onward)
    assert window.simulation.setup.sequence.words == ("leave", "Taipei")
    assert window.stage.hasFocus()


def test_a_click_into_another_field_goes_there(window: MainWindow) -> None:
    window.tape.edit_word(2)
    QTest.keyClicks(window.tape.editor, "love")
    click(window, window.sequence.field)
    assert window.simulation.setup.sequence.words[2] == "love"
    assert window.sequence.field.hasFocus()


def test_the_wheel_passes_over_a_slider(window: MainWindow) -> None:
    def turn(widget: QWidget) -> None:
        place = QPointF(widget.rect().center())
        no = Qt.KeyboardModifier.NoModifier
        event = QWheelEvent(
            place, QPointF(widget.mapToGlobal(place.toPoint())), QPoint(), QPoint(0, -480),
            Qt.MouseButton.NoButton, no, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(widget, event)
        settle()

    before = window.simulation.setup
    spins: tuple[QSpinBox, ...] = window.experiment.spins
    for widget in (window.experiment.knobs["gain"].slider, *spins):
        turn(widget)
    assert window.simulation.setup == before
    window.experiment.knobs["gain"].slider.setFocus()
    turn(window.experiment.knobs["gain"].slider)
    assert window.simulation.setup != before


# edits that outlive what they edit ------------------------------------------------------------------------------


def test_a_word_being_typed_does_not_go_into_another_sequence(window: MainWindow) -> None:
    window.tape.edit_word(5)
    editor = window.tape.editor
    QTest.keyClicks(editor, "late")
    window.openings.show_scene("explode")
    settle()
    assert window.tape.editor is None
    assert window.simulation.setup == SCENES["explode"].setup


def test_a_weight_of_a_cell_that_is_gone_is_not_edited(window: MainWindow) -> None:
    window.simulation.edit(window.simulation.setup.with_cell("rnn"))
    before = window.simulation.setup
    window.inspector.weight_edited.emit("W_f", (0, 0), 1.0)
    window.inspector.weight_edited.emit("U", (0, 60), 1.0)
    settle()
    assert window.simulation.setup == before


def test_a_gate_of_a_cell_that_is_gone_is_not_held(window: MainWindow) -> None:
    window.experiment.hold("f", 2, 9)
    menu = next(m for m in window.experiment.findChildren(QMenu) if m.isVisible())
    window.simulation.edit(window.simulation.setup.with_cell("gru"))
    next(a for a in menu.actions() if a.text() == "hold at 0").trigger()
    settle()
    assert window.simulation.setup.holds == ()
    menu.close()


def test_a_chip_of_a_cell_just_chosen_opens_its_menu(window: MainWindow) -> None:
    window.simulation.edit(window.simulation.setup.with_cell("gru"))  # not simulated yet
    window.simulation.flush()
    window.experiment.chips["z"].click()
    menu = next(m for m in window.experiment.findChildren(QMenu) if m.isVisible())
    assert menu.title() == "Hold update in every step"
    menu.close()
    window.experiment.hold("f")
    assert not [m for m in window.experiment.findChildren(QMenu) if m.isVisible() and m is not menu]


def test_a_tape_drag_survives_another_cell(window: MainWindow) -> None:
    window.tape._hold, window.tape._drag = ("f", 2, 4), "hold"
    window.simulation.edit(window.simulation.setup.with_cell("rnn"))
    settle()
    assert window.tape._hold is None


# choosing what is chosen ----------------------------------------------------------------------------------------


def test_choosing_the_same_again_loses_nothing(make_window: Make) -> None:
    edit, hold = Edit("W_f", (0, 0), 2.0), Hold("f", 1.0)
    window = make_window(replace(Setup().with_weights(keep_bias=2.0), holds=(hold,)).with_edit(edit))
    before = window.simulation.setup
    window.transport.cell_chosen.emit("lstm", "")
    window.sequence._vectors.activated.emit(0)
    settle()
    assert window.simulation.setup == before
    assert not window.simulation.document.can_undo


def test_word_vectors_keep_the_recurrent_numbers(make_window: Make) -> None:
    edits = (Edit("U_f", (0, 0), 2.0), Edit("W_f", (0, 0), 3.0))
    window = make_window(Setup().with_edit(edits[0]).with_edit(edits[1]))
    window.sequence._vectors.activated.emit(2)
    settle()
    assert window.simulation.setup.vectors == 3
    assert list(window.simulation.setup.weights.numbers()) == [("0.U_f", (0, 0), 2.0)]


def test_a_cell_of_a_file_stays_in_the_list(make_window: Make) -> None:
    text = Setup().cell.text.replace("LSTM", "Mine", 1)
    window = make_window(Setup().with_cell("", text))
    box = window.transport.findChild(QComboBox)
    assert box.currentText() == "Mine"
    own = box.currentIndex()
    window.transport.cell_chosen.emit("gru", "")
    settle()
    assert box.currentText() == "GRU"
    box.activated.emit(own)
    settle()
    assert window.simulation.setup.layers[0].cell_text == text and box.currentIndex() == own


# sentences and numbers ------------------------------------------------------------------------------------------


def test_a_sentence_about_a_mistake_goes_when_it_is_over(window: MainWindow) -> None:
    window.experiment.show_error("That was wrong.")
    window.openings.show_scene("vanish")
    settle()
    assert not window.experiment.scenes.error.isVisible()


def test_a_long_sequence_is_not_cut_by_its_field(make_window: Make) -> None:
    words = [f"word{i % 50:036d}" for i in range(1500)]
    window = make_window(replace(Setup().with_hidden(2), sequence=words_sequence(words)))
    before = window.simulation.setup
    type_into(window.sequence.field, "", Qt.Key.Key_Return)
    assert window.simulation.setup == before
    assert len(window.sequence.field.text()) > 32_767


def test_a_retyped_number_leaves_the_others_exact(make_window: Make) -> None:
    window = make_window(replace(Setup(), sequence=numbers_sequence([[1 / 3, 0.1], [2 / 3, 123456.789]])))
    window.tape.edit_word(1)
    assert window.tape.editor.text() == "0.6666666666666666 123456.789"
    window.tape.editor.setText("0,5 123456.789")
    press(window, "Return")
    assert window.simulation.setup.sequence.rows == ((1 / 3, 0.1), (0.5, 123456.789))
    field = window.sequence.field
    field.setText(field.text().replace("0.1;", "0.2;"))
    type_into(field, "", Qt.Key.Key_Return)
    assert window.simulation.setup.sequence.rows == ((1 / 3, 0.2), (0.5, 123456.789))


def test_no_silence_after_a_sequence_that_fills_the_tape(make_window: Make) -> None:
    window = make_window(replace(Setup().with_cell("rnn").with_hidden(1), sequence=numbers_sequence([[0.0]] * 2000)))
    assert not window.experiment.knobs["silent"].isEnabled()


# files ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("yes", [True, False])
@pytest.mark.parametrize(("command", "name"), [("save_as", "mine.rnnviz"), ("save_picture", "mine.png")])
def test_a_completed_name_does_not_overwrite_unasked(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, name: str, yes: bool
) -> None:
    (tmp_path / name).write_bytes(b"precious")
    button = QMessageBox.StandardButton
    chosen: Callable[..., tuple[str, str]] = lambda *args: (str(tmp_path / "mine"), "")  # noqa: E731
    monkeypatch.setattr(files_module.QFileDialog, "getSaveFileName", chosen)
    monkeypatch.setattr(Box, "exec", lambda box: button.Yes if yes else button.No)
    window.commands.do(command)
    window.files.pictures.finish()
    assert ((tmp_path / name).read_bytes() != b"precious") is yes


def test_another_experiment_is_not_saved_over_the_open_file(window: MainWindow, tmp_path: Path) -> None:
    assert window.files.save_path(tmp_path / "mine.rnnviz")
    window.openings.show_scene("vanish")
    settle()
    assert window.files.path is None
    assert "mine" not in window.windowTitle()


# editing by key -------------------------------------------------------------------------------------------------


def test_f2_edits_the_open_card_or_else_the_word(window: MainWindow) -> None:
    press(window, "F2")
    assert window.tape.editor.text() == window.simulation.setup.words[window.simulation.cursor.step]
    press(window, "Esc")
    window.simulation.select(pins=("line:f",))
    settle()
    window.stage.setFocus()
    press(window, "F2")
    assert not window.inspector.cards["line:f"].editor.isHidden()
    press(window, "Esc")
    assert window.inspector.cards["line:f"].editor.isHidden()


def test_checking_a_long_sequence_does_not_stop_the_lecture(make_window: Make) -> None:
    window = make_window(replace(Setup(), sequence=numbers_sequence([[0.5]] * 400)))
    window.commands.do("check")
    settle()
    (dialog,) = (d for d in window.findChildren(QDialog) if d.isVisible())
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert "The gradients are right." not in texts  # it goes on in slices, and the story meanwhile, too
    step = window.simulation.cursor.step
    window.simulation.next()
    assert window.simulation.cursor.step == step + 1
    dialog.close()
    settle()


@pytest.mark.parametrize("way", ["save", "close"])
def test_what_is_being_typed_is_kept(make_window: Make, tmp_path: Path, way: str) -> None:
    window = make_window(remembered=None)
    window.tape.edit_word(2)
    QTest.keyClicks(window.tape.editor, "love")
    if way == "save":
        window.files.path = tmp_path / "mine.rnnviz"
        press(window, "Ctrl+S")
    else:
        window.close()
    assert window.simulation.setup.sequence.words[2] == "love"
    kept = make_window()
    if way == "save":
        assert kept.files.open_path(tmp_path / "mine.rnnviz")
    else:
        kept.files.reopen()
    assert kept.simulation.setup.sequence.words[2] == "love"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Questions that were answered with Cancel."""
    questions: list[str] = []

    def cancel(box: Box) -> object:
        questions.append(box.text())
        return QMessageBox.StandardButton.Cancel

    monkeypatch.setattr(Box, "exec", cancel)
    return questions


def test_what_cannot_be_kept_does_not_go_silently(
    make_window: Make, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window(remembered=None)
    window.cells.edit()
    monkeypatch.setattr(document_module, "MAX_BYTES", 100)
    window.close()
    assert window.isVisible() and window.cells.editor is not None
    assert asked == [
        "What is on screen cannot be saved, because it is larger than the limit of 0 MB for a document. "
        "Once the window is closed it is lost. Close it all the same?"
    ]
    monkeypatch.setattr(Box, "exec", lambda _: QMessageBox.StandardButton.Close)
    window.close()
    assert not window.isVisible()


def test_a_full_disk_is_said_when_the_window_closes(
    make_window: Make, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window(remembered=None)
    window.cells.edit()
    editor = window.cells.editor
    assert editor is not None
    editor.resume(editor.draft.named("Mine"))

    def full(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as m:
        m.setattr(document_module, "write_whole", full)
        m.setattr(drafts_module, "write_whole", full)
        window.close()
    assert window.isVisible() and window.cells.editor is editor and len(asked) == 1
    assert "on screen cannot be saved, because the disk is full. The draft of “Mine” cannot be kept" in asked[0]
    window.close()
    assert not window.isVisible() and len(asked) == 1


@pytest.mark.parametrize("folded", [False, True])
def test_an_experiment_that_fails_gives_the_former_one_back_and_says_why(window: MainWindow, folded: bool) -> None:
    window.commands["panel_experiment"].setChecked(not folded)
    settle()
    before = window.simulation.setup
    window.simulation.edit(before.with_weights(given=Arrays({"0.W_q": [[1.0]]})))
    settle()
    assert window.simulation.setup == before
    assert window.experiment.scenes.error.text()
    boxes = [d for d in window.findChildren(QDialog) if d.isVisible()]
    assert len(boxes) == int(folded)
    for box in boxes:
        box.close()
    settle()


@pytest.mark.parametrize("width", [960, 1100, 1280])
def test_a_narrow_window_cuts_no_control_off(window: MainWindow, width: int, qtbot: QtBot) -> None:
    window.resize(width, 560)
    qtbot.waitUntil(lambda: not window.look._later.isActive(), timeout=20_000)  # type follows the size a moment later
    settle()
    bar = window.transport
    assert bar.layout().minimumSize().width() <= width
    for button in (b for b in bar.findChildren(QPushButton) if b.isVisible()):
        assert button.width() >= min(button.minimumSizeHint().width(), button.maximumWidth())
    window.resize(1600, 900)
    settle()
    rest = [b for b in bar.findChildren(QPushButton) if not b.isVisible()]
    assert [type(b) for b in rest] == [Overflow]  # what lists buttons without room has nothing to list


def test_the_knobs_do_not_grow_with_every_restyle(window: MainWindow) -> None:
    widths = set()
    for _ in range(3):
        window.presenter.toggle()
        settle()
        window.presenter.toggle()
        window.look.restyle(force=True)
        settle()
        widths.add(window.experiment.knobs["gain"].label_width())
        widths.add(window.experiment.knobs["gain"]._label.width())
    assert len(widths) <= 2
