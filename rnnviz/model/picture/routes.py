"""Routes of wires as text -> polylines on the grid, checked; and back.

A cell file's [wires] table holds, for every source, its branches:

    h_prev = ["h_prev > 71,37 > o", "23,37 > f"]     # along the bus into o; a fork of it into f
    x      = ["x > 15,37 > 16.5,37 join h_prev"]     # bends into the h wire
    c      = ["c > c_next", "82,8 > shown"]          # leaves on the right; and into shown
    h      = ["h > 82,37 > h_next", "88,37 > out"]   # out: the arrow up, to the read-out

The first branch starts at the source, every other one on a wire of the same source.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rnnviz.engine import Cell, CellError
from rnnviz.engine.errors import suggestion
from rnnviz.engine.messages import ENGLISH
from rnnviz.engine.wording import Message
from rnnviz.model.picture.grid import EPSILON, LEFT, OUT_END, RIGHT, X_START
from rnnviz.model.picture.shapes import Point, Shape

_SPOT = re.compile(r"(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)$")


@dataclass(frozen=True, slots=True)
class Branch:
    """One branch of a net: corners in grid units; start "source" or "fork"; end "node" "join" "next" "out".

    `to` is the part it enters, or the net it joins.
    """

    net: str
    points: tuple[Point, ...]
    start: str
    end: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class _Read:
    """What a route's text is read against."""

    cell: Cell
    shapes: Mapping[str, Shape]
    text: str

    def error(self, key: str, /, **values: Any) -> CellError:
        why = Message(key, ENGLISH[key], values)
        rows = self.cell.text.splitlines()
        line = next((n for n, text in enumerate(rows, 1) if self.text in text), 0)
        return self.cell.refused("wires", "wires.route", line, route=self.text, why=why)


def read_routes(cell: Cell, shapes: Mapping[str, Shape]) -> tuple[Branch, ...]:
    """The branches of the cell's [wires] table; CellError says what is wrong with which route."""
    sources = {"x", *(f"{s}_prev" for s in cell.states), *shapes}
    found: list[Branch] = []
    for net, routes in cell.wires.items():
        read = _Read(cell, shapes, str(net))
        if net not in sources:
            raise read.error("route.value", name=net, hint=suggestion(str(net), sources))
        if not isinstance(routes, list) or not routes or not all(isinstance(r, str) for r in routes):
            raise read.error("route.list")
        found.extend(_branch(_Read(cell, shapes, r), str(net), first=i == 0) for i, r in enumerate(routes))
    return tuple(found)


def _branch(read: _Read, net: str, first: bool) -> Branch:
    words = [w.strip() for w in read.text.split(">")]
    if len(words) < 2:
        raise read.error("route.ends")
    end, to = "node", words[-1]
    if match := re.fullmatch(r"(.*\S)\s+join\s+(\w+)", words[-1]):
        words[-1], end, to = match[1], "join", match[2]
    elif to == "out" or to.endswith("_next"):
        _check_leaving(read, net, to)
        end, to = ("out" if to == "out" else "next"), net
    if first and words[0] != net:
        raise read.error("route.first", net=net)
    inner = [_spot(read, w) for w in (words[1:] if end == "join" else words[1:-1])]
    last = read.shapes[to] if end == "node" and to in read.shapes else None
    if end == "node" and last is None:
        raise read.error("route.value", name=to, hint=suggestion(to, read.shapes))
    start = _start(read, words[0], inner, last, first)
    points = _straightened([start, *inner, *_end(read, [start, *inner][-1], end, last)])
    _check_straight(read, points)
    return Branch(net, points, "source" if first else "fork", end, to)


def _check_leaving(read: _Read, net: str, to: str) -> None:
    """Out goes the line that is read out, on goes a state: anything else would be drawn and not be true."""
    if to == "out" and net != read.cell.output:
        raise read.error("route.out", net=net, output=read.cell.output)
    if to != "out" and (to != f"{net}_next" or net not in read.cell.states):
        raise read.error("route.on", net=net, to=to)


def _spot(read: _Read, word: str) -> Point:
    match = _SPOT.fullmatch(word)
    if match is None:
        raise read.error("route.point", word=word)
    return float(match[1]), float(match[2])


def _start(read: _Read, word: str, inner: list[Point], last: Shape | None, first: bool) -> Point:
    if not first:
        return _spot(read, word)
    shape = read.shapes.get(word)
    if shape is not None:
        target = inner[0] if inner else (last.x, last.y) if last else (RIGHT, shape.y)
        return leave(shape, target)
    if inner:
        return (inner[0][0], X_START) if word == "x" else (LEFT, inner[0][1])
    if last is None:
        raise read.error("route.edge")
    return (last.x, X_START) if word == "x" else (LEFT, last.y)


def _end(read: _Read, before: Point, end: str, last: Shape | None) -> list[Point]:
    if end == "next":
        return [(RIGHT, before[1])]
    if end == "out":
        return [(before[0], OUT_END)]
    return [] if last is None else [enter(last, before)]


def leave(shape: Shape, target: Point) -> Point:
    """Where a wire towards target leaves a shape: on its outline, straight up, down, left or right."""
    return enter(shape, target)


def enter(shape: Shape, before: Point) -> Point:
    """Where a wire coming straight from `before` meets the outline; off-centre ports are allowed on boxes."""
    left, top, right, bottom = shape.box
    if left - EPSILON <= before[0] <= right + EPSILON:
        return before[0], round(top if before[1] < shape.y else bottom, 6)
    if top - EPSILON <= before[1] <= bottom + EPSILON:
        return round(left if before[0] < shape.x else right, 6), before[1]
    return shape.x, top  # not straight before the shape: the route will be refused as aslant


def _straightened(points: list[Point]) -> tuple[Point, ...]:
    """Without points that repeat, or that lie on a straight run."""
    kept: list[Point] = []
    for point in points:
        if kept and _near(kept[-1], point):
            continue
        if len(kept) > 1 and _on_line(kept[-2], kept[-1], point):
            kept[-1] = point
        else:
            kept.append(point)
    return tuple(kept)


def _near(a: Point, b: Point) -> bool:
    return abs(a[0] - b[0]) < EPSILON and abs(a[1] - b[1]) < EPSILON


def _on_line(a: Point, b: Point, c: Point) -> bool:
    return any(abs(a[i] - b[i]) < EPSILON and abs(b[i] - c[i]) < EPSILON for i in (0, 1))


def _check_straight(read: _Read, points: tuple[Point, ...]) -> None:
    if len(points) < 2:
        raise read.error("route.length")
    for a, b in itertools.pairwise(points):
        if abs(a[0] - b[0]) > EPSILON and abs(a[1] - b[1]) > EPSILON:
            start, end = (f"{x:g},{y:g}" for x, y in (a, b))
            raise read.error("route.aslant", start=start, end=end)


def on_segment(point: Point, a: Point, b: Point) -> bool:
    """Whether a point lies on a straight segment, its ends included."""
    x0, x1 = sorted((a[0], b[0]))
    y0, y1 = sorted((a[1], b[1]))
    return x0 - EPSILON <= point[0] <= x1 + EPSILON and y0 - EPSILON <= point[1] <= y1 + EPSILON
