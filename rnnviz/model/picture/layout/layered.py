"""A layered layout that cannot fail: columns from left to right, wires on tracks between them and lanes through them.

`columns` says who stands where and in what order, `levels` how high, `tracks` where wires turn; here all that becomes
coordinates. Nothing is searched: every wire has room because the ground grows until it has.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from rnnviz.engine import Cell
from rnnviz.model.picture import grid as g
from rnnviz.model.picture.assemble import assembled, sized
from rnnviz.model.picture.grid import TALL, Ground, Sizes, grown
from rnnviz.model.picture.layout.columns import ColumnPlace, Columns, columns_of
from rnnviz.model.picture.layout.levels import set_levels
from rnnviz.model.picture.layout.sides import reach, roomy
from rnnviz.model.picture.layout.tracks import Tracks, Turn, tracks_of
from rnnviz.model.picture.layout.trees import Leaf, branches_of, corners
from rnnviz.model.picture.layout.work import Work
from rnnviz.model.picture.naming import spelled
from rnnviz.model.picture.parts import Parts
from rnnviz.model.picture.room import STRIP, text_width
from rnnviz.model.picture.routes import Branch
from rnnviz.model.picture.shapes import LabelToken, Picture, Point, Shape

TRACK = 2.6
"""From one vertical wire to the next."""
BEFORE, BEHIND = 3.2, 2.4
"""From the last track to the shapes right of it, with an arrowhead; from shapes to the first track right of them."""
NARROW = 5.0
"""A channel in which no wire turns."""
EDGE = 3.0
"""From the frame to the nearest wire."""
AIR = 0.1
"""Part of a formula's width that stays free on either side of it: an estimate may fall short."""
RATIO = g.WIDTH / TALL.height


@dataclass(slots=True)
class LayeredLayout:
    """The columns with their heights, the tracks left of column 1, 2, ..., and what becomes of them on the ground."""

    columns: Columns
    channels: list[Tracks]
    output: str
    host: str
    ground: Ground = TALL
    middles: list[float] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)

    def turn(self, channel: int, net: str, part: int = 0) -> float:
        """x of a net's track in a channel."""
        return round(self.starts[channel] + TRACK * self.channels[channel].track[net, part], 3)


def layered(cell: Cell, found: Parts, sizes: Sizes, work: Work) -> Picture:
    """The picture of any cell; TooMuch where the budget does not suffice."""
    columns, host = columns_of(cell, found, work)
    for column in columns:
        for place in column:
            if place.shape is not None:
                place.shape = roomy(sized(place.shape, sizes), len(place.reads))
    set_levels(columns, work)
    channels = [tracks_of(_turns(columns, at, cell.output, host), work) for at in range(1, len(columns))]
    plan = LayeredLayout(columns, channels, cell.output, host)
    height = _set_heights(plan)
    _set_widths(plan, height, _wishes(cell, columns))
    at = {p.net: _standing(p, x) for column, x in zip(columns, plan.middles, strict=True) for p in column if p.shape}
    shapes = {s.name: at[s.name] for s in found.shapes}
    leaves = _leaves(plan)
    work.spend(sum(len(leaf.points) for ways in leaves.values() for leaf in ways))
    branches = tuple(b for net, ways in leaves.items() for b in branches_of(net, ways))
    return assembled(cell, found, shapes, branches, plan.ground, _belt(columns, branches), AIR)


def _belt(columns: Columns, branches: Iterable[Branch]) -> float:
    """The height of the belt; off the ground where there is none, or where other wires run as high."""
    nets = {place.net for column in columns for place in column if place.belt}
    for y in [place.y for place in columns[0] if place.belt]:
        level = {b.net for b in branches for p, q in itertools.pairwise(b.points) if p[1] == q[1] == y}
        if level <= nets:
            return y
    return -1.0


def _standing(place: ColumnPlace, x: float) -> Shape:
    assert place.shape is not None
    return replace(place.shape, x=x, y=place.y)


