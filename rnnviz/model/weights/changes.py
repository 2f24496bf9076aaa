"""The setups that changes of weights lead to: a number, a whole parameter, its norm or radius, a rule that fills it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from rnnviz.engine.experiments.matrices import VECTORS, fill
from rnnviz.model.setup.sequence import MAX_NUMBER
from rnnviz.model.setup.setup import Setup
from rnnviz.model.setup.shapes import param_shapes
from rnnviz.model.weights.matrices import Index, Matrix, matrices, readout_matrices
from rnnviz.model.weights.text import WeightsRefused, within

Floats = NDArray[np.float64]


def with_number(setup: Setup, matrix: Matrix, index: Index, value: float) -> Setup:
    """One number of a parameter, or of what a state begins with. WeightsRefused, ExperimentError."""
    within(value)
    if not matrix.start:
        return setup.with_number(matrix.name, index, value)
    given = np.array(setup.start.get(matrix.name, np.full(matrix.shape, np.nan)))
    given[index] = value
    return replace(setup, start=setup.start.having(matrix.name, given))


def with_numbers(setup: Setup, matrix: Matrix, numbers: Floats) -> Setup:
    """All numbers of a parameter, or of what a state begins with. WeightsRefused, ExperimentError."""
    if not bool((np.abs(numbers) <= MAX_NUMBER).all()):
        raise WeightsRefused("weight.large", limit=MAX_NUMBER)
    if matrix.start:
        return replace(setup, start=setup.start.having(matrix.name, numbers))
    return setup.with_array(matrix.name, numbers)


def with_arrays(setup: Setup, arrays: Mapping[str, Floats], file: str) -> Setup:
    """Parameters of a file, by the names a network has for them; what it does not name stays. WeightsRefused."""
    shapes = param_shapes(setup.layers, setup.reads, setup.readout)
    for name, numbers in arrays.items():
        if name not in shapes:
            raise WeightsRefused("loose.unknown", file=file, name=name[:40], known=tuple(shapes))
        if numbers.shape != shapes[name]:
            raise WeightsRefused("loose.shape", file=file, name=name, wanted=shapes[name], got=numbers.shape)
        if not bool((np.abs(numbers) <= MAX_NUMBER).all()):
            raise WeightsRefused("loose.number", file=file, name=name, limit=MAX_NUMBER)
        setup = setup.with_array(name, numbers)
    return setup


def filled(setup: Setup, matrix: Matrix, rule: str, seed: int) -> Setup:
    """A parameter filled by a named rule. ExperimentError."""
    return with_numbers(setup, matrix, fill(rule, matrix.name, matrix.shape, seed, _units(setup, matrix)))


def all_filled(setup: Setup, rule: str, seed: int) -> Setup:
    """Every matrix of the network; what is a row of numbers stays as it is."""
    for matrix in all_matrices(setup):
        if len(matrix.shape) == 2:
            setup = filled(setup, matrix, rule, seed)
    return setup


def all_matrices(setup: Setup) -> Iterable[Matrix]:
    """Every parameter of every layer and direction, and the read-out's."""
    for number, choice in enumerate(setup.layers):
        for way in choice.ways:
            yield from matrices(setup, number, way)
    yield from readout_matrices(setup)


def fits(matrix: Matrix, rule: str) -> bool:
    """Whether a rule is meant for it."""
    return len(matrix.shape) == 2 or rule in VECTORS


def _units(setup: Setup, matrix: Matrix) -> int:
    """Hidden units of its layer; what a read-out reads stands for them."""
    layer = matrix.name.partition(".")[0]
    return setup.layers[int(layer)].hidden if layer.isdigit() else matrix.columns
