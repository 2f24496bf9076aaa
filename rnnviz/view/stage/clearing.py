"""What a text on the stage must keep clear of, and where it may stand instead: in pixels, without any value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from math import hypot

from PySide6.QtCore import QPointF, QRectF

from rnnviz.model.picture import Picture
from rnnviz.model.picture.grid import BELT_WIDTH, HOP, HOP_BELT, SIGNAL
from rnnviz.view.stage.grid import Grid

ABOVE, BELOW = 0.77, 0.27
"""Ink above and below a baseline, in sizes of type: a tall letter, and an index or a descender."""
DIGITS = 0.03
"""The same below numbers."""
AIR = 0.4
"""Between two texts on a level, in sizes of type: nobody reads them as one."""
LEAST = 0.1
"""Less than so many square pixels is nothing but rounding."""
SLACK = 1.0
"""Pixels by which boxes may touch before they count as overlapping: ink is a little smaller than its box."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a text is written: left end, baseline, size of type and width, in pixels."""

    left: float
    baseline: float
    px: int
    width: float
    below: float = BELOW

    @property
    def box(self) -> QRectF:
        return QRectF(self.left, self.baseline - ABOVE * self.px, self.width, (ABOVE + self.below) * self.px)

    def moved(self, x: float, y: float = 0.0) -> Spot:
        return replace(self, left=self.left + x, baseline=self.baseline + y)


@dataclass(slots=True)
class Clearing:
    """The boxes and circles that are taken, and the stage itself."""

    bounds: QRectF
    boxes: list[QRectF] = field(default_factory=list)
    circles: list[tuple[QPointF, float]] = field(default_factory=list)

    def take(self, *boxes: QRectF) -> None:
        self.boxes.extend(boxes)

    def covered(self, box: QRectF) -> float:
        """How many square pixels of what is taken a box covers, roughly; 0 where it is free."""
        slim = box.adjusted(SLACK, SLACK, -SLACK, -SLACK)
        inside = slim.intersected(self.bounds)
        hidden = slim.width() * slim.height() - inside.width() * inside.height()
        hidden += sum(_shared(slim, other) for other in self.boxes) + sum(_bitten(slim, *c) for c in self.circles)
        return hidden if hidden > LEAST else 0.0

    def best(self, spots: Iterable[Spot]) -> tuple[Spot, bool]:
        """The first free spot, or else the one that covers least; and whether it is free."""
        tried: list[tuple[float, Spot]] = []
        for spot in spots:
            hidden = self.covered(spot.box)
            if not hidden:
                return spot, True
            tried.append((hidden, spot))
        return min(tried, key=_hidden)[1], False

    def all_best(self, wanted: Sequence[Sequence[Spot]]) -> tuple[list[Spot], int]:
        """A spot for everybody, with air to the others' left and right; and how many are not free.

        Who has the least choice chooses first.
        """
        found, before, crowded = dict[int, Spot](), len(self.boxes), 0
        choice = [sum(not self.covered(spot.box) for spot in spots) for spots in wanted]
        for i in sorted(range(len(wanted)), key=choice.__getitem__):
            found[i], good = self.best(wanted[i])
            crowded += not good
            spot = found[i]
            self.take(spot.box.adjusted(-AIR * spot.px, 0, AIR * spot.px, 0))
        del self.boxes[before:]
        return [found[i] for i in range(len(wanted))], crowded


def _hidden(tried: tuple[float, Spot]) -> float:
    return tried[0]


def _shared(a: QRectF, b: QRectF) -> float:
    width = min(a.right(), b.right()) - max(a.left(), b.left())
    height = min(a.bottom(), b.bottom()) - max(a.top(), b.top())
    return width * height if width > 0 and height > 0 else 0.0


def _bitten(box: QRectF, center: QPointF, radius: float) -> float:
    """How far a box reaches into a circle, times its own height."""
    x = min(max(center.x(), box.left()), box.right())
    y = min(max(center.y(), box.top()), box.bottom())
    return max(0.0, radius - hypot(x - center.x(), y - center.y())) * box.height()


def occupied(picture: Picture, grid: Grid, backward: bool, bounds: QRectF, wires: bool = True) -> Clearing:
    """The shapes, the wires at their usual width (backward as wide as they can be) and the bridges."""
    found = Clearing(bounds)
    for shape in picture.shapes:
        box = grid.rect(shape.box)
        if shape.kind == "op":
            found.circles.append((box.center(), box.width() / 2 + grid.line(0.2) / 2))
        elif shape.kind != "through":
            found.take(box)
    if not wires:
        return found
    for piece in picture.pieces:
        nominal = BELT_WIDTH if piece.belt or backward else SIGNAL
        half = grid.wire(nominal) * grid.u / 2
        found.take(*(_thick(grid.point(a), grid.point(b), half) for a, b in piece.segments))
    for bridge in picture.bridges:
        radius, half = HOP_BELT if bridge.belt else HOP, grid.wire(SIGNAL) / 2
        found.take(QRectF(grid.at(bridge.x, bridge.y - radius), grid.at(bridge.x + radius + half, bridge.y + radius)))
    return found


def _thick(a: QPointF, b: QPointF, half: float) -> QRectF:
    return QRectF(a, b).normalized().adjusted(-half, -half, half, half)


def shifts(step: float, most: int) -> list[float]:
    """0, then farther and farther to either side."""
    return [0.0, *(sign * i * step for i in range(1, most + 1) for sign in (1, -1))]
