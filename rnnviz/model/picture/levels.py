"""How high every place of every column stands: wires as straight as the order and the gaps allow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rnnviz.model.picture.columns import Columns, Place
from rnnviz.model.picture.grid import LANE
from rnnviz.model.picture.shapes import Shape

SWEEPS = 8
AIR = 1.0
"""Half of the gap between a shape and the next thing above or below."""
BEND = 2.6
"""A wire that enters from above or below runs this far from the shape."""
NAME = 2.4
"""Room of a box's name above it."""
STATE_UP, STATE_DOWN = 4.4, 4.4
"""Room of a state's name above its wire, and of its strip below, in the gap at either edge."""

Wish = tuple[float, float]
"""A height, and how much it matters."""


def ports(shape: Shape, count: int) -> list[tuple[float, str]]:
    """(height from the centre, side) of a shape's readers' ends, from top to bottom."""
    if shape.learned or count < 2:
        return [(LANE * (i - (count - 1) / 2), "left") for i in range(count)]
    below = (shape.h / 2 + BEND, "below")
    if count == 2:
        return [(0.0, "left"), below]
    inner = count - 2
    middle = [(LANE * (i - (inner - 1) / 2), "left") for i in range(inner)]
    return [(-below[0], "above"), *middle, below]


def roomy(shape: Shape, count: int) -> Shape:
    """A shape high enough for all that enters it from the left."""
    if shape.kind == "through":
        return shape
    if shape.learned:
        return replace(shape, h=max(shape.h, LANE * (count - 1) + 1.2))
    return replace(shape, h=shape.h + LANE * max(count - 3, 0))


def reach(place: Place, edge: bool) -> tuple[float, float]:
    """Room above and below a place's height."""
    if edge:
        return STATE_UP, STATE_DOWN
    shape = place.shape
    if shape is None or shape.kind == "through":
        return LANE / 2, LANE / 2
    up = down = shape.h / 2 + AIR
    if shape.kind == "gate":
        up += NAME
    for height, side in ports(shape, len(place.reads)):
        if side != "left":
            up, down = max(up, LANE / 2 - height), max(down, height + LANE / 2)
    return up, down


def set_levels(columns: Columns) -> None:
    """Sweep there and back: every place goes where most of its wires run straight. States leave as high as they
    enter."""
    gaps = [_gaps(column, i in (0, len(columns) - 1)) for i, column in enumerate(columns)]
    for column, gap in zip(columns, gaps, strict=True):
        for place, y in zip(column, gap, strict=True):
            place.y = y - gap[-1] / 2
    for sweep in range(SWEEPS):
        both = sweep >= SWEEPS - 3
        inner = range(1, len(columns) - 1)
        for at in inner if sweep % 2 == 0 else reversed(inner):
            left = _from_left(columns[at - 1], columns[at])
            right = _from_right(columns[at], columns[at + 1])
            _settle(columns[at], gaps[at], left if sweep % 2 == 0 else right, (left, right) if both else ())
        _settle_states(columns, gaps[0])


def _gaps(column: Iterable[Place], edge: bool) -> list[float]:
    """Least height of every place below the first one."""
    found: list[float] = []
    below = 0.0
    for place in column:
        up, down = reach(place, edge)
        found.append(found[-1] + below + up if found else 0.0)
        below = down
    return found


def _from_left(before: Iterable[Place], column: Iterable[Place]) -> list[list[Wish]]:
    """For every place the heights at which its wires would come in straight."""
    at = {place.net: place for place in before}
    found: list[list[Wish]] = []
    for place in column:
        wishes: list[Wish] = []
        for net, offset, weight in _entries(place):
            if net in at:
                wishes.append((at[net].y - offset, weight * (2.0 if at[net].shape is None else 1.0)))
        found.append(wishes)
    return found


def _from_right(column: Iterable[Place], after: Iterable[Place]) -> list[list[Wish]]:
    ends: dict[str, list[Wish]] = {}
    for place in after:
        for net, offset, weight in _entries(place):
            ends.setdefault(net, []).append((place.y + offset, weight))
    return [ends.get(place.net, []) for place in column]


def _entries(place: Place) -> list[tuple[str, float, float]]:
    """(net, height from the place's own, weight) of what comes in from the left."""
    if place.shape is None:
        return [(place.net, 0.0, 3.0)]
    sides = ports(place.shape, len(place.reads))
    return [
        (net, offset, 2.0 if side == "left" else 0.2)
        for net, (offset, side) in zip(place.reads, sides, strict=True)
    ]


def _settle_states(columns: Columns, gap: list[float]) -> None:
    entries, exits = columns[0], columns[-1]
    for place, end in zip(entries, exits, strict=True):
        end.y = place.y
    right = _from_right(entries, columns[1])
    left = _from_left(columns[-2], exits)
    _settle(entries, gap, [a + b for a, b in zip(right, left, strict=True)], ())
    for place, end in zip(entries, exits, strict=True):
        end.y = place.y


def _settle(
    column: list[Place], gap: list[float], wishes: list[list[Wish]], more: tuple[list[list[Wish]], ...]
) -> None:
    """Heights nearest to the wishes that keep order and gaps (pool adjacent violators, with medians)."""
    blocks: list[tuple[float, list[Wish], int]] = []
    for i, place in enumerate(column):
        own = [(y - gap[i], weight) for y, weight in (wishes[i] if not more else more[0][i] + more[1][i])]
        own = own or [(place.y - gap[i], 0.01)]
        block, count = own, 1
        height = _median(block)
        while blocks and blocks[-1][0] > height - 1e-9:
            _, before, size = blocks.pop()
            block, count = before + block, size + count
            height = _median(block)
        blocks.append((height, block, count))
    at = 0
    for height, _, count in blocks:
        for i in range(at, at + count):
            column[i].y = height + gap[i]
        at += count


def _median(wishes: list[Wish]) -> float:
    """The height at which half of the weight lies above and half below."""
    half = sum(weight for _, weight in wishes) / 2
    run = 0.0
    for height, weight in sorted(wishes):
        run += weight
        if run >= half - 1e-9:
            return height
    return wishes[-1][0]
