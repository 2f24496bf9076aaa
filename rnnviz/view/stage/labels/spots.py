"""Where the words on the stage stand: beside their wire as planned, or as near to that as nothing else lies.

Type has a smallest size, so on a small stage, and presenting, texts need more of the grid than the picture gave
them. Places do not depend on values: they are found once per picture, size and direction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import product
from typing import TypeVar

from PySide6.QtCore import QPointF, QRectF

from rnnviz.model.picture import Picture
from rnnviz.model.picture.grid import SIGNAL
from rnnviz.model.picture.shapes import Factor, Label, LabelToken
from rnnviz.view.look import typeset
from rnnviz.view.stage.grid import Grid
from rnnviz.view.stage.labels.clearing import BELOW, DIGITS, Clearing, TextPlace, occupied, shifts
from rnnviz.view.stage.marks import SEMIBOLD, text_width

NEAR, AWAY = 0.95, 1.5
"""Distance in u of a gate's name from its wire, and where an arrow or a bridge is in the way."""
RISES = (0.85, 0.45)
"""How far a gate's name stands above its box, and under a low wire."""
WIDEST = 6.7
"""Width of the widest strip in u."""
SMALLER = 0.85
"""Part of its size at 1080p to which a formula shrinks: its indices stay legible."""
FACTOR = "× −0.00"
"""A factor as long as most are."""


OPPOSITE = {"left": "right", "right": "left", "above": "below", "below": "above"}

T = TypeVar("T", Label, Factor)


@dataclass(frozen=True, slots=True)
class Strip:
    """Middle, left or right end of a strip's upper edge, and the pixels it may be wide."""

    top: QPointF
    align: str
    most: float

    def box(self, u: float) -> QRectF:
        left = self.top.x() - {"left": 0.0, "center": self.most / 2, "right": self.most}[self.align]
        return QRectF(left, self.top.y(), self.most, 1.1 * u)


@dataclass(frozen=True, slots=True)
class Spots:
    """Names of gates (and whether they have room), formulas, strips of products and backward factors.

    None: there is no room. A formula's strip then stands alone; the factor is said when its wire is pointed at.
    """

    names: dict[Label, tuple[TextPlace, bool]]
    formulas: dict[Label, TextPlace | None]
    strips: dict[Label, Strip]
    factors: dict[Factor, TextPlace | None]
    taken: Clearing


@lru_cache(maxsize=64)
def spots_of(picture: Picture, grid: Grid, backward: bool) -> Spots:
    """All places of a picture at one size; the names of gates choose first, then formulas or factors."""
    bounds = QRectF(0, 0, grid.edge, grid.at(0, grid.ground.height).y() + grid.y0)
    clearing = occupied(picture, grid, backward, bounds)
    found = Spots({}, {}, {}, {}, clearing)
    for label in picture.labels:
        if label.kind in ("entry", "exit"):
            clearing.take(*state_boxes(grid, label, backward))
    gates = [label for label in picture.labels if label.kind == "gate"]
    names = _of_one_size(grid, clearing, gates, partial(_name_spots, grid, backward))
    found.names.update(names)
    clearing.take(*(spot.box for spot, free in names.values() if free))
    if backward:
        spots = _of_one_size(grid, clearing, picture.factors, partial(_factor_spots, grid, picture))
        found.factors.update({item: spot if free else None for item, (spot, free) in spots.items()})
        clearing.take(*(spot.box for spot, free in spots.values() if free))
        return found
    for label in picture.labels:
        if label.kind in ("product", "wire", "inner"):
            _place_formula(grid, clearing, label, found)
    return found


def _of_one_size(
    grid: Grid, clearing: Clearing, wanted: Sequence[T], spots: Callable[[T, int], Iterable[TextPlace]]
) -> dict[T, tuple[TextPlace, bool]]:
    """Places for texts of one kind: all of the largest size of type at which the fewest cover anything."""
    best: list[tuple[TextPlace, bool]] = []
    fewest = len(wanted) + 1
    for px in range(grid.name, grid.least - 1, -1):
        found = clearing.all_best([list(spots(thing, px)) for thing in wanted])
        crowded = sum(not free for _, free in found)
        if crowded < fewest:
            best, fewest = found, crowded
        if not crowded:
            break
    return dict(zip(wanted, best, strict=True))


# states ------------------------------------------------------------------------------------------------------


def state_box(grid: Grid, label: Label, backward: bool) -> QRectF:
    """What the name of a state that enters or leaves covers."""
    width = formula_width(label.tokens, grid.state, "t", backward)
    at = grid.at(label.x, label.y - 1.9)
    return QRectF(at.x() - width / 2, at.y() - 0.8 * grid.state, width, 1.1 * grid.state)


def state_boxes(grid: Grid, label: Label, backward: bool) -> list[QRectF]:
    at, half = grid.at(label.x, label.y + 1.35), WIDEST / 2 * grid.u
    height = 1.2 * grid.u + (0.4 * grid.u + grid.name if backward else 0.0)
    return [state_box(grid, label, backward), QRectF(at.x() - half, at.y(), 2 * half, height)]


def formula_width(tokens: Iterable[LabelToken], px: int, index: str = "", backward: bool = False) -> float:
    """Pixels a formula needs."""
    rows = (typeset.symbol(t.name, index, None, backward) if t.name else typeset.text(t.text) for t in tokens)
    return sum(typeset.width(row, px) for row in rows)


# names of gates ----------------------------------------------------------------------------------------------


