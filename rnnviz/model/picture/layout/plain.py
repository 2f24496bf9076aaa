"""The picture of a cell with more wires than can be drawn or read: its lines as boxes, row by row, and no wires."""

from __future__ import annotations

from dataclasses import replace
from math import ceil, sqrt

from rnnviz.engine import Cell
from rnnviz.model.picture import grid as g
from rnnviz.model.picture.grid import TALL, Sizes, grown
from rnnviz.model.picture.parts import Parts
from rnnviz.model.picture.room import LETTER
from rnnviz.model.picture.shapes import Picture, Shape

APART = 3.0
"""Between two boxes."""
VALUE = 7.0
"""Room of a number beside the name."""
EDGE = 3.0


def plain(cell: Cell, found: Parts, sizes: Sizes, remark: str) -> Picture:
    """Every line once, in the order of the equations. remark: what `Picture.remark` says."""
    boxes = [_box(shape, sizes) for shape in found.shapes if shape.key.startswith("line:")]
    width, height = max(s.w for s in boxes) + APART, sizes.gate[1] + APART
    across = max(1, ceil(sqrt(len(boxes) * height / width * g.WIDTH / TALL.height)))
    rows = ceil(len(boxes) / across)
    ground = grown(
        across * width + 2 * (EDGE + TALL.frame[0]),
        rows * height + 2 * EDGE + TALL.frame[1] + TALL.height - TALL.frame[3],
    )
    left, top, right, bottom = ground.frame
    x0, y0 = (left + right - across * width) / 2, (top + bottom - rows * height) / 2
    placed = tuple(
        replace(s, x=round(x0 + (i % across + 0.5) * width, 3), y=round(y0 + (i // across + 0.5) * height, 3))
        for i, s in enumerate(boxes)
    )
    return Picture(placed, (), (), (), (), (), (), ground, remark)


def _box(shape: Shape, sizes: Sizes) -> Shape:
    """A box that says its line's name, for there is no room above it on a small stage."""
    width = max(sizes.gate[0], LETTER * len(shape.title) + VALUE)
    return replace(shape, kind="gate", symbol=shape.title, title="", w=width, h=sizes.gate[1])
