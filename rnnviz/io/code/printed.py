"""Equations as Python: one expression as text that NumPy or PyTorch computes."""

from __future__ import annotations

import builtins
import re
from dataclasses import dataclass
from keyword import kwlist

from rnnviz.engine.language.tree import Expr

SUM, PRODUCT, ATOM = 1, 2, 3
RESERVED = frozenset((*kwlist, *dir(builtins))) | {
    "np", "torch", "nn", "self", "inputs", "value", "number", "arriving", "grads", "held", "later", "before", "start",
    "said", "mean", "var", "softmax", "larger", "sigmoid", "relu", "softplus", "array", "turned", "own", "begin",
}  # fmt: skip
"""Names the programs need themselves."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """rows: vectors stand left of matrices, x @ W, whose arrays are transposed; calls: how operations are called."""

    rows: bool
    calls: dict[str, str]


def name_of(line: str) -> str:
    """A line as a local variable of the program."""
    return f"{line}_line" if line in RESERVED or line.startswith("grad_") else line


def printed(expr: Expr, how: Dialect, least: int = 0) -> str:
    """The expression; in brackets unless it binds as strongly as `least`."""
    text, strength = _print(expr, how)
    return text if strength >= least else f"({text})"


def product(matrix: str, vector: str, how: Dialect, turned: bool = False) -> str:
    """A matrix, or its transpose, times a vector."""
    whole = f"{matrix}.T" if turned else matrix
    return f"{vector} @ {whole}" if how.rows else f"{whole} @ {vector}"


def _print(expr: Expr, how: Dialect) -> tuple[str, int]:
    match expr.op:
        case "x":
            return "x", ATOM
        case "line":
            return name_of(expr.name), ATOM
        case "prev":
            return f"{name_of(expr.name)}_prev", ATOM
        case "param":
            return f"self.{expr.name}", ATOM
        case "const":
            return _number(expr.number), ATOM if expr.number >= 0 else SUM
        case "sum":
            return _sum(expr, how)
        case "mul":
            return f"{_factor(expr.args[0], how)} * {printed(expr.args[1], how, ATOM)}", PRODUCT
        case "div":
            return f"{_factor(expr.args[0], how)} / {printed(expr.args[1], how, ATOM)}", PRODUCT
        case "matmul" | "transposed":
            matrix, vector = expr.args
            return product(f"self.{matrix.name}", printed(vector, how, ATOM), how, expr.op == "transposed"), PRODUCT
    arguments = ", ".join(printed(arg, how) for arg in expr.args)
    return f"{how.calls[expr.op]}({arguments})", ATOM


def _factor(expr: Expr, how: Dialect) -> str:
    """On the left of a product; @ and * bind alike, so a matrix product keeps brackets."""
    return printed(expr, how, ATOM if expr.op in ("matmul", "transposed") else PRODUCT)


def _number(number: float) -> str:
    return repr(number).removesuffix(".0")


def _sum(expr: Expr, how: Dialect) -> tuple[str, int]:
    if len(expr.args) == 1 and expr.signs == (1,):
        return _print(expr.args[0], how)
    parts = []
    for k, (arg, sign) in enumerate(zip(expr.args, expr.signs, strict=True)):
        term = printed(arg, how, SUM if sign > 0 and k == 0 else PRODUCT)
        parts.append((" + " if sign > 0 else " - ") + term if k else ("" if sign > 0 else "-") + term)
    return "".join(parts), SUM


def class_name(title: str) -> str:
    """A cell's title as the name of a class."""
    word = "".join(part[:1].upper() + part[1:] for part in re.findall(r"[A-Za-z0-9]+", title))
    return word if word[:1].isalpha() else f"Cell{word}"
