"""The held-out sentences: what is listed is what the network says, and a click puts a sentence on the stage."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rnnviz.model.setup.setup import Setup
from rnnviz.model.trained.course import own_task, shown
from rnnviz.model.trained.heldout import answered
from rnnviz.model.trained.samples import sample_at
from rnnviz.view.look.facts import Listener
from rnnviz.view.training.heldout import HeldOutPanel
from rnnviz.view.window.main_window import MainWindow
from tests.courses import UPDATES, course, untrained
from tests.view.conftest import Make, settle


def listed(window: MainWindow, qtbot: QtBot) -> HeldOutPanel:
    window.body.show_face("train")
    panel = window.panels["heldout"]
    assert isinstance(panel, HeldOutPanel)
    qtbot.waitUntil(lambda: panel.found is not None and not panel.busy, timeout=60_000)
    settle()
    return panel


def middle(panel: HeldOutPanel, place: int) -> QPointF:
    return panel.row_rect(place).center()


def test_it_says_what_the_network_says_and_a_click_shows_it(heard: Listener, make_window: Make, qtbot: QtBot) -> None:
    setup = shown(untrained(), course(), UPDATES)
    window = make_window(setup)
    assert not window.body.panes["heldout"].isVisible() and window.formula.isVisible()
    panel, task = listed(window, qtbot), own_task(setup)
    assert panel.isVisible() and not window.formula.isVisible()
    wanted = answered(course().record.network(UPDATES), task)
    window.resize(1280, 720)
    window.grab()
    facts = heard.of(panel)
    squares = {fact.step: fact.value for fact in facts if fact.what == "square"}
    assert squares == dict(enumerate(wanted.right.tolist()))
    rows = [fact for fact in facts if fact.what == "sentence"]
    assert rows and all(fact.word == f"{wanted.said[fact.step]} | {wanted.wanted[fact.step]}" for fact in rows)
    assert f"{wanted.count} of {len(wanted.right)} right, update {UPDATES}" in {fact.word for fact in facts}
    right = [bool(wanted.right[sample]) for sample in panel.order]
    assert right == sorted(right), "wrong ones first"
    sample = panel.order[1]
    QTest.mouseClick(panel, Qt.MouseButton.LeftButton, pos=middle(panel, 1).toPoint())
    settle()
    assert sample_at(window.simulation.setup) == sample == panel.sample
    assert window.simulation.cursor.step == wanted.steps[sample]
    QTest.mouseClick(panel, Qt.MouseButton.LeftButton, pos=panel.wall.rect(7).center().toPoint())
    settle()
    assert sample_at(window.simulation.setup) == 7
    panel.setFocus(Qt.FocusReason.TabFocusReason)
    place = panel.order.index(7)
    QTest.keyClick(panel, Qt.Key.Key_Down)
    settle()
    assert sample_at(window.simulation.setup) == panel.order[place + 1]
    panel.chips.chosen.emit("all")
    assert panel.order == tuple(range(len(wanted.right)))
    window.body.show_face("plots")
    assert not panel.isVisible() and window.formula.isVisible()


def test_without_a_task_nothing_is_held_out(heard: Listener, make_window: Make) -> None:
    window = make_window(Setup.of("rnn", hidden=3))
    window.body.show_face("train")
    settle()
    window.grab()
    words = {fact.word for fact in heard.of(window.panels["heldout"])}
    assert "No task: there is nothing held out" in words and window.panels["heldout"].found is None
