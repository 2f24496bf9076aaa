"""What a text on the stage must keep clear of, and where it may stand instead: in pixels, without any value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF

from rnnviz.model.picture import Picture
from rnnviz.model.picture.grid import BELT_WIDTH, HOP, HOP_BELT, SIGNAL
from rnnviz.model.picture.shapes import Point
from rnnviz.view.stage.grid import Grid

ABOVE, BELOW = 0.77, 0.27
"""Ink above and below a baseline, in sizes of type: a tall letter, and an index or a descender."""
DIGITS = 0.03
"""The same below numbers."""
BATCH = 16
"""Places looked at in one go: the first few are usually enough."""
AIR = 0.4
"""Between two texts on a level, in sizes of type: nobody reads them as one."""
HEAD, HALF_HEAD = 1.3, 0.6
"""Length of an arrowhead, and half its height, in u."""
LEADING = 0.2
"""Between two texts above each other."""
LEAST = 0.1
"""Less than so many square pixels is nothing but rounding."""
SLACK = 1.0
"""Pixels by which boxes may touch before they count as overlapping: ink is a little smaller than its box."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Where a text is written: left end, baseline, size of type and width, in pixels."""

    left: float
    baseline: float
    px: int
    width: float
    below: float = BELOW

    @property
    def box(self) -> QRectF:
        return QRectF(self.left, self.baseline - ABOVE * self.px, self.width, (ABOVE + self.below) * self.px)

    def moved(self, x: float, y: float = 0.0) -> TextPlace:
        return TextPlace(self.left + x, self.baseline + y, self.px, self.width, self.below)


class Clearing:
    """The boxes and circles that are taken, and the stage itself. Many places are judged in one go."""

    def __init__(self, bounds: QRectF) -> None:
        self._bounds = bounds
        self._boxes: list[tuple[float, ...]] = []
        self._circles: list[tuple[float, float, float]] = []

    def take(self, *boxes: QRectF) -> None:
        self._boxes.extend(_edges(box) for box in boxes)

    def take_circle(self, center: QPointF, radius: float) -> None:
        self._circles.append((center.x(), center.y(), radius))

    def covered(self, boxes: Sequence[QRectF]) -> Floats:
        """How many square pixels of what is taken each box covers, roughly; 0 where it is free."""
        slim = _slim(boxes)
        hidden = (_areas(slim) - _shared(slim, np.array([_edges(self._bounds)]))[:, 0]).clip(0)
        hidden += _shared(slim, np.array(self._boxes).reshape(-1, 4)).sum(axis=1)
        hidden += _bitten(slim, np.array(self._circles).reshape(-1, 3)).sum(axis=1)
        return np.where(hidden > LEAST, hidden, 0.0)

    def best(self, spots: Iterable[TextPlace]) -> tuple[TextPlace, bool]:
        """The first free spot, or else the one that covers least; and whether it is free."""
        left, least = iter(spots), (float("inf"), TextPlace(0.0, 0.0, 1, 0.0))
        while batch := list(islice(left, BATCH)):
            hidden = self.covered([spot.box for spot in batch])
            at = int(hidden.argmin())  # the first of equals
            if not hidden[at]:
                return batch[at], True
            if hidden[at] < least[0]:
                least = float(hidden[at]), batch[at]
        return least[1], False

    def all_best(self, wanted: Sequence[Sequence[TextPlace]]) -> list[tuple[TextPlace, bool]]:
        """A spot for everybody, with air around the others, and whether it is free.

        Who has the least choice chooses first.
        """
        if not wanted:
            return []
        ends = np.cumsum([0, *(len(spots) for spots in wanted)])
        boxes = [spot.box for spots in wanted for spot in spots]
        slim, hidden = _slim(boxes), self.covered(boxes)
        parts = [slice(first, last) for first, last in pairwise(ends.tolist())]
        choice = [int((hidden[part] == 0).sum()) for part in parts]
        found = dict[int, tuple[TextPlace, bool]]()
        for i in sorted(range(len(wanted)), key=choice.__getitem__):
            at = int(hidden[parts[i]].argmin())
            spot = wanted[i][at]
            found[i] = spot, not hidden[parts[i]][at]
            airy = spot.box.adjusted(-AIR * spot.px, -LEADING * spot.px, AIR * spot.px, LEADING * spot.px)
            hidden += _shared(slim, np.array([_edges(airy)]))[:, 0]
        return [found[i] for i in range(len(wanted))]


def _slim(boxes: Sequence[QRectF]) -> Floats:
    """Left, top, right, bottom of every box, less what may touch."""
    edges = np.array([_edges(box) for box in boxes]).reshape(-1, 4)
    edges[:, :2] += SLACK
    edges[:, 2:] -= SLACK
    return edges


def _edges(box: QRectF) -> tuple[float, float, float, float]:
    return box.left(), box.top(), box.right(), box.bottom()


def _areas(boxes: Floats) -> Floats:
    return np.asarray((boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1]))


def _shared(boxes: Floats, others: Floats) -> Floats:
    """(boxes, others): square pixels that two of them share."""
    low = np.maximum(boxes[:, None, :2], others[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], others[None, :, 2:])
    return np.asarray((high - low).clip(0).prod(axis=2))


def _bitten(boxes: Floats, circles: Floats) -> Floats:
    """(boxes, circles): how far a box reaches into a circle, times its own height."""
    middle = circles[None, :, :2]
    near = np.minimum(np.maximum(middle, boxes[:, None, :2]), boxes[:, None, 2:])
    deep = (circles[None, :, 2] - np.hypot(*np.moveaxis(near - middle, 2, 0))).clip(0)
    return np.asarray(deep * (boxes[:, 3] - boxes[:, 1])[:, None])


def occupied(picture: Picture, grid: Grid, backward: bool, bounds: QRectF, wires: bool = True) -> Clearing:
    """The shapes, the wires at their usual width (backward as wide as they can be) and the bridges."""
    found = Clearing(bounds)
    for shape in picture.shapes:
        box = grid.rect(shape.box)
        if shape.kind == "op":
            found.take_circle(box.center(), box.width() / 2 + grid.line(0.2) / 2)
        elif shape.kind != "through":
            found.take(box)
    if not wires:
        return found
    for piece in picture.pieces:
        nominal = BELT_WIDTH if piece.belt or backward else SIGNAL
        half = grid.wire(nominal) * grid.u / 2
        found.take(*(_thick(grid.point(a), grid.point(b), half) for a, b in piece.segments))
        if piece.end != "through" and not backward:
            found.take(_head(grid, *piece.segments[-1]))
    for bridge in picture.bridges:
        radius, half = HOP_BELT if bridge.belt else HOP, grid.wire(SIGNAL) / 2
        found.take(QRectF(grid.at(bridge.x, bridge.y - radius), grid.at(bridge.x + radius + half, bridge.y + radius)))
    return found


def _head(grid: Grid, a: Point, b: Point) -> QRectF:
    """The arrowhead at the end of a wire."""
    (x0, y0), (x1, y1) = a, b
    along = min(1.0, HEAD / max(abs(x1 - x0) + abs(y1 - y0), HEAD))
    return _thick(grid.at(x1 + (x0 - x1) * along, y1 + (y0 - y1) * along), grid.at(x1, y1), HALF_HEAD * grid.u)


def _thick(a: QPointF, b: QPointF, half: float) -> QRectF:
    return QRectF(a, b).normalized().adjusted(-half, -half, half, half)


def shifts(step: float, most: int) -> list[float]:
    """0, then farther and farther to either side."""
    return [0.0, *(sign * i * step for i in range(1, most + 1) for sign in (1, -1))]
