"""What is painted over the tape's bars: the veil of what is not reached, the present column, holds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from rnnviz.model.figures.scales import LOW, Mark, runs_of
from rnnviz.view.look.facts import tell
from rnnviz.view.look.style import Theme, mix, with_alpha
from rnnviz.view.tape.layout import TapeLayout
from rnnviz.view.tape.rows import TapeRow
from rnnviz.view.widgets.paper import Align, clipped, text_width, words
from rnnviz.view.widgets.value_words import kind_name

VEIL = 0.9
RING_FROM = 4.0
"""A bar of so many pixels can carry the ring of the chosen unit."""
WIDE = 16.0
"""From so many pixels on a ring of its own reads as a frame."""
RING = 1.6
"""Pixels of its line."""
SHORTEST = 16.0
"""Pixels of a bar that says where one is: a shorter one looks like a speck."""


def draw_veil(p: QPainter, plan: TapeLayout, theme: Theme, ahead: range) -> None:
    """What the story has not reached yet."""
    tell("veil", value=ahead)
    if len(ahead):
        left, right = plan.x(ahead.start), plan.x(ahead.stop)
        _veil(p, QRectF(left, plan.head, right - left, plan.body).intersected(plan.area()), theme)


def draw_unknown(
    p: QPainter, plan: TapeLayout, theme: Theme, rows: Sequence[TapeRow], known: frozenset[str], now: int
) -> None:
    """Lines of the present step that are not computed yet."""
    for i, row in enumerate(rows):
        if row.line not in known and row.name != "x":
            tell("unknown", row.name, step=now)
            rect = QRectF(plan.x(now), plan.y(i), plan.pitch, plan.row).intersected(plan.area())
            _veil(p, rect, theme)


def _veil(p: QPainter, rect: QRectF, theme: Theme) -> None:
    """With hard edges, which lie in the gaps between columns: blending soft ones costs five times as much."""
    p.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    p.fillRect(rect, with_alpha(theme.panel, VEIL))
    p.setRenderHint(QPainter.RenderHint.Antialiasing)


def frame_rect(plan: TapeLayout, now: int) -> QRectF:
    """The outline of the present column; at least so wide that it is seen."""
    rect = plan.column(now).adjusted(0.5, 1, -0.5, 0)
    if rect.width() < 6:
        rect.adjust(-(6 - rect.width()) / 2, 0, (6 - rect.width()) / 2, 0)
    return rect


def draw_frame(p: QPainter, plan: TapeLayout, theme: Theme, now: int, joined: bool) -> None:
    """The present column; joined: it goes on above."""
    tell("present", step=now, color=theme.accent)
    rect = frame_rect(plan, now)
    rect.setBottom(min(rect.bottom() + 3, plan.height - 1.5))
    radius = min(plan.scale.px(6), rect.width() / 3)
    if joined:
        rect.setTop(-40.0)
    elif plan.pitch < 2.2 * plan.scale.axis:
        rect.setTop(plan.head - 2)
    p.setPen(QPen(theme.accent, plan.scale.line(2)))
    p.setBrush(with_alpha(theme.accent, 0.08))
    p.drawRoundedRect(rect, radius, radius)


def draw_unit(p: QPainter, plan: TapeLayout, theme: Theme, rows: Sequence[TapeRow], now: int, unit: int) -> None:
    """A ring round the chosen unit's bar in the present column; round small ones that stand below each other, one.

    A ring round each of them reads as a column of the digit 0, and so does one alone: that has a bar below.
    """
    found: list[QRectF] = []
    for i, row in enumerate(rows):
        rect = _unit_rect(plan, i, row, now, unit)
        if rect is None:
            continue
        tell("ring", row.name, step=now, unit=unit, at=rect.center())
        joins = found and rect.width() < WIDE and found[-1].left() == rect.left() and _next(plan, found[-1], rect)
        if joins:
            found[-1] = found[-1].united(rect)
        else:
            found.append(rect)
    p.setBrush(Qt.BrushStyle.NoBrush)
    for rect in found:
        _ring(p, plan, theme, rect)


def _unit_rect(plan: TapeLayout, i: int, row: TapeRow, now: int, unit: int) -> QRectF | None:
    """The chosen unit's bar in a row, if it is seen and can carry a ring."""
    columns, units = plan.columns(), row.index.shape[1]
    if row.name == "x" or unit >= units or columns.bar / units < RING_FROM:
        return None
    top = plan.y(i) + (plan.row - plan.bar) / 2
    rect = QRectF(plan.left + columns.unit_left(now, unit, units), top, columns.bar / units, plan.bar)
    return rect if plan.area().contains(rect) else None


def _next(plan: TapeLayout, above: QRectF, rect: QRectF) -> bool:
    """Whether a bar stands in the row below another one."""
    return rect.top() - above.bottom() < 0.5 * plan.row


