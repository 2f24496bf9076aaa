"""Shapes of the arrays a network has, known before there is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rnnviz.engine.networks.layer import prefix_of
from rnnviz.model.setup.answer import Readout
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.fitting import Layers, Reads

Shapes = dict[str, tuple[int, ...]]
"""By the name a network has for the array: "0.W_f", "1.back.h", "V"."""


def directions(layers: Sequence[LayerChoice]) -> Iterator[tuple[int, str, LayerChoice]]:
    """Every direction of every layer: (number, way, what was chosen for the layer)."""
    for number, choice in enumerate(layers):
        for way in choice.ways:
            yield number, way, choice


def param_shapes(layers: Layers, reads: Reads, readout: Readout | None) -> Shapes:
    """Shape of every parameter; reads: as a setup has them."""
    shapes: Shapes = {}
    for number, way, choice in directions(layers):
        sizes = choice.sizes(len(reads[number]))
        for name, words in choice.cell.params.items():
            shapes[prefix_of(number, way) + name] = tuple(sizes[word] for word in words)
    if readout is not None:
        count = len(readout.answers)
        shapes |= {"V": (count, len(reads[-1])), "d": (count,)}
    return shapes


def state_shapes(layers: Layers) -> Shapes:
    """Shape of every state."""
    return {
        prefix_of(number, way) + state: (choice.units(state),)
        for number, way, choice in directions(layers)
        for state in choice.cell.states
    }
