"""The present step on the chain: the box that is being computed, and the frame round its column."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen

from rnnviz.model.chain.chain import Chain, ChainReach
from rnnviz.view.chain.boxes import draw_halo, radius, unit_rect
from rnnviz.view.chain.plan import BOXES, ChainLayout
from rnnviz.view.look import facts
from rnnviz.view.look.style import Theme, with_alpha
from rnnviz.view.tape import marks

RING_FROM = 5.0
"""A square of so many pixels can carry the ring of the chosen unit."""


def draw_now(
    p: QPainter, theme: Theme, plan: ChainLayout, chain: Chain, reached: Sequence[ChainReach], done: Sequence[range],
    unit: int,
) -> None:  # fmt: skip
    """The box being computed: a halo, a thicker outline, the chosen unit. done: every row's columns whose output is
    there."""
    for number, found in enumerate(reached):
        if found.now is None or plan.detail != BOXES:
            continue
        row, box = chain.rows[number], plan.rect(number, found.now)
        hue = theme.role(row.role)
        facts.tell("halo", f"{row.layer}.{row.way}", step=found.now, color=hue)
        draw_halo(p, theme, plan, box, hue)
        p.setPen(QPen(hue, plan.columns.scale.line(2.6)))
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawRoundedRect(box, radius(plan, box), radius(plan, box))
        ring = unit_rect(plan, row.units.shape[1], number, found.now, unit)
        if ring is not None and min(ring.width(), ring.height()) >= RING_FROM and found.now in done[number]:
            facts.tell("ring", f"{row.layer}.{row.way}", step=found.now, unit=unit, at=ring.center())
            p.setPen(QPen(theme.text, 1.6))
            p.drawRoundedRect(ring.adjusted(-0.5, -0.5, 0.5, 0.5), 1.5, 1.5)


def draw_frame(p: QPainter, theme: Theme, plan: ChainLayout, column: int) -> None:
    """The upper part of the present column's frame; the tape paints the lower."""
    scale, rect = plan.columns.scale, marks.frame_rect(plan.columns, column)
    rect.setTop(plan.title + 0.5)
    rect.setBottom(plan.height + 40.0)
    around = min(scale.px(6), rect.width() / 3)
    p.setPen(QPen(theme.accent, scale.line(2)))
    p.setBrush(with_alpha(theme.accent, 0.08))
    p.drawRoundedRect(rect, around, around)
