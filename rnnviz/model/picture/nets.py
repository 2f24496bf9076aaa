"""Branches -> pieces: every wire cut at its forks and joins, each piece knowing which readers lie downstream."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from rnnviz.engine import Cell
from rnnviz.model.picture.grid import EPSILON
from rnnviz.model.picture.meaning import Readers, is_peephole, readers_of, role_of, state_role, valve_of
from rnnviz.model.picture.parts import Parts
from rnnviz.model.picture.routes import Branch, on_segment
from rnnviz.model.picture.shapes import Dot, Link, Point, Shape, WirePiece


@dataclass(slots=True)
class _Cut:
    """A branch while it is being cut: the places along it where others leave or come in."""

    branch: Branch
    index: int
    cuts: dict[float, tuple[Point, str]] = field(default_factory=dict)
    forks: list[tuple[float, _Cut]] = field(default_factory=list)
    joins: list[tuple[float, _Cut]] = field(default_factory=list)


def pieces_of(
    cell: Cell, parts: Parts, shapes: Mapping[str, Shape], branches: Iterable[Branch], belt: float
) -> tuple[tuple[WirePiece, ...], tuple[Dot, ...]]:
    """Cut branches into pieces and find the dots; `belt` is the y of the belt."""
    cuts = [_Cut(b, i) for i, b in enumerate(branches)]
    _find_forks(cell, cuts)
    _find_joins(cell, cuts)
    _check_complete(cell, parts, cuts)
    served = _Served(parts, cuts)
    readers = readers_of(cell)
    cut_up = [p for cut in cuts for p in _cut_branch(cell, shapes, cut, served, readers)]
    pieces = [replace(p, belt=True) if _straight_along(p.points, belt) else p for p in cut_up]
    return tuple(pieces), _dots(cuts, pieces, belt)


def _straight_along(points: tuple[Point, ...], belt: float) -> bool:
    return len(points) == 2 and all(abs(p[1] - belt) < EPSILON for p in points)


def position(points: tuple[Point, ...], point: Point) -> float | None:
    """Distance along a polyline at which it passes `point`; None where it does not."""
    run = 0.0
    for a, b in itertools.pairwise(points):
        if on_segment(point, a, b):
            return run + abs(point[0] - a[0]) + abs(point[1] - a[1])
        run += abs(b[0] - a[0]) + abs(b[1] - a[1])
    return None


def _find_forks(cell: Cell, cuts: list[_Cut]) -> None:
    nets = _by_net(cuts)
    for cut in cuts:
        if cut.branch.start != "fork":
            continue
        start = cut.branch.points[0]
        parent = _carrier(nets, cut, cut.branch.net, start)
        if parent is None:
            where = f"{start[0]:g},{start[1]:g}"
            raise cell.refused("wires", "wires.fork", net=cut.branch.net, where=where)
        host, at = parent
        host.cuts[at] = (start, "fork")
        host.forks.append((at, cut))


def _find_joins(cell: Cell, cuts: list[_Cut]) -> None:
    nets = _by_net(cuts)
    for cut in cuts:
        if cut.branch.end != "join":
            continue
        end = cut.branch.points[-1]
        host = _carrier(nets, cut, cut.branch.to, end)
        if host is None:
            where = f"{end[0]:g},{end[1]:g}"
            raise cell.refused("wires", "wires.join", net=cut.branch.net, to=cut.branch.to, where=where)
        host[0].cuts[host[1]] = (end, "join")
        host[0].joins.append((host[1], cut))


def _by_net(cuts: list[_Cut]) -> dict[str, list[_Cut]]:
    found: dict[str, list[_Cut]] = {}
    for cut in cuts:
        found.setdefault(cut.branch.net, []).append(cut)
    return found


def _carrier(nets: Mapping[str, list[_Cut]], own: _Cut, net: str, point: Point) -> tuple[_Cut, float] | None:
    for cut in nets.get(net, ()):
        if cut is not own:
            at = position(cut.branch.points, point)
            if at is not None:
                return cut, at
    return None


class _Served:
    """Which links each place of each branch leads to; x may travel the last part within another wire."""

    def __init__(self, parts: Parts, cuts: list[_Cut]) -> None:
        self._links: dict[str, list[Link]] = {}
        for link in parts.links:
            self._links.setdefault(link.source, []).append(link)
        self._parent = {id(fork): (cut, at) for cut in cuts for at, fork in cut.forks}
        self._host = {id(joiner): (cut, at) for cut in cuts for at, joiner in cut.joins}

    def own(self, cut: _Cut, after: float) -> tuple[Link, ...]:
        """Links of the branch's own source reached from behind `after`."""
        return self._reached(cut, after, cut.branch.net)

    def all(self, cut: _Cut, after: float) -> tuple[Link, ...]:
        """Links of everything the wire carries behind `after`."""
        found = list(self._reached(cut, after, cut.branch.net))
        for at, joiner in self._joins_before(cut, after):
            if at <= after + EPSILON:
                found.extend(self._reached(cut, after, joiner.branch.net))
        return tuple(dict.fromkeys(found))

    def joined(self, cut: _Cut, after: float) -> tuple[str, ...]:
        """Sources that have come into the wire before `after`."""
        return tuple(j.branch.net for at, j in self._joins_before(cut, after) if at <= after + EPSILON)

    def _joins_before(self, cut: _Cut, after: float) -> list[tuple[float, _Cut]]:
        if id(cut) not in self._parent:
            return cut.joins
        parent, at = self._parent[id(cut)]
        return [(-1.0, j) for b, j in self._joins_before(parent, at) if b < at] + cut.joins

    def _reached(self, cut: _Cut, after: float, source: str) -> tuple[Link, ...]:
        sinks = self._sinks(cut, after)
        return tuple(link for link in self._links.get(source, ()) if link.sink in sinks)

    def exits(self, cut: _Cut, after: float) -> tuple[str, ...]:
        """Which of "next" and "out" the wire leads to behind `after`."""
        found = {cut.branch.end} & {"next", "out"}
        for at, fork in cut.forks:
            if at > after + EPSILON:
                found |= set(self.exits(fork, -1.0))
        return tuple(sorted(found))

    def _sinks(self, cut: _Cut, after: float) -> frozenset[str]:
        found: set[str] = set()
        if cut.branch.end == "node":
            found.add(cut.branch.to)
        elif cut.branch.end == "join":
            found |= self._sinks(*self._host[id(cut)])
        for at, fork in cut.forks:
            if at > after + EPSILON:
                found |= self._sinks(fork, -1.0)
        return frozenset(found)


