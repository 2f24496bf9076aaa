"""Equations in print: one expression -> tokens, with brackets exactly where precedence asks for them.

Two forms: ASCII, which the parser reads back as the same tree, and symbols, as a textbook sets them. Tokens say what
they stand for (kind, name, time offset), so that a view can colour them; numbers stay numbers here.

Beside the operations of an equation, trees made by gradient_formula.py and by readings hold: "grad" (dL/d(name)),
"square", "slope" (a function's derivative), "chosen" (1 where its first argument is the one that max or min, its name,
takes, 1/2 where both are equal), "total" (the sum over the units), "shown" (a number plugged in, name = what it stands
for), "loss" (what the loss itself sends) and "at" (its argument, `number` steps later).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rnnviz.engine.language.cell import Cell
from rnnviz.engine.language.several import OPERATIONS, symbol, words
from rnnviz.engine.language.tree import Expr

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
        case "sum" if _is_joined(expr, times):
            yield from _joined(expr, shift, times)
        case "sum":
            yield from _sum(expr, shift, times, leading)
        case "mul":
            yield from _product(expr, shift, times, leading)
        case "div":
            yield from _quotient(expr, shift, times, leading)
        case "matmul" | "transposed":
            yield from _applied(expr, shift, times)
        case "square":
            yield from _within(expr.args[0], ATOM, shift, times)
            yield Token("op", "²", of=_colour(expr.args[0]))
        case "chosen":
            yield from _chosen(expr, shift, times)
        case "total":
            yield Token("function", "Σ")
            yield from _bracketed(expr.args, shift, times)
        case "slope":
            yield Token("function", f"{symbol(expr.name)}′")
            yield from _bracketed(expr.args, shift, times)
        case op if op in words():
            yield Token("function", op if times == "*" else symbol(op))
            yield from _bracketed(expr.args, shift, times)
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
        case "sum" if not _is_joined(expr, times):
            return SUM
        case "mul" | "div":
            return PRODUCT
        case "matmul" | "transposed" | "sum":
            return PRODUCT if times == "*" else APPLIED
    return SUM if expr.op in NUMBERS and expr.number < 0 else ATOM


def _bracketed(args: tuple[Expr, ...], shift: int, times: str) -> Iterator[Token]:
    colour = _colour(args[0]) if len(args) == 1 else ""
    yield Token("bracket", "(", of=colour)
    for k, arg in enumerate(args):
        if k:
            yield Token("op", ", ")
        yield from _print(arg, shift, times, True)
    yield Token("bracket", ")", of=colour)


def _colour(expr: Expr) -> str:
    """The brackets round one number belong to it."""
    return expr.name if expr.op == "shown" else ""


def _within(expr: Expr, least: int, shift: int, times: str, leading: bool = False) -> Iterator[Token]:
    """In brackets unless it binds as strongly as `least`; a leading number keeps a bare minus."""
    expr, shift = _peeled(expr, shift)
    if _strength(expr, times) >= least or (leading and expr.op in NUMBERS):
        yield from _print(expr, shift, times, leading)
    else:
        yield from _bracketed((expr,), shift, times)


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


def _quotient(expr: Expr, shift: int, times: str, leading: bool) -> Iterator[Token]:
    left, right = expr.args
    yield from _within(left, PRODUCT, shift, times, leading)
    yield Token("op", f" {OPERATIONS['div'].sign} ")
    yield from _within(right, APPLIED if times == "*" else ATOM, shift, times)


def _chosen(expr: Expr, shift: int, times: str) -> Iterator[Token]:
    """[a > b]: 1 where that is so."""
    mine, other = expr.args
    yield Token("bracket", "[")
    yield from _print(mine, shift, times, True)
    yield Token("op", " > " if expr.name == "max" else " < ")
    yield from _print(other, shift, times, True)
    yield Token("bracket", "]")


def _is_joined(expr: Expr, times: str) -> bool:
    """Whether a sum is printed as it was written: one matrix times the values put one behind the other."""
    return bool(expr.name) and times != "×" and all(arg.op == "matmul" for arg in expr.args)


def _joined(expr: Expr, shift: int, times: str) -> Iterator[Token]:
    yield Token("param", name=expr.name, of=expr.args[0].args[1].name)
    yield Token("op", " @ " if times == "*" else "\u2009")
    yield Token("bracket", "[")
    for k, product in enumerate(expr.args):
        if k:
            yield Token("op", ", ")
        yield from _print(product.args[1], shift, times, True)
    yield Token("bracket", "]")


def _applied(expr: Expr, shift: int, times: str) -> Iterator[Token]:
    matrix, operand = expr.args
    acts_on = next((n for n in operand.walk() if n.op in ("line", "prev", "x", "grad")), matrix)
    yield Token("param", name=matrix.name, of=acts_on.name)
    if expr.op == "transposed":
        yield Token("op", ".T" if times == "*" else "ᵀ", of=acts_on.name)
    yield Token("op", " @ " if times == "*" else "\u2009")
    yield from _within(operand, ATOM, shift, times)
