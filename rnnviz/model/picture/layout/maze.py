"""A small maze: cheapest paths along whole grid points, never through a shape, parallel wires apart.

Each wire is a cheapest path (length, corners, crossings); what it occupies is closed to those that come later. The
steps of all searches together are limited, so that a drawing is made or given up in a moment.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush

from rnnviz.model.picture.layout.ports import STEPS, Spot, Step, between, grown, inside, within
from rnnviz.model.picture.naming import LETTER
from rnnviz.model.picture.shapes import Point, Shape

TURN, CROSS, NEAR_OWN, NAME = 4.0, 7.0, 3.0, 6.0
"""Costs, in u of detour."""
INNER = (14, 89)
"""Whole wires between entry and exit stay within these columns."""


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
    """What is taken on the stage while it is being wired; `left` is how many steps may still be searched."""

    shapes: Mapping[str, Shape]
    left: int
    level: dict[Spot, str] = field(default_factory=dict)
    upright: dict[Spot, str] = field(default_factory=dict)
    knots: set[Spot] = field(default_factory=set)
    walls: dict[Spot, set[str]] = field(default_factory=dict)
    names: set[Spot] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Mark the shapes and the names above the gates."""
        for shape in self.shapes.values():
            for spot in inside(grown(shape.box, 1.99)):
                self.walls.setdefault(spot, set()).add(shape.name)
            if shape.kind == "gate":
                width = 0.95 + LETTER * len(shape.title)
                name = (shape.x - width, shape.box[1] - 2.5, shape.x - 1.2, shape.box[1])
                self.names.update(inside(name))

    def search(
        self, net: str, begins: list[Begin], ends: list[End], own: set[str]
    ) -> tuple[Begin, End, list[Spot]] | None:
        """The cheapest path from any begin to any end; None where there is none."""
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
        while queue and self.left > 0:
            _, cost, _, at, step = heappop(queue)
            if cost > best[(at, step)]:
                continue
            if (at, step) in goals:
                return _traced(came, goals[(at, step)], (at, step))
            self.left -= 1
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

    def occupy(self, net: str, points: tuple[Point, ...]) -> None:
        """Close a wire's way to those that come later."""
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
