"""What a parameter is as a whole: its norm, its spectral radius, scaled to either, or filled anew by a named rule."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from rnnviz.engine.errors import ExperimentError, suggestion
from rnnviz.engine.experiments.start import INITIALISERS, Draw, generator
from rnnviz.engine.language.ops import Array


def spectral_norm(array: ArrayLike) -> float:
    """Largest singular value of a matrix, length of a row of numbers; NaN or inf where a number is not finite."""
    numbers, top = _numbers(array)
    if top == 0 or not np.isfinite(top):
        return top
    return float(np.linalg.norm(numbers / top, 2) * top)


def spectral_radius(matrix: ArrayLike) -> float:
    """Largest size of an eigenvalue of a square matrix (n, n); NaN where a number of it is not finite."""
    numbers, top = _numbers(matrix)
    if numbers.ndim != 2 or numbers.shape[0] != numbers.shape[1]:
        raise ExperimentError("matrix.uneven", shape=numbers.shape)
    if not np.isfinite(top):
        return float("nan")
    return float(np.abs(np.linalg.eigvals(numbers / top)).max() * top) if top else 0.0


def scaled_to(array: ArrayLike, measure: Callable[[ArrayLike], float], wanted: float) -> Array:
    """The array times the factor that makes `measure` of it, its norm or radius, `wanted`; ExperimentError where there
    is none."""
    now = measure(array)
    if not (np.isfinite(wanted) and wanted >= 0):
        raise ExperimentError("matrix.wanted", wanted=wanted)
    if not np.isfinite(now):
        raise ExperimentError("matrix.finite")
    if now == 0 and wanted > 0 and measure is spectral_radius:
        raise ExperimentError("matrix.radius", wanted=wanted)
    if now == 0 and wanted > 0:
        raise ExperimentError("matrix.zeros", wanted=wanted)
    return np.asarray(np.asarray(array, np.float64) * (wanted / now if now else 0.0))


def _numbers(array: ArrayLike) -> tuple[Array, float]:
    """The array as float64, and the largest size in it: whatever is squared is divided by that first."""
    numbers = np.asarray(array, np.float64)
    return numbers, float(np.abs(numbers).max(initial=0.0))


# filling -----------------------------------------------------------------------------------------------------


def _xavier(rng: np.random.Generator, shape: tuple[int, ...], hidden: int) -> Array:
    """Glorot & Bengio 2010, uniform: as many rows as columns weigh in the variance."""
    bound = np.sqrt(6.0 / sum(shape))
    return rng.uniform(-bound, bound, shape)


def _kaiming(rng: np.random.Generator, shape: tuple[int, ...], hidden: int) -> Array:
    """He, Zhang, Ren & Sun 2015, uniform, for ReLU: the sum of squares of a row is 2 on average."""
    bound = np.sqrt(6.0 / shape[-1])
    return rng.uniform(-bound, bound, shape)


def _identity(rng: np.random.Generator, shape: tuple[int, ...], hidden: int) -> Array:
    """Ones on the diagonal: as many of the inputs as there is room for pass unchanged."""
    return np.eye(shape[0], shape[1])


def _ones(rng: np.random.Generator, shape: tuple[int, ...], hidden: int) -> Array:
    return np.ones(shape)


FILLS: dict[str, Draw] = {
    "xavier": _xavier, "kaiming": _kaiming, "orthogonal": INITIALISERS["orthogonal"], "identity": _identity,
    "uniform": INITIALISERS["uniform"], "zeros": INITIALISERS["zeros"], "ones": _ones,
}  # fmt: skip
"""Rules by name; uniform lies within 1 / sqrt(hidden)."""
VECTORS = frozenset({"uniform", "zeros", "ones"})
"""Rules that are meant for a row of numbers, too."""


def fill(rule: str, name: str, shape: tuple[int, ...], seed: int, hidden: int) -> Array:
    """Numbers for a parameter of this name and shape; the same for the same seed on every machine. ExperimentError."""
    if rule not in FILLS:
        raise ExperimentError("initialiser.unknown", init=rule, hint=suggestion(rule, FILLS))
    if len(shape) != 2 and rule not in VECTORS:
        raise ExperimentError("fill.vector", name=name, rules=tuple(sorted(VECTORS)))
    return np.asarray(FILLS[rule](generator(seed, "fill", rule, name), shape, hidden), np.float64)
