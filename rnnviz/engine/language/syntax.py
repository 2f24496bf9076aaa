"""One equation as text -> a tree of nodes, through Python's `ast` and a whitelist.

Nothing of the text is ever executed: only names, numbers, + - * / @ ( ), and calls of the functions in `ops.py` and
`several.py` are understood; everything else is refused with a sentence. `calls.py` reads calls and products.
"""

from __future__ import annotations

import ast
import re
import warnings
from dataclasses import replace
from functools import partial

from rnnviz.engine.errors import Span
from rnnviz.engine.language import books
from rnnviz.engine.language.calls import call, joined, product
from rnnviz.engine.language.letters import plain, span_in
from rnnviz.engine.language.tree import Expr, SyntaxRefused, check_name, is_matrix, named, short, span_of, text_of
from rnnviz.engine.messages import ENGLISH
from rnnviz.engine.wording import Message

MAX_DEPTH = 40

_REFUSALS: dict[type[ast.AST], str] = {
    ast.Subscript: "equation.subscript",
    ast.Attribute: "equation.attribute",
    ast.Compare: "equation.compare",
    ast.BoolOp: "equation.logic",
    ast.IfExp: "equation.condition",
    ast.Lambda: "equation.lambda",
    ast.List: "equation.list",
    ast.Tuple: "equation.tuple",
}
_OPERATORS = {ast.Pow: "**", ast.Mod: "%", ast.FloorDiv: "//"}


def split_comment(text: str) -> tuple[str, str]:
    """'f = ...   # says' -> (equation, sentence); the language has no strings, so '#' is always a comment."""
    code, *says = re.split("[#＃]", text, maxsplit=1)
    return code.strip(), says[0].strip() if says else ""


def parse_equation(text: str, assigned: frozenset[str], indent: int = 0) -> tuple[str, Expr]:
    """'c = kept + written' -> ("c", tree); raises SyntaxRefused with the reason.

    `assigned` names the lines of the whole cell: any other name of a parameter's form is a parameter.
    `indent` is added to every column: what stands before the equation in its line. Columns are those of the text as
    it was typed, names those it stands for (letters.py).
    """
    try:
        name, expr = _parsed(plain(text), assigned)
    except SyntaxRefused as refused:
        refused.span = _moved(refused.span, text, indent)
        raise
    return name, _resolve(expr, assigned, text, indent)


def _parsed(text: str, assigned: frozenset[str]) -> tuple[str, Expr]:
    slip = books.slip_in(text, assigned)
    if slip is not None:  # before Python reads it, to which W·x is one name
        start, end, fix = slip
        raise SyntaxRefused("sign.printed", _bytes(text, start, end), fix, text=text[start:end], plain=fix.strip())
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python's advice on what is refused below anyway
            tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise _unreadable(text, error) from None
    match tree.body:
        case [ast.Assign(targets=[ast.Name(id=name) as target], value=value)]:
            check_name(name, span_of(target))
            return name, _expr(value, 0)
    raise SyntaxRefused("equation.form", text=short(text))


def _unreadable(text: str, error: Exception) -> SyntaxRefused:
    """What Python cannot read at all, with the mending of the slips that fingers make."""
    beside = _BESIDE.search(text)
    if beside is not None:
        sign = "=" if "=" not in text else "@" if books.looks_like_matrix(beside[1]) else "*"
        span, fix = _bytes(text, *beside.span()), f"{beside[1]} {sign} {beside[2]}"
        return SyntaxRefused("equation.missing", span, fix, left=beside[1], right=beside[2])
    at = (getattr(error, "offset", None) or 1) - 1
    end = max(at + 1, (getattr(error, "end_offset", None) or 0) - 1)
    key, open_ = "equation.unclear", text.count("(") - text.count(")")
    span, fix = _bytes(text, at, end) if 0 <= at < len(text) else (0, 0), ""
    if not isinstance(error, SyntaxError):
        key = "equation.nested"
    elif open_ > 0 and text[at : at + 1] == "(":  # Python points at the one that is never closed
        key = "equation.open"
        if open_ <= MAX_DEPTH:
            span, fix = _bytes(text, at, len(text)), text[at:] + ")" * open_
    elif open_ < 0 and text[at : at + 1] == ")":
        key = "equation.closed"
    reason = Message(key, ENGLISH[key])
    return SyntaxRefused("equation.unread", span, fix, text=short(text), reason=reason)


_BESIDE = re.compile(r"\b([A-Za-z]\w*)\s+([A-Za-z]\w*)")


def _bytes(text: str, start: int, end: int) -> Span:
    """Characters -> bytes, in which Python's own trees count."""
    return len(text[:start].encode("utf-8", "replace")), len(text[:end].encode("utf-8", "replace"))


