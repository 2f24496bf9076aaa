"""Pieces of wire as painter paths: rounded corners, bridges, arrowheads. Made once per size and kept."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from math import hypot

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

from rnnviz.model.picture import Picture, WirePiece
from rnnviz.model.picture.grid import BELT_WIDTH, CORNER, HOP, HOP_BELT
from rnnviz.model.picture.shapes import Point
from rnnviz.view.stage.grid import Grid

KAPPA = 0.5523


@dataclass(frozen=True, slots=True)
class Strand:
    """A piece in pixels: the line to be stroked, its arrowhead, and its bridges' arcs alone."""

    body: QPainterPath
    head: QPolygonF | None
    arcs: QPainterPath | None
    width: float
    belt: bool


class Strands:
    """Strands of one picture at one size and direction, by piece, width and whether it hops."""

    def __init__(self, picture: Picture, grid: Grid, backward: bool) -> None:
        self.picture, self.grid, self.backward = picture, grid, backward
        self._renames = {shape.name for shape in picture.shapes if shape.kind == "through"}
        self._made: dict[tuple[str, int, bool], Strand] = {}
        self._hops: dict[str, list[tuple[float, float, float]]] = {}
        for bridge in picture.bridges:
            hop = (bridge.x, bridge.y, HOP_BELT if bridge.belt else HOP)
            self._hops.setdefault(bridge.over, []).append(hop)

    def hops(self, piece: WirePiece) -> bool:
        """Whether a piece has a bridge."""
        return piece.key in self._hops

    def strand(self, piece: WirePiece, width: float, hop: bool) -> Strand:
        """The piece `width` u wide."""
        key = (piece.key, round(width * 64), hop)
        if key not in self._made:
            self._made[key] = self._make(piece, width, hop)
        return self._made[key]

    def _make(self, piece: WirePiece, width: float, hop: bool) -> Strand:
        points = list(reversed(piece.points)) if self.backward else list(piece.points)
        head, cut = None, 0.0
        inset = self._inset(piece)
        if inset is not None:
            tip, direction = _moved(points[-1], points[-2], inset), _direction(points[-2], points[-1])
            length = _head_length(piece, width, _length(points) - inset)
            head = _head(self.grid, tip, direction, length, width)
            cut = inset + 0.8 * length
        hops = self._hops.get(piece.key, []) if hop else []
        body, arcs = _path(self.grid, points, cut, hops)
        return Strand(body, head, arcs, width * self.grid.u, piece.belt)

    def _inset(self, piece: WirePiece) -> float | None:
        """How far before the end of the run the arrow's tip stands; None without an arrow.

        What passes straight through a line that only renames it has none there.
        """
        if not self.backward:
            return 0.0 if piece.end in ("node", "next", "out") and piece.enters not in self._renames else None
        if piece.start == "source":
            return None if piece.leaves in self._renames else 0.0
        return self.dot_radius(piece.points[0]) if piece.start == "fork" else None

    def dot_radius(self, point: Point) -> float:
        """Radius in u of the dot at a point."""
        dot = next((d for d in self.picture.dots if (d.x, d.y) == point), None)
        host = BELT_WIDTH if dot is not None and dot.belt else 0.5
        return self.grid.wire(host) / 2 + 0.3


def _length(points: list[Point]) -> float:
    return hypot(points[-1][0] - points[-2][0], points[-1][1] - points[-2][1])


def _direction(a: Point, b: Point) -> Point:
    length = hypot(b[0] - a[0], b[1] - a[1])
    return (b[0] - a[0]) / length, (b[1] - a[1]) / length


def _moved(point: Point, towards: Point, by: float) -> Point:
    dx, dy = _direction(point, towards)
    return point[0] + dx * by, point[1] + dy * by


def _head_length(piece: WirePiece, width: float, room: float) -> float:
    wanted = 0.6 + 0.95 * width if piece.belt else 0.7 + 1.05 * width
    return min(wanted, 0.85 * room)


def _head(grid: Grid, tip: Point, direction: Point, length: float, width: float) -> QPolygonF:
    half = max(0.52 * length, 0.62 * width)
    (x, y), (dx, dy) = tip, direction
    back, notch = (x - dx * length, y - dy * length), (x - dx * 0.86 * length, y - dy * 0.86 * length)
    corners = [tip, (back[0] - dy * half, back[1] + dx * half), notch, (back[0] + dy * half, back[1] - dx * half)]
    return QPolygonF([grid.point(c) for c in corners])


Hops = list[tuple[float, float, float]]


def _path(grid: Grid, points: list[Point], cut: float, hops: Hops) -> tuple[QPainterPath, QPainterPath | None]:
    """The rounded run of a wire that stops `cut` before its end, and its bridges alone."""
    path, arcs = QPainterPath(grid.point(points[0])), QPainterPath()
    radii = _radii(points, cut)
    before = points[0]
    for i in range(1, len(points)):
        last = i == len(points) - 1
        radius = 0.0 if last else radii[i]
        stop = _moved(points[i], points[i - 1], cut if last else radius)
        _straight(grid, path, arcs, before, stop, hops)
        if not last:
            before = _moved(points[i], points[i + 1], radius)
            _corner(grid, path, points[i], stop, before)
    return path, None if arcs.isEmpty() else arcs


def _radii(points: list[Point], cut: float) -> list[float]:
    """Radius at every point: 1.5, or what its straight parts have room for (half of one that bends twice)."""
    room = []
    for i in range(len(points) - 1):
        length = hypot(points[i + 1][0] - points[i][0], points[i + 1][1] - points[i][1])
        inner = 0 < i < len(points) - 2
        room.append(length / 2 if inner else length - (cut if i == len(points) - 2 else 0.0))
    return [0.0, *(min(CORNER, a, b) for a, b in itertools.pairwise(room)), 0.0]


def _corner(grid: Grid, path: QPainterPath, corner: Point, start: Point, end: Point) -> None:
    def control(p: Point) -> QPointF:
        return grid.at(p[0] + (corner[0] - p[0]) * KAPPA, p[1] + (corner[1] - p[1]) * KAPPA)

    path.cubicTo(control(start), control(end), grid.point(end))


def _straight(grid: Grid, path: QPainterPath, arcs: QPainterPath, a: Point, b: Point, hops: Hops) -> None:
    """A straight run, hopping to the right over what it crosses on its way."""
    down = b[1] > a[1]
    top, bottom = sorted((a[1], b[1]))
    mine = [h for h in hops if a[0] == b[0] == h[0] and top < h[1] - h[2] and h[1] + h[2] < bottom]
    for x, y, radius in sorted(mine, reverse=not down):
        begin = grid.at(x, y - radius if down else y + radius)
        box = QRectF(grid.at(x - radius, y - radius), grid.at(x + radius, y + radius))
        path.lineTo(begin)
        arcs.moveTo(begin)
        for drawn in (path, arcs):
            drawn.arcTo(box, 90 if down else -90, -180 if down else 180)
    path.lineTo(grid.point(b))
