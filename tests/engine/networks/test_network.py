"""Networks against complex steps, against sums of single sequences, and by hand."""

from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.engine import CELLS, ExperimentError, Layer, Network, one_to_many, run_network, simulate
from tests.engine.oracle import distance

RNG = np.random.default_rng
EXACT = 1e-12
SHIPPED = [key for key, cell in CELLS.items() if cell.by_name[cell.output].size == "hidden"]


def shaken(network: Network, seed: int = 5) -> Network:
    """Weights and biases of ordinary size everywhere."""
    rng = RNG(seed)
    return network.with_params({n: 0.5 * rng.normal(size=p.shape) for n, p in network.params.items()})


def classifier(layers, batch=3, steps=6, at="every", lengths=(6, 2, 4), window=None, dtype="float64", seed=0):
    rng = RNG(seed)
    x = rng.normal(size=(steps, batch, 2))
    classes = rng.integers(0, 3, (steps, batch) if at == "every" else (batch,))
    return shaken(
        Network.build(
            layers, x, output=3, readout="softmax", loss="cross_entropy", at=at, targets=classes,
            lengths=None if lengths is None else np.array(lengths), window=window, dtype=dtype,
        )
    )  # fmt: skip


def complex_step(network: Network, name: str, place: tuple[int, ...]) -> float:
    """dL/d(one number) to rounding error (Squire & Trapp 1998)."""
    target, lengths = network.target, network.lengths
    wide = Network.build(
        network.layers, network.inputs, output=network.width, readout=network.readout, loss=target.loss,
        at=target.counted, targets=target.values, lengths=lengths, dtype="complex128",
    )  # fmt: skip
    params = {n: p.astype(complex) for n, p in network.params.items()}
    params[name][place] += 1e-30j
    return run_network(replace(wide.with_params(params), held=network.held)).loss.imag / 1e-30


@pytest.mark.parametrize("key", SHIPPED)
def test_every_cell_in_a_stack_that_reads_both_ways(key):
    if any(n.op == "relu" for n in CELLS[key].nodes):
        pytest.skip("a complex step does not go through a kink")
    network = classifier([Layer(CELLS[key], 3, "both"), Layer(CELLS[key], 2, "both", "sum")])
    run, rng = run_network(network), RNG(1)
    for name, grad in run.param_grads.items():
        place = tuple(int(rng.integers(0, n)) for n in grad.shape)
        exact = complex_step(network, name, place)
        assert abs(grad[place] - exact) <= EXACT * max(1.0, abs(exact)), name


@pytest.mark.parametrize("loss", ["sum", "squared", "cross_entropy"])
@pytest.mark.parametrize("at", ["last", "every", "chosen"])
def test_every_loss_at_every_choice_of_steps(loss, at):
    rng, steps = RNG(2), [1, 3]
    rows = {"last": (3,), "every": (5, 3), "chosen": (2, 3)}[at]
    targets = {"sum": None, "squared": rng.normal(size=(*rows, 2)), "cross_entropy": rng.integers(0, 2, rows)}[loss]
    network = shaken(
        Network.build(
            Layer(CELLS["lstm"], 3), rng.normal(size=(5, 3, 2)), output=2, readout="softmax", loss=loss,
            at=steps if at == "chosen" else at, targets=targets, lengths=np.array([5, 4, 2]),
        )
    )  # fmt: skip
    run = run_network(network)
    assert run.counted.sum() == {"last": 3, "every": 11, "chosen": 5}[at]
    for name in ("V", "d", "0.U_f", "0.b_o"):
        place = (0,) * network.params[name].ndim
        exact = complex_step(network, name, place)
        assert abs(run.param_grads[name][place] - exact) <= EXACT * max(1.0, abs(exact)), name


