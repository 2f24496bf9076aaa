"""Every control of the editor of cells does its work, every word has the colour of what it is, and hints have room."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from rnnviz.app import make_application
from rnnviz.engine import CELLS
from rnnviz.model.document.document import Document
from rnnviz.model.draft.draft import Draft
from rnnviz.model.setup.setup import Setup
from rnnviz.view.cell_editor import CellEditor
from rnnviz.view.look.style import DARK, LIGHT, Scale
from tests.view.conftest import settle


@pytest.fixture
def editor(qapp: QApplication) -> Iterator[CellEditor]:
    """Alone, without a window round it; begun from a GRU."""
    make_application()
    window, document = QWidget(), Document(Setup.of("gru", hidden=3))
    editor = CellEditor(document.front, Draft.from_cell(CELLS["gru"]).named("New"), True, "gru", window)
    editor.set_look(DARK, Scale(720))
    window.resize(1200, 640)
    editor.resize(1200, 640)
    window.show()
    settle()
    yield editor
    editor.flush()
    window.close()
    window.deleteLater()
    settle()


def test_every_control_says_what_it_is_for(editor: CellEditor) -> None:
    heard: list[str] = []
    editor.saved.connect(lambda: heard.append("saved"))
    editor.left.connect(lambda: heard.append("left"))
    editor.footer.save.click()
    editor.footer.cancel.click()
    QTest.keyClick(editor.texts.equations, Qt.Key.Key_Escape)
    assert heard == ["saved", "left", "left"]
    before = editor.draft
    rows = before.equations.splitlines()
    editor.texts.go_to(1)
    settle()
    line = rows[1].partition("=")[0].strip()
    roles = {name: chip for name, chip in editor.roles.chips.items() if chip.isChecked()}
    assert roles.keys() == {editor.found.cell.by_name[line].role}, "the colour of the line under the cursor"
    other = next(name for name in editor.roles.chips if name not in roles)
    editor.roles.chips[other].click()
    settle()
    assert editor.found.cell.by_name[line].role == other and editor.roles.chips[other].isChecked()
    editor.texts.go_to(0)
    settle()
    assert not editor.roles.chips[other].isChecked(), "another line, another colour"
    editor.undo()
    assert editor.draft == before
    editor.redo()
    assert editor.found.cell.by_name[line].role == other
    for number, tab in enumerate(editor.texts.tabs):
        tab.click()
        assert editor.texts.stack.currentIndex() == number
    QTest.keyClicks(editor.texts.sketch, "what")
    editor.flush()
    assert editor.draft.sketch.startswith("what") and not editor.found.good
    editor.steps.chosen.emit(2)
    assert editor.texts.stack.currentIndex() == 0 and editor.texts.row == 2
    editor.header.named.emit("Mine")
    assert editor.draft.name == "Mine"
    editor.header.started.emit("lstm")
    editor.flush()
    assert editor.draft.name == "Mine" and set("fico") <= editor.found.cell.by_name.keys()


def test_a_turn_of_the_stage_is_followed(editor: CellEditor) -> None:
    """The steps below the drawing tell the numbers of the run that is drawn."""
    editor.preview.finish()
    settle()
    first = editor.steps.texts()
    assert len(first) == len(editor.found.cell.lines)
    shown = editor.preview.simulation
    shown.select(unit=2)
    shown.go_to_step(shown.steps - 1)
    settle()
    assert editor.steps.texts() != first


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_every_word_has_the_colour_of_what_it_is(editor: CellEditor, theme: object) -> None:
    editor.set_look(theme, Scale(720))
    editor.texts.equations.setPlainText(
        "z = sigmoid(W_z @ x + U_z @ h_prev + b_z)  # 𝛼 how z much\nh = (1 - z) * h_prev + z * tanh(W @ x)"
    )
    editor.flush()
    settle()
    roles = {line.name: line.role for line in editor.found.cell.lines}
    document: QTextDocument = editor.texts.equations.document()
    seen = set()
    for number in range(document.blockCount()):
        block = document.findBlockByNumber(number)
        code, sign, _ = block.text().partition("#")
        formats = {}
        for span in block.layout().formats():
            look = span.format
            told = look.foreground().color().name(), look.fontWeight() > 500, look.fontItalic()
            formats.update(dict.fromkeys(range(span.start, span.start + span.length), told))
        for found in re.finditer(r"[^\W\d]\w*", code):
            word = found[0]
            looks = {formats[at] for at in range(*found.span())}
            name = word.removesuffix("_prev")
            role = "x" if word == "x" else roles.get(name)
            ink = theme.role(role) if role else theme.text if word in ("sigmoid", "tanh") else theme.dim
            assert looks == {(ink.name(), bool(role), False)}, word
            seen.add(word)
        if sign:
            last = len(block.text().encode("utf-16-le")) // 2 - 1
            for at in range(len(code), last + 1):
                assert formats[at] == (theme.dim.name(), False, True), at
            seen.add("remark")
    assert seen == {"remark", "z", "h", "h_prev", "x", "W_z", "U_z", "b_z", "W", "sigmoid", "tanh"}


def test_the_hint_gives_way_where_there_is_no_room_for_it(editor: CellEditor) -> None:
    texts, seen = editor.texts, set()
    for width in range(400, 900, 50):
        texts.setFixedWidth(width)
        others = (*texts.tabs, texts.read_out)
        used = sum(w.sizeHint().width() for w in others) + (len(others) + 2) * texts._row.spacing()
        shown = not texts._hint.isHidden()
        assert shown == (used + texts._hint.sizeHint().width() <= texts.width()), width
        seen.add(shown)
    assert seen == {True, False}
    hints = set()
    for number in (0, 1):
        texts.show_field(number)
        hints.add(texts._hint.text())
    assert len(hints) == 2
