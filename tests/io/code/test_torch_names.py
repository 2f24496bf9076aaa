"""Weights under PyTorch's names: the run of the network that took them is what torch.nn's documentation says."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.networks.network_run import run_network
from rnnviz.io.code.torch_names import are_theirs, by_own_names
from rnnviz.io.weights import WeightsError
from rnnviz.model.answers.answer_text import parse_readout
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.setup import Setup
from rnnviz.model.weights.changes import with_arrays

UNITS = 3
GATES = {"rnn": 1, "rnn_relu": 1, "lstm": 4, "gru_reset_after": 3}


def theirs(setup: Setup, key: str, bias: bool = True, module: str = "") -> dict[str, np.ndarray]:
    """Random arrays as torch.nn would hold them for the setup."""
    rng, found = np.random.default_rng(5), {}
    rows = GATES[key] * UNITS
    for layer, choice in enumerate(setup.layers):
        columns = len(setup.columns_of(layer))
        for way in choice.ways:
            end = f"_l{layer}{'_reverse' if way == 'backward' else ''}"
            shapes = {"weight_ih": (rows, columns), "weight_hh": (rows, UNITS), "bias_ih": (rows,), "bias_hh": (rows,)}
            for kind, shape in shapes.items():
                if bias or kind.startswith("weight"):
                    found[f"{module}{kind}{end}"] = rng.normal(size=shape)
    return found


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


def documented(key: str, arrays: dict[str, np.ndarray], end: str, inputs: np.ndarray) -> np.ndarray:
    """The formulas of torch.nn.RNN, LSTM and GRU, in the order of their gates, step by step."""
    zeros = np.zeros(GATES[key] * UNITS)
    w, u = arrays[f"weight_ih{end}"], arrays[f"weight_hh{end}"]
    b, d = (arrays.get(f"{kind}{end}", zeros) for kind in ("bias_ih", "bias_hh"))
    h = c = np.zeros(UNITS)
    said = []
    for x in inputs:
        fed, past = w @ x + b, u @ h + d
        if key == "lstm":
            i, f, g, o = np.split(fed + past, 4)
            c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
            h = sigmoid(o) * np.tanh(c)
        elif key == "gru_reset_after":
            (r, z, n), (r_past, z_past, n_past) = np.split(fed, 3), np.split(past, 3)
            z = sigmoid(z + z_past)
            h = (1 - z) * np.tanh(n + sigmoid(r + r_past) * n_past) + z * h
        else:
            h = np.tanh(fed + past) if key == "rnn" else np.maximum(fed + past, 0)
        said.append(h)
    return np.array(said)


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("key", GATES)
def test_the_run_is_the_documented_one(key: str, bias: bool) -> None:
    setup = Setup.of(key, UNITS)
    arrays = theirs(setup, key, bias)
    own = with_arrays(setup, by_own_names(setup, arrays, "a.npz"), "a.npz")
    wanted = documented(key, arrays, "_l0", setup.inputs())
    np.testing.assert_allclose(run_network(own.network()).outputs, wanted, rtol=0, atol=1e-13)


def test_layers_that_read_both_ways_and_a_linear_layer_on_top() -> None:
    choice = LayerChoice("lstm", hidden=UNITS, direction="both", merge="concat")
    setup = Setup().with_layers((choice, choice)).with_readout(parse_readout("identity:2"))
    arrays = theirs(setup, "lstm")
    linear = {"fc.weight": np.linspace(-1, 1, 4 * UNITS).reshape(2, -1), "fc.bias": np.array([0.5, -0.5])}
    given = {f"rnn.{name}": array for name, array in arrays.items()} | linear
    own = with_arrays(setup, by_own_names(setup, given, "a.npz"), "a.npz")
    read = setup.inputs()
    for layer in range(2):
        back = documented("lstm", arrays, f"_l{layer}_reverse", read[::-1])[::-1]
        read = np.concatenate([documented("lstm", arrays, f"_l{layer}", read), back], axis=1)
    wanted = read @ linear["fc.weight"].T + linear["fc.bias"]
    np.testing.assert_allclose(run_network(own.network()).outputs, wanted, rtol=0, atol=1e-13)


def test_what_is_given_in_part_leaves_the_rest() -> None:
    setup = Setup.of("lstm", UNITS)
    arrays = {"weight_hh_l0": np.ones((4 * UNITS, UNITS))}
    assert set(by_own_names(setup, arrays, "a.npz")) == {"0.U_f", "0.U_i", "0.U_g", "0.U_o"}
    assert by_own_names(setup, {"0.U_f": arrays["weight_hh_l0"]}, "a.npz").keys() == {"0.U_f"}
    assert not are_theirs(["0.U_f", "weight_ih", "h"])


LSTM = theirs(Setup.of("lstm", UNITS), "lstm")


@pytest.mark.parametrize(
    ("cell", "arrays", "why"),
    [
        ("lstm", {k: v for k, v in LSTM.items() if k != "bias_hh_l0"}, "bias_hh_l0 is lacking"),
        ("lstm", LSTM | {"weight_ih_l1": np.ones((12, 3))}, "weight_ih_l1: this network has no such layer"),
        ("lstm", LSTM | {"weight_ih_l0_reverse": np.ones((12, 3))}, "weight_ih_l0_reverse: this network has no such"),
        ("lstm", LSTM | {"weight_hh_l0": np.ones((16, 4))}, r"\(16, 4\); with this .* it is \(12, 3\)"),
        ("lstm", LSTM | {"bias_ih_l0": np.ones((12, 1))}, r"bias_ih_l0 has the shape \(12, 1\)"),
        ("lstm", LSTM | {"b.weight_hh_l0": np.ones((12, 3))}, "of several modules, bias_hh_l0, b.weight_hh_l0"),
        ("gru", theirs(Setup.of("gru", UNITS), "gru_reset_after"), "compute GRU as it stands here; choose GRU, reset"),
        ("lstm_peephole", LSTM, "choose LSTM$"),
        ("lstm", theirs(Setup.of("rnn", UNITS), "rnn"), r"weight_ih_l0 has the shape \(3"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_in_one_sentence(cell: str, arrays: dict[str, np.ndarray], why: str) -> None:
    with pytest.raises(WeightsError, match=why) as caught:
        by_own_names(Setup.of(cell, UNITS), arrays, "a.npz")
    assert str(caught.value).startswith("a.npz: ") and "\n" not in str(caught.value)


def test_a_cell_of_one_s_own_takes_them_by_its_equations() -> None:
    text = 'name = "mine"\nequations = """\nm = tanh(b + R @ m_prev + W_in @ x)\n"""\noutput = "m"\n'
    setup = Setup((LayerChoice("own", cell_text=text, hidden=UNITS),))
    arrays = theirs(setup, "rnn")
    own = by_own_names(setup, arrays, "a.npz")
    np.testing.assert_array_equal(own["0.W_in"], arrays["weight_ih_l0"])
    np.testing.assert_array_equal(own["0.b"], arrays["bias_ih_l0"] + arrays["bias_hh_l0"])
