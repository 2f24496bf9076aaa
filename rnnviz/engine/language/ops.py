"""The one table of element-wise functions: how each computes, differentiates and prints.

A new function is one row; parser, engine, drawing, formula and exported code read this table.
`slope(value, argument, out)` is the local derivative written with whatever is cheapest: the function's
own value where possible (sigmoid: v (1 - v)), its argument otherwise; `out` may serve for the result.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Function:
    """One element-wise function of one argument, shape-preserving.

    name: in equations; symbol: in formulas. `into(argument, out)` is the forward without a temporary, for the inner
    loop; None: copy the result. bounds: between what its values stay, where they do: between 0 and 1 a line is a gate.
    slope_text: the slope as a label writes it. `by_value`: the slope follows from the function's own value; else its
    argument must be at hand. bends: where the slope jumps. steepest: the largest |slope|, None where there is none.
    """

    name: str
    symbol: str
    forward: Callable[[Array], Array]
    slope: Callable[..., Array]
    into: Callable[[Array, Array], Any] | None = None
    bounds: tuple[float, float] | None = None
    slope_text: str = ""
    by_value: bool = True
    bends: tuple[float, ...] = ()
    steepest: float | None = None


def sigmoid(a: Array) -> Array:
    """Logistic function 1 / (1 + exp(-a)), right to the last digits however small: never overflows."""
    small = _raised(a)
    return np.asarray(np.where(np.real(a) < 0, small, 1.0) / (1.0 + small), small.dtype)


def _raised(a: Array) -> Array:
    """exp(-|a|)."""
    return np.asarray(np.exp(np.where(np.real(a) < 0, a, -a)))


def _sigmoid_slope(value: Array, argument: Array, out: Array | None = None) -> Array:
    # not v (1 - v), of which nothing is left where v is nearly 1
    small = _raised(argument)
    return np.divide(small, (1.0 + small) ** 2, out)


def _tanh_slope(value: Array, argument: Array, out: Array | None = None) -> Array:
    return np.subtract(1.0, np.multiply(value, value, out), out)


def _relu(a: Array) -> Array:
    # not a * (a > 0), which makes NaN of minus infinity
    return np.asarray(np.maximum(a, 0.0))


def _relu_into(a: Array, out: Array) -> None:
    np.maximum(a, 0.0, out=out)


def _relu_slope(value: Array, argument: Array, out: Array | None = None) -> Array:
    # the step function, with NaN where an overflow made one: not a zero that looks like a dead unit
    return np.asarray(np.heaviside(value.real, 0.0), value.dtype)


def _softplus(a: Array) -> Array:
    rising = np.real(a) > 0
    return np.asarray(np.where(rising, a, 0.0) + np.log1p(_raised(a)), np.asarray(a).dtype)


def _softplus_slope(value: Array, argument: Array, out: Array | None = None) -> Array:
    return sigmoid(argument)


def _magnitude(a: Array) -> Array:
    # not np.abs, which takes a complex number's length and with it what the gradient check sends along
    return np.asarray(np.where(np.real(a) < 0, -a, a))


def _magnitude_slope(value: Array, argument: Array, out: Array | None = None) -> Array:
    return np.asarray(np.sign(np.real(argument)), np.asarray(argument).dtype)


def _sqrt_slope(value: Array, argument: Array, out: Array | None = None) -> Array:
    return np.divide(0.5, value, out)  # infinite at 0


FUNCTIONS: dict[str, Function] = {
    f.name: f
    for f in (
        Function("sigmoid", "σ", sigmoid, _sigmoid_slope, None, (0.0, 1.0), "f (1 − f)", by_value=False, steepest=0.25),
        Function("tanh", "tanh", np.tanh, _tanh_slope, np.tanh, (-1.0, 1.0), "1 − h²", steepest=1.0),
        Function("relu", "ReLU", _relu, _relu_slope, _relu_into, slope_text="0 or 1", bends=(0.0,), steepest=1.0),
        Function("exp", "exp", np.exp, lambda v, a, out=None: v, np.exp, slope_text="eᵃ"),
        Function("softplus", "softplus", _softplus, _softplus_slope, by_value=False, steepest=1.0),
        Function("sqrt", "√", np.sqrt, _sqrt_slope, np.sqrt, slope_text="1 / 2√a"),
        Function(
            "abs",
            "abs",
            _magnitude,
            _magnitude_slope,
            slope_text="−1, 0 or 1",
            by_value=False,
            bends=(0.0,),
            steepest=1.0,
        ),
    )
}
"""Name in an equation -> Function. A row put in here is understood, run, differentiated, drawn and printed."""


def gates(op: str) -> bool:
    """Whether an operation's values stay between 0 and 1, so that what it multiplies is let through or not."""
    return op in FUNCTIONS and FUNCTIONS[op].bounds == (0.0, 1.0)
