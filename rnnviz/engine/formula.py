"""Equations in print: one expression -> tokens, with brackets exactly where precedence asks for them.

Two forms: ASCII, which the parser reads back as the same tree, and symbols, as a textbook sets them. Tokens say what
they stand for (kind, name, time offset), so that a view can colour them; numbers stay numbers here.

Beside the operations of an equation, trees made by gradient_formula.py and by readings hold: "grad" (dL/d(name)),
"transposed" (matrix transposed @ operand), "square", "slope" (a function's derivative), "shown" (a number plugged in,
name = what it stands for), "loss" (what the loss itself sends) and "at" (its argument, `number` steps later).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from rnnviz.engine.cell import Cell
from rnnviz.engine.ops import FUNCTIONS
from rnnviz.engine.syntax import Expr

MOST_LEAVES = 9
"""An equation with more names than this is not spelled out any further."""

SUM, PRODUCT, APPLIED, ATOM = 1, 2, 3, 4
LEAVES = ("x", "prev", "line", "param", "const", "shown", "grad", "loss")
NUMBERS = ("const", "shown")


@dataclass(frozen=True, slots=True)
class Token:
    """A run of a printed equation.

    kind: "line" (offset: steps later), "x", "param", "grad" (of a line), "number", "function", "op", "bracket".
    `of` is what gives a parameter or a number its colour: the value it acts on or stands for.
    """

    kind: str
    text: str = ""
    name: str = ""
    offset: int = 0
    number: float = 0.0
    of: str = ""


def ascii_text(expr: Expr) -> str:
    """'f * c_prev + i * g': parsing it gives the tree back."""
    return "".join(_ascii(token) for token in _print(expr, 0, "*", True))


def tokens(expr: Expr, shift: int = 0) -> tuple[Token, ...]:
    """The expression in symbols, every name `shift` steps later; ⊙ between vectors, × between plugged-in numbers."""
    times = "×" if any(n.op == "shown" for n in expr.walk()) else "⊙"
    return tuple(_print(expr, shift, times, True))


def _ascii(token: Token) -> str:
    if token.kind == "number":
        return repr(token.number).removesuffix(".0")
    if token.kind == "line":
        return token.name + ("_prev" if token.offset else "")
    return token.text or token.name


# printing --------------------------------------------------------------------------------------------------
# times: the sign of a product, "*" in ASCII; leading: at the start of a line or bracket, where a minus is bare


def _print(expr: Expr, shift: int, times: str, leading: bool = False) -> Iterator[Token]:
    expr, shift = _peeled(expr, shift)
    match expr.op:
        case "sum":
            yield from _sum(expr, shift, times, leading)
        case "mul":
            yield from _product(expr, shift, times, leading)
        case "matmul" | "transposed":
            yield from _applied(expr, shift, times)
        case "square":
            yield from _within(expr.args[0], ATOM, shift, times)
            yield Token("op", "²", of=_colour(expr.args[0]))
        case "slope":
            yield Token("function", f"{FUNCTIONS[expr.name].symbol}′")
            yield from _bracketed(expr.args[0], shift, times)
        case op if op in FUNCTIONS:
            yield Token("function", op if times == "*" else FUNCTIONS[op].symbol)
            yield from _bracketed(expr.args[0], shift, times)
        case _:
            yield _leaf(expr, shift)


def _peeled(expr: Expr, shift: int) -> tuple[Expr, int]:
    """Without the wrappers that print nothing."""
    while expr.op == "at" or (expr.op == "sum" and expr.signs == (1,)):
        shift += int(expr.number)
        expr = expr.args[0]
    return expr, shift


def _leaf(expr: Expr, shift: int) -> Token:
    match expr.op:
        case "line" | "prev":
            return Token("line", name=expr.name, offset=shift - (expr.op == "prev"))
        case "const" | "shown":
            return Token("number", number=expr.number, name="shown" if expr.op == "shown" else "", of=expr.name)
        case "x" | "grad":
            return Token(expr.op, name=expr.name, offset=shift)
        case "loss":
            return Token("op", "loss")
    return Token("param", name=expr.name)


def node_expr(cell: Cell, node: int) -> Expr:
    """The expression a node computes."""
    found = cell.nodes[node]
    args = tuple(node_expr(cell, a) for a in found.args)
    return Expr(found.op, args, found.name, found.number, found.signs)


def _strength(expr: Expr, times: str) -> int:
    match expr.op:
        case "sum":
            return SUM
        case "mul":
            return PRODUCT
        case "matmul" | "transposed":
            return PRODUCT if times == "*" else APPLIED
    return SUM if expr.op in NUMBERS and expr.number < 0 else ATOM


def _bracketed(expr: Expr, shift: int, times: str) -> Iterator[Token]:
    yield Token("bracket", "(", of=_colour(expr))
    yield from _print(expr, shift, times, True)
    yield Token("bracket", ")", of=_colour(expr))


def _colour(expr: Expr) -> str:
    """The brackets round one number belong to it."""
    return expr.name if expr.op == "shown" else ""


def _within(expr: Expr, least: int, shift: int, times: str, leading: bool = False) -> Iterator[Token]:
    """In brackets unless it binds as strongly as `least`; a leading number keeps a bare minus."""
    expr, shift = _peeled(expr, shift)
    if _strength(expr, times) >= least or (leading and expr.op in NUMBERS):
        yield from _print(expr, shift, times, leading)
    else:
        yield from _bracketed(expr, shift, times)


def _sum(expr: Expr, shift: int, times: str, leading: bool) -> Iterator[Token]:
    ascii_, minus = times == "*", "-" if times == "*" else "−"
    for k, (arg, sign) in enumerate(zip(expr.args, expr.signs, strict=True)):
        arg, late = _peeled(arg, shift)
        if k == 0 and sign > 0:
            yield from _within(arg, SUM, late, times, leading)
        elif k == 0:
            yield Token("op", minus)
            yield from _within(arg, ATOM if ascii_ else PRODUCT, late, times)
        elif not ascii_ and arg.op in NUMBERS and arg.number < 0 < sign:
            yield Token("op", f" {minus} ")
            yield _leaf(replace(arg, number=-arg.number), late)
        else:
            yield Token("op", f" {'+' if sign > 0 else minus} ")
            yield from _within(arg, PRODUCT, late, times)


def _product(expr: Expr, shift: int, times: str, leading: bool) -> Iterator[Token]:
    left, right = expr.args
    scaled = times == "⊙" and any(_peeled(arg, 0)[0].op == "const" for arg in expr.args)
    yield from _within(left, PRODUCT, shift, times, leading)
    yield Token("op", f" {'·' if scaled else times} ")
    # a product on the right needs brackets only for the parser: element by element, order does not matter
    yield from _within(right, APPLIED if times == "*" else PRODUCT, shift, times)


def _applied(expr: Expr, shift: int, times: str) -> Iterator[Token]:
    matrix, operand = expr.args
    acts_on = next((n for n in operand.walk() if n.op in ("line", "prev", "x", "grad")), matrix)
    yield Token("param", name=matrix.name, of=acts_on.name)
    if expr.op == "transposed":
        yield Token("op", "ᵀ", of=acts_on.name)
    yield Token("op", " @ " if times == "*" else "\u2009")
    yield from _within(operand, ATOM, shift, times)


# spelling out ----------------------------------------------------------------------------------------------


@lru_cache(maxsize=512)
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


@lru_cache(maxsize=512)
def equations(cell: Cell, stop: frozenset[str] = frozenset()) -> tuple[tuple[str, Expr], ...]:
    """The cell in as few equations as `inlined` makes it: (line, tree) of every line not spelled out elsewhere."""
    hidden = helpers(cell) - stop
    while True:
        found = tuple((n.name, inlined(cell, n.name, stop)) for n in cell.lines if n.name not in hidden)
        left = {leaf.name for _, expr in found for leaf in expr.walk() if leaf.op == "line"} & hidden
        if not left:
            return found
        hidden -= left


@lru_cache(maxsize=64)
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
    return sum(n.op in LEAVES for n in expr.walk()) - sum(n.op in ("matmul", "transposed") for n in expr.walk())


def _is_alias(expr: Expr) -> bool:
    return expr.op == "sum" and expr.signs == (1,) and not expr.args[0].args


def _short(expr: Expr) -> bool:
    return expr.op not in FUNCTIONS or not expr.args[0].args


def _learned_sum(expr: Expr) -> bool:
    return expr.op in ("sum", "matmul") and any(n.op == "matmul" for n in expr.walk())


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
