"""Tasks of own data: what is in them, what is held out, and every limit."""

from itertools import islice

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.engine import Layer, network_for, train
from rnnviz.engine.training import own_data
from rnnviz.engine.training.own_data import column_task, labelled_task
from rnnviz.engine.training.task import TaskError

WORDS = st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=1, max_size=5).map(tuple)


@given(st.sets(WORDS, min_size=8, max_size=20), st.integers(0, 5))
@settings(max_examples=20)
def test_sentences_are_split_and_none_is_lost(sentences, seed):
    given_ = [(words, "odd" if len(words) % 2 else "even") for words in sorted(sentences)]
    if len({label for _, label in given_}) < 2:
        return
    task = labelled_task("mine", [*given_, *given_[:3]], seed)
    seen = {}
    for data in (task.train, task.heldout):
        for b in range(data.samples):
            words = task.words(data, b)
            assert words not in seen
            seen[words] = task.classes[data.targets[b]]
    assert seen == dict(given_)
    assert task.heldout.samples == max(2, len(given_) // 4)


def test_the_next_row_of_a_column_is_asked():
    rows = np.cumsum(np.random.default_rng(0).normal(size=(200, 2)), axis=0)
    task = column_task("mine", rows, ("a", "b"), 1, steps=20)
    mean, spread = rows[:150].mean(axis=0), rows[:150].std(axis=0)
    assert np.allclose(task.train.inputs[:, 1] * spread + mean, rows[5:25])
    assert np.allclose(task.train.targets[:, 1, 0] * spread[1] + mean[1], rows[6:26, 1])
    assert np.allclose(task.heldout.inputs[:, 0] * spread + mean, rows[150:170])
    assert task.train.counted.sum(axis=0).tolist() == [16] * task.train.samples
    assert np.isfinite(next(train(network_for(task, Layer("lstm", 3)), task)).score.loss)


def test_own_sentences_are_learned():
    given_ = [((a, b, c), "yes" if "x" in (a, b, c) else "no") for a in "xyz" for b in "xyz" for c in "xyz"]
    task = labelled_task("mine", given_)
    last = list(islice(train(network_for(task, Layer("gru", 6)), task), 120))[-1]
    assert last.heldout.accuracy > 0.7


EIGHT = [((str(k),), str(k % 2)) for k in range(8)]


@pytest.mark.parametrize(
    ("why", "make"),
    [
        ("“0” has two labels, 0 and 1", lambda: labelled_task("m", [*EIGHT, (("0",), "1")])),
        ("7 different sentences are too few", lambda: labelled_task("m", EIGHT[:7])),
        ("2 to 50 different labels, not 1", lambda: labelled_task("m", [(words, "same") for words, _ in EIGHT])),
        ("501 different words", lambda: labelled_task("m", [((str(k),), str(k % 2)) for k in range(501)])),
        ("a sentence of 201 words", lambda: labelled_task("m", [*EIGHT, (("0",) * 201, "1")])),
        ("a table of finite numbers", lambda: column_task("m", np.full((200, 1), np.nan), ("a",), 0)),
        ("a table of finite numbers", lambda: column_task("m", np.ones((200, 2)), ("a",), 0)),
        ("no column 1", lambda: column_task("m", np.ones((200, 1)), ("a",), 1)),
        ("20 rows are too few", lambda: column_task("m", np.ones((20, 1)), ("a",), 0)),
        ("a is always the same", lambda: column_task("m", np.ones((200, 1)), ("a",), 0)),
        ("steps must be", lambda: column_task("m", np.ones((200, 1)), ("a",), 0, steps=2)),
    ],
)
def test_limits(why, make):
    with pytest.raises(TaskError, match=why):
        make()


def test_the_limit_of_all_steps(monkeypatch):
    monkeypatch.setattr(own_data, "MOST_NUMBERS", 63)
    with pytest.raises(TaskError, match="64 numbers in all samples; the limit is 63"):
        labelled_task("m", EIGHT)
    with pytest.raises(TaskError, match="numbers in all samples"):
        column_task("m", np.random.default_rng(0).normal(size=(200, 2)), ("a", "b"), 0)
