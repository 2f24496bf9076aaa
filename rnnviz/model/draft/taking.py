"""What an edited cell takes over of the layer whose cell it was: numbers that were given for what it still has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rnnviz.engine.networks.layer import prefix_of
from rnnviz.model.draft.draft import OWN_KEY
from rnnviz.model.draft.understanding import Understanding
from rnnviz.model.setup.arrays import Arrays, Floats
from rnnviz.model.setup.setup import Setup
from rnnviz.model.setup.shapes import Shapes, param_shapes, state_shapes

Seat = tuple[int, str]


def previewed(found: Understanding, base: Setup, seat: Seat, start: Mapping[str, Floats]) -> Setup:
    """What is understood as the only layer, with the weights that were given for the layer on the seat.

    start: what states begin with, by their names.
    """
    layer, _ = seat
    alone = found.setup(base, base.layers[layer].hidden)
    given = _own(_given(base), prefix_of(*seat)) if layer == 0 else {}
    return _having(alone, {f"0.{own}": array for own, array in given.items()}, {f"0.{s}": a for s, a in start.items()})


def taken(setup: Setup, text: str, seat: Seat, start: Mapping[str, Floats]) -> Setup:
    """The setup with a cell's text in the layer of a seat; start: as it was in the preview."""
    changed = setup.with_cell(OWN_KEY, text, seat[0])
    replaced = {prefix_of(*seat) + state for state in begun_of(setup, seat)}
    begun = {name: array for name, array in setup.start.items() if name not in replaced}
    begun |= {prefix_of(*seat) + state: array for state, array in start.items()}
    given = {name: array for name, array in _given(setup).items() if name not in changed.weights.given}
    return _having(changed, given, begun)


def begun_of(setup: Setup, seat: Seat) -> dict[str, Floats]:
    """What was given for the states of a seat, by their names."""
    return _own(setup.start, prefix_of(*seat))


def _given(setup: Setup) -> Mapping[str, Floats]:
    """Those of a trained network go with its vocabulary."""
    return setup.weights.given if setup.learned is None else {}


def _own(arrays: Mapping[str, Floats], prefix: str) -> dict[str, Floats]:
    names = {name: name.removeprefix(prefix) for name in arrays if name.startswith(prefix)}
    return {own: arrays[name] for name, own in names.items() if "." not in own}


def _having(setup: Setup, given: Mapping[str, Floats], start: Mapping[str, Floats]) -> Setup:
    """With those of the arrays that have a place in it."""
    params, states = param_shapes(setup.layers, setup.reads, setup.readout), state_shapes(setup.layers)
    weights = Arrays({**setup.weights.given, **_fitting(given, params)})
    return replace(setup.with_weights(given=weights), start=Arrays(_fitting(start, states)))


def _fitting(arrays: Mapping[str, Floats], shapes: Shapes) -> dict[str, Floats]:
    return {name: array for name, array in arrays.items() if shapes.get(name) == array.shape}