def _turns(columns: Columns, at: int, output: str, host: str) -> list[Turn]:
    """What every net does between a column and the one before it."""
    come: dict[str, float | None] = {"x": None} if at == 1 else {}
    come |= {place.net: place.out for place in columns[at - 1]}
    go: dict[str, list[float]] = {}
    for place in columns[at]:
        for net, y in _arrivals(place):
            go.setdefault(net, []).append(y)
    last = at == len(columns) - 1
    if last:
        go.setdefault(output, [])
    joined = host if at == 1 else ""
    if joined:
        go.setdefault("x", []).append(come[joined] or 0.0)
    return [
        Turn(net, come[net], tuple(sorted(ends)), last and net == output, "x" if net == joined else "")
        for net, ends in go.items()
    ]


def _arrivals(place: ColumnPlace) -> list[tuple[str, float]]:
    if place.shape is None:
        return [(place.net, place.y)]
    return [(net, y) for net, (y, _) in zip(place.reads, place.ends, strict=True)]


# ground --------------------------------------------------------------------------------------------------------


def _set_heights(plan: LayeredLayout) -> float:
    """Move everything onto the ground, in the middle where there is more room than needed; the ground's height."""
    last = len(plan.columns) - 1
    spans = [
        (p.y - reach(p, i in (0, last))[0], p.y + reach(p, i in (0, last))[1])
        for i, column in enumerate(plan.columns)
        for p in column
    ]
    spans += [(y - EDGE, y + EDGE) for tracks in plan.channels for y in tracks.between.values()]
    top, bottom = min(a for a, _ in spans), max(b for _, b in spans)
    left = TALL.height - TALL.frame[3]
    room = max(TALL.frame[3] - TALL.frame[1] - 2, bottom - top)
    by = round(TALL.frame[1] + 1 + (room - (bottom - top)) / 2 - top, 3)
    for column in plan.columns:
        for place in column:
            place.y, place.out = round(place.y + by, 3), round(place.out + by, 3)
            place.ends = [(round(y + by, 3), side) for y, side in place.ends]
    for tracks in plan.channels:
        tracks.between.update({net: round(y + by, 3) for net, y in tracks.between.items()})
    return max(TALL.height, round(TALL.frame[1] + room + 2 + left, 3))


def _set_widths(plan: LayeredLayout, height: float, wishes: list[float]) -> None:
    """x of columns and tracks: as near as the wires allow, then wider where names want room and there is some."""
    widths = [max((p.shape.w for p in column if p.shape), default=0.0) for column in plan.columns]
    before, behind = _margins(plan)
    spans = [TRACK * max(tracks.count - 1, 0) for tracks in plan.channels]
    total = 2 * TALL.frame[0] + sum(widths) + sum(before) + sum(behind) + sum(spans)
    spare = max(g.WIDTH, RATIO * height) - total
    for i, wish in sorted(enumerate(wishes), key=lambda item: item[1]):
        more = max(0.0, wish - behind[i])
        if more <= spare:
            behind[i] += more
            spare -= more
    share = max(0.0, spare) / (2 * len(plan.channels))
    x = TALL.frame[0]
    for i, tracks in enumerate(plan.channels):
        start = x + behind[i] + share
        end = start + spans[i] + before[i] + share
        plan.starts.append(round(start, 3) if tracks.count else 0.0)
        plan.middles.append(round(end + widths[i + 1] / 2, 3))
        x = end + widths[i + 1]
    plan.ground = grown(round(x + TALL.frame[0], 3), height)
    plan.middles.insert(0, 0.0)


