"""How high every place of every column stands: wires as straight as the order and the gaps allow."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from rnnviz.model.picture.grid import EPSILON, LANE
from rnnviz.model.picture.layout.columns import ColumnPlace, Columns
from rnnviz.model.picture.layout.sides import FAR, SHORTER, arriving, entries, flank, leaving, reach, set_ends
from rnnviz.model.picture.layout.squeeze import squeeze
from rnnviz.model.picture.layout.work import Work

SWEEPS, ALIGNED = 8, 3
LEAST = 28.0
"""Between the highest and the lowest place, where the ground need not grow."""
WEIGHT = {"lane": 3.0, "left": 2.0, "above": 0.2, "below": 0.2}
"""How much it matters that a wire comes in straight."""
BELT = 8.0
"""How much more for a belt."""
BENT, KINKED = 3.0, 2.0
"""What a wire with two corners costs, and one whose corners have no room to be round, in u."""

Wish = tuple[float, float]
"""A height, and how much it matters."""


def set_levels(columns: Columns, work: Work) -> None:
    """Sweep there and back: every place goes where most of its wires run straight. States leave as high as they
    enter."""
    gaps = [_gaps(column, i in (0, len(columns) - 1)) for i, column in enumerate(columns)]
    for column, gap in zip(columns, gaps, strict=True):
        for place, y in zip(column, gap, strict=True):
            place.y = y - gap[-1] / 2
    ends = sum(1 + len(place.reads) for column in columns for place in column)
    for sweep in range(SWEEPS):
        work.spend(ends)
        both = sweep >= SWEEPS - 3
        inner = range(1, len(columns) - 1)
        for at in inner if sweep % 2 == 0 else reversed(inner):
            left = _from_left(columns[at - 1], columns[at])
            right = _from_right(columns[at], columns[at + 1])
            _settle(columns[at], gaps[at], left if sweep % 2 == 0 else right, (left, right) if both else (), work)
        _settle_states(columns, gaps[0], work)
    for _ in range(ALIGNED):
        work.spend(2 * ends)
        for at in range(1, len(columns) - 1):
            _align(columns[at - 1], columns[at], columns[at + 1], work)
        squeeze(columns, _ties(columns), _steps(columns, gaps), LEAST)
    for at in range(1, len(columns) - 1):
        ahead = arriving(columns[at + 1])
        for place in columns[at]:
            place.out = round(leaving(place, ahead.get(place.net, ())), 3)
    for place in (*columns[0], *columns[-1]):
        place.out = place.y
    for before, column in itertools.pairwise(columns[:-1]):
        set_ends(before, column)


def _ties(columns: Columns) -> Iterator[tuple[ColumnPlace, ColumnPlace]]:
    """Places with a straight wire between them; a state leaves as high as it enters."""
    yield from zip(columns[0], columns[-1], strict=True)
    for before, column in itertools.pairwise(columns):
        at = {place.net: place for place in before}
        for place in column:
            free = flank(place.shape) if place.shape and place.shape.learned else 0.0
            for net, offset, side in entries(place):
                if net in at and side in ("left", "lane") and not _bent(place.y + offset, at[net].y, side, free):
                    yield at[net], place


def _steps(columns: Columns, gaps: list[list[float]]) -> Iterator[tuple[ColumnPlace, ColumnPlace, float]]:
    """Places that stand on each other, with their least distance."""
    for column, gap in zip(columns, gaps, strict=True):
        for i in range(1, len(column)):
            yield column[i - 1], column[i], gap[i] - gap[i - 1]


def _align(before: list[ColumnPlace], column: list[ColumnPlace], after: list[ColumnPlace], work: Work) -> None:
    """Move every place within its gap to where fewest of its wires bend."""
    at, ahead = {place.net: place.y for place in before}, arriving(after)
    for i, place in enumerate(column):
        if place.belt:
            continue
        up, down = reach(place, False)
        low = column[i - 1].y + reach(column[i - 1], False)[1] + up if i else -FAR
        high = column[i + 1].y - reach(column[i + 1], False)[0] - down if i + 1 < len(column) else FAR
        left = [(at[net], offset, side) for net, offset, side in entries(place) if net in at]
        right = ahead.get(place.net, [])
        free = flank(place.shape) if place.shape and place.shape.learned else 0.0
        options = [place.y, *(y - offset for y, offset, _ in left), *(y + offset for y, offset, _ in right)]
        work.spend(len(options) * len(options))
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


def _gaps(column: Iterable[ColumnPlace], edge: bool) -> list[float]:
    """Least height of every place below the first one."""
    found: list[float] = []
    below = 0.0
    for place in column:
        up, down = reach(place, edge)
        found.append(found[-1] + below + up if found else 0.0)
        below = down
    return found


def _from_left(before: Iterable[ColumnPlace], column: Iterable[ColumnPlace]) -> list[list[Wish]]:
    """For every place the heights at which its wires would come in straight."""
    at = {place.net: place for place in before}
    found: list[list[Wish]] = []
    for place in column:
        wishes: list[Wish] = []
        for net, offset, side in entries(place):
            if net in at:
                long = at[net].shape is None
                wishes.append((at[net].y - offset, _weight(at[net], place, side) * (2.0 if long else 1.0)))
        found.append(wishes)
    return found


def _from_right(column: Iterable[ColumnPlace], after: Iterable[ColumnPlace]) -> list[list[Wish]]:
    own = {place.net: place for place in column}
    ends: dict[str, list[Wish]] = {}
    for place in after:
        for net, offset, side in entries(place):
            if net in own:
                ends.setdefault(net, []).append((place.y + offset, _weight(own[net], place, side)))
    return [ends.get(place.net, []) for place in column]


def _weight(source: ColumnPlace, place: ColumnPlace, side: str) -> float:
    return WEIGHT[side] * (BELT if source.belt and place.belt and side != "below" else 1.0)


def _settle_states(columns: Columns, gap: list[float], work: Work) -> None:
    entries, exits = columns[0], columns[-1]
    for place, end in zip(entries, exits, strict=True):
        end.y = place.y
    right = _from_right(entries, columns[1])
    left = _from_left(columns[-2], exits)
    _settle(entries, gap, [a + b for a, b in zip(right, left, strict=True)], (), work)
    for place, end in zip(entries, exits, strict=True):
        end.y = place.y


def _settle(
    column: list[ColumnPlace],
    gap: list[float],
    wishes: list[list[Wish]],
    more: tuple[list[list[Wish]], ...],
    work: Work,
) -> None:
    """Heights nearest to the wishes that keep order and gaps (pool adjacent violators, with medians)."""
    blocks: list[tuple[float, list[Wish], int]] = []
    for i, place in enumerate(column):
        own = [(y - gap[i], weight) for y, weight in (wishes[i] if not more else more[0][i] + more[1][i])]
        block, count = sorted(own) or [(place.y - gap[i], 0.01)], 1
        height = _median(block)
        while blocks and blocks[-1][0] > height - 1e-9:
            _, before, size = blocks.pop()
            block, count = sorted(before + block), size + count
            work.spend(len(block))
            height = _median(block)
        blocks.append((height, block, count))
    at = 0
    for height, _, count in blocks:
        for i in range(at, at + count):
            column[i].y = height + gap[i]
        at += count


def _median(wishes: list[Wish]) -> float:
    """The height at which half of the weight of the sorted wishes lies above and half below."""
    half = sum(weight for _, weight in wishes) / 2
    run = 0.0
    for height, weight in wishes:
        run += weight
        if run >= half - 1e-9:
            return height
    return wishes[-1][0]
