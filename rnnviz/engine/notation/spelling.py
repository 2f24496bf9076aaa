"""A cell in fewer, longer equations: c = f * c_prev + i * g, as a textbook writes it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from rnnviz.engine.language.cell import Cell
from rnnviz.engine.language.several import words
from rnnviz.engine.language.tree import PRODUCTS, Expr
from rnnviz.engine.lazy import kept_with
from rnnviz.engine.notation.formula import LEAVES

MOST_LEAVES = 9
"""An equation with more names than this is not spelled out any further."""


@kept_with
def inlined(cell: Cell, line: str, stop: frozenset[str] = frozenset()) -> Expr:
    """The equation of a line with the lines that only help it spelled out: c = f * c_prev + i * g.

    A line helps when it is read once, and not by the next step: products, sums, functions of one value; a learned
    sum only where an activation reads it. `stop`: lines to leave alone (the one looked at, held ones).
    """
    expr = cell.by_name[line].expr
    skip = set(stop)
    while True:
        name = _next_helper(cell, expr, skip)
        if name is None:
            return expr
        longer = _substituted(expr, name, cell.by_name[name].expr)
        if leaf_count(longer) > MOST_LEAVES:
            skip.add(name)
        else:
            expr = longer


@kept_with
def equations(cell: Cell, stop: frozenset[str] = frozenset()) -> tuple[tuple[str, Expr], ...]:
    """The cell in as few equations as `inlined` makes it: (line, tree) of every line not spelled out elsewhere."""
    hidden = helpers(cell) - stop
    while True:
        found = tuple((n.name, inlined(cell, n.name, stop)) for n in cell.lines if n.name not in hidden)
        left = {leaf.name for _, expr in found for leaf in expr.walk() if leaf.op == "line"} & hidden
        if not left:
            return found
        hidden -= left


@kept_with
def helpers(cell: Cell) -> frozenset[str]:
    """Lines that may be spelled out where they are read."""
    leaves = [n for line in cell.lines for n in line.expr.walk()]
    reads = Counter(n.name for n in leaves if n.op == "line")
    fixed = {n.name for n in leaves if n.op == "prev"} | {cell.output}
    free = [line for line in cell.lines if line.name not in fixed]
    return frozenset(n.name for n in free if _is_alias(n.expr) and reads[n.name]) | frozenset(
        n.name for n in free if reads[n.name] == 1 and _short(n.expr)
    )


def leaf_count(expr: Expr) -> int:
    """Names and numbers in an equation; a matrix and what it acts on count as one."""
    return sum(n.op in LEAVES for n in expr.walk()) - sum(n.op in PRODUCTS for n in expr.walk())


def _is_alias(expr: Expr) -> bool:
    return expr.op == "sum" and expr.signs == (1,) and not expr.args[0].args


def _short(expr: Expr) -> bool:
    return expr.op not in words() or not any(arg.args for arg in expr.args)


def _learned_sum(expr: Expr) -> bool:
    return expr.op in ("sum", *PRODUCTS) and any(n.op in PRODUCTS for n in expr.walk())


def _next_helper(cell: Cell, expr: Expr, skip: set[str]) -> str | None:
    candidates = helpers(cell) - skip
    for leaf in expr.walk():
        if leaf.op == "line" and leaf.name in candidates:
            alone = len(expr.args) == 1 and expr.args[0] == leaf
            if alone or not _learned_sum(cell.by_name[leaf.name].expr):
                return leaf.name
    return None


def _substituted(expr: Expr, name: str, by: Expr) -> Expr:
    """`by` for every reading of the line; a sum within a sum becomes part of it."""
    if expr.op == "line" and expr.name == name:
        return by
    if not expr.args:
        return expr
    args = tuple(_substituted(a, name, by) for a in expr.args)
    if expr.op != "sum":
        return replace(expr, args=args)
    spread = [_terms(a, s, a is not old) for a, old, s in zip(args, expr.args, expr.signs, strict=True)]
    flat = [pair for pairs in spread for pair in pairs]
    return replace(expr, args=tuple(a for a, _ in flat), signs=tuple(s for _, s in flat))


def _terms(arg: Expr, sign: int, fresh: bool) -> list[tuple[Expr, int]]:
    if fresh and arg.op == "sum" and (sign > 0 or len(arg.args) == 1):
        return [(a, s * sign) for a, s in zip(arg.args, arg.signs, strict=True)]
    return [(arg, sign)]
