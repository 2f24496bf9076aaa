"""A net's ways to its readers -> branches: the longest way first, every other one from where it leaves those before."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from rnnviz.model.picture.routes import Branch, on_segment
from rnnviz.model.picture.shapes import Point


@dataclass(frozen=True, slots=True)
class Leaf:
    """One way from a net's source to an end: its corners, and the end as in a Branch."""

    points: tuple[Point, ...]
    end: str
    to: str


def corners(points: list[Point]) -> tuple[Point, ...]:
    """Only the ends and the corners of a run of points."""
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1 and any(kept[-2][i] == kept[-1][i] == point[i] for i in (0, 1)):
            kept[-1] = point
        else:
            kept.append(point)
    return tuple(kept)


def branches_of(net: str, leaves: Iterable[Leaf]) -> list[Branch]:
    """Branches of ways that all lie on one tree."""
    found: list[Branch] = []
    drawn = _Drawn()
    for leaf in sorted(leaves, key=lambda leaf: -_length(leaf.points)):
        points = drawn.rest(leaf.points) if found else leaf.points
        found.append(Branch(net, points, "fork" if found else "source", leaf.end, leaf.to))
        drawn.add(points)
    return found


def _length(points: tuple[Point, ...]) -> float:
    return sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in itertools.pairwise(points))


class _Drawn:
    """What is drawn of a net: its straight parts and corners by the line (x or y) on which they lie."""

    def __init__(self) -> None:
        self._parts: dict[tuple[int, float], list[tuple[Point, Point]]] = {}
        self._corners: dict[tuple[int, float], list[Point]] = {}

    def add(self, points: tuple[Point, ...]) -> None:
        for a, b in itertools.pairwise(points):
            axis = 0 if a[0] == b[0] else 1
            self._parts.setdefault((axis, a[axis]), []).append((a, b))
        for point in points:
            for axis in (0, 1):
                self._corners.setdefault((axis, point[axis]), []).append(point)

    def holds(self, point: Point) -> bool:
        return any(on_segment(point, *part) for axis in (0, 1) for part in self._parts.get((axis, point[axis]), ()))

    def rest(self, points: tuple[Point, ...]) -> tuple[Point, ...]:
        """The part of a way behind the last point that is drawn already: a corner of it, or of a branch."""
        for i in range(len(points) - 2, -1, -1):
            a, b = points[i], points[i + 1]
            axis = 0 if a[0] == b[0] else 1
            known = self._corners.get((axis, a[axis]), ())
            spots = [a, *(p for p in known if p != b and on_segment(p, a, b))]
            spots = [p for p in spots if self.holds(p)]
            if spots:
                start = max(spots, key=lambda p: abs(p[0] - a[0]) + abs(p[1] - a[1]))
                return (start, *points[i + 1 :])
        raise AssertionError("a way that has no part in common with those before")
