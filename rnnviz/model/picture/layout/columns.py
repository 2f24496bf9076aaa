"""Which column every value stands in, and in what order from top to bottom: the first half of a layered layout.

Column 0 is the left edge, where states enter; the last one is the right edge, where they leave. A value stands
right of everything it reads. A wire that passes a column takes a place in it, a lane, as a shape does.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right, insort
from collections.abc import Iterable
from dataclasses import dataclass, field

from rnnviz.engine import Cell
from rnnviz.model.picture.layout.work import Work
from rnnviz.model.picture.meaning import belt_states
from rnnviz.model.picture.parts import Parts
from rnnviz.model.picture.shapes import Shape

SWEEPS = 6
CROWDED = 0.4
"""What a learned box costs a column that has others, in columns of wire."""


@dataclass(slots=True, eq=False)
class ColumnPlace:
    """One place of a column: a shape, or a lane of a wire (shape None).

    `reads` are nets, top to bottom; `ends` are the height and side of each where it comes in, `out` is the height at
    which its own wire leaves. `belt`: whether it stands on the belt of a state.
    """

    net: str
    shape: Shape | None = None
    reads: list[str] = field(default_factory=list)
    y: float = 0.0
    ends: list[tuple[float, str]] = field(default_factory=list)
    out: float = 0.0
    belt: bool = False


Columns = list[list[ColumnPlace]]


def columns_of(cell: Cell, found: Parts, work: Work) -> tuple[Columns, str]:
    """The columns of a cell, ordered so that few wires cross; and the net that x joins at the left edge, if any."""
    column = _numbers(cell, found, work)
    host = _host(cell, found)
    columns = _filled(cell, found, column, host, work)
    return _ordered(columns, work), host


def _host(cell: Cell, found: Parts) -> str:
    """The state that x may join: where the same boxes read both, and nothing else reads either."""
    learned = {s.name for s in found.shapes if s.learned}
    x = {link.sink for link in found.links if link.source == "x"}
    for state in cell.states:
        sinks = {link.sink for link in found.links if link.source == f"{state}_prev"}
        if sinks == x and x <= learned:
            return f"{state}_prev"
    return ""


def _readers(found: Parts) -> dict[str, list[str]]:
    readers: dict[str, list[str]] = {}
    for link in found.links:
        readers.setdefault(link.source, []).append(link.sink)
    return readers


def _numbers(cell: Cell, found: Parts, work: Work) -> dict[str, int]:
    """Column of every shape: as far left as what it reads allows, then as far right as saves wire."""
    readers = _readers(found)
    column: dict[str, int] = {}
    reads: dict[str, list[str]] = {s.name: [] for s in found.shapes}
    for link in found.links:
        reads[link.sink].append(link.source)
    for shape in found.shapes:
        column[shape.name] = 1 + max((column.get(source, 0) for source in reads[shape.name]), default=0)
    last = max(column.values()) + 1
    leaving = (*cell.states, cell.output)
    crowd = [0.0] * (last + 1)
    for shape in found.shapes:
        crowd[column[shape.name]] += _crowding(shape)
    for shape in reversed(found.shapes):
        name, at = shape.name, column[shape.name]
        ahead = [column[r] for r in readers.get(name, ())] + ([last] if name in leaving else [])
        crowd[at] -= _crowding(shape)
        if min(ahead, default=0) > at + 1:
            farthest = [
                max((column[r] for r in readers[s] if r != name), default=0) for s in dict.fromkeys(reads[name])
            ]
            work.spend(min(ahead) * len(farthest))
            column[name] = min(range(at, min(ahead)), key=lambda c: _cost(c, name in readers, farthest) + crowd[c])
        crowd[column[name]] += _crowding(shape)
    used = {at: i for i, at in enumerate(sorted(set(column.values())), 1)}
    return {name: used[at] for name, at in column.items()}


def _crowding(shape: Shape) -> float:
    return CROWDED if shape.kind == "gate" else CROWDED / 2


def _cost(at: int, read: bool, farthest: Iterable[int]) -> float:
    """Columns of wire that are needed where a shape stands in a column; `farthest`: the last other reader of each
    value it reads."""
    return sum(max(at, column) for column in farthest) - (float(at) if read else 0.0)


def _filled(cell: Cell, found: Parts, column: dict[str, int], host: str, work: Work) -> Columns:
    """Shapes and lanes in their columns, in the order of the sketch's rows, else of the equations."""
    last = max(column.values()) + 1
    columns: Columns = [[] for _ in range(last + 1)]
    belt = belt_states(cell)
    states = sorted(cell.states, key=lambda s: s not in belt)
    columns[0] = [ColumnPlace(f"{state}_prev") for state in states]
    reads: dict[str, list[str]] = {}
    ends: dict[str, int] = {}
    together = {link.sink for link in found.links if link.source == host}
    for link in found.links:
        if link.source != "x" or link.sink not in together:
            reads.setdefault(link.sink, []).append(link.source)
            ends[link.source] = max(ends.get(link.source, 0), column[link.sink])
    ends |= dict.fromkeys((*cell.states, cell.output), last)
    starts = {f"{s}_prev": 0 for s in states} | {"x": 0} | column
    for net, end in ends.items():
        work.spend(end - starts[net])
        for at in range(starts[net] + 1, end):
            columns[at].append(ColumnPlace(net))
    row = {word: r for r, words in enumerate(cell.sketch) for word in words}
    for shape in sorted(found.shapes, key=lambda s: row.get(s.lines[-1], 0)):
        columns[column[shape.name]].append(
            ColumnPlace(shape.name, shape, list(dict.fromkeys(reads.get(shape.name, ()))))
        )
    columns[last] = [ColumnPlace(state) for state in states]
    _mark_belt(columns, belt)
    return columns