def test_a_batch_is_the_sum_of_its_sequences_whatever_stands_beyond_their_lengths():
    network = classifier([Layer(CELLS["gru"], 3, "both"), Layer(CELLS["lstm"], 2)], at="last")
    run, total = run_network(network), {n: 0.0 for n in network.params}
    for b, length in enumerate(network.lengths):
        alone = network.with_data(network.inputs[:length, b], network.target.values[length - 1, b])
        single = run_network(alone)
        assert distance(run.outputs[:length, b], single.outputs) <= EXACT
        for layer, way in ((0, "forward"), (0, "backward"), (1, "forward")):
            assert distance(run.value(layer, "h", way)[:length, b], single.value(layer, "h", way)) <= EXACT
            assert distance(run.grad(layer, "h", way)[:length, b], single.grad(layer, "h", way)) <= EXACT
            assert np.allclose(run.norms(layer, "h", way)[:length, b], single.norms(layer, "h", way), atol=1e-10)
        total = {n: total[n] + g for n, g in single.param_grads.items()}
    for name, grad in run.param_grads.items():
        assert distance(grad, total[name]) <= EXACT, name


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 1000), st.floats(-1e6, 1e6))
def test_nothing_beyond_a_length_has_influence(seed, junk):
    network = classifier([Layer(CELLS["rnn"], 2, "both")], seed=seed)
    x = network.inputs.copy()
    x[2:, 1] = junk
    other = network.with_data(x, network.target.values, network.lengths)
    a, b = run_network(network), run_network(other)
    assert a.loss == b.loss
    assert all(np.array_equal(a.param_grads[n], b.param_grads[n]) for n in network.params)
    assert not a.input_grad[2:, 1].any()


def test_two_directions_added_and_side_by_side():
    side = classifier([Layer(CELLS["rnn"], 2, "both")], lengths=None)
    added = classifier([Layer(CELLS["rnn"], 2, "both", "sum")], lengths=None)
    added = added.with_params({n: p for n, p in side.params.items() if n != "V"} | {"V": side.params["V"][:, :2]})
    one, two = run_network(side), run_network(added)
    halves = one.value(0, "h"), one.value(0, "h", "backward")
    assert np.array_equal(halves[1], two.value(0, "h", "backward"))
    said = sum(halves) @ added.params["V"].T + added.params["d"]
    assert distance(two.logits, said) <= EXACT


def test_a_backward_layer_reads_the_last_step_first():
    network = Network.build(Layer(CELLS["rnn"], 2, "backward"), RNG(0).normal(size=(4, 2)))
    run = run_network(network)
    turned = simulate(run.layers[0][0].experiment).value("h")
    assert np.array_equal(run.value(0, "h", "backward"), turned[::-1])


@pytest.mark.parametrize("window", [None, 2])
@pytest.mark.parametrize("line", ["0.h", "0.backward.f", "1.f"])
def test_a_held_line_of_a_layer_keeps_its_value_and_passes_no_gradient(line, window):
    layers = [Layer(CELLS["lstm"], 3, "both"), Layer(CELLS["lstm"], 2)]
    network = classifier(layers, batch=1, lengths=None, window=window).hold(line, 0.25, slice(1, 3))
    prefix, _, name = line.rpartition(".")
    number, way = int(prefix[0]), "backward" if "back" in prefix else "forward"
    run = run_network(network)
    own = run.layers[number][network.layers[number].ways.index(way)]
    assert (own.value(name)[1:3] == 0.25).all() and not (own.value(name)[[0, 3]] == 0.25).any()
    checked = ("0.U_f", "0.backward.U_f", "1.U_f", "0.W_g") if window is None else ()
    for name in checked:
        exact = complex_step(network, name, (0, 1))
        assert abs(run.param_grads[name][0, 1] - exact) <= EXACT * max(1.0, abs(exact)), name
    assert not network.with_data(network.inputs, network.target.values).held


@pytest.mark.parametrize("line", ["f", "2.f", "0.q", "1.backward.f"])
def test_only_lines_of_the_network_can_be_held(line):
    with pytest.raises(ExperimentError):
        classifier([Layer(CELLS["lstm"], 3, "both"), Layer(CELLS["lstm"], 2)]).hold(line, 0.5)


