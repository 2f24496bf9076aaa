"""The chain's arrows: what is carried from step to step, and what is handed up from layer to layer."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from rnnviz.model.chain.chain import Chain, ChainRow
from rnnviz.view.chain.plan import ChainLayout
from rnnviz.view.look.facts import tell
from rnnviz.view.look.style import Theme, mix, with_alpha

FAINTEST = 0.12
"""Least brightness of an arrow that carries something, as on the stage."""
GLOW = ((3.2, 16), (2.3, 26), (1.6, 40))
"""Strokes below a lit arrow: width in widths of the arrow, alpha."""
UNLIT = 0.42
"""Width of an arrow without anything, in the widest's."""


@dataclass(frozen=True, slots=True)
class Pen:
    """How an arrow looks: its colour, width and glow in 0..1."""

    color: QColor
    width: float
    glow: float


def widest(plan: ChainLayout) -> float:
    """Width of an arrow that carries most."""
    return max(2.0, min(plan.columns.scale.line(6.5), 0.2 * plan.box, 0.4 * plan.gap))


def lit_pen(theme: Theme, plan: ChainLayout, role: str, level: float) -> Pen:
    """An arrow by how much it carries."""
    bright = min(max(1.15 * level, FAINTEST), 1.0)
    color = mix(theme.line, theme.role(role), 0.52 + 0.48 * bright)
    glow = (0.35 + 0.65 * bright) * (0.85 if theme.name == "light" else 1.0)
    return Pen(color, widest(plan) * (0.4 + 0.6 * bright), glow)


def gradient_pen(theme: Theme, plan: ChainLayout, role: str, level: float) -> Pen:
    """An arrow by how much gradient comes back through it; none is no light."""
    if level <= 0:
        return unlit_pen(theme, plan)
    color = mix(theme.line, theme.role(role), 0.10 + 0.90 * level**1.15)
    return Pen(color, widest(plan) * (0.3 + 0.9 * level**1.3), level)


def unlit_pen(theme: Theme, plan: ChainLayout) -> Pen:
    return Pen(theme.line, UNLIT * widest(plan), 0.0)


def arrow(p: QPainter, start: QPointF, end: QPointF, pen: Pen, head: bool = True) -> None:
    """A straight arrow along one axis; short ones are all head."""
    length = abs(end.x() - start.x()) + abs(end.y() - start.y())
    if length < 1.5:
        return
    tip = min(length, 2.0 + 1.9 * pen.width) if head else 0.0
    along = QPointF((end.x() - start.x()) / length, (end.y() - start.y()) / length)
    neck = end - along * (0.8 * tip)
    body = QRectF(start, neck).normalized()
    side = QPointF(abs(along.y()), abs(along.x())) * (pen.width / 2)
    if pen.glow:  # whole pixels: soft edges would cost ten times as much, and do not show below a glow
        p.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for wide, alpha in GLOW:
            reach = side * wide
            p.fillRect(body.adjusted(-reach.x(), -reach.y(), reach.x(), reach.y()), _glow(pen, alpha))
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.fillRect(body.adjusted(-side.x(), -side.y(), side.x(), side.y()), pen.color)
    if head:
        across = QPointF(-along.y(), along.x()) * max(0.52 * tip, 0.75 * pen.width)
        back = end - along * tip
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(pen.color)
        p.drawPolygon(QPolygonF([end, back + across, back - across]))


def _glow(pen: Pen, alpha: int) -> QColor:
    return with_alpha(pen.color, alpha / 255 * pen.glow)


# along a row -----------------------------------------------------------------------------------------------


def draw_carried(p: QPainter, theme: Theme, plan: ChainLayout, chain: Chain, number: int, lit: bool) -> None:
    """The arrows from step to step of one row; the first comes from the start, the last leads beyond the end."""
    row = chain.rows[number]
    if row.carried is None:
        return
    onward = row.way == "forward"
    for column in range(plan.visible.start - 1, plan.visible.stop):
        source = column if onward else column + 1
        inside = 0 <= source < chain.steps
        if lit and inside:
            make = gradient_pen if chain.backward else lit_pen
            pen = make(theme, plan, row.role, float(row.carried[source]))
        elif lit:
            continue
        else:
            pen = unlit_pen(theme, plan)
        left, right = _ends(plan, number, column, chain.steps)
        told = f"{row.layer}.{row.way}", "lit" if lit else "dark", "right" if onward != chain.backward else "left"
        tell("carried", told[0], step=column, value=told[1:], color=pen.color, width=pen.width)
        if onward != chain.backward:
            arrow(p, left, right, pen)
        else:
            arrow(p, right, left, pen)


