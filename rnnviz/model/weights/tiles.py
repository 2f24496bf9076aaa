"""A parameter's squares in the plane: where each is, and which one lies at a place."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnviz.model.weights.matrices import Index, Matrix

Floats = NDArray[np.float64]
Box = tuple[float, float, float, float]
"""Left, top, width, height."""


@dataclass(frozen=True, slots=True)
class Tile:
    """Squares of `wide` x `high` pixels, gaps included, from (left, top) on.

    by: how many rows and columns of the parameter one square stands for; (1, 1) where every number has its own.
    """

    matrix: Matrix
    left: float
    top: float
    wide: float
    high: float
    by: tuple[int, int] = (1, 1)

    @property
    def rows(self) -> int:
        return math.ceil(self.matrix.rows / self.by[0])

    @property
    def columns(self) -> int:
        return math.ceil(self.matrix.columns / self.by[1])

    @property
    def averaged(self) -> bool:
        return self.by != (1, 1)

    @property
    def box(self) -> Box:
        return self.left, self.top, self.columns * self.wide, self.rows * self.high

    def square(self, row: int, column: int) -> Box:
        """Where a square lies."""
        return self.left + column * self.wide, self.top + row * self.high, self.wide, self.high

    def of_index(self, index: Index) -> Box:
        """Where the square of a number lies."""
        row, column = self.matrix.square(index)
        return self.square(row // self.by[0], column // self.by[1])

    def index_at(self, x: float, y: float) -> Index | None:
        """The number whose square lies at a place."""
        row, column = math.floor((y - self.top) / self.high), math.floor((x - self.left) / self.wide)
        if 0 <= row < self.rows and 0 <= column < self.columns:
            return self.matrix.index(row * self.by[0], column * self.by[1])
        return None

    def shown(self, numbers: Floats) -> Floats:
        """(rows, columns): what the squares show, the means of what each stands for."""
        plane = numbers.reshape(self.matrix.rows, self.matrix.columns)
        if not self.averaged:
            return plane
        for axis, count in enumerate(self.by):
            starts = np.arange(0, plane.shape[axis], count)
            sizes = np.diff(np.append(starts, plane.shape[axis]))
            sums = np.add.reduceat(plane, starts, axis=axis)
            plane = sums / (sizes[:, None] if axis == 0 else sizes)
        return np.asarray(plane)