def _name_spots(grid: Grid, backward: bool, label: Label, px: int) -> Iterator[TextPlace]:
    """On its side of the wire and on the other, nearer and farther."""
    width = text_width(label.tokens[0].text, px, SEMIBOLD)
    distances = (AWAY, NEAR) if backward else (NEAR, AWAY)
    for rise, side, away in product(RISES, (label.side, OPPOSITE[label.side]), distances):
        at = grid.at(label.x + (-away if side == "left" else away), label.y - rise)
        yield TextPlace(at.x() - (width if side == "left" else 0.0), at.y(), px, width)


# formulas ----------------------------------------------------------------------------------------------------


def _place_formula(grid: Grid, clearing: Clearing, label: Label, found: Spots) -> None:
    spot, free = clearing.best(_formula_spots(grid, label))
    found.formulas[label] = spot if free else None
    if free:
        clearing.take(spot.box)
    if label.kind == "product":
        found.strips[label] = _strip_of(grid, clearing, label, spot)
        clearing.take(found.strips[label].box(grid.u))


def _formula_spots(grid: Grid, label: Label) -> Iterator[TextPlace]:
    """As planned, then along the wire and away from it, then smaller."""
    px, u = grid.formula, grid.u
    if label.kind == "inner":
        px = max(20, min(px, round(2.7 * u)))  # between a join and a corner: presenting it has no more room
    least = min(px, round(SMALLER * max(20.0, 1.85 * u)))
    upright = label.side in ("left", "right")
    for size in dict.fromkeys(round(px + (least - px) * i / 4) for i in range(5)):
        base = _formula_base(grid, label, size)
        outward = {"above": (0, -1), "below": (0, 1), "left": (-1, 0), "right": (1, 0)}[label.side]
        for lift in (0.0, 0.4 * u, 0.8 * u):
            for shift in shifts(0.5 * u, 8):
                along = (0.0, shift) if upright else (shift, 0.0)
                yield base.moved(outward[0] * lift + along[0], outward[1] * lift + along[1])


def _formula_base(grid: Grid, label: Label, px: int) -> TextPlace:
    """Where the picture wants a formula."""
    small, u, anchor = label.kind != "product", grid.u, grid.at(label.x, label.y)
    width = formula_width(label.tokens, px)
    if label.side in ("above", "below"):
        clear = max(
            (1.0 if small else 1.5) * u, BELOW * px + SIGNAL * u / 2 + 2.0
        )  # type has a least size, wires have none
        drop = -clear if label.side == "above" else 0.9 * u + 0.7 * px
        return TextPlace(anchor.x() - width / 2, anchor.y() + drop, px, width)
    left = anchor.x() + 1.4 * u if label.side == "right" else anchor.x() - 1.4 * u - width
    return TextPlace(left, anchor.y() + (0.25 * px if small else -0.25 * u), px, width)


def _strip_of(grid: Grid, clearing: Clearing, label: Label, spot: TextPlace) -> Strip:
    """Under the wire, or under the formula beside an upright wire; narrower between two shapes."""
    u = grid.u
    if label.side in ("above", "below"):
        top, align = grid.at(label.strip_x or label.x, label.y + 0.9), "center"
    else:
        right = label.side == "left"
        edge = spot.left + spot.width if right else spot.left
        top, align = QPointF(edge, spot.baseline + max(0.8 * u, 0.36 * spot.px)), "right" if right else "left"
    strips = [Strip(top, align, part * WIDEST * u) for part in (1.0, 0.85, 0.7, 0.55)]
    hidden = clearing.covered([strip.box(u).adjusted(-2, 0, 2, 0) for strip in strips])
    return strips[int((hidden > 0).argmin())] if not hidden.all() else strips[-1]


# backward factors --------------------------------------------------------------------------------------------


def _factor_spots(grid: Grid, picture: Picture, item: Factor, px: int) -> Iterator[TextPlace]:
    width = text_width(_longest(picture, item), px)
    for side in (item.side, OPPOSITE[item.side]):
        yield from along(grid, picture, item, side, width, px)


def _longest(picture: Picture, item: Factor) -> str:
    """As long as a factor usually gets; what a gate lets through, and the slope of a pill, is never negative."""
    others = [picture.by_name.get(k.source) for k in picture.links if k.sink == item.link.sink and k != item.link]
    gated = bool(others) and all(shape is not None and shape.valve for shape in others)
    sink = picture.by_name.get(item.link.sink)
    return FACTOR.replace("−", "") if gated or (sink is not None and sink.kind == "pill") else FACTOR


def along(grid: Grid, picture: Picture, item: Factor, side: str, width: float, px: int) -> Iterator[TextPlace]:
    """Places for a text on one side of the wire of a factor: as planned, then farther along the wire."""
    u, at = grid.u, grid.at(item.x, item.y)
    upright = side in ("left", "right")
    if upright:
        left = at.x() + u if side == "right" else at.x() - u - width
        base = TextPlace(left, at.y() + 0.36 * px, px, width, DIGITS)
    else:
        drop = -0.95 * u if side == "above" else 0.95 * u + 0.72 * px
        left = at.x() + _clearance(grid, picture, item, width) - width / 2
        base = TextPlace(left, at.y() + drop, px, width, DIGITS)
    for shift in shifts(0.5 * u, 6):
        yield base.moved(0.0 if upright else shift, shift if upright else 0.0)


def _clearance(grid: Grid, picture: Picture, item: Factor, width: float) -> float:
    """How far a factor over a short wire moves away from the operation at the wire's end."""
    half = width / 2 / grid.u + 0.3
    for shape in picture.shapes:
        left, top, right, bottom = shape.box
        if top < item.y < bottom and left - half < item.x < right + half:
            return (left - half - item.x if item.x < left else right + half - item.x) * grid.u
    return 0.0
