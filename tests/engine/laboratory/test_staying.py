"""What stays on the belt after a gate, by the formula of the LSTM, and in cells that have no belt."""

import numpy as np
import pytest

from rnnviz.engine import CELLS, simulate
from rnnviz.engine.laboratory.staying import staying
from tests.engine.cases import experiment, loss_grad


@pytest.mark.parametrize("batch", [None, 2])
def test_after_the_gates_of_an_lstm(batch):
    """Through f: U_f^T (belt * c_prev * f (1 - f)), of the next step; nothing through o, which leads to h alone."""
    exp = experiment(CELLS["lstm"], batch=batch, steps=6)
    run = simulate(exp, loss_grad(exp))
    found, f = staying(run, "h"), run.value("f")
    assert list(found) == ["f", "i", "g", "o"]
    wanted = (run.paths("c")["c_prev"] * run.value("c_prev") * f * (1 - f)) @ exp.params["U_f"]
    np.testing.assert_allclose(found["f"][:-1], wanted[1:], rtol=1e-12, atol=1e-18)
    assert not found["f"][-1].any() and not found["o"].any()


def test_with_nothing_else_all_of_it_stays():
    """Where no gate reads h again after it, what came through f stays: the loss is one step later."""
    exp = experiment(CELLS["lstm"], steps=2)
    run = simulate(exp)
    np.testing.assert_allclose(staying(run, "h")["g"], run.grad("h", into="g"), rtol=1e-12, atol=1e-18)


def test_without_an_own_way_nothing_stays():
    exp = experiment(CELLS["rnn"])
    (found,) = staying(simulate(exp), "h").values()
    assert found.shape == (exp.steps, exp.hidden) and not found.any()
