"""Paints the rows of answers below the tape's bars, and says what lies under a pointer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from rnnviz.view.look.style import Theme, with_alpha
from rnnviz.view.stage.answer import marks
from rnnviz.view.tape.answer import cells as drawn
from rnnviz.view.tape.answer.cells import Cells
from rnnviz.view.tape.answer.kinds import ANSWER, BACK, ITS_P, LOSS, TARGET, WORDS, AnswerRow
from rnnviz.view.tape.layout import TapeLayout
from rnnviz.view.tape.marks import VEIL
from rnnviz.view.widgets.paper import BOLD, clipped, text_width, words

NARROW = 4.0
"""Columns narrower than this have no room for any sign."""


def row_rect(plan: TapeLayout, row: AnswerRow) -> QRectF:
    """All of a row, label and columns."""
    return QRectF(0, plan.foot_top + row.top, plan.width, row.height)


def cell_rect(plan: TapeLayout, row: AnswerRow, step: int) -> QRectF:
    """One step's part of a row."""
    columns = plan.columns()
    inset = 0.5 * (row.height * 0.08)
    more = min((plan.pitch - columns.bar) / 2 - 1.5, 5.0) if plan.pitch > 12 else 0.0
    return QRectF(plan.left + columns.left(step) - more, plan.foot_top + row.top + inset, columns.bar + 2 * more,
                  row.height - 2 * inset)  # fmt: skip


def row_under(plan: TapeLayout, rows: Sequence[AnswerRow], y: float) -> AnswerRow | None:
    """The row at a pixel's height."""
    return next((row for row in rows if row_rect(plan, row).top() <= y < row_rect(plan, row).bottom()), None)


def on_dot(plan: TapeLayout, row: AnswerRow, step: int, x: float) -> bool:
    """Whether a point of the loss row is on the dot that says whether the step counts."""
    box = cell_rect(plan, row, step)
    return row.kind == LOSS and x < box.left() + max(1.2 * plan.scale.axis, min(box.width(), 18))


def draw_labels(p: QPainter, theme: Theme, plan: TapeLayout, rows: Sequence[AnswerRow]) -> None:
    """Names left of the columns, and hairlines."""
    px = plan.scale.axis
    for row in rows:
        rect = row_rect(plan, row)
        if row.gap:
            p.setPen(QPen(theme.grid, 1))
            y = rect.top() - 3
            p.drawLine(QPointF(plan.scale.pad, y), QPointF(plan.left + plan.span, y))
        color = theme.role("answer") if row.kind in (ANSWER, BACK) else theme.text
        baseline = rect.center().y() + 0.36 * px
        x = plan.scale.pad + words(p, plan.scale.pad, baseline, row.label, px, color, weight=BOLD) + 0.5 * px
        if row.kind == TARGET and x + 0.6 * px < plan.left:
            marks.pennant(p, x, baseline, px, theme.text)


def label_width(rows: Sequence[AnswerRow], px: int) -> float:
    """The widest of their names."""
    return max((text_width(row.label, px, BOLD) + (1.2 * px if row.kind == TARGET else 0) for row in rows), default=0.0)


def draw_rows(
    p: QPainter, theme: Theme, plan: TapeLayout, rows: Sequence[AnswerRow], own: Sequence[str], steps: Sequence[int],
    now: int,
) -> None:  # fmt: skip
    """The cells of these steps; the present one is loud. own: the words of the sentence."""
    for row in rows:
        ends = plan.left - 2, plan.left + plan.span + 2
        cells = Cells.of(theme, plan.scale, row.found, cell_rect(plan, row, 0).width(), ends)
        losses = row.found.losses
        largest = float(np.nanmax(np.abs(losses))) if np.isfinite(losses).any() else 0.0
        for step in steps:
            box = cell_rect(plan, row, step)
            if box.width() >= NARROW:
                _draw(p, cells, row, own, step, box, step == now, largest)
        _draw_untaught(p, cells, plan, row, steps)


def _draw(
    p: QPainter, cells: Cells, row: AnswerRow, own: Sequence[str], step: int, box: QRectF, now: bool, largest: float
) -> None:
    if row.kind == ANSWER:
        drawn.draw_answer(p, cells, row, step, box, now)
    elif row.kind == ITS_P:
        drawn.draw_p(p, cells, row, step, box, now)
    elif row.kind == TARGET:
        drawn.draw_target(p, cells, row, step, box, now)
    elif row.kind == LOSS:
        drawn.draw_loss(p, cells, row, step, box, now, largest)
    elif row.kind == WORDS:
        drawn.draw_word(p, cells, row, own[step] if step < len(own) else "", step, box)
    else:
        drawn.draw_back(p, cells, row, step, box)


def _draw_untaught(p: QPainter, cells: Cells, plan: TapeLayout, row: AnswerRow, steps: Sequence[int]) -> None:
    """One sentence over the steps behind the given ones, where a loss would stand: as much as lies in these steps."""
    if row.kind == LOSS and row.given is not None and len(steps):
        first, last = cell_rect(plan, row, row.given), cell_rect(plan, row, plan.steps - 1)
        inside = QRectF(plan.x(steps[0]), first.top(), (steps[-1] + 1 - steps[0]) * plan.pitch, first.height())
        with clipped(p, inside):
            drawn.draw_untaught(p, cells, row, first.united(last))


def draw_all(p: QPainter, theme: Theme, plan: TapeLayout, rows: Sequence[AnswerRow], own: Sequence[str]) -> None:
    """Labels and every column that is seen; labels stand left of what scrolls."""
    draw_labels(p, theme, plan, rows)
    with clipped(p, QRectF(plan.left - 3, plan.foot_top, plan.span + 6, plan.foot)):
        draw_rows(p, theme, plan, rows, own, range(*plan.columns().visible), -1)


def draw_now(
    p: QPainter, theme: Theme, plan: TapeLayout, rows: Sequence[AnswerRow], own: Sequence[str], now: int, waits: bool
) -> None:
    """The present column, loud; veiled while its answer waits for the story."""
    if waits:
        draw_veil(p, theme, plan, range(now, now + 1))
    elif rows:
        box = QRectF(plan.x(now), plan.foot_top + 1, plan.pitch, plan.foot - 1)
        p.fillRect(box, theme.panel)
        draw_rows(p, theme, plan, rows, own, [now], now)


def draw_veil(p: QPainter, theme: Theme, plan: TapeLayout, ahead: range) -> None:
    """What the story has not reached yet."""
    if len(ahead) and plan.foot:
        left, right = max(plan.x(ahead.start), plan.left - 3), min(plan.x(ahead.stop), plan.left + plan.span + 3)
        p.fillRect(QRectF(left, plan.foot_top, right - left, plan.foot), with_alpha(theme.panel, VEIL))
