"""Backpropagation in print: dL/d(name) as a sum of parts, each an upstream gradient times local factors.

Derived from the equations alone: along the way from a line's value down to one reading of the name, a product
contributes its other factor, a function its slope, a matrix its transpose.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rnnviz.engine.language.cell import Cell
from rnnviz.engine.language.tree import PRODUCTS, Expr
from rnnviz.engine.lazy import kept_with
from rnnviz.engine.notation.formula import node_expr
from rnnviz.engine.notation.spelling import equations

ONE, TWO = Expr("const", number=1.0), Expr("const", number=2.0)


@dataclass(frozen=True, slots=True)
class GradientTerm:
    """What one reading sends back: `sign` times `expr`, whose names are those of the reader's step, `shift` later."""

    reader: str
    shift: int
    sign: int
    expr: Expr


@kept_with
def gradient(cell: Cell, name: str, held: frozenset[str] = frozenset()) -> tuple[GradientTerm, ...]:
    """Parts of dL/d(name), in the order of the readers: of "c" through its readers at t and t + 1, of "c_prev" or
    "x" through those at t. The loss's own part is not among them. `held` lines are not spelled out."""
    plain = name.removesuffix("_prev")
    state = plain != name
    found: list[GradientTerm] = []
    for line, expr in equations(cell, held | {plain}):
        for leaf, sign, part in _descend(expr, Expr("grad", name=line), 1, Expr("line", name=line)):
            if leaf.op == "x" and name == "x":
                found.append(GradientTerm(line, 0, sign, part))
            elif leaf.op == "prev" and leaf.name == plain:
                found.append(GradientTerm(line, 0 if state else 1, sign, part))
            elif leaf.op == "line" and leaf.name == plain and not state:
                found.append(GradientTerm(line, 0, sign, part))
    return tuple(sorted(found, key=_order))


def _order(part: GradientTerm) -> tuple[int, int]:
    return part.shift, -part.sign


def _descend(expr: Expr, g: Expr, sign: int, value: Expr | None) -> Iterator[tuple[Expr, int, Expr]]:
    """Every leaf below, with the gradient that arrives there; `value` names this tree's value, where it has a name."""
    if not expr.args:
        yield expr, sign, g
        return
    inner = value if expr.op == "sum" and expr.signs == (1,) else None
    for place, arg in enumerate(expr.args):
        if not (expr.op in PRODUCTS and place == 0):
            onward, part = _through(expr, place, g, value)
            yield from _descend(arg, part, sign * onward, inner)


def _through(expr: Expr, place: int, g: Expr, value: Expr | None) -> tuple[int, Expr]:
    """What of a gradient g passes an operation into one of its arguments: (sign, tree)."""
    args, v = expr.args, value or expr
    match expr.op:
        case "sum":
            return expr.signs[place], g
        case "mul":
            return 1, Expr("mul", (g, args[1 - place]))
        case "div" if place == 0:
            return 1, Expr("div", (g, args[1]))
        case "div":
            return -1, Expr("div", (Expr("mul", (g, v)), args[1]))
        case "matmul":
            return 1, Expr("transposed", (args[0], g))
        case "transposed":
            return 1, Expr("matmul", (args[0], g))
        case "max" | "min":
            return 1, Expr("mul", (g, Expr("chosen", (args[place], args[1 - place]), name=expr.op)))
        case "mean":
            return 1, Expr("mean", (g,))
        case "var":
            apart = Expr("sum", (args[0], Expr("mean", args)), signs=(1, -1))
            return 1, Expr("mul", (Expr("mul", (TWO, Expr("mean", (g,)))), apart))
        case "softmax":
            less = Expr("sum", (g, Expr("total", (Expr("mul", (g, v)),))), signs=(1, -1))
            return 1, Expr("mul", (less, v))
    return 1, Expr("mul", (g, slope(expr, value)))


def arriving(cell: Cell, node: int) -> tuple[int, Expr]:
    """What arrives at one node from the line it belongs to, nothing spelled out: (sign, tree)."""
    line = cell.by_name[cell.nodes[node].line]
    above = {a: n.id for n in cell.nodes for a in n.args}
    way = [node]
    while way[-1] != line.root:
        way.append(above[way[-1]])
    sign, g = 1, Expr("grad", name=line.name)
    for reader, arg in zip(reversed(way), reversed(way[:-1]), strict=False):
        sign, g = _one_down(cell, reader, arg, sign, g, Expr("line", name=line.name) if reader == line.root else None)
    return sign, g


def _one_down(cell: Cell, reader: int, arg: int, sign: int, g: Expr, value: Expr | None) -> tuple[int, Expr]:
    onward, part = _through(node_expr(cell, reader), cell.nodes[reader].args.index(arg), g, value)
    return sign * onward, part


def slope(function: Expr, value: Expr | None = None) -> Expr:
    """A function's derivative, written with its value where that is how textbooks do it: 1 - h^2."""
    v = value or function
    match function.op:
        case "sigmoid":
            return Expr("mul", (v, Expr("sum", (ONE, v), signs=(1, -1))))
        case "tanh":
            return Expr("sum", (ONE, Expr("square", (v,))), signs=(1, -1))
        case "exp":
            return v
        case "sqrt":
            return Expr("div", (ONE, Expr("mul", (TWO, v))))
    return Expr("slope", function.args, name=function.op)
