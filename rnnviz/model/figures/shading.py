"""Values as what a colour can show: -1..1 by size, or gradients by decades below the largest."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

DECADES = 2.0
"""A gradient this many powers of ten below the largest of its run is drawn as nothing: on wires, arrows, squares."""

Vector = NDArray[np.float64]


def within_one(values: Vector) -> Vector:
    """Values that leave -1..1 are divided by the largest of the run."""
    return values / largest(values, least=1.0)


def largest(values: Vector, least: float = 0.0) -> float:
    """The largest finite size among values, at least `least`."""
    return float(np.max(np.abs(values), where=np.isfinite(values), initial=least))


def by_decades(grad: Vector, top: float | None = None) -> Vector:
    """Sign and log10 size: 1 for `top`, a size (None: the largest there is), 0 for two decades less; NaN stays NaN."""
    top = largest(grad) if top is None else top
    if top == 0:
        return np.zeros_like(grad)
    with np.errstate(all="ignore"):
        level = strength(np.log10(np.abs(grad)), math.log10(top))
    return np.asarray(np.sign(grad) * level)


def strength(logs: Vector, top: float) -> Vector:
    """0..1 of log10 sizes within the decades below `top`; what is too large or no number is as strong as can be."""
    with np.errstate(all="ignore"):
        level = 1 + (logs - top) / DECADES
    return np.asarray(np.clip(np.nan_to_num(level, nan=1.0, posinf=1.0, neginf=0.0), 0.0, 1.0))
