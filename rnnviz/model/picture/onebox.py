"""The low stage of a cell that is one box: the box in the middle, its curve beside it, real neighbours at both ends."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from rnnviz.engine import Cell
from rnnviz.model.picture.assemble import assembled, sized
from rnnviz.model.picture.grid import OUT_END, WIDE, Sizes
from rnnviz.model.picture.parts import Parts, parts
from rnnviz.model.picture.routes import Branch
from rnnviz.model.picture.shapes import Picture, Shape

CENTER, ROW, BUS = 51.5, 11.5, 22.0
INPUT, JOIN, FORK, TURN = 28.0, 29.5, 73.75, 77.0


@lru_cache(maxsize=64)
def one_box(cell: Cell) -> bool:
    """Whether all of a cell is one learned box."""
    found = parts(cell).shapes
    return len(found) == 1 and found[0].kind == "big"


def lowered_picture(cell: Cell, found: Parts, sizes: Sizes) -> Picture:
    """The picture of a one-box cell on the wide ground; its own tables are for the tall one."""
    only = sized(replace(found.shapes[0], x=CENTER, y=ROW), sizes)
    return assembled(cell, found, {only.name: only}, _branches(cell, found, only), sizes.ground)


def _branches(cell: Cell, found: Parts, only: Shape) -> tuple[Branch, ...]:
    """The state along the bus into the box, the input joining it; the output up, and down to the next step."""
    name, sources = only.name, {link.source for link in found.links}
    _, _, right, foot = only.box
    into = ((CENTER, BUS), (CENTER, foot))
    branches: list[Branch] = []
    for state in sorted(sources - {"x"}):
        branches.append(Branch(state, ((WIDE.left, BUS), *into), "source", "node", name))
    if "x" in sources and branches:
        ramp = ((INPUT, WIDE.x_start), (INPUT, BUS), (JOIN, BUS))
        branches.append(Branch("x", ramp, "source", "join", branches[0].net))
    elif "x" in sources:
        branches.append(Branch("x", ((INPUT, WIDE.x_start), (INPUT, BUS), *into), "source", "node", name))
    if cell.states:
        down = ((right, ROW), (TURN, ROW), (TURN, BUS), (WIDE.right, BUS))
        branches.append(Branch(name, down, "source", "next", name))
        branches.append(Branch(name, ((FORK, ROW), (FORK, OUT_END)), "fork", "out", name))
    else:
        branches.append(Branch(name, ((right, ROW), (FORK, ROW), (FORK, OUT_END)), "source", "out", name))
    return tuple(branches)
