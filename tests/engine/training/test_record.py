"""What is kept of a training: thinned out, gone back to, trained on from, and how far the loss of a sample reached."""

import pickle
from dataclasses import replace
from itertools import islice
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.engine import Layer, build_task, network_for, run_network, train
from rnnviz.engine.networks.lean import LeanPass
from rnnviz.engine.training.clipping import Clip
from rnnviz.engine.training.optimise import Adam
from rnnviz.engine.training.record import MOST, ROOM, Record, Recorded, recorded, recording, watched
from rnnviz.engine.training.train import Evaluation, Recipe, beginning, judge, on
from rnnviz.engine.training.watch import Reach, Watch

RECIPE = Recipe(rule=Adam(0.02), clip=Clip("norm", 1.0), batch=16, evaluate=3)


@pytest.fixture(scope="module")
def slots():
    return build_task("slot_filling")


@pytest.fixture(scope="module")
def record(slots):
    network = network_for(slots, Layer("lstm", 4))
    watch, found = Watch(network, slots.heldout, 1), Record(beginning(network, RECIPE))
    for progress in islice(train(network, slots, RECIPE), 7):
        found = found.add(recorded(progress, watch))
    return found


def entry(step: int, size: int = 3) -> Recorded:
    score = Evaluation(1 / step, 0.5)
    looked = score if step % 10 == 0 else None
    return Recorded(step, 0, score, 1.0, 1.0, np.full(size, float(step)), (np.zeros(size),), looked)


def empty() -> Record:
    task = build_task("parity", train=5, heldout=2, length=4)
    return Record(beginning(network_for(task, Layer("rnn", 1)), Recipe()))


EMPTY = empty()


@given(st.integers(0, 200), st.integers(3, 12), st.integers(0, 200))
def test_a_record_keeps_every_so_many_and_always_the_last(count, most, back):
    found = EMPTY
    for step in range(1, count + 1):
        found = found.add(entry(step), most)
        assert len(found.kept) <= most and found.last == step
    assert found.stride & (found.stride - 1) == 0
    assert set(found.steps) == {k for k in range(1, count + 1) if k % found.stride == 0 or k == count}
    assert [step for step, _ in found.looks] == list(range(10, count + 1, 10))
    for step in range(count + 1):
        here = found.at(step)
        assert (here.step if here else 0) == max((k for k in found.steps if k <= step), default=0)
    shorter = found.back_to(back)
    assert shorter.last <= back and shorter.steps == tuple(k for k in found.steps if k <= back)
    assert shorter.add(entry(shorter.last + 1), most).last == shorter.last + 1
    assert [step for step, _ in shorter.looks] == [k for k in range(10, count + 1, 10) if k <= shorter.last]


def test_large_entries_are_thinned_out_by_their_bytes():
    found = EMPTY
    for step in range(1, 101):
        found = found.add(entry(step, 1000), room=400_000)
        assert found.bytes <= 400_000
    assert found.stride == 8 and found.steps[-1] == 100 and entry(1, 1000).bytes > 16_000


def test_two_thousand_updates_take_less_than_200_megabytes(record):
    """The cloze's network, LSTM with 16 units: 3,686 numbers and a map of 44 words."""
    reach = Reach({"h": np.zeros(44), "c": np.zeros(44)}, 0.0)
    one = replace(record.kept[0], weights=np.zeros(3686), moments=(np.zeros(3686),) * 2, reach=reach)
    assert MOST * one.bytes <= ROOM < 200_000_000


def test_an_update_that_is_not_later_or_was_not_made_adds_nothing(record):
    assert record.add(record.kept[2]) is record
    assert record.add(replace(record.kept[-1], step=99, trouble=object())) is record


def test_trained_on_from_an_earlier_update_is_as_if_never_gone_beyond(slots, record):
    back = record.back_to(4)
    assert back.steps == (1, 2, 3, 4) and [step for step, _ in back.looks] == [3]
    network = network_for(slots, Layer("lstm", 4))
    for progress in islice(train(network, slots, RECIPE, back.state(4)), 3):
        back = back.add(recorded(progress))
    for was, now in zip(record.kept, back.kept, strict=True):
        assert np.array_equal(was.weights, now.weights) and was.score == now.score and was.heldout == now.heldout
    for name, value in record.network(7).params.items():
        assert np.array_equal(back.network(7).params[name], value)
    assert all(np.array_equal(record.network(0).params[name], value) for name, value in network.params.items())


