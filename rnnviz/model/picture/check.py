"""What is wrong with a picture, in sentences: the geometry's rules that hold for every cell."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from rnnviz.model.picture.crossings import INSIDE
from rnnviz.model.picture.grid import EPSILON, LANE
from rnnviz.model.picture.room import label_boxes, overlap, piece_boxes
from rnnviz.model.picture.routes import on_segment
from rnnviz.model.picture.shapes import Box, Label, Picture, Point, Shape, WirePiece

CLEAR = 1.8
"""Least distance from a wire to a shape it does not enter, and between two shapes (2 u, less rounding)."""
HEAD = 1.35
"""An arrowhead needs this much straight wire."""

Segment = tuple[Point, Point]


def grown(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def check(picture: Picture) -> list[str]:
    """Every broken rule as one sentence; an empty list for a good drawing."""
    return [
        *_shapes_apart(picture.shapes),
        *_inside(picture),
        *_through_shapes(picture),
        *_lanes(picture),
        *_touches(picture),
        *_heads(picture),
        *_labels(picture),
    ]


def _shapes_apart(shapes: tuple[Shape, ...]) -> Iterator[str]:
    for a, b in combinations([s for s in shapes if s.kind != "through"], 2):
        if overlap(grown(a.box, CLEAR), b.box):
            yield f"{a.name} and {b.name} stand closer than {CLEAR:g} u"


def _inside(picture: Picture) -> Iterator[str]:
    width, height = picture.ground.width, picture.ground.height
    for shape in picture.shapes:
        left, top, right, bottom = shape.box
        if left < 0 or top < 0 or right > width or bottom > height:
            yield f"{shape.name} stands outside the stage"
    for piece in picture.pieces:
        if any(not (0 <= x <= width and 0 <= y <= height) for x, y in piece.points):
            yield f"the wire {piece.key} leaves the stage"


def _through_shapes(picture: Picture) -> Iterator[str]:
    for piece in picture.pieces:
        for shape in picture.shapes:
            if shape.kind == "through":
                continue
            own = shape.name in (piece.leaves, piece.enters)
            room = grown(shape.box, -0.2 if own else CLEAR)
            if any(overlap(_bounds(s), room) for s in piece.segments):
                verb = "runs through" if own or _meets(piece, shape.box) else "runs too close to"
                yield f"the wire {piece.key} {verb} {shape.name}"


def _meets(piece: WirePiece, box: Box) -> bool:
    return any(overlap(_bounds(s), box) for s in piece.segments)


def _bounds(segment: Segment) -> Box:
    (x0, y0), (x1, y1) = segment
    thin = 2 * EPSILON
    return min(x0, x1) - thin, min(y0, y1) - thin, max(x0, x1) + thin, max(y0, y1) + thin


def _lanes(picture: Picture) -> Iterator[str]:
    for a, b in _neighbours(picture.pieces):
        if any(_crowd(s, r) for s in _ruled(picture, a, b) for r in _ruled(picture, b, a)):
            yield f"the wires {a.key} and {b.key} run closer than {LANE:g} u"


def _neighbours(pieces: tuple[WirePiece, ...]) -> Iterator[tuple[WirePiece, WirePiece]]:
    """Pairs of wires that come near each other at all."""
    boxes = [(piece, grown(_around(piece.points), LANE / 2)) for piece in pieces]
    for (a, box), (b, other) in combinations(boxes, 2):
        if box[0] <= other[2] and other[0] <= box[2] and box[1] <= other[3] and other[1] <= box[3]:
            yield a, b


def _around(points: tuple[Point, ...]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _ruled(picture: Picture, piece: WirePiece, other: WirePiece) -> tuple[Segment, ...]:
    """A piece's straight parts; the ramp of a join may lie on its host."""
    joins = piece.end == "join" and piece.points[-1] in (other.points[0], other.points[-1])
    return piece.segments[:-1] if joins else piece.segments


def _crowd(a: Segment, b: Segment) -> bool:
    for along, across in ((0, 1), (1, 0)):
        if a[0][across] == a[1][across] and b[0][across] == b[1][across]:
            low = max(min(a[0][along], a[1][along]), min(b[0][along], b[1][along]))
            high = min(max(a[0][along], a[1][along]), max(b[0][along], b[1][along]))
            near = abs(a[0][across] - b[0][across]) < LANE - EPSILON
            if near and high - low > (0.5 if a[0][across] != b[0][across] else EPSILON):
                return True
    return False


def _touches(picture: Picture) -> Iterator[str]:
    """Two wires of different values meet at a point that is neither a join nor a clean crossing."""
    for a, b in _neighbours(picture.pieces):
        if a.net != b.net and not _joined(a, b) and any(_touch(s, r) for s in a.segments for r in b.segments):
            yield f"the wires {a.key} and {b.key} touch"


def _joined(a: WirePiece, b: WirePiece) -> bool:
    """Whether the two are parts of one join (its end, or the host on either side), or one renames the other."""
    if a.enters == b.net or b.enters == a.net:
        return a.points[-1] == b.points[0] or b.points[-1] == a.points[0]
    return any(p.end == "join" and p.points[-1] in (q.points[0], q.points[-1]) for p, q in ((a, b), (b, a)))


def _touch(a: Segment, b: Segment) -> bool:
    for v, h in ((a, b), (b, a)):
        if v[0][0] == v[1][0] and h[0][1] == h[1][1]:
            point = (v[0][0], h[0][1])
            if not (on_segment(point, *v) and on_segment(point, *h)):
                continue
            clean = _deep(point[1], v[0][1], v[1][1]) and _deep(point[0], h[0][0], h[1][0])
            if not clean:
                return True
    return False


def _deep(at: float, a: float, b: float) -> bool:
    return min(a, b) + INSIDE < at < max(a, b) - INSIDE


def _heads(picture: Picture) -> Iterator[str]:
    for piece in picture.pieces:
        if piece.end in ("node", "next", "out"):
            (x0, y0), (x1, y1) = piece.segments[-1]
            if abs(x1 - x0) + abs(y1 - y0) < HEAD - EPSILON:
                yield f"the arrowhead of {piece.key} has no room"


def _labels(picture: Picture) -> Iterator[str]:
    boxes = [(label, box) for label in picture.labels for box in label_boxes(label)]
    wires = [(piece, box) for piece in picture.pieces for box in piece_boxes(piece)]
    for label, box in boxes:
        for piece, taken in wires:
            if overlap(box, taken):
                yield f"the label {_name(label)} lies on the wire {piece.key}"
        for shape in picture.shapes:
            if overlap(box, shape.box):
                yield f"the label {_name(label)} lies on {shape.name}"
    for (a, box), (b, other) in combinations(boxes, 2):
        if a is not b and overlap(box, other):
            yield f"the labels {_name(a)} and {_name(b)} overlap"


def _name(label: Label) -> str:
    return "".join(t.text or t.name for t in label.tokens) or label.key
