"""One step of backpropagation in sizes: what arrives at each state, what it amounts to, what goes on."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter

from rnnviz.engine import Run
from rnnviz.model.figures.scales import size_text
from rnnviz.view.look import typeset
from rnnviz.view.look.facts import tell
from rnnviz.view.look.style import Scale, Theme, mix
from rnnviz.view.look.typeset import Piece
from rnnviz.view.widgets.paper import BOLD, Align, text_width, words, wrapped

translate = QCoreApplication.translate
LINE = 1.2
"""Least height of a row in sizes of type."""
INSET, ROUND = 4.0, 4.0
"""Pixels from the end of a bar to the words on it; the most that a bar's corners are round."""


@dataclass(frozen=True, slots=True)
class Size:
    """One bar: a state and its colour family, what is told of it, and the log10 norm.

    The role stands here, because a picture may be painted when another cell is on the stage already.
    """

    state: str
    role: str
    says: str
    log10: float


def sizes(run: Run, step: int) -> tuple[Size, ...]:
    """For every state: what arrives from the step after, with what this step adds, and what goes back."""
    found: list[Size] = []
    last = step == run.steps - 1
    for state in sorted(run.cell.states, key=run.cell.output.__eq__):  # the output last, as on the stage
        before, role = run.norms(f"{state}_prev"), run.cell.by_name[state].role
        arriving = -math.inf if last else float(before[step + 1])
        found.append(Size(state, role, translate("OneStep", "arriving"), arriving))
        found.append(Size(state, role, translate("OneStep", "in all"), float(run.norms(state)[step])))
        found.append(Size(state, role, translate("OneStep", "back"), float(before[step])))
    return tuple(found)


def draw_sizes(p: QPainter, area: QRectF, rows: tuple[Size, ...], theme: Theme, scale: Scale) -> None:
    """A name, a number and a bar per row; the longest bar is the largest of this step."""
    if not rows:
        _say_nothing(p, area, theme, scale.axis)
        return
    rows = fitting(rows, area.height() / scale.axis)
    finite = [row.log10 for row in rows if math.isfinite(row.log10)]
    top, px = max(finite, default=0.0), scale.axis
    pitch = min(area.height() / len(rows), px * 3.8)
    behind = pitch < px * 2.0  # a bar below the words would be a line under them
    inset = INSET if behind else 0.0
    small = _says_px(area.width() - 2 * inset, rows, px)
    for i, row in enumerate(rows):
        y = area.top() + i * pitch
        hue = theme.role(row.role)
        ink = theme.text if behind else hue
        if behind:
            bar = QRectF(area.left(), y, area.width(), pitch - 2)
            _bar(p, bar, row.log10 - top, mix(theme.panel, hue, 0.34), theme.panel)
        else:
            bar = QRectF(area.left(), y + px * 1.24, area.width(), min(px * 0.6, pitch - px * 1.5))
            _bar(p, bar, row.log10 - top, hue, theme.line)
        base = y + px + max(0.0, pitch - 2 - 1.3 * px) / 2 if behind else y + px
        x = area.left() + inset + typeset.draw(p, area.left() + inset, base, _name(row), px * 1.1, color=ink)
        words(p, x + px * 0.4, base, row.says, small, theme.text)
        words(p, area.right() - inset, base, size_text(row.log10, 1), px, ink, Align.AlignRight, BOLD)
        tell("size", row.state, value=row.log10, word=row.says, color=ink, at=bar.center(), width=bar.height())


def fitting(rows: tuple[Size, ...], lines: float) -> tuple[Size, ...]:
    """All rows, or of many states in a low panel what each has in all; lines: the room in lines of type."""
    return rows if len(rows) * LINE <= lines else rows[1::3]


def _say_nothing(p: QPainter, area: QRectF, theme: Theme, px: int) -> None:
    said = translate("OneStep", "This cell has no memory: no gradient goes from a step to the one before.")
    for i, line in enumerate(wrapped(said, area.width(), px)):
        words(p, area.left(), area.top() + px * (1 + 1.4 * i), line, px, theme.dim)


def _name(row: Size) -> typeset.Row:
    return (Piece("∂", italic=True), *typeset.symbol(row.state))


def _says_px(width: float, rows: tuple[Size, ...], px: int) -> int:
    """Size of type at which every row's words keep clear of its number."""
    taken = [typeset.width(_name(row), px * 1.1) + text_width(size_text(row.log10, 1), px, BOLD) for row in rows]
    for small in range(px, round(0.62 * px), -1):
        if all(t + text_width(row.says, small) + 0.8 * px <= width for t, row in zip(taken, rows, strict=True)):
            return small
    return round(0.62 * px)


def _bar(p: QPainter, rect: QRectF, log10: float, hue: QColor, ground: QColor) -> None:
    radius = min(rect.height() / 2, ROUND)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(ground)
    p.drawRoundedRect(rect, radius, radius)
    share = 10**log10 if math.isfinite(log10) else 0.0
    if share > 0:
        rect = QRectF(rect.topLeft(), QSizeF(max(2 * radius, rect.width() * min(share, 1.0)), rect.height()))
        p.setBrush(hue)
        p.drawRoundedRect(rect, radius, radius)