def _ring(p: QPainter, plan: TapeLayout, theme: Theme, rect: QRectF) -> None:
    p.setPen(QPen(theme.text, RING))
    if rect.width() >= WIDE or rect.height() > plan.row:
        p.drawRoundedRect(rect.adjusted(-0.8, -0.8, -0.2, 0.8), 2, 2)
    else:
        p.drawLine(QPointF(rect.left(), rect.bottom() + RING), QPointF(rect.right(), rect.bottom() + RING))


def draw_held(p: QPainter, plan: TapeLayout, theme: Theme, i: int, row: TapeRow) -> None:
    """Steps in which a line is held: hatched, with an outline."""
    if row.held is None:
        return
    edges = np.flatnonzero(np.diff(np.concatenate([[False], row.held, [False]]).astype(np.int8)))
    for first, last in edges.reshape(-1, 2):
        tell("held", row.name, value=range(first, last))
        top = plan.y(i) + (plan.row - plan.bar) / 2
        rect = QRectF(plan.x(int(first)) + 1, top, (last - first) * plan.pitch - 2, plan.bar)
        _hatch(p, plan, theme, rect.intersected(plan.area()))


def draw_odd(p: QPainter, plan: TapeLayout, theme: Theme, i: int, row: TapeRow) -> None:
    """Steps whose numbers are not finite are crossed out: no colour can show them."""
    for rect, kind in _odd(plan, i, row, range(plan.steps)):
        if kind not in LOW:
            p.setPen(QPen(theme.error, plan.scale.line(1.2)))
            p.setBrush(mix(theme.panel, theme.error, 0.25))
            p.drawRect(rect)
            p.drawLine(rect.topLeft(), rect.bottomRight())
            p.drawLine(rect.bottomLeft(), rect.topRight())


def name_odd(p: QPainter, plan: TapeLayout, theme: Theme, rows: Sequence[TapeRow], reached: range) -> None:
    """What no colour can say of stretches that the story has reached, where there is room for the words."""
    px = plan.label_px
    for i, row in enumerate(rows):
        for rect, kind in _odd(plan, i, row, reached):
            name = kind_name(kind)
            width = text_width(name, px) + px
            if width > rect.width() or px * 1.1 > rect.height():
                continue
            p.fillRect(QRectF(rect.center().x() - width / 2, rect.top(), width, rect.height()), theme.panel)
            color = theme.dim if kind in LOW else theme.error
            words(p, rect.center().x(), rect.center().y() + 0.36 * px, name, px, color, Align.AlignHCenter)


def _odd(plan: TapeLayout, i: int, row: TapeRow, steps: range) -> list[tuple[QRectF, str]]:
    """Where stretches of one kind lie, as far as they are seen."""
    if row.odd is None:
        return []
    first, last = plan.columns().visible
    seen = range(max(first, steps.start), min(last, steps.stop))
    top, found = plan.y(i) + (plan.row - plan.bar) / 2, []
    for begin, end, kind in runs_of([Mark(t, str(row.odd[t])) for t in seen if row.odd[t] != "finite"]):
        left, right = plan.x(begin), plan.x(end + 1)
        found.append((QRectF(left, top, right - left, plan.bar).intersected(plan.area()), kind))
    return found


def _hatch(p: QPainter, plan: TapeLayout, theme: Theme, rect: QRectF) -> None:
    p.setPen(QPen(with_alpha(theme.text, 0.75), plan.scale.line(1.2)))
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.drawRect(rect)
    gap = max(6.0, plan.scale.px(9))
    with clipped(p, rect):
        for i in range(int((rect.width() + rect.height()) / gap) + 1):
            x = rect.left() + i * gap
            p.drawLine(QPointF(x, rect.top()), QPointF(x - rect.height(), rect.bottom()))


def draw_choice(p: QPainter, plan: TapeLayout, theme: Theme, row: int, first: int, last: int) -> None:
    """The steps chosen by Shift and drag."""
    rect = QRectF(plan.x(first), plan.y(row), (last - first + 1) * plan.pitch, plan.row)
    p.setPen(QPen(theme.text, 2))
    p.setBrush(with_alpha(theme.text, 0.2))
    p.drawRect(rect.intersected(plan.area()))


def draw_scroll(p: QPainter, plan: TapeLayout, theme: Theme) -> None:
    """Thin bars that say where in a long tape we are."""
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(theme.faint)
    whole, tall = plan.steps * plan.pitch, plan.rows * plan.row
    if plan.furthest > 0.5:
        at, length = plan.scroll / whole * plan.span, max(SHORTEST, plan.span / whole * plan.span)
        p.drawRoundedRect(QRectF(plan.left + min(at, plan.span - length), plan.height - 4, length, 3), 1.5, 1.5)
    if plan.deepest > 0.5:
        at, length = plan.down / tall * plan.body, max(SHORTEST, plan.body / tall * plan.body)
        p.drawRoundedRect(QRectF(plan.width - 4, plan.head + min(at, plan.body - length), 3, length), 1.5, 1.5)
