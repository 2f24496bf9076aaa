"""How high every place of every column stands: wires as straight as the order and the gaps allow."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace

from rnnviz.model.picture.columns import Columns, Place
from rnnviz.model.picture.grid import EPSILON, LANE
from rnnviz.model.picture.shapes import Shape
from rnnviz.model.picture.squeeze import squeeze

SWEEPS = 8
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
LEAST = 28.0
"""Between the highest and the lowest place, where the canvas need not grow."""
WEIGHT = {"lane": 3.0, "left": 2.0, "above": 0.2, "below": 0.2}
"""How much it matters that a wire comes in straight."""
BELT = 8.0
"""How much more for a belt."""
ALIGNED = 3
BENT, KINKED = 3.0, 2.0
"""What a wire with two corners costs, and one whose corners have no room to be round, in u."""

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
    """A shape high enough for all that enters it from the left, and wide enough for its text."""
    if shape.kind == "through":
        return shape
    if shape.kind == "pill":
        shape = replace(shape, w=max(shape.w, 0.78 * len(shape.symbol) + 2.2))
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
    for _ in range(ALIGNED):
        for at in range(1, len(columns) - 1):
            _align(columns[at - 1], columns[at], columns[at + 1])
        squeeze(columns, _ties(columns), _steps(columns, gaps), LEAST)
    for at in range(1, len(columns) - 1):
        for place in columns[at]:
            place.out = round(_leaving(place, columns[at + 1]), 3)
    for place in (*columns[0], *columns[-1]):
        place.out = place.y
    for before, column in itertools.pairwise(columns):
        _set_ends(before, column)


def _ties(columns: Columns) -> Iterator[tuple[Place, Place]]:
    """Places with a straight wire between them; a state leaves as high as it enters."""
    yield from zip(columns[0], columns[-1], strict=True)
    for before, column in itertools.pairwise(columns):
        at = {place.net: place for place in before}
        for place in column:
            free = _flank(place.shape) if place.shape and place.shape.learned else 0.0
            for net, offset, side in _entries(place):
                if net in at and side in ("left", "lane") and not _bent(place.y + offset, at[net].y, side, free):
                    yield at[net], place


def _steps(columns: Columns, gaps: list[list[float]]) -> Iterator[tuple[Place, Place, float]]:
    """Places that stand on each other, with their least distance."""
    for column, gap in zip(columns, gaps, strict=True):
        for i in range(1, len(column)):
            yield column[i - 1], column[i], gap[i] - gap[i - 1]


def _leaving(place: Place, after: list[Place]) -> float:
    """Where a wire leaves: out of the middle, or of a box as high as a reader is straight ahead."""
    if place.shape is None or not place.shape.learned:
        return place.y
    ahead = [p.y + offset for p in after for net, offset, side in _entries(p) if net == place.net]
    near = (y for y in ahead if abs(y - place.y) <= _flank(place.shape))
    return min(near, key=lambda y: abs(y - place.y), default=place.y)


def _flank(shape: Shape) -> float:
    """How far from its middle a wire may meet the side of a box."""
    return shape.h / 2 - ROUND


def _set_ends(before: Iterable[Place], column: list[Place]) -> None:
    """Where wires come in; one from above or below runs on at its own height where nothing stands in its way."""
    at = {place.net: place.out for place in before}
    for i, place in enumerate(column):
        if place.shape is None:
            place.ends = [(place.y, "left")]
            continue
        sides = [(net, place.y + offset, side) for net, offset, side in _entries(place)]
        if place.shape.learned:
            place.ends = [(round(y, 3), "left") for y in _flanked(place, [(y, at.get(net, y)) for net, y, _ in sides])]
            continue
        high = column[i - 1].y + reach(column[i - 1], False)[1] + LANE / 2 if i else -FAR
        low = column[i + 1].y - reach(column[i + 1], False)[0] - LANE / 2 if i + 1 < len(column) else FAR
        place.ends = [(round(_met(y, at.get(net), side, high, low), 3), side) for net, y, side in sides]


def _met(y: float, own: float | None, side: str, high: float, low: float) -> float:
    """Where a wire with a height of its own comes to a shape from above or below."""
    if own is not None and side == "above" and own <= y + SHORTER:
        return max(own, high)
    if own is not None and side == "below" and own >= y - SHORTER:
        return min(own, low)
    return y


def _flanked(place: Place, wanted: list[tuple[float, float]]) -> list[float]:
    """Heights at the side of a box: those of the wires where all have room there, else evenly spread."""
    assert place.shape is not None
    flank = _flank(place.shape)
    for straight in (range(len(wanted)), *([i] for i in range(len(wanted)))):
        found = [own if i in straight and abs(own - place.y) <= flank else y for i, (y, own) in enumerate(wanted)]
        if all(b - a >= LANE - EPSILON for a, b in itertools.pairwise(found)):
            return found
    return [y for y, _ in wanted]


def _align(before: list[Place], column: list[Place], after: list[Place]) -> None:
    """Move every place within its gap to where fewest of its wires bend."""
    at = {place.net: place.y for place in before}
    for i, place in enumerate(column):
        if place.belt:
            continue
        up, down = reach(place, False)
        low = column[i - 1].y + reach(column[i - 1], False)[1] + up if i else -FAR
        high = column[i + 1].y - reach(column[i + 1], False)[0] - down if i + 1 < len(column) else FAR
        left = [(at[net], offset, side) for net, offset, side in _entries(place) if net in at]
        right = [(p.y, offset, side) for p in after for net, offset, side in _entries(p) if net == place.net]
        free = _flank(place.shape) if place.shape and place.shape.learned else 0.0
        options = [place.y, *(y - offset for y, offset, _ in left), *(y + offset for y, offset, _ in right)]
        costs = {
            y: sum(_bent(y + offset, end, side, free if len(left) == 1 else 0.0) for end, offset, side in left)
            + sum(_bent(end + offset, y, side, free) for end, offset, side in right)
            for y in options
            if low - EPSILON <= y <= high + EPSILON
        }
        place.y = min(costs, key=lambda y: (costs[y], abs(y - place.y))) if costs else place.y


def _bent(end: float, come: float, side: str, free: float) -> float:
    """What it costs that a wire comes at one height and ends at another; from below it may come from further down,
    and at the side of a box a little off the middle."""
    off = end - come if side == "below" else come - end if side == "above" else abs(end - come)
    if off <= max(free, EPSILON if side in ("left", "lane") else SHORTER):
        return 0.0
    return BENT + off + (KINKED if off < LANE else 0.0)


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
        for net, offset, side in _entries(place):
            if net in at:
                long = at[net].shape is None
                wishes.append((at[net].y - offset, _weight(at[net], place, side) * (2.0 if long else 1.0)))
        found.append(wishes)
    return found


def _from_right(column: Iterable[Place], after: Iterable[Place]) -> list[list[Wish]]:
    own = {place.net: place for place in column}
    ends: dict[str, list[Wish]] = {}
    for place in after:
        for net, offset, side in _entries(place):
            if net in own:
                ends.setdefault(net, []).append((place.y + offset, _weight(own[net], place, side)))
    return [ends.get(place.net, []) for place in column]


def _weight(source: Place, place: Place, side: str) -> float:
    return WEIGHT[side] * (BELT if source.belt and place.belt and side != "below" else 1.0)


def _entries(place: Place) -> list[tuple[str, float, str]]:
    """(net, height from the place's own, side) of what comes in from the left; "lane" for a wire that passes."""
    if place.shape is None:
        return [(place.net, 0.0, "lane")]
    sides = ports(place.shape, len(place.reads))
    return [(net, offset, side) for net, (offset, side) in zip(place.reads, sides, strict=True)]


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