@pytest.mark.parametrize("window", [6, 9])
def test_a_window_as_long_as_the_sequence_cuts_nothing(window):
    whole, cut = classifier([Layer(CELLS["lstm"], 3)]), classifier([Layer(CELLS["lstm"], 3)], window=window)
    a, b = run_network(whole).param_grads, run_network(cut).param_grads
    assert all(np.array_equal(a[n], b[n]) for n in a)


def test_a_window_of_one_step_by_hand():
    network = classifier([Layer(CELLS["rnn"], 3)], batch=1, lengths=None, window=1)
    run = run_network(network)
    h = run.value(0, "h")[:, 0]
    past = np.vstack([np.zeros(3), h[:-1]])
    inner = (run._slope[:, 0] @ network.params["V"]) * (1 - h**2)
    assert distance(run.param_grads["0.U"], inner.T @ past) <= EXACT
    assert distance(run.param_grads["0.W"], inner.T @ network.inputs[:, 0]) <= EXACT
    assert not np.array_equal(
        run.param_grads["0.U"], run_network(classifier([Layer(CELLS["rnn"], 3)], 1, lengths=None)).param_grads["0.U"]
    )


@pytest.mark.parametrize("window", [2, 4, 5])
def test_a_window_is_the_sum_of_stretches_that_begin_where_the_last_one_ended(window):
    """Williams & Peng 1990: states run on, gradients do not."""
    network = classifier([Layer(CELLS["lstm"], 3)], batch=2, lengths=None, window=window)
    run, total = run_network(network), {n: 0.0 for n in network.params}
    classes = network.target.values
    for first in range(0, 6, window):
        here = slice(first, min(first + window, 6))
        start = {f"0.{s}": run.value(0, s)[first - 1] for s in ("c", "h")} if first else None
        part = Network.build(
            network.layers, network.inputs[here], output=3, readout="softmax", loss="cross_entropy", at="every",
            targets=classes[here], start=start,
        ).with_params(network.params)  # fmt: skip
        total = {n: total[n] + g for n, g in run_network(part).param_grads.items()}
    for name, grad in run.param_grads.items():
        assert distance(grad, total[name]) <= EXACT, name


def test_contributions_of_all_steps_add_up():
    """Lesson 6: each step's contribution to dL/dW stands beside the sum."""
    run = run_network(classifier([Layer(CELLS["rnn"], 4)]))
    parts = run.layers[0][0].param_grads_by_step("U")
    assert distance(parts.sum(axis=0), run.param_grads["0.U"]) <= EXACT


def test_one_vector_to_many_steps():
    once, again = one_to_many([1.0, 2.0], 3), one_to_many([1.0, 2.0], 3, again=True)
    assert once.tolist() == [[1, 2], [0, 0], [0, 0]] and again.tolist() == [[1, 2]] * 3


def test_accuracy_and_mean_loss():
    run = run_network(classifier([Layer(CELLS["rnn"], 3)]))
    right = (run.predictions == run.network.target.values)[run.counted]
    assert run.accuracy == right.mean()
    assert run.mean_loss == run.loss / run.counted.sum()
    assert run_network(Network.build(Layer(CELLS["rnn"], 3), np.zeros((2, 2)))).accuracy is None


def test_frozen():
    network = classifier([Layer(CELLS["rnn"], 3)])
    with pytest.raises(FrozenInstanceError):
        network.window = 3
    with pytest.raises(ValueError, match="read-only"):
        network.inputs[0] = 1
    with pytest.raises(ValueError, match="read-only"):
        network.params["V"][0] = 1
    assert network.with_params({"d": np.ones(3)}).params["V"] is network.params["V"]


