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


def branches_of(net: str, leaves: Iterable[Leaf]) -> list[Branch]:
    """Branches of ways that all lie on one tree."""
    found: list[Branch] = []
    for leaf in sorted(leaves, key=lambda leaf: -_length(leaf.points)):
        if not found:
            found.append(Branch(net, leaf.points, "source", leaf.end, leaf.to))
            continue
        found.append(Branch(net, _own(leaf.points, found), "fork", leaf.end, leaf.to))
    return found


def _length(points: tuple[Point, ...]) -> float:
    return sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in itertools.pairwise(points))


def _own(points: tuple[Point, ...], found: list[Branch]) -> tuple[Point, ...]:
    """The part of a way behind the last point that is drawn already: a corner of it, or of a branch."""
    drawn = [s for b in found for s in itertools.pairwise(b.points)]
    known = {p for b in found for p in b.points}
    for i in range(len(points) - 2, -1, -1):
        a, b = points[i], points[i + 1]
        spots = [a, *(p for p in known if p != b and on_segment(p, a, b))]
        spots = [p for p in spots if any(on_segment(p, *segment) for segment in drawn)]
        if spots:
            start = max(spots, key=lambda p: abs(p[0] - a[0]) + abs(p[1] - a[1]))
            return (start, *points[i + 1 :])
    raise AssertionError("a way that has no part in common with those before")
