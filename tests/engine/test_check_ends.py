"""The gradient check by hand: which numbers are compared, how differences are taken, and how far they are doubted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rnnviz.engine import CELLS, check, simulate
from rnnviz.engine.check import (
    APART,
    AT_MOST,
    ROUNDING,
    STEP,
    CheckResult,
    _analytic,
    _Findings,
    _Pair,
    analytic,
    checking,
)
from rnnviz.engine.language.ops import FUNCTIONS
from tests.engine.cases import cell, experiment


def finished(work) -> tuple[list[float], CheckResult]:
    shares = []
    while True:
        try:
            shares.append(next(work))
        except StopIteration as end:
            return shares, end.value


def test_the_share_that_is_done_rises_from_0() -> None:
    shares, result = finished(checking(experiment(CELLS["rnn"], 2, 1, 2)))
    assert shares == [k / 8 for k in range(8)] and result.compared == result.available == 8


def test_all_numbers_are_compared_up_to_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    run = simulate(experiment(CELLS["rnn"], 4, 3, 2))
    available = 4 * 3 + 4 * 4 + 4
    assert AT_MOST == 400
    monkeypatch.setattr(check, "AT_MOST", available)
    assert [len(check._places(run, name, available)) for name in ("W", "U", "b")] == [12, 16, 4]
    monkeypatch.setattr(check, "AT_MOST", available - 1)
    assert [len(check._places(run, name, available)) for name in ("W", "U", "b")] == [
        31 * 12 // 32,
        31 * 16 // 32,
        31 * 4 // 32,
    ]
    monkeypatch.setattr(check, "AT_MOST", 4)
    assert check._places(run, "W", available) == [(0, 0)] and len(check._places(run, "U", available)) == 2
    assert check._places(run, "U", available) == [(0, 0), (3, 3)]


@pytest.mark.parametrize(
    ("pairs", "worst", "name", "compared", "undecided"),
    [
        ({"W": [(1.0, 1.0, 0.0)]}, 0.0, "W", 1, 0), ({"W": [(1.0, 0.5, 0.0)]}, 0.5, "W", 1, 0),
        ({"W": [(4.0, 4.0, 0.0), (1.0, 0.0, 0.0)]}, 0.25, "W", 2, 0), ({"W": [(0.0, 0.0, 0.0)]}, 0.0, "W", 1, 0),
        ({"W": [(1.0, -1.0, 0.0)]}, 2.0, "W", 1, 0), ({"W": [], "U": []}, 0.0, "", 0, 0),
        ({"W": [(1.0, 0.5, 0.6)]}, 0.0, "", 0, 1), ({"W": [(1.0, 0.5, 0.4)]}, 0.5, "W", 1, 0),
        ({"W": [(1.0, 0.5, 0.5)]}, 0.0, "", 0, 1), ({"W": [(0.1, 0.1, 0.1)]}, 0.0, "", 0, 1),
        ({"W": [(0.2, 0.2, 0.1)]}, 0.0, "W", 1, 0), ({"W": [(1.0, 0.5, 0.0)], "U": [(1.0, 0.5, 0.0)]}, 0.5, "U", 2, 0),
        ({"W": [(1.0, 0.4, 0.0)], "U": [(1.0, 0.5, 0.0)]}, 0.6, "W", 2, 0),
    ],
)  # fmt: skip
def test_the_worst_of_what_was_measured(pairs, worst: float, name: str, compared: int, undecided: int) -> None:
    found = _Findings({n: [_Pair((k,), *p) for k, p in enumerate(rows)] for n, rows in pairs.items()})
    result = found.result(9)
    assert result.worst == pytest.approx(worst) and result.name == name and result.available == 9
    assert (result.compared, result.undecided, result.kinks, result.unusable, result.exact) == (
        compared,
        undecided,
        0,
        0,
        True,
    )


@pytest.mark.parametrize("value", [0.3, -0.3, 1000.0])
def test_differences_are_taken_near_and_far_and_doubted_by_both(value: float) -> None:
    exp = experiment(cell("h = tanh(0.001 * (U @ h_prev) + b + W @ x)"), 2, 1, 3).with_value("U", (0, 1), value)
    run = simulate(exp)
    moved = check._by_differences(run, "U", (0, 1))

    def difference(step: float) -> float:
        up, down = (simulate(exp.with_value("U", (0, 1), value + s)).loss for s in (step, -step))
        return (up - down) / (2 * step)

    step = APART * max(1.0, abs(value))
    size = np.abs(run.value("h") * run.grad("h", into="loss")).sum()
    assert moved.numeric == difference(step) and not moved.exact and not moved.bends
    noise = ROUNDING * np.finfo(float).eps * size / step
    assert moved.doubt == pytest.approx(abs(difference(step) - difference(2 * step)) + noise)
    assert moved.numeric == pytest.approx(run.param_grads["U"][0, 1], abs=moved.doubt) and (APART, ROUNDING) == (
        1e-5,
        32.0,
    )


def test_a_bend_between_two_losses_is_seen() -> None:
    exp = experiment(CELLS["rnn_relu"], 2, 1, 2, seed=0).with_params(
        {"b": np.array([0.0, 1.0]), "W": np.zeros((2, 1)), "U": np.zeros((2, 2))}
    )
    run = simulate(exp)
    assert check._difference(run, "b", (0,), 1e-3).bends and not check._difference(run, "b", (1,), 1e-3).bends
    chosen = simulate(
        experiment(cell("h = max(b, 0.5 * d)"), 1, 1, 1).with_params({"b": np.array([0.5]), "d": np.array([1.0])})
    )
    assert check._difference(chosen, "b", (0,), 1e-3).bends
    assert not check._difference(simulate(chosen.experiment.with_params({"b": np.array([0.7])})), "b", (0,), 1e-3).bends


def test_a_complex_step_stands_exactly_on_a_bend_or_beside_it() -> None:
    def of(equations: str, b: float) -> bool:
        exp = experiment(cell(equations), 1, 1, 1).with_params({"b": np.array([b]), "d": np.array([1.0])})
        run = simulate(exp)
        return check._imaginary(run, check._in_format(exp, "complex128"), "b", (0,), 1.0)[1]

    assert of("h = relu(b) + d", 0.0) and not of("h = relu(b) + d", 1e-300) and not of("h = relu(d) + b", 0.0)
    assert of("h = max(b, d)", 1.0) and not of("h = max(b, d)", 1.5) and not of("h = max(d, d) + b", 1.0)
    assert of("h = abs(b - d)", 1.0) and not of("h = abs(b - d)", 0.5) and of("h = min(d, b)", 1.0)


def test_a_complex_step_gives_the_derivative_to_the_last_digits() -> None:
    exp = experiment(CELLS["lstm"], 2, 1, 3)
    run = simulate(exp)
    numeric, bends = check._imaginary(run, check._in_format(exp, "complex128"), "U_f", (1, 0), 1.0)
    assert numeric == pytest.approx(run.param_grads["U_f"][1, 0], rel=1e-14) and not bends and STEP == 1e-20
    moved = check._by_complex_step(run, check._in_format(exp, "complex128"), "U_f", (1, 0), numeric)
    assert moved == check._Moved(numeric, 0.0, True)
    wrong = check._by_complex_step(run, check._in_format(exp, "complex128"), "U_f", (1, 0), 2 * numeric)
    assert wrong is not None and wrong.numeric == numeric and 0 <= wrong.doubt < 1e-12 and wrong.exact


@pytest.mark.parametrize(
    ("forward", "is_analytic"),
    [
        (np.tanh, True), (np.abs, False), (lambda a: np.where(np.real(a) > 0, a, np.abs(a)), False),
        (lambda a: np.where(np.real(a) < 0, a, np.abs(a)), False), (lambda a: np.real(a), False),
        (lambda a: a * a, True), (lambda a: a * np.nan, False), (np.sqrt, True),
        (lambda a: np.conj(a), False), (lambda a: 3 * a, True),
    ],
)  # fmt: skip
def test_which_functions_take_complex_numbers_as_mathematics_means_it(forward, is_analytic: bool) -> None:
    assert _analytic(replace(FUNCTIONS["tanh"], forward=forward)) == is_analytic


def test_every_function_of_ours_does() -> None:
    assert all(_analytic(function) for function in FUNCTIONS.values()) and all(map(analytic, CELLS.values()))


def test_wider_numbers_are_the_same_numbers() -> None:
    exp = experiment(CELLS["lstm"], 2, 1, 3, dtype="float32").hold("f", 0.5, slice(1, 2))
    wide = check._in_format(exp, "complex128")
    assert wide.inputs.dtype == complex and wide.held["f"].values.dtype == complex and wide.start["c"].dtype == complex
    np.testing.assert_array_equal(wide.params["U_f"], exp.params["U_f"])
    np.testing.assert_array_equal(wide.held["f"].mask, exp.held["f"].mask)
    assert not wide.inputs.flags.writeable
