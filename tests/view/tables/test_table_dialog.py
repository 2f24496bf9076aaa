"""Opening a table: a plain one at once, any other after it was shown what was understood."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from rnnviz import app
from rnnviz.arguments import ArgumentRefused
from rnnviz.command_line import parser
from rnnviz.opening import opening_of
from rnnviz.view.tables.table_dialog import TableDialog
from rnnviz.view.window.main_window import MainWindow
from rnnviz.view.window.settings import DEFAULTS
from tests.view.conftest import Make, settle

CASES = Path(__file__).parents[2] / "cases" / "files"


def asked(window: MainWindow) -> TableDialog | None:
    return next((dialog for dialog in window.findChildren(TableDialog) if dialog.isVisible()), None)


def opened(window: MainWindow, path: Path) -> TableDialog:
    assert window.files.open_path(path)
    settle()
    dialog = asked(window)
    assert dialog is not None
    return dialog


def rows(window: MainWindow) -> list[list[float]]:
    return [list(row) for row in window.simulation.setup.sequence.rows]


@pytest.mark.parametrize("name", ["sep_line.csv", "comment.csv", "utf16_tab.csv", "thousands_en.csv"])
def test_a_plain_table_opens_at_once_and_says_what_was_passed_over(window: MainWindow, name: str) -> None:
    assert window.files.open_path(CASES / name) and asked(window) is None
    assert len(rows(window)) == 2
    note = window.sequence.note
    assert note.isVisible() == (name != "thousands_en.csv") == bool(note.text())
    window.sequence.field.setText("1 2 3")
    window.sequence.field.editingFinished.emit()
    assert not note.isVisible()


def test_nothing_is_replaced_before_the_table_was_seen(window: MainWindow) -> None:
    before = window.simulation.setup
    dialog = opened(window, CASES / "airline.csv")
    shown = [dialog.table.item(row, column).text() for row in range(3) for column in range(2)]
    assert shown == ["date or time", "numbers", "1949-01", "112", "1949-02", "118"]
    labels = [label.text() for label in dialog.findChildren(QLabel)]
    assert "airline.csv" in labels and "4 rows · 2 columns · UTF-8 · separated by commas" in labels
    assert dialog.outcome.text() == "4 steps of 1 numbers. Left out: Month."
    assert window.simulation.setup is before
    dialog.reject()
    settle()
    assert window.simulation.setup is before
    opened(window, CASES / "airline.csv").accepting.click()
    assert rows(window) == [[112], [118], [132], [129]] and window.sequence.note.text() == "Left out: Month."


def test_what_was_done_to_a_table_is_kept_with_its_numbers(window: MainWindow, tmp_path: Path) -> None:
    """In the document, through undo, and after one number was retyped; other numbers have no such note."""
    note, simulation = window.sequence.note, window.simulation
    opened(window, CASES / "airline.csv").accepting.click()
    window.sequences.edit_word(1, "120")
    assert rows(window)[1] == [120] and note.text() == "Left out: Month."
    assert window.files.save_path(tmp_path / "a.rnnviz")
    window.openings.show_scene("vanish")
    settle()
    assert not note.isVisible()
    assert window.files.open_path(tmp_path / "a.rnnviz")
    settle()
    assert rows(window)[1] == [120] and note.isVisible() and note.text() == "Left out: Month."
    window.sequence.field.setText("1 2 3")
    window.sequence.field.editingFinished.emit()
    assert not note.isVisible()
    simulation.document.undo()
    settle()
    assert note.isVisible()


def test_choices_are_remembered_for_tables_with_these_columns(window: MainWindow, tmp_path: Path) -> None:
    opened(window, CASES / "airline.csv").accepting.click()
    (tmp_path / "next.csv").write_text("Month,Passengers\n1950-01,7\n1950-02,8\n")
    assert window.files.open_path(tmp_path / "next.csv") and asked(window) is None
    assert rows(window) == [[7], [8]] and window.sequence.note.text() == "Left out: Month."


def test_what_cannot_be_opened_as_it_is_says_why_until_something_is_chosen(window: MainWindow) -> None:
    dialog = opened(window, CASES / "missing_nan.csv")
    assert "“NaN” is not a number" in dialog.outcome.text() and not dialog.accepting.isEnabled()
    assert dialog.outcome.property("kind") == "error"
    for way, expected in (("skip", 2), ("fill", 3)):
        dialog.missing.setCurrentIndex(("refuse", "skip", "fill").index(way))
        dialog.missing.activated.emit(dialog.missing.currentIndex())
        assert dialog.choices.missing == way and dialog.outcome.text().startswith(f"{expected} steps of 2 numbers.")
    dialog.accepting.click()
    assert rows(window) == [[1, 2], [1, 3], [4, 5]]


def test_columns_rows_and_standardising_are_chosen(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("a,b\n" + "\n".join(f"{10_000_000 + row},{row}" for row in range(3000)))
    dialog = opened(window, path)
    assert dialog.first.value() == 1 and dialog.last.value() == 2000 and "can be standardised" in dialog.outcome.text()
    dialog.standardise.setChecked(True)
    dialog.first.setValue(2999)
    dialog.last.setValue(3000)
    dialog.table.item(0, 1).setCheckState(Qt.CheckState.Unchecked)
    dialog.accepting.click()
    assert rows(window) == [[-1], [1]]
    said = "Left out: b; rows 2,999 to 3,000 of 3,000; each column standardised to mean 0, spread 1."
    assert window.sequence.note.text() == said


def test_the_comma_can_be_read_the_other_way(window: MainWindow) -> None:
    dialog = opened(window, CASES / "comma_all.csv")
    assert dialog.table.columnCount() == 4
    dialog.comma.setCurrentIndex(1)
    dialog.comma.activated.emit(1)
    assert dialog.table.columnCount() == 2 and dialog.comma.currentIndex() == 0
    dialog.accepting.click()
    assert rows(window) == [[0.5, 0.7], [0.1, 0.2]]


def test_names_and_cells_are_shown_as_plain_text(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("<b>x</b>,y\n<i>a</i>,1\nz,2\n")
    dialog = opened(window, path)
    labels = (dialog.outcome, dialog._heading, dialog._facts)
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    assert "Left out: <b>x</b>." in dialog.outcome.text()


def test_a_pasted_table_is_asked_about_too(window: MainWindow) -> None:
    window.sequences.paste_text("day\tx\n2026-01-01\t5\n2026-01-02\t6\n")
    dialog = asked(window)
    assert dialog is not None
    dialog.accepting.click()
    assert rows(window) == [[5], [6]]


def test_a_file_of_no_kind_is_answered_with_the_kinds(window: MainWindow) -> None:
    assert not window.sequences.open_path("/somewhere/sheet.xlsx")
    assert "their names end in .rnnviz" in window.sequence.error.text() and "CSV UTF-8" in window.sequence.error.text()


def test_a_table_named_at_the_start_is_asked_about_in_the_window(qtbot: QtBot, make_window: Make) -> None:
    arguments = parser().parse_args([str(CASES / "airline.csv")])
    opening = opening_of(arguments)
    assert opening.table is not None and opening.table_name == "airline.csv"
    window = app._window(opening, arguments)
    qtbot.addWidget(window)
    window.show()
    window.completed.emit()
    dialog = asked(window)
    assert dialog is not None
    dialog.accepting.click()
    assert rows(window) == [[112], [118], [132], [129]]
    assert DEFAULTS.theme == "dark"


def test_a_screenshot_asks_nobody() -> None:
    arguments = parser().parse_args([str(CASES / "missing_nan.csv"), "--screenshot", "out.png"])
    with pytest.raises(ArgumentRefused, match=r"missing_nan\.csv: Row 3, column 1"):
        opening_of(arguments)
    arguments = parser().parse_args([str(CASES / "airline.csv"), "--screenshot", "out.png"])
    opened = opening_of(arguments).setup.sequence
    assert opened.rows[0] == (112.0,) and opened.note == "Left out: Month."
