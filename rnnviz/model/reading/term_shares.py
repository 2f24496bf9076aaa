"""The arithmetic of a learned line: row of W times x, row of U times h, each with the shares of its largest terms."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnnviz.engine import Cell, Run
from rnnviz.engine.language.syntax import Expr
from rnnviz.engine.notation.numbers_in import vector
from rnnviz.engine.notation.spelling import inlined


@dataclass(frozen=True, slots=True)
class Share:
    """One term of a row product: weight * value, `index` into the parameter."""

    index: tuple[int, ...]
    label: str
    weight: float
    value: float

    @property
    def product(self) -> float:
        return self.weight * self.value


@dataclass(frozen=True, slots=True)
class Product:
    """A matrix times a vector, one unit's row: its terms by size, zeros left out; rest: what the others add."""

    matrix: str
    operand: Expr
    shares: tuple[Share, ...]
    others: int
    rest: float
    total: float


@dataclass(frozen=True, slots=True)
class Bias:
    """One number of a vector parameter."""

    name: str
    index: tuple[int, ...]
    value: float


def learned(cell: Cell, line: str, held: frozenset[str]) -> tuple[list[Expr], list[str]]:
    """Matrix products and vector parameters in a line's printed equation."""
    nodes = list(inlined(cell, line, held).walk())
    matrices = {n.args[0].name for n in nodes if n.op == "matmul"}
    vectors = [n.name for n in nodes if n.op == "param" and n.name not in matrices]
    return [n for n in nodes if n.op == "matmul"], list(dict.fromkeys(vectors))


def products(run: Run, line: str, t: int, unit: int, columns: tuple[str, ...], most: int = 5) -> tuple[Product, ...]:
    """Every row product of a line at step t; columns: a label per input number."""
    found, _ = learned(run.cell, line, frozenset(run.experiment.held))
    return tuple(_product(run, expr, t, unit, columns, most) for expr in found)


def _product(run: Run, expr: Expr, t: int, unit: int, columns: tuple[str, ...], most: int) -> Product:
    matrix, operand = expr.args
    weights = run.experiment.params[matrix.name]
    row, values = min(unit, len(weights) - 1), vector(run, operand, t)
    labels = _labels(operand, len(values), columns)
    pairs = enumerate(zip(weights[row], values, strict=True))
    terms = [Share((row, j), labels[j], float(w), float(v)) for j, (w, v) in pairs]
    terms = sorted((s for s in terms if s.product != 0), key=_size)
    shown, left = tuple(terms[:most]), terms[most:]
    with np.errstate(all="ignore"):
        whole = float(weights[row] @ values)
    return Product(matrix.name, operand, shown, len(left), sum(s.product for s in left), whole)


def _size(share: Share) -> float:
    return -abs(share.product)


def _labels(operand: Expr, count: int, columns: tuple[str, ...]) -> list[str]:
    """Words of the input, or the operand's name with the unit's number; "" leaves the number alone."""
    if operand.op == "x" and len(columns) == count:
        return list(columns)
    return [str(j + 1) for j in range(count)]


def biases(run: Run, line: str, unit: int) -> tuple[Bias, ...]:
    """Biases and peepholes of one unit."""
    _, names = learned(run.cell, line, frozenset(run.experiment.held))
    params = run.experiment.params
    rows = {name: min(unit, len(params[name]) - 1) for name in names}
    return tuple(Bias(name, (row,), float(params[name][row])) for name, row in rows.items())
