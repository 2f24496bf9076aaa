"""Backward: what the gradient is multiplied by on every branch; the factor applied now is a pill."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from rnnviz.model.figures.numbers import plain
from rnnviz.model.picture.reading import factor, of_unit
from rnnviz.model.picture.shapes import Factor
from rnnviz.view.look.facts import tell
from rnnviz.view.look.style import with_alpha
from rnnviz.view.stage.grid import FULL, Grid
from rnnviz.view.stage.labels.clearing import TextPlace, occupied
from rnnviz.view.stage.labels.spots import OPPOSITE, along, spots_of, state_boxes
from rnnviz.view.stage.looks import StageMoment
from rnnviz.view.stage.marks import SEMIBOLD, draw_text, text_width
from rnnviz.view.stage.note import Notes


def draw_factors(p: QPainter, scene: StageMoment, notes: Notes, factors: Iterable[Factor]) -> None:
    """Backward: what the gradient is multiplied by on every branch; the one applied now is a pill."""
    if not scene.backward or not scene.factors or scene.grid.detail != FULL:
        return
    factors = [f for f in factors if f.link.line in scene.known]
    applied = applied_factor(scene, factors)
    states = [label for label in scene.picture.labels if label.kind in ("entry", "exit")]
    taken = [box for label in states for box in state_boxes(scene.grid, label, True)]
    for item in factors:
        notes.add(f"node:{item.link.wire}", _said(scene, item))
        if item is not applied:
            taken += _draw_factor(p, scene, item, _said(scene, item))
    if applied is not None:
        _draw_applied(p, scene, applied, taken)


def _said(scene: StageMoment, item: Factor) -> str:
    return f"× {plain(of_unit(factor(scene.run, item.link, scene.t), scene.unit))}"


def applied_factor(scene: StageMoment, factors: Iterable[Factor]) -> Factor | None:
    """The factor being applied now: on the way of a state from step to step if there is one."""
    now = [f for f in factors if f.link.line in scene.now]
    onward = [f for f in now if f.link.source.endswith("_prev")]
    return (onward or now or [None])[0]  # type: ignore[list-item]


def _draw_factor(p: QPainter, scene: StageMoment, item: Factor, text: str) -> list[QRectF]:
    """Returns what it covers."""
    spot = spots_of(scene.picture, scene.grid, True).factors[item]
    if spot is None:
        return []
    width = text_width(text, spot.px)
    left = spot.left + (spot.width - width) * _pull(scene, item, spot)
    draw_text(p, QPointF(left, spot.baseline), text, spot.px, scene.theme.dim)
    return [QRectF(left, spot.baseline - 0.8 * spot.px, width, spot.px)]


def _pull(scene: StageMoment, item: Factor, spot: TextPlace) -> float:
    """Which end of its place a text keeps to: 0 left, 1 right, the one at its wire."""
    if item.side in ("above", "below"):
        return 0.5
    return float(spot.left + spot.width / 2 < scene.grid.at(item.x, 0).x())


def _draw_applied(p: QPainter, scene: StageMoment, item: Factor, taken: Sequence[QRectF]) -> None:
    theme, grid = scene.theme, scene.grid
    shape = scene.picture.by_name[item.link.source.removesuffix("_prev")]
    text = _said(scene, item)
    px, box = _pill(scene, item, text, taken)
    height = box.height()
    hue = theme.role(other_role(scene, item) or shape.role)
    p.setBrush(theme.stage)
    p.setPen(Qt.PenStyle.NoPen)
    p.drawRoundedRect(box, height / 2, height / 2)
    p.setBrush(with_alpha(hue, 0.18))
    p.setPen(QPen(hue, grid.line(0.16)))
    p.drawRoundedRect(box, height / 2, height / 2)
    baseline = QPointF(box.center().x(), box.center().y() + 0.36 * px)
    tell("pill", item.link.source, word=text, color=hue)
    draw_text(p, baseline, text, px, hue, Qt.AlignmentFlag.AlignHCenter, SEMIBOLD)


def _pill(scene: StageMoment, item: Factor, text: str, taken: Sequence[QRectF]) -> tuple[int, QRectF]:
    """Size of type and outline of the pill: as large as may be beside other texts and operations."""
    grid, picture = scene.grid, scene.picture
    clearing = occupied(picture, grid, True, QRectF(0, 0, grid.edge, 1e6), wires=False)
    air, names = 0.3 * grid.name, spots_of(picture, grid, True).names.values()
    clearing.take(*(box.adjusted(-air, 0, air, 0) for box in (*taken, *(spot.box for spot, _ in names))))
    tried: list[tuple[float, int, QRectF]] = []
    for side in (item.side, OPPOSITE[item.side]):
        for px in _pill_sizes(grid):
            width, height = text_width(text, px, SEMIBOLD) + 1.2 * px, 1.65 * px
            rise = 0.36 * px + (0.35 * px if side == "above" else 0.0) + height / 2
            spots = along(grid, picture, item, side, width, px)
            boxes = [QRectF(s.left, max(s.baseline - rise, 2.0), width, height) for s in spots]
            hidden = clearing.covered(boxes)
            at = int(hidden.argmin())
            if not hidden[at]:
                return px, boxes[at]
            tried.append((float(hidden[at]), px, boxes[at]))
    return min(tried, key=_hidden)[1:]


def _pill_sizes(grid: Grid) -> list[int]:
    """Sizes of type to try in the pill, larger than other factors if there is room."""
    return [max(14, round(grid.name * louder)) for louder in (1.3, 1.15, 1.0, 0.9, 0.8)]


def _hidden(tried: tuple[float, int, QRectF]) -> float:
    return tried[0]


def other_role(scene: StageMoment, item: Factor) -> str | None:
    """Role of what multiplies: the other wire into the same operation."""
    others = [k for k in scene.picture.links if k.sink == item.link.sink and k.wire != item.link.wire]
    shape = scene.picture.by_name.get(others[0].source) if others else None
    return shape.role if shape is not None else None
