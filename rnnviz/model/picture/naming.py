"""Where names, formulas and backward factors stand: beside their wire, on the first side that is free."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rnnviz.engine import Cell
from rnnviz.engine.errors import suggestion
from rnnviz.engine.language.several import MIXINGS
from rnnviz.model.picture.grid import EPSILON, OUT_END, Ground
from rnnviz.model.picture.meaning import role_of
from rnnviz.model.picture.parts import inner_node
from rnnviz.model.picture.room import LETTER, Room, label_boxes, side_box
from rnnviz.model.picture.shapes import Box, Factor, Label, LabelToken, Link, Point, Shape, WirePiece
from rnnviz.model.picture.terms import formula, is_one_minus, named

SIDES = ("above", "right", "left", "below")
NEAR = 4.6
"""How far from its operation a factor stands where the wire is long."""


def labels_of(
    cell: Cell, shapes: Mapping[str, Shape], pieces: tuple[WirePiece, ...], ground: Ground, air: float
) -> tuple[tuple[Label, ...], Room]:
    """All labels, and the room they leave; formulas want this part of their width free on either side."""
    wanted = _wanted(cell, shapes)
    room = Room(shapes.values(), pieces, ground, air)
    found = [*_ends(cell, shapes, pieces, ground), *_gates(shapes, pieces)]
    for label in found:
        room.take(*label_boxes(label))
    for name, tokens, kind in _products(cell, shapes, pieces):
        beside = _beside(cell, shapes, pieces, room, name, tokens, kind, wanted.get(name))
        if beside is not None:
            room.take(*label_boxes(beside))
            found.append(beside)
    return tuple(found), room


def _wanted(cell: Cell, shapes: Mapping[str, Shape]) -> dict[str, tuple[str, Point | None]]:
    """The [labels] table: name -> a side, or [x, y, side]."""
    found: dict[str, tuple[str, Point | None]] = {}
    for name, value in cell.labels.items():
        if name not in shapes:
            raise cell.refused("labels", "labels.value", name=name, hint=suggestion(str(name), shapes))
        found[name] = _one_wanted(cell, str(name), value)
    return found


def _one_wanted(cell: Cell, name: str, value: Any) -> tuple[str, Point | None]:
    if value in (*SIDES, "none"):
        return str(value), None
    match value:
        case [int() | float() as x, int() | float() as y, str() as side] if side in SIDES:
            return side, (float(x), float(y))
    raise cell.refused("labels", "labels.wants", name=name, sides=tuple(SIDES))


def _ends(cell: Cell, shapes: Mapping[str, Shape], pieces: tuple[WirePiece, ...], ground: Ground) -> list[Label]:
    found = []
    for piece in pieces:
        first, last = piece.points[0], piece.points[-1]
        role = role_of(cell, shapes, piece.net)
        tokens = (LabelToken("", piece.net, role),)
        key = f"in:{piece.net}" if piece.net not in shapes else f"out:{piece.net}"
        if piece.start == "source" and piece.net == "x":
            found.append(Label("x", key, "x", "x", first[0], first[1], "left", tokens))
        elif piece.start == "source" and piece.net not in shapes:
            found.append(Label("entry", key, piece.net, role, ground.gaps[0], first[1], "above", tokens))
        if piece.end == "next":
            found.append(Label("exit", key, piece.net, role, ground.gaps[1], last[1], "above", tokens))
        elif piece.end == "out":
            found.append(Label("out", key, piece.net, role, last[0], OUT_END, "left", tokens))
    return found


def _gates(shapes: Mapping[str, Shape], pieces: tuple[WirePiece, ...]) -> list[Label]:
    found = []
    for shape in shapes.values():
        if not shape.titled:
            continue
        _left, top, _, _ = shape.box
        out = next((p.points[0] for p in pieces if p.leaves == shape.name), None)  # None: nobody reads it
        above = out is not None and abs(out[1] - top) < EPSILON
        at = out[0] if out is not None and above else shape.x + 0.95 + LETTER / 2 * len(shape.title)
        crowded = any(p.enters == shape.name and p.points[-1][1] < shape.y and p.points[-1][0] < at for p in pieces)
        side = "right" if crowded and above else "left"
        tokens = (LabelToken(shape.title),)
        found.append(Label("gate", shape.key, shape.name, shape.role, at, top, side, tokens))
    return found


def _products(
    cell: Cell, shapes: Mapping[str, Shape], pieces: tuple[WirePiece, ...]
) -> list[tuple[str, tuple[LabelToken, ...], str]]:
    """Values that get a formula at their wire: products and 1 − gates; a gate with a T gets its name there."""
    leaving = {p.net for p in pieces if set(p.exits) & {"next"}}
    found: list[tuple[str, tuple[LabelToken, ...], str]] = []
    for shape in shapes.values():
        if shape.kind == "big":
            found.append((shape.name, formula(cell, inner_node(cell, shape)), "inner"))
        if shape.name in leaving or shape.kind in ("big", "matrix"):
            continue
        tokens = spelled(cell, shape)
        if tokens is not None:
            found.append((shape.name, tokens, "product"))
        elif shape.kind == "through" or (shape.kind == "gate" and _forks(pieces, shape.name)) or _called(cell, shape):
            found.append((shape.name, named(cell, shape.name), "wire"))
    return found


def _called(cell: Cell, shape: Shape) -> bool:
    """A function of one value to which its line gives a name."""
    return shape.kind == "pill" and bool(cell.by_name[shape.lines[-1]].label) and shape.key.startswith("line:")


def spelled(cell: Cell, shape: Shape) -> tuple[LabelToken, ...] | None:
    """The formula at the wire of a product, a quotient or of 1 − a gate; None for other values."""
    if shape.learned or not (cell.nodes[shape.node].op in ("mul", "div") or is_one_minus(cell, shape.node)):
        return None
    return formula(cell, shape.node)


def _forks(pieces: tuple[WirePiece, ...], net: str) -> bool:
    return any(p.net == net and p.start == "fork" for p in pieces)


def _beside(
    cell: Cell,
    shapes: Mapping[str, Shape],
    pieces: tuple[WirePiece, ...],
    room: Room,
    name: str,
    tokens: tuple[LabelToken, ...],
    kind: str,
    wanted: tuple[str, Point | None] | None,
) -> Label | None:
    if wanted is not None and wanted[0] == "none":
        return None
    shape = shapes[name]
    tries: list[Label] = []
    own = [p for p in pieces if (p.enters if kind == "inner" else p.net) == name]
    own = own or [p for p in pieces if p.enters == name and kind == "wire"]  # a name nobody reads
    for x, y, upright in _anchors(own, last=kind != "product"):
        sides = ("right", "left") if upright else ("above", "below") if kind != "product" else ("above",)
        tries += [Label(kind, shape.key, name, shape.role, x, y, side, tokens) for side in sides]
    if wanted is not None:
        side, spot = wanted
        tries = [t for t in tries if t.side == side] or tries
        if spot is not None:
            strip_x = tries[0].x if tries else spot[0]
            return Label(kind, shape.key, name, shape.role, *spot, side, tokens, strip_x)
    return next((t for t in tries if room.fits(t)), tries[0] if wanted and tries else None)


def _anchors(own: list[WirePiece], last: bool) -> list[tuple[float, float, bool]]:
    """Middles of the straight parts of wires: the longest of the first piece first (last: of the last one)."""
    found = []
    for piece in reversed(own) if last else own:
        for a, b in sorted(piece.segments, key=_size, reverse=True):
            found.append(((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, a[0] == b[0]))
    return found


def _size(segment: tuple[Point, Point]) -> float:
    (x0, y0), (x1, y1) = segment
    return abs(x1 - x0) + abs(y1 - y0)


def factors_of(
    cell: Cell, shapes: Mapping[str, Shape], pieces: tuple[WirePiece, ...], room: Room
) -> tuple[Factor, ...]:
    """A free spot for "× 0.78" at every wire into an operation: near the operation, where it is applied.

    Where names want air, as in a drawing nobody has looked at, a factor without a free spot is left out.
    """
    found: list[Factor] = []
    for piece in pieces:
        shape = shapes.get(piece.enters)
        if shape is None or shape.learned or shape.kind == "through" or cell.nodes[shape.node].op in MIXINGS:
            continue  # what goes back through an operation over the units is no multiple of what arrives
        for link in (link for link in piece.links if link.sink == shape.name):
            tries = _tries(link, piece, shape)
            best = next((f for f in tries if room.free(factor_box(f))), None if room.air else tries[0])
            if best is not None:
                room.take(factor_box(best))
                found.append(best)
    return tuple(found)


def _tries(link: Link, piece: WirePiece, shape: Shape) -> list[Factor]:
    tries = [Factor(link, x, y, side) for x, y, sides in _spots(piece) for side in sides]
    if shape.kind == "pill":
        ends = (shape.box[0] + 0.4, "left"), (shape.box[2] - 0.4, "right")
        tries = [Factor(link, x, shape.y, side) for x, side in ends] + tries
    return tries


def factor_box(factor: Factor) -> Box:
    """Room of a factor such as "× −0.40"."""
    return side_box(factor.x, factor.y, factor.side, 6.0, 1.6)


def _spots(piece: WirePiece) -> list[tuple[float, float, tuple[str, str]]]:
    """Places along the wire from its end backwards, each with the two sides to try."""
    found = []
    for a, b in reversed(piece.segments):
        upright = a[0] == b[0]
        sides = ("right", "left") if upright else ("above", "below")
        length = _size((a, b))
        steps = (min(0.5, NEAR / length), 0.5, 0.35, 0.65, 0.2, 0.8)
        found += [(b[0] + (a[0] - b[0]) * s, b[1] + (a[1] - b[1]) * s, sides) for s in steps]
    return found
