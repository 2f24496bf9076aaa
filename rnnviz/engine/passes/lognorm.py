"""Norms that survive far outside float64: log10 of a norm with a power of two kept aside, and its typed state."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnnviz.engine.language.ops import Array

LOG10_2 = float(np.log10(2.0))


def log10_norm(vectors: Array, exponent: Array | int = 0) -> Array:
    """log10 of the Euclidean norm along the last axis of vectors * 2**exponent; minus infinity for a zero vector.

    The largest entry is divided out first: norm([1e-200] * 4) is 2e-200, not 0.
    """
    vectors = np.asarray(vectors, np.float64)  # float32 would cost the logarithm its digits
    with np.errstate(all="ignore"):
        largest = np.max(np.abs(vectors), axis=-1, initial=0.0)
        usable = np.isfinite(largest) & (largest > 0)
        scaled = vectors / np.where(usable, largest, 1.0)[..., None]
        norm = np.sqrt(np.einsum("...i,...i->...", scaled, scaled))
        logs = np.log10(np.where(usable, largest, 1.0)) + np.log10(np.where(usable, norm, 1.0))
        logs = logs + np.asarray(exponent) * LOG10_2
        return np.where(usable, logs, np.where(largest == 0, -np.inf, largest))


def joint_norm(logs: Array, axis: int) -> Array:
    """log10 of the norm of parts put together, from the parts' log10 norms n along an axis: log10 sqrt(sum 10^(2 n)).

    Minus infinity where all parts are zero; infinity or NaN where one part is.
    """
    largest = np.max(logs, axis=axis, keepdims=True)
    with np.errstate(all="ignore"):
        inner = 0.5 * np.log10(np.sum(10.0 ** (2 * (logs - largest)), axis=axis, keepdims=True))
        return np.asarray(np.where(np.isfinite(largest), largest + inner, largest).squeeze(axis))


def classify(logs: Array, saturated: Array, overflowed: bool, dtype: np.dtype[Any]) -> Array:
    """Typed state of each log10 norm (array of str of the same shape).

    saturated: where an exact zero came from an activation's flat part. overflowed: whether the forward run left
    the number format `dtype`, which is where a NaN then comes from.
    """
    limits = np.finfo(dtype)
    states = np.full(logs.shape, "finite", dtype="<U10")
    states[logs < np.log10(float(limits.tiny))] = "underflow"
    states[logs > np.log10(float(limits.max))] = "overflow"
    zero = np.isneginf(logs)
    states[zero] = "zero"
    states[zero & saturated] = "saturated"
    states[np.isnan(logs)] = "overflow" if overflowed else "nan"
    return states
