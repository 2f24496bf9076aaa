"""The numbers the lessons show: rows 2, 3, 6, 7 and 8 of the design's table.

Rows 2, 3 and 8 of the bare cells are in test_conventions.py, row 6 of networks in test_network.py.
"""

import numpy as np
import pytest

from rnnviz.engine import CELLS, Experiment, Layer, Network, run_network, simulate
from rnnviz.engine.language.ops import sigmoid
from tests.engine.cases import experiment, loss_grad


@pytest.mark.parametrize(
    ("inputs", "hidden", "outputs"),
    [([1, 1, 2], [2, 6, 16], [4, 12, 32]), ([2, 1, 1], [4, 10, 22], [8, 20, 44])],
    ids=["row 2, a memory of ones", "row 3, order matters"],
)
def test_rows_2_and_3(inputs, hidden, outputs):
    """Two linear units, all weights 1, no bias, the memory begins at 0: a network with its read-out."""
    network = Network.build([Layer(CELLS["rnn_linear"], 2)], np.outer(inputs, [1.0, 1.0]), output=2, readout="identity")
    ones = {n: np.zeros(p.shape) if n in ("d", "0.b") else np.ones(p.shape) for n, p in network.params.items()}
    run = run_network(network.with_params(ones))
    assert np.array_equal(run.value(0, "h"), np.outer(hidden, [1, 1]))
    assert np.array_equal(run.outputs, np.outer(outputs, [1, 1]))


@pytest.mark.parametrize("key", CELLS)
@pytest.mark.parametrize("batch", [None, 3])
def test_row_6_contributions_of_the_steps_add_up(key, batch):
    exp = experiment(CELLS[key], 5, 3, 30, batch)
    run = simulate(exp, loss_grad=loss_grad(exp))
    for name, whole in run.param_grads.items():
        by_step = run.param_grads_by_step(name)
        assert by_step.shape == (30, *whole.shape)
        assert np.abs(by_step.sum(axis=0) - whole).max() <= 1e-12 * max(1.0, np.abs(whole).max())


@pytest.mark.parametrize("gain", [0.3, 0.9, 1.0, 1.5, 4.0])
@pytest.mark.parametrize("seed", range(3))
def test_row_7_vanishing_below_and_exploding_above(gain, seed):
    """The bound is never crossed, by the norm of dL/dh nor by the spectral norm of dh_T/dh_k (1e-12 in log10)."""
    rng = np.random.default_rng(seed)
    turn = np.linalg.qr(rng.normal(size=(6, 6)))[0]
    exp = Experiment.build(CELLS["rnn"], 6, 0.1 * rng.normal(size=(300, 3)), seed=seed).with_params({"U": gain * turn})
    run = simulate(exp)
    bound, norms = run.bound(), run.norms("h")
    assert (norms <= bound + 1e-12).all()
    per_step = bound[-2] - bound[-1]
    for k in (0, 150, 298):
        assert run.flow_pair("h", 299, k) <= per_step * (299 - k) + 1e-12
    if gain < 1:
        assert bound[0] < -10 and norms[0] < bound[0] + 1e-12  # it must vanish
    if gain > 1:
        assert bound[0] > 10  # it may explode but need not: saturation can rescue it


def test_row_7_exploding_gives_huge_numbers_and_not_zero():
    exp = Experiment.build(CELLS["rnn_linear"], 6, np.zeros((400, 3)))
    turn = np.linalg.qr(np.random.default_rng(0).normal(size=(6, 6)))[0]
    run = simulate(exp.with_params({"U": 2.0 * turn}))
    assert np.abs(run.norms("h") - np.arange(399, -1, -1) * np.log10(2.0)).max() < 1e-9
    assert np.abs(run.grad("h")[0]).max() > 1e118
    for kept in (turn, np.eye(6)):  # the classic remedy: begin near 1
        assert np.abs(simulate(exp.with_params({"U": kept})).norms("h")).max() < 1e-9


@pytest.mark.parametrize(
    ("inputs", "memory", "outputs"),
    [
        ("3,1,0 4,1,0 2,0,0 1,0,1 3,-1,0", [3, 7, 7, 7, 0], [0, 0, 0, 7, 0]),
        (
            "1,0,0 3,1,0 2,0,0 4,1,0 2,0,0 1,0,1 3,-1,0 6,1,0 1,0,1",
            [0, 3, 3, 7, 7, 7, 0, 6, 6],
            [0, 0, 0, 0, 0, 7, 0, 0, 6],
        ),
    ],
)
def test_row_8_as_equations_by_hand(inputs, memory, outputs):
    """c' = g(z) f(z_i) + c f(z_f), a = h(c') f(z_o), written out here, and what the cell's file computes."""
    x = np.array([[float(n) for n in step.split(",")] for step in inputs.split()])
    weights = {"g": (1, 0, 0, 0), "i": (0, 100, 0, -10), "f": (0, 100, 0, 10), "o": (0, 0, 100, -10)}
    params = {f"W_{k}": [list(w[:3])] for k, w in weights.items()} | {f"b_{k}": [w[3]] for k, w in weights.items()}
    run = simulate(Experiment.build(CELLS["lstm_scalar"], 1, x).with_params(params))
    c = 0.0
    for t, row in enumerate(x):
        z = {k: np.dot(w[:3], row) + w[3] for k, w in weights.items()}
        c = z["g"] * sigmoid(z["i"]) + c * sigmoid(z["f"])
        assert run.value("c")[t, 0] == pytest.approx(c, abs=1e-12)
        assert run.value("h")[t, 0] == pytest.approx(c * sigmoid(z["o"]), abs=1e-12)
        assert c == pytest.approx(memory[t], abs=1e-3)
        assert c * sigmoid(z["o"]) == pytest.approx(outputs[t], abs=1e-3)
