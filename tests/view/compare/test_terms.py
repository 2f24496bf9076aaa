"""Two cells term by term: numbered on both stages, in the run's numbers, and true of whatever is compared."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rnnviz.engine import CELLS
from rnnviz.model.compare.candidates import candidate_of
from rnnviz.model.compare.presets import of_cell
from rnnviz.model.compare.printed_terms import products_text, sum_text
from rnnviz.model.setup.conventions import same_function
from rnnviz.model.setup.setup import Setup
from rnnviz.view.compare.place import Compare
from rnnviz.view.look import facts
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import Make, settle


@pytest.fixture
def page(make_window: Make) -> Iterator[Compare]:
    window = make_window(Setup(input_scale=4.0).with_silence(21))
    window.places.go("compare")
    found = window.places.made["compare"]
    assert isinstance(found, Compare)
    found.comparison.show(window.simulation, "cells")
    found.setFocus()
    settle()
    yield found


def window_of(page: Compare) -> MainWindow:
    found = page.window()
    assert isinstance(found, MainWindow)
    return found


def test_the_key_opens_and_esc_closes_it(page: Compare) -> None:
    assert page.shared.terms.isEnabled()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_M)
    assert page.sheet is not None and page.sheet.isVisible()
    assert [cell.cell.name for cell in page.sheet.cells] == ["LSTM", "GRU"]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown)
    assert page.sheet.cells[1].cursor.step == 1
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert page.sheet is None and window_of(page).places.now == "compare"


def test_numbers_on_both_stages_and_those_of_the_run_in_the_columns(page: Compare) -> None:
    page.switch_terms()
    sheet = page.sheet
    assert sheet is not None
    page.simulation.go_to_step(5)
    settle()
    with facts.listening() as heard:
        for discs in sheet._discs:
            discs.grab()
        sheet.equations.refresh()
        sheet.equations.grab()
    for discs in sheet._discs:
        told = {fact.of: fact.value for fact in heard.of(discs) if fact.what == "partner"}
        assert told == {"keep": 1, "memory": 2, "write": 3, "candidate": 4}
    lstm, gru = (cell.run for cell in sheet.cells)
    wanted = [
        (lstm.value("f"), lstm.value("c_prev"), lstm.value("i"), lstm.value("g")),
        (1 - gru.value("z"), gru.value("h_prev"), gru.value("z"), gru.value("n")),
    ]
    terms = [fact.word for fact in heard.of(sheet.equations) if fact.what == "term"]
    numbers = [float(text.strip("()").replace("−", "-")) for text in terms]
    assert np.allclose(numbers, [float(value[5, 0]) for row in wanted for value in row], atol=0.006)
    assert [fact.word for fact in heard.of(sheet.equations) if fact.what == "memory"] == ["0.215", "0.04"]
    said = sheet.equations.accessibleDescription()
    assert "f ↔ 1 − z,  c ↔ h,  i ↔ z,  g ↔ n" in said and "o of LSTM" in said and "0.65 + 0.35 = 1.00" in said


def test_conventions_and_names_are_switched_on_both(page: Compare) -> None:
    """Names everywhere: they are the cells' own then, also when the convention is another one."""
    page.switch_terms()
    assert page.sheet is not None
    before = page.sheet.cells[1].run.value("h")
    page.sheet.naming.chosen.emit("tilde")
    settle()
    assert page.sheet is not None
    assert [candidate_of(cell.cell) for cell in page.sheet.cells] == ["c_tilde", "h_tilde"]
    page.sheet.conventions.chosen.emit("1")
    settle()
    sheet = page.sheet
    assert sheet is not None and same_function(sheet.cells[1].cell, CELLS["gru"]) and sheet.naming.current == "tilde"
    assert candidate_of(sheet.cells[1].cell) == "h_tilde"
    assert np.allclose(sheet.cells[1].run.value("h"), before, atol=1e-12)
    said = "".join(sentence for _, sentence in sheet.equations.notes())
    assert "f ↔ z" in said and "c\u0303 ↔ h\u0303" in said
    sheet.naming.chosen.emit("own")
    settle()
    assert page.sheet is not None and page.sheet.cells[1].cell is CELLS["gru_keep"]
    for _ in range(2):
        window_of(page).document.undo()
    settle()
    assert page.sheet is not None and page.sheet.cells[1].cell is not CELLS["gru"]
    assert page.sheet.cells[1].cell.keep.sign == CELLS["gru"].keep.sign
    window_of(page).document.undo()
    settle()
    assert page.sheet is not None and page.sheet.cells[1].cell is CELLS["gru"]


