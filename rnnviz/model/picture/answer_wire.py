"""The wire from the cell's output to the read-out, which goes on right of the cell."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from rnnviz.model.picture.shapes import Picture, Point

HEIGHT = 0.4
"""y of its level part: above the frame, as every text draws what leaves a cell."""


@lru_cache(maxsize=32)
def with_answer_wire(picture: Picture, middle: float, top: float | None) -> Picture:
    """The picture with its outgoing wire led on to x = middle and down to y = top; None: level, and no further."""
    pieces = tuple(
        replace(piece, points=(*piece.points[:-1], *_onward(piece.points[-1], middle, top)))
        if piece.end == "out" else piece
        for piece in picture.pieces
    )  # fmt: skip
    return replace(picture, pieces=pieces)


def _onward(end: Point, middle: float, top: float | None) -> tuple[Point, ...]:
    level = (end[0], HEIGHT), (middle, HEIGHT)
    return level if top is None else (*level, (middle, top))
