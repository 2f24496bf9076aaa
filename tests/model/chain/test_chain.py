"""The unrolled network: what it shows is what was computed, and it is known in the order of the story."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.engine import CELLS, run_network
from rnnviz.model.chain.chain import chain_of, column_of, memory_of, reach, seat_at, usual
from rnnviz.model.figures.shading import by_decades, strength, within_one
from rnnviz.model.setup.answer import Loss
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.runs import runs_of
from rnnviz.model.setup.setup import Setup
from rnnviz.model.setup.weights import Weights
from rnnviz.model.story.cursor import GRAINS, Cursor, stops
from rnnviz.model.story.score import Score
from tests.model.story.test_score import places, told

NETWORKS = {
    "rnn": Setup.of("rnn"),
    "relu": Setup.of("rnn_relu", input_scale=8.0, weights=Weights(gain=3.0)),
    "lstm": Setup.of("lstm", loss=Loss(at="every")),
    "jordan": Setup.of("jordan"),
    "feedforward": Setup.of("feedforward"),
    "stack": Setup((LayerChoice("lstm", hidden=5), LayerChoice("gru", hidden=3))),
    "both": Setup((LayerChoice("rnn", direction="both", merge="sum"),)),
    "mixed": Setup((LayerChoice("gru", direction="both"), LayerChoice("rnn", hidden=3, direction="backward"))),
}


def in_order(way, values):
    return values if way == "forward" else values[::-1]


def made(name, backward):
    setup = NETWORKS[name]
    runs = runs_of(setup)
    flat = [(way, run) for choice, some in zip(setup.layers, runs, strict=True)
            for way, run in zip(choice.ways, some, strict=True)]  # fmt: skip
    return chain_of(runs, setup.score, backward), flat, setup


@pytest.mark.parametrize("name", NETWORKS)
def test_forward_every_box_shows_the_output_of_its_run_at_its_step(name):
    chain, flat, setup = made(name, False)
    assert [(row.layer, row.way) for row in chain.rows] == [(p.layer, p.way) for p in setup.score.parts]
    for row, (way, run) in zip(chain.rows, flat, strict=True):
        values = in_order(way, run.value(run.cell.output))
        most = max(1.0, np.abs(values).max())
        np.testing.assert_allclose(row.units, values / most)
        np.testing.assert_allclose(row.means, np.abs(values).mean(axis=1))
        np.testing.assert_allclose(10**row.sizes, np.linalg.norm(values, axis=1))
        assert row.level.min() >= 0 and row.level.max() <= 1
        memory = memory_of(run.cell)
        if memory is None:
            assert row.carried is None
            continue
        rms = np.sqrt((in_order(way, run.value(memory)) ** 2).mean(axis=1))
        np.testing.assert_allclose(row.carried, rms / max(1.0, rms.max()))
    assert chain.top == max(row.sizes.max() for row in chain.rows)
    np.testing.assert_allclose(chain.inputs, within_one(setup.inputs()))


@pytest.mark.parametrize("name", NETWORKS)
def test_backward_the_inputs_show_the_gradient_that_arrives_at_them(name):
    chain, _, setup = made(name, True)
    grad = run_network(setup.network()).input_grad
    size = np.maximum(np.abs(grad) / np.abs(grad).max(), 1e-9)
    levels = np.sign(grad) * np.clip(1 + np.log10(size) / 2, 0, 1)
    np.testing.assert_allclose(chain.inputs, levels, atol=1e-9)


@pytest.mark.parametrize("name", NETWORKS)
def test_backward_every_box_shows_the_gradient_that_arrives(name):
    chain, flat, _ = made(name, True)
    steps = chain.steps
    sizes = []
    for row, (way, run) in zip(chain.rows, flat, strict=True):
        grad = in_order(way, run.grad(run.cell.output))
        with np.errstate(divide="ignore"):
            np.testing.assert_allclose(row.sizes, np.log10(np.linalg.norm(grad, axis=1)), atol=1e-9)
        np.testing.assert_allclose(row.means, np.abs(grad).mean(axis=1))
        past = [run.grad(f"{state}_prev")[1:] for state in run.cell.states]
        joint = np.linalg.norm(np.concatenate(past, axis=1), axis=1) if past else np.zeros(steps - 1)
        above = np.linalg.norm(run.grad(run.cell.output, into="loss"), axis=1)
        sizes.append((row, way, np.append(joint, 0.0), above, np.linalg.norm(run.grad("x"), axis=1)))
    assert chain.top == pytest.approx(
        math.log10(max(max(j.max(), a.max(), d.max(), 10 ** row.sizes.max()) for row, _, j, a, d in sizes)), abs=1e-9
    )
    for row, way, joint, above, down in sizes:
        for shown, norms in ((row.carried, joint), (row.handed, above), (row.read, down)):
            if shown is None:
                assert not joint.any()
                continue
            with np.errstate(divide="ignore"):
                wanted = np.clip(1 + (np.log10(in_order(way, norms)) - chain.top) / 2, 0, 1)
            np.testing.assert_allclose(shown, wanted, atol=1e-8)


def test_the_gradient_handed_down_is_what_the_layer_above_sends():
    """Of two layers in one direction: dL/dh from above, by the upper run's own dL/dx."""
    chain, flat, _ = made("stack", True)
    lower, upper = flat[0][1], flat[1][1]
    np.testing.assert_allclose(lower.grad("h", into="loss"), upper.grad("x"))
    np.testing.assert_allclose(chain.rows[0].handed, chain.rows[1].read, atol=1e-12)


