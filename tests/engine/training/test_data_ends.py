"""Samples, tasks of own data and a training's first updates, at their limits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rnnviz.engine import Layer
from rnnviz.engine.errors import EngineError
from rnnviz.engine.training import own_data
from rnnviz.engine.training.own_data import column_task, labelled_task
from rnnviz.engine.training.task import data, distinct, one_hot, padded
from rnnviz.engine.training.tasks import build_task
from rnnviz.engine.training.train import Recipe, beginning, judge, network_for, train


def refusal(act, *given, **named) -> tuple[str, dict[str, object]]:
    with pytest.raises(EngineError) as caught:
        act(*given, **named)
    return caught.value.why.key, dict(caught.value.why.values)


# data -------------------------------------------------------------------------------------------------------------


def test_rows_of_different_lengths_are_filled_up() -> None:
    assert padded([[1, 2, 3], [4]]).tolist() == [[1, 4], [2, -1], [3, -1]] and padded([[1], []], 0).tolist() == [[1, 0]]
    assert one_hot([[1], [0, 1]], 2).tolist() == [[[0, 1], [1, 0]], [[0, 0], [0, 1]]]
    made = data(np.zeros((3, 2, 1)), np.zeros((3, 2)), np.array([3, 2]))
    assert made.counted.tolist() == [[True, True], [True, True], [True, False]] and (made.steps, made.samples) == (3, 2)
    assert replace(made, at="last").counted.tolist() == [[False, False], [False, True], [True, False]]
    assert made.alone(1).steps == 2 and made.take([1, 0]).lengths.tolist() == [2, 3] and not made.inputs.flags.writeable


def test_different_results_are_looked_for_until_it_is_in_vain() -> None:
    numbers = iter([1, 1, 2, 1, 3, 4])
    assert distinct(lambda: next(numbers), 3) == [1, 2, 3]
    asked_for = []
    assert refusal(distinct, lambda: asked_for.append(1), 2) == ("task.few", {"wanted": 2, "count": 1})
    assert len(asked_for) == 1 + 1050


def test_own_sentences_at_their_limits() -> None:
    eight = [((f"w{k}",), f"l{k % 2}") for k in range(8)]
    task = labelled_task("m", eight)
    assert task.heldout.samples == 2 and task.train.samples == 6 and task.output == 2 and task.classes == ("l0", "l1")
    assert labelled_task("m", [((f"w{k}",), f"l{k % 50}") for k in range(400)]).output == 50
    assert refusal(labelled_task, "m", [((f"w{k}",), f"l{k % 51}") for k in range(400)]) == (
        "own.labels",
        {"count": 51, "most": 50},
    )
    assert refusal(labelled_task, "m", [((f"w{k}",), f"l{k % 2}") for k in range(401)]) == (
        "own.words",
        {"count": 401, "most": 400},
    )
    assert refusal(labelled_task, "m", eight[:7]) == ("own.few", {"count": 7, "least": 8})
    long = (("w0",) * 200, "l1")
    assert labelled_task("m", [*eight, long]).train.steps in (1, 200)
    assert refusal(labelled_task, "m", [*eight, (("w0",) * 201, "l1")]) == ("own.long", {"count": 201, "most": 200})
    assert labelled_task("m", [*eight, (("w" * 40,), "l" * 40)]).output == 3
    for words, label in (("w" * 41, "l0"), ("w", "l" * 41)):
        assert refusal(labelled_task, "m", [*eight, ((words,), label)])[0] == "own.letters"
    assert labelled_task("m", [*eight, ((), "l0"), eight[0]]).train.samples == 6
    twice = refusal(labelled_task, "m", [*eight, (("w0",), "l1")])
    assert twice == ("own.twice", {"sentence": "w0", "one": "l0", "other": "l1"})


def test_own_columns_at_their_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = np.cumsum(np.random.default_rng(0).normal(size=(48, 2)), axis=0)
    task = column_task("m", rows[:41], ("a", "b"), 1, steps=5)
    assert (
        task.train.steps == 5
        and task.tolerance == 0.25
        and task.train.counted[0].sum() == 0
        and task.train.counted[1].all()
    )
    assert refusal(column_task, "m", rows[:40], ("a", "b"), 1, steps=5) == ("own.rows", {"count": 40, "least": 41})
    assert refusal(column_task, "m", rows, ("a", "b"), 2, steps=5) == ("own.column", {"target": 2, "last": 1})
    assert refusal(column_task, "m", rows, ("a", "b"), -1, steps=5)[0] == "own.column"
    assert refusal(column_task, "m", rows, ("a", "b"), 0, steps=4)[1]["least"] == 5
    flat = np.stack([rows[:, 0], np.ones(48)], axis=1)
    assert not column_task("m", flat, ("a", "b"), 0, steps=5).train.inputs[..., 1].any()
    assert refusal(column_task, "m", flat, ("a", "b"), 1, steps=5) == ("own.constant", {"name": "b"})
    count = task.train.samples * 5 * 2
    monkeypatch.setattr(own_data, "MOST_NUMBERS", count)
    assert column_task("m", rows[:41], ("a", "b"), 1, steps=5).train.samples == task.train.samples
    monkeypatch.setattr(own_data, "MOST_NUMBERS", count - 1)
    assert refusal(column_task, "m", rows[:41], ("a", "b"), 1, steps=5) == (
        "own.large",
        {"count": count, "most": count - 1},
    )


# a training --------------------------------------------------------------------------------------------------------


def test_a_training_begins_with_what_is_not_fixed() -> None:
    task = build_task("slot_filling")
    network = network_for(task, Layer("rnn", 3))
    state = beginning(network, Recipe(fixed=frozenset({"0.W"})))
    assert state.step == 0 and "0.W" not in state.layout.names and len(state.moments) == 2
    assert refusal(beginning, network, Recipe(fixed=frozenset({"0.Q"}))) == ("train.fixed", {"name": "0.Q"})
    first = next(train(network, task, Recipe(fixed=frozenset({"0.W"}), evaluate=1)))
    assert np.array_equal(first.network.params["0.W"], network.params["0.W"]) and first.heldout is not None
    assert (first.step, first.epoch) == (1, 0) and first.trouble is None and first.memory.step == 1
    second = next(train(network, task, Recipe(evaluate=2), since=next(train(network, task, Recipe(evaluate=2)))))
    assert (
        second.step == 2
        and second.heldout is not None
        and next(train(network, task, Recipe(evaluate=0))).heldout is None
    )
    judged = judge(network, task, task.heldout)
    assert judged.accuracy == judged.right.sum() / judged.counted.sum() and judged.whole == judged.samples.mean()
