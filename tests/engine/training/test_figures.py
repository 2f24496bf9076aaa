"""The figures of the pictures that the training panels were drawn by: the same seeds give them again."""

from itertools import islice

import numpy as np
import pytest

from rnnviz.engine import CELLS, Clip, Layer, build_task, judge, network_for, run_network, train
from rnnviz.engine.training.optimise import Adam
from rnnviz.engine.training.train import Recipe

ARRIVE = ["I", "would", "like", "to", "arrive", "Taipei", "on", "November", "2nd"]
RIGHT = (0, 0, 0, 0, 0, 1, 0, 3, 3)


@pytest.fixture(scope="module")
def slots():
    task = build_task("slot_filling")
    network = network_for(task, Layer(CELLS["lstm"], 8), seed=1)
    return task, list(islice(train(network, task, Recipe(rule=Adam(0.01), evaluate=0)), 100))


def said(task, network, words, at, targets):
    return run_network(network.with_data(task.encode(words), targets, None, at))


@pytest.mark.parametrize(
    ("updates", "word", "expected"),
    [
        (100, "arrive", (0.07, 0.64, 0.28, 0.01)),
        (100, "leave", (0.05, 0.30, 0.61, 0.05)),
        (69, "arrive", (0.35, 0.33, 0.27, 0.05)),
    ],
)
def test_what_the_slot_network_says_at_taipei(slots, updates, word, expected):
    task, progress = slots
    words = [word if each == "arrive" else each for each in ARRIVE]
    run = said(task, progress[updates - 1].network, words, "every", RIGHT)
    assert run.outputs[5].round(2).tolist() == list(expected)


def test_its_loss_and_what_the_loss_sends(slots):
    task, progress = slots
    network = progress[99].network
    run = said(task, network, ARRIVE, "every", RIGHT)
    assert -np.log(run.outputs[5, 1]) == pytest.approx(0.45, abs=0.005)
    assert run.loss == pytest.approx(0.64, abs=0.005)
    two = said(task, network, ARRIVE, [5, 8], (1, 3))
    missing = two.outputs[5] - np.eye(4)[1]
    assert missing.round(2).tolist() == [0.07, -0.36, 0.28, 0.01]
    assert np.linalg.norm(network.params["V"].T @ missing) == pytest.approx(0.59, abs=0.005)
    assert np.linalg.norm(two.grad(0, "h")[5] - two.sent[5]) == pytest.approx(0.035, abs=5e-4)


BEGINNING = [12.97, 4.82, 11.44, 884.08]
"""Norms of updates 1, 11, 21 and 31."""


def test_the_cloze_explodes_is_clipped_and_is_learned():
    """The picture's own run had 209 of 260 updates cut and a largest norm of 26,185. Norms of that size let rounding
    errors of 1e-16 grow to everything within 90 updates, so another processor's products end elsewhere: 203 to 238
    cut and 20,000 to 490,000 were seen. What must stay the same is the beginning, and that it explodes and learns."""
    task = build_task("long_gap_cloze")
    recipe = Recipe(rule=Adam(0.01), clip=Clip("norm", 10.0), batch=64, evaluate=0)
    progress = list(islice(train(network_for(task, Layer(CELLS["lstm"], 16)), task, recipe), 260))
    assert [round(p.grad_norm, 2) for p in progress[:40:10]] == BEGINNING
    cut = [p for p in progress if p.grad_norm > 10.0]
    assert 180 <= len(cut) <= 250 and max(p.grad_norm for p in progress) > 5_000
    assert all(p.clipped_norm == pytest.approx(min(p.grad_norm, 10.0)) for p in progress)
    # of six places one is guessed right in six
    assert max(judge(progress[k].network, task, task.validation).accuracy for k in (199, 259)) > 0.4
