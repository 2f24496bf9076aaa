"""Which faults there are: a comparison turned round, a term's sign, a number off by one, a statement left out.

Only what stands in a function is broken: what a module or a class holds itself (tables, sizes, colours, defaults) is
plain data. So is what Qt is told about distances, sizes and pens in numbers, and a number in a statement that speaks of
pixels (1.5 * px), with what it is calculated with. Nor is what no run sees broken: annotations, decorators, log lines,
`__repr__`, what only the type checker reads (asserts among it), and what only makes the same faster.
"""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

SWAPS: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.Pow: ast.Mult, ast.And: ast.Or, ast.Or: ast.And,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
UNSEEN = {"frozen", "slots", "eq", "repr", "maxsize", "strict"}
"""Arguments that change no result of a right program."""
LOOKS = {
    "QColor", "QMargins", "QMarginsF", "QPen", "QSize", "addSpacing", "addStretch", "darker", "lighter", "setAlpha",
    "setAlphaF", "setContentsMargins", "setCosmetic", "setFixedHeight", "setFixedSize", "setFixedWidth",
    "setHintingPreference", "setHorizontalSpacing", "setIconSize", "setMaximumWidth", "setMinimumHeight",
    "setMinimumSize", "setMinimumWidth", "setObjectName", "setPixelSize", "setRenderHint", "setRenderHints",
    "setSpacing", "setStretch", "setStretchFactor", "setVerticalSpacing", "setWeight", "setWidthF",
}  # fmt: skip
"""Qt's names of what is a matter of looks."""

PIXELS = {
    "QLineF", "QPoint", "QPointF", "QRect", "QRectF", "QSizeF", "adjusted", "ascent", "boundingRect", "capHeight",
    "descent", "px", "scale", "_scale", "text_width", "translated",
}  # fmt: skip
"""Names by which a statement speaks of pixels."""

FASTER = {"aligned", "shares", "_fitting"}
"""Functions that decide how fast something is worked out and change nothing of what comes out: where an array begins in
memory, whether a matrix serves twice, which kept products are used."""

Do = Callable[[ast.AST], ast.AST]


@dataclass(frozen=True)
class Fault:
    """One fault: where it is, in which block, what is done to the node number `node` of the file's tree."""

    path: str
    line: int
    block: str
    node: int
    said: str
    do: Do

    def __str__(self) -> str:
        return f"{self.path}:{self.line}  {self.said}"


# faults of one node ----------------------------------------------------------------------------------------


def swapped(field: str, i: int | None) -> Do:
    def do(node: ast.AST) -> ast.AST:
        old = getattr(node, field)
        if i is None:
            setattr(node, field, SWAPS[type(old)]())
        else:
            setattr(node, field, [SWAPS[type(op)]() if k == i else op for k, op in enumerate(old)])
        return node

    return do


def number(node: ast.AST) -> ast.AST:
    value = node.value  # type: ignore[attr-defined]
    node.value = not value if isinstance(value, bool) else value + 1  # type: ignore[attr-defined]
    return node


def negated(node: ast.AST) -> ast.AST:
    node.test = ast.UnaryOp(ast.Not(), node.test)  # type: ignore[attr-defined]
    return node


def never(node: ast.AST) -> ast.AST:
    """The statement is still there to be compiled, so that the function keeps the variables of others it names."""
    return ast.If(ast.Constant(False), [node], [])  # type: ignore[list-item]


def operand(node: ast.AST) -> ast.AST:
    return node.operand  # type: ignore[attr-defined]


def faults_of(node: ast.AST) -> Iterator[tuple[str, Do]]:
    """What can be done to a node, and how it is called."""
    if isinstance(node, ast.Compare):
        for i, op in enumerate(node.ops):
            yield f"{type(op).__name__} becomes {SWAPS[type(op)].__name__}", swapped("ops", i)
    elif isinstance(node, ast.BinOp | ast.AugAssign | ast.BoolOp) and type(node.op) in SWAPS:
        yield f"{type(node.op).__name__} becomes {SWAPS[type(node.op)].__name__}", swapped("op", None)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield f"no {type(node.op).__name__}", operand
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        yield f"{type(node).__name__} turned round", negated
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool | int | float):
        yield f"{node.value} becomes {not node.value if isinstance(node.value, bool) else node.value + 1}", number
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield f"without {ast.unparse(node)[:40]}", never