def _moved(span: Span, text: str, indent: int) -> Span:
    """Bytes of an equation -> characters of its line; nothing narrower than the equation: all of it."""
    if span[0] >= span[1]:
        return indent, indent + len(text)
    if text.isascii():
        return span[0] + indent, span[1] + indent
    raw = plain(text).encode("utf-8", "replace")
    first, last = (len(raw[:at].decode("utf-8", "ignore")) for at in span)
    start, end = span_in(text, (first, last))
    return start + indent, end + indent


def _expr(node: ast.expr, depth: int) -> Expr:
    return replace(_unplaced(node, depth), span=span_of(node))


def _unplaced(node: ast.expr, depth: int) -> Expr:
    if depth > MAX_DEPTH:
        raise SyntaxRefused("equation.deep", span_of(node), limit=MAX_DEPTH)
    match node:
        case ast.Constant(value=value) if isinstance(value, int | float) and not isinstance(value, bool):
            return Expr("const", number=_finite(value, node))
        case ast.Name(id=name):
            return named(name, span_of(node))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            inner = _expr(operand, depth + 1)
            if inner.op == "const":
                return Expr("const", number=-inner.number)
            return Expr("sum", (inner,), signs=(-1,))
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _expr(operand, depth + 1)
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right):
            return _sum(left, -1 if isinstance(op, ast.Sub) else 1, right, depth)
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return Expr("mul", (_expr(left, depth + 1), _expr(right, depth + 1)))
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return _logistic(node, depth) or Expr("div", (_expr(left, depth + 1), _expr(right, depth + 1)))
        case ast.BinOp(left=left, op=ast.MatMult(), right=ast.List(elts=parts)):
            return joined(left, parts, partial(_expr, depth=depth + 1))
        case ast.BinOp(left=left, op=ast.MatMult(), right=right):
            return product(left, right, partial(_expr, depth=depth + 1))
        case ast.Call():
            return call(node, partial(_expr, depth=depth + 1))
    raise _refused(node)


def _refused(node: ast.expr) -> SyntaxRefused:
    text = text_of(node)
    if isinstance(node, ast.Attribute) and node.attr == "T" and is_matrix(text.removesuffix(".T")):
        return SyntaxRefused("matrix.alone", span_of(node), name=text)
    if isinstance(node, ast.BinOp):
        sign = _OPERATORS.get(type(node.op), "")
        return SyntaxRefused("equation.operator", span_of(node), _without_power(node), text=text, sign=sign)
    return SyntaxRefused(_REFUSALS.get(type(node), "equation.other"), span_of(node), text=text)


def _without_power(node: ast.BinOp) -> str:
    """h ** 2 as h * h."""
    match node:
        case ast.BinOp(left=ast.Name(id=name), op=ast.Pow(), right=ast.Constant(value=2)):
            return f"{name} * {name}"
        case ast.BinOp(left=left, op=ast.Pow(), right=ast.Constant(value=0.5)):
            return f"sqrt({ast.unparse(left)})"
    return ""


def _logistic(node: ast.BinOp, depth: int) -> Expr | None:
    """1 / (1 + exp(-a)) is sigmoid(a), which neither overflows nor loses its slope; None for any other quotient."""
    text = books.logistic(node)
    if not text:
        return None
    call = ast.parse(text, mode="eval").body
    for part in ast.walk(call):  # stands where the quotient stands
        if isinstance(part, ast.expr):
            part.col_offset, part.end_col_offset = node.col_offset, node.end_col_offset
    return _expr(call, depth + 1)


def _finite(value: float, node: ast.expr) -> float:
    try:
        number = float(value)
    except OverflowError:
        number = float("inf")
    if number - number != 0.0:
        raise SyntaxRefused("number.large", span_of(node))
    return number


def _sum(left: ast.expr, sign: int, right: ast.expr, depth: int) -> Expr:
    """a + b - c is one node with three arguments; brackets on the right keep their own node."""
    first, second = _expr(left, depth + 1), _expr(right, depth + 1)
    signs, args = _spread(first, left, (ast.Add, ast.Sub, ast.MatMult))
    more, others = _spread(second, right, (ast.MatMult,))
    return Expr("sum", (*args, *others), signs=(*signs, *(sign * s for s in more)))


def _spread(expr: Expr, node: ast.expr, of: tuple[type[ast.operator], ...]) -> tuple[tuple[int, ...], tuple[Expr, ...]]:
    """Signs and terms of a sum that may become part of a longer one: of (U - U.T) @ h, but not of W @ [h, x]."""
    if expr.op == "sum" and not expr.name and isinstance(node, ast.BinOp) and isinstance(node.op, of):
        return expr.signs, expr.args
    return (1,), (expr,)


def _resolve(expr: Expr, assigned: frozenset[str], text: str, indent: int) -> Expr:
    """Assigned names of a parameter's form are lines; columns count from the beginning of the line."""
    span = _moved(expr.span, text, indent)
    if expr.op == "param" and expr.name in assigned:
        return Expr("line", name=expr.name, span=span)
    return replace(expr, args=tuple(_resolve(a, assigned, text, indent) for a in expr.args), span=span)
