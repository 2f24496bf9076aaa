"""How compared setups are told apart where their cells have the same name: by what differs, else by a number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from rnnviz.model.setup.keep_bias import bias_in_force
from rnnviz.model.setup.setup import Setup

FEATURES: dict[str, Callable[[Setup], Any]] = {
    "bias": lambda setup: bias_in_force(setup, 0).value if setup.cell.keep else None,
    "layers": lambda setup: len(setup.layers),
    "direction": lambda setup: setup.layers[0].direction,
    "gain": lambda setup: setup.weights.gain,
    "dtype": lambda setup: setup.dtype,
    "hidden": lambda setup: setup.layers[0].hidden,
    "seed": lambda setup: setup.weights.seed,
    "input_scale": lambda setup: setup.input_scale,
}
"""What a name may be told apart by, in the order in which it is tried."""


def differences(setups: Sequence[Setup]) -> tuple[tuple[tuple[str, Any], ...], ...]:
    """Of every setup the features by which it differs from the others of its cell; ("number", n) where none does."""
    return tuple(_of(setup, [other for other in setups if other.cell.name == setup.cell.name]) for setup in setups)


def _of(setup: Setup, group: list[Setup]) -> tuple[tuple[str, Any], ...]:
    if len(group) == 1:
        return ()
    found: list[tuple[str, Any]] = []
    for key, of in FEATURES.items():
        if len({of(other) for other in group}) > 1:
            found.append((key, of(setup)))
            if len({tuple(FEATURES[k](other) for k, _ in found) for other in group}) == len(group):
                return tuple(found)
    number = next(n for n, other in enumerate(group, 1) if other is setup)
    return (*found, ("number", number))
