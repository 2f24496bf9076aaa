"""Where wires meet the shapes of a column: ports, the room they want, and the heights at which wires come and go."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace

from rnnviz.model.picture.grid import EPSILON, LANE
from rnnviz.model.picture.layout.columns import ColumnPlace
from rnnviz.model.picture.room import LETTER
from rnnviz.model.picture.shapes import Shape

AIR = 1.0
"""Half of the gap between a shape and the next thing above or below."""
BEND = 2.6
"""A wire that enters from above or below runs this far from the shape."""
SHORTER = 0.7
"""By so much it may run nearer where that keeps it straight."""
ROUND = 1.2
"""Corner of a box, which wires do not meet."""
NAME = 2.4
"""Room of a box's name above it."""
STATE_UP, STATE_DOWN = 4.4, 4.4
"""Room of a state's name above its wire, and of its strip below, in the gap at either edge."""
FAR = 1e6


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
    """A shape high enough for all that enters it from the left, and wide enough for its text and the name above it."""
    if shape.kind == "through":
        return shape
    if shape.kind == "pill":
        shape = replace(shape, w=max(shape.w, 0.78 * len(shape.symbol) + 2.2))
    if shape.titled:
        shape = replace(shape, w=max(shape.w, LETTER * len(shape.title)))
    if shape.learned:
        return replace(shape, h=max(shape.h, LANE * (count - 1) + 1.2))
    return replace(shape, h=shape.h + LANE * max(count - 3, 0))


def reach(place: ColumnPlace, edge: bool) -> tuple[float, float]:
    """Room above and below a place's height."""
    if edge:
        return STATE_UP, STATE_DOWN
    shape = place.shape
    if shape is None or shape.kind == "through":
        return LANE / 2, LANE / 2
    up = down = shape.h / 2 + AIR
    if shape.titled:
        up += NAME
    for height, side in ports(shape, len(place.reads)):
        if side != "left":
            up, down = max(up, LANE / 2 - height), max(down, height + LANE / 2)
    return up, down


def entries(place: ColumnPlace) -> list[tuple[str, float, str]]:
    """(net, height from the place's own, side) of what comes in from the left; "lane" for a wire that passes."""
    if place.shape is None:
        return [(place.net, 0.0, "lane")]
    sides = ports(place.shape, len(place.reads))
    return [(net, offset, side) for net, (offset, side) in zip(place.reads, sides, strict=True)]


Arrival = tuple[float, float, str]
"""The height of a place, how far from it a wire comes in, and on which side."""


def arriving(column: Iterable[ColumnPlace]) -> dict[str, list[Arrival]]:
    """Where every net arrives in a column."""
    found: dict[str, list[Arrival]] = {}
    for place in column:
        for net, offset, side in entries(place):
            found.setdefault(net, []).append((place.y, offset, side))
    return found


def leaving(place: ColumnPlace, ahead: Iterable[Arrival]) -> float:
    """Where a wire leaves: out of the middle, or of a box as high as a reader is straight ahead."""
    if place.shape is None or not place.shape.learned:
        return place.y
    heights = [y + offset for y, offset, _ in ahead]
    return min(
        (y for y in heights if abs(y - place.y) <= flank(place.shape)), key=lambda y: abs(y - place.y), default=place.y
    )


def flank(shape: Shape) -> float:
    """How far from its middle a wire may meet the side of a box."""
    return shape.h / 2 - ROUND


def set_ends(before: Iterable[ColumnPlace], column: list[ColumnPlace]) -> None:
    """Where wires come in; one from above or below runs on at its own height where nothing stands in its way."""
    at = {place.net: place.out for place in before}
    floor = -FAR  # of the wire that comes from below to the shape above
    for i, place in enumerate(column):
        if place.shape is None:
            place.ends, floor = [(place.y, "left")], -FAR
            continue
        sides = [(net, place.y + offset, side) for net, offset, side in entries(place)]
        if place.shape.learned:
            place.ends = [(round(y, 3), "left") for y in _flanked(place, [(y, at.get(net, y)) for net, y, _ in sides])]
            floor = -FAR
            continue
        high = max(column[i - 1].y + reach(column[i - 1], False)[1] + LANE / 2, floor) if i else -FAR
        low = column[i + 1].y - reach(column[i + 1], False)[0] - LANE / 2 if i + 1 < len(column) else FAR
        place.ends = [(round(_met(y, at.get(net), side, high, low), 3), side) for net, y, side in sides]
        floor = max((y + LANE for y, side in place.ends if side == "below"), default=-FAR)


def _met(y: float, own: float | None, side: str, high: float, low: float) -> float:
    """Where a wire with a height of its own comes to a shape from above or below."""
    if own is not None and side == "above" and own <= y + SHORTER:
        return max(own, high)
    if own is not None and side == "below" and own >= y - SHORTER:
        return min(own, low)
    return y


def _flanked(place: ColumnPlace, wanted: list[tuple[float, float]]) -> list[float]:
    """Heights at the side of a box: those of the wires where all have room there, else evenly spread."""
    assert place.shape is not None
    room = flank(place.shape)
    for straight in (range(len(wanted)), *([i] for i in range(len(wanted)))):
        found = [own if i in straight and abs(own - place.y) <= room else y for i, (y, own) in enumerate(wanted)]
        if all(b - a >= LANE - EPSILON for a, b in itertools.pairwise(found)):
            return found
    return [y for y, _ in wanted]
