"""What lies under the pointer, and what is lit when an element is pointed at: it, its sources, its own wire."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import hypot

from rnnviz.model.picture.shapes import Label, Link, Picture, Shape, WirePiece

REACH = 0.6
"""Half the comfortable width of a wire for the pointer, in u."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """Names of shapes, keys of pieces and links in the light; everything else is dimmed."""

    shapes: frozenset[str]
    pieces: frozenset[str]
    links: frozenset[Link]

    def has_label(self, label: Label) -> bool:
        """Whether a label belongs to something in the light."""
        if label.kind == "gate" or label.source in self.shapes:
            return label.source in self.shapes
        if label.kind in ("entry", "x"):
            return any(link.source == label.source for link in self.links)
        return any(piece.split("/")[0] == label.source for piece in self.pieces)


def hit(picture: Picture, x: float, y: float) -> str | None:
    """Key of the element at a grid point: a shape first, then the nearest wire."""
    for shape in picture.shapes:
        left, top, right, bottom = shape.box
        if left - 0.3 <= x <= right + 0.3 and top - 0.3 <= y <= bottom + 0.3:
            return shape.key
    near = [(distance(piece, x, y), i) for i, piece in enumerate(picture.pieces)]
    best, index = min(near, default=(REACH + 1, 0))
    return wire_key(picture, picture.pieces[index]) if best <= REACH else None


def elements(picture: Picture) -> tuple[str, ...]:
    """Keys of all that can be pointed at: shapes from left to right, then wires."""
    shapes = sorted(picture.shapes, key=lambda shape: (shape.box[0], shape.box[1]))
    wires = (wire_key(picture, piece) for piece in picture.pieces)
    return tuple(dict.fromkeys([*(shape.key for shape in shapes), *wires]))


def distance(piece: WirePiece, x: float, y: float) -> float:
    """From a point to the nearest straight part of a wire."""
    found: list[float] = []
    for a, b in piece.segments:
        dx = max(min(a[0], b[0]) - x, 0.0, x - max(a[0], b[0]))
        dy = max(min(a[1], b[1]) - y, 0.0, y - max(a[1], b[1]))
        found.append(hypot(dx, dy))
    return min(found)


def wire_key(picture: Picture, piece: WirePiece) -> str:
    """A wire with one reader is that reader's occurrence; else it stands for the value it carries."""
    if len(piece.links) == 1 and not piece.exits:
        return f"node:{piece.links[0].wire}"
    if piece.exits and not piece.links:
        return f"out:{piece.net}"
    shape = picture.by_name.get(piece.source)
    return f"in:{piece.source}" if shape is None else shape.key


def focus(picture: Picture, keys: Iterable[str]) -> Highlight | None:
    """What is lit for these keys together; None where no key means anything in this picture."""
    links: set[Link] = set()
    shapes: set[str] = set()
    pieces: set[str] = set()
    for key in keys:
        _add(picture, key, shapes, pieces, links)
    return Highlight(frozenset(shapes), frozenset(pieces), frozenset(links)) if shapes or pieces else None


def _add(picture: Picture, key: str, shapes: set[str], pieces: set[str], links: set[Link]) -> None:
    kind, _, name = key.partition(":")
    target = _shape(picture, key)
    if target is not None:
        shapes.add(target.name)
        chosen = {link for link in picture.links if link.sink == target.name}
        pieces.update(p.key for p in picture.pieces if p.net == target.name)
    elif kind == "node":
        chosen = {link for link in picture.links if str(link.wire) == name}
        shapes.update(link.sink for link in chosen)
    elif kind == "in":
        chosen = {link for link in picture.links if link.source == name}
        shapes.update(link.sink for link in chosen)
        pieces.update(p.key for p in picture.pieces if p.net == name and p.exits)
    elif kind == "out":
        chosen = set()
        pieces.update(p.key for p in picture.pieces if p.net == name and p.exits)
        shapes.update(s.name for s in picture.shapes if s.name == name)
    else:
        return
    links |= chosen
    pieces.update(p.key for p in picture.pieces if chosen & set(p.all_links) or chosen & set(p.links))
    shapes.update(shape.name for link in chosen if (shape := picture.by_name.get(link.source)))


def _shape(picture: Picture, key: str) -> Shape | None:
    kind, _, name = key.partition(":")
    if kind == "line":
        return picture.by_name.get(name)
    return next((s for s in picture.shapes if s.key == key), None)