def test_which_two_are_shown_is_chosen_and_kept_with_the_document(page: Compare, tmp_path: Path) -> None:
    page.switch_terms()
    assert page.sheet is not None and not page.sheet.pairs.isVisible()
    page.comparison.add("mgu")
    page.comparison.enlarge(page.comparison.cells[0])
    page.comparison.switch("seed")
    page.comparison.look_back(9)
    settle()
    page.sheet.pairs.activated.emit(1)
    settle()
    assert page.sheet.pairs.currentText() == "GRU and Minimal gated unit (MGU), term by term"
    assert [cell.cell.name for cell in page.sheet.cells] == ["GRU", "Minimal gated unit (MGU)"]
    window, comparison = window_of(page), page.comparison
    assert window.files.unsaved and window.files.save_path(tmp_path / "a.rnnviz") and not window.files.unsaved
    comparison.show(page.simulation, "bias")
    settle()
    assert window.files.unsaved and page.sheet.pairs.count() == 6 and comparison.large is None
    assert window.files.open_path(tmp_path / "a.rnnviz")
    settle()
    assert [cell.cell.name for cell in page.sheet.cells] == ["GRU", "Minimal gated unit (MGU)"]
    assert comparison.large is comparison.cells[0] and comparison.back == 9 and "seed" not in comparison.shared
    comparison.cells[1].edit(comparison.cells[1].setup.with_weights(keep_bias=2.0))
    assert window.files.unsaved  # whichever cell it is that nobody has saved


def test_a_column_under_the_pointer_lights_its_part_on_both(page: Compare) -> None:
    page.switch_terms()
    sheet = page.sheet
    assert sheet is not None
    QTest.mouseMove(sheet.equations, QPointF(sheet.equations.column("candidate").center()).toPoint())
    settle()
    assert [stage.lit for stage in sheet.stages] == [("line:g",), ("line:n",)]


def test_without_two_gated_memories_it_says_what_it_needs(page: Compare) -> None:
    page.switch_terms()
    page.comparison.remove(page.comparison.cells[1], page.simulation)
    settle()
    assert page.sheet is None and not page.shared.terms.isEnabled()
    assert "two cells" in page.shared.terms.toolTip()
    QTest.keyClick(page, Qt.Key.Key_M)
    assert page.sheet is None


def test_any_gated_cells_can_be_shown(page: Compare) -> None:
    """Also beside one without a gate that keeps, and with one unit."""
    base = Setup.of("lstm_1997", hidden=1)
    page.simulation.edit(base)
    page.comparison.enlarge(page.simulation)
    partner = page.comparison.cells[1]
    for key in ("lstm_coupled", "minlstm", "ssm", "slstm"):
        partner.edit(of_cell(base, key))
        settle()
        page.leave()
        page.switch_terms()
        assert page.sheet is not None
        page.sheet.grab()
        said = page.sheet.equations.accessibleDescription()
        assert "how much is kept of" in said, key


def test_printed_lines_come_out() -> None:
    assert products_text((0.5, 0.5, -0.1, 0.1), 0.24) == (("0.50", "0.50", "−0.10", "0.10"), "=", "0.24")
    assert sum_text(0.65, 0.35) == "0.65 + 0.35 = 1.00"
    rng = np.random.default_rng(0)
    for a, b, c, d in rng.uniform(-1, 1, (200, 4)).tolist():
        texts, sign, value = products_text((a, b, c, d), a * b + c * d)
        printed = [float(text.replace("−", "-")) for text in (*texts, value)]
        places = len(value.split(".")[1])
        worked_out = round(printed[0] * printed[1] + printed[2] * printed[3], places)
        assert (worked_out == printed[4]) == (sign == "=")
    assert products_text((float("nan"), 1, 1, 1), 1)[0][0] == "–"
