"""A layered layout made as low as it can be: what is tied by straight wires moves together, order and gaps stay.

Heights that follow wishes drift apart. Here every set of places with straight wires between them is one block; the
longest way of gaps from the top and from the bottom says where a block may stand, and it stays near where it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from rnnviz.model.picture.layout.columns import ColumnPlace, Columns

Tie = tuple[ColumnPlace, ColumnPlace]
Gap = tuple[ColumnPlace, ColumnPlace, float]
"""Upper place, lower place, least distance."""


@dataclass(slots=True, eq=False)
class _Block:
    places: list[ColumnPlace] = field(default_factory=list)
    below: dict[int, tuple[_Block, float]] = field(default_factory=dict)
    above: int = 0
    low: float = 0.0
    room: float = 0.0

    @property
    def y(self) -> float:
        return self.places[0].y


def squeeze(columns: Columns, ties: Iterable[Tie], gaps: Iterable[Gap], least: float) -> None:
    """Heights of all places within the least height that holds them, or within `least` where that is more."""
    places, ties, gaps = [p for column in columns for p in column], list(ties), list(gaps)
    order = _order(places, ties, gaps)
    if order is None:  # blocks that hook into each other; level ones cannot
        order = _order(places, [(a, b) for a, b in ties if a.y == b.y], gaps) or []
    for a in reversed(order):
        a.room = max((gap + b.room for b, gap in a.below.values()), default=0.0)
        a.room = max(a.room, _extent(a)[1])
    for a in order:
        a.low = max(a.low, -_extent(a)[0])
        for b, gap in a.below.values():
            b.low = max(b.low, a.low + gap)
    _place(order, max(least, max(b.low + b.room for b in order)))


def _order(places: list[ColumnPlace], ties: list[Tie], gaps: list[Gap]) -> list[_Block] | None:
    """Blocks from top to bottom, each with its distances to those below it; None where two stand above each other."""
    block = _blocks(places, ties)
    for upper, lower, gap in gaps:
        a, b = block[id(upper)], block[id(lower)]
        if a is b:
            continue
        need = gap + (upper.y - a.y) - (lower.y - b.y)
        if id(b) not in a.below:
            b.above += 1
        a.below[id(b)] = b, max(need, a.below.get(id(b), (b, need))[1])
    blocks = {id(b): b for b in block.values()}
    order = _sorted(list(blocks.values()))
    return order if len(order) == len(blocks) else None


def _extent(block: _Block) -> tuple[float, float]:
    """How far its places lie above and below its first one."""
    ys = [p.y - block.y for p in block.places]
    return min(ys), max(ys)


def _blocks(places: list[ColumnPlace], ties: Iterable[Tie]) -> dict[int, _Block]:
    block = {id(p): _Block([p]) for p in places}
    for a, b in ties:
        one, other = block[id(a)], block[id(b)]
        if one is not other:
            one.places += other.places
            for place in other.places:
                block[id(place)] = one
    return block


def _sorted(blocks: list[_Block]) -> list[_Block]:
    """Every block behind those above it."""
    ready = [b for b in blocks if not b.above]
    order: list[_Block] = []
    while ready:
        a = ready.pop()
        order.append(a)
        for b, _ in a.below.values():
            b.above -= 1
            if not b.above:
                ready.append(b)
    return order


def _place(order: list[_Block], height: float) -> None:
    """Each as near as its neighbours allow to its part of the height."""
    ys = [p.y for b in order for p in b.places]
    top, scale = min(ys), min(1.0, height / max(max(ys) - min(ys), 1.0))
    for a in order:
        y = min(max((a.y - top) * scale, a.low), height - a.room)
        by = y - a.y
        for b, gap in a.below.values():
            b.low = max(b.low, y + gap)
        for place in a.places:
            place.y += by