def _cut_branch(
    cell: Cell, shapes: Mapping[str, Shape], cut: _Cut, served: _Served, readers: Readers
) -> list[WirePiece]:
    points, found = cut.branch.points, []
    total = sum(abs(b[0] - a[0]) + abs(b[1] - a[1]) for a, b in itertools.pairwise(points))
    stops = sorted((at, kind) for at, (_, kind) in cut.cuts.items())
    begin, start = 0.0, cut.branch.start
    for i, (end_at, kind) in enumerate([*stops, (total, cut.branch.end)]):
        if end_at - begin > EPSILON:
            end = "through" if i < len(stops) else kind
            found.append(_piece(cell, shapes, cut, served, readers, (begin, end_at), (start, end), i))
            start = "through" if straight_at(points, end_at) else "fork"
        begin = end_at
    return found


def straight_at(points: tuple[Point, ...], at: float) -> bool:
    """Whether a wire goes straight on at a distance along it; at the corner of a T it does not."""
    run = 0.0
    for a, b in itertools.pairwise(points):
        run += abs(b[0] - a[0]) + abs(b[1] - a[1])
        if abs(run - at) < EPSILON:
            return False
    return True


def _piece(
    cell: Cell,
    shapes: Mapping[str, Shape],
    cut: _Cut,
    served: _Served,
    readers: Readers,
    span: tuple[float, float],
    ends: tuple[str, str],
    index: int,
) -> WirePiece:
    branch, after = cut.branch, span[0]
    lead = next((s for s in (branch.net, *served.joined(cut, after)) if s != "x"), branch.net)
    everything = served.all(cut, after)
    links = tuple(link for link in everything if link.source == lead)
    points = _between(branch.points, *span)
    joined = lead != branch.net or len({link.source for link in everything}) > 1
    return WirePiece(
        key=f"{branch.net}/{cut.index}.{index}",
        net=branch.net,
        source=lead,
        role=state_role(cell, shapes, lead) if joined else role_of(cell, shapes, lead),
        points=points,
        start=ends[0],
        end=ends[1],
        links=links,
        all_links=everything,
        leaves=branch.net if ends[0] == "source" else "",
        enters=branch.to if ends[1] == "node" else "",
        peephole=is_peephole(cell, links, readers),
        valve=valve_of(cell, shapes, lead),
        exits=served.exits(cut, after),
    )


def _between(points: tuple[Point, ...], begin: float, end: float) -> tuple[Point, ...]:
    run = 0.0
    found: list[Point] = []
    for a, b in itertools.pairwise(points):
        length = abs(b[0] - a[0]) + abs(b[1] - a[1])
        for at, point in ((begin, _along(a, b, begin - run)), (end, _along(a, b, end - run))):
            if -EPSILON <= at - run <= length + EPSILON and (not found or found[-1] != point):
                found.append(point)
        run += length
        if begin + EPSILON < run < end - EPSILON and found[-1] != b:
            found.append(b)
    return tuple(found)


def _along(a: Point, b: Point, distance: float) -> Point:
    length = abs(b[0] - a[0]) + abs(b[1] - a[1])
    part = min(max(distance / length, 0.0), 1.0)
    return round(a[0] + (b[0] - a[0]) * part, 6), round(a[1] + (b[1] - a[1]) * part, 6)


def _check_complete(cell: Cell, parts: Parts, cuts: list[_Cut]) -> None:
    served = _Served(parts, cuts)
    reached = {link for cut in cuts for link in served.own(cut, -1.0)}
    for link in parts.links:
        if link not in reached:
            raise cell.refused("wires", "wires.missing", source=link.source, sink=link.sink)


def _dots(cuts: list[_Cut], pieces: list[WirePiece], belt: float) -> tuple[Dot, ...]:
    found: dict[Point, Dot] = {}
    ends: dict[Point, list[WirePiece]] = {}
    starts: dict[Point, list[WirePiece]] = {}
    for piece in pieces:
        ends.setdefault(piece.points[-1], []).append(piece)
        starts.setdefault(piece.points[0], []).append(piece)
    for cut in cuts:
        for point, kind in cut.cuts.values():
            owner = _owner(ends.get(point, []), starts.get(point, []), cut, kind)
            on_belt = abs(point[1] - belt) < EPSILON and cut.branch.points[0][1] == point[1]
            found[point] = Dot(point[0], point[1], owner.key, kind, on_belt)
    return tuple(found.values())


def _owner(ending: list[WirePiece], starting: list[WirePiece], cut: _Cut, kind: str) -> WirePiece:
    """The piece whose colour a dot has: the parent's at a fork, the joining wire's at a join."""
    if kind == "join":
        return next(p for p in ending if p.end == "join")
    own = [p for p in ending if p.key.startswith(f"{cut.branch.net}/{cut.index}.")]
    return (own or ending or starting)[0]
