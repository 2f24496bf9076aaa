"""What the face shows of a simulation: which matrices, their numbers, their names; made anew for every run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from rnnviz.engine import Run
from rnnviz.engine.experiments.matrices import spectral_norm, spectral_radius
from rnnviz.model.document.result import Result
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.weights.matrices import READOUT, Matrix
from rnnviz.model.weights.numbers import numbers_of, rounded_up
from rnnviz.model.weights.shelf import Shelf, shelf_of

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Drawn:
    """numbers: of every matrix; top: the end of the colour scale; columns: what the layer reads; answers: of the
    read-out."""

    result: Result
    run: Run
    shelf: Shelf
    numbers: Mapping[Matrix, Floats]
    top: float
    columns: tuple[str, ...]
    answers: tuple[str, ...]
    _measured: dict[Matrix, float] = field(default_factory=dict)

    @classmethod
    def of(cls, simulation: Simulation) -> Drawn:
        """What is on the screen now."""
        result, cursor, run = simulation.result, simulation.cursor, simulation.run
        shelf = shelf_of(result.setup, cursor.layer, cursor.way)
        numbers = {matrix: numbers_of(result, matrix, run) for matrix in shelf.matrices}
        learned = [np.abs(array[np.isfinite(array)]).max(initial=0.0) for array in numbers.values()]
        answers = result.setup.readout.answers if result.setup.readout and shelf.readout else ()
        return cls(result, run, shelf, numbers, rounded_up(max(learned, default=0.0)), simulation.columns, answers)

    def measure(self, matrix: Matrix) -> float:
        """Spectral radius of a square matrix, else the norm; worked out when it is first shown."""
        if matrix not in self._measured:
            kind = spectral_radius if matrix.has_radius else spectral_norm
            self._measured[matrix] = kind(self.numbers[matrix])
        return self._measured[matrix]

    @property
    def count(self) -> int:
        """How many weights there are."""
        return sum(array.size for matrix, array in self.numbers.items() if not matrix.start)

    def row_name(self, matrix: Matrix, row: int) -> str:
        """A unit's number, or an answer."""
        return self.answers[row] if matrix.line == READOUT and row < len(self.answers) else str(row + 1)

    def column_name(self, matrix: Matrix, column: int) -> str:
        """A word, or a unit's number."""
        if matrix.reads == "x" and column < len(self.columns):
            return self.columns[column]
        return str(column + 1)
