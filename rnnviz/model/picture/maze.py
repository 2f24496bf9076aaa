"""A small router: wires one after the other along whole grid points, never through a shape, lanes apart.

Each wire is a cheapest path (length, corners, crossings) to its reader, from the source or from any
straight part of the wires the source already has. Where no path exists a direct one is drawn: `check`
will name what is wrong with it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush

from rnnviz.model.picture import grid as g
from rnnviz.model.picture.ports import (
    DOWN,
    LEFT,
    RIGHT,
    STEPS,
    UP,
    Spot,
    Step,
    between,
    corners,
    facing,
    grown,
    inside,
    port,
    within,
)  # fmt: skip
from rnnviz.model.picture.routes import Branch
from rnnviz.model.picture.shapes import Link, Point, Shape

TURN, CROSS, FORK, NEAR_OWN, NAME = 4.0, 7.0, 2.0, 3.0, 6.0
"""Costs, in u of detour."""
INNER = (14, 89)
"""Whole wires between entry and exit stay within these columns."""
JOIN_X, FORK_X = 20, 16
"""Where x comes up and joins the bus; where a belt state forks down to the bus."""
LIMIT = 60_000


@dataclass(frozen=True, slots=True)
class Begin:
    """Where a path may start: a point, a direction, what that costs, and the points that come before."""

    at: Spot
    step: Step
    cost: float
    before: tuple[Point, ...]
    start: str


@dataclass(frozen=True, slots=True)
class End:
    """Where a path may end, moving by `step`, and the points that follow."""

    at: Spot
    step: Step
    after: tuple[Point, ...]
    cost: float = 0.0


@dataclass(slots=True)
class Maze:
    """The stage while it is being wired."""

    shapes: Mapping[str, Shape]
    links: tuple[Link, ...]
    found: list[Branch] = field(default_factory=list)
    level: dict[Spot, str] = field(default_factory=dict)
    upright: dict[Spot, str] = field(default_factory=dict)
    knots: set[Spot] = field(default_factory=set)
    dots: set[Spot] = field(default_factory=set)
    ports: dict[tuple[str, Step, int], str] = field(default_factory=dict)
    ahead: dict[str, tuple[str, tuple[Point, ...]]] = field(default_factory=dict)
    joined: tuple[str, frozenset[str]] = ("", frozenset())
    walls: dict[Spot, set[str]] = field(default_factory=dict)
    names: set[Spot] = field(default_factory=set)

    # ends --------------------------------------------------------------------------------------------------

    def reserve_ends(self, left: Mapping[str, float]) -> None:
        """Mark the shapes, the names above the gates, and the first stretch of every state."""
        for shape in self.shapes.values():
            for spot in inside(grown(shape.box, 1.99)):
                self.walls.setdefault(spot, set()).add(shape.name)
            if shape.kind == "gate":
                width = 0.95 + 0.85 * len(shape.title)
                name = (shape.x - width, shape.box[1] - 2.5, shape.x - 1.2, shape.box[1])
                self.names.update(inside(name))
        for state, y in left.items():
            stretch = ((g.LEFT, y), (17.0, y))
            self.ahead[f"{state}_prev"] = ("source", stretch)
            self._occupy(f"{state}_prev", stretch)
        self._occupy("x", ((float(JOIN_X), g.X_START), (float(JOIN_X), 42.0)))

    def bus(self, left: Mapping[str, float]) -> set[tuple[str, str]]:
        """Let x join the state that most boxes read beside it; the links of x that this serves."""
        x_sinks = {k.sink for k in self.links if k.source == "x" and self.shapes[k.sink].learned}
        shared = {s: {k.sink for k in self.links if k.source == f"{s}_prev"} & x_sinks for s in left}
        state = max(shared, key=lambda s: len(shared[s]), default="")
        if not state or not shared[state]:
            return set()
        net, y = f"{state}_prev", left[state]
        start = ((float(FORK_X), y), (float(FORK_X), g.BUS)) if y != g.BUS else ((g.LEFT, g.BUS),)
        run = (*start, (23.0, g.BUS))
        if y == g.BUS:
            self.ahead.pop(net)
        self.ahead[f"{net}+x"] = ("source" if y == g.BUS else "fork", run)
        self._occupy(net, run)
        ramp = ((float(JOIN_X), g.X_START), (float(JOIN_X), g.BUS), (JOIN_X + 1.5, g.BUS))
        self._occupy("x", ramp[:2])
        self.found.append(Branch("x", ramp, "source", "join", net))
        self.joined = (net, frozenset(shared[state]))
        return {("x", sink) for sink in shared[state]}

    # wires -------------------------------------------------------------------------------------------------

    def ease(self, job: tuple[str, str]) -> tuple[int, float]:
        """Sort key: straight wires first, then short ones; the bus before what must go round it."""
        source, sink = self.shapes.get(job[0]), self.shapes[job[1]]
        if source is None:
            on_bus = job[0] == self.joined[0] and job[1] in self.joined[1]
            first = 1 if self.ahead.get(f"{job[0]}+x", ("fork",))[0] == "fork" else -2
            return (first, -sink.x) if on_bus else (-1 if sink.y == g.BELT else 2, sink.x)
        straight = source.x == sink.x or source.y == sink.y
        return (0 if straight else 2), abs(source.x - sink.x) + abs(source.y - sink.y)

    def connect(self, source: str, sink: str) -> None:
        """Wire a source to a reader."""
        if self._beside(source, sink):
            return
        shape = self.shapes[sink]
        tree = f"{source}+x" if source == self.joined[0] and sink in self.joined[1] else source
        ends = self._entries(shape)
        self._route(source, tree, ends, "node", sink)

    def leave(self, state: str, y: float) -> None:
        """Lead a state to the right, to the next step."""
        end = End((INNER[1], round(y)), RIGHT, ((g.RIGHT, float(round(y))),))
        self._route(state, state, [end], "next", state)

    def out(self, output: str) -> None:
        """Lead the output up, to the read-out."""
        ends = [End((x, 2), UP, ((float(x), g.OUT_END),), 0.05 * abs(x - 87)) for x in range(70, 90)]
        self._route(output, output, ends, "out", output)

    def branches(self, nets: Iterable[str]) -> tuple[Branch, ...]:
        """All branches, first ones of a net first."""
        order = {"source": 0, "fork": 1}
        return tuple(sorted(self.found, key=lambda b: order[b.start]))

    def _route(self, net: str, tree: str, ends: list[End], end: str, to: str) -> None:
        begins = self._begins(net, tree)
        path = self._search(net, begins, ends, {net, to})
        if path is None:
            path = _direct(begins, ends)
        begin, finish, spots = path
        points = corners([*begin.before, *((float(x), float(y)) for x, y in spots), *finish.after])
        if points[0] == points[-1] or len(points) < 2:
            return
        self.found.append(Branch(net, points, begin.start, end, to))
        if tree in self.ahead:
            del self.ahead[tree]
        self._occupy(net, points)
        if begin.start == "fork":
            (x, y) = begin.at
            self.dots.update((x + dx, y + dy) for dx in (-2, -1, 0, 1, 2) for dy in (-2, -1, 0, 1, 2))
        if begin.start == "source":
            self._use(net, begin.step, begin.at)
        if end == "node":
            self._use(to, (-finish.step[0], -finish.step[1]), finish.at)

    def _use(self, name: str, side: Step, at: Spot) -> None:
        """A port serves one wire."""
        self.ports[(name, side, at[0] if side in (UP, DOWN) else at[1])] = name

    def _beside(self, source: str, sink: str) -> bool:
        """Two shapes so near that only the straight wire between them has room: draw it."""
        a, b = self.shapes.get(source), self.shapes[sink]
        if a is None or any(w.net == source for w in self.found) or "through" in (a.kind, b.kind):
            return False
        side = facing(a, b)
        if side is None:
            return False
        start, spot = port(a, side, 0)
        end, other = port(b, (-side[0], -side[1]), 0)
        gap = abs(end[0] - start[0]) + abs(end[1] - start[1])
        if not 1.35 <= gap < 4.5 or (start[0] != end[0] and start[1] != end[1]):
            return False
        self.found.append(Branch(source, (start, end), "source", "node", sink))
        self._occupy(source, (start, end))
        self._use(source, side, spot)
        self._use(sink, (-side[0], -side[1]), other)
        return True

    def _begins(self, net: str, tree: str) -> list[Begin]:
        if tree in self.ahead:
            start, run = self.ahead[tree]
            x, y = run[-1]
            step = RIGHT
            return [Begin((round(x), round(y)), step, 0.0, run[:-1], start)]
        own = [b for b in self.found if b.net == net]
        span = (INNER[0] + 1, 95)
        if tree.endswith("+x"):
            own, span = [b for b in own if b.end == "node" and b.to in self.joined[1]], (23, 95)
        elif self.joined[0] == net and all(b.to in self.joined[1] for b in own):
            span = (INNER[0] + 1, JOIN_X - 3)  # before x comes in
        elif self.joined[0] == net:
            own = [b for b in own if b.to not in self.joined[1]]
        for away in (2.5, 1.5, 1.0):  # short wires fork where they can
            forks = [s for b in own for s in self._forks(b, span, away)]
            if forks:
                return forks
        if net in self.shapes:
            shape = self.shapes[net]
            rim, spot = port(shape, UP, 0)
            return self._exits(shape) or [Begin(spot, UP, 0.0, (rim,), "source")]
        y = round(g.X_START) - 1
        return [Begin((JOIN_X, y), UP, 0.0, ((float(JOIN_X), g.X_START),), "source")]

    def _forks(self, branch: Branch, span: tuple[int, int], least: float) -> list[Begin]:
        """Straight whole points of a wire, away from its corners and dots, left at right angles."""
        found = []
        for a, b in zip(branch.points, branch.points[1:], strict=False):
            sideways = (UP, DOWN) if a[1] == b[1] else (LEFT, RIGHT)
            for spot in between(a, b):
                away = min(abs(spot[0] - e[0]) + abs(spot[1] - e[1]) for e in (a, b))
                if away >= least and spot not in self.dots and span[0] <= spot[0] <= span[1]:
                    found += [Begin(spot, s, FORK, (), "fork") for s in sideways]
        return found

    def _exits(self, shape: Shape) -> list[Begin]:
        sides = (UP,) if shape.learned else STEPS
        if shape.kind == "big":
            sides = (RIGHT,)
        if shape.kind == "through":
            return [Begin((round(shape.x), round(shape.y)), s, 0.0, (), "source") for s in STEPS]
        found = []
        for step in sides:
            rim, spot = port(shape, step, 0)
            if (shape.name, step, spot[0] if step[0] == 0 else spot[1]) not in self.ports:
                cost = 0.0 if step in (UP, RIGHT) else 2.0
                found.append(Begin(spot, step, cost, (rim,), "source"))
        return found

    def _entries(self, shape: Shape) -> list[End]:
        if shape.kind == "through":
            return [End((round(shape.x), round(shape.y)), s, ()) for s in STEPS]
        if shape.learned:
            offsets = (0, -3, 3, -5, 5) if shape.kind == "gate" else (0, -2, 2)
            sides = [(DOWN, o) for o in offsets]
        else:
            sides = [(s, 0) for s in STEPS]
        found = []
        for side, offset in sides:
            rim, spot = port(shape, side, offset)
            inward = (-side[0], -side[1])
            at = spot[0] if side[0] == 0 else spot[1]
            if (shape.name, side, at) not in self.ports:
                found.append(End(spot, inward, (rim,), 2.0 * abs(offset)))
        return found or [End(port(shape, DOWN, 0)[1], UP, (port(shape, DOWN, 0)[0],))]

    # search ------------------------------------------------------------------------------------------------

    def _search(
        self, net: str, begins: list[Begin], ends: list[End], own: set[str]
    ) -> tuple[Begin, End, list[Spot]] | None:
        goals = {(e.at, e.step): e for e in ends}
        bounds = [(e.at[0], e.at[1]) for e in ends]
        queue: list[tuple[float, float, int, Spot, Step]] = []
        came: dict[tuple[Spot, Step], tuple[Spot, Step] | Begin] = {}
        best: dict[tuple[Spot, Step], float] = {}
        for begin in begins:
            state = (begin.at, begin.step)
            if begin.cost < best.get(state, 1e9):
                best[state], came[state] = begin.cost, begin
                heappush(queue, (begin.cost + _away(begin.at, bounds), begin.cost, len(best), *state))
        count = 0
        while queue and count < LIMIT:
            _, cost, _, at, step = heappop(queue)
            if cost > best[(at, step)]:
                continue
            if (at, step) in goals:
                return _traced(came, goals[(at, step)], (at, step))
            count += 1
            for onward in STEPS:
                if (onward[0], onward[1]) == (-step[0], -step[1]):
                    continue
                spot = (at[0] + onward[0], at[1] + onward[1])
                price = self._price(net, at, spot, step, onward, own)
                if price is None:
                    continue
                state, total = (spot, onward), cost + price
                if total < best.get(state, 1e9):
                    best[state], came[state] = total, (at, step)
                    heappush(queue, (total + _away(spot, bounds), total, len(best), *state))
        return None

    def _price(self, net: str, at: Spot, to: Spot, before: Step, step: Step, own: set[str]) -> float | None:
        """Cost of one step; None where it is not allowed."""
        x, y = to
        if not (INNER[0] <= x <= INNER[1] and 1 <= y <= 44):
            return None
        price = 1.0
        here = self.walls.get(to)
        if here:
            if not here <= own or any(within(self.shapes[n], to) for n in here):
                return None
            price += NEAR_OWN
        flat = step[1] == 0
        same, other = (self.level, self.upright) if flat else (self.upright, self.level)
        for off in (-2, -1, 0, 1, 2):
            if ((x, y + off) if flat else (x + off, y)) in same:
                return None
        if to in other:
            if other[to] == net or to in self.knots:
                return None
            price += CROSS
        if step != before:
            if at in self.level or at in self.upright:
                return None
            if any(((at[0], at[1] + o) if flat else (at[0] + o, at[1])) in same for o in (-2, -1, 0, 1, 2)):
                return None
            price += TURN
        return price + (NAME if to in self.names else 0.0) + (4.0 if y < 5 else 0.0)

    def _occupy(self, net: str, points: tuple[Point, ...]) -> None:
        for a, b in itertools.pairwise(points):
            lane = self.level if a[1] == b[1] else self.upright
            for spot in between(a, b):
                lane[spot] = net
        for x, y in points:
            for dx in (-2, -1, 0, 1, 2):
                for dy in (-2, -1, 0, 1, 2):
                    self.knots.add((round(x) + dx, round(y) + dy))


Came = dict[tuple[Spot, Step], "tuple[Spot, Step] | Begin"]


def _traced(came: Came, end: End, state: tuple[Spot, Step]) -> tuple[Begin, End, list[Spot]]:
    spots = [state[0]]
    link = came[state]
    while not isinstance(link, Begin):
        spots.append(link[0])
        link = came[link]
    return link, end, spots[::-1]


def _away(spot: Spot, bounds: list[Spot]) -> float:
    return min(abs(spot[0] - x) + abs(spot[1] - y) for x, y in bounds)


def _direct(begins: list[Begin], ends: list[End]) -> tuple[Begin, End, list[Spot]]:
    """A wire with one corner, whatever lies in its way."""
    begin, end = min(((b, e) for b in begins for e in ends), key=_direct_length)
    (x0, y0), (x1, y1) = begin.at, end.at
    corner = (x0, y1) if begin.step[0] == 0 else (x1, y0)
    return begin, end, [begin.at, corner, end.at]


def _direct_length(pair: tuple[Begin, End]) -> int:
    begin, end = pair
    return abs(begin.at[0] - end.at[0]) + abs(begin.at[1] - end.at[1])
