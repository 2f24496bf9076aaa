"""Numbers for the names of an equation: the same tree with one unit's values at one step plugged in.

A plugged-in number is a leaf "shown" whose name is what it stands for (a line, "x", or nothing). A matrix times a
vector becomes one number, the chosen unit's row product.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from rnnviz.engine.language.ops import FUNCTIONS, Array
from rnnviz.engine.language.several import MIXINGS, OPERATIONS, partial, words
from rnnviz.engine.language.tree import Expr

if TYPE_CHECKING:
    from rnnviz.engine.run import Run


def vector(run: Run, expr: Expr, t: int) -> Array:
    """The value of an expression at step t, all units: (size,), or () for a constant."""
    match expr.op:
        case "at":
            return vector(run, expr.args[0], t + int(expr.number))
        case "const" | "shown":
            return np.asarray(expr.number)
        case "param":
            return run.experiment.params[expr.name]
        case "line" | "x":
            return _row(run.value(expr.name)[t])
        case "prev":
            return _row(run.value(f"{expr.name}_prev")[t])
        case "grad":
            return _row(run.grad(expr.name)[t])
        case "loss":
            return _row(run.grad(run.cell.output, into="loss")[t])
    with np.errstate(all="ignore"):
        return np.asarray(_combined(expr, [vector(run, a, t) for a in expr.args]))


def _row(values: Array) -> Array:
    """The first sequence of a batch."""
    return values if values.ndim == 1 else values[0]


def _combined(expr: Expr, args: list[Array]) -> Array:
    match expr.op:
        case "sum":
            total = args[0] * expr.signs[0]
            for arg, sign in zip(args[1:], expr.signs[1:], strict=True):
                total = total + arg if sign > 0 else total - arg
            return total
        case "mul":
            return args[0] * args[1]
        case "matmul":
            return args[0] @ args[1]
        case "transposed":
            return args[0].T @ args[1]
        case "square":
            return args[0] * args[0]
        case "total":
            return np.asarray(args[0].sum())
        case "chosen":
            return partial(expr.name, 0, OPERATIONS[expr.name].forward(*args), list(args))
        case "slope" if expr.name in OPERATIONS:
            return partial(expr.name, 0, OPERATIONS[expr.name].forward(*args), list(args))
        case "slope":
            function = FUNCTIONS[expr.name]
            return function.slope(function.forward(args[0]), args[0])
        case op if op in OPERATIONS:
            return OPERATIONS[op].forward(*args)
        case op if op in MIXINGS:
            return MIXINGS[op].forward(args[0], -1)
    return FUNCTIONS[expr.op].forward(args[0])


def worth(tree: Expr) -> float:
    """What a tree of numbers evaluates to."""
    if not tree.args:
        return tree.number
    with np.errstate(all="ignore"):
        return float(_combined(tree, [np.asarray(worth(a)) for a in tree.args]))


def plugged(run: Run, expr: Expr, t: int, unit: int) -> Expr:
    """The tree with the numbers of one unit at step t; functions and operations stay."""
    match expr.op:
        case "at":
            return plugged(run, expr.args[0], t + int(expr.number), unit)
        case "const" | "shown":
            return expr
        case op if op in _WHOLE or op in MIXINGS:
            values = vector(run, expr, t)
            number = float(values[min(unit, values.size - 1)]) if values.ndim else float(values)
            return shown(number, "" if op in MIXINGS else stands_for(expr))
        case "sum":
            expr = _separate(expr)
    return replace(expr, args=tuple(plugged(run, a, t, unit) for a in expr.args))


_WHOLE = (
    "line", "prev", "x", "param", "grad", "loss", "matmul", "transposed", "slope", "chosen", "total",
)  # fmt: skip
"""What becomes one number: names, and what is worked out of more numbers than the one unit's."""


def _separate(expr: Expr) -> Expr:
    """A sum with the parts of W @ [h_prev, x] as terms of their own."""
    terms: list[tuple[Expr, int]] = []
    for arg, sign in zip(expr.args, expr.signs, strict=True):
        terms += (
            [(a, sign * s) for a, s in zip(arg.args, arg.signs, strict=True)]
            if arg.op == "sum" and arg.name
            else [(arg, sign)]
        )
    return replace(expr, args=tuple(a for a, _ in terms), signs=tuple(s for _, s in terms), name="")


def shown(number: float, name: str = "") -> Expr:
    """A number that stands for a name."""
    return Expr("shown", number=number, name=name)


def stands_for(expr: Expr) -> str:
    """The one line or input an expression is made of; nothing where there are several."""
    names = {n.name for n in expr.walk() if n.op in ("line", "prev", "x", "grad", "shown") and n.name}
    return names.pop() if len(names) == 1 else ""


def arguments_worked_out(tree: Expr) -> Expr:
    """Every function's argument as one number: σ(1.13 − 0.23 + 1.00) -> σ(1.90)."""
    if tree.op in words():
        return replace(tree, args=tuple(_number(a) for a in tree.args))
    return replace(tree, args=tuple(arguments_worked_out(a) for a in tree.args))


def functions_worked_out(tree: Expr) -> Expr:
    """Every function as one number: 0.51 × tanh(0.32) -> 0.51 × 0.31."""
    if tree.op in words():
        return _number(tree)
    return replace(tree, args=tuple(functions_worked_out(a) for a in tree.args))


def _number(tree: Expr) -> Expr:
    return tree if not tree.args else shown(worth(tree), stands_for(tree))
