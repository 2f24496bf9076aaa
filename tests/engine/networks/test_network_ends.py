"""Ends of what a network takes, and how it refuses what lies beyond: every way to ask has the same words."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine import ExperimentError, Layer, Network, run_network

X = np.linspace(-1, 1, 4 * 3 * 2).reshape(4, 3, 2)


@pytest.fixture(scope="module")
def run():
    return run_network(Network.build([Layer("lstm", 3), Layer("gru", 2, "backward")], X[:, 0]))


@pytest.mark.parametrize("asked", ["value", "grad", "norms"])
def test_a_layer_or_direction_that_is_not_there(run, asked: str) -> None:
    ask = getattr(run, asked)
    for layer, way, said in (
        (2, "forward", "there is no layer 2: the network has layers 0 to 1"),
        (-1, "forward", "there is no layer -1: the network has layers 0 to 1"),
        (0, "backward", "layer 0 does not read backward"),
        (1, "forward", "layer 1 does not read forward"),
    ):
        with pytest.raises(ExperimentError) as caught:
            ask(layer, "h", way)
        assert str(caught.value).startswith(said)
    assert ask(1, "h", "backward").shape[0] == ask(0, "h").shape[0] == 4


def test_a_layer_reads_the_answer_y_of_the_one_below() -> None:
    network = Network.build([Layer("jordan", 2), Layer("rnn", 3)], X)
    run = run_network(network)
    (above,) = run.layers[1]
    np.testing.assert_array_equal(above.experiment.inputs, run.value(0, "y"))
    assert network.params["1.W"].shape == (3, 2)
    for name in ("0.V", "0.U", "1.W"):
        step, (row, column) = 1e-20, (1, 0)
        complex_ = network.params[name].astype(complex)
        complex_[row, column] += step * 1j
        moved = run_network(_complex(network).with_params({name: complex_})).loss
        assert complex(moved).imag / step == pytest.approx(run.param_grads[name][row, column], rel=1e-12)


def _complex(network: Network) -> Network:
    """The same network in complex numbers: Squire & Trapp's derivative needs no difference."""
    plain = Network.build(network.layers, X, dtype="complex128")
    return plain.with_params(network.params)


@pytest.mark.parametrize("lengths", [[1, 4, 2], [4, 4, 4], [1, 1, 1]])
def test_a_sample_may_have_from_one_step_to_all(lengths: list[int]) -> None:
    network = Network.build(Layer("rnn", 2), X, lengths=lengths)
    assert network.lengths.tolist() == lengths
    outputs = np.asarray(run_network(network).outputs)
    for sample, length in enumerate(lengths):
        assert outputs[:length, sample].all() and not outputs[length:, sample].any()


@pytest.mark.parametrize("lengths", [[0, 4, 2], [5, 4, 4], [4, 4], [4.0, 4.0, 4.0], [[4, 4, 4]]])
def test_other_lengths_are_refused(lengths) -> None:
    with pytest.raises(ExperimentError, match="length"):
        Network.build(Layer("rnn", 2), X, lengths=lengths)
    assert Network.build(Layer("rnn", 2), X).lengths.tolist() == [4, 4, 4]


@pytest.mark.parametrize("hidden", [0, -1, True, 1.0, "1"])
def test_a_count_of_units_is_a_whole_number_from_one(hidden) -> None:
    with pytest.raises(ExperimentError, match="layer 1: hidden"):
        Network.build([Layer("rnn", 2), Layer("rnn", hidden)], X)
    assert Network.build([Layer("rnn", np.int64(1))], X).layers[0].hidden == 1


@pytest.mark.parametrize("at", ["last", "every"])
def test_the_run_of_the_top_layer_has_its_loss_where_the_network_has(at: str) -> None:
    layers = run_network(Network.build([Layer("rnn", 2), Layer("rnn", 2)], X[:, 0], at=at)).layers
    assert [run.experiment.loss for (run,) in layers] == ["last", at]
