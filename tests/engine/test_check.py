"""The gradient check itself: finds what is wrong, and says what it cannot see."""

from dataclasses import replace

import numpy as np
import pytest

from rnnviz.engine import CELLS, Experiment, check
from rnnviz.engine.check import ACCEPT, AT_MOST, CheckResult, gradient_check
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


@pytest.mark.parametrize("factor", [1e-9, 1e-40, 1e-250, 0.0])
def test_a_vanished_gradient_is_checked_like_any_other(factor, monkeypatch):
    exp = experiment(cell(f"h = tanh(U @ h_prev + b) + {factor} * (W @ x)"), 3, 2, 4)
    result = gradient_check(exp)
    assert result.accepted and result.exact and result.compared == result.available == 18
    assert result.worst < 1e-13


def test_differences_say_nothing_about_what_rounding_hides(monkeypatch):
    monkeypatch.setattr(check, "_by_complex_step", lambda *_: None)
    faint = experiment(cell("h = tanh(U @ h_prev + b) + 1e-13 * (W @ x)"), 3, 2, 4)
    result = gradient_check(faint)
    assert (result.undecided, result.compared, result.exact) == (6, 12, False)
    assert result.accepted and not result.differs


@pytest.mark.parametrize("exact", [True, False])
@pytest.mark.parametrize("key", ["lstm", "gru", "rnn_linear"])
def test_differ_is_said_only_of_what_is_wrong(key, exact, monkeypatch):
    """Vanishing and exploding runs are right; a term left out of a slope is wrong, and seen in both of them."""
    if not exact:
        monkeypatch.setattr(check, "_by_complex_step", lambda *_: None)
    for gain in (0.01, 1.0, 3.0):
        exp = experiment(CELLS[key], 3, 2, 30)
        exp = exp.with_params({n: gain * v for n, v in exp.params.items()})
        result = gradient_check(exp)
        assert not result.differs and (result.accepted or not exact), (gain, result)
    name = "tanh" if key != "rnn_linear" else ""
    if name:
        wrong = replace(ops.FUNCTIONS[name], slope=lambda v, a, out=None: 1.0 - v * v + 1e-2)
        monkeypatch.setitem(ops.FUNCTIONS, name, wrong)
        assert gradient_check(experiment(CELLS[key], 3, 2, 30)).differs


def test_a_function_without_complex_numbers_is_checked_by_differences(monkeypatch):
    real = ops.FUNCTIONS["softplus"]

    def forward(a):
        if np.iscomplexobj(a):
            raise TypeError("no complex numbers")
        return real.forward(a)

    monkeypatch.setitem(ops.FUNCTIONS, "softplus", replace(real, forward=forward))
    result = gradient_check(experiment(cell("h = softplus(U @ h_prev + p) + W @ x + softplus(d)"), 3, 2, 4))
    assert not result.exact and result.accepted


def test_nothing_to_compare_is_not_accepted():
    exp = Experiment.build(CELLS["rnn"], 2, np.ones((3, 1)))
    result = gradient_check(exp.with_value("W", (0, 0), np.nan))
    assert result.unusable == result.available
    assert result.compared == 0
    assert not result.accepted


def test_a_kink_is_left_out_and_counted():
    exp = Experiment.build(CELLS["rnn_relu"], 3, np.ones((4, 2)), init="zeros")
    result = gradient_check(exp)  # every pre-activation stands exactly in the bend
    assert result.kinks == 9  # all of W and b; nothing of U, which multiplies zeros and has exactly none
    assert (result.compared, result.worst) == (9, 0.0)


def test_beside_a_kink_nothing_is_left_out():
    exp = experiment(CELLS["rnn_relu"], 3, 2, 6)
    result = gradient_check(exp)
    assert result.kinks == 0 and result.accepted and result.exact


def test_float32_is_checked_in_float64():
    exp = experiment(CELLS["lstm"], 3, 2, 6, 2, dtype="float32").hold("f", 1.0, slice(2, 4))
    assert gradient_check(exp).accepted
    alone = experiment(CELLS["lstm"], 3, 2, 6, dtype="float32", loss="every")
    assert gradient_check(alone).accepted


@pytest.mark.parametrize(
    ("worst", "compared"), [(0.0, 3), (0.5 * ACCEPT, 3), (ACCEPT, 3), (1.0, 3), (0.0, 0), (1.0, 0)]
)
def test_a_result_is_accepted_or_differs_or_says_nothing(worst, compared):
    result = CheckResult(worst, "W", (0,), compared, 9)
    assert (result.accepted, result.differs) == (compared > 0 and worst < ACCEPT, compared > 0 and worst >= ACCEPT)
