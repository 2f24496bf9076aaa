"""Placing and routing a cell that carries no positions: by its sketch, else by the order of its lines.

Learned boxes stand in the gate row, everything else above it; wires are then found one after the other
by `maze`. A layout that fails `check` is widened and tried again; the best try is returned.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rnnviz.engine import Cell
from rnnviz.model.picture import grid as g
from rnnviz.model.picture.assemble import assembled, sized
from rnnviz.model.picture.check import check
from rnnviz.model.picture.grid import Sizes
from rnnviz.model.picture.layered import layered
from rnnviz.model.picture.maze import Maze
from rnnviz.model.picture.meaning import belt_states
from rnnviz.model.picture.parts import Parts
from rnnviz.model.picture.routes import Branch
from rnnviz.model.picture.shapes import Picture, Shape

ROWS = {0: (), 1: (19.0,), 2: (8.0, 19.0), 3: (8.0, 14.0, 20.0), 4: (7.0, 12.0, 17.0, 22.0)}
"""y of the rows above the gates, by how many there are."""
FIRST, LAST = 24.0, 81.0
TRIES = 1


def laid_out(cell: Cell, found: Parts, sizes: Sizes) -> Picture:
    """Rows as in a textbook where a few tries succeed; else the layered layout, which always does."""
    for attempt in range(TRIES):
        shapes = _placed(cell, found, sizes, attempt)
        drawn = assembled(cell, found, shapes, _routed(cell, found, shapes, attempt))
        if not check(drawn):
            return drawn
    return layered(cell, found, sizes)


def _placed(cell: Cell, found: Parts, sizes: Sizes, attempt: int) -> dict[str, Shape]:
    if len(found.shapes) == 1 and found.shapes[0].kind == "big":
        only = sized(replace(found.shapes[0], x=46.0, y=g.MID), sizes)
        return {only.name: only}
    gates = [s for s in found.shapes if s.kind == "gate"]
    pitch = (LAST - FIRST) / max(len(gates) - 1, 1)
    fitting = replace(sizes, gate=(min(sizes.gate[0], pitch - 3.0), sizes.gate[1]))
    spots = _by_sketch(cell, found, fitting, attempt) if cell.sketch else _by_order(cell, found, fitting, attempt)
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


def _by_order(cell: Cell, found: Parts, sizes: Sizes, attempt: int) -> Spots:
    """No sketch: gates in the order of the lines; every operation right of, or above, what it reads."""
    belt = set(belt_states(cell))
    rows: dict[str, float] = {}
    columns: dict[str, int] = {}
    gates = 0
    for shape in found.shapes:
        if shape.kind == "gate":
            rows[shape.name], columns[shape.name] = g.GATE, 2 * gates
            gates += 1
            continue
        read = [columns[k.source] for k in found.links if k.sink == shape.name and k.source in columns]
        rows[shape.name] = g.BELT if _on_belt(found, shape, belt) else g.MID
        columns[shape.name] = max(read, default=0)
        while (rows[shape.name], columns[shape.name]) in {(rows[n], c) for n, c in columns.items() if n != shape.name}:
            columns[shape.name] += 1
    order = sorted(found.shapes, key=lambda s: columns[s.name])
    return _spread(order, rows, columns, sizes, attempt)


def _on_belt(found: Parts, shape: Shape, belt: set[str]) -> bool:
    if shape.name in belt:
        return True
    into = any(k.sink in belt for k in found.links if k.source == shape.name)
    return into and any(k.source.removesuffix("_prev") in belt for k in found.links if k.sink == shape.name)


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
    room = LAST - FIRST
    scale = min(room / span, 2.0) if span else 1.0
    start = FIRST if span * scale > 0.6 * room else (FIRST + LAST - span * scale) / 2
    taken: set[tuple[float, float]] = set()
    for shape in order:
        spot = (start + x[columns[shape.name]] * scale, rows[shape.name])
        while spot in taken:
            spot = (spot[0] + width[shape.name] + 4.0, spot[1])
        taken.add(spot)
        spots[shape.name] = spot
    return spots


def _routed(cell: Cell, found: Parts, shapes: dict[str, Shape], attempt: int) -> tuple[Branch, ...]:
    """Straight and short wires first, so that long ones go round them; every second try the exits first."""
    maze = Maze(shapes, found.links)
    belt = belt_states(cell)
    left = {s: g.BELT for s in belt}
    for i, state in enumerate(s for s in cell.states if s not in belt):
        left[state] = g.BUS + 3.5 * i
    maze.reserve_ends(left)
    bus = maze.bus(left)
    nets = dict.fromkeys(k.source for k in found.links)
    jobs = [(k.source, k.sink) for k in found.links if (k.source, k.sink) not in bus]
    rows = {line: shape.y for shape in shapes.values() for line in shape.lines}
    level = [s for s in cell.states if attempt % 2 or rows[s] == left[s]]
    for state in level:
        maze.leave(state, left[state])
    for source, sink in sorted(dict.fromkeys(jobs), key=maze.ease):
        maze.connect(source, sink)
    for state in cell.states:
        if state not in level:
            maze.leave(state, left[state])
    maze.out(cell.output)
    return maze.branches(nets)
