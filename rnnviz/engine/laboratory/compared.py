"""Two gradients of the same parameters, before and after something was cut off: sizes, and by how much it turned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from rnnviz.engine.language.ops import Array
from rnnviz.engine.training.clipping import Clip, clip, total_norm


@dataclass(frozen=True, slots=True)
class Compared:
    """before, after: Euclidean norms of all parameters together; sizes: of each one, (before, after).

    turned: degrees between the two, 0 to 180, None where one of them is zero or not finite; left: the signed share of
    the first that is left, <after, before> / <before, before>, 0 where it is zero.
    """

    before: float
    after: float
    sizes: Mapping[str, tuple[float, float]]
    turned: float | None
    left: float


def compared(before: Mapping[str, Array], after: Mapping[str, Array]) -> Compared:
    """Hold a gradient against another one of the same parameters."""
    sizes = {name: (total_norm({name: g}), total_norm({name: after[name]})) for name, g in before.items()}
    lengths = total_norm(before), total_norm(after)
    flat = [np.concatenate([g[name].ravel() for name in before]) for g in (before, after)]
    cosine = _along(flat[0], flat[1], *lengths)
    return Compared(
        *lengths,
        MappingProxyType(sizes),
        turned(flat[0], flat[1]),
        cosine * lengths[1] / lengths[0] if lengths[0] else 0.0,
    )


def clipped(grads: Mapping[str, Array], how: Clip | None) -> Compared:
    """A gradient before and after clipping, by the norm of all or by each value."""
    return compared(grads, clip(dict(grads), how))


def turned(one: Array, other: Array) -> float | None:
    """Degrees between two vectors, right for tiny angles and for sizes whose squares leave the number format.

    Kahan 2006, "How futile are mindless assessments of roundoff": 2 atan2(|a/|a| - b/|b||, |a/|a| + b/|b||).
    """
    lengths = total_norm({"": one}), total_norm({"": other})
    if not all(0 < length < np.inf for length in lengths):
        return None
    a, b = (_unit(vector, length) for vector, length in zip((one, other), lengths, strict=True))
    return float(np.degrees(2 * np.arctan2(np.linalg.norm(a - b), np.linalg.norm(a + b))))


def _along(one: Array, other: Array, *lengths: float) -> float:
    """The cosine between two vectors; 0 where one has no direction."""
    if not all(0 < length < np.inf for length in lengths):
        return 0.0
    return float(np.vdot(_unit(one, lengths[0]), _unit(other, lengths[1])))


def _unit(vector: Array, length: float) -> Array:
    with np.errstate(under="ignore"):
        return np.asarray(vector / length)
