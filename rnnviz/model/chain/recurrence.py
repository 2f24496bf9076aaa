"""The recurrent matrix in two numbers: how far it can carry a memory in the long run, and in one step."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from rnnviz.engine import Cell, Run
from rnnviz.model.reading.term_shares import learned


@dataclass(frozen=True, slots=True)
class Recurrence:
    """radius: largest modulus of an eigenvalue; norm: largest singular value. Both nan where a weight is not finite."""

    matrix: str
    radius: float
    norm: float


def recurrence(run: Run) -> Recurrence | None:
    """Of the cell's recurrent matrix; of the candidate's where there are several; None where there is none."""
    name = main_matrix(run.cell)
    if name is None:
        return None
    weights = run.experiment.params[name]
    norm = float(np.linalg.norm(weights, 2)) if np.isfinite(weights).all() else float("nan")
    return Recurrence(name, float(np.max(np.abs(run.eigenvalues(name)))), norm)


def squares(run: Run) -> tuple[str, ...]:
    """The recurrent matrices that have eigenvalues: with a projection the others are higher than wide."""
    shapes = {name: run.experiment.params[name].shape for name in run.cell.recurrent}
    return tuple(name for name, (height, width) in shapes.items() if height == width)


@lru_cache(maxsize=64)
def main_matrix(cell: Cell) -> str | None:
    """The square recurrent matrix that makes the new content of the memory, else the first one."""
    square = [name for name in cell.recurrent if len(set(cell.params[name])) == 1]
    for line in cell.lines:
        if line.role == "candidate":
            products, _ = learned(cell, line.name, frozenset())
            found = [product.args[0].name for product in products if product.args[0].name in square]
            if found:
                return found[0]
    return square[0] if square else None
