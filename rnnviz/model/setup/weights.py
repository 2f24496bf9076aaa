"""How every weight comes about: drawn, scaled by knobs, or given."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from rnnviz.engine import ExperimentError
from rnnviz.model.setup.arrays import Arrays, Floats


def _place(index: tuple[int, ...], shape: tuple[int, ...], name: str) -> tuple[int, ...]:
    if len(index) != len(shape) or not all(0 <= i < n for i, n in zip(index, shape, strict=True)):
        raise ExperimentError("parameter.entry", name=name, shape=shape, index=index)
    return index


def undone(value: float, gain: float) -> float:
    """The number that times the gain is the value, to the last bit where there is one."""
    if gain == 1.0 or value == 0.0:
        return value
    near = value / gain
    around = near, math.nextafter(near, math.inf), math.nextafter(near, -math.inf)
    return min(around, key=lambda number: abs(number * gain - value))


def all_undone(values: Floats, gain: float) -> Floats:
    """The same for every number of an array; at gain 0 all of them are 0."""
    if gain in (0.0, 1.0):
        return values
    near = values / gain
    around = np.stack([near, np.nextafter(near, np.inf), np.nextafter(near, -np.inf)])
    best = np.abs(around * gain - values).argmin(axis=0)
    return np.where(values == 0, values, np.take_along_axis(around, best[None], axis=0)[0])


@dataclass(frozen=True, slots=True)
class Weights:
    """seed: weights are drawn from it; gain multiplies the recurrent matrices, drawn or given; keep_bias is meant as
    "keep" in every convention (None: the cell's own).

    given: numbers typed one by one and whole matrices alike, by the names a Network has for them ("0.W_f",
    "1.back.b_z", "V"), as they are at gain 1; NaN where a number is drawn. What is given of the bias that keeps goes
    before keep_bias; turning that knob takes it away (`keep_bias.with_keep_bias`).
    """

    seed: int = 0
    gain: float = 1.0
    keep_bias: float | None = None
    given: Arrays = field(default_factory=Arrays)

    def with_number(self, name: str, shape: tuple[int, ...], index: tuple[int, ...], value: float) -> Weights:
        """One number given of a parameter of this shape; an earlier one at the same place goes."""
        array = np.array(self.given[name]) if name in self.given else np.full(shape, np.nan)
        array[_place(index, shape, name)] = value
        return replace(self, given=self.given.having(name, array))

    def numbers(self) -> Iterator[tuple[str, tuple[int, ...], float]]:
        """Every number that was given: (name, index, value)."""
        for name, array in self.given.items():
            for index in zip(*np.nonzero(~np.isnan(array)), strict=True):
                place = tuple(int(i) for i in index)
                yield name, place, float(array[place])
