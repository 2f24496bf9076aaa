"""No panel is painted between a new run and the signal that tells of it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from rnnviz.model.document.change import Change
from rnnviz.model.setup.sequence import parse_sequence
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import settle


def test_a_repaint_that_was_asked_for_earlier_finds_panels_that_know(window: MainWindow, qtbot: QtBot) -> None:
    """A longer sequence was computed by a move; the tape painted columns its rows did not have."""
    settle()
    told: list[Change] = []
    simulation = window.simulation
    simulation.changed.connect(told.append)
    simulation.edit(simulation.setup.with_sequence(parse_sequence("one two three four five six seven eight nine ten")))
    simulation.next()
    assert simulation.steps == simulation.setup.steps and not told
    window.tape.refresh()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.UpdateRequest)
    assert told and window.tape.rows[0].index.shape[0] == simulation.steps


def test_a_window_that_is_made_larger_paints_at_once(window: MainWindow) -> None:
    simulation = window.simulation
    simulation.edit(simulation.setup.with_sequence(parse_sequence("one two")))
    simulation.to_end()
    window.resize(1300, 740)
    assert window.tape.rows[0].index.shape[0] == simulation.steps
