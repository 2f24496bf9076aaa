"""Cell -> Picture: placed and routed by the cell's own tables, or by the sketch's rules where it has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from rnnviz.engine import Cell, CellError
from rnnviz.engine.errors import suggestion
from rnnviz.model.picture.assemble import assembled, sized
from rnnviz.model.picture.grid import NORMAL, WIDE, Sizes
from rnnviz.model.picture.onebox import lowered_picture
from rnnviz.model.picture.parts import Parts, parts
from rnnviz.model.picture.routes import read_routes
from rnnviz.model.picture.shapes import Picture, Shape


@lru_cache(maxsize=32)
def picture(cell: Cell, sizes: Sizes = NORMAL) -> Picture:
    """The drawing of a cell; CellError where its [place], [wires] or [labels] do not fit its equations."""
    found = parts(cell)
    if sizes.ground is WIDE:
        return lowered_picture(cell, found, sizes)
    if cell.wires:
        shapes = placed(cell, found, sizes)
        return assembled(cell, found, shapes, read_routes(cell, shapes))
    return _laid_out(cell, found, sizes)


def drawable(cell: Cell, sizes: Sizes = NORMAL) -> Picture:
    """The cell's picture; where its own tables do not fit, the one derived without them."""
    try:
        return picture(cell, sizes)
    except CellError:
        return _derived(cell, sizes)


@lru_cache(maxsize=8)
def _derived(cell: Cell, sizes: Sizes) -> Picture:
    empty: Mapping[str, Any] = MappingProxyType({})
    return _laid_out(replace(cell, place=empty, wires=empty, labels=empty), parts(cell), sizes)


def _laid_out(cell: Cell, found: Parts, sizes: Sizes) -> Picture:
    """Imported when a cell without tables comes: the first frame need not wait for the router."""
    from rnnviz.model.picture.layout.automatic import laid_out

    return laid_out(cell, found, sizes)


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
