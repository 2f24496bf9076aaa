"""The pass that keeps nothing gives what the run gives that keeps everything."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from rnnviz.engine import CELLS, Layer, Network, run_network
from rnnviz.engine.networks.lean import Asked, LeanPass
from rnnviz.engine.passes import rescaled
from rnnviz.engine.passes.lognorm import joint_norm
from tests.engine.networks.test_network import SHIPPED, classifier, shaken
from tests.engine.oracle import distance
from tests.engine.random_cells import cells

CLOSE = 1e-12


def asked_of(network: Network) -> Asked:
    target = network.target
    return Asked(network.inputs, network.lengths, target.counted.nonzero(), target.values[target.counted])


def through(run, line):
    top = len(run.network.layers) - 1
    return joint_norm(run.norms(top, line, run.network.layers[top].ways[0]), 1)


def same(network: Network) -> None:
    found, run = LeanPass(network).run(network.params, asked_of(network)), run_network(network)
    assert found is not None
    assert distance(found.told.loss, run.loss) < CLOSE
    for name, grad in run.param_grads.items():
        assert distance(found.grads[name], grad) < CLOSE, name
    cell = network.layers[-1].cell
    for line in {cell.output, *cell.states}:
        expected = through(run, line)
        reached = np.isfinite(expected)
        assert np.array_equal(np.isfinite(found.through[line]), reached)
        assert np.allclose(found.through[line][reached], expected[reached], atol=1e-9)


# nothing but rounding arrives at the stabiliser of an sLSTM: the other way, which holds any number, is taken
@pytest.mark.parametrize("key", [key for key in SHIPPED if key != "slstm"])
def test_every_cell_alone_and_in_a_stack_that_reads_both_ways(key):
    same(classifier(Layer(CELLS[key], 3)))
    same(classifier([Layer(CELLS[key], 3, "both"), Layer(CELLS[key], 2, "both", "sum")]))


@given(
    st.lists(
        st.builds(Layer, st.sampled_from(["rnn", "lstm", "gru"]), st.integers(1, 4),
                  st.sampled_from(["forward", "backward", "both"]), st.sampled_from(["concat", "sum"])),
        min_size=1, max_size=3,
    ),
    st.sampled_from(["every", "last"]), st.integers(1, 3), st.integers(0, 9),
)  # fmt: skip
@settings(max_examples=25)
def test_any_stack(layers, at, batch, seed):
    lengths = np.random.default_rng(seed).integers(1, 7, batch)
    lengths[0] = 6
    same(classifier(layers, batch=batch, at=at, lengths=lengths, seed=seed))


@given(cells(), st.integers(0, 9))
@settings(max_examples=20, suppress_health_check=list(HealthCheck))
def test_any_typed_cell(cell, seed):
    rng = np.random.default_rng(seed)
    network = shaken(Network.build(
        Layer(cell, 3), rng.normal(size=(5, 2, 2)), output=2, readout="softmax", loss="cross_entropy", at="every",
        targets=rng.integers(0, 2, (5, 2)), lengths=np.array([5, 3]),
    ), seed)  # fmt: skip
    lean, run = LeanPass(network), run_network(network)
    assume(lean.serves and np.isfinite(run.loss))
    found = lean.run(network.params, asked_of(network))
    assume(found is not None)
    for name, grad in run.param_grads.items():
        assert distance(found.grads[name], grad) < 1e-9, name


@pytest.mark.parametrize("readout", [None, "identity", "softmax"])
def test_numbers_as_answers(readout):
    rng = np.random.default_rng(2)
    wide = {} if readout is None else {"output": 4, "readout": readout}
    network = Network.build(
        Layer("lstm", 4), rng.normal(size=(5, 3, 2)), loss="squared", at=rng.random((5, 3)) < 0.7,
        targets=rng.normal(size=(5, 3, 4)), **wide,
    )  # fmt: skip
    same(shaken(network))


def test_the_loss_of_what_the_loss_sends():
    network = classifier(Layer("gru", 4))
    found, run = LeanPass(network).run(network.params, asked_of(network)), run_network(network)
    probabilities = run.outputs[run.counted]
    probabilities[np.arange(len(probabilities)), network.target.values[run.counted]] -= 1.0
    assert found.entering == pytest.approx(np.log10(np.linalg.norm(probabilities @ network.params["V"])))
    assert np.allclose(found.sent, run.sent[run.counted])
    assert found.told.right(network.target.values[run.counted], None) == run.accuracy


def test_where_it_does_not_serve():
    network = classifier(Layer("lstm", 3))
    assert LeanPass(network).serves
    assert not LeanPass(replace(network, window=2)).serves
    assert not LeanPass(network.hold("0.f", 0.5)).serves
    long = Network.build(Layer("rnn", 2), np.ones((300, 1, 1)), loss="sum")
    assert not LeanPass(long).serves


@pytest.mark.parametrize(("gain", "can"), [(1.0, True), (1e-3, False), (1e3, False)])
def test_numbers_outside_the_format_are_left_to_those_who_can(gain, can):
    x = np.random.default_rng(0).normal(size=(150, 2, 1))
    network = Network.build(Layer("rnn_linear", 2), x, output=2, readout="softmax", loss="cross_entropy",
                            targets=np.zeros(2, int)).with_params({"0.U": gain * np.eye(2)})  # fmt: skip
    assert (LeanPass(network).run(network.params, asked_of(network)) is not None) == can


def test_a_batch_of_different_lengths_needs_no_second_way_back(monkeypatch):
    """Beyond a sample's last answer there is no gradient: that is no sign of one too small for the number format."""
    monkeypatch.setattr(rescaled, "_Rescaled", None)
    network = classifier(Layer("lstm", 3), at="last")
    assert all(np.isfinite(g).all() for g in run_network(network).param_grads.values())
