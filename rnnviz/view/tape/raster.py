"""Paints the rows of the tape into pixels with NumPy: thousands of bars cost about a millisecond."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rnnviz.view.tape.rows import TapeRow

ACROSS = 2.6
"""Units stand side by side while each has this many pixels; narrower columns stack them."""
STACKED = 1.5
"""Stacked units thinner than this are averaged in pairs, fours, ..."""
GAPLESS = 5.0
"""Columns narrower than this touch each other."""


@dataclass(frozen=True)
class Columns:
    """Where the time steps lie, in device pixels: step t starts at t * pitch - scroll, for `steps` steps."""

    pitch: float
    scroll: float
    steps: int
    width: int

    @cached_property
    def bar(self) -> float:
        """Width of what is drawn of one step; the rest is the gap to the next."""
        return self.pitch if self.pitch < GAPLESS else self.pitch - max(1.0, min(0.16 * self.pitch, 0.16 * 92))

    @property
    def visible(self) -> tuple[int, int]:
        """First step seen, and the one after the last."""
        first = max(0, int(self.scroll / self.pitch))
        return first, min(self.steps, int((self.scroll + self.width) / self.pitch) + 1)

    def left(self, step: float) -> float:
        """Left edge of a step's bars."""
        return step * self.pitch - self.scroll + (self.pitch - self.bar) / 2

    def step_at(self, x: float) -> int:
        """The step at a pixel, held inside the sequence."""
        return int(min(max((x + self.scroll) / self.pitch, 0), self.steps - 1))

    @cached_property
    def map(self) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """The step of every pixel column, and which pixel columns lie in a gap."""
        x = np.arange(self.width) + 0.5 + self.scroll
        raw = (x / self.pitch).astype(np.intp)
        steps = np.minimum(raw, self.steps - 1)
        inside = x - raw * self.pitch
        edge = (self.pitch - self.bar) / 2
        return steps, (inside < edge) | (inside > self.pitch - edge) | (raw != steps)

    def across(self, units: int) -> bool:
        """Whether units stand side by side."""
        return self.bar / units >= ACROSS

    def unit_left(self, step: int, unit: int, units: int) -> float:
        """Left edge of one unit's bar when units stand side by side."""
        return self.left(step) + unit * self.bar / units


def paint(
    buffer: NDArray[np.uint32], top: int, height: int, row: TapeRow, colors: NDArray[np.uint32],
    columns: Columns, ground: int,
) -> None:  # fmt: skip
    """Paint one row into `buffer` (height, width) from pixel row `top` on; the ground shows in the gaps."""
    strip = buffer[top : top + height, : columns.width]
    units = row.index.shape[1]
    if columns.across(units):
        strip[:] = _across(row.index, colors, columns, ground)
        return
    index = _averaged(row.index, units, height)
    steps, gap = columns.map
    if columns.pitch < 1:
        index = _mean_steps(index, columns)
        steps = np.minimum(np.arange(columns.width), len(index) - 1)
    first = int(steps[0])
    shown = colors[index[first : int(steps[-1]) + 1].T]
    lines = shown[:, steps - first]
    lines[:, gap] = ground
    edges = np.linspace(0, height, len(lines) + 1).astype(int)
    for line, a, b in zip(lines, edges[:-1], edges[1:], strict=True):
        strip[a:b] = line


def _across(index: NDArray[np.uint8], colors: NDArray[np.uint32], columns: Columns, ground: int) -> NDArray[np.uint32]:
    """One line of pixels: units side by side, a pixel of ground between them."""
    units = index.shape[1]
    steps, gap = columns.map
    inside = np.arange(columns.width) + 0.5 - (steps * columns.pitch - columns.scroll)
    inside -= (columns.pitch - columns.bar) / 2
    place = inside / columns.bar * units
    unit = np.clip(place, 0, units - 1).astype(np.intp)
    line = colors[index[steps, unit]]
    wide = columns.bar / units
    between = (place - unit) * wide >= wide - (1.0 if wide >= 4 else 0.0)
    line[gap | (between & (unit < units - 1))] = ground
    return line


def _averaged(index: NDArray[np.uint8], units: int, height: int) -> NDArray[np.uint8]:
    """Means of 2, 4, ... neighbouring units until each is thick enough to be seen."""
    group = 1
    while units / group > 1 and height / np.ceil(units / group) < STACKED:
        group *= 2
    if group == 1:
        return index
    starts = np.arange(0, units, group)
    sums = np.add.reduceat(index.astype(np.float64), starts, axis=1)
    return (sums / np.diff(np.append(starts, units))).astype(np.uint8)


def _mean_steps(index: NDArray[np.uint8], columns: Columns) -> NDArray[np.uint8]:
    """One averaged step per pixel column where there are more steps than pixels."""
    edges = ((np.arange(columns.width) + columns.scroll) / columns.pitch).astype(np.intp)
    starts = np.unique(np.clip(edges, 0, len(index) - 1))
    sums = np.add.reduceat(index.astype(np.float64), starts, axis=0)
    return (sums / np.diff(np.append(starts, len(index)))[:, None]).astype(np.uint8)
