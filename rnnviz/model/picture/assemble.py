"""Placed shapes and routed branches -> a whole picture: pieces, dots, bridges, labels, factors."""

from __future__ import annotations

from dataclasses import replace

from rnnviz.engine import Cell
from rnnviz.model.picture.crossings import bridges
from rnnviz.model.picture.grid import BELT, TALL, Ground, Sizes
from rnnviz.model.picture.naming import factors_of, labels_of
from rnnviz.model.picture.nets import pieces_of
from rnnviz.model.picture.parts import Parts
from rnnviz.model.picture.routes import Branch
from rnnviz.model.picture.shapes import Picture, Shape


def assembled(
    cell: Cell,
    found: Parts,
    shapes: dict[str, Shape],
    branches: tuple[Branch, ...],
    ground: Ground = TALL,
    belt: float = BELT,
    air: float = 0.0,
) -> Picture:
    """A picture of placed shapes and routed branches; what runs straight along `belt` is a belt."""
    pieces, dots = pieces_of(cell, found, shapes, branches, belt)
    labels, room = labels_of(cell, shapes, pieces, ground, air)
    own = tuple(dict.fromkeys(shapes.values()))
    factors = factors_of(cell, shapes, pieces, room)
    return Picture(own, pieces, dots, bridges(pieces), labels, factors, found.links, ground)


def sized(shape: Shape, sizes: Sizes) -> Shape:
    """The shape with the size of its kind."""
    diameter = 2 * sizes.op_radius
    w, h = {
        "gate": sizes.gate, "matrix": sizes.matrix, "pill": sizes.pill, "big": sizes.big,
        "op": (diameter, diameter), "through": (0.0, 0.0),
    }[shape.kind]  # fmt: skip
    return replace(shape, w=w, h=h)
