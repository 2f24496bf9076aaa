"""The numbers of a shelf as they are in force, which of them were typed, and what the panel says of them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnviz.engine import Run
from rnnviz.model.document.result import Result
from rnnviz.model.picture.reading import single
from rnnviz.model.setup.fitting import begun
from rnnviz.model.setup.setup import Setup
from rnnviz.model.weights.matrices import READOUT, Index, Matrix

Floats = NDArray[np.float64]


def numbers_of(result: Result, matrix: Matrix, run: Run) -> Floats:
    """A parameter as it is in force, or what a state begins with; run: of its layer and direction."""
    if matrix.start:
        return np.asarray(run.experiment.start[matrix.own][0], np.float64)
    if matrix.line == READOUT:
        assert result.whole is not None
        return np.asarray(result.whole.network.params[matrix.name], np.float64)
    return np.asarray(run.experiment.params[matrix.own], np.float64)


def typed(setup: Setup, matrix: Matrix) -> NDArray[np.bool_] | None:
    """Which numbers were typed; None where none was, or all of them came together.

    Of a trained network those that are not the trained ones any more.
    """
    if matrix.start:
        given = setup.start.get(matrix.name)
        return None if given is None else ~np.isnan(given)
    given = setup.weights.given.get(matrix.name)
    if given is None or given.shape != matrix.shape:
        return None
    if setup.learned is not None:
        trained = setup.learned.trained.get(matrix.name)
        return None if trained is None or trained.shape != given.shape else given != trained
    return None if not np.isnan(given).any() else ~np.isnan(given)


def given_whole(setup: Setup, matrix: Matrix) -> bool:
    """Whether a parameter was pasted or filled as a whole."""
    given = setup.weights.given.get(matrix.name)
    whole = given is not None and not matrix.start and not np.isnan(given).any()
    return whole and setup.learned is None


def kept_at_zero(setup: Setup, matrix: Matrix) -> bool:
    """Whether a state begins with zeros that nobody chose."""
    given = setup.start.get(matrix.name)
    nothing = np.full(matrix.shape, np.nan)
    begins = begun(setup.layers, matrix.name, nothing)
    learned = isinstance(setup.layers[int(matrix.name.split(".")[0])].cell.begin.get(matrix.own, 0.0), str)
    return not learned and not begins.any() and (given is None or bool(np.isnan(given).all()))


def rounded_up(size: float) -> float:
    """The end of the colour scale: a size rounded up to two digits; 1 where there is none."""
    if not (math.isfinite(size) and size > 0):
        return 1.0
    step = 10.0 ** (math.floor(math.log10(size)) - 1)
    return round(math.ceil(size / step - 1e-9) * step, 12)


@dataclass(frozen=True, slots=True)
class Term:
    """A weight's part of what its unit adds up: weight, what it multiplies (None for a bias), and the whole product."""

    weight: float
    value: float | None
    total: float

    @property
    def product(self) -> float:
        return self.weight if self.value is None else self.weight * self.value


def term_of(result: Result, matrix: Matrix, index: Index, run: Run, t: int) -> Term | None:
    """What a number does at step t of its run; None where the cell does something else with it."""
    numbers = numbers_of(result, matrix, run)
    weight = float(numbers[index])
    if matrix.start or (matrix.operand is None and not matrix.reads and not matrix.added):
        return None
    if matrix.operand is None and not matrix.reads:
        return Term(weight, None, weight)
    values = _read(matrix, run, t, result)
    if len(matrix.shape) == 1:
        value = float(values[min(matrix.source(index), len(values) - 1)])
        return Term(weight, value, weight * value)
    row = numbers[:, index[1]] if matrix.turned else numbers[index[0]]
    with np.errstate(all="ignore"):
        return Term(weight, float(values[matrix.source(index)]), float(row @ values))


def _read(matrix: Matrix, run: Run, t: int, result: Result) -> Floats:
    """What a matrix multiplies at a step; the read-out reads both directions of its layer."""
    if matrix.operand is not None:
        return np.asarray(single(run.node_value(matrix.operand))[t], np.float64)
    assert result.whole is not None
    step = t if _onward(result, run) else run.steps - 1 - t
    return np.asarray(single(result.whole.heard)[step], np.float64)


def _onward(result: Result, run: Run) -> bool:
    """Whether a run's steps are in the order of the sequence."""
    ways = result.setup.layers[-1].ways
    return next((way for way, one in zip(ways, result.runs[-1], strict=True) if one is run), "forward") == "forward"
