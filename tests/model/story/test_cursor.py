"""The cursor of two clocks: onward and back are inverse, whatever the grain and the direction."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.engine import CELLS
from rnnviz.model.story import cursor as story
from rnnviz.model.story.cursor import GRAINS, Cursor
from rnnviz.model.story.score import Score

LSTM = CELLS["lstm"]
KEYS = st.sampled_from(list(CELLS))


@st.composite
def places(draw):
    """A cell, a number of steps and a cursor standing on a halt."""
    cell, steps = CELLS[draw(KEYS)], draw(st.integers(1, 6))
    grain, direction = draw(st.sampled_from(GRAINS)), draw(st.sampled_from(["forward", "backward"]))
    halts = story.stops(cell, grain, direction)
    return cell, steps, Cursor(draw(st.integers(0, steps - 1)), draw(st.sampled_from(halts)), direction, grain)


@given(places(), st.integers(-40, 40))
def test_advance_and_back_are_inverse_except_at_the_ends(place, count):
    cell, steps, cursor = place
    moved = Score.single(cell, steps).advance(cursor, count)
    assert 0 <= moved.step < steps
    assert moved.line in story.stops(cell, cursor.grain, cursor.pass_)
    ends = Score.single(cell, steps).to_start(cursor), Score.single(cell, steps).to_end(cursor)
    if moved not in ends:
        assert Score.single(cell, steps).advance(moved, -count) == cursor
    one_by_one = cursor
    for _ in range(abs(count)):
        one_by_one = Score.single(cell, steps).advance(one_by_one, 1 if count > 0 else -1)
    assert one_by_one == moved


@given(places())
def test_the_whole_story_is_told_once(place):
    cell, steps, cursor = place
    halts = story.stops(cell, cursor.grain, cursor.pass_)
    here, seen = Score.single(cell, steps).to_start(cursor), []
    while True:
        seen.append((here.step, here.line))
        if Score.single(cell, steps).at_end(here):
            break
        here = Score.single(cell, steps).advance(here)
    assert here == Score.single(cell, steps).to_end(cursor)
    assert len(seen) == len(set(seen)) == steps * len(halts)
    order = [s for s, _ in seen]
    assert order == sorted(order, reverse=cursor.backward)


@given(places())
def test_grain_and_direction_stay_at_the_same_step(place):
    cell, _, cursor = place
    for grain in GRAINS:
        changed = story.with_grain(cursor, cell, grain)
        assert changed.step == cursor.step and changed.grain == grain
        assert changed.line in story.stops(cell, grain, cursor.pass_)
        assert story.with_grain(changed, cell, grain) == changed
    turned = story.reversed_(cursor, cell)
    assert turned.pass_ != cursor.pass_ and turned.step == cursor.step
    assert turned.line in story.stops(cell, cursor.grain, turned.pass_)
    if cursor.grain == "line":
        assert turned.line == cursor.line and story.reversed_(turned, cell) == cursor


@given(places(), KEYS, st.integers(1, 9))
def test_clamp_brings_any_place_into_any_run(place, key, steps):
    moved = Score.single(CELLS[key], steps).fitted(place[2])
    assert 0 <= moved.step < steps
    assert moved.line in story.stops(CELLS[key], moved.grain, moved.pass_)
    assert Score.single(CELLS[key], steps).fitted(moved) == moved


@given(places(), st.integers(-9, 9))
def test_whole_steps_keep_the_place_within_the_step(place, count):
    cell, steps, cursor = place
    moved = Score.single(cell, steps).whole_step(cursor, count)
    assert moved == replace(cursor, step=moved.step)
    assert moved.step == min(max(cursor.step + (-count if cursor.backward else count), 0), steps - 1)


@given(places())
def test_known_lines_grow_and_hold_what_is_computed_now(place):
    cell, steps, cursor = place
    assert set(cursor.now(cell)) <= cursor.known(cell)
    onward = Score.single(cell, steps).advance(cursor)
    if onward.step == cursor.step:
        assert cursor.known(cell) <= onward.known(cell)
    last = replace(cursor, line=story.stops(cell, cursor.grain, cursor.pass_)[-1])
    assert last.known(cell) == frozenset(cell.by_name)
    assert (cursor.stage(cell) is None) == (cursor.grain == "step")


@pytest.mark.parametrize(
    "grain, direction, expected",
    [
        ("step", "forward", [8]), ("step", "backward", [0]), ("stage", "forward", [0, 1, 2, 5, 8]),
        ("stage", "backward", [6, 3, 2, 1, 0]), ("line", "forward", [*range(9)]),
        ("line", "backward", [*range(8, -1, -1)]),
    ],
)  # fmt: skip
def test_halts_of_the_lstm(grain, direction, expected):
    assert list(story.stops(LSTM, grain, direction)) == expected


def test_what_is_computed_now():
    assert Cursor(0, 5, "forward", "stage").now(LSTM) == ("kept", "written", "c")
    assert Cursor(0, 3, "backward", "stage").now(LSTM) == ("kept", "written", "c")
    assert Cursor(0, 3, "backward", "stage").known(LSTM) == {"kept", "written", "c", "o", "shown", "h"}
    assert Cursor(0, 4, "forward", "line").now(LSTM) == ("written",)
    assert Cursor(0, 8, "forward", "step").now(LSTM) == ()
