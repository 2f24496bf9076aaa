"""Operations on more than one value: element by element (quotient, max, min, clip), and over the units of a vector.

Two tables beside that of the functions of one value (ops.py). Parser, engine, drawing, formulas and the editor's list
of functions read them; a row is all that an operation of the same sort needs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from rnnviz.engine.language.ops import FUNCTIONS, Array

Value = Any
"""An array, or a number that stands for one of that number everywhere."""


@dataclass(frozen=True, slots=True)
class Operation:
    """An element-wise operation of several arguments.

    symbol: in formulas. partials: one per argument, (value, *arguments) -> d(value)/d(argument). numbers: how many of
    the last arguments are numbers of the text. activates: it is a function of its first argument that may be flat, as
    a function of one value is: a zero slope there is one of an activation. sign: how it is written between two
    arguments, instead of a name before them.
    """

    name: str
    symbol: str
    arity: int
    forward: Callable[..., Array]
    partials: tuple[Callable[..., Array], ...]
    numbers: int = 0
    activates: bool = False
    sign: str = ""


def _share(mine: Value, other: Value, value: Value, larger: bool) -> Array:
    """1 where mine is chosen, 1/2 where both are equal (as torch.maximum has it), NaN where there is no number."""
    mine, other, value = np.real(mine), np.real(other), np.real(value)
    chosen = (mine > other) if larger else (mine < other)
    return np.asarray(np.where(np.isnan(value), np.nan, chosen + 0.5 * (mine == other)), np.asarray(value).dtype)


def _clip(a: Value, low: Value, high: Value) -> Array:
    return np.asarray(np.minimum(np.maximum(a, low), high))


def _within(value: Value, a: Value, low: Value, high: Value) -> Array:
    """1 between the borders and 0 on them, as relu's slope at 0 and torch's hardtanh have it; NaN for no number."""
    a = np.real(a)
    return np.asarray(np.where(np.isnan(a), np.nan, (a > np.real(low)) & (a < np.real(high))), np.asarray(a).dtype)


def _nothing(value: Value, *arguments: Value) -> Array:
    return np.zeros_like(value)


OPERATIONS: dict[str, Operation] = {
    row.name: row
    for row in (
        Operation(
            "div", "÷", 2, np.divide, (lambda v, a, b: np.divide(1.0, b), lambda v, a, b: -np.divide(v, b)), sign="/"
        ),
        Operation(
            "max", "max", 2, np.maximum,
            (lambda v, a, b: _share(a, b, v, True), lambda v, a, b: _share(b, a, v, True)),
        ),
        Operation(
            "min", "min", 2, np.minimum,
            (lambda v, a, b: _share(a, b, v, False), lambda v, a, b: _share(b, a, v, False)),
        ),
        Operation("clip", "clip", 3, _clip, (_within, _nothing, _nothing), numbers=2, activates=True),
    )
}  # fmt: skip
"""Name in an equation -> Operation."""


@dataclass(frozen=True, slots=True)
class Mixing:
    """An operation over the units of one vector, which gives a vector of the same size.

    forward: (argument, axis of the units); back: the vector-Jacobian product (g, value, argument, axis), of the same
    shape as g.
    """

    name: str
    symbol: str
    forward: Callable[[Array, int], Array]
    back: Callable[[Array, Array, Array, int], Array]
    bounds: tuple[float, float] | None = None


def _mean(a: Array, axis: int) -> Array:
    return np.asarray(np.broadcast_to(np.mean(a, axis=axis, keepdims=True), np.shape(a)))


def _var(a: Array, axis: int) -> Array:
    apart = a - np.mean(a, axis=axis, keepdims=True)
    return _mean(apart * apart, axis)


def _var_back(g: Array, value: Array, a: Array, axis: int) -> Array:
    return np.asarray(2.0 * (a - np.mean(a, axis=axis, keepdims=True)) * np.mean(g, axis=axis, keepdims=True))


def _softmax(a: Array, axis: int) -> Array:
    raised = np.exp(a - np.max(np.real(a), axis=axis, keepdims=True))
    return np.asarray(raised / np.sum(raised, axis=axis, keepdims=True))


def _softmax_back(g: Array, value: Array, a: Array, axis: int) -> Array:
    return np.asarray(value * (g - np.sum(g * value, axis=axis, keepdims=True)))


MIXINGS: dict[str, Mixing] = {
    row.name: row
    for row in (
        Mixing("mean", "mean", _mean, lambda g, v, a, axis: _mean(g, axis)),
        Mixing("var", "var", _var, _var_back),
        Mixing("softmax", "softmax", _softmax, _softmax_back, (0.0, 1.0)),
    )
}
"""Name in an equation -> Mixing. softmax: the largest argument is taken away first, so that nothing overflows."""


def words() -> tuple[str, ...]:
    """Names of everything that is called in an equation."""
    return *FUNCTIONS, *(row.name for row in OPERATIONS.values() if not row.sign), *MIXINGS


def arity(name: str) -> int:
    """How many arguments a called name takes."""
    return OPERATIONS[name].arity if name in OPERATIONS else 1


def activates(op: str) -> bool:
    """Whether an operation is a function of its first argument alone, which has a slope."""
    return op in FUNCTIONS or (op in OPERATIONS and OPERATIONS[op].activates)


def value_of(op: str, arguments: list[Value]) -> Array:
    """The value of a function of one value or an element-wise operation."""
    table = OPERATIONS if op in OPERATIONS else FUNCTIONS
    return np.asarray(table[op].forward(*arguments))


def slope_of(op: str, value: Value, arguments: list[Value]) -> Array:
    """d(value of an activation)/d(its first argument)."""
    if op in OPERATIONS:
        return partial(op, 0, value, arguments)
    return FUNCTIONS[op].slope(value, arguments[0])


def symbol(op: str) -> str:
    """The sign of an operation in formulas."""
    for table in (FUNCTIONS, OPERATIONS, MIXINGS):
        if op in table:
            found: str = table[op].symbol
            return found
    return op


def partial(op: str, place: int, value: Value, arguments: list[Value]) -> Array:
    """d(value of an element-wise operation)/d(one of its arguments)."""
    return OPERATIONS[op].partials[place](value, *arguments)
