"""Gradients against differences of the loss, against a complex step, and against PyTorch."""

import numpy as np
import pytest

from rnnviz.engine import CELLS, Experiment, simulate
from rnnviz.engine.check import ACCEPT, gradient_check
from tests.engine.cases import experiment, loss_grad
from tests.engine.oracle import distance

SMOOTH = [key for key in CELLS if not any(n.op in ("relu", "softplus") for n in CELLS[key].nodes)]


@pytest.mark.parametrize("key", CELLS)
@pytest.mark.parametrize("shape", [(3, 2, 9, None), (6, 3, 5, 2)], ids=str)
def test_against_central_differences(key, shape):
    result = gradient_check(experiment(CELLS[key], *shape))
    assert result.accepted and result.worst < ACCEPT, result
    assert result.compared > 0


def complex_step(exp: Experiment, name: str, index: tuple[int, ...], dh: np.ndarray) -> float:
    """Squire & Trapp 1998: Im L(p + ih) / h, without any cancellation."""
    value = exp.params[name].astype(complex)
    value[index] += 1e-30j
    run = simulate(exp.with_params({name: value}))
    return float(np.sum(run.value(exp.cell.output) * dh).imag) / 1e-30


@pytest.mark.parametrize("key", SMOOTH)
def test_against_a_complex_step(key):
    exp, imaginary = (experiment(CELLS[key], 3, 2, 12, 2, dtype=d) for d in ("float64", "complex128"))
    dh = loss_grad(exp)
    run = simulate(exp, loss_grad=dh)
    for name, grad in run.param_grads.items():
        for index in np.ndindex(grad.shape):
            expected = complex_step(imaginary, name, index, dh)
            assert abs(grad[index] - expected) <= 1e-12 * max(1.0, abs(expected)), (name, index)


TORCH_NAMES = {
    # our parameters in the order of torch's rows; None: a bias we do not have
    "lstm": ("LSTM", ["W_i", "W_f", "W_g", "W_o"], ["b_i", "b_f", "b_g", "b_o"], [None] * 4),
    "gru_reset_after": ("GRU", ["W_r", "W_z", "W_n"], ["b_r", "b_z", "b_n"], [None, None, "d_n"]),
    "rnn": ("RNN", ["W"], ["b"], [None]),
}


@pytest.mark.parametrize("key", TORCH_NAMES)
@pytest.mark.parametrize("shape", [(1, 1, 1, 1), (5, 3, 30, 2), (16, 4, 7, 3)], ids=str)
def test_against_torch_float64(key, shape):
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: make torch")
    kind, matrices, biases, inner = TORCH_NAMES[key]
    exp = experiment(CELLS[key], *shape)
    hidden, width = shape[:2]
    zero = np.zeros(hidden)
    theirs = getattr(torch.nn, kind)(width, hidden).double()
    stacks = {
        "weight_ih_l0": [exp.params[m] for m in matrices],
        "weight_hh_l0": [exp.params[m.replace("W", "U")] for m in matrices],
        "bias_ih_l0": [exp.params[b] for b in biases],
        "bias_hh_l0": [zero if b is None else exp.params[b] for b in inner],
    }
    with torch.no_grad():
        for name, parts in stacks.items():
            getattr(theirs, name).copy_(torch.tensor(np.concatenate(parts)))
    x = torch.tensor(np.array(exp.inputs), requires_grad=True)
    begin = [torch.tensor(np.array(exp.start[s])[None], requires_grad=True) for s in ("h", "c") if s in exp.start]
    h, _ = theirs(x, tuple(begin) if len(begin) == 2 else begin[0])
    dh = loss_grad(exp)
    h.backward(torch.tensor(dh))
    run = simulate(exp, loss_grad=dh)
    assert np.abs(run.value("h") - h.detach().numpy()).max() < 1e-12
    assert np.abs(run.grad("x") - x.grad.numpy()).max() < 1e-12
    for state, start in zip(("h", "c"), begin, strict=False):
        assert np.abs(run.grad(f"{state}_prev")[0] - start.grad.numpy()[0]).max() < 1e-12
    for name, ours in (
        ("weight_ih_l0", matrices), ("weight_hh_l0", [m.replace("W", "U") for m in matrices]), ("bias_ih_l0", biases),
    ):  # fmt: skip
        grad = getattr(theirs, name).grad.numpy()
        assert distance(np.concatenate([run.param_grads[p] for p in ours]), grad) < 1e-12
    if "d_n" in exp.params:
        grad = theirs.bias_hh_l0.grad.numpy()[-hidden:]
        assert distance(run.param_grads["d_n"], grad) < 1e-12
