"""Placing and routing a cell that carries no positions: in the rows of its sketch, else layered.

By its sketch learned boxes stand in the gate row, everything else above it; wires are then found one after the
other through `maze`. A layout that fails `check` is widened and tried again; after a few tries, or without a
sketch, the layered layout draws it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rnnviz.engine import Cell
from rnnviz.model.picture import grid as g
from rnnviz.model.picture.assemble import assembled, sized
from rnnviz.model.picture.check import check
from rnnviz.model.picture.grid import Sizes
from rnnviz.model.picture.layout.layered import layered
from rnnviz.model.picture.layout.maze import Maze
from rnnviz.model.picture.layout.wiring import NoWay, Wiring
from rnnviz.model.picture.meaning import belt_states
from rnnviz.model.picture.parts import Parts
from rnnviz.model.picture.routes import Branch
from rnnviz.model.picture.shapes import Picture, Shape

ROWS = {0: (), 1: (19.0,), 2: (8.0, 19.0), 3: (8.0, 14.0, 20.0), 4: (7.0, 12.0, 17.0, 22.0)}
"""y of the rows above the gates, by how many there are."""
FIRST, LAST = 24.0, 79.0
TRIES = 3
STEPS = 10_000
"""How many steps all tries may search together."""


def laid_out(cell: Cell, found: Parts, sizes: Sizes) -> Picture:
    """Rows as in the sketch where a few tries succeed; else the layered layout, which always does."""
    return (_by_rows(cell, found, sizes) if cell.sketch else None) or layered(cell, found, sizes)


def _by_rows(cell: Cell, found: Parts, sizes: Sizes) -> Picture | None:
    """The first of a few tries that keeps every rule, each with its columns somewhat further apart."""
    steps = STEPS
    for attempt in range(TRIES):
        shapes = _placed(cell, found, sizes, attempt)
        maze = Maze(shapes, steps)
        try:
            drawn = assembled(cell, found, shapes, _routed(cell, found, maze, attempt))
        except NoWay:
            drawn = None
        if drawn is not None and not check(drawn):
            return drawn
        steps = maze.left
    return None


def _placed(cell: Cell, found: Parts, sizes: Sizes, attempt: int) -> dict[str, Shape]:
    if len(found.shapes) == 1 and found.shapes[0].kind == "big":
        only = sized(replace(found.shapes[0], x=46.0, y=g.MID), sizes)
        return {only.name: only}
    gates = [s for s in found.shapes if s.kind == "gate"]
    pitch = (LAST - FIRST) / max(len(gates) - 1, 1)
    fitting = replace(sizes, gate=(min(sizes.gate[0], pitch - 3.0), sizes.gate[1]))
    spots = _by_sketch(cell, found, fitting, attempt)
    return {
        s.name: sized(replace(s, x=float(round(spots[s.name][0])), y=spots[s.name][1]), fitting) for s in found.shapes
    }


Spots = dict[str, tuple[float, float]]


def _by_sketch(cell: Cell, found: Parts, sizes: Sizes, attempt: int) -> Spots:
    """Rows and columns of the sketch; inner parts stand left of the line they belong to."""
    at = {word: (r, c) for r, row in enumerate(cell.sketch) for c, word in enumerate(row)}
    cells = {s.name: at.get(s.lines[-1], (0, 0)) for s in found.shapes}
    gate_row = {r for s in found.shapes if s.kind == "gate" for r in [cells[s.name][0]]}
    lowest = min(gate_row, default=99)
    above = sorted({cells[s.name][0] for s in found.shapes if cells[s.name][0] < lowest})
    heights = _heights(above)
    rows = {s.name: g.GATE if s.kind == "gate" else heights.get(cells[s.name][0], g.MID) for s in found.shapes}
    order = sorted(found.shapes, key=lambda s: (cells[s.name][1], "." not in s.name))
    return _spread(order, rows, {s.name: cells[s.name][1] for s in order}, sizes, attempt)


def _heights(above: list[int]) -> dict[int, float]:
    count = len(above)
    if count in ROWS:
        return dict(zip(above, ROWS[count], strict=True))
    return {r: 6.0 + 17.0 * i / (count - 1) for i, r in enumerate(above)}


def _spread(
    order: Iterable[Shape], rows: dict[str, float], columns: dict[str, int], sizes: Sizes, attempt: int
) -> Spots:
    """x of every column: as near as the shapes in one row allow, then stretched over the frame."""
    order = list(order)
    width = {s.name: sized(s, sizes).w for s in order}
    used = sorted(set(columns.values()))
    x = {used[0]: 0.0}
    for i, column in enumerate(used[1:], 1):
        x[column] = x[used[i - 1]] + 3.0
        for a in order:
            for b in order:
                if columns[b.name] == column and columns[a.name] < column and abs(rows[a.name] - rows[b.name]) < 7:
                    gap = 3.0 if rows[a.name] == g.GATE == rows[b.name] else 5.0 + attempt
                    need = (width[a.name] + width[b.name]) / 2 + gap
                    x[column] = max(x[column], x[columns[a.name]] + need)
    spots: Spots = {}
    span = x[used[-1]]
    room = LAST - 2.0 * attempt - FIRST
    scale = min(room / span, 2.0) if span else 1.0
    start = FIRST if span * scale > 0.6 * room else (FIRST + LAST - 2.0 * attempt - span * scale) / 2
    taken: set[tuple[float, float]] = set()
    for shape in order:
        spot = (start + x[columns[shape.name]] * scale, rows[shape.name])
        while spot in taken:
            spot = (spot[0] + width[shape.name] + 4.0, spot[1])
        taken.add(spot)
        spots[shape.name] = spot
    return spots


def _routed(cell: Cell, found: Parts, maze: Maze, attempt: int) -> tuple[Branch, ...]:
    """Straight and short wires first, so that long ones go round them; every second try the exits first."""
    wiring = Wiring(maze, found.links)
    belt = belt_states(cell)
    left = {s: g.BELT for s in belt}
    for i, state in enumerate(s for s in cell.states if s not in belt):
        left[state] = g.BUS + 3.5 * i
    wiring.reserve_ends(left)
    bus = wiring.bus(left)
    jobs = [(k.source, k.sink) for k in found.links if (k.source, k.sink) not in bus]
    rows = {line: shape.y for shape in maze.shapes.values() for line in shape.lines}
    level = [s for s in cell.states if attempt % 2 == 0 or rows[s] == left[s]]
    for state in level:
        wiring.leave(state, left[state])
    for source, sink in sorted(dict.fromkeys(jobs), key=wiring.ease):
        wiring.connect(source, sink)
    for state in cell.states:
        if state not in level:
            wiring.leave(state, left[state])
    wiring.out(cell.output)
    return wiring.branches()
