"""Arrays of a compiled cell once sizes, steps and batch are known: one block of numbers, carved into views.

The batch comes last inside a row: a row of T holds, segment by segment, `size` units of B samples each. So every
element-wise statement works on plain contiguous rows, whatever the batch.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from typing import Any

import numpy as np

from rnnviz.engine.compiler.storage import Segments, StoragePlace
from rnnviz.engine.language.ops import Array

LINE = 16
"""Numbers from one possible beginning of an array to the next: none begins within a cache line."""


class BufferLayout:
    """Where each array lies in a block, and each segment in its array.

    sizes: kind -> units ("one" is 1); steps T; batch B.
    """

    def __init__(
        self, arrays: Mapping[str, tuple[Segments, int]], sizes: Mapping[str, int], steps: int, batch: int
    ) -> None:
        self.sizes, self.steps, self.batch = {**sizes, "one": 1}, steps, batch
        self.edges: dict[str, list[int]] = {}
        self.shape: dict[str, tuple[int, int]] = {}
        self.start: dict[str, int] = {}
        offset = 0
        for name, (segments, beyond) in arrays.items():
            self.edges[name] = [0, *accumulate(self.sizes[kind] for _, kind in segments)]
            self.shape[name] = (steps + beyond, self.edges[name][-1] * batch)
            self.start[name] = offset
            offset += -(-self.shape[name][0] * self.shape[name][1] // LINE) * LINE
        self.numbers = offset

    def array(self, block: Array, name: str) -> Array:
        """A whole array: (T or T + 1, width * B)."""
        rows, width = self.shape[name]
        return block[self.start[name] : self.start[name] + rows * width].reshape(rows, width)

    def view(self, block: Array, place: StoragePlace) -> Array:
        """The T rows of a place: (T, units * B)."""
        return self.beyond(block, place)[place.shift : place.shift + self.steps]

    def beyond(self, block: Array, place: StoragePlace) -> Array:
        """All rows of a place's array, one more than T where it looks one step ahead."""
        edges = self.edges[place.array]
        columns = slice(edges[place.first] * self.batch, edges[place.last] * self.batch)
        return self.array(block, place.array)[:, columns]

    def span(self, array: str, segment: int) -> slice:
        """The units of one segment, not counting the batch."""
        edges = self.edges[array]
        return slice(edges[segment], edges[segment + 1])

    def outward(self, rows: Array) -> Array:
        """(T, units * B) as (T, B, units), a view."""
        return rows.reshape(len(rows), -1, self.batch).transpose(0, 2, 1)


def inward(array: Array) -> Array:
    """(T, B, units) as (T, units * B)."""
    return array.transpose(0, 2, 1).reshape(len(array), -1)


def bring_in(array: Array, rows: Array) -> None:
    """Write (T, B, units) into rows (T, units * B)."""
    if array.shape[1] == 1:
        rows[...] = array[:, 0]
    else:
        across = array.transpose(0, 2, 1)
        rows.reshape(across.shape)[...] = across


def turned(array: Array) -> Array:
    """A copy of (T, B, units) that lies in memory as (T, units * B) does."""
    return np.array(array.transpose(0, 2, 1), order="C").transpose(0, 2, 1)


def aligned(numbers: int, dtype: np.dtype[Any]) -> Array:
    """Zeros that begin with a cache line: half of what a product reads would else lie across two."""
    room = np.zeros(numbers * dtype.itemsize + 64, np.uint8)
    begin = -room.__array_interface__["data"][0] % 64
    return room[begin : begin + numbers * dtype.itemsize].view(dtype)