def test_gradients_far_outside_float64_keep_their_place():
    setup = Setup.of("rnn_linear", silent=200, weights=Weights(gain=0.01))
    chain = chain_of(runs_of(setup), setup.score, True)
    assert chain.rows[0].sizes.min() < -400 and np.isfinite(chain.rows[0].sizes).all()
    assert chain.rows[0].level[-1] == 1 and not chain.rows[0].level[:-1].any()


# the story -------------------------------------------------------------------------------------------------


@given(places())
@settings(max_examples=40)
def test_what_is_known_is_what_the_story_has_told(place):
    """By brute force: every step the story visits before this one is known, and nothing else."""
    score, cursor = place
    seen = [(c.layer, c.way, c.step) for c in told(score, cursor)]
    here = (cursor.layer, cursor.way, cursor.step)
    before = set(seen[: seen.index(here)])
    for part in score.parts:
        found = reach(score, cursor, part)
        columns = {column_of(part.way, step, score.steps) for layer, way, step in before
                   if (layer, way) == (part.layer, part.way)}  # fmt: skip
        assert set(found.known) == columns
        now = (part.layer, part.way) == (cursor.layer, cursor.way)
        assert found.now == (column_of(part.way, cursor.step, score.steps) if now else None)


@given(places(), st.data())
@settings(max_examples=40)
def test_a_box_is_a_place_of_the_story(place, data):
    score, cursor = place
    part = data.draw(st.sampled_from(score.parts))
    column = data.draw(st.integers(0, score.steps - 1))
    there = seat_at(score, cursor, part, column)
    assert (there.layer, there.way, there.grain, there.pass_) == (
        part.layer, part.way, cursor.grain, cursor.pass_,
    )  # fmt: skip
    assert column_of(part.way, there.step, score.steps) == column
    assert there.line in stops(part.cell, there.grain, there.pass_)


@pytest.mark.parametrize("grain", GRAINS)
def test_a_long_story_is_found_by_halving(grain, monkeypatch):
    score = Setup((LayerChoice(direction="both"),)).score
    score = Score(score.parts, 2000)
    asked = []
    monkeypatch.setattr(Score, "reached", _counting(Score.reached, asked))
    found = reach(score, Cursor(1500, 0, "forward", grain, 0, "backward"), score.parts[1])
    assert (found.known, found.now) == (range(500, 2000), 499) and len(asked) < 30
    assert reach(score, Cursor(1500, 0, "forward", grain, 0, "backward"), score.parts[0]).known == range(2000)


def _counting(reached, asked):
    def counted(*a):
        asked.append(a)
        return reached(*a)

    return counted


def test_the_chain_belongs_to_networks_and_cells_of_one_box():
    usually = {key for key in CELLS if usual(Setup.of(key).score)}
    assert usually == {"rnn", "rnn_relu", "rnn_linear", "indrnn", "feedforward"}
    assert usual(NETWORKS["stack"].score) and usual(Setup((LayerChoice(direction="both"),)).score)


# colours ---------------------------------------------------------------------------------------------------


def test_gradients_are_shaded_by_decades_below_the_largest():
    grad = np.array([[1.0, -0.1], [0.01, 0.0], [np.nan, -1e-9]])
    np.testing.assert_allclose(by_decades(grad), [[1, -0.5], [0, 0], [np.nan, 0]])
    np.testing.assert_allclose(by_decades(grad, 10.0), [[0.5, 0], [0, 0], [np.nan, 0]])
    np.testing.assert_allclose(strength(np.array([0.0, -1.0, -math.inf, math.inf, math.nan]), 0.0), [1, 0.5, 0, 1, 1])
    assert not by_decades(np.zeros((2, 2))).any()
    np.testing.assert_allclose(within_one(np.array([4.0, -2.0, np.inf])), [1, -0.5, np.inf])
