"""Training: deterministic, resumable, honest about a run that diverges."""

from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.engine import CELLS, Layer, run_network
from rnnviz.engine.training.clipping import Clip
from rnnviz.engine.training.optimise import SGD, Adam, TrainingError
from rnnviz.engine.training.probe import best_probe
from rnnviz.engine.training.schedules import Cosine
from rnnviz.engine.training.tasks import build_task
from rnnviz.engine.training.train import Recipe, batch_of, evaluate, network_for, on, train

RNN = Layer(CELLS["rnn"], 12)


@pytest.fixture(scope="module")
def slots():
    return build_task("slot_filling")


def after(updates, network, task, recipe=None, since=None):
    return list(islice(train(network, task, recipe, since), updates))


def test_slot_filling_is_learned_and_needs_the_recurrence(slots):
    network = network_for(slots, RNN)
    for progress in train(network, slots, Recipe(evaluate=10)):
        assert progress.step <= 200
        if progress.heldout and progress.heldout.accuracy == 1.0:
            break
    both = np.stack([slots.encode([verb, "Taipei"]) for verb in ("arrive", "leave")], axis=1)
    told = run_network(progress.network.with_data(both, np.zeros((2, 2), int))).predictions
    assert [slots.classes[k] for k in told[1]] == ["destination", "departure"]
    fixed = network.with_params({"0.U": np.zeros((12, 12))})
    blind = after(200, fixed, slots, Recipe(fixed=frozenset({"0.U"})))[-1].network
    run = run_network(blind.with_data(both, np.zeros((2, 2), int)))
    assert run.predictions[1, 0] == run.predictions[1, 1], "without recurrence Taipei has one answer"
    assert np.allclose(run.outputs[1, :, 1:3], 0.5, atol=0.1), "and that answer is a guess"


def test_the_same_seeds_give_the_same_numbers(slots):
    recipe = Recipe(batch=16, evaluate=3, seed=4)
    one, two = (after(6, network_for(slots, RNN, seed=2), slots, recipe) for _ in range(2))
    for a, b in zip(one, two, strict=True):
        assert a.score == b.score and a.heldout == b.heldout and a.grad_norm == b.grad_norm
    assert all(np.array_equal(one[-1].network.params[n], two[-1].network.params[n]) for n in one[-1].network.params)


def test_stopped_and_resumed_is_as_if_never_stopped(slots):
    recipe = Recipe(rule=Adam(0.02), clip=Clip("norm", 1.0), schedule=Cosine(20), batch=100)
    network = network_for(slots, RNN)
    whole, first = after(9, network, slots, recipe), after(4, network, slots, recipe)
    rest = after(5, network, slots, recipe, since=first[-1])
    assert [p.step for p in rest] == [5, 6, 7, 8, 9]
    assert rest[-1].epoch == whole[-1].epoch == 1
    assert np.array_equal(rest[-1].network.params["0.U"], whole[-1].network.params["0.U"])


def test_every_sample_is_seen_once_an_epoch(slots):
    recipe, seen = Recipe(batch=96), []
    for step in range(6):
        data, epoch = batch_of(slots.train, recipe, step)
        assert epoch == 0 and data.samples == 96
        seen += [data.inputs[:, b].tobytes() for b in range(96)]
    assert len(seen) == len(set(seen)) == slots.train.samples
    again, epoch = batch_of(slots.train, recipe, 6)
    assert epoch == 1 and [again.inputs[:, b].tobytes() for b in range(96)] != seen[:96]


def test_one_update_by_hand(slots):
    network = network_for(slots, RNN)
    recipe = Recipe(rule=SGD(0.1), batch=1000, clip=Clip("norm", 0.5))
    progress = after(1, network, slots, recipe)[0]
    grads = run_network(on(network, slots.train)).param_grads
    norm = np.sqrt(sum((g**2).sum() for g in grads.values()))
    assert progress.grad_norm == pytest.approx(norm, rel=1e-12)
    for name, grad in grads.items():
        expected = network.params[name] - 0.1 * grad * (0.5 / norm)
        assert np.allclose(progress.network.params[name], expected, rtol=1e-12, atol=1e-15), name


