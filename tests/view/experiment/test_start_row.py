"""What states begin with, typed in the experiment and on a state's card: in force, undone, saved."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rnnviz.io.document import decode, encode
from rnnviz.io.formats.saved import Saved
from rnnviz.model.answers.start_text import with_start
from rnnviz.view.experiment.controls import Field
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import settle
from tests.view.window.test_main_window import press


def begin(window: MainWindow, state: str) -> list[float]:
    settle()
    return window.simulation.run.experiment.start[state][0].tolist()


@pytest.mark.parametrize(("text", "wanted"), [("0,5", [0.5] * 8), ("1/4 0 0 0 0 0 0 -2", [0.25, *[0.0] * 6, -2.0])])
def test_a_beginning_is_typed_undone_and_saved(window: MainWindow, text: str, wanted: list[float]) -> None:
    window.resize(1920, 1080)
    settle(4)
    row, simulation = window.experiment.start, window.simulation
    field = row.fields["c"]
    assert row.isVisible() and field.placeholderText() == "0" and field.text() == ""
    field.setFocus()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert begin(window, "c") == wanted and begin(window, "h") == [0.0] * 8
    np.testing.assert_allclose(simulation.run.value("kept")[0] / simulation.run.value("f")[0], wanted, rtol=1e-14)
    assert decode(encode(Saved(simulation.setup, simulation.cursor)), "x").setup == simulation.setup
    simulation.document.undo()
    assert begin(window, "c") == [0.0] * 8 and field.text() == ""


def test_what_is_no_beginning_is_said_and_changes_nothing(window: MainWindow) -> None:
    window.resize(1920, 1080)
    settle(4)
    row = window.experiment.start
    before = window.simulation.setup
    row.fields["h"].setFocus()
    QTest.keyClicks(row.fields["h"], "1 2 3")
    QTest.keyClick(row.fields["h"], Qt.Key.Key_Return)
    settle()
    assert window.simulation.setup is before
    assert "one number, or 8" in window.experiment.scenes.error.text() and row.fields["h"].text() == ""


def test_another_cell_has_other_fields(window: MainWindow) -> None:
    window.simulation.edit(window.simulation.setup.with_cell("rnn"))
    settle()
    assert list(window.experiment.start.fields) == ["h"]


def test_a_state_s_card_says_what_its_unit_begins_with(window: MainWindow) -> None:
    simulation = window.simulation
    simulation.select(pins=("in:c_prev",), unit=2)
    settle(4)
    card = window.inspector.cards["in:c_prev"]
    assert any("what unit 3 begins with" in text for text in card.texts())
    assert [(spot.index, spot.value) for spot in card.spots] == [((2,), 0.0)]
    card.weight_edited.emit(card.spots[0].name, card.spots[0].index, 0.75)
    assert begin(window, "c") == [0.0, 0.0, 0.75, *[0.0] * 5]
    assert window.inspector.cards["in:c_prev"].spots[0].value == 0.75
    simulation.document.undo()
    assert begin(window, "c") == [0.0] * 8


def test_a_beginning_is_typed_in_the_drawer_of_a_presentation(window: MainWindow) -> None:
    press(window, "F5")
    press(window, "K")
    settle()
    drawer = window.drawers.drawer
    field = drawer.start.fields["c"]
    assert field.isVisible() and field.accessibleName()
    type_in(field, "1 2 3")
    assert "one number, or 8" in drawer.error.text() and drawer.error.isVisible() and begin(window, "c") == [0.0] * 8
    type_in(field, "2")
    assert begin(window, "c") == [2.0] * 8 and not drawer.error.isVisible()
    assert drawer.isVisible() and drawer.hasFocus()


def test_the_editor_s_preview_begins_as_it_is_said_and_what_is_saved_does_so_too(
    window: MainWindow, tmp_path: Path
) -> None:
    simulation = window.simulation
    simulation.edit(with_start(simulation.setup, "0.h", "0.25"))
    window.cells.edit()
    settle()
    editor = window.cells.editor
    row, preview = editor.preview.start, editor.preview
    assert row.fields["h"].text() == "0.25" and preview.run.experiment.start["h"].tolist() == [[0.25] * 8]
    type_in(row.fields["c"], "1 2 3")
    assert "one number, or 8" in preview.note.text()
    type_in(row.fields["c"], "-1")
    assert preview.run.experiment.start["c"].tolist() == [[-1.0] * 8] and "3" not in preview.note.text()
    editor.texts.equations.selectAll()
    QTest.keyClicks(editor.texts.equations, "h = tanh(W @ x + U @ h_prev + b)")
    editor.flush()
    assert list(row.fields) == ["h"] and preview.begun.keys() == {"h", "c"}
    editor.undo()
    editor.flush()
    assert preview.run.experiment.start["c"].tolist() == [[-1.0] * 8]
    assert window.cells.save_path(tmp_path / "mine.toml")
    assert begin(window, "c") == [-1.0] * 8 and begin(window, "h") == [0.25] * 8


def type_in(field: Field, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle()
