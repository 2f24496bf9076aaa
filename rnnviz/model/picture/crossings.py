"""Where wires cross: found, never declared. The vertical wire hops; a belt never does."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from rnnviz.model.picture.shapes import Bridge, Point, WirePiece

INSIDE = 0.6
"""A crossing lies at least this far inside both straight parts; nearer it is a touch, which check() reports."""

Level = tuple[float, int, float, float, WirePiece]
"""A horizontal part: its height, its place in the order of the picture, left, right, and whose it is."""


def bridges(pieces: tuple[WirePiece, ...]) -> tuple[Bridge, ...]:
    """Every crossing of a vertical and a horizontal part of two pieces, in the order of the picture."""
    level = _level(pieces)
    heights = [y for y, *_ in level]
    found = []
    for over in pieces:
        for a, b in over.segments:
            if a[0] == b[0]:
                found += [Bridge(a[0], y, over.key, p.key, p.belt) for y, p in _crossed(a, b, level, heights)]
    return tuple(found)


def _level(pieces: tuple[WirePiece, ...]) -> list[Level]:
    """All horizontal parts from top to bottom."""
    parts = [(c, d, piece) for piece in pieces for c, d in piece.segments if c[1] == d[1]]
    found = [(c[1], i, min(c[0], d[0]), max(c[0], d[0]), piece) for i, (c, d, piece) in enumerate(parts)]
    return sorted(found, key=lambda part: part[:2])


def _crossed(a: Point, b: Point, level: list[Level], heights: list[float]) -> list[tuple[float, WirePiece]]:
    top, bottom = sorted((a[1], b[1]))
    near = level[bisect_right(heights, top + INSIDE) : bisect_left(heights, bottom - INSIDE)]
    hit = [part for part in near if part[2] + INSIDE < a[0] < part[3] - INSIDE]
    return [(y, piece) for y, _, _, _, piece in sorted(hit, key=lambda part: part[1])]
