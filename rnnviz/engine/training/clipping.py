"""Gradient clipping: the classic remedy against exploding gradients. Pure functions on name -> array."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from rnnviz.engine.language.ops import Array
from rnnviz.engine.training.optimise import Arrays, TrainingError, positive

KINDS = ("norm", "value")


@dataclass(frozen=True, slots=True)
class Clip:
    """kind "norm": all gradients together are shortened to `limit`; "value": each number is cut at ± `limit`."""

    kind: str
    limit: float

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise TrainingError("clip.unknown", kind=self.kind)
        positive("the limit of clipping", self.limit)


def clip(grads: Arrays, how: Clip | None) -> Arrays:
    """The gradients after clipping; None leaves them as they are."""
    if how is None:
        return grads
    return clip_by_norm(grads, how.limit) if how.kind == "norm" else clip_by_value(grads, how.limit)


def total_norm(grads: Arrays) -> float:
    """Euclidean norm of all gradients together; right even where their squares leave the number format."""
    largest, relative, _ = _scaled(grads)
    return largest * relative


def clip_by_norm(grads: Arrays, limit: float) -> dict[str, Array]:
    """g * limit / ||g|| where ||g|| > limit, else g: the direction stays (Pascanu, Mikolov & Bengio 2013)."""
    largest, relative, scaled = _scaled(grads)
    if not limit < largest * relative or not math.isfinite(largest):
        return dict(grads)
    with np.errstate(under="ignore"):
        return {name: g * (limit / relative) for name, g in scaled.items()}


def clip_by_value(grads: Arrays, limit: float) -> dict[str, Array]:
    """Every number cut at ± limit: the direction may change (Mikolov 2012)."""
    return {name: np.clip(g, -limit, limit) for name, g in grads.items()}


def _scaled(grads: Arrays) -> tuple[float, float, Arrays]:
    """The largest magnitude, the norm in units of it, and the gradients in units of it."""
    largest = max((float(np.max(np.abs(g), initial=0.0)) for g in grads.values()), default=0.0)
    if largest == 0.0 or not math.isfinite(largest):
        return largest, 1.0, grads
    with np.errstate(under="ignore"):
        scaled = {name: g / largest for name, g in grads.items()}
        return largest, math.sqrt(sum(float(np.vdot(g, g)) for g in scaled.values())), scaled


EASY = 1e-120, 1e120
"""Magnitudes whose squares neither leave the number format nor lose digits in it."""


def vector_norm(grad: Array) -> float:
    """Euclidean norm of one vector (n,), as `total_norm` has it."""
    if not grad.size:
        return 0.0
    largest = max(float(grad.max()), -float(grad.min()))
    if EASY[0] < largest < EASY[1]:
        return math.sqrt(float(np.vdot(grad, grad)))
    return total_norm({"": grad})


def clip_vector(grad: Array, how: Clip | None, norm: float) -> Array:
    """The same gradient, itself where nothing is cut. norm: its `vector_norm`."""
    if how is None or (how.kind == "norm" and not how.limit < norm):
        return grad
    if how.kind == "norm" and EASY[0] < norm < EASY[1]:
        return np.asarray(grad * (how.limit / norm))
    return np.asarray(clip({"": grad}, how)[""])
