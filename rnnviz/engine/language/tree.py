"""What an equation becomes: a tree of nodes, and which names may stand in it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from rnnviz.engine.errors import Span
from rnnviz.engine.language.several import words

MATRIX = re.compile(r"[WUVRP](_\w+)?")
VECTOR = re.compile(r"[bdpu](_\w+)?")
GREEK = (
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "mu", "nu", "xi", "rho",
    "tau", "phi", "chi", "psi", "omega",
)  # fmt: skip
ACCENTS = {"prime": "\u2032", "tilde": "\u0303"}
"""What may stand behind a letter of a name and is no index: h_prime is h′, h_tilde is h̃."""
SCALAR = re.compile(rf"({'|'.join(GREEK)})(_\w+)?")
PRODUCTS = ("matmul", "transposed")
"""Operations of a matrix, as it is or transposed, on a vector."""
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
MAX_NAME = 40


class SyntaxRefused(Exception):
    """Why an equation is refused, which of its characters, and what to write instead; the caller adds file and line."""

    def __init__(self, key: str, span: Span = (0, 0), fix: str = "", /, **values: Any) -> None:
        self.key, self.span, self.fix, self.values = key, span, fix, values
        super().__init__(key)


@dataclass(frozen=True, slots=True)
class Expr:
    """A node of an equation's tree.

    op is "x", "prev", "line", "param", "const" (leaves), "sum", "mul", "div", "matmul", "transposed" (its matrix is),
    or the name of what is called. A sum holds one sign (+1 / -1) per argument, and the name of the matrix where it was
    written as one product W @ [h_prev, x]; a leaf holds its name (prev: the state without "_prev").
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


def short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."


def check_name(name: str, span: Span = (0, 0)) -> None:
    """Refuse what is no name of ours, assigned or read."""
    if not NAME.fullmatch(name) or "__" in name or len(name) > MAX_NAME:
        raise SyntaxRefused("name.form", span, name=short(name))
    if name in words():
        raise SyntaxRefused("name.function", span, name=name, call=name)


def named(name: str, span: Span) -> Expr:
    check_name(name, span)
    if name == "x":
        return Expr("x", name="x")
    if name.endswith("_prev"):
        return Expr("prev", name=name.removesuffix("_prev"))
    return Expr("param" if is_parameter(name) else "line", name=name)


def is_matrix(name: str) -> bool:
    """Whether an unassigned name is a matrix: W U V R, or P for one whose product has the projected size."""
    return bool(MATRIX.fullmatch(name))


@lru_cache(maxsize=4096)  # gradients ask it of every parameter in every run
def is_scalar(name: str) -> bool:
    """Whether an unassigned name is one number: a Greek letter spelt out."""
    return bool(SCALAR.fullmatch(name))


def is_parameter(name: str) -> bool:
    """Whether an unassigned name is a parameter: a matrix, b d p u (vector), or a Greek letter spelt out (a number),
    alone or with _suffix."""
    return bool(is_matrix(name) or VECTOR.fullmatch(name) or is_scalar(name))


def span_of(node: ast.expr) -> Span:
    return node.col_offset, node.end_col_offset or node.col_offset


def text_of(node: ast.expr) -> str:
    try:
        return short(ast.unparse(node))
    except RecursionError:
        return "..."
