"""Sizes from use: x has the input size, y the output size, every other line the hidden size.

A matrix left of @ gets (size it must give, size of its operand); a vector the size it is used at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rnnviz.engine.language.cellfile import CellText
from rnnviz.engine.language.syntax import Expr

Shape = tuple[str, ...]


def infer_sizes(read: CellText, lines: Sequence[tuple[str, Expr, int]]) -> tuple[dict[str, str], dict[str, Shape]]:
    """(line -> size, parameter -> shape in order of first use); CellError where two sizes disagree."""
    sizes = {name: "output" if name == "y" else "hidden" for name, _, _ in lines}
    params: dict[str, Shape] = {}
    for _, expr, _ in lines:
        for leaf in (e for e in expr.walk() if e.op == "param"):
            params.setdefault(leaf.name, ())
    for name, expr, row in lines:
        _fit(read, row, ("sizes.differ", {"line": name}), expr, sizes[name], sizes, params)
    return sizes, params


def _fit(
    read: CellText, row: int, where: tuple[str, dict[str, str]], expr: Expr, size: str,
    sizes: Mapping[str, str], params: dict[str, Shape],
) -> None:  # fmt: skip
    """Check that `expr` can have `size`, giving parameters their shapes on the way.

    where: what is said of a value that has not the size, and of which line or matrix it is said.
    """
    if expr.op == "param":
        _settle(read, row, expr, (size,), params)
    elif expr.op in ("x", "line", "prev"):
        own = "input" if expr.op == "x" else sizes[expr.name]
        if own != size:
            shown = f"{expr.name}_prev" if expr.op == "prev" else expr.name
            key, place = where
            raise read.error("equations", key, row, expr.span, name=shown, own=own, size=size, **place)
    elif expr.op == "matmul":
        matrix, operand = expr.args
        inner = operand_size(operand, sizes) or "hidden"
        _settle(read, row, matrix, (size, inner), params)
        _fit(read, row, ("sizes.product", {"matrix": matrix.name}), operand, inner, sizes, params)
    else:
        for arg in expr.args:
            _fit(read, row, where, arg, size, sizes, params)


def _settle(read: CellText, row: int, param: Expr, shape: Shape, params: dict[str, Shape]) -> None:
    name = param.name
    known = params.get(name)
    if known and known != shape:
        before, now = (" x ".join(s) for s in (known, shape))
        raise read.error("equations", "sizes.changed", row, param.span, name=name, before=before, now=now)
    params[name] = shape


def operand_size(expr: Expr, sizes: Mapping[str, str]) -> str | None:
    """Size of the vector right of @: that of the first named value in it; None where it names none."""
    if expr.op == "x":
        return "input"
    if expr.op in ("line", "prev"):
        return sizes[expr.name]
    if expr.op == "matmul":
        return None
    return next((s for s in (operand_size(a, sizes) for a in expr.args) if s), None)
