"""Cell -> Picture: placed and routed by the cell's own tables, or by the sketch's rules where it has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from rnnviz.engine import Cell, CellError
from rnnviz.engine.errors import suggestion
from rnnviz.model.picture.crossings import bridges
from rnnviz.model.picture.grid import NORMAL, Sizes
from rnnviz.model.picture.naming import factors_of, labels_of
from rnnviz.model.picture.nets import pieces_of
from rnnviz.model.picture.parts import Parts, parts
from rnnviz.model.picture.routes import Branch, read_routes
from rnnviz.model.picture.shapes import Picture, Shape


@lru_cache(maxsize=32)
def picture(cell: Cell, sizes: Sizes = NORMAL) -> Picture:
    """The drawing of a cell; CellError where its [place], [wires] or [labels] do not fit its equations."""
    found = parts(cell)
    if cell.wires:
        shapes = placed(cell, found, sizes)
        return assembled(cell, found, shapes, read_routes(cell, shapes))
    from rnnviz.model.picture.layout import laid_out

    return laid_out(cell, found, sizes)


def drawable(cell: Cell, sizes: Sizes = NORMAL) -> Picture:
    """The cell's picture; where its own tables do not fit, the one derived without them."""
    try:
        return picture(cell, sizes)
    except CellError:
        return _derived(cell, sizes)


@lru_cache(maxsize=8)
def _derived(cell: Cell, sizes: Sizes) -> Picture:
    from rnnviz.model.picture.layout import laid_out

    empty: Mapping[str, Any] = MappingProxyType({})
    return laid_out(replace(cell, place=empty, wires=empty, labels=empty), parts(cell), sizes)


def assembled(cell: Cell, found: Parts, shapes: dict[str, Shape], branches: tuple[Branch, ...]) -> Picture:
    """A picture of placed shapes and routed branches."""
    pieces, dots = pieces_of(cell, found, shapes, branches)
    labels, room = labels_of(cell, found, shapes, pieces)
    own = tuple(dict.fromkeys(shapes.values()))
    return Picture(own, pieces, dots, bridges(pieces), labels, factors_of(shapes, pieces, room), found.links)


def placed(cell: Cell, found: Parts, sizes: Sizes) -> dict[str, Shape]:
    """Shapes at the places of the cell's [place] table, by name."""
    names = [shape.name for shape in found.shapes]
    row = next((n for n, line in enumerate(cell.text.splitlines(), 1) if line.strip() == "[place]"), 1)
    for name in cell.place:
        if name not in names:
            why = f"place: {name} is not drawn in this cell{suggestion(name, names)}"
            raise CellError(cell.name, row, why)
    missing = next((name for name in names if name not in cell.place), None)
    if missing is not None:
        raise CellError(cell.name, row, f"place: {missing} has no place")
    return {s.name: sized(replace(s, x=cell.place[s.name][0], y=cell.place[s.name][1]), sizes) for s in found.shapes}


def sized(shape: Shape, sizes: Sizes) -> Shape:
    """The shape with the size of its kind."""
    diameter = 2 * sizes.op_radius
    w, h = {
        "gate": sizes.gate, "matrix": sizes.matrix, "pill": sizes.pill, "big": sizes.big,
        "op": (diameter, diameter), "through": (0.0, 0.0),
    }[shape.kind]  # fmt: skip
    return replace(shape, w=w, h=h)
