"""Tips come where they are asked for; fields that open over a panel keep their keys."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.sequence import words_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.view.widgets.tips import Tips, plain_tip
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import Make, settle


class Panel(QWidget):
    """Says something about its left half, and cannot say anything about its last column."""

    def tip(self, place: QPointF) -> str:
        if place.x() >= 99:
            raise ValueError("nobody knows")
        return "left" if place.x() < 50 else ""


@pytest.fixture
def panel(qtbot: QtBot) -> Panel:
    made = Panel()
    qtbot.addWidget(made)
    made.resize(100, 20)
    Tips(made)
    return made


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tips shown so far; the empty text for one taken away. Qt itself takes its time with both."""
    shown: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda place, text, widget: shown.append(text))
    monkeypatch.setattr(QToolTip, "hideText", lambda: shown.append(""))
    return shown


def ask(widget: QWidget, x: int, y: int = 5) -> None:
    """Rest the pointer at a place."""
    place = QPoint(x, y)
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, place, widget.mapToGlobal(place)))


def test_a_tip_is_about_the_place_under_the_pointer(panel: Panel, said: list[str]) -> None:
    ask(panel, 10)
    ask(panel, 70)
    assert said == ["left", ""]


def test_a_tip_that_fails_is_reported_and_no_more(
    panel: Panel, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    errors: list[str] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: errors.append(str(error)))
    ask(panel, 99)
    ask(panel, 10)
    assert errors == ["nobody knows"] and said == ["left"]


@pytest.mark.parametrize("name", ["tape", "chain"])
def test_the_panels_of_all_steps_have_tips(make_window: Make, said: list[str], name: str) -> None:
    panel = getattr(make_window(Setup().with_layers((LayerChoice(), LayerChoice()))), name)
    assert panel.isVisible()
    for y in range(2, panel.height(), 6):
        ask(panel, panel.width() // 2, y)
    assert any(said)


def test_keys_typed_over_a_word_or_a_number_are_theirs(window: MainWindow) -> None:
    """Esc, letters and Tab are shortcuts of the window everywhere else."""
    window.tape.edit_word(2)
    assert window.tape.editor is not None
    QTest.keyClicks(window.tape.editor, "nd")
    assert window.tape.editor.text() == "nd"
    QTest.keyClick(window.tape.editor, Qt.Key.Key_Escape)
    assert window.tape.editor is None and window.simulation.words[2] != "nd"
    window.simulation.select(pins=("line:f",))
    settle()
    card = window.inspector.cards["line:f"]
    card.edit(0)
    first = card.editor.index
    QTest.keyClick(card.editor, Qt.Key.Key_Tab)
    assert card.editor.isVisible() and card.editor.index != first
    QTest.keyClick(card.editor, Qt.Key.Key_Escape)
    assert not card.editor.isVisible() and window.simulation.selection.pins == ("line:f",)


@pytest.mark.parametrize(
    "text", ["<b>x</b>", "a <img src='file:///etc/passwd'> b", "<p>a\nb", "x" * 200, "a < b", "plain"]
)
def test_a_tip_shows_its_text_character_by_character(qtbot: QtBot, text: str) -> None:
    shown = plain_tip(text)
    assert "<" not in shown or shown.startswith("<p>")
    document = QTextDocument()
    document.setHtml(shown) if "<" in shown else document.setPlainText(shown)
    assert document.toPlainText() == text


def test_words_from_a_file_are_no_html_in_tips(make_window: Make, said: list[str]) -> None:
    words = ["<b>bold</b>", "<img/src=x>", "<h1>x</h1>"]
    window = make_window(replace(Setup(), sequence=words_sequence(words)))
    for panel in (window.tape, window.chain, window.sequence.field, window.stage):
        for x in range(5, panel.width(), 40):
            for y in range(5, panel.height(), 30):
                ask(panel, x, y)
    assert any("bold" in text for text in said)
    inside = [text.removeprefix("<p>").removesuffix("</p>").replace("<br>", "") for text in said]
    assert all("<" not in text for text in inside)