def _margins(plan: LayeredLayout) -> tuple[list[float], list[float]]:
    """Least room right and left of the tracks of every channel."""
    before, behind = [], []
    last = len(plan.channels) - 1
    for i, tracks in enumerate(plan.channels):
        before.append((EDGE if i == last else BEFORE) if tracks.count else NARROW / 2)
        behind.append((EDGE if i == 0 else BEHIND) if tracks.count else NARROW / 2)
    before[0] += g.CORNER if plan.host else 0.0
    names = [text_width([LabelToken("", place.net)]) for place in plan.columns[0]]
    wide = max(0.0, max(names, default=0.0) / 2 + 1.0 - (TALL.gaps[0] - TALL.left))
    behind[0], before[last] = max(behind[0], wide), max(before[last], wide)
    return before, behind


def _wishes(cell: Cell, columns: Columns) -> list[float]:
    """Room right of every column for the formulas at its wires."""
    found = []
    for column in columns[:-1]:
        widest = max((p.shape.w for p in column if p.shape), default=0.0)
        wishes = [0.0]
        for place in column:
            tokens = spelled(cell, place.shape) if place.shape else None
            if place.shape and tokens:
                wishes.append(max((1 + 2 * AIR) * text_width(tokens), STRIP) + 1.2 - (widest - place.shape.w) / 2)
        found.append(max(wishes))
    return found


# wires ---------------------------------------------------------------------------------------------------------


def _leaves(plan: LayeredLayout) -> dict[str, list[Leaf]]:
    """Every net's ways from its source to all its readers."""
    found: dict[str, list[Leaf]] = {}
    ways: dict[str, list[Point]] = {}
    for at, column in enumerate(plan.columns[1:], 1):
        for place in plan.columns[at - 1]:
            if at == 1:
                ways[place.net] = [(g.LEFT, place.y)]
            elif place.shape is not None:
                ways[place.net] = [(round(plan.middles[at - 1] + place.shape.w / 2, 6), place.out)]
        if at == 1 and ("x", 0) in plan.channels[0].track:
            ways["x"] = [(plan.turn(0, "x"), plan.ground.x_start)]
        if at == 1 and plan.host:
            (x, _), (_, y) = ways["x"][0], ways[plan.host][0]
            found["x"] = [Leaf((*ways["x"], (x, y), (round(x + g.CORNER, 3), y)), "join", plan.host)]
        onward: dict[str, list[Point]] = {}
        for place in column:
            for net, y in _arrivals(place):
                way = ways[net] + _bends(plan, at - 1, net, ways[net][-1][1], y)
                if place.shape is not None:
                    points = _entered(place, plan.middles[at], way, y)
                    found.setdefault(net, []).append(Leaf(points, "node", place.shape.name))
                elif at == len(plan.columns) - 1:
                    found.setdefault(net, []).append(Leaf(corners([*way, (plan.ground.right, y)]), "next", net))
                else:
                    onward[net] = [*way, (plan.middles[at], y)]
        if at == len(plan.columns) - 1:
            way, net = ways[plan.output], plan.output
            up = _bends(plan, at - 1, net, way[-1][1], g.OUT_END)
            found.setdefault(net, []).append(Leaf(corners([*way, *up]), "out", net))
        ways = onward
    return found


def _bends(plan: LayeredLayout, channel: int, net: str, y: float, to: float) -> list[Point]:
    """The points at which a net changes its height in a channel."""
    tracks = plan.channels[channel]
    if net in tracks.between:
        first, second, middle = plan.turn(channel, net, 1), plan.turn(channel, net, 2), tracks.between[net]
        return [(first, y), (first, middle), (second, middle), (second, to)]
    if abs(y - to) < g.EPSILON:
        return []
    x = plan.turn(channel, net)
    return [(x, y), (x, to)]


def _entered(place: ColumnPlace, x: float, way: list[Point], y: float) -> tuple[Point, ...]:
    """A way to its end at a shape: at its left side, or from above or below."""
    shape = place.shape
    assert shape is not None
    if (y, "left") in place.ends:
        return corners([*way, (round(x - shape.w / 2, 6), y)])
    rim = place.y + (shape.h if y > place.y else -shape.h) / 2
    return corners([*way, (x, y), (x, round(rim, 6))])
