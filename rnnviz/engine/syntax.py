"""One equation as text -> a tree of nodes, through Python's `ast` and a whitelist.

Nothing of the text is ever executed: only names, numbers, + - * @ ( ), and calls of the functions in
`ops.FUNCTIONS` with one argument are understood; everything else is refused with a sentence.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rnnviz.engine.errors import suggestion
from rnnviz.engine.ops import FUNCTIONS

MATRIX = re.compile(r"[WUVR](_\w+)?")
VECTOR = re.compile(r"[bdpu](_\w+)?")
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
MAX_DEPTH = 40
MAX_NAME = 40


class SyntaxRefused(Exception):
    """Why one equation is refused; the caller adds file and line."""


@dataclass(frozen=True, slots=True)
class Expr:
    """A node of an equation's tree.

    op is "x", "prev", "line", "param", "const" (leaves), "sum", "mul", "matmul", or a function's name.
    A sum holds one sign (+1 / -1) per argument; a leaf holds its name (prev: the state without "_prev").
    """

    op: str
    args: tuple[Expr, ...] = ()
    name: str = ""
    number: float = 0.0
    signs: tuple[int, ...] = ()

    def walk(self) -> Iterator[Expr]:
        """This node and all below it, parents first."""
        yield self
        for arg in self.args:
            yield from arg.walk()


_REFUSALS: dict[type[ast.AST], str] = {
    ast.Subscript: "square brackets take one element out; a line works on whole vectors",
    ast.Attribute: "a dot reaches inside an object; only names, numbers, + - * @ and functions are allowed",
    ast.Compare: "comparisons are not allowed in an equation",
    ast.BoolOp: "and/or are not allowed in an equation",
    ast.IfExp: "if/else is not allowed in an equation",
    ast.Lambda: "lambda is not allowed in an equation",
    ast.List: "lists are not allowed in an equation",
    ast.Tuple: "a comma is not allowed in an equation",
}
_OPERATORS = {ast.Div: "/", ast.Pow: "**", ast.Mod: "%", ast.FloorDiv: "//"}


def split_comment(text: str) -> tuple[str, str]:
    """'f = ...   # says' -> (equation, sentence); the language has no strings, so '#' is always a comment."""
    code, _, says = text.partition("#")
    return code.strip(), says.strip()


def parse_equation(text: str, assigned: frozenset[str]) -> tuple[str, Expr]:
    """'c = kept + written' -> ("c", tree); raises SyntaxRefused with the reason.

    `assigned` names the lines of the whole cell: any other name of a parameter's form is a parameter.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python's advice on what is refused below anyway
            tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        why = getattr(error, "msg", None) or "too deeply nested"
        raise SyntaxRefused(f"cannot read “{_short(text)}” ({why})") from None
    match tree.body:
        case [ast.Assign(targets=[ast.Name(id=name)], value=value)]:
            check_name(name)
            return name, _resolve(_expr(value, 0), assigned)
    raise SyntaxRefused(f"“{_short(text)}” is not of the form name = expression")


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."


def _expr(node: ast.expr, depth: int) -> Expr:
    if depth > MAX_DEPTH:
        raise SyntaxRefused(f"the expression is nested more than {MAX_DEPTH} deep")
    match node:
        case ast.Constant(value=value) if isinstance(value, int | float) and not isinstance(value, bool):
            return Expr("const", number=_finite(value))
        case ast.Name(id=name):
            return _name(name)
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
    raise SyntaxRefused(_refusal(node))


def _refusal(node: ast.expr) -> str:
    text = _text(node)
    if isinstance(node, ast.BinOp):
        return f"“{text}”: the operator {_OPERATORS.get(type(node.op), '')} is not allowed; use + - * @"
    why = _REFUSALS.get(type(node), "only names, numbers, + - * @, brackets and functions are allowed")
    return f"“{text}”: {why}"


def _text(node: ast.expr) -> str:
    try:
        return _short(ast.unparse(node))
    except RecursionError:
        return "..."


def _finite(value: float) -> float:
    try:
        number = float(value)
    except OverflowError:
        number = float("inf")
    if number - number != 0.0:
        raise SyntaxRefused("a number in the equation is too large")
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
        raise SyntaxRefused(
            f"“{_text(left)}” stands left of @, where a matrix (W, U, V or R, alone or with _suffix) belongs"
        )
    operand = _expr(right, depth + 1)
    if operand.op == "const":
        raise SyntaxRefused(f"{matrix.name} @ a number: the right side of @ must be a vector")
    return Expr("matmul", (matrix, operand))


def _call(node: ast.Call, depth: int) -> Expr:
    if not isinstance(node.func, ast.Name):
        raise SyntaxRefused(_refusal(node.func))
    name = node.func.id
    if name not in FUNCTIONS:
        raise SyntaxRefused(f"there is no function called {name}{suggestion(name, FUNCTIONS)}")
    if len(node.args) != 1 or node.keywords or isinstance(node.args[0], ast.Starred):
        raise SyntaxRefused(f"{name} takes exactly one argument")
    return Expr(name, (_expr(node.args[0], depth + 1),))


def check_name(name: str) -> None:
    """Refuse what is no name of ours, assigned or read."""
    if not NAME.fullmatch(name) or "__" in name or len(name) > MAX_NAME:
        raise SyntaxRefused(f"“{_short(name)}” is not a name an equation may use (letters, digits, single _)")
    if name in FUNCTIONS:
        raise SyntaxRefused(f"{name} is a function: write {name}(...)")


def _name(name: str) -> Expr:
    check_name(name)
    if name == "x":
        return Expr("x", name="x")
    if name.endswith("_prev"):
        return Expr("prev", name=name.removesuffix("_prev"))
    return Expr("param" if is_parameter(name) else "line", name=name)


def is_parameter(name: str) -> bool:
    """Whether an unassigned name is a parameter: W U V R (matrix) or b d p u (vector), alone or with _suffix."""
    return bool(MATRIX.fullmatch(name) or VECTOR.fullmatch(name))


def _resolve(expr: Expr, assigned: frozenset[str]) -> Expr:
    if expr.op == "param" and expr.name in assigned:
        return Expr("line", name=expr.name)
    if not expr.args:
        return expr
    return replace(expr, args=tuple(_resolve(a, assigned) for a in expr.args))
