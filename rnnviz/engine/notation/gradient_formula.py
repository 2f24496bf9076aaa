"""Backpropagation in print: dL/d(name) as a sum of parts, each an upstream gradient times local factors.

Derived from the equations alone: along the way from a line's value down to one reading of the name, a product
contributes its other factor, a function its slope, a matrix its transpose.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rnnviz.engine.language.cell import Cell
from rnnviz.engine.language.ops import FUNCTIONS
from rnnviz.engine.language.syntax import Expr
from rnnviz.engine.lazy import kept_with
from rnnviz.engine.notation.formula import node_expr
from rnnviz.engine.notation.spelling import equations

ONE = Expr("const", number=1.0)


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
    match expr.op:
        case "sum":
            inner = value if expr.signs == (1,) else None
            for arg, s in zip(expr.args, expr.signs, strict=True):
                yield from _descend(arg, g, sign * s, inner)
        case "mul":
            a, b = expr.args
            yield from _descend(a, Expr("mul", (g, b)), sign, None)
            yield from _descend(b, Expr("mul", (g, a)), sign, None)
        case "matmul":
            yield from _descend(expr.args[1], Expr("transposed", (expr.args[0], g)), sign, None)
        case op if op in FUNCTIONS:
            yield from _descend(expr.args[0], Expr("mul", (g, slope(expr, value))), sign, None)
        case _:
            yield expr, sign, g


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
    node = cell.nodes[reader]
    place = node.args.index(arg)
    if node.op == "sum":
        return sign * node.signs[place], g
    if node.op == "mul":
        return sign, Expr("mul", (g, node_expr(cell, node.args[1 - place])))
    if node.op == "matmul":
        return sign, Expr("transposed", (node_expr(cell, node.args[0]), g))
    return sign, Expr("mul", (g, slope(node_expr(cell, reader), value)))


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
    return Expr("slope", function.args, name=function.op)
