"""Updates made the quick way are those made the general way, and what they hand out stays as it was."""

from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from rnnviz.engine import Layer, build_task, network_for, train
from rnnviz.engine.networks.lean import LeanPass
from rnnviz.engine.training.clipping import Clip, clip, clip_vector, total_norm, vector_norm
from rnnviz.engine.training.flat import Flat
from rnnviz.engine.training.optimise import Adam, Momentum, begin, update
from rnnviz.engine.training.schedules import Cosine
from rnnviz.engine.training.train import Recipe

FEW = {
    "slot_filling": {}, "adding": {"train": 20, "heldout": 5}, "sine": {"train": 20, "heldout": 5, "length": 8},
    "long_gap_cloze": {"train": 20, "heldout": 5, "fillers": 1},
}  # fmt: skip


@pytest.mark.parametrize("name", FEW)
@pytest.mark.parametrize("layers", [Layer("lstm", 4), (Layer("gru", 3, "both"), Layer("rnn", 4))], ids=["one", "stack"])
def test_both_ways_are_the_same(name, layers, monkeypatch):
    task = build_task(name, **FEW[name])
    recipe = Recipe(rule=Adam(0.02), clip=Clip("norm", 1.0), batch=8, evaluate=2, schedule=Cosine(9))
    quick = list(islice(train(network_for(task, layers), task, recipe), 4))
    monkeypatch.setattr(LeanPass, "serves", False)
    general = list(islice(train(network_for(task, layers), task, recipe), 4))
    for a, b in zip(quick, general, strict=True):
        assert a.score.loss == pytest.approx(b.score.loss, rel=1e-9) and a.score.accuracy == b.score.accuracy
        assert a.grad_norm == pytest.approx(b.grad_norm, rel=1e-9)
        assert a.clipped_norm == pytest.approx(min(b.grad_norm, 1.0), rel=1e-9)
        assert np.allclose(a.through_time, b.through_time, atol=1e-8)
        assert (a.heldout is None) == (b.heldout is None)
        for number, value in b.network.params.items():
            assert np.allclose(a.network.params[number], value, rtol=1e-7, atol=1e-9), number


def test_an_update_is_the_rule_applied_to_every_parameter():
    task = build_task("parity", train=20, heldout=5)
    network, rule = network_for(task, Layer("rnn", 3)), Momentum(0.01)
    first, second = islice(train(network, task, Recipe(rule=rule, batch=99)), 2)
    memory = begin(rule, network.params)
    for progress in (first, second):
        grads = {n: (progress.memory.moments[n][0] - rule.momentum * memory.moments[n][0]) for n in network.params}
        fresh, memory = update(rule, network.params, grads, memory)
        network = network.with_params(fresh)
        assert progress.memory.step == memory.step
        for name in fresh:
            assert np.allclose(progress.network.params[name], fresh[name], atol=1e-12)


def test_what_an_update_hands_out_is_locked_and_stays():
    task = build_task("parity", train=40, heldout=5)
    recipe = Recipe(fixed=frozenset({"0.U"}))
    network = network_for(task, Layer("rnn", 3))
    one, two = islice(train(network, task, recipe), 2)
    held = {name: value.copy() for name, value in one.network.params.items()}
    assert any(not np.array_equal(two.network.params[name], held[name]) for name in held)
    assert all(np.array_equal(one.network.params[name], value) for name, value in held.items())
    assert np.array_equal(two.network.params["0.U"], network.params["0.U"])
    assert not any(two.memory.moments["0.U"][0].flat)
    for value in (*one.network.params.values(), one.state.weights, *one.memory.moments["V"]):
        with pytest.raises(ValueError, match="read-only"):
            value[...] = 0.0


SOME = arrays(float, st.integers(1, 6), elements=st.floats(-1e200, 1e200))


@given(st.lists(SOME, min_size=1, max_size=4))
def test_a_vector_holds_every_parameter(found):
    named = {str(i): a for i, a in enumerate(found)}
    layout = Flat(named, named)
    back = layout.arrays(layout.vector(named))
    assert list(back) == list(named) and all(np.array_equal(back[n], a) for n, a in named.items())


@given(SOME, st.sampled_from(["norm", "value"]), st.floats(1e-3, 1e3))
def test_one_vector_is_clipped_as_its_parts_are(grad, kind, limit):
    norm = vector_norm(grad)
    assert norm == pytest.approx(total_norm({"": grad}), rel=1e-12)
    expected = clip({"": grad}, Clip(kind, limit))[""]
    assert np.allclose(clip_vector(grad, Clip(kind, limit), norm), expected, rtol=1e-12, atol=1e-300)
