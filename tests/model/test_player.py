"""The player: plays to the end, pauses there, starts again."""

import pytest

from rnnviz.model.document.document import Document
from rnnviz.model.player import SPEEDS, Player
from rnnviz.model.setup.sequence import signal_sequence
from rnnviz.model.setup.setup import Setup


@pytest.fixture
def player(qtbot):
    simulation = Document(Setup.of("rnn", hidden=2, sequence=signal_sequence("sine", 3))).front
    found = Player(simulation, simulation)
    found.set_speed(len(SPEEDS) - 1)
    yield found
    found.pause()
    simulation.deleteLater()


def test_it_plays_to_the_end_and_pauses(player, qtbot):
    simulation, changes = player.parent(), []
    player.changed.connect(lambda: changes.append(player.playing))
    player.toggle()
    assert player.playing
    qtbot.waitUntil(lambda: not player.playing, timeout=20_000)
    assert simulation.cursor.step == 2
    assert changes == [True, False]
    player.toggle()  # at the end: from the start again
    assert simulation.cursor.step == 0 and player.playing
    player.toggle()
    assert not player.playing and simulation.cursor.step == 0


def test_backwards_the_story_ends_at_the_first_step(player, qtbot):
    simulation = player.parent()
    simulation.set_pass("backward")
    simulation.to_start()
    player.toggle()
    qtbot.waitUntil(lambda: not player.playing, timeout=20_000)
    assert simulation.cursor.step == 0


def test_a_story_of_one_step(player, qtbot):
    simulation = player.parent()
    simulation.edit(Setup.of("rnn", sequence=signal_sequence("sine", 1)))
    player.toggle()
    qtbot.waitUntil(lambda: not player.playing, timeout=20_000)


def test_speed_stays_inside(player):
    for _ in range(20):
        player.slower()
    assert player.speed == 0
    player.toggle()
    for _ in range(20):
        player.faster()
    assert player.speed == len(SPEEDS) - 1
    player.pause()
    player.pause()
    assert not player.playing
