"""Wires of a cell that is placed in rows, one after the other through the maze.

A wire starts at its source, or at any straight part of the wires the source already has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rnnviz.model.picture import grid as g
from rnnviz.model.picture.layout.maze import INNER, Begin, End, Maze
from rnnviz.model.picture.layout.ports import DOWN, LEFT, RIGHT, STEPS, UP, Spot, Step, between, corners, facing, port
from rnnviz.model.picture.routes import Branch
from rnnviz.model.picture.shapes import Link, Point, Shape

FORK = 2.0
"""What a fork costs, in u of detour."""
JOIN_X, FORK_X = 20, 16
"""Where x comes up and joins the bus; where a belt state forks down to the bus."""


class NoWay(Exception):
    """A wire finds no path."""


@dataclass(slots=True)
class Wiring:
    """The wires found so far."""

    maze: Maze
    links: tuple[Link, ...]
    found: list[Branch] = field(default_factory=list)
    dots: set[Spot] = field(default_factory=set)
    ports: dict[tuple[str, Step, int], str] = field(default_factory=dict)
    ahead: dict[str, tuple[str, tuple[Point, ...]]] = field(default_factory=dict)
    joined: tuple[str, frozenset[str]] = ("", frozenset())

    @property
    def shapes(self) -> Mapping[str, Shape]:
        return self.maze.shapes

    # ends --------------------------------------------------------------------------------------------------

    def reserve_ends(self, left: Mapping[str, float]) -> None:
        """Keep the first stretch of every state and of x free for them."""
        for state, y in left.items():
            stretch = ((g.LEFT, y), (17.0, y))
            self.ahead[f"{state}_prev"] = ("source", stretch)
            self.maze.occupy(f"{state}_prev", stretch)
        self.maze.occupy("x", ((float(JOIN_X), g.X_START), (float(JOIN_X), 42.0)))

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
        self.maze.occupy(net, run)
        ramp = ((float(JOIN_X), g.X_START), (float(JOIN_X), g.BUS), (JOIN_X + 1.5, g.BUS))
        self.maze.occupy("x", ramp[:2])
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

    def branches(self) -> tuple[Branch, ...]:
        """All branches, first ones of a net first."""
        order = {"source": 0, "fork": 1}
        return tuple(sorted(self.found, key=lambda b: order[b.start]))

    def _route(self, net: str, tree: str, ends: list[End], end: str, to: str) -> None:
        begins = self._begins(net, tree)
        path = self.maze.search(net, begins, ends, {net, to})
        if path is None:
            raise NoWay(f"{net} to {to}")
        begin, finish, spots = path
        points = corners([*begin.before, *((float(x), float(y)) for x, y in spots), *finish.after])
        if points[0] == points[-1] or len(points) < 2:
            return
        self.found.append(Branch(net, points, begin.start, end, to))
        if tree in self.ahead:
            del self.ahead[tree]
        self.maze.occupy(net, points)
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
        self.maze.occupy(source, (start, end))
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
        for away in (2.5, 1.9):  # short wires fork where they can
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
