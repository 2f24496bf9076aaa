"""Where wires cross: found, never declared. The vertical wire hops; a belt never does."""

from __future__ import annotations

from collections.abc import Iterable

from rnnviz.model.picture.shapes import Bridge, Piece, Point

INSIDE = 0.6
"""A crossing lies at least this far inside both straight parts; nearer it is a touch, which check() reports."""


def bridges(pieces: tuple[Piece, ...]) -> tuple[Bridge, ...]:
    """Every crossing of a vertical and a horizontal part of two pieces."""
    found = []
    for over in pieces:
        for a, b in over.segments:
            if a[0] == b[0]:
                found += [Bridge(a[0], y, over.key, under, belt) for y, under, belt in _crossed(a, b, pieces)]
    return tuple(found)


def _crossed(a: Point, b: Point, pieces: Iterable[Piece]) -> list[tuple[float, str, bool]]:
    top, bottom = sorted((a[1], b[1]))
    found = []
    for piece in pieces:
        for c, d in piece.segments:
            left, right = sorted((c[0], d[0]))
            level = c[1] == d[1] and top + INSIDE < c[1] < bottom - INSIDE
            if level and left + INSIDE < a[0] < right - INSIDE:
                found.append((c[1], piece.key, piece.belt))
    return found