def _mark_belt(columns: Columns, states: tuple[str, ...]) -> None:
    """The belt: from where a state enters by way of what changes it to where it leaves."""
    places = [p for column in columns for p in column]
    for state in states:
        into = next(p for p in places if p.shape and p.net == state).reads
        kept = [p.net for p in places if p.shape and p.net in into and f"{state}_prev" in p.reads][:1]
        nets = {state, *kept, *([f"{state}_prev"] if kept or f"{state}_prev" in into else [])}
        for place in places:
            place.belt = place.net in nets


# order ---------------------------------------------------------------------------------------------------------


def _ordered(columns: Columns, work: Work) -> Columns:
    """Barycentre sweeps there and back; the order with the fewest crossings is kept."""
    best, least = [list(c) for c in columns], crossings(columns)
    now = [list(c) for c in columns]
    for sweep in range(SWEEPS):
        if not least:
            break
        work.spend(sum(1 + len(place.reads) for column in now for place in column))
        _sweep(now, rightward=sweep % 2 == 0)
        count = crossings(now)
        if count < least:
            best, least = [list(c) for c in now], count
    for column, before in zip(best[1:], best, strict=False):
        at = _heights(before)
        for place in column:
            place.reads.sort(key=lambda net: at[net])
    return best


def _heights(column: Iterable[ColumnPlace]) -> dict[str, float]:
    """Rank of every net that leaves a column to the right; x comes from below all."""
    found = {place.net: float(i) for i, place in enumerate(column)}
    return {"x": float(len(found)), **found}


def _sweep(columns: Columns, rightward: bool) -> None:
    count = len(columns)
    for at in range(1, count - 1) if rightward else range(count - 2, 0, -1):
        left, right = _heights(columns[at - 1]), _targets(columns[at + 1])
        near, far = (_left, _right) if rightward else (_right, _left)
        keys = {}
        for i, place in enumerate(columns[at]):
            found = near(place, left, right) or far(place, left, right)
            keys[id(place)] = sum(found) / len(found) if found else float(i)
        columns[at].sort(key=lambda p: keys[id(p)])
    _order_states(columns)


def _order_states(columns: Columns) -> None:
    """States enter and leave in one order: what both ends wish, half and half."""
    first, last = _targets(columns[1]), _heights(columns[-2])
    entries, exits = columns[0], columns[-1]
    wish = []
    for i, (enter, leave) in enumerate(zip(entries, exits, strict=True)):
        found = [*first.get(enter.net, []), last[leave.net]]
        wish.append((sum(found) / len(found), i))
    order = [i for _, i in sorted(wish)]
    columns[0], columns[-1] = [entries[i] for i in order], [exits[i] for i in order]


def _left(place: ColumnPlace, left: dict[str, float], right: dict[str, list[float]]) -> list[float]:
    return [left[net] for net in (place.reads if place.shape else [place.net])]


def _right(place: ColumnPlace, left: dict[str, float], right: dict[str, list[float]]) -> list[float]:
    return right.get(place.net, [])


def _targets(column: Iterable[ColumnPlace]) -> dict[str, list[float]]:
    """Ranks in a column at which every net arrives from the left."""
    found: dict[str, list[float]] = {}
    for i, place in enumerate(column):
        for net in place.reads if place.shape else [place.net]:
            found.setdefault(net, []).append(float(i))
    return found


def crossings(columns: Columns) -> int:
    """How often wires between neighbouring columns cross."""
    total = 0
    for before, column in itertools.pairwise(columns):
        at = _heights(before)
        ends = sorted((at[net], i) for net, found in _targets(column).items() for i in found)
        seen: list[float] = []
        for _, i in ends:  # a wire crosses those that come from above it and go below
            total += len(seen) - bisect_right(seen, i)
            insort(seen, i)
    return total
