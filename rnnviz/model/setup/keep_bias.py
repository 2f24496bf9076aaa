"""The bias of the gate that keeps: what its knob shows and sets, typed numbers included."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from rnnviz.engine.networks.layer import prefix_of
from rnnviz.model.setup.arrays import Arrays
from rnnviz.model.setup.setup import Setup


@dataclass(frozen=True, slots=True)
class InForce:
    """value: towards keeping, the mean over units; typed: whether any unit's was typed; even: whether all agree."""

    value: float
    typed: bool
    even: bool


def bias_in_force(setup: Setup, layer: int) -> InForce:
    """What the keep bias of a layer is, whoever said so; both directions together."""
    choice, chosen = setup.layers[layer], setup.bias(layer)
    keep = choice.cell.keep
    if keep is None:
        return InForce(0.0, False, True)
    names = [name for name in _names(setup, layer) if name in setup.weights.given]
    drawn = np.full(choice.hidden, keep.sign * chosen)
    given = [setup.weights.given.over(name, drawn) for name in names]
    rows = given + [drawn] * (len(choice.ways) - len(names))
    values = keep.sign * np.concatenate([np.asarray(row) for row in rows])
    return InForce(float(values.mean()), bool(names), bool(np.ptp(values) == 0))


def with_keep_bias(setup: Setup, value: float) -> Setup:
    """Every unit's keep bias in every layer; numbers typed there are replaced."""
    if setup.learned is not None:  # all of its numbers stay given
        given = setup.weights.given
        for layer, choice in enumerate(setup.layers):
            for name in _names(setup, layer):
                sign = choice.cell.keep.sign if choice.cell.keep else 1
                given = given.having(name, np.full(choice.hidden, sign * value))
        return setup.with_given(replace(setup.weights, keep_bias=value, given=given))
    taken = {name for layer in range(len(setup.layers)) for name in _names(setup, layer)}
    kept = {name: array for name, array in setup.weights.given.items() if name not in taken}
    return setup.with_weights(keep_bias=value, given=Arrays(kept))


def _names(setup: Setup, layer: int) -> list[str]:
    """That bias in both directions of a layer, by the names a network has for it."""
    choice = setup.layers[layer]
    keep = choice.cell.keep
    return [] if keep is None else [prefix_of(layer, way) + keep.bias for way in choice.ways]
