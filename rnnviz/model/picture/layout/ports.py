"""Whole grid points for the router: where wires meet a shape, what a box or a run covers."""

from __future__ import annotations

from math import ceil, floor

from rnnviz.model.picture.shapes import Box, Point, Shape

Spot = tuple[int, int]
Step = tuple[int, int]
UP, DOWN, LEFT, RIGHT = (0, -1), (0, 1), (-1, 0), (1, 0)
STEPS = (UP, DOWN, LEFT, RIGHT)


def port(shape: Shape, side: Step, offset: int) -> tuple[Point, Spot]:
    """A port's point on the outline, and the whole point two or more u outside it."""
    left, top, right, bottom = shape.box
    if side[0] == 0:
        x = round(shape.x) + offset
        rim = top if side == UP else bottom
        return (float(x), rim), (x, floor(rim) - 2 if side == UP else ceil(rim) + 2)
    rim = left if side == LEFT else right
    y = round(shape.y)
    return (rim, shape.y), (floor(rim) - 2 if side == LEFT else ceil(rim) + 2, y)


def facing(a: Shape, b: Shape) -> Step | None:
    """The side of a that looks straight at b; learned boxes are read upward only."""
    if a.x == b.x:
        step = UP if b.y < a.y else DOWN
        return None if (a.learned or b.learned) and step == DOWN else step
    if a.y == b.y and not a.learned and not b.learned:
        return LEFT if b.x < a.x else RIGHT
    return None


def within(shape: Shape, spot: Spot) -> bool:
    left, top, right, bottom = grown(shape.box, 0.9)
    return shape.kind != "through" and left < spot[0] < right and top < spot[1] < bottom


def grown(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def inside(box: Box) -> list[Spot]:
    xs, ys = range(ceil(box[0]), floor(box[2]) + 1), range(ceil(box[1]), floor(box[3]) + 1)
    return [(x, y) for x in xs for y in ys]


def between(a: Point, b: Point) -> list[Spot]:
    (x0, x1), (y0, y1) = sorted((a[0], b[0])), sorted((a[1], b[1]))
    return [(x, y) for x in range(round(x0), round(x1) + 1) for y in range(round(y0), round(y1) + 1)]


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