def test_a_step_no_gradient_reaches_has_none_through_time():
    task = build_task("adding")
    progress = after(1, network_for(task, Layer(CELLS["feedforward"], 4)), task)[0]
    ends = np.isfinite(progress.through_time)
    assert ends[-1] and not ends[0] and np.isneginf(progress.through_time[~ends]).all()


def test_norms_through_time_put_samples_together(slots):
    progress = after(1, network_for(slots, RNN), slots, Recipe(batch=1000))[0]
    grad = run_network(on(network_for(slots, RNN), slots.train)).grad(0, "h")
    assert np.allclose(progress.through_time, np.log10(np.sqrt((grad**2).sum(axis=(1, 2)))), atol=1e-10)


def test_a_run_that_diverges_ends_in_a_sentence(slots):
    network = network_for(slots, Layer(CELLS["rnn_linear"], 8))
    progress = after(500, network, slots, Recipe(rule=SGD(1e6), evaluate=0))
    assert "not finite" in str(progress[-1].trouble) and len(progress) < 500
    assert all(np.isfinite(p).all() for p in progress[-1].network.params.values())


def test_right_answers_in_numbers():
    task = build_task("sine", train=20, heldout=10)
    network = network_for(task, Layer(CELLS["gru"], 4))
    outputs = run_network(on(network, task.heldout)).outputs
    missed = np.abs(outputs - task.heldout.targets)[..., 0][task.heldout.counted]
    assert evaluate(network, task, task.heldout).accuracy == (missed < 0.1).mean()


@pytest.mark.parametrize(
    ("why", "make"),
    [
        ("not a parameter", lambda s: after(1, network_for(s, RNN), s, Recipe(fixed=frozenset({"0.X"})))),
        ("batch must be a whole number", lambda s: Recipe(batch=0)),
        ("evaluate must be", lambda s: Recipe(evaluate=-1)),
    ],
)
def test_refusals(why, make, slots):
    with pytest.raises(TrainingError, match=why):
        make(slots)


@given(st.lists(st.tuples(st.integers(-5, 5), st.integers(-5, 5), st.booleans()), min_size=1, max_size=30))
def test_the_best_threshold_is_as_good_as_any(rows):
    values = np.array([[a, b] for a, b, _ in rows], float)
    holds = np.array([yes for *_, yes in rows])
    found = best_probe(values, holds)
    assert (found.tells(values) == holds).mean() == pytest.approx(found.share)
    tried = [
        max(((values[:, u] > edge) == holds).mean(), ((values[:, u] > edge) != holds).mean())
        for u in (0, 1)
        for edge in np.arange(-5.5, 6.0)
    ]
    assert found.share == pytest.approx(max(tried))


def test_a_tie_is_told_from_above_and_at_the_lowest_threshold():
    for values, holds in (([0.0, 1.0], [True, False]), ([0.0, 1.0], [False, True]), ([0.0, 0.0], [True, False])):
        found = best_probe(np.array(values)[:, None], np.array(holds))
        ways = [(share_of(values, holds, edge, above), above) for edge in (-1.0, 0.5, 2.0) for above in (True, False)]
        assert found.share == max(share for share, _ in ways)
        assert found.above == any(share == found.share for share, above in ways if above)


def share_of(values, holds, edge, above):
    return np.mean([((value > edge) == above) == yes for value, yes in zip(values, holds, strict=True)])


def test_a_batch_of_all_samples_is_all_of_them_as_they_are(slots):
    data = slots.train
    for count in (data.samples, data.samples + 1):
        assert batch_of(data, Recipe(batch=count), 3) == (data, 3)
    one_less = batch_of(data, Recipe(batch=data.samples - 1), 3)
    assert one_less[0].samples == data.samples - 1 and one_less[1] == 3
