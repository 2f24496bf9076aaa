"""The arithmetic of a learned line: row of W times x, row of U times h, term by term in a fixed order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnnviz.engine import Cell, Run
from rnnviz.engine.language.ops import Array
from rnnviz.engine.language.tree import PRODUCTS, Expr
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
    """A matrix times a vector, one unit's row: the terms shown in the order of their index, zeros too.

    others: how many are folded away; rest: what they add. op: "matmul", or "transposed" where the matrix is.
    """

    matrix: str
    op: str
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
    matrices = {n.args[0].name for n in nodes if n.op in PRODUCTS}
    vectors = [n.name for n in nodes if n.op == "param" and n.name not in matrices]
    return [n for n in nodes if n.op in PRODUCTS], list(dict.fromkeys(vectors))


Chosen = tuple[tuple[int, ...], ...]
"""For every product of a line the terms that are shown, ascending."""
MOST = 5


def products(
    run: Run, line: str, t: int, unit: int, columns: tuple[str, ...], chosen: Chosen | None = None
) -> tuple[Product, ...]:
    """Every row product of a line at step t; columns: a label per input number; chosen: else what is largest now."""
    chosen = chosen_terms(run, line, t, unit) if chosen is None else chosen
    return tuple(_product(row, columns, shown) for row, shown in zip(_rows(run, line, t, unit), chosen, strict=True))


def chosen_terms(run: Run, line: str, t: int, unit: int, most: int = MOST) -> Chosen:
    """The terms that are worth showing of every product: all of a few, else the largest.

    Of many inputs those that are 0 are left out: of a word's one-hot vector its own column stays.
    """
    return tuple(_chosen(row, most) for row in _rows(run, line, t, unit))


def all_terms(run: Run, line: str, t: int, unit: int) -> Chosen:
    """Every term of every product."""
    return tuple(tuple(range(len(row.values))) for row in _rows(run, line, t, unit))


@dataclass(frozen=True, slots=True)
class _Row:
    """One unit's row of a matrix and what it is multiplied with: (n,) both."""

    matrix: str
    op: str
    operand: Expr
    number: int
    weights: Array
    values: Array


def _rows(run: Run, line: str, t: int, unit: int) -> list[_Row]:
    found, _ = learned(run.cell, line, frozenset(run.experiment.held))
    return [_row(run, expr, t, unit) for expr in found]


def _row(run: Run, expr: Expr, t: int, unit: int) -> _Row:
    matrix, operand = expr.args
    weights = run.experiment.params[matrix.name]
    weights = weights if expr.op == "matmul" else weights.T
    number = min(unit, len(weights) - 1)
    return _Row(matrix.name, expr.op, operand, number, weights[number], vector(run, operand, t))


def _chosen(row: _Row, most: int) -> tuple[int, ...]:
    count = len(row.values)
    if count <= most + 1:  # "1 others" would take the same room
        return tuple(range(count))
    with np.errstate(all="ignore"):
        sizes = np.abs(row.weights * row.values)
    order = np.lexsort((-np.abs(row.values), -np.where(np.isnan(sizes), np.inf, sizes)))[:most]
    if row.operand.op == "x":
        order = order[row.values[order] != 0]
    return tuple(sorted(int(j) for j in order))


def _product(row: _Row, columns: tuple[str, ...], chosen: tuple[int, ...]) -> Product:
    labels = _labels(row.operand, len(row.values), columns)
    pairs = enumerate(zip(row.weights, row.values, strict=True))
    places = [(row.number, j) if row.op == "matmul" else (j, row.number) for j in range(len(row.values))]
    terms = [Share(places[j], labels[j], float(w), float(v)) for j, (w, v) in pairs]
    folded = [share for j, share in enumerate(terms) if j not in set(chosen)]
    with np.errstate(all="ignore"):
        whole = float(row.weights @ row.values)
    shown = tuple(terms[j] for j in chosen)
    return Product(row.matrix, row.op, row.operand, shown, len(folded), sum(s.product for s in folded), whole)


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
