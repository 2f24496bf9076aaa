"""A matrix may be multiplied with a vector parameter: the same at every step, and learned on both sides."""

import numpy as np
import pytest

from rnnviz.engine import Experiment, simulate
from rnnviz.engine.check import gradient_check
from tests.engine.cases import cell, experiment, full, loss_grad
from tests.engine.oracle import Oracle, distance

CASES = [
    "h = tanh(W @ x + U @ h_prev + V @ b)",
    "h = tanh(W @ x + U @ h_prev - V @ (b * d) + V @ b)",
    "h = V @ b",
    "k = W @ x\nh = tanh(U @ k + R @ k_prev + V @ h_prev)",
    "k = b\nh = tanh(U @ k + mean(k) + k_prev * h_prev)",
    "k = V @ tanh(p) * h_prev\nh = tanh(k + W @ x) + U @ (b + k)",
]


@pytest.mark.parametrize("batch", [None, 3])
@pytest.mark.parametrize("equations", CASES)
def test_gradients_of_a_matrix_and_of_the_vector_it_acts_on(equations, batch):
    exp = experiment(cell(equations), batch=batch)
    dh = loss_grad(exp)
    run, oracle = simulate(exp, loss_grad=dh), Oracle(exp, full(dh, exp))
    for name, expected in oracle.param_grads.items():
        assert distance(run.param_grads[name], expected) <= 1e-12, name
        assert distance(run.param_grads_by_step(name).sum(axis=0), expected) <= 1e-12, name
    for name in oracle.values:
        assert distance(full(run.value(name), exp), oracle.values[name]) <= 1e-12, name
        assert distance(full(run.grad(name), exp), oracle.grads[name]) <= 1e-12, name


@pytest.mark.parametrize("gain", [1e-35, 1e35])
def test_also_where_a_plain_pass_would_lose_digits(gain):
    exp = Experiment.build(cell("h = U @ h_prev + V @ b + W @ x"), 2, np.ones((9, 1)))
    exp = exp.with_params({"U": gain * np.eye(2), "b": [0.5, -2.0]})
    run = simulate(exp, loss_grad=[[1.0, 0.0]] * 9)
    sent = sum(gain**k for t in range(9) for k in range(9 - t))
    assert np.allclose(run.param_grads["V"], sent * np.outer([1.0, 0.0], [0.5, -2.0]), rtol=1e-12, atol=0)


def test_the_gradient_check_comes_to_an_end():
    exp = experiment(cell(CASES[0]), hidden=3, width=2, steps=4)
    assert gradient_check(exp).accepted
