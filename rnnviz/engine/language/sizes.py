"""Sizes from use: x has the input size, y the output size, what P @ ( ) gives the projected size, all else the hidden
size.

A matrix left of @ gets (size it must give, size of its operand); a vector the size it is used at; a Greek letter one
number. x as it is, where another size is asked for, asks that the two be equal (`raw`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rnnviz.engine.language.cellfile import CellText
from rnnviz.engine.language.tree import PRODUCTS, Expr, is_scalar

Shape = tuple[str, ...]
Row = tuple[str, Expr, int]
"""Name, expression and row of an equation."""


@dataclass(frozen=True, slots=True)
class CellSizes:
    """lines: size of every line; params: shape of every parameter, in order of first use; raw: sizes that the input's
    must be equal to."""

    lines: dict[str, str]
    params: dict[str, Shape] = field(default_factory=dict)
    raw: list[str] = field(default_factory=list)


def sizes_of(hidden: int, inputs: int, output: int | None = None, projected: int | None = None) -> dict[str, int]:
    """Every size by its word: without another wish y has as many numbers as there are hidden units, and a projection
    half as many."""
    return {
        "hidden": hidden,
        "input": inputs,
        "output": hidden if output is None else output,
        "projected": max(1, hidden // 2) if projected is None else projected,
        "one": 1,
    }


def infer_sizes(read: CellText, lines: Sequence[Row], starts: Sequence[Row] = ()) -> CellSizes:
    """Sizes of lines and parameters; starts: state -> where it begins. CellError where two sizes disagree."""
    found = CellSizes(_line_sizes(lines))
    for name, expr, row in (*lines, *starts):
        _fit(read, row, ("sizes.differ", {"line": name}), expr, found.lines[name], found)
    return found


def _line_sizes(lines: Sequence[Row]) -> dict[str, str]:
    """A line with P @ ( ), or with a line that has one, element by element, has the projected size."""
    sizes = {name: "output" if name == "y" else "hidden" for name, _, _ in lines}
    more = True
    while more:
        more = False
        for name, expr, _ in lines:
            if sizes[name] == "hidden" and _is_projected(expr, sizes):
                sizes[name], more = "projected", True
    return sizes


def _is_projected(expr: Expr, sizes: Mapping[str, str]) -> bool:
    if expr.op in PRODUCTS:
        return expr.op == "matmul" and expr.args[0].name[0] == "P"
    if expr.op in ("line", "prev"):
        return sizes.get(expr.name) == "projected"
    return any(_is_projected(arg, sizes) for arg in expr.args)


def _fit(
    read: CellText, row: int, where: tuple[str, dict[str, str]], expr: Expr, size: str, found: CellSizes,
) -> None:  # fmt: skip
    """Check that `expr` can have `size`, giving parameters their shapes on the way.

    where: what is said of a value that has not the size, and of which line or matrix it is said.
    """
    if expr.op == "param":
        _settle(read, row, expr, ("one",) if is_scalar(expr.name) else (size,), found.params)
    elif expr.op == "x":
        if size not in ("input", *found.raw):
            found.raw.append(size)
    elif expr.op in ("line", "prev"):
        own = found.lines[expr.name]
        if own != size:
            shown = f"{expr.name}_prev" if expr.op == "prev" else expr.name
            key, place = where
            raise read.error("equations", key, row, expr.span, name=shown, own=own, size=size, **place)
    elif expr.op in PRODUCTS:
        matrix, operand = expr.args
        inner = operand_size(operand, found.lines, found.params)
        shape = (size, inner) if expr.op == "matmul" else (inner, size)
        _settle(read, row, matrix, shape, found.params)
        _fit(read, row, ("sizes.product", {"matrix": matrix.name}), operand, inner, found)
    else:
        for arg in expr.args:
            _fit(read, row, where, arg, size, found)


def _settle(read: CellText, row: int, param: Expr, shape: Shape, params: dict[str, Shape]) -> None:
    name = param.name
    known = params.get(name)
    if known and known != shape:
        before, now = (" x ".join(s) for s in (known, shape))
        raise read.error("equations", "sizes.changed", row, param.span, name=name, before=before, now=now)
    params[name] = shape


def operand_size(expr: Expr, sizes: Mapping[str, str], params: Mapping[str, Shape]) -> str:
    """Size of the vector right of @: that of the first line named in it, else of x; of a product what its matrix, if it
    is known from elsewhere, gives; else the hidden size."""
    if expr.op in PRODUCTS and params.get(expr.args[0].name):
        return params[expr.args[0].name][expr.op == "transposed"]
    names = list(_named(expr, sizes))
    return next((size for size in names if size != "input"), names[0] if names else "hidden")


def _named(expr: Expr, sizes: Mapping[str, str]) -> Iterator[str]:
    if expr.op == "x":
        yield "input"
    elif expr.op in ("line", "prev"):
        yield sizes[expr.name]
    elif expr.op not in PRODUCTS:
        for arg in expr.args:
            yield from _named(arg, sizes)
