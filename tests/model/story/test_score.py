"""The order of the story in networks: told once, layer by layer, and the same backward from its end."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from rnnviz.engine import CELLS
from rnnviz.model.story.cursor import GRAINS, Cursor, stops
from rnnviz.model.story.score import AHEAD, KNOWN, NOW, Score

WAYS = (("forward",), ("backward",), ("forward", "backward"))
LAYER = st.tuples(st.sampled_from(["lstm", "rnn", "gru"]), st.sampled_from(WAYS))


@st.composite
def places(draw):
    """Some layers, a number of steps, and a cursor standing on a halt."""
    layers = draw(st.lists(LAYER, min_size=1, max_size=3))
    score = Score.of([[(way, CELLS[key]) for way in ways] for key, ways in layers], draw(st.integers(1, 4)))
    part = draw(st.sampled_from(score.parts))
    grain, direction = draw(st.sampled_from(GRAINS)), draw(st.sampled_from(["forward", "backward"]))
    line = draw(st.sampled_from(stops(part.cell, grain, direction)))
    return score, Cursor(draw(st.integers(0, score.steps - 1)), line, direction, grain, part.layer, part.way)


def told(score, cursor):
    here = score.to_start(cursor)
    seen = [here]
    while not score.at_end(here):
        here = score.advance(here)
        seen.append(here)
    return seen


@given(places())
def test_the_whole_story_is_told_once_in_an_order_that_can_be_computed(place):
    score, cursor = place
    seen = told(score, cursor)
    halts = sum(len(stops(part.cell, cursor.grain, cursor.pass_)) for part in score.parts)
    assert len(seen) == len(set(seen)) == score.steps * halts
    assert seen[-1] == score.to_end(cursor) and cursor in seen
    done = set()
    for here in reversed(seen) if cursor.backward else seen:
        before = {(here.layer, here.way, step) for step in range(here.step)}
        # the layer below at the same moment of the sequence, from either of its directions
        moment = here.step if here.way == "forward" else score.steps - 1 - here.step
        below = {
            (part.layer, part.way, moment if part.way == "forward" else score.steps - 1 - moment)
            for part in score.parts
            if part.layer == here.layer - 1
        }
        assert before | below <= done | {(here.layer, here.way, here.step)}
        done.add((here.layer, here.way, here.step))


@given(places(), st.integers(-30, 30))
def test_advance_and_back_are_inverse_except_at_the_ends(place, count):
    score, cursor = place
    moved = score.advance(cursor, count)
    if moved not in (score.to_start(cursor), score.to_end(cursor)):
        assert score.advance(moved, -count) == cursor
    assert score.fitted(moved) == moved


@given(places(), st.data())
def test_what_is_reached_is_what_was_told(place, data):
    score, cursor = place
    seen = told(score, cursor)
    passed = {(c.layer, c.way, c.step) for c in seen[: seen.index(cursor) + 1]}
    part, step = data.draw(st.sampled_from(score.parts)), data.draw(st.integers(0, score.steps - 1))
    asked = (part.layer, part.way, step)
    expected = NOW if asked == (cursor.layer, cursor.way, cursor.step) else KNOWN if asked in passed else AHEAD
    assert score.reached(cursor, *asked) == expected


@given(places(), st.data())
def test_a_visit_stays_at_the_same_moment_of_the_sequence(place, data):
    score, cursor = place
    part = data.draw(st.sampled_from(score.parts))
    moved = score.visit(cursor, part.layer, part.way)
    assert (moved.layer, moved.way) == (part.layer, part.way)
    assert moved.step == (cursor.step if part.way == cursor.way else score.steps - 1 - cursor.step)
    assert score.visit(moved, cursor.layer, cursor.way).step == cursor.step


@given(places(), st.integers(-9, 9))
def test_whole_steps_go_on_from_part_to_part(place, count):
    score, cursor = place
    moved = score.whole_step(cursor, count)
    assert score.fitted(moved) == moved
    if score.together:
        assert (moved.layer, moved.way) == (cursor.layer, cursor.way)
    inside = 0 < moved.step < score.steps - 1
    if inside and (moved.layer, moved.way) == (cursor.layer, cursor.way):
        assert score.whole_step(moved, -count).step == cursor.step


def test_any_place_is_brought_inside():
    score = Score.of([[("forward", CELLS["rnn"])], [("forward", CELLS["lstm"]), ("backward", CELLS["lstm"])]], 3)
    far = Cursor(9, 9, "forward", "line", 7, "backward")
    assert score.inside(far) == Cursor(2, 8, "forward", "line", 1, "backward")
    assert score.inside(replace(far, layer=0)) == Cursor(2, 1, "forward", "line", 0, "forward")
    assert score.visit(Cursor(0, 0), 0, "backward") == Cursor(0, 1)


def test_layers_that_read_onward_are_told_step_by_step():
    score = Score.of([[("forward", CELLS["rnn"])], [("forward", CELLS["gru"])]], 2)
    seen = told(score, Cursor())
    assert [(c.step, c.layer) for c in seen] == [(0, 0), (0, 1), (1, 0), (1, 1)]
    back = told(score, Cursor(pass_="backward"))
    assert [(c.step, c.layer) for c in back] == [(1, 1), (1, 0), (0, 1), (0, 0)]


def test_a_direction_that_reads_from_the_end_is_told_on_its_own():
    score = Score.of([[("forward", CELLS["rnn"]), ("backward", CELLS["rnn"])], [("forward", CELLS["rnn"])]], 2)
    seen = told(score, Cursor())
    assert [(c.layer, c.way[0], c.step) for c in seen] == [
        (0, "f", 0), (0, "f", 1), (0, "b", 0), (0, "b", 1), (1, "f", 0), (1, "f", 1),
    ]  # fmt: skip
