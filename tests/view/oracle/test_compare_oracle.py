"""Numbers of the place Compare are the run's: keeps, size of the memory, gradient beside the strips, at every halt."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from rnnviz.model.figures.numbers import plain
from rnnviz.model.setup.choices import Hold
from rnnviz.model.setup.setup import Setup
from rnnviz.view.compare.place import Compare
from rnnviz.view.compare.row import ComparedRow
from rnnviz.view.look.facts import Listener
from rnnviz.view.screens.tab_order import put_in_order
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import Make, settle
from tests.view.oracle.wanted import log_norm
from tests.view.pseudo import shown_texts, speaking_pseudo, words_of

HELD = Hold("z", 0.0, 2, 3)


@pytest.fixture
def window(heard: Listener, fresh_window: Make) -> MainWindow:
    found = fresh_window(Setup(input_scale=4.0, silent=3))
    found.resize(1920, 1080)
    found.places.go("compare")
    page_of(found).comparison.show(found.simulation, "cells")
    settle()
    return found


def page_of(window: MainWindow) -> Compare:
    page = window.places.made["compare"]
    assert isinstance(page, Compare)
    return page


def check_row(row: ComparedRow, heard: Listener) -> None:
    """What stands beside one stage, asked of its run in another way."""
    cell, run, step = row.simulation.cell, row.simulation.run, row.simulation.cursor.step
    row.grab()
    facts = {fact.what: fact for fact in heard.of(row) if fact.what in ("memory", "here", "keeps")}
    memory = facts["memory"]
    size = float(np.linalg.norm(run.value(memory.of)[step]))
    assert memory.value == pytest.approx(size) and memory.word == plain(size)
    assert facts["here"].value == pytest.approx(log_norm(run.grad(cell.output)[step]), abs=1e-9)
    if cell.keep is None:
        slope = float(np.mean(1 - run.value("h")[step] ** 2))
        assert facts["keeps"].value == pytest.approx(slope)
        return
    gate = run.value(cell.keep.line)[step]
    assert facts["keeps"].value == pytest.approx(float(np.mean(gate if cell.keep.sign > 0 else 1 - gate)))


def test_beside_the_strips_stands_what_the_runs_have(window: MainWindow, heard: Listener) -> None:
    page = page_of(window)
    gru = page.comparison.cells[1]
    gru.edit(gru.setup.with_hold(HELD))
    settle()
    for step in (0, 3, gru.steps - 1):
        page.simulation.go_to_step(step)
        settle()
        for row in page.rows.rows:
            check_row(row, heard)


def test_tab_reads_the_page_from_the_bar_to_the_rows(window: MainWindow) -> None:
    """Shared first, then row by row; under the sheet nothing is reached."""
    page = page_of(window)
    put_in_order(window)
    page.shared.spins["hidden"].setFocus(Qt.FocusReason.TabFocusReason)
    order = followed(page, 30)
    parts = [next(k for k, part in enumerate((page.shared, page.rows, page)) if part.isAncestorOf(w)) for w in order]
    assert parts == sorted(parts) and 1 in parts
    page.switch_terms()
    assert page.sheet is not None
    put_in_order(window)
    page.sheet.close_button.setFocus(Qt.FocusReason.TabFocusReason)
    assert all(page.sheet.isAncestorOf(widget) for widget in followed(page, 12))


def followed(page: Compare, count: int) -> list[QWidget]:
    """What Tab reaches inside the page."""
    found = []
    for _ in range(count):
        focus = QApplication.focusWidget()
        if focus is None or not page.isAncestorOf(focus):
            break
        found.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    return found


def test_whatever_can_be_pressed_has_a_name_and_gives_the_remote_back(window: MainWindow) -> None:
    """By mouse or by keyboard, in the page and on the sheet: a remote's keys go on moving the story."""
    page = page_of(window)
    page.switch_terms()
    buttons = [b for b in page.findChildren(QAbstractButton) if b.isVisible()]
    assert all(button.accessibleName() or button.text() for button in buttons)
    assert page.sheet is not None
    for choice, count in (("naming", 3), ("conventions", 2)):
        for number in range(count):  # what is chosen makes another sheet of the cells, with chips of its own
            QTest.mouseClick(getattr(page.sheet, choice).buttons[number], Qt.MouseButton.LeftButton)
            settle()
            assert goes_on(window), (choice, number)
    page.leave()
    QTest.mouseClick(page.rows.rows[0].tools[0], Qt.MouseButton.LeftButton)
    settle()
    assert goes_on(window) and not isinstance(QApplication.focusWidget(), QAbstractButton)


def goes_on(window: MainWindow) -> bool:
    """Whether a remote's key takes every cell to the next step and back."""
    cells = window.document.simulations
    before = cells[0].cursor.step
    seen = []
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
        QTest.keyClick(QApplication.focusWidget() or window, key)
        seen.append({cell.cursor.step for cell in cells})
    return seen == [{before + 1}, {before}]


def test_every_word_is_said_anew_in_another_language(window: MainWindow) -> None:
    page = page_of(window)
    page.switch_terms()
    cells = {"LSTM", "GRU", "Simple", "RNN"}
    with speaking_pseudo():
        settle()
        page.grab()
        assert page.sheet is not None
        mine = (page.sheet._title, page.sheet.close_button, page.shared.terms, page.table, page.plot)
        left = {word for widget in mine for _, text in shown_texts(widget, lambda _: False) for word in words_of(text)}
    assert left <= cells, left


def test_a_row_says_where_its_cell_runs_away(window: MainWindow, heard: Listener) -> None:
    """In an equal row and in a small one, at the step at which the run has no finite number any more."""
    page = page_of(window)
    first = page.comparison.cells[0]
    wild = Setup.of("rnn_linear", input_scale=8.0, silent=500).with_weights(gain=10.0)
    first.edit(wild)
    settle()
    finite = np.isfinite(first.run.value("h")).all(axis=-1)
    assert not finite.all()
    wanted = f"overflow at t = {int(np.argmin(finite)) + 1}"
    for large in (None, page.comparison.cells[1]):
        if large is not None:
            page.comparison.enlarge(large)
        settle()
        row = page.rows.rows[0]
        row.grab()
        assert wanted in [fact.word for fact in heard.of(row)]


def test_no_upright_line_runs_through_the_name_of_a_curve(window: MainWindow, heard: Listener) -> None:
    """The name stands on a ground of its own, painted after the lines."""
    page = page_of(window)
    page.plot.grab()
    frame = page.plot.frame()
    rect, _ = page.plot._spots["Simple RNN"]
    page.simulation.go_to_step(round((rect.center().x() - frame.rect.left()) / frame.pitch))
    settle()
    picture = page.plot.grab().toImage()
    assert rect.left() < frame.x(page.simulation.cursor.step) < rect.right()
    x = round(frame.x(page.simulation.cursor.step))
    column = [picture.pixelColor(x, round(rect.top()) + 1 + k).name() for k in range(3)]
    assert page.theme.accent.name() not in column
    assert [fact.word for fact in heard.of(page.plot)].count("Simple RNN") == 2
