"""Cell -> Picture: placed and routed by the cell's own tables, or laid out by itself where it has none."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from rnnviz.engine import Cell, CellError
from rnnviz.engine.errors import suggestion
from rnnviz.engine.lazy import kept_within
from rnnviz.model.picture.assemble import assembled, sized
from rnnviz.model.picture.grid import NORMAL, WIDE, Sizes
from rnnviz.model.picture.onebox import lowered_picture
from rnnviz.model.picture.parts import Parts, parts
from rnnviz.model.picture.routes import read_routes
from rnnviz.model.picture.shapes import Picture, Shape

MOST_SHAPES, MOST_LINKS = 200, 300
"""With more a drawing can neither be read nor painted in a frame."""
SMALL = 48
"""Links of a cell that is laid out within a frame or two."""
KEPT = 6_000_000
"""Bytes of pictures that are kept, and as much again of those laid out elsewhere."""
_known: dict[tuple[Cell, Sizes], Picture] = {}


def _size(drawn: Picture) -> int:
    """Bytes, roughly: what was measured of cells of 4 to 64 lines."""
    return 600 * (len(drawn.pieces) + len(drawn.shapes) + len(drawn.labels) + len(drawn.dots))


@kept_within(KEPT, _size)
def picture(cell: Cell, sizes: Sizes = NORMAL) -> Picture:
    """The drawing of a cell; CellError where its [place], [wires] or [labels] do not fit its equations."""
    return unkept_picture(cell, sizes)


def unkept_picture(cell: Cell, sizes: Sizes = NORMAL) -> Picture:
    """The same of a cell that is asked whether it can be drawn: kept, it would hold the cell and all of it."""
    found = parts(cell)
    if sizes.ground is WIDE:
        return lowered_picture(cell, found, sizes)
    if cell.wires:
        shapes = placed(cell, found, sizes)
        return assembled(cell, found, shapes, read_routes(cell, shapes))
    return _laid_out(cell, found, sizes)


def drawable(cell: Cell, sizes: Sizes = NORMAL) -> Picture:
    """The cell's picture; where its own tables do not fit, the one derived without them."""
    known = _known.get((cell, sizes))
    if known is not None:
        return known
    try:
        return picture(cell, sizes)
    except CellError:
        return _derived(cell, sizes)


@kept_within(KEPT, _size)
def _derived(cell: Cell, sizes: Sizes) -> Picture:
    empty: Mapping[str, Any] = MappingProxyType({})
    return _laid_out(replace(cell, place=empty, wires=empty, labels=empty), parts(cell), sizes)


def _laid_out(cell: Cell, found: Parts, sizes: Sizes) -> Picture:
    """Columns and wires where a budget of work suffices, else plain boxes.

    Imported when a cell without tables comes: the first frame need not wait for it."""
    from rnnviz.model.picture.layout.layered import layered
    from rnnviz.model.picture.layout.plain import plain
    from rnnviz.model.picture.layout.work import TooMuch, Work

    if not too_large(found):
        with suppress(TooMuch):
            return layered(cell, found, sizes, Work())
    return plain(cell, found, sizes, "plain")


def too_large(found: Parts) -> bool:
    return len(found.shapes) > MOST_SHAPES or len(found.links) > MOST_LINKS


def at_once(cell: Cell, sizes: Sizes) -> bool:
    """Whether `drawable` costs no more than a moment: a small cell, one with places of its own, or one drawn before."""
    return (cell, sizes) in _known or _in_a_moment(cell, sizes)


@lru_cache(maxsize=64)
def _in_a_moment(cell: Cell, sizes: Sizes) -> bool:
    if cell.wires or sizes.ground is WIDE:
        with suppress(CellError):
            picture(cell, sizes)
            return True
    found = parts(cell)
    return len(found.links) <= SMALL or too_large(found)


def remember(cell: Cell, sizes: Sizes, drawn: Picture) -> None:
    """Keep what was laid out elsewhere."""
    _known[cell, sizes] = drawn
    while len(_known) > 1 and sum(map(_size, _known.values())) > KEPT:
        del _known[next(iter(_known))]


@lru_cache(maxsize=8)
def plain_picture(cell: Cell, sizes: Sizes, remark: str) -> Picture:
    """Boxes without wires: what stands in for a picture while it is made ("waiting"), or for good ("plain")."""
    from rnnviz.model.picture.layout.plain import plain

    return plain(cell, parts(cell), sizes, remark)


def placed(cell: Cell, found: Parts, sizes: Sizes) -> dict[str, Shape]:
    """Shapes at the places of the cell's [place] table, by name."""
    names = [shape.name for shape in found.shapes]
    for name in cell.place:
        if name not in names:
            raise cell.refused("place", "place.drawn", name=name, hint=suggestion(name, names))
    missing = next((name for name in names if name not in cell.place), None)
    if missing is not None:
        raise cell.refused("place", "place.none", name=missing)
    return {s.name: sized(replace(s, x=cell.place[s.name][0], y=cell.place[s.name][1]), sizes) for s in found.shapes}
