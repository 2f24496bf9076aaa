"""Gradients of parameters summed over a batch, whatever part of it is turned at a time."""

from dataclasses import replace

import numpy as np
import pytest

from rnnviz.engine import CELLS, Experiment, simulate
from rnnviz.engine.compiler import assembly
from tests.engine.cases import experiment, full, loss_grad
from tests.engine.oracle import Oracle, distance


@pytest.mark.parametrize("key", ["rnn", "lstm", "gru", "lstm_peephole", "mgu", "jordan"])
@pytest.mark.parametrize("room", range(1, 12))
def test_any_room_for_turning_gives_the_same_sum(key, room, monkeypatch):
    """`room` steps' worth and a bit: pieces of every size, the last one shorter."""
    hidden, width, batch = 4, 3, 5
    monkeypatch.setattr(assembly, "ASIDE", 8 * batch * (4 * hidden + hidden + width + 1) * room + 8 * 17)
    monkeypatch.setattr(assembly, "LEAST", 1)
    exp = experiment(CELLS[key], hidden, width, 23 + room, batch)  # no other test has a kernel of so many steps
    dh = loss_grad(exp)
    run, oracle = simulate(exp, loss_grad=dh), Oracle(exp, full(dh, exp))
    for name, expected in oracle.param_grads.items():
        assert distance(run.param_grads[name], expected) <= 1e-12, name


@pytest.mark.parametrize("width", [1, 10, 64, 300])
@pytest.mark.parametrize(("key", "hidden", "batch"), [("gru", 64, 32), ("lstm", 48, 20), ("rnn", 96, 3), ("rnn", 8, 4)])
def test_a_batch_is_the_sum_of_its_samples(key, hidden, batch, width):
    exp = experiment(CELLS[key], hidden, width, 100, batch)
    exp = exp.with_params({name: 0.4 * value for name, value in exp.params.items()})  # calm: rounding does not grow
    dh = loss_grad(exp)
    total = simulate(exp, loss_grad=dh).param_grads
    alone = [simulate(sample(exp, b), loss_grad=dh[:, b : b + 1]).param_grads for b in range(batch)]
    for name, found in total.items():
        expected = sum(one[name] for one in alone)
        np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-9 * np.abs(expected).max(), err_msg=name)


def sample(exp: Experiment, b: int) -> Experiment:
    """One sequence of a batch, still with an axis for it."""
    start = {state: array[b : b + 1] for state, array in exp.start.items()}
    return replace(exp, inputs=exp.inputs[:, b : b + 1], start=start)
