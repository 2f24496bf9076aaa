"""Continue, take back and draw again by key, menu and button; what was written is marked."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rnnviz.io.trained import load_trained
from rnnviz.model.setup.answer import Prediction
from rnnviz.model.setup.own_sequence import with_own_sequence
from rnnviz.model.setup.sequence import parse_sequence
from rnnviz.view.look.facts import Listener
from rnnviz.view.tape.answer.cells import its_p, said
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import Make, settle

NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def cat(make_window: Make) -> MainWindow:
    setup = with_own_sequence(load_trained("next_character"), parse_sequence("the cat sits␣"))
    return make_window(replace(setup, prediction=Prediction(0.7, 14)))


def test_it_writes_by_key_and_button_and_takes_back(cat: MainWindow, heard: Listener) -> None:
    simulation, bar = cat.simulation, cat.sequence
    before = simulation.setup
    assert bar.field.text() == "the cat sits␣"
    QTest.keyClick(cat.stage, Qt.Key.Key_Return)
    settle()
    assert simulation.setup.sequence.words[-1] == "o" and simulation.cursor.step == 14
    bar.writing.onward.click()
    settle()
    assert bar.field.text() == "the cat sits on"
    QTest.keyClick(cat.stage, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert bar.field.text() == "the cat sits on the hill" and simulation.setup.prediction.ended == "."
    assert not bar.writing.onward.isEnabled() and not cat.commands["continue_one"].isEnabled()
    assert {fact.step for fact in _told(heard, cat, "fed")} == set(range(14, 25))
    _check_rows(cat, heard)
    for text in ("the cat sits on the hill", "the cat sits on the hil"):
        QTest.keyClick(cat.stage, Qt.Key.Key_Backspace)
        settle()
        assert bar.field.text() == text
    cat.commands["present"].trigger()
    settle()
    assert simulation.setup.prediction.written == 10, "presenting loses nothing"
    cat.commands["present"].trigger()
    for _ in range(5):
        cat.commands["undo"].trigger()
    settle()
    assert simulation.setup == before and not cat.commands["take_back"].isEnabled()


def test_it_is_drawn_again_from_the_next_seed(cat: MainWindow) -> None:
    cat.commands["continue_end"].trigger()
    settle()
    cat.commands["draw_again"].trigger()
    settle()
    assert cat.simulation.setup.prediction.seed == 15 and cat.simulation.setup.prediction.ended == "."
    cat.commands["undo"].trigger()
    settle()
    assert cat.sequence.field.text() == "the cat sits on the hill"


def test_enter_pins_what_is_pointed_at(cat: MainWindow) -> None:
    cat.commands["part_next"].trigger()
    QTest.keyClick(cat.stage, Qt.Key.Key_Return)
    settle()
    assert cat.simulation.selection.pins and not cat.simulation.setup.prediction.made


def _told(heard: Listener, window: MainWindow, what: str) -> list:
    window.grab()
    tape = [fact for layer in ("picture", "live") for fact in heard.of(window.tape, layer)]
    return [fact for fact in tape if fact.what == what]


def _check_rows(window: MainWindow, heard: Listener) -> None:
    found = window.simulation.result.answers
    for fact in _told(heard, window, "its p"):
        assert fact.value == its_p(found, fact.step) == found.offered(fact.step)[found.said(fact.step)]
    cells = {fact.step: fact for fact in _told(heard, window, "cell")}
    assert "".join(cells[t].word for t in range(13, 25)) == "on␣the␣hill."
    assert all(cells[t].value is None and cells[t].word == said(found, t) for t in range(13, 25))
    assert _told(heard, window, "untaught")
