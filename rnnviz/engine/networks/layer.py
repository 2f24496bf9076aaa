"""One layer of a network, and what makes some of them a stack: directions, sizes, names of their parameters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import prod

import numpy as np

from rnnviz.engine.errors import ExperimentError
from rnnviz.engine.language.cell import Cell
from rnnviz.engine.language.library import cell_of
from rnnviz.engine.language.sizes import sizes_of

DIRECTIONS = ("forward", "backward", "both")
MERGES = ("concat", "sum")


@dataclass(frozen=True, slots=True, repr=False)
class Layer:
    """One layer: a cell, or a shipped one's name, with `hidden` units that reads onward, from the end, or both ways.

    merge: how the two directions of "both" are put together: side by side ("concat") or added ("sum").
    """

    cell: Cell
    hidden: int
    direction: str = "forward"
    merge: str = "concat"

    def __post_init__(self) -> None:
        object.__setattr__(self, "cell", cell_of(self.cell))

    def __repr__(self) -> str:
        merge = f", {self.merge!r}" if self.direction == "both" else ""
        return f"Layer({self.cell.name}, {self.hidden}, {self.direction!r}{merge})"

    @property
    def ways(self) -> tuple[str, ...]:
        """The directions it reads in, "forward" before "backward"."""
        return ("forward", "backward") if self.direction == "both" else (self.direction,)

    @property
    def width(self) -> int:
        """Numbers it hands on per step: those of the cell's output line, of both directions side by side twice."""
        one = self.units(self.cell.output)
        return one * (2 if self.direction == "both" and self.merge == "concat" else 1)

    def sizes(self, inputs: int) -> dict[str, int]:
        """Every size by its word, where it reads so many numbers."""
        return sizes_of(self.hidden, inputs)

    def units(self, line: str) -> int:
        """Numbers of a line of its cell."""
        return self.sizes(0)[self.cell.by_name[line].size]


def stack_of(layers: Layer | Iterable[Layer]) -> tuple[Layer, ...]:
    """Layers that fit on each other, the lowest first; ExperimentError."""
    stack = (layers,) if isinstance(layers, Layer) else tuple(layers)
    if not stack:
        raise ExperimentError("layers.none")
    for number, layer in enumerate(stack):
        if not isinstance(layer, Layer):
            raise ExperimentError("layer.kind", given=type(layer).__name__)
        whole(f"layer {number}: hidden", layer.hidden)
        if layer.direction not in DIRECTIONS:
            raise ExperimentError("layer.direction", number=number, known=tuple(DIRECTIONS), direction=layer.direction)
        if layer.merge not in MERGES:
            raise ExperimentError("layer.merge", number=number, merge=layer.merge)
    return stack


def whole(what: str, value: int) -> int:
    """A count, 1 or more; ExperimentError."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < 1:
        raise ExperimentError("count.whole", what=what, value=value)
    return int(value)


def numbers_in(layers: Iterable[Layer], inputs: int, output: int | None) -> int:
    """How many numbers the parameters of a network would be, known before any of them is drawn."""
    total = 0
    for layer in layers:
        sizes = layer.sizes(inputs)
        each = sum(prod(sizes[word] for word in shape) for shape in layer.cell.params.values())
        total, inputs = total + each * len(layer.ways), layer.width
    return total if output is None else total + output * (inputs + 1)


def prefix_of(layer: int, way: str) -> str:
    """How parameters and states of a layer's direction are named: "0." or "0.backward."."""
    return f"{layer}.backward." if way == "backward" else f"{layer}."
