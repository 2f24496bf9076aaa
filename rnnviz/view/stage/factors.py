"""Backward: what the gradient is multiplied by on every branch; the factor applied now is a pill."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from rnnviz.model.numbers import plain
from rnnviz.model.picture.reading import factor
from rnnviz.model.picture.shapes import Factor
from rnnviz.view.stage.grid import FULL
from rnnviz.view.stage.labels import CENTER, LEFT, RIGHT, SEMIBOLD, name_box
from rnnviz.view.stage.looks import Scene
from rnnviz.view.stage.marks import draw_text, text_width
from rnnviz.view.stage.note import Notes
from rnnviz.view.style import with_alpha


def draw_factors(p: QPainter, scene: Scene, notes: Notes, factors: Iterable[Factor]) -> None:
    """Backward: what the gradient is multiplied by on every branch; the one applied now is a pill."""
    if not scene.backward or scene.grid.detail != FULL:
        return
    factors = [f for f in factors if f.link.line in scene.known]
    applied = applied_factor(scene, factors)
    taken = [name_box(scene, label) for label in scene.picture.labels if label.kind in ("entry", "exit")]
    for item in factors:
        notes.add(f"node:{item.link.wire}", _said(scene, item))
        if item is not applied:
            taken.append(_draw_factor(p, scene, item, _said(scene, item)))
    if applied is not None:
        _draw_applied(p, scene, applied, taken)


def _said(scene: Scene, item: Factor) -> str:
    return f"× {plain(float(factor(scene.run, item.link, scene.t)[scene.unit]))}"


def applied_factor(scene: Scene, factors: Iterable[Factor]) -> Factor | None:
    """The factor being applied now: on the way of a state from step to step if there is one."""
    now = [f for f in factors if f.link.line in scene.now]
    onward = [f for f in now if f.link.source.endswith("_prev")]
    return (onward or now or [None])[0]  # type: ignore[list-item]


def _draw_factor(p: QPainter, scene: Scene, item: Factor, text: str) -> QRectF:
    """Returns what it covers."""
    px = scene.grid.name
    left, baseline, width = _line(scene, item, text_width(text, px), px)
    draw_text(p, QPointF(left, baseline), text, px, scene.theme.dim)
    return QRectF(left, baseline - 0.8 * px, width, px)


def _line(scene: Scene, item: Factor, width: float, px: float) -> tuple[float, float, float]:
    """Left end, baseline and width of a text at its wire."""
    at, align = beside(scene, item, px)
    if align == CENTER:
        at += QPointF(_clearance(scene, item, width), 0)
    return at.x() - (width / 2 if align == CENTER else width if align == RIGHT else 0.0), at.y(), width


def _clearance(scene: Scene, item: Factor, width: float) -> float:
    """How far a factor over a short wire moves away from the operation at the wire's end."""
    half, u = width / 2 / scene.grid.u + 0.3, scene.grid.u
    for shape in scene.picture.shapes:
        left, top, right, bottom = shape.box
        if top < item.y < bottom and left - half < item.x < right + half:
            return (left - half - item.x if item.x < left else right + half - item.x) * u
    return 0.0


def beside(scene: Scene, item: Factor, px: float) -> tuple[QPointF, Qt.AlignmentFlag]:
    """Baseline and alignment of a text on one side of a wire."""
    u = scene.grid.u
    at = scene.grid.at(item.x, item.y)
    if item.side in ("left", "right"):
        away = u if item.side == "right" else -u
        return at + QPointF(away, 0.36 * px), (LEFT if item.side == "right" else RIGHT)
    return at + QPointF(0, -0.95 * u if item.side == "above" else 0.95 * u + 0.72 * px), CENTER


def _draw_applied(p: QPainter, scene: Scene, item: Factor, taken: Sequence[QRectF]) -> None:
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
    draw_text(p, baseline, text, px, hue, CENTER, SEMIBOLD)


def _pill(scene: Scene, item: Factor, text: str, taken: Sequence[QRectF]) -> tuple[int, QRectF]:
    """Size of type and outline of the pill: as large as may be beside other texts."""
    for louder in (1.3, 1.15, 1.0):
        px = round(scene.grid.name * louder)
        box = _pill_box(scene, item, text, px)
        if not any(box.intersects(other) for other in taken):
            break
    return px, box


def _pill_box(scene: Scene, item: Factor, text: str, px: int) -> QRectF:
    width, height = text_width(text, px, SEMIBOLD) + 1.2 * px, 1.65 * px
    left, baseline, _ = _line(scene, item, width, px)
    middle = baseline - 0.36 * px - (0.35 * px if item.side == "above" else 0.0)
    return QRectF(left, max(middle - height / 2, 2.0), width, height)


def other_role(scene: Scene, item: Factor) -> str | None:
    """Role of what multiplies: the other wire into the same operation."""
    others = [k for k in scene.picture.links if k.sink == item.link.sink and k.wire != item.link.wire]
    shape = scene.picture.by_name.get(others[0].source) if others else None
    return shape.role if shape is not None else None
