"""A cell of one's own, typed with real keys: marks, mending, preview, saving, opening, leaving; nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QDialog,
    QLabel,
    QMessageBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from rnnviz.engine import CELLS, Cell
from rnnviz.engine.language.several import words
from rnnviz.io import cells as cells_module
from rnnviz.io.cells import file_name, load_cell, save_cell
from rnnviz.model.draft.draft import Draft
from rnnviz.model.picture.layout import layered
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import Cursor
from rnnviz.view.cell_editor import CellEditor
from rnnviz.view.cell_editor.facts import summary
from rnnviz.view.cell_editor.texts import Texts
from rnnviz.view.window import notices
from rnnviz.view.window.main_window import MainWindow
from rnnviz.view.work.worker import Worker
from tests.view.conftest import Make, settle
from tests.view.window.test_main_window import press
from tests.view.window.test_misuse import click

SWAPPED = "z = sigmoid(W_z @ x + U_z @ h_prev)\nh = z * h_prev + (1 - z) * tanh(W @ x + U @ h_prev)"


def editor_of(window: MainWindow) -> CellEditor:
    assert window.cells.editor is not None
    return window.cells.editor


@pytest.fixture
def editor(window: MainWindow) -> CellEditor:
    press(window, "Ctrl+N")
    return editor_of(window)


def type_over(editor: CellEditor, text: str) -> None:
    """Select everything and type."""
    field = editor.texts.equations
    field.setFocus()
    field.selectAll()
    for number, row in enumerate(text.split("\n")):
        if number:
            QTest.keyClick(field, Qt.Key.Key_Return)
        QTest.keyClicks(field, row)
    editor.flush()
    settle()


def put_cursor(editor: CellEditor, after: str) -> None:
    """A click behind some words."""
    field = editor.texts.equations
    cursor = field.textCursor()
    cursor.setPosition(field.toPlainText().index(after) + len(after))
    field.setTextCursor(cursor)
    settle()


def mistype(editor: CellEditor) -> None:
    """sigmoid -> sigmod in the output gate, with the keyboard."""
    put_cursor(editor, "o = sigmoi")
    QTest.keyClick(editor.texts.equations, Qt.Key.Key_Backspace)
    editor.flush()
    editor.texts.equations._show_card()
    settle()


# typing ---------------------------------------------------------------------------------------------------------


def test_new_cell_begins_with_the_one_on_the_stage(window: MainWindow, editor: CellEditor) -> None:
    assert not window.stage.isVisible() and editor.isVisible() and window.transport.isVisible()
    assert editor.draft.equations.splitlines()[0].startswith("f = sigmoid(W_f @ x")
    assert editor.texts.equations.hasFocus() and editor.found.good
    assert editor.footer.save.isEnabled()


def test_a_slip_gets_a_card_and_tab_mends_it(editor: CellEditor) -> None:
    mistype(editor)
    card = editor.texts.equations.card
    assert card.isVisible()
    assert card.text == "Line 7: there is no function called sigmod. Did you mean sigmoid?"
    assert not editor.footer.save.isEnabled()
    assert editor.footer.state.text() == "Save waits for line 7"
    QTest.keyClick(editor.texts.equations, Qt.Key.Key_Tab)
    editor.flush()
    assert "o = sigmoid(W_o" in editor.draft.equations
    assert editor.found.good and card.isHidden() and editor.footer.save.isEnabled()
    assert editor.texts.equations.hasFocus()


def test_the_card_waits_for_the_hand_and_comes_by_itself(editor: CellEditor, qtbot: QtBot) -> None:
    field = editor.texts.equations
    put_cursor(editor, "o = sigmoi")
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert field.card.isHidden()
    qtbot.waitUntil(lambda: bool(field.wrong_rows), timeout=20_000)
    qtbot.waitUntil(field.card.isVisible, timeout=20_000)


def test_a_click_on_replace_does_the_same(window: MainWindow, editor: CellEditor) -> None:
    mistype(editor)
    click(window, editor.texts.equations.card.button)
    editor.flush()
    assert editor.found.good


def test_without_a_card_tab_goes_on(editor: CellEditor) -> None:
    QTest.keyClick(editor.texts.equations, Qt.Key.Key_Tab)
    assert not editor.texts.equations.hasFocus()


def test_the_lines_that_are_right_stay_lit(editor: CellEditor) -> None:
    mistype(editor)
    assert editor.preview.note.text() == "8 of 9 lines understood; the others count as 0"
    texts = editor.steps.texts()
    assert texts[6] == "7 output gate: fix the red word"
    assert texts[8] == "9 hidden: waits for line 7"
    assert all("0" in text for text in texts[:6])
    written = dict(editor.preview.stage.texts())
    editor.preview.stage.grab()
    written = dict(editor.preview.stage.texts())
    assert written["line:o"] == "? sigmod"


def test_what_is_typed_is_computed(window: MainWindow, editor: CellEditor) -> None:
    type_over(editor, SWAPPED)
    assert editor.preview.simulation.cell.states == ("h",)
    assert editor.preview.simulation.steps == window.simulation.steps
    assert editor.facts.rows[0][1] == "h"
    assert editor.facts.rows[1][1] == "W_z, U_z, W, U"
    assert {*words(), "/", ".T"} <= {word for _, listed, _ in editor.facts.rows for word in listed.split()}
    assert [text.split(":")[0] for text in editor.steps.texts()] == ["1 z", "2 hidden"]


def test_story_keys_are_letters_here(window: MainWindow, editor: CellEditor) -> None:
    cursor, theme = window.simulation.cursor, window.theme
    type_over(editor, "# gbrt . b\nh = tanh(W @ x)")
    for key in ("Home", "Left", "Space", "End", "Up", "PgDown"):
        press(window, key)
    assert (window.simulation.cursor, window.theme, window.presenter.black) == (cursor, theme, False)
    assert not window.player.playing


def test_undo_takes_back_words_colours_and_beginnings(window: MainWindow, editor: CellEditor) -> None:
    before = editor.draft
    type_over(editor, SWAPPED)
    editor.history.settle()
    put_cursor(editor, "z = sig")
    QTest.mouseClick(editor.roles.chips["update"], Qt.MouseButton.LeftButton)
    assert editor.found.cell.by_name["z"].role == "update"
    editor.header.start.activated.emit(editor.header.start.findData("gru"))
    assert "n = tanh" in editor.texts.equations.toPlainText()
    press(window, "Ctrl+Z")
    assert editor.texts.equations.toPlainText() == SWAPPED
    press(window, "Ctrl+Z")
    assert editor.found.cell.by_name["z"].role == "plain"
    press(window, "Ctrl+Z")
    assert editor.draft == before and editor.texts.equations.toPlainText() == before.equations
    press(window, "Ctrl+Shift+Z")
    assert editor.texts.equations.toPlainText() == SWAPPED
    assert window.simulation.setup.layers[0].cell_key == "lstm"


def test_a_new_beginning_may_be_nothing(editor: CellEditor) -> None:
    editor.header.start.activated.emit(0)
    assert editor.texts.equations.toPlainText() == ""
    assert editor.footer.state.text() == "Save waits: there is no equation yet"
    type_over(editor, "h = tanh(W @ x + U @ h_prev)")
    assert editor.found.good


def test_a_name_is_wanted(editor: CellEditor) -> None:
    editor.header.name.setFocus()
    editor.header.name.selectAll()
    QTest.keyClick(editor.header.name, Qt.Key.Key_Delete)
    editor.flush()
    assert editor.footer.state.text() == "Save waits for a name"
    QTest.keyClicks(editor.header.name, "mine")
    editor.flush()
    assert editor.ready and editor.draft.name == "mine"


def test_a_sketch_places_the_lines_and_its_slips_are_shown(editor: CellEditor) -> None:
    type_over(editor, SWAPPED)
    click_tab = editor.texts.tabs[1]
    QTest.mouseClick(click_tab, Qt.MouseButton.LeftButton)
    field = editor.texts.sketch
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "h_perv z h h_next")
    editor.flush()
    field._show_card()
    assert "h_perv is not a line" in field.card.text
    assert editor.footer.state.text() == "Save waits for line 1 of the sketch"
    QTest.keyClick(field, Qt.Key.Key_Tab)
    editor.flush()
    assert editor.found.good and editor.found.cell.sketch == (("h_prev", "z", "h", "h_next"),)


def test_only_what_differs_is_replaced(editor: CellEditor) -> None:
    field = editor.texts.equations
    field.show_text("a = 1\n𝑏 = 2\nc = 3")
    field.show_text("a = 1\n𝑏 = 22\nc = 3")
    assert field.toPlainText() == "a = 1\n𝑏 = 22\nc = 3"
    assert field.textCursor().position() == len("a = 1\n𝑏 = 22") + 1  # Qt counts the odd letter twice


def test_rich_text_is_pasted_as_plain(editor: CellEditor) -> None:
    clipboard = QApplication.clipboard()
    clipboard.setText("h = tanh(W @ x)\r\n\tz = h")
    editor.texts.equations.selectAll()
    editor.texts.equations.paste()
    editor.flush()
    assert editor.draft.equations == "h = tanh(W @ x)\n    z = h" == editor.texts.equations.toPlainText()


def test_the_drawing_is_laid_out_beside_the_window(editor: CellEditor, qtbot: QtBot) -> None:
    field = editor.texts.equations
    field.selectAll()
    for row in SWAPPED.split("\n"):
        QTest.keyClicks(field, row)
        QTest.keyClick(field, Qt.Key.Key_Return)
    shown = editor.preview.simulation
    qtbot.waitUntil(lambda: shown.cell.states == ("h",) and len(shown.cell.lines) == 2, timeout=20_000)
    assert shown.cell is editor.found.cell and editor.facts.rows[0][1] == "h"


def chained(count: int) -> str:
    """A cell too large to be laid out within a frame."""
    rows = [f"l{i} = tanh(W_{i} @ x + U_{i} @ l{(i + 3) % count}_prev + l{i - 1} + l{i - 2})" for i in range(2, count)]
    return "\n".join(["l0 = tanh(W_0 @ x)", "l1 = tanh(W_1 @ x + l0)", *rows])


def test_a_large_cell_is_laid_out_by_the_worker_and_only_the_last_is_shown(
    editor: CellEditor, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, cells = editor.preview.simulation, []
    monkeypatch.setattr(layered, "layered", lambda *_: pytest.fail("not in the window's thread"))
    editor.preview.stage.laid_out.connect(partial(cells.append, 0))
    before = shown.cell
    for count in (18, 19, 20):
        field = editor.texts.equations
        field.selectAll()
        field.insertPlainText(chained(count))
        assert shown.cell is before, "the last drawing stays until then"
    qtbot.waitUntil(lambda: shown.cell is editor.found.cell and len(shown.cell.lines) == 20, timeout=20_000)
    picture = editor.preview.stage.picture
    assert not picture.remark and len(picture.pieces) > 20
    assert 1 <= len(cells) <= 3, "those that were typed over were cancelled"


def test_a_drawing_that_comes_too_late(window: MainWindow, editor: CellEditor, qtbot: QtBot) -> None:
    type_over(editor, chained(21))
    editor.history.push(editor.draft.with_role("l1", "update"))
    editor._adopt()
    press(window, "Esc")
    settle()
    assert window.cells.editor is None
    qtbot.waitUntil(lambda: not Worker.shared().busy, timeout=20_000)


# the transport and the check ------------------------------------------------------------------------------------


def test_the_preview_steps_along(window: MainWindow, editor: CellEditor) -> None:
    window.simulation.move(Cursor(2, 4, "forward", "line"))
    window.simulation.flush()
    assert editor.preview.simulation.cursor == Cursor(2, 4, "forward", "line")
    type_over(editor, "kept = W @ x\n\nc = kept + c_prev\nh = tanh(c)")
    window.simulation.move(Cursor(3, 5, "forward", "line"))
    window.simulation.flush()
    here = editor.preview.simulation
    assert here.cursor.step == 3 and here.cell.lines[here.cursor.line].name == "c"
    window.simulation.set_pass("backward")
    window.simulation.flush()
    assert here.cursor.backward
    window.simulation.select(unit=3)
    window.simulation.flush()
    assert here.selection.unit == 3


def test_gradients_are_checked_at_one_click(editor: CellEditor, qtbot: QtBot) -> None:
    type_over(editor, "h = tanh(W @ x + U @ h_prev)")
    QTest.mouseClick(editor.footer.check, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: editor.footer.check.result is not None, timeout=20_000)
    assert editor.footer.check.result.accepted and "✓" in editor.footer.check.text()
    type_over(editor, "h = tanh(W @ x + U @ h_perv)")
    assert "✓" in editor.footer.check.text()  # that of the last good version
    type_over(editor, "h = tanh(W @ x + U @ h_prev + b)")
    assert "✓" not in editor.footer.check.text()


def test_a_cell_without_parameters_has_nothing_to_compare(editor: CellEditor, qtbot: QtBot) -> None:
    type_over(editor, "h = 0.5 * h_prev + 1")
    QTest.mouseClick(editor.footer.check, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "nothing to compare" in editor.footer.check.text(), timeout=20_000)


# saving ---------------------------------------------------------------------------------------------------------


def named(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(notices.QFileDialog, "getSaveFileName", lambda *args: (str(path), ""))


def test_ctrl_s_saves_and_puts_the_cell_on_the_stage(
    window: MainWindow, editor: CellEditor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_window: Make
) -> None:
    type_over(editor, SWAPPED)
    text = editor.found.text
    named(monkeypatch, tmp_path / "mine")
    press(window, "Ctrl+S")
    assert window.cells.editor is None and window.stage.isVisible() and window.stage.hasFocus()
    assert (tmp_path / "mine.toml").read_text() == text
    assert Cell.from_file(tmp_path / "mine.toml").text == window.simulation.cell.text
    picker = window.transport._cells
    assert picker.currentText() == "My cell" and picker.count() == len(CELLS) + 2
    picker.activated.emit(picker.findData("gru"))
    settle()
    assert window.simulation.cell.name == "GRU"
    picker.activated.emit(len(CELLS) + 1)
    settle()
    assert window.simulation.cell.text == text
    window.commands.do("undo")
    window.commands.do("undo")
    window.commands.do("undo")
    settle()
    assert window.simulation.setup.layers[0].cell_key == "lstm" and window.simulation.setup.layers[0].cell_text == ""
    other = make_window()
    assert other.files.open_path(tmp_path / "mine.toml")
    settle()
    assert other.simulation.cell.by_name.keys() == {"z", "h"}
    assert tmp_path / "mine.toml" in other.files.recent() and other.files.path is None


def test_the_cell_on_the_stage_is_edited_in_its_file(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    save_cell(path, Draft("mine", SWAPPED).toml())
    assert window.files.open_path(path)
    press(window, "Ctrl+Shift+E")
    editor = editor_of(window)
    assert editor.draft.equations == SWAPPED and editor.draft.name == "mine"
    put_cursor(editor, "@ h_prev")
    QTest.keyClicks(editor.texts.equations, " + b_z")
    press(window, "Ctrl+S")
    assert "b_z" in Cell.from_file(path).params
    assert window.transport._cells.count() == len(CELLS) + 2  # the new version took the old one's place


def test_a_document_carries_its_own_cell(window: MainWindow, tmp_path: Path, make_window: Make) -> None:
    save_cell(tmp_path / "mine.toml", Draft("mine", SWAPPED).toml())
    window.files.open_path(tmp_path / "mine.toml")
    assert window.files.save_path(tmp_path / "mine.rnnviz")
    (tmp_path / "mine.toml").unlink()
    other = make_window()
    assert other.files.open_path(tmp_path / "mine.rnnviz")
    assert other.simulation.cell.text == window.simulation.cell.text


def boxes(window: MainWindow) -> list[QMessageBox]:
    return [d for d in window.findChildren(QDialog) if isinstance(d, QMessageBox) and d.isVisible()]


@pytest.mark.parametrize("error", [OSError(28, "full"), PermissionError(13, "no")])
def test_a_disk_that_refuses_loses_nothing(
    window: MainWindow, editor: CellEditor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    def refuse(path: Path, data: bytes) -> None:
        raise error

    type_over(editor, SWAPPED)
    (tmp_path / "mine.toml").write_text("old")
    named(monkeypatch, tmp_path / "mine.toml")
    monkeypatch.setattr(cells_module, "write_whole", refuse)
    press(window, "Ctrl+S")
    (box,) = boxes(window)
    assert box.text().startswith("mine.toml cannot be saved, because")
    assert (tmp_path / "mine.toml").read_text() == "old"
    assert editor_of(window).draft.equations == SWAPPED
    assert window.simulation.setup.layers[0].cell_key == "lstm"
    box.close()
    settle()


def test_a_folder_that_is_none(window: MainWindow, editor: CellEditor, tmp_path: Path) -> None:
    assert not window.cells.save_path(tmp_path / "nowhere" / "mine.toml")
    settle()
    (box,) = boxes(window)
    assert "no such file or folder" in box.text() and window.cells.editor is editor
    box.close()
    settle()


def test_what_is_wrong_is_not_saved(window: MainWindow, editor: CellEditor, tmp_path: Path) -> None:
    mistype(editor)
    assert not window.cells.save_path(tmp_path / "mine.toml")
    press(window, "Ctrl+S")
    assert not (tmp_path / "mine.toml").exists() and window.cells.editor is editor


# opening --------------------------------------------------------------------------------------------------------

BAD = [
    ("name = 'n'\nequations = '''\nh = sigmod(W @ x)\n'''\n", 
     "bad.toml, line 3: there is no function called sigmod: did you mean sigmoid?"),
    ("not toml", "bad.toml, line 1: not valid TOML"),
    ("name = 'n'\n", "bad.toml, line 1: the file has no “equations”"),
    (Draft("n", "\n".join(f"l{k} = " + " + ".join(f"b_{k}_{i}" for i in range(20)) for k in range(9))).toml(),
     "bad.toml: the number of parameters of the cell is 180, but must be from 0 to 128."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sentence"), BAD)
def test_a_bad_file_is_refused_in_a_sentence(window: MainWindow, tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "bad.toml").write_text(text)
    before = window.simulation.setup
    assert not window.files.open_path(tmp_path / "bad.toml")
    settle()
    (box,) = boxes(window)
    assert sentence in box.text() and "\n" not in box.text()
    assert window.simulation.setup == before
    box.close()
    settle()


@pytest.mark.parametrize("content", [b"\xff\xfe", b"# " + b"x" * 300_000])
def test_a_file_that_is_no_text(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.toml"
    path.write_bytes(content)
    with pytest.raises(cells_module.CellFileError, match=r"bad\.toml is"):
        load_cell(path)


def test_text_of_other_systems_is_read(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xef\xbb\xbf" + Draft("mine", SWAPPED).toml().replace("\n", "\r\n").encode())
    assert Setup((LayerChoice("own", load_cell(path)),)).cell.states == ("h",)


@pytest.mark.parametrize(
    ("name", "file"), [("My cell", "My_cell.toml"), ("../x", "x.toml"), ("细胞", "cell.toml"), ("a/b:c", "a_b_c.toml")]
)
def test_file_names(name: str, file: str) -> None:
    assert file_name(name) == file


# the read-out ---------------------------------------------------------------------------------------------------


def pick(editor: CellEditor, line: str) -> None:
    box = editor.texts.read_out.lines
    box.setCurrentIndex(box.findText(line))
    box.activated.emit(box.currentIndex())
    editor.flush()


def test_the_line_that_is_read_out_can_be_chosen(window: MainWindow, editor: CellEditor, tmp_path: Path) -> None:
    box = editor.texts.read_out.lines
    assert box.currentText() == "h" and [box.itemText(i) for i in range(box.count())] == list(CELLS["lstm"].by_name)
    pick(editor, "c")
    assert editor.found.cell is not None and editor.found.cell.output == "c"
    assert editor.preview.run.cell is editor.found.cell
    editor.undo()
    assert box.currentText() == "h"
    editor.redo()
    assert box.currentText() == "c" and window.cells.save_path(tmp_path / "mine.toml")
    settle()
    assert window.simulation.cell.output == "c" and 'output = "c"' in (tmp_path / "mine.toml").read_text()


def test_a_read_out_whose_line_goes_falls_back_and_says_so(window: MainWindow, editor: CellEditor) -> None:
    box = editor.texts.read_out.lines
    type_over(editor, "a = tanh(W @ x)\nq = tanh(U @ a)")
    editor.flush()
    assert box.currentText() == "q"  # neither chosen nor h: the last
    pick(editor, "a")
    type_over(editor, "q = tanh(W @ x)\nz = tanh(U @ q)")
    editor.flush()
    assert box.currentText() == "z" and editor.found.good
    type_over(editor, "q = tanh(W @ x)")
    editor.flush()
    assert box.currentText() == "q" and not box.isEnabled()


def test_the_hint_gives_way_to_the_read_out(qtbot: QtBot) -> None:
    texts = Texts()
    qtbot.addWidget(texts)
    texts.show()
    for width in (360, 420, 900):
        texts.resize(width, 200)
        settle()
        row = [w for w in (*texts.tabs, texts._hint, texts.read_out) if not w.isHidden()]
        assert sum(w.sizeHint().width() for w in row) <= texts.width() and texts.read_out in row
    assert texts._hint in row


# leaving --------------------------------------------------------------------------------------------------------


def test_escape_leaves_and_asks_nothing(window: MainWindow, editor: CellEditor) -> None:
    press(window, "Esc")
    assert window.cells.editor is None and window.stage.isVisible() and not boxes(window)
    press(window, "Right")
    assert window.simulation.cursor.step == 6


def test_pinned_cards_wait_until_the_editor_is_left(window: MainWindow) -> None:
    window.simulation.select(pins=("line:f",))
    settle()
    assert window.inspector.isVisible()
    press(window, "Ctrl+N")
    window.simulation.next()
    settle()
    assert not window.inspector.isVisible() and window.simulation.selection.pins == ("line:f",)
    press(window, "Esc")
    assert window.inspector.isVisible() and window.inspector.keys() == ("line:f",)


@pytest.mark.parametrize("place", ["name", "cancel", "stage"])
def test_a_draft_that_is_left_comes_back(window: MainWindow, editor: CellEditor, place: str) -> None:
    before = editor.draft
    mistype(editor)
    typed = editor.draft
    if place == "cancel":
        click(window, editor.footer.cancel)
    else:
        (editor.header.name if place == "name" else editor.preview.stage).setFocus()
        press(window, "Esc")
    assert window.cells.editor is None
    press(window, "Ctrl+N")
    again = editor_of(window)
    assert "the draft you left" in again.header.remark.text()
    assert again.draft == typed and again.texts.equations.toPlainText() == typed.equations
    press(window, "Ctrl+Z")
    assert again.draft == before


def test_a_draft_outlives_the_window(make_window: Make) -> None:
    first = make_window(remembered=None)
    press(first, "Ctrl+N")
    type_over(editor_of(first), SWAPPED + "\nh = ")
    first.close()
    second = make_window(remembered=None)
    press(second, "Ctrl+N")
    assert editor_of(second).draft.equations == SWAPPED + "\nh ="
    assert editor_of(second).draft.roles["h"] == "hidden" and editor_of(second).history.first.roles["f"] == "forget"


def leave_a_draft(window: MainWindow, command: str, name: str) -> None:
    window.commands.do(command)
    editor = editor_of(window)
    editor.history.push(editor.draft.named(name))
    editor.resume(editor.draft)
    window.cells.leave()


def test_every_draft_outlives_the_window_and_goes_when_it_is_undone(make_window: Make) -> None:
    first = make_window(remembered=None)
    leave_a_draft(first, "edit_cell", "Edited")
    leave_a_draft(first, "new_cell", "Begun")
    first.commands.do("edit_cell")
    first.close()
    for again in ("Edited", "LSTM"):
        later = make_window(remembered=None)
        later.commands.do("edit_cell")
        editor = editor_of(later)
        assert editor.draft.name == again
        while editor.history.changed:
            editor.undo()
        later.close()
    later = make_window(remembered=None)
    later.commands.do("new_cell")
    assert editor_of(later).draft.name == "Begun"
    editor_of(later).undo()
    later.cells.leave()


def test_a_draft_from_the_command_line_comes_back_as_the_new_cell(make_window: Make) -> None:
    first = make_window(remembered=None)
    first.cells.edit_draft(Draft("Given", "h = tanh(W @ x)"))
    editor_of(first).resume(editor_of(first).draft.named("Given and changed"))
    first.close()
    later = make_window(remembered=None)
    later.commands.do("new_cell")
    assert editor_of(later).draft.name == "Given and changed"
    editor_of(later).undo()
    later.cells.leave()


def test_saving_one_cell_forgets_no_other_draft(make_window: Make, tmp_path: Path) -> None:
    first = make_window(remembered=None)
    leave_a_draft(first, "new_cell", "Begun")
    first.close()
    second = make_window(remembered=None)
    second.commands.do("edit_cell")
    assert second.cells.save_path(tmp_path / "mine.toml")
    second.commands.do("new_cell")
    assert editor_of(second).draft.name == "Begun"
    assert second.cells.save_path(tmp_path / "new.toml")
    second.close()
    third = make_window(remembered=None)
    third.commands.do("new_cell")
    assert not editor_of(third).history.changed  # that one is saved: nothing was left


def test_a_new_cell_begins_with_ones_own_cell_on_the_stage(window: MainWindow, tmp_path: Path) -> None:
    save_cell(tmp_path / "mine.toml", Draft("mine", SWAPPED).toml())
    window.files.open_path(tmp_path / "mine.toml")
    press(window, "Ctrl+N")
    editor = editor_of(window)
    assert editor.draft.equations == SWAPPED and editor.draft.name == "My cell"
    assert editor.header.start.currentIndex() == -1


def test_other_commands_go_on_meanwhile(window: MainWindow, editor: CellEditor) -> None:
    for command in ("new_cell", "edit_cell", "theme", "reverse", "grain", "play", "play", "edit_here", "legend"):
        window.commands[command].trigger()
        settle()
    assert window.cells.editor is editor and editor.texts.equations.hasFocus()
    assert window.commands["save"].text() == "Save cell"
    press(window, "F5")
    press(window, "F5")
    press(window, "Esc")
    assert window.commands["save"].text() == "Save experiment"


# look -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "theme"), [((1280, 720), "dark"), ((1366, 700), "light"), ((1920, 1080), "dark"), ((960, 560), "light")]
)
def test_everything_fits(make_window: Make, size: tuple[int, int], theme: str) -> None:
    window = make_window(theme=theme)
    window.resize(*size)
    press(window, "Ctrl+N")
    editor = editor_of(window)
    mistype(editor)
    settle()
    assert (window.width(), window.height()) == size
    for widget in (editor.footer.save, editor.facts, editor.preview.stage, *editor.roles.chips.values()):
        corner = widget.mapTo(window, QPoint(widget.width(), widget.height()))
        assert corner.x() <= size[0] and corner.y() <= size[1]
    card, field = editor.texts.equations.card, editor.texts.equations
    assert field.card.isVisible() and card.geometry().bottom() <= field.viewport().height()


def test_the_heads_words_do_not_touch(window: MainWindow, editor: CellEditor) -> None:
    type_over(editor, "h = tanh(W @ x + U @ h_prev)\nq = foo(x")
    press(window, "F5")
    window.resize(960, 560)
    settle()
    preview = editor.preview
    title = next(label for label in preview.findChildren(QLabel) if label.text() == "Live preview")
    assert preview.note.text() and preview.note.x() - title.geometry().right() >= window.scale.body


def test_every_control_of_the_editor_has_a_name(editor: CellEditor) -> None:
    def name(widget: QWidget) -> str:
        return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)

    focusable = [w for w in editor.findChildren(QWidget) if w.focusPolicy() != Qt.FocusPolicy.NoFocus and w.isVisible()]
    inner = [w for w in focusable if isinstance(w.parent(), QAbstractScrollArea)]
    assert [type(w).__name__ for w in focusable if w not in inner and not name(w).strip()] == []
    assert len(focusable) > 12


def test_a_card_of_the_lesson_leads_to_its_line(editor: CellEditor) -> None:
    box = editor.steps._box(3).center().toPoint()
    QTest.mouseClick(editor.steps, Qt.MouseButton.LeftButton, pos=box)
    assert editor.texts.row == 3 and editor.texts.equations.hasFocus()


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["W_f", "U_f", "b_f", "W_g", "U_g", "b_g"], "W, U, b  for  f, g"),
        (["W", "U", "b"], "W, U, b"),
        (["W_f", "U_f", "W_g"], "W_f, U_f, W_g"),
        (["W_f"], "W_f"),
        ([], ""),
    ],
)
def test_parameters_in_short(names: list[str], expected: str) -> None:
    assert summary(dict.fromkeys(names, ("hidden",))) == expected


def test_the_editor_is_let_go(window: MainWindow, editor: CellEditor, qtbot: QtBot) -> None:
    gone: list[bool] = []
    editor.destroyed.connect(gone_into(gone))
    press(window, "Esc")
    qtbot.waitUntil(lambda: bool(gone), timeout=20_000)


def gone_into(found: list[bool]) -> Callable[[], None]:
    def note() -> None:
        found.append(True)

    return note


def test_the_text_cursor_begins_at_the_beginning(editor: CellEditor) -> None:
    assert editor.texts.equations.textCursor().atStart()
    editor.texts.equations.moveCursor(QTextCursor.MoveOperation.End)
    assert editor.texts.row == 8
