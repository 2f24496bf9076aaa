"""The way from halt to halt: from the picture that was painted last, over at the next key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from rnnviz.model.player import SPEEDS
from rnnviz.model.story.cursor import GRAINS
from rnnviz.view.stage.looks import line_of, looks_of
from rnnviz.view.stage.motion import LONGEST_MS, SHORTEST_MS, duration, streams_of
from rnnviz.view.window.main_window import MainWindow
from rnnviz.view.window.settings import DEFAULTS
from tests.view.conftest import settle

LONG_MS = 60_000
"""A way so long that no machine is too slow to look at it; the tests take it to its end themselves."""


@pytest.fixture
def moving(make_window: Callable[..., MainWindow]) -> MainWindow:
    """A window whose pictures move, resting at a halt."""
    window = make_window(remembered=replace(DEFAULTS, motion=True))
    window.simulation.set_grain("line")
    window.simulation.to_start()
    window.simulation.next()
    window.stage.set_motion(LONG_MS)
    rest(window)
    return window


def rest(window: MainWindow) -> None:
    """Until the present halt is painted: the way to the next one begins there."""
    if on_the_way(window):
        arrive(window)
    settle()
    assert window.stage._last is not None


def arrive(window: MainWindow) -> None:
    """The rest of the way at once."""
    window.stage._passage._clock.setCurrentTime(LONG_MS)
    settle()
    assert not on_the_way(window)


def on_the_way(window: MainWindow) -> bool:
    return window.stage._passage.running


def picture(window: MainWindow) -> NDArray[np.uint8]:
    image = window.stage.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.array(image.constBits()).reshape(image.height(), image.width(), 4)[..., :3].copy()


def key(window: MainWindow, code: Qt.Key = Qt.Key.Key_Right) -> None:
    QTest.keyClick(window, code)
    settle()


def test_light_runs_and_ends_at_what_is_true(moving: MainWindow) -> None:
    before = picture(moving)
    key(moving)
    assert on_the_way(moving)
    moving.stage._passage._clock.setCurrentTime(LONG_MS // 2)
    half = picture(moving)
    arrive(moving)
    after = picture(moving)
    moving.stage._last = None
    assert np.array_equal(after, picture(moving)), "at its end it is the picture that is painted without motion"
    assert not np.array_equal(half, before) and not np.array_equal(half, after)


def test_the_next_key_ends_the_way(moving: MainWindow) -> None:
    key(moving)
    first = moving.simulation.cursor
    rest(moving)
    key(moving)
    assert moving.simulation.cursor == moving.simulation.score.advance(first), "no key waits for a picture"
    arrive(moving)
    shown = picture(moving)
    moving.stage._last = None
    assert np.array_equal(shown, picture(moving))


@pytest.mark.parametrize("change", ["pointing", "weights", "theme", "size", "unit", "turning"])
def test_anything_else_ends_the_way_at_once(moving: MainWindow, change: str) -> None:
    key(moving)
    assert on_the_way(moving)
    match change:
        case "pointing":
            moving.simulation.select(hover="line:f")
        case "weights":
            moving.experiment.new_weights()
        case "theme":
            moving.look.set_theme("light")
        case "size":
            moving.resize(1400, 800)
        case "unit":
            moving.simulation.select(unit=2)
        case "turning":
            moving.simulation.set_pass("backward")
    settle()
    assert not on_the_way(moving)
    shown = picture(moving)
    moving.stage._last = None
    assert np.array_equal(shown, picture(moving))


def test_back_the_light_does_not_run(moving: MainWindow) -> None:
    key(moving)
    assert moving.stage._passage._streams
    rest(moving)
    key(moving, Qt.Key.Key_Left)
    assert on_the_way(moving) and not moving.stage._passage._streams


@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn", "lstm_peephole"])
def test_light_runs_along_lit_wires_that_lead_to_what_is_reached(window: MainWindow, cell: str) -> None:
    simulation = window.simulation
    simulation.edit(simulation.setup.with_cell(cell))
    for direction, grain in product(["forward", "backward"], GRAINS):
        simulation.set_pass(direction)
        simulation.set_grain(grain)
        simulation.to_start()
        check_light(window, direction, grain)


def check_light(window: MainWindow, direction: str, grain: str) -> None:
    simulation, stage = window.simulation, window.stage
    for _ in range(len(simulation.cell.lines)):
        scene = stage._scene(simulation.cursor)
        looks, strands = looks_of(scene), stage._painter.strands(scene)
        streams = streams_of(scene, strands, looks)
        reached = {line for line in scene.now if scene.picture.by_name.get(line)}
        paths = {id(s.path) for s in streams}
        for piece in scene.picture.pieces:
            body = strands.strand(piece, looks[piece.key].width, strands.hops(piece)).body
            if id(body) in paths and grain != "step":
                sinks = {link.line for link in piece.all_links}
                ends = {line_of(scene.picture, piece.source)} if direction == "backward" else sinks
                assert looks[piece.key].lit and ends & reached
        simulation.next()


def test_reduced_motion_shows_every_halt_at_once(moving: MainWindow) -> None:
    moving.commands["still"].setChecked(True)
    key(moving)
    assert not on_the_way(moving)
    moving.commands["still"].setChecked(False)
    assert moving.stage._motion == duration(SPEEDS[moving.player.speed])


@pytest.mark.parametrize("jump", ["start", "end", "reverse"])
def test_light_runs_only_to_a_halt_beside(moving: MainWindow, jump: str) -> None:
    for _ in range(3):
        moving.simulation.next()
    rest(moving)
    moving.commands.do(jump)
    assert not on_the_way(moving)


def test_a_faster_player_has_shorter_ways(moving: MainWindow) -> None:
    ways = [duration(speed) for speed in SPEEDS]
    assert ways == sorted(ways, reverse=True) and ways[0] == LONGEST_MS and ways[-1] == SHORTEST_MS
    moving.player.set_speed(len(SPEEDS) - 1)
    assert moving.stage._motion == SHORTEST_MS
