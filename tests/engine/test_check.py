"""The gradient check itself: finds what is wrong, and says what it cannot see."""

from dataclasses import replace

import numpy as np
import pytest

from rnnviz.engine import CELLS, Experiment
from rnnviz.engine.check import AT_MOST, gradient_check
from rnnviz.engine.language import ops
from tests.engine.cases import cell, experiment


def test_a_wrong_slope_is_found(monkeypatch):
    wrong = replace(ops.FUNCTIONS["tanh"], slope=lambda v, a, out=None: (1.0 - v * v) * (1 + 1e-6))
    exp = experiment(CELLS["rnn"], 3, 2, 5)
    assert gradient_check(exp).accepted
    monkeypatch.setitem(ops.FUNCTIONS, "tanh", wrong)
    result = gradient_check(exp)
    assert not result.accepted
    assert result.worst == pytest.approx(1e-6, rel=10)
    assert result.name in exp.params
    assert exp.params[result.name][result.index].shape == ()


def test_everything_is_compared_in_a_small_cell_and_a_sample_in_a_large_one():
    small = gradient_check(experiment(CELLS["rnn"], 3, 2, 4))
    assert small.compared == small.available == 3 * 2 + 3 * 3 + 3
    large = gradient_check(experiment(CELLS["gru"], 24, 10, 2))
    assert large.available > 2000
    assert 300 <= large.compared <= AT_MOST + 9
    assert large == gradient_check(experiment(CELLS["gru"], 24, 10, 2))


@pytest.mark.parametrize("factor", [1e-9, 1e-40, 0.0])
def test_a_vanished_gradient_is_neither_right_nor_wrong(factor):
    faint = cell(f"h = tanh(U @ h_prev + b) + {factor} * (W @ x)")
    result = gradient_check(experiment(faint, 3, 2, 4))
    assert result.vanished == ("W",)
    assert result.compared == 12
    assert result.accepted


def test_nothing_to_compare_is_not_accepted():
    exp = Experiment.build(CELLS["rnn"], 2, np.ones((3, 1)))
    result = gradient_check(exp.with_value("W", (0, 0), np.nan))
    assert result.unusable == result.available
    assert result.compared == 0
    assert not result.accepted


def test_a_kink_is_left_out_and_counted():
    exp = Experiment.build(CELLS["rnn_relu"], 3, np.ones((4, 2)), init="zeros")
    result = gradient_check(exp)  # every pre-activation stands exactly in the bend
    assert result.kinks == 9  # all of W and b; nothing of U, which multiplies zeros
    assert result.vanished == ("U",)
    assert not result.accepted


def test_float32_is_checked_in_float64():
    exp = experiment(CELLS["lstm"], 3, 2, 6, 2, dtype="float32").hold("f", 1.0, slice(2, 4))
    assert gradient_check(exp).accepted
    alone = experiment(CELLS["lstm"], 3, 2, 6, dtype="float32", loss="every")
    assert gradient_check(alone).accepted
