"""What texts and wires of a drawing cover, and where there is still room."""

from __future__ import annotations

from collections.abc import Iterable

from rnnviz.model.picture.grid import EPSILON, Ground
from rnnviz.model.picture.shapes import Box, Label, LabelToken, Shape, WirePiece

STRIP = 6.7
"""Width of the widest strip in u; more units make narrower cells, never a wider strip."""
LETTER = 0.85
"""Width of a letter of a gate's name in u."""


def label_boxes(label: Label) -> list[Box]:
    """Room of a label and of its strip (text as at 1080p; on smaller stages it is a little larger)."""
    width = text_width(label.tokens)
    if label.kind in ("entry", "exit"):
        name = (label.x - width / 2, label.y - 4.0, label.x + width / 2, label.y - 1.4)
        return [name, (label.x - STRIP / 2, label.y + 1.3, label.x + STRIP / 2, label.y + 2.6)]
    if label.kind == "gate":
        width = LETTER * sum(len(t.text) for t in label.tokens)
        at = label.x - 0.95 - width if label.side == "left" else label.x + 0.95
        return [(at, label.y - 2.0, at + width, label.y - 0.6)]
    if label.kind == "product":
        return _product_boxes(label, width)
    return [side_box(label.x, label.y, label.side, width, 1.9)]


def text_width(tokens: Iterable[LabelToken]) -> float:
    """Estimated width of a formula in u."""
    return sum(0.8 * len(t.text.strip()) + 0.45 * t.text.count(" ") + _name_width(t.name) for t in tokens)


def _name_width(name: str) -> float:
    base, _, index = name.partition("_")
    return 0.95 * len(base) + (1.9 if index == "prev" else 0.65 * len(index))


def _product_boxes(label: Label, width: float) -> list[Box]:
    if label.side in ("above", "below"):
        name = (label.x - width / 2, label.y - 3.3, label.x + width / 2, label.y - 0.9)
        at = label.strip_x or label.x
        return [name, (at - STRIP / 2, label.y + 0.8, at + STRIP / 2, label.y + 2.2)]
    width = max(width, STRIP)
    at = label.x + 1.2 if label.side == "right" else label.x - 1.2 - width
    return [(at, label.y - 2.3, at + width, label.y + 1.6)]


def side_box(x: float, y: float, side: str, width: float, height: float) -> Box:
    """A text's bounds on one side of an anchor."""
    if side == "above":
        return x - width / 2, y - 0.8 - height, x + width / 2, y - 0.8
    if side == "below":
        return x - width / 2, y + 0.8, x + width / 2, y + 0.8 + height
    at = x + 1.0 if side == "right" else x - 1.0 - width
    return at, y - height / 2, at + width, y + height / 2


def piece_boxes(piece: WirePiece, margin: float = 0.0) -> list[Box]:
    """The straight parts of a wire as boxes."""
    grow = (0.5 if piece.belt else 0.25) + margin
    return [
        (min(a[0], b[0]) - grow, min(a[1], b[1]) - grow, max(a[0], b[0]) + grow, max(a[1], b[1]) + grow)
        for a, b in piece.segments
    ]


def overlap(a: Box, b: Box) -> bool:
    """Whether two boxes share more than an edge."""
    return a[0] < b[2] - EPSILON and b[0] < a[2] - EPSILON and a[1] < b[3] - EPSILON and b[1] < a[3] - EPSILON


BAND = 6.0
"""Height of the bands by which what is taken is found again."""


class Room:
    """What is already taken on the stage, by the bands in which it lies."""

    def __init__(self, shapes: Iterable[Shape], pieces: Iterable[WirePiece], ground: Ground, air: float) -> None:
        self.ground, self.air = ground, air
        self._bands: dict[int, list[Box]] = {}
        self.take(*(s.box for s in shapes), *(box for piece in pieces for box in piece_boxes(piece)))

    def free(self, box: Box) -> bool:
        """Whether nothing stands there, and it lies on the stage."""
        inside = box[0] >= 0 and box[1] >= 0 and box[2] <= self.ground.width and box[3] <= self.ground.height
        return inside and not any(overlap(box, other) for band in _bands(box) for other in self._bands.get(band, ()))

    def fits(self, label: Label) -> bool:
        """Whether a label and its strip have room."""
        boxes = label_boxes(label)
        airy = [(a - self.air * (c - a), b, c + self.air * (c - a), d) for a, b, c, d in boxes]
        return all(self.free(box) for box in airy)

    def take(self, *boxes: Box) -> None:
        for box in boxes:
            for band in _bands(box):
                self._bands.setdefault(band, []).append(box)


def _bands(box: Box) -> range:
    return range(int(box[1] // BAND), int(box[3] // BAND) + 1)
