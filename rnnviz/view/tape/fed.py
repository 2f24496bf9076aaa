"""What the network wrote itself, marked above the tape's columns: dashed cells, and wires that feed answers back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from rnnviz.view.look.facts import tell
from rnnviz.view.look.style import Theme, mix, with_alpha
from rnnviz.view.tape.layout import TapeLayout


def draw_cells(p: QPainter, plan: TapeLayout, theme: Theme, first: int, ahead: range, roomy: bool) -> None:
    """Behind the words from step `first` on; where columns have no room for words one dashed line below them."""
    hue = theme.role("answer")
    shown = range(max(first, plan.columns().visible[0]), plan.columns().visible[1])
    if not roomy:
        tell("fed", step=first, color=hue)
        _line(p, plan, theme, first)
        return
    for step in shown:
        ink = mix(theme.panel, hue, 0.45) if step in ahead else hue
        tell("fed", step=step, value=True, color=ink)
        pen = QPen(ink, 1.6)
        pen.setStyle(Qt.PenStyle.DashLine)
        p.setPen(pen)
        p.setBrush(with_alpha(hue, 0.12))
        inset = min(3.0, 0.08 * plan.pitch)
        p.drawRoundedRect(QRectF(plan.x(step) + inset, 4, plan.pitch - 2 * inset, plan.head - 7), 5, 5)


def draw_wires(p: QPainter, plan: TapeLayout, theme: Theme, first: int, ahead: range) -> None:
    """From every answer that was drawn up the gap into the word it became."""
    if not plan.foot:
        return
    low, high = plan.foot_top + 0.16 * plan.foot, plan.head / 2
    for step in range(max(first, plan.columns().visible[0]), plan.columns().visible[1]):
        hue = theme.role("answer")
        p.setPen(QPen(mix(theme.panel, hue, 0.45) if step in ahead else hue, 1.2))
        x = plan.x(step)
        p.drawLine(QPointF(x, low), QPointF(x, high))
        side = min(4.0, 0.2 * plan.pitch)
        p.setBrush(p.pen().color())
        head = [QPointF(x + side, high), QPointF(x - 0.4 * side, high - side), QPointF(x - 0.4 * side, high + side)]
        p.drawPolygon(QPolygonF(head))


def _line(p: QPainter, plan: TapeLayout, theme: Theme, first: int) -> None:
    pen = QPen(theme.role("answer"), 2)
    pen.setStyle(Qt.PenStyle.DashLine)
    p.setPen(pen)
    y = plan.head - 3
    p.drawLine(QPointF(max(plan.x(first), plan.left), y), QPointF(plan.x(plan.steps) - 2, y))


def draw_places(p: QPainter, plan: TapeLayout, theme: Theme, facts: Sequence[int], rivals: Sequence[int]) -> None:
    """Below words that could be the answer: a line where it is the right one, dots where it would be wrong."""
    first, last = plan.columns().visible
    for steps, of, style in ((facts, "fact", Qt.PenStyle.SolidLine), (rivals, "rival", Qt.PenStyle.DotLine)):
        for step in (step for step in steps if first <= step < last):
            tell("could", of, step=step)
            pen = QPen(theme.role("answer"), 2.4)
            pen.setStyle(style)
            p.setPen(pen)
            y, inset = plan.head - 4, 0.12 * plan.pitch
            p.drawLine(QPointF(plan.x(step) + inset, y), QPointF(plan.x(step) + plan.pitch - inset, y))
