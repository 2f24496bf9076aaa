"""The picture of a cell with more wires than can be drawn or read: its lines as boxes, row by row, and no wires."""

from __future__ import annotations

from dataclasses import replace
from math import ceil, sqrt

from rnnviz.engine import Cell
from rnnviz.model.picture import grid as g
from rnnviz.model.picture.grid import TALL, Sizes, grown
from rnnviz.model.picture.naming import LETTER, gate_labels
from rnnviz.model.picture.parts import Parts
from rnnviz.model.picture.shapes import Picture, Shape

APART, ROW = 3.0, 6.0
"""Between two boxes side by side, and between two rows, where the names stand."""
EDGE = 3.0


def plain(cell: Cell, found: Parts, sizes: Sizes, remark: str) -> Picture:
    """Every line once, in the order of the equations. remark: what `Picture.remark` says."""
    boxes = [_box(shape, sizes) for shape in found.shapes if shape.key.startswith("line:")]
    width, height = max(s.w for s in boxes) + APART, sizes.gate[1] + ROW
    across = max(1, ceil(sqrt(len(boxes) * height / width * g.WIDTH / TALL.height)))
    rows = ceil(len(boxes) / across)
    ground = grown(
        across * width + 2 * (EDGE + TALL.frame[0]), rows * height + 2 * EDGE + TALL.frame[1] + TALL.height - TALL.frame[3]
    )
    left, top, right, bottom = ground.frame
    x0, y0 = (left + right - across * width) / 2, (top + bottom - rows * height) / 2
    placed = [
        replace(s, x=round(x0 + (i % across + 0.5) * width, 3), y=round(y0 + (i // across + 0.5) * height + 1.0, 3))
        for i, s in enumerate(boxes)
    ]
    labels = tuple(gate_labels({s.name: s for s in placed}, ()))
    return Picture(tuple(placed), (), (), (), labels, (), (), ground, remark)


def _box(shape: Shape, sizes: Sizes) -> Shape:
    width = max(sizes.gate[0], LETTER * len(shape.title) + 2.0, 0.78 * len(shape.symbol) + 2.2)
    return replace(shape, kind="gate", symbol=shape.symbol or "=", w=width, h=sizes.gate[1])