def _ends(plan: ChainLayout, row: int, column: int, steps: int) -> tuple[QPointF, QPointF]:
    """From the right edge of a box to the left edge of the next; before the first and after the last half as far."""
    half, y = plan.breadth(row) / 2, plan.top(row) + plan.box / 2
    gap = plan.columns.pitch - 2 * half
    left = plan.x(row, column) + half if column >= 0 else plan.x(row, 0) - half - 0.6 * gap
    right = plan.x(row, column + 1) - half if column + 1 < steps else plan.x(row, column) + half + 0.6 * gap
    return QPointF(left + 1, y), QPointF(right - 1, y)


# from layer to layer ---------------------------------------------------------------------------------------


def draw_handed(p: QPainter, theme: Theme, plan: ChainLayout, chain: Chain, layer: int, lit: bool) -> None:
    """What leads into a layer from the one below; after the highest, to the read-out."""
    below = chain.ways(layer - 1)
    above = plan.ways[layer] if layer < len(plan.ways) else 1
    for column in plan.visible:
        pens = [_pen(theme, plan, chain, row, float(row.handed[column]), lit) for row in below]
        for row, pen in zip(below, pens, strict=True):
            tell("handed", f"{row.layer}.{row.way}", step=column, value=lit, color=pen.color, width=pen.width)
        _draw_joint(p, plan, chain, layer, column, pens, above)


def _pen(theme: Theme, plan: ChainLayout, chain: Chain, row: ChainRow, level: float, lit: bool) -> Pen:
    if not lit:
        return unlit_pen(theme, plan)
    return (gradient_pen if chain.backward else lit_pen)(theme, plan, row.role, level)


def draw_read(p: QPainter, theme: Theme, plan: ChainLayout, chain: Chain, number: int, lit: bool) -> None:
    """From the input's squares into one direction of the lowest layer."""
    for column in plan.visible:
        pen = unlit_pen(theme, plan)
        if lit and chain.backward:
            pen = gradient_pen(theme, plan, "x", float(chain.rows[number].read[column]))
        elif lit:
            pen = Pen(theme.text, 0.62 * widest(plan), 0.5)
        x = plan.x(number, column)
        low, high = QPointF(x, plan.inputs - 2), QPointF(x, plan.top(number) + plan.box + 1)
        _upward(p, low, high, pen, chain.backward)


def _draw_joint(
    p: QPainter, plan: ChainLayout, chain: Chain, layer: int, column: int, pens: list[Pen], above: int
) -> None:
    """Straight up where one box stands above one; else all meet on a bar between the layers."""
    first = sum(plan.ways[:layer])
    low = [(plan.x(first - len(pens) + i, column), plan.top(first - len(pens) + i) - 1) for i in range(len(pens))]
    out = layer == len(plan.ways)
    high = [
        (plan.columns.x(column + 0.5), plan.title + 3) if out
        else (plan.x(first + i, column), plan.top(first + i) + plan.box + 1)
        for i in range(above)
    ]  # fmt: skip
    if len(low) == len(high) == 1:
        _upward(p, QPointF(*low[0]), QPointF(*high[0]), pens[0], chain.backward)
        return
    loud = max(pens, key=lambda pen: pen.width)
    bar = (low[-1][1] + max(y for _, y in high)) / 2
    xs = [x for x, _ in (*low, *high)]
    half = loud.width / 2
    arrow(p, QPointF(min(xs) - half, bar), QPointF(max(xs) + half, bar), loud, head=False)
    for (x, y), pen in zip(low, pens, strict=True):
        _upward(p, QPointF(x, y), QPointF(x, bar), pen, chain.backward, head=chain.backward)
    for x, y in high:
        _upward(p, QPointF(x, bar), QPointF(x, y), loud, chain.backward, head=not chain.backward)


def _upward(p: QPainter, low: QPointF, high: QPointF, pen: Pen, backward: bool, head: bool = True) -> None:
    """An arrow from below; backward from above."""
    arrow(p, high if backward else low, low if backward else high, pen, head)
