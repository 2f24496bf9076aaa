"""Cells side by side: the screen says what the runs say; one story, one undo; to the full stage and back."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rnnviz.model.compare.norms import norms_of
from rnnviz.model.figures.scales import size_text
from rnnviz.model.setup.setup import Setup
from rnnviz.view.compare.place import Compare
from rnnviz.view.look import facts
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import Make, settle


@pytest.fixture
def window(make_window: Make) -> Iterator[MainWindow]:
    found = make_window(Setup(input_scale=4.0).with_silence(21))
    QTest.keyClick(found, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    place(found).comparison.show(found.simulation, "cells")
    settle()
    yield found


def place(window: MainWindow) -> Compare:
    page = window.places.made["compare"]
    assert isinstance(page, Compare)
    return page


def test_the_screen_says_what_the_runs_say(window: MainWindow) -> None:
    page = place(window)
    with facts.listening() as heard:
        page.plot.refresh()
        page.table.refresh()
        page.plot.grab()
        page.table.grab()
    curves = [norm for row, cell in enumerate(page.comparison.cells) for norm in norms_of(cell, row)]
    told = [fact for fact in heard.of(page.plot) if fact.what == "norm"]
    assert [fact.value for fact in told] == [norm.at(step) for norm in reversed(curves) for step in range(30)]
    backs = [fact.value for fact in heard.of(page.table) if fact.what == "compared" and fact.word.startswith("back")]
    assert backs == [size_text(norm.at(9), 1) for norm in curves] == ["2.1·10⁻⁵", "1.4·10⁻⁴", "7.3·10⁻³", "0.023"]
    texts = {fact.word for fact in heard.of(page.plot) if fact.what == "text"}
    assert {"Simple RNN", "GRU", "LSTM, h", "LSTM, c", "20 steps back"} <= texts
    assert "342 times" in page.plot.accessibleDescription()


def test_one_story_and_one_undo(window: MainWindow) -> None:
    page, document = place(window), window.document
    step = window.simulation.cursor.step
    QTest.keyClick(window, Qt.Key.Key_PageDown)
    assert {cell.cursor.step for cell in document.simulations} == {step + 1}
    page.shared.spins["seed"].setValue(4)
    settle()
    assert {cell.setup.weights.seed for cell in document.simulations} == {4}
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert {cell.setup.weights.seed for cell in document.simulations} == {0}
    assert page.shared.spins["seed"].value() == 0
    page.comparison.switch("seed")
    settle()
    assert not page.shared.spins["seed"].isEnabled() and "Seed 0" in page.rows.rows[0].own._others.text()


def test_rows_come_go_and_change_places(window: MainWindow) -> None:
    page, document = place(window), window.document
    shown, names = window.simulation, lambda: [cell.cell.name for cell in document.simulations]
    page.comparison.add_setup(document.simulations[1].setup)
    settle()
    assert len(page.rows.rows) == 4 and not page._head.more.isEnabled()
    page.rows.rows[0].removed.emit(shown)
    settle()
    assert names() == ["GRU", "LSTM", "GRU"] and shown in document.simulations
    document.undo()
    settle()
    assert names() == ["Simple RNN", "GRU", "LSTM", "GRU"]
    marks = [cell.mark for cell in document.simulations]
    document.move_to(document.simulations[2], 0)
    settle()
    assert names()[0] == "LSTM" and [cell.mark for cell in document.simulations] == [marks[i] for i in (2, 0, 1, 3)]


def test_a_number_enlarges_a_row_and_a_double_click_gives_it_the_stage(window: MainWindow) -> None:
    page = place(window)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
    settle()
    assert [row.stage.isVisible() for row in page.rows.rows] == [True, False, False]
    page.table.opened.emit(window.document.simulations[1])
    settle()
    assert window.places.now == "stage" and window.simulation.cell.name == "GRU" and window.stage.hasFocus()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    settle()
    assert window.places.now == "compare" and page.hasFocus()
    assert [cell.cell.name for cell in window.document.simulations] == ["Simple RNN", "GRU", "LSTM"]


def test_the_mark_is_dragged_and_moved_by_keys(window: MainWindow) -> None:
    page = place(window)
    plot = page.plot
    plot.grab()
    frame = plot.frame()
    at = QPointF(frame.x(9), frame.rect.center().y()).toPoint()
    QTest.mousePress(plot, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(plot, QPointF(frame.x(19), frame.rect.center().y()).toPoint())
    QTest.mouseRelease(plot, Qt.MouseButton.LeftButton)
    assert page.comparison.back == 10
    plot.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(plot, Qt.Key.Key_Left)
    assert page.comparison.back == 11 and window.simulation.cursor.step == 0


def test_words_follow_the_language_and_the_corner_the_place(window: MainWindow) -> None:
    QApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))
    settle()
    corner = window.menuBar().cornerWidget(Qt.Corner.TopRightCorner)
    assert [button.isChecked() for button in corner.buttons.values()] == [False, True, False, False]
    corner.buttons["stage"].click()
    assert window.places.now == "stage" and window.stage.hasFocus()


def test_one_cell_alone_asks_for_another(make_window: Make) -> None:
    window = make_window(Setup())
    window.places.go("compare")
    settle()
    page = place(window)
    page.grab()
    assert "Add a cell" in page.plot.accessibleDescription() and page._head.presets.currentIndex() == -1
    page.comparison.add("gru")
    settle()
    assert len(page.rows.rows) == 2


def test_cells_that_have_nothing_in_common_are_compared(make_window: Make) -> None:
    """Other lengths, other sizes, two layers, outputs that are no state, no gradient at all."""
    window = make_window(Setup.of("lstm_scalar", hidden=1, silent=2))
    two = Setup.of("rnn", hidden=3)
    window.document.add(two.with_layers((*two.layers, *two.layers)).with_silence(300))
    window.document.add(Setup.of("gru").with_weights(gain=0.0))
    window.document.add(Setup.of("ssm"))
    window.places.go("compare")
    settle()
    page = place(window)
    page.grab()
    assert page.shared.names["silent"].text().endswith("own")
    for _ in range(3):
        QTest.keyClick(window, Qt.Key.Key_Right)
    window.simulation.to_end()
    settle()
    page.grab()


@pytest.mark.parametrize("size", [(1920, 1080), (3840, 2160)])
def test_nothing_in_a_card_is_cut(window: MainWindow, size: tuple[int, int]) -> None:
    page = place(window)
    window.resize(*size)
    page.rows.rows[0].removed.emit(window.simulation)
    settle()
    for row in page.rows.rows:
        assert row.mode == "equal"
        for part in (row.own.holds.caption, *row.own.holds.chips.values(), row.own.knob):
            assert part.width() >= min(part.sizeHint().width(), part.minimumSizeHint().width()), part.accessibleName()
        text = row.cells.itemText(row.cells.currentIndex())
        assert row.cells.width() > row.cells.fontMetrics().horizontalAdvance(text), text
        chip = next(iter(row.own.holds.chips.values()))
        assert chip.width() >= chip.sizeHint().width()
