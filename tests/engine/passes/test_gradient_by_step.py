"""Every step's share of a weight's gradient: of batches, of cells of all kinds, and far outside float64."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine import CELLS, Experiment, simulate


@pytest.mark.parametrize("key", CELLS)
def test_steps_and_samples_add_up(key: str) -> None:
    """A batch's gradient is the sum over its samples, each of them the sum over its steps."""
    inputs = np.random.default_rng(3).normal(size=(5, 3, 2))
    whole = simulate(Experiment.build(CELLS[key], 3, inputs, seed=1, loss="every"))
    alone = [simulate(Experiment.build(CELLS[key], 3, inputs[:, b], seed=1, loss="every")) for b in range(3)]
    for name, grad in whole.param_grads.items():
        by_step = whole.param_grads_by_step(name)
        np.testing.assert_allclose(by_step, sum(run.param_grads_by_step(name) for run in alone), atol=1e-12)
        np.testing.assert_allclose(by_step.sum(axis=0), grad, atol=1e-12)


@pytest.mark.parametrize("gain", [0.01, 0.5, 2.0, 9.0])
def test_a_step_s_share_in_closed_form(gain: float) -> None:
    """h = u h' + w x with L = h_T / sqrt(1): dL/dw at step t is u^(T-1-t) x_t, far below and above what floats hold."""
    steps = 700
    x = np.zeros((steps, 2, 1))
    x[[0, 300, 650, steps - 1], 0] = 1.0
    x[[1, 400], 1] = 2.0
    exp = Experiment.build(CELLS["rnn_linear"], 1, x)
    exp = exp.with_params({"U": [[gain]], "W": [[1.0]], "b": [0.0]})
    with np.errstate(all="ignore"):
        powers = gain ** np.arange(steps - 1.0, -1.0, -1.0)
        wanted = np.where(x[:, :, 0] == 0, 0.0, powers[:, None] * x[:, :, 0]).sum(axis=1)
    run = simulate(exp)
    with np.errstate(over="ignore"):
        twice = 2 * powers
    np.testing.assert_allclose(run.param_grads_by_step("W")[:, 0, 0], wanted, rtol=1e-9)
    np.testing.assert_allclose(run.param_grads["W"][0, 0], wanted.sum(), rtol=1e-9)
    np.testing.assert_allclose(run.param_grads_by_step("b")[:, 0], twice, rtol=1e-9)
