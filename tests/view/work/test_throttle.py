"""Panels that follow a drag less often than it moves, and lose nothing."""

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea

from rnnviz.view.work.throttle import Throttle, TurnQueue
from tests.view.conftest import settle


class Counter:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> None:
        self.count += 1


@pytest.fixture
def throttle(qapp):
    owner, counter = QObject(), Counter()
    yield Throttle(counter, 40, owner), counter
    owner.deleteLater()
    settle()


def test_without_a_hand_every_change_is_followed(throttle):
    throttle, counter = throttle
    for _ in range(5):
        throttle.ask()
    assert counter.count == 5


def test_under_a_hand_the_first_at_once_and_the_last_soon(throttle, qtbot):
    throttle, counter = throttle
    throttle.set_live(True)
    for _ in range(5):
        throttle.ask()
    assert counter.count == 1
    qtbot.waitUntil(lambda: counter.count == 2, timeout=20_000)
    QTest.qWait(60)
    assert counter.count == 2, "nothing changed since"


def test_all_at_one_pace_follow_in_one_turn(qapp):
    owner, first, second, slow = QObject(), Counter(), Counter(), Counter()
    throttles = [Throttle(first, 40, owner, TurnQueue.of(owner)), Throttle(second, 40, owner, TurnQueue.of(owner))]
    throttles.append(Throttle(slow, 4000, owner, TurnQueue.of(owner)))
    for throttle in throttles:
        throttle.set_live(True)
        throttle.ask()
    assert (first.count, second.count, slow.count) == (1, 1, 1), "everybody at once"
    seen = set()
    for _ in range(60):
        for throttle in throttles:
            throttle.ask()
        settle(1)
        seen.add(first.count - second.count)
        QTest.qWait(2)
    assert first.count > 1 and slow.count == 1
    assert seen == {0}, "never does one show what the other does not"
    for throttle in throttles:
        throttle.set_live(False)
    assert slow.count == 2
    owner.deleteLater()
    settle()


def test_letting_go_shows_what_is_due(throttle):
    throttle, counter = throttle
    throttle.set_live(True)
    throttle.ask()
    throttle.ask()
    throttle.set_live(False)
    assert counter.count == 2


@pytest.mark.parametrize("size", [(1280, 720), (1366, 768), (1920, 1080)])
def test_the_experiment_panel_needs_no_scroll_bar(window, size):
    window.resize(*size)
    settle()
    window.look.restyle(force=True)
    settle()
    area = window.experiment.findChild(QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0


def test_after_a_drag_tape_curves_and_numbers_are_those_of_the_run(window):
    slider = window.experiment.knobs["gain"].slider
    slider.setSliderDown(True)
    for value in range(101, 130):
        slider.setValue(value)
        settle()
    slider.setSliderDown(False)
    settle()
    run = window.simulation.run
    assert window.tape._shown is run
    assert window.formula._run is run
    assert window.panels["gradient"].ink.content.curves[0].values.tolist() == run.norms(run.cell.output).tolist()


def test_turns_are_taken_one_per_turn_of_the_event_loop(qapp):
    owner, done = QObject(), []
    turns = TurnQueue.of(owner)
    assert TurnQueue.of(owner) is turns
    first, second = (lambda: done.append(1)), (lambda: done.append(2))
    for work in (first, second, first):
        turns.ask(work)
    assert turns.busy and done == []
    QTest.qWait(0)
    settle(1)
    while turns.busy:
        before = len(done)
        settle(1)
        assert len(done) <= before + 1
    assert done == [1, 2]  # who asks twice is called once
    owner.deleteLater()
    settle()


def test_long_work_waits_for_its_turn_and_short_work_does_not(qapp):
    owner, counter = QObject(), Counter()
    throttle = Throttle(counter, 40, owner, TurnQueue.of(owner))
    throttle.ask()
    assert counter.count == 1
    throttle.ask(True)
    assert counter.count == 1
    settle()
    assert counter.count == 2
    owner.deleteLater()
    settle()
