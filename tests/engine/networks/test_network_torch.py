"""Stacked and bidirectional networks against PyTorch, where it is installed."""

import numpy as np
import pytest

from rnnviz.engine import CELLS, Layer, Network, run_network

torch = pytest.importorskip("torch", reason="PyTorch is not installed")

EXACT = 1e-12
GATES = {"rnn": [""], "rnn_relu": [""], "lstm": ["_i", "_f", "_g", "_o"], "gru_reset_after": ["_r", "_z", "_n"]}


def module(key, inputs, hidden, layers, both):
    kind = {"rnn": torch.nn.RNN, "rnn_relu": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru_reset_after": torch.nn.GRU}[key]
    more = {"nonlinearity": "relu"} if key == "rnn_relu" else {}
    return kind(inputs, hidden, layers, bidirectional=both, dtype=torch.float64, **more)


def copied(key, network, theirs):
    """Our weights in their layout; their second bias is zero but for the GRU's inner one."""
    with torch.no_grad():
        for k, layer in enumerate(network.layers):
            for way in layer.ways:
                own, end = network.own(k, way), f"l{k}{'_reverse' if way == 'backward' else ''}"
                stack = lambda letter, own=own: np.concatenate([own[f"{letter}{g}"] for g in GATES[key]])  # noqa: E731
                for letter, name in (("W", "weight_ih_"), ("U", "weight_hh_"), ("b", "bias_ih_")):
                    getattr(theirs, name + end).copy_(torch.from_numpy(stack(letter)))
                inner = np.zeros(len(stack("b")))
                if "d_n" in own:
                    inner[-layer.hidden :] = own["d_n"]
                getattr(theirs, "bias_hh_" + end).copy_(torch.from_numpy(inner))


@pytest.mark.parametrize("key", GATES)
@pytest.mark.parametrize(("layers", "both"), [(1, False), (2, False), (3, False), (1, True), (2, True)])
@pytest.mark.parametrize("at", ["last", "every"])
def test_packed_sequences(key, layers, both, at):
    rng, hidden, lengths = np.random.default_rng(layers), 4, np.array([5, 3, 1])
    x = rng.normal(size=(5, 3, 2))
    classes = rng.integers(0, 3, (3,) if at == "last" else (5, 3))
    stack = [Layer(CELLS[key], hidden, "both" if both else "forward")] * layers
    network = Network.build(
        stack, x, seed=3, output=3, readout="softmax", loss="cross_entropy", at=at, targets=classes, lengths=lengths
    )
    network = network.with_params({n: 0.4 * rng.normal(size=p.shape) for n, p in network.params.items()})
    theirs = module(key, 2, hidden, layers, both)
    copied(key, network, theirs)
    read = torch.tensor(x, requires_grad=True)
    packed = torch.nn.utils.rnn.pack_padded_sequence(read, lengths)
    heard, _ = torch.nn.utils.rnn.pad_packed_sequence(theirs(packed)[0])
    v, d = (torch.tensor(network.params[n], requires_grad=True) for n in ("V", "d"))
    logits = heard @ v.T + d
    full = np.zeros((5, 3), int)
    full[lengths - 1, np.arange(3)] = classes if at == "last" else full[lengths - 1, np.arange(3)]
    wanted = torch.tensor(classes if at == "every" else full)
    counted = torch.tensor(np.array(run_network(network).counted))
    loss = torch.nn.functional.cross_entropy(logits[counted], wanted[counted], reduction="sum")
    loss.backward()
    run = run_network(network)
    assert abs(run.loss - loss.item()) <= EXACT * max(1, abs(loss.item()))
    assert np.abs(run.param_grads["V"] - v.grad.numpy()).max() <= EXACT
    assert np.abs(run.param_grads["d"] - d.grad.numpy()).max() <= EXACT
    assert np.abs(run.input_grad - read.grad.numpy()).max() <= EXACT
    for k, layer in enumerate(stack):
        for way in layer.ways:
            end, prefix = (
                f"l{k}{'_reverse' if way == 'backward' else ''}",
                f"{k}.{'back.' if way == 'backward' else ''}",
            )
            for letter, name in (("W", "weight_ih_"), ("U", "weight_hh_"), ("b", "bias_ih_")):
                ours = np.concatenate([run.param_grads[f"{prefix}{letter}{g}"] for g in GATES[key]])
                assert np.abs(ours - getattr(theirs, name + end).grad.numpy()).max() <= EXACT, name