X = np.zeros((4, 2, 3))
WRONG = {
    "at least one layer": {"layers": []},
    "hidden must be a whole number": {"layers": [Layer(CELLS["rnn"], 0)]},
    "direction must be one of": {"layers": [Layer(CELLS["rnn"], 2, "up")]},
    "merge must be": {"layers": [Layer(CELLS["rnn"], 2, "both", "mean")]},
    "inputs must be": {"inputs": np.zeros(4)},
    "not numbers of one": {"inputs": [["a"]]},
    "not finite": {"inputs": np.full((2, 2), np.nan)},
    "readout must be": {"readout": "argmax"},
    "give both or neither": {"readout": "softmax"},
    "output must be a whole": {"readout": "softmax", "output": 0},
    "loss must be one of": {"loss": "hinge"},
    "cross-entropy needs the softmax": {"loss": "cross_entropy", "targets": [0, 1]},
    "has no targets": {"targets": [0, 1]},
    "needs targets": {"loss": "squared"},
    "targets must have shape": {"loss": "squared", "targets": np.zeros((3, 2))},
    "targets must be numbers": {"loss": "squared", "targets": [["a", "b"], ["c", "d"]]},
    "whole numbers from 0 to 1": {
        "loss": "cross_entropy", "readout": "softmax", "output": 2, "targets": np.array([0, 2]),
    },
    "at must be": {"at": "first"},
    "a mask of steps": {"at": np.ones((3, 3), bool)},
    "different whole numbers from 0 to 3": {"at": [1, 1]},
    "no step counts": {"at": [3], "lengths": np.array([2, 2])},
    "2 whole numbers, one per sequence": {"lengths": [1, 2, 3]},
    "from 1 to 4": {"lengths": [0, 4]},
    "window must be": {"window": 0},
    "dtype must be": {"dtype": "int8"},
    "initialiser": {"init": "xavier"},
    "is not a state of this network": {"start": {"0.q": 0.0}},
    "start: 0.h must have 2 numbers": {"start": {"0.h": np.zeros(5)}},
}  # fmt: skip


@pytest.mark.parametrize("why", WRONG)
def test_refusals(why):
    given = {"layers": [Layer(CELLS["rnn"], 2)], "inputs": X, **WRONG[why]}
    with pytest.raises(ExperimentError, match=why):
        Network.build(**given)


def test_refusals_of_changes():
    network = classifier([Layer(CELLS["rnn"], 2)])
    for why, change in (
        ("not a parameter of this network", lambda: network.with_params({"0.Q": 1})),
        ("has shape", lambda: network.with_params({"V": np.zeros(2)})),
        ("reads 2 numbers per step", lambda: network.with_data(np.zeros((3, 5)))),
        ("there is no layer 3", lambda: run_network(network).value(3, "h")),
        ("does not read backward", lambda: run_network(network).value(0, "h", "backward")),
    ):
        with pytest.raises(ExperimentError, match=why):
            change()


def test_directions_that_overflow_against_each_other_are_added_silently():
    net = Network.build(Layer(CELLS["rnn_linear"], 1, "both", "sum"), np.ones((500, 1)), seed=1)
    net = net.with_params({"0.W": [[1.0]], "0.backward.W": [[-1.0]], "0.U": [[30.0]], "0.backward.U": [[30.0]]})
    run = run_network(net)
    assert np.isinf(run.value(0, "h")).any() and np.isnan(run.outputs).any()
    assert run.grad(0, "x").shape == (500, 1)


@pytest.mark.parametrize("size", [1.0, 1e3, 1e8])
@pytest.mark.parametrize("at", ["last", "every"])
def test_cross_entropy_of_an_answer_thought_impossible_is_large_not_infinite(size, at):
    """-log softmax by the logits: exp(-1000) is 0 in float64, its logarithm is not infinite."""
    x = np.random.default_rng(0).normal(size=(4, 3, 2))
    targets = np.zeros((3,) if at == "last" else (4, 3), int)
    network = Network.build(
        [Layer(CELLS["rnn"], 3)], x, output=2, readout="softmax", loss="cross_entropy", at=at, targets=targets
    )
    network = network.with_params({"V": np.zeros((2, 3)), "d": np.array([0.0, size])})
    run = run_network(network)
    expected = np.logaddexp(0.0, size) * (3 if at == "last" else 12)
    assert run.loss == pytest.approx(expected, rel=1e-14) and np.isfinite(run.param_grads["d"]).all()
