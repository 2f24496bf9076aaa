"""Several sequences typed in one list: taken over, seen with their answers, and turned by picker, keys and rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from rnnviz.engine import run_network
from rnnviz.model.answers.answers import answers_of
from rnnviz.model.batch.sentences import with_lines
from rnnviz.model.setup.answer import Readout
from rnnviz.model.setup.setup import Setup
from rnnviz.view.tables.lines_dialog import LinesDialog
from tests.view.conftest import Make, settle

SETUP = Setup.of("gru", hidden=3).with_readout(Readout("softmax", ("stay", "go")))


def test_lines_are_taken_over_and_turned(make_window: Make, tmp_path: Path) -> None:
    window = make_window(SETUP)
    simulation, picker = window.simulation, window.sequence.samples
    assert not picker.isVisible()
    window.commands.do("batch")
    dialog = window.findChild(LinesDialog)
    dialog.lines.setPlainText("I would like\tstay\nto leave Rome now\tgo\nhello")
    dialog.take.click()
    settle()
    assert picker.isVisible() and (picker.minimum(), picker.maximum(), picker.value()) == (1, 3, 1)
    cells = [[dialog.table.item(row, column).text() for column in range(5)] for row in range(3)]
    assert [row[:2] for row in cells] == [["I would like", "3"], ["to leave Rome now", "4"], ["hello", "1"]]
    answers = answers_of(simulation.setup, run_network(simulation.setup.network()))
    assert cells[0][2] == answers.names[answers.said(2)] and cells[0][3] == "stay"
    assert cells[0][4] == ("✓ right" if answers.right(2) else "✗ wrong") and cells[2][3:] == ["", ""]
    window.commands.do("sample_next")
    settle()
    assert window.sequence.field.text() == "to leave Rome now" and simulation.steps == 4 and picker.value() == 2
    assert dialog.table.currentRow() == 1
    dialog.table.setCurrentCell(2, 0)
    settle()
    assert window.sequence.field.text() == "hello" and picker.value() == 3
    for _ in range(3):
        window.commands.do("undo")
    settle()
    assert simulation.setup == SETUP and not picker.isVisible() and dialog.table.rowCount() == 1
    (tmp_path / "lines.txt").write_text("one two\nthree\trun\n", encoding="utf-8")
    dialog.open_path(tmp_path / "lines.txt")
    assert "line 2: “run”" in dialog.error.text() and simulation.setup == SETUP
    dialog.close()


def test_answers_that_take_longer_than_a_turn_come_one_by_one_and_nothing_is_said_before(
    make_window: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rnnviz.view.tables.lines_dialog.TURN", 0.0)
    window = make_window(with_lines(SETUP, "to be\nor not\nthat"))
    window.commands.do("batch")
    dialog = window.findChild(LinesDialog)
    said = [[dialog.table.item(row, column).text() for column in (0, 2)] for row in range(3)]
    assert said[0][1] and said[1:] == [["or not", ""], ["that", ""]]
    settle()
    rows = [[dialog.table.item(row, column).text() for column in (0, 2)] for row in range(3)]
    assert all(answer in ("stay", "go") for _, answer in rows)
    window.resize(1920, 1080)
    settle()
    table = dialog.table
    cut = [
        table.columnWidth(k) - table.fontMetrics().horizontalAdvance(table.horizontalHeaderItem(k).text())
        for k in range(5)
    ]
    assert min(cut) > 0 and sum(map(table.columnWidth, range(5))) <= table.viewport().width()
    dialog.close()
