"""One equation as text -> a tree of nodes, through Python's `ast` and a whitelist.

Nothing of the text is ever executed: only names, numbers, + - * @ ( ), and calls of the functions in
`ops.FUNCTIONS` with one argument are understood; everything else is refused with a sentence.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from rnnviz.engine.errors import Span, meant, nearest
from rnnviz.engine.language import books
from rnnviz.engine.language.letters import plain, span_in
from rnnviz.engine.language.ops import FUNCTIONS
from rnnviz.engine.messages import ENGLISH
from rnnviz.engine.wording import Message

MATRIX = re.compile(r"[WUVR](_\w+)?")
VECTOR = re.compile(r"[bdpu](_\w+)?")
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
MAX_DEPTH = 40
MAX_NAME = 40


class SyntaxRefused(Exception):
    """Why an equation is refused, which of its characters, and what to write instead; the caller adds file and line."""

    def __init__(self, key: str, span: Span = (0, 0), fix: str = "", /, **values: Any) -> None:
        self.key, self.span, self.fix, self.values = key, span, fix, values
        super().__init__(key)


@dataclass(frozen=True, slots=True)
class Expr:
    """A node of an equation's tree.

    op is "x", "prev", "line", "param", "const" (leaves), "sum", "mul", "matmul", or a function's name.
    A sum holds one sign (+1 / -1) per argument; a leaf holds its name (prev: the state without "_prev").
    span: where it stands in its line; trees that read the same are equal wherever they stand.
    """

    op: str
    args: tuple[Expr, ...] = ()
    name: str = ""
    number: float = 0.0
    signs: tuple[int, ...] = ()
    span: Span = field(default=(0, 0), compare=False, repr=False)

    def walk(self) -> Iterator[Expr]:
        """This node and all below it, parents first."""
        yield self
        for arg in self.args:
            yield from arg.walk()


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
_OPERATORS = {ast.Div: "/", ast.Pow: "**", ast.Mod: "%", ast.FloorDiv: "//"}


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
        if refused.key == "equation.joined":
            refused.fix = books.bracketed(text, *_moved(refused.span, text, 0), refused.fix)
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
            check_name(name, _span(target))
            for joined, fix in books.concatenations(value):
                raise SyntaxRefused("equation.joined", _span(joined), fix, text=_text(joined))
            return name, _expr(value, 0)
    raise SyntaxRefused("equation.form", text=_short(text))


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
    return SyntaxRefused("equation.unread", span, fix, text=_short(text), reason=reason)


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


def _span(node: ast.expr) -> Span:
    return node.col_offset, node.end_col_offset or node.col_offset


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."


def _expr(node: ast.expr, depth: int) -> Expr:
    return replace(_unplaced(node, depth), span=_span(node))


def _unplaced(node: ast.expr, depth: int) -> Expr:
    if depth > MAX_DEPTH:
        raise SyntaxRefused("equation.deep", _span(node), limit=MAX_DEPTH)
    match node:
        case ast.Constant(value=value) if isinstance(value, int | float) and not isinstance(value, bool):
            return Expr("const", number=_finite(value, node))
        case ast.Name(id=name):
            return _name(name, _span(node))
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
        case ast.BinOp(left=left, op=ast.MatMult(), right=right):
            return _product(left, right, depth)
        case ast.Call():
            return _call(node, depth)
    raise _refused(node)


def _refused(node: ast.expr) -> SyntaxRefused:
    text = _text(node)
    if isinstance(node, ast.BinOp):
        sign = _OPERATORS.get(type(node.op), "")
        return SyntaxRefused(
            "equation.operator", _span(node), books.logistic(node) or _without_power(node), text=text, sign=sign
        )
    return SyntaxRefused(_REFUSALS.get(type(node), "equation.other"), _span(node), text=text)


def _without_power(node: ast.BinOp) -> str:
    """h ** 2 as h * h, h / 2 as h * 0.5."""
    match node:
        case ast.BinOp(left=ast.Name(id=name), op=ast.Pow(), right=ast.Constant(value=2)):
            return f"{name} * {name}"
        case ast.BinOp(left=ast.Name(id=name), op=ast.Div(), right=ast.Constant(value=int() | float() as by)) if by:
            return f"{name} * {1 / by!r}"
    return ""


def _text(node: ast.expr) -> str:
    try:
        return _short(ast.unparse(node))
    except RecursionError:
        return "..."


def _finite(value: float, node: ast.expr) -> float:
    try:
        number = float(value)
    except OverflowError:
        number = float("inf")
    if number - number != 0.0:
        raise SyntaxRefused("number.large", _span(node))
    return number


def _sum(left: ast.expr, sign: int, right: ast.expr, depth: int) -> Expr:
    """a + b - c is one node with three arguments; brackets on the right keep their own node."""
    first, second = _expr(left, depth + 1), _expr(right, depth + 1)
    bracketed = not isinstance(left, ast.BinOp)
    if first.op == "sum" and not bracketed:
        return Expr("sum", (*first.args, second), signs=(*first.signs, sign))
    return Expr("sum", (first, second), signs=(1, sign))


def _product(left: ast.expr, right: ast.expr, depth: int) -> Expr:
    matrix = _expr(left, depth + 1)
    if matrix.op != "param" or not MATRIX.fullmatch(matrix.name):
        fix = books.matrix_meant(left.id) if isinstance(left, ast.Name) else ""
        raise SyntaxRefused("matmul.left", _span(left), fix, text=_text(left))
    operand = _expr(right, depth + 1)
    if operand.op == "const":
        raise SyntaxRefused("matmul.number", _span(right), name=matrix.name)
    return Expr("matmul", (matrix, operand))


def _call(node: ast.Call, depth: int) -> Expr:
    if not isinstance(node.func, ast.Name):
        raise _refused(node.func)
    name = node.func.id
    if name not in FUNCTIONS:
        fix = books.maximum(node)
        if fix:
            raise SyntaxRefused("function.unknown", _span(node), fix, name=name, hint=meant(fix))
        same = next((f.name for f in FUNCTIONS.values() if f.symbol == name), books.function_meant(name))
        near = nearest(name, FUNCTIONS) if same is None else same
        raise SyntaxRefused("function.unknown", _span(node.func), near, name=name, hint=meant(near))
    if len(node.args) != 1 or node.keywords or isinstance(node.args[0], ast.Starred):
        raise SyntaxRefused("function.arguments", _span(node), name=name)
    return Expr(name, (_expr(node.args[0], depth + 1),))


def check_name(name: str, span: Span = (0, 0)) -> None:
    """Refuse what is no name of ours, assigned or read."""
    if not NAME.fullmatch(name) or "__" in name or len(name) > MAX_NAME:
        raise SyntaxRefused("name.form", span, name=_short(name))
    if name in FUNCTIONS:
        raise SyntaxRefused("name.function", span, name=name, call=name)


def _name(name: str, span: Span) -> Expr:
    check_name(name, span)
    if name == "x":
        return Expr("x", name="x")
    if name.endswith("_prev"):
        return Expr("prev", name=name.removesuffix("_prev"))
    return Expr("param" if is_parameter(name) else "line", name=name)


def is_parameter(name: str) -> bool:
    """Whether an unassigned name is a parameter: W U V R (matrix) or b d p u (vector), alone or with _suffix."""
    return bool(MATRIX.fullmatch(name) or VECTOR.fullmatch(name))


def _resolve(expr: Expr, assigned: frozenset[str], text: str, indent: int) -> Expr:
    """Assigned names of a parameter's form are lines; columns count from the beginning of the line."""
    span = _moved(expr.span, text, indent)
    if expr.op == "param" and expr.name in assigned:
        return Expr("line", name=expr.name, span=span)
    return replace(expr, args=tuple(_resolve(a, assigned, text, indent) for a in expr.args), span=span)
