"""The order of time in which each direction of a layer reads, and what of a gradient is whose."""

from __future__ import annotations

import numpy as np

from rnnviz.engine.language.ops import Array
from rnnviz.engine.networks.layer import Layer


def reversal(lengths: Array, steps: int) -> Array:
    """Where step t of a turned sequence stands in it: (T, B, 1); steps beyond the length stay."""
    t = np.arange(steps)[:, None]
    return np.asarray(np.where(t < lengths, lengths - 1 - t, t)[..., None])


def in_order(array: Array, way: str, turn: Array | None) -> Array:
    """(T, B, size) of a direction in the order of the sequence, and back: each sample turned within its length.

    turn: `reversal` of the lengths; may be None where nothing reads backward.
    """
    return array if way == "forward" or turn is None else np.take_along_axis(array, turn, axis=0)


def split(layer: Layer, arriving: Array) -> list[Array]:
    """What arrives at a layer's output (T, B, width), for each of its directions, in the order of the sequence."""
    if layer.merge == "concat" and len(layer.ways) > 1:
        return np.split(arriving, len(layer.ways), axis=-1)
    return [arriving] * len(layer.ways)
