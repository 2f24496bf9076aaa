"""Panels that follow a drag less often than it moves, and lose nothing."""

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea

from rnnviz.view.work.throttle import Calm, Turns
from tests.view.conftest import settle


class Counter:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> None:
        self.count += 1


@pytest.fixture
def calm(qapp):
    owner, counter = QObject(), Counter()
    yield Calm(counter, 40, owner), counter
    owner.deleteLater()
    settle()


def test_without_a_hand_every_change_is_followed(calm):
    calm, counter = calm
    for _ in range(5):
        calm.ask()
    assert counter.count == 5


def test_under_a_hand_the_first_at_once_and_the_last_soon(calm):
    calm, counter = calm
    calm.set_live(True)
    for _ in range(5):
        calm.ask()
    assert counter.count == 1
    QTest.qWait(60)
    assert counter.count == 2
    QTest.qWait(60)
    assert counter.count == 2, "nothing changed since"


def test_all_at_one_pace_follow_in_one_turn(qapp):
    owner, first, second, slow = QObject(), Counter(), Counter(), Counter()
    calms = [Calm(first, 40, owner, Turns.of(owner)), Calm(second, 40, owner, Turns.of(owner))]
    calms.append(Calm(slow, 4000, owner, Turns.of(owner)))
    for calm in calms:
        calm.set_live(True)
        calm.ask()
    assert (first.count, second.count, slow.count) == (1, 1, 1), "everybody at once"
    seen = set()
    for _ in range(60):
        for calm in calms:
            calm.ask()
        settle(1)
        seen.add(first.count - second.count)
        QTest.qWait(2)
    assert first.count > 1 and slow.count == 1
    assert seen == {0}, "never does one show what the other does not"
    for calm in calms:
        calm.set_live(False)
    assert slow.count == 2
    owner.deleteLater()
    settle()


def test_letting_go_shows_what_is_due(calm):
    calm, counter = calm
    calm.set_live(True)
    calm.ask()
    calm.ask()
    calm.set_live(False)
    assert counter.count == 2


@pytest.mark.parametrize("size", [(1280, 720), (1366, 768), (1920, 1080)])
def test_the_experiment_panel_needs_no_scroll_bar(window, size):
    window.resize(*size)
    settle()
    window.restyle(force=True)
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
    turns = Turns.of(owner)
    assert Turns.of(owner) is turns
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
    calm = Calm(counter, 40, owner, Turns.of(owner))
    calm.ask()
    assert counter.count == 1
    calm.ask(True)
    assert counter.count == 1
    settle()
    assert counter.count == 2
    owner.deleteLater()
    settle()
