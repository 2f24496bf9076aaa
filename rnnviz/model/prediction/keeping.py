"""What a network wrote is its own: where another network, or one that reads something else, has its place, it goes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rnnviz.model.prediction.writing import unwritten
from rnnviz.model.setup.setup import Setup


def own_words(before: Setup, after: Setup) -> Setup:
    """A setup that came from another one, without what that one's network wrote, unless its network is the same.

    Temperature and seed are told of every draw; they are no part of the network.
    """
    if not before.prediction.written or _writer(before) == _writer(after):
        return after
    if after.sequence != before.sequence or after.prediction.made > before.prediction.made:
        return after  # something else is read, or was just written by the new one
    return unwritten(replace(after, prediction=before.prediction))


def _writer(setup: Setup) -> tuple[Any, ...]:
    """What decides what the network says."""
    return (
        setup.layers, setup.weights, setup.start, setup.holds, setup.input_scale, setup.vectors, setup.dtype,
        setup.readout,
    )  # fmt: skip
