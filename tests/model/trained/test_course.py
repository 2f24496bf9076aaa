"""A training as the window keeps it: what it makes is what the engine makes, and any update can be shown."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rnnviz.engine.training.tasks import build_task
from rnnviz.engine.training.train import evaluate
from rnnviz.io.document import DocumentError, load, save
from rnnviz.io.formats.saved import Saved
from rnnviz.model.setup.setup import Setup
from rnnviz.model.trained.course import begun, own_task, place_in, shown, task_network, task_setup
from rnnviz.model.trained.heldout import answered
from rnnviz.model.trained.plan import CLIPS, RULES, SCHEDULES, STOPS, Plan
from rnnviz.model.trained.series import Series, fact_of
from rnnviz.model.trained.twin import Twin
from tests.courses import LAYERS, UPDATES, course, engine_updates, untrained, vector


@pytest.mark.parametrize("which", LAYERS)
def test_what_the_worker_makes_is_what_the_engine_makes(which: str) -> None:
    made, wanted = course(which), engine_updates(which, UPDATES)
    assert made.record.steps == tuple(range(1, UPDATES + 1))
    for entry, progress in zip(made.record.kept, wanted, strict=True):
        assert np.array_equal(entry.weights, progress.state.weights)
        assert (entry.score, entry.grad_norm, entry.heldout) == (progress.score, progress.grad_norm, progress.heldout)


@pytest.mark.parametrize("which", LAYERS)
def test_any_update_is_shown_on_the_stage_and_known_again(which: str) -> None:
    made, setup = course(which), untrained(which)
    for step in (0, 7, UPDATES):
        found = shown(setup, made, step)
        assert place_in(made, found) == step and found.learned.updates == step
        for name, array in made.record.state(step).params.items():
            assert np.array_equal(vector(found, name), array), name
    other = shown(setup, made, 7).with_number("d", (0,), 3.0)
    assert place_in(made, other) is None, "a number was typed"
    assert place_in(made, replace(shown(setup, made, 7), layers=LAYERS["two" if which == "rnn" else "rnn"])) is None
    lying = shown(setup, made, 7)
    assert place_in(made, replace(lying, learned=replace(lying.learned, updates=8))) is None


def test_a_training_goes_on_from_trained_weights() -> None:
    first = shown(untrained(), course(), UPDATES)
    again = begun(first)
    assert again is not None and again.before == UPDATES and again.last == 0
    assert place_in(again, first) == 0 and shown(first, again, 0) == first


def test_there_is_nothing_to_train_without_a_task() -> None:
    assert begun(Setup()) is None
    assert own_task(Setup()) is None


def test_the_curves_are_the_record() -> None:
    record = course().record
    found = Series.of(record)
    assert list(found.steps) == list(record.steps) and found.loss[3] == record.kept[3].score.loss
    assert found.cut == sum(entry.clipped_norm < entry.grad_norm for entry in record.kept) > 0
    assert list(found.looks) == [20] and found.looked_right[0] == record.kept[19].heldout.accuracy
    assert found.index(0) is None and found.index(5) == 4 and found.look(19) is None and found.look(24) == 0
    assert Series.of(replace(record, kept=(), looks=())).steps.shape == (0,)


def test_the_fact_of_a_sentence_and_its_rivals() -> None:
    task = build_task("long_gap_cloze")
    for sample in range(5):
        words = task.words(task.heldout, sample)
        fact, rivals = fact_of(task, sample)
        answer = task.classes[int(task.heldout.targets[sample])]
        assert fact is not None and words[fact] == answer
        assert {words[step] for step in rivals} <= set(task.classes)
    assert fact_of(build_task("sine"), 0) == (None, ())


@pytest.mark.parametrize("name", ["slot_filling", "parity", "sine"])
def test_held_out_answers_are_the_engine_s(name: str) -> None:
    setup = task_setup(Setup.of("rnn", hidden=3), name)
    task = own_task(setup)
    assert task is not None
    network = task_network(task, tuple(c.layer for c in setup.layers), setup.network().params, setup.dtype)
    found, score = answered(network, task), evaluate(network, task, task.heldout)
    assert found.accuracy == score.accuracy and found.right.mean() == score.whole
    for sample in range(0, task.heldout.samples, 17):
        good = found.said[sample] == found.wanted[sample]
        assert good == bool(found.right[sample]) or task.loss == "squared"


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("schedule", SCHEDULES)
def test_every_plan_is_a_recipe(rule: str, schedule: str) -> None:
    how = Plan(rule=rule, schedule=schedule, clip=2.0, stop=50).recipe()
    factors = [how.schedule.factor(step) for step in range(50)]
    assert all(0 <= f <= 1 for f in factors) and how.clip is not None and how.batch == 32
    assert (factors[0] < factors[-1]) == (schedule == "warm-up")
    assert (len(set(factors)) == 1) == (schedule == "constant")


@pytest.mark.parametrize("last", [0, 99, 100, 300, 10_000, 12_345])
def test_a_training_that_has_stopped_stops_again_later(last: int) -> None:
    assert Plan(stop=100).stop_after(last) > last
    assert Plan(stop=100).stop_after(last) in STOPS or last >= STOPS[-1]


def test_a_plan_is_kept_in_documents(tmp_path) -> None:
    plan = Plan("sgd", 0.25, 7, 3.5, CLIPS[1], "cosine", 1234)
    for setup in (untrained(), replace(untrained(), plan=plan), replace(Setup(), plan=replace(plan, clip=None))):
        save(tmp_path / "a.rnnviz", Saved(setup))
        assert load(tmp_path / "a.rnnviz").setup == setup


def test_a_document_s_plan_has_limits(tmp_path) -> None:
    save(tmp_path / "a.rnnviz", Saved(replace(untrained(), plan=Plan(rate=0.5))))
    text = (tmp_path / "a.rnnviz").read_text()
    for good, bad in (('"rate": 0.5', '"rate": 0'), ('"rule": "adam"', '"rule": "eve"'), ('"batch": 32', '"batch": 0')):
        assert good in text
        (tmp_path / "b.rnnviz").write_text(text.replace(good, bad))
        with pytest.raises(DocumentError, match=r"b\.rnnviz"):
            load(tmp_path / "b.rnnviz")


def test_a_task_that_is_chosen_leaves_a_sentence_with_its_answers() -> None:
    setup = task_setup(Setup.of("gru", hidden=5), "long_gap_cloze")
    assert setup.targets and setup.learned.updates == 0 and setup.readout.kind == "softmax"
    assert setup.plan.clip == 10.0 and setup.layers[0].cell_key == "gru"
    assert setup.twin is None or isinstance(setup.twin, Twin)
