"""What is more than names and signs in an equation: matrices and what stands right of them, and calls.

Each gets `read`, which makes the tree of any expression below.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from rnnviz.engine.errors import meant, nearest
from rnnviz.engine.language import books
from rnnviz.engine.language.ops import FUNCTIONS
from rnnviz.engine.language.several import OPERATIONS, arity, words
from rnnviz.engine.language.tree import Expr, SyntaxRefused, is_matrix, span_of, text_of

Read = Callable[[ast.expr], Expr]
_WANTED = {1: "function.arguments", 2: "function.pair", 3: "function.bordered"}
"""What is said where the arguments are not as many as these."""
MOST = 8
"""Matrices in one sum left of @, at most."""


def product(left: ast.expr, right: ast.expr, read: Read) -> Expr:
    """A matrix, its transpose U.T, or a sum of such, times a vector: (U - U.T) @ h is U @ h - U.T @ h."""
    terms = list(_matrices(left, 1, read))
    if len(terms) > 1:
        _check_transposed(left, terms)
    operand = read(right)
    if operand.op == "const":
        raise SyntaxRefused("matmul.number", span_of(right), name=terms[0][2].name)
    products = tuple(Expr(op, (matrix, operand), span=span_of(left)) for _, op, matrix in terms)
    if len(terms) == 1 and terms[0][0] > 0:
        return products[0]
    return Expr("sum", products, signs=tuple(sign for sign, _, _ in terms))


def _matrices(node: ast.expr, sign: int, read: Read, room: int = MOST) -> Iterator[tuple[int, str, Expr]]:
    """(sign, operation, matrix) of every matrix left of @."""
    match node:
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right) if room:
            yield from _matrices(left, sign, read, room - 1)
            yield from _matrices(right, -sign if isinstance(op, ast.Sub) else sign, read, room - 1)
        case ast.UnaryOp(op=ast.USub(), operand=inner) if room:
            yield from _matrices(inner, -sign, read, room - 1)
        case ast.Attribute(value=ast.Name() as inner, attr="T"):
            yield sign, "transposed", _matrix(inner, read)
        case _:
            yield sign, "matmul", _matrix(node, read)


def _matrix(node: ast.expr, read: Read) -> Expr:
    matrix = read(node)
    if matrix.op != "param" or not is_matrix(matrix.name):
        fix = books.matrix_meant(node.id) if isinstance(node, ast.Name) else ""
        raise SyntaxRefused("matmul.left", span_of(node), fix, text=text_of(node))
    return matrix


def _check_transposed(left: ast.expr, terms: list[tuple[int, str, Expr]]) -> None:
    """U - U_T means the transpose, and would be another matrix."""
    names = {matrix.name for _, _, matrix in terms}
    for _, _, matrix in terms:
        plain_name = matrix.name.removesuffix("_T")
        if plain_name != matrix.name and plain_name in names:
            raise SyntaxRefused("matrix.transposed", matrix.span, f"{plain_name}.T", name=matrix.name, plain=plain_name)


def joined(left: ast.expr, parts: list[ast.expr], read: Read) -> Expr:
    """W @ [h_prev, x] is U @ h_prev + W @ x: a matrix for each part, named after the letter that stands for it."""
    matrix = _matrix(left, read)
    letters = books.letters_of([part.id if isinstance(part, ast.Name) else "" for part in parts])
    if len(parts) < 2 or not letters or not isinstance(left, ast.Name):
        raise SyntaxRefused("equation.parts", span_of(left), name=matrix.name)
    products = []
    for letter, part in zip(letters, parts, strict=True):
        own = Expr("param", name=letter + matrix.name[1:], span=span_of(left))
        products.append(Expr("matmul", (own, read(part)), span=span_of(part)))
    return Expr("sum", tuple(products), name=matrix.name, signs=(1,) * len(products))


def call(node: ast.Call, read: Read) -> Expr:
    """sigmoid(a), max(a, b), clip(a, 0, 1): a known name with as many arguments as it takes."""
    if not isinstance(node.func, ast.Name):
        read(node.func)  # says what it is
        raise SyntaxRefused("equation.other", span_of(node.func), text=text_of(node.func))
    name = node.func.id
    if name not in words():
        symbols = {f.symbol: f.name for f in FUNCTIONS.values()}
        same = symbols.get(name, books.function_meant(name))
        near = nearest(name, words()) if same is None else same
        raise SyntaxRefused("function.unknown", span_of(node.func), near, name=name, hint=meant(near))
    wanted, given = arity(name), [arg for arg in node.args if not isinstance(arg, ast.Starred)]
    several = name in OPERATIONS and not OPERATIONS[name].numbers and len(given) > wanted
    if node.keywords or len(given) != len(node.args) or not (len(given) == wanted or several):
        raise SyntaxRefused(_WANTED[wanted], span_of(node), name=name)
    args = [read(arg) for arg in given]
    if name in OPERATIONS:
        return _operation(name, args, node)
    return Expr(name, tuple(args))


def _operation(name: str, args: list[Expr], node: ast.Call) -> Expr:
    """Of max and min any number of arguments; the borders of clip are numbers, the lower one first."""
    borders = args[len(args) - OPERATIONS[name].numbers :]
    numbers = [border.number for border in borders if border.op == "const"]
    if len(numbers) != len(borders) or numbers != sorted(numbers):
        raise SyntaxRefused("function.borders", span_of(node), name=name)
    first, *rest = args
    if borders:
        return Expr(name, tuple(args))
    for other in rest:
        first = Expr(name, (first, other), span=span_of(node))
    return first