@pytest.mark.parametrize("lean", [True, False])
def test_the_reach_of_a_watched_sample_is_that_of_its_own_run(slots, record, lean, monkeypatch):
    if not lean:
        monkeypatch.setattr(LeanPass, "serves", False)
    alone = slots.heldout.alone(1)
    network = record.network(5)
    reach, run = Watch(network, slots.heldout, 1).look(network.params), run_network(on(network, alone))
    for line in ("h", "c"):
        expected = run.norms(0, line)[:, 0]
        assert np.allclose(reach.norms[line], expected, atol=1e-9)
        assert np.allclose(reach.per_loss(line), expected - np.log10(np.linalg.norm(run.sent)), atol=1e-9)
        assert np.allclose(record.reaching(line)[:, 4], expected, atol=1e-9)
        assert np.allclose(record.reaching(line, per_loss=True)[:, 4], reach.per_loss(line), atol=1e-9)
    assert record.reaching("h").shape == (alone.steps, 7)


def test_another_sample_can_be_watched_afterwards(slots, record):
    network = record.network(0)
    other, shares = Watch(network, slots.heldout, 2), []
    walk = watched(record, other)
    try:
        while True:
            shares.append(next(walk))
    except StopIteration as done:
        found = done.value
    assert shares[-1] == 1.0 and len(shares) == 7
    expected = other.look(record.network(6).params)
    assert np.array_equal(found.reaching("c")[:, 5], expected.norms["c"])
    assert np.isnan(EMPTY.add(entry(1)).reaching("h")).all()


def test_no_loss_has_no_reach():
    assert np.isneginf(Reach({"h": np.zeros(3)}, -np.inf).per_loss("h")).all()


@pytest.mark.parametrize("name", ["slot_filling", "sine", "adding"])
def test_answers_are_judged_one_by_one_and_by_sentence(name):
    settings = {} if name == "slot_filling" else {"train": 5, "heldout": 9}
    task = build_task(name, **settings)
    network = network_for(task, Layer("lstm", 4))
    found, run = judge(network, task, task.heldout), run_network(on(network, task.heldout))
    for sample in range(task.heldout.samples):
        here = task.heldout.counted[:, sample]
        said = run.outputs[here, sample]
        wanted = run.network.target.values[here, sample]
        right = said.argmax(-1) == wanted if task.classes else np.abs(said - wanted)[:, 0] < task.tolerance
        assert found.samples[sample] == right.all()
        assert np.array_equal(found.right[here, sample], right)
    assert not found.right[~found.counted].any()
    assert found.whole == found.samples.mean() and found.accuracy == found.right[found.counted].mean()


def test_a_sample_alone_has_no_padding(slots):
    for data, sample in ((slots.heldout, 0), (build_task("adding", train=3, heldout=3).train, 1)):
        one = data.alone(sample)
        assert (
            one.steps == data.lengths[sample] == one.lengths[0] and one.counted.sum() == data.counted[:, sample].sum()
        )
        assert np.array_equal(one.inputs[:, 0], data.inputs[: one.steps, sample])
    masked = replace(slots.heldout, at=slots.heldout.counted)
    assert masked.alone(0).at.shape == (masked.lengths[0], 1)


def test_a_training_elsewhere_sends_plain_data(slots, record):
    """What a worker gets and yields survives the way to another process and back."""
    network = network_for(slots, Layer("lstm", 4))
    asked = pickle.loads(pickle.dumps((network, slots, RECIPE, record.state(4), 1)))
    for was, now in zip(record.kept[4:], recording(*asked), strict=False):
        back = pickle.loads(pickle.dumps(now))
        assert back.score == was.score and np.array_equal(back.weights, was.weights)
        assert np.array_equal(back.reach.norms["c"], was.reach.norms["c"])
        assert len(pickle.dumps(now)) < 20 * now.weights.nbytes
    assert next(recording(network, slots, RECIPE)).reach is None


def test_what_a_state_hands_out_cannot_be_written(record):
    state = record.state(3)
    assert isinstance(state.params, MappingProxyType)
    with pytest.raises(ValueError, match="read-only"):
        state.params["V"][0, 0] = 1.0
