"""What states begin with, typed in the experiment and on a state's card: in force, undone, saved."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rnnviz.io.document import decode, encode
from rnnviz.io.formats.saved import Saved
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import settle


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