# all of a package ------------------------------------------------------------------------------------------


def silent(node: ast.AST) -> list[ast.AST | None]:
    """What of a node's parts no run sees, or only as a matter of looks."""
    match node:
        case ast.FunctionDef(name=name) if name in FASTER:
            return [node]
        case ast.FunctionDef(name="__repr__") | ast.If(test=ast.Name("TYPE_CHECKING")) | ast.Assert():
            return [node]
        case ast.FunctionDef():
            annotations = [arg.annotation for arg in ast.walk(node.args) if isinstance(arg, ast.arg)]
            return [*node.decorator_list, node.returns, *annotations]
        case ast.ClassDef():
            return [*node.decorator_list]
        case ast.AnnAssign():
            return [node.annotation]
        case ast.keyword() if node.arg in UNSEEN:
            return [node]
        case ast.Expr(ast.Call(ast.Attribute(ast.Name("log" | "LOG")))):
            return [node]
        case ast.Expr(ast.Call(ast.Attribute(attr=name))) if name in LOOKS:
            return [node]
        case ast.Call(ast.Name(name) | ast.Attribute(attr=name)) if name in LOOKS:
            return [inner for arg in node.args for inner in ast.walk(arg) if isinstance(inner, ast.Constant | ast.USub)]
    return []


def measures(node: ast.AST) -> Iterator[ast.AST]:
    """The numbers of a statement that speaks of pixels, and the operations that are done with a number."""
    if not isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Expr | ast.Return):
        return
    inside = list(ast.walk(node))
    if PIXELS.isdisjoint(getattr(n, "id", getattr(n, "attr", None)) for n in inside):
        return
    for n in inside:
        if (
            isinstance(n, ast.Constant)
            or (isinstance(n, ast.UnaryOp) and isinstance(n.operand, ast.Constant))
            or (isinstance(n, ast.BinOp) and any(isinstance(side, ast.Constant) for side in (n.left, n.right)))
        ):
            yield n


def blocks(tree: ast.AST, path: str) -> Iterator[tuple[str, list[ast.stmt]]]:
    """Every run of statements in functions, the outer ones first, by name: file, function, number in it."""
    seen = Counter[str]()
    for name, statements in _blocks(tree, path, False):
        seen[name] += 1
        yield f"{name} {seen[name]}", statements


def _blocks(node: ast.AST, name: str, inside: bool) -> Iterator[tuple[str, list[ast.stmt]]]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        name, inside = f"{name}:{node.name}", isinstance(node, ast.FunctionDef)
    for value in vars(node).values():
        if inside and isinstance(value, list) and value and isinstance(value[0], ast.stmt):
            yield name, value
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _blocks(child, name, inside)


def faults(package: str) -> list[Fault]:
    """All of them, in the order of files and lines."""
    files = sorted((ROOT / "rnnviz" / package).rglob("*.py"))
    paths = [str(file.relative_to(ROOT)) for file in files]
    return [fault for path in paths for fault in faults_in(text_of(path), path)]


@cache
def text_of(path: str) -> str:
    """A module as it was when its faults were listed: somebody may be writing it while they are tried."""
    return (ROOT / path).read_text(encoding="utf-8")


def faults_in(text: str, path: str) -> Iterator[Fault]:
    """Those of one module."""
    tree = ast.parse(text)
    unseen = {n for node in ast.walk(tree) for top in silent(node) if top is not None for n in ast.walk(top)}
    unseen.update(n for node in ast.walk(tree) for n in measures(node))
    block = {n: key for key, statements in blocks(tree, path) for top in statements for n in ast.walk(top)}
    for i, node in enumerate(ast.walk(tree)):
        if node in block and node not in unseen:
            for said, do in faults_of(node):
                yield Fault(path, node.lineno, block[node], i, said, do)  # type: ignore[attr-defined]


def broken(tree: ast.AST, fault: Fault) -> ast.AST:
    """A module's tree with the fault in it; lines stay where they are."""
    target = list(ast.walk(tree))[fault.node]
    new = ast.copy_location(fault.do(copy.copy(target)), target)

    class Put(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return new if node is target else self.generic_visit(node)

    return ast.fix_missing_locations(Put().visit(tree))
