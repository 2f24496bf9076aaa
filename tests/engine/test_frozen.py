"""What a run hands out cannot be written to, so that no number of it can change afterwards."""

import numpy as np
import pytest

from rnnviz.engine import CELLS, Layer, Network, run_network, simulate
from tests.engine.cases import cell, experiment

GIVEN = {
    "value": ("name",), "inner": ("name",), "grad": ("name",), "norms": ("name",), "norm_states": ("name",),
    "value_states": ("name",), "node_value": ("node",), "node_grad": ("node",), "node_norms": ("node",),
    "param_grads_by_step": ("param",), "flow": ("name",), "jacobian": ("name", 3), "eigenvalues": (None, 3),
}  # fmt: skip
"""Methods of a run that hand out an array, and what they are asked about."""
OPEN = "a = W @ x + U @ h_prev\nb = exp(a) * softplus(p)\nh = tanh(V @ b + a_prev) * relu(d) * 0.5"
CELLS_HERE = ["lstm", "gru", "lstm_peephole", "lstm_scalar", "rnn_relu", "feedforward", "jordan", "mingru"]


def arrays(found):
    """Every array in what somebody was given, the arrays they are views of included."""
    if isinstance(found, np.ndarray):
        yield found
        yield from arrays(found.base)
    elif hasattr(found, "values"):
        for value in found.values():
            yield from arrays(value)
    elif isinstance(found, tuple | list):
        for value in found:
            yield from arrays(value)


def handed_out(run):
    """(where from, what) of everything a run of one experiment hands out."""
    named = {
        "name": [*run.cell.by_name], "param": [*run.cell.params], "node": range(len(run.cell.nodes)),
    }  # fmt: skip
    for method, (kind, *more) in GIVEN.items():
        for name in named.get(kind, [kind]):
            if method == "inner" and run.cell.nodes[run.cell.by_name[name].root].op not in ("tanh", "sigmoid"):
                continue
            if method in ("node_value", "node_grad", "node_norms") and run.cell.nodes[name].op == "param":
                continue
            yield f"{method}({name})", getattr(run, method)(name, *more)
    for state in run.cell.states:
        yield "value", run.value(f"{state}_prev")
        yield "grad", run.grad(f"{state}_prev")
    for name in ("slopes", "param_grads", "fed"):
        yield name, getattr(run, name)
    yield "x", (run.value("x"), run.grad("x"), run.outputs, run.bound())
    yield "into", [run.grad(line, into="loss") for line in run.cell.by_name]
    yield "experiment", (run.experiment.params, run.experiment.start, run.experiment.inputs)
    yield "held", [array for held in run.experiment.held.values() for array in (held.mask, held.values)]


def check(found):
    for where, what in found:
        for array in arrays(what):
            assert not array.flags.writeable, where


@pytest.mark.parametrize("batch", [None, 2])
@pytest.mark.parametrize("key", [*CELLS_HERE, "typed"])
def test_everything_a_run_hands_out_is_locked(key, batch):
    exp = experiment(cell(OPEN) if key == "typed" else CELLS[key], hidden=3, batch=batch)
    run = simulate(exp.hold(next(iter(exp.cell.by_name)), 0.5, slice(2, 4)))
    check(handed_out(run))
    if batch == 1:
        check(handed_out(run.alone()))
    check(handed_out(run.with_loss_grad(0 * run.value(run.cell.output))))


@pytest.mark.parametrize("gain", [1.0, 80.0, 1e-9])
def test_also_in_long_runs_and_where_gradients_leave_the_format(gain):
    exp = experiment(CELLS["rnn_linear"], hidden=2, steps=600)
    run = simulate(exp.with_params({"U": gain * np.eye(2)}))
    check((method, getattr(run, method)("h")) for method in ("value", "grad", "norms", "norm_states"))
    check([("flow", run.flow("h", at=np.arange(0, 600, 40))), ("params", run.param_grads)])


def test_writing_to_a_value_is_refused_and_changes_nothing():
    run = simulate(experiment(CELLS["lstm"]))
    value = run.value("h")
    with pytest.raises(ValueError, match="read-only"):
        value[-1] = 100.0
    with pytest.raises(ValueError, match="cannot set WRITEABLE"):
        value.setflags(write=True)
    assert run.loss == simulate(run.experiment).loss


@pytest.mark.parametrize("batch", [None, 3])
@pytest.mark.parametrize("window", [None, 2])
@pytest.mark.parametrize("readout", [None, "identity", "softmax"])
def test_networks_too(readout, window, batch):
    layers = [Layer(CELLS["gru"], 3, "both"), Layer(CELLS["lstm"], 2, "both", "sum"), Layer(CELLS["rnn"], 2)]
    x = np.random.default_rng(0).normal(size=(6, 2) if batch is None else (6, batch, 2))
    network = Network.build(layers, x, output=2 if readout else None, readout=readout, window=window)
    run = run_network(network.hold("0.z", 1.0, slice(0, 2)))
    outer = ("logits", "outputs", "predictions", "counted", "param_grads", "input_grad")
    check((name, getattr(run, name)) for name in outer)
    for k, layer in enumerate(layers):
        for way, inner in zip(layer.ways, run.layers[k], strict=True):
            check(handed_out(inner))
            for line in layer.cell.by_name:
                check((m, getattr(run, m)(k, line, way)) for m in ("value", "grad", "norms"))
    check([("network", (run.network.params, run.network.start, run.network.inputs, run.network.lengths))])
