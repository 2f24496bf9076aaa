"""Answers that are numbers: each on a line of its own, with the target where it should be."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from rnnviz.model.figures.numbers import plain, short
from rnnviz.view.look.facts import tell
from rnnviz.view.look.style import Theme, mix
from rnnviz.view.stage.answer import marks
from rnnviz.view.stage.answer.bars import slope_color
from rnnviz.view.stage.answer.moment import AnswerMoment
from rnnviz.view.stage.answer.painted import draw_painting
from rnnviz.view.stage.answer.plan import ROWS, AnswerPlan
from rnnviz.view.stage.answer.series import draw_series
from rnnviz.view.stage.marks import SEMIBOLD, draw_text, text_width
from rnnviz.view.widgets.paper import elided, shortened

RIGHT, CENTER = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter
TALL = 5.6
"""Most of a row's height, in sizes of its type."""
LARGEST = 1e300
"""A line from minus this to this has a length that is a number, too."""
translate = QCoreApplication.translate


def draw_numbers(p: QPainter, theme: Theme, plan: AnswerPlan, at: AnswerMoment) -> None:
    """As many as have room; of a single one also how far it is off, of a series what it foretells; many are painted."""
    found = at.read
    if len(found.names) > ROWS:
        draw_painting(p, theme, plan.inside, at)
        return
    count = min(len(found.names), ROWS)
    alone = len(found.names) == 1
    said = _words(at) if alone and at.lit("y") else []
    places = plan.rows(count, 1.5 * plan.px * len(said), 99.0 if at.series else TALL)
    low, high = _range(at)
    for i, place in enumerate(places):
        _draw_number(p, theme, plan, at, i, place, low, high)
    for n, (text, right) in enumerate(reversed(said)):
        y = plan.inside.bottom() - (0.4 + 1.5 * n) * plan.px
        x = plan.inside.left()
        if right is not None:
            x += (marks.check if right else marks.cross)(p, x, y, plan.px, theme.text if right else theme.error)
            x += 0.5 * plan.px
        draw_text(p, QPointF(x, y), elided(text, plan.inside.right() - x, plan.px), plan.px, theme.dim)


def _words(at: AnswerMoment) -> list[tuple[str, bool | None]]:
    """What is asked of a number, and how near it came."""
    found, step = at.read, at.step
    if at.asked or not found.has_target(step):
        return []
    off = translate("Stage", "off by {0}").format(plain(found.off(step), 3)), found.right(step)
    if not found.tolerance or at.series:
        return [off]
    return [(translate("Stage", "right within {0}").format(short(found.tolerance)), None), off]


def _range(at: AnswerMoment) -> tuple[float, float]:
    """What the lines show: from 0 to 1 or whatever is needed, all alike."""
    found = at.read
    values = [v for row in (found.p[at.step], found.wanted[at.step]) for v in row.tolist() if math.isfinite(v)]
    low, high = min([0.0, *values]), max([0.0, *values])
    top = min(max(abs(low), high, 1e-9), LARGEST)
    decade = math.floor(math.log10(top))
    reach = next(r * 10.0**e for e in (decade, decade + 1) for r in (1, 2, 5) if r * 10.0**e >= top * 0.999)
    return (-reach if low < 0 else 0.0), (reach if high > 0 or low == 0 else 0.0)


def _draw_number(
    p: QPainter, theme: Theme, plan: AnswerPlan, at: AnswerMoment, i: int, place: QRectF, low: float, high: float
) -> None:
    found, px, lit = at.read, plan.px, at.lit("y")
    value, wanted = float(found.p[at.step, i]), float(found.wanted[at.step, i])
    name = found.names[i] if len(found.names) > 1 else translate("Stage", "answer")
    back = at.backward and bool(found.counted[at.step])
    text = plain(float(found.slope[at.step, i]) if back else value, 3, sign=back)
    tell("answer", found.names[i], unit=i, value=value if lit else None, word=text if lit else "")
    baseline = place.top() + 1.2 * px
    draw_text(p, QPointF(place.left(), baseline), shortened(name, 0.55 * place.width(), px), px, theme.dim)
    if lit:
        draw_text(p, QPointF(place.right(), baseline), text, px, theme.text, RIGHT, SEMIBOLD)
    line = QRectF(place.left(), 0, place.width(), 0)
    line.moveTop(min(baseline + 2.6 * px, place.bottom() - 1.5 * px))
    if not at.series and line.top() < baseline + 1.4 * px:
        return
    if at.series:
        top = baseline + 0.5 * px
        draw_series(p, theme, QRectF(place.left(), top, place.width(), place.bottom() - top), at)
        return
    _draw_line(p, theme, plan, line, low, high, len(found.names) == 1)

    def x_of(number: float) -> float:
        return line.left() + line.width() * min(max((number - low) / max(high - low, 1e-12), 0.0), 1.0)

    if lit and math.isfinite(value):
        begin, end = sorted((x_of(0.0), x_of(value)))
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(slope_color(theme, float(found.slope[at.step, i])) if back else theme.role("answer"))
        p.drawRoundedRect(QRectF(begin, line.top() - 0.75 * px, max(end - begin, 2.0), 0.6 * px), 2, 2)
    if not math.isnan(wanted):
        tell("target", found.names[i], unit=i, value=wanted)
        p.setPen(QPen(theme.text, 2))
        p.drawLine(QPointF(x_of(wanted), line.top()), QPointF(x_of(wanted), line.top() - 1.1 * px))
        marks.pennant(p, x_of(wanted), line.top() - 0.5 * px, px, theme.text)
        _draw_wanted(p, theme, plan, line, x_of(wanted), plain(wanted, 3))


def _draw_wanted(p: QPainter, theme: Theme, plan: AnswerPlan, line: QRectF, x: float, text: str) -> None:
    """The target's number beside its flag, on the side that has room."""
    px = plan.px
    right = x + 0.8 * px + text_width(text, px) < line.right()
    at = QPointF(x + (0.8 if right else -0.4) * px, line.top() - 0.75 * px)
    draw_text(p, at, text, px, theme.text, Qt.AlignmentFlag.AlignLeft if right else RIGHT, SEMIBOLD)


def _draw_line(p: QPainter, theme: Theme, plan: AnswerPlan, line: QRectF, low: float, high: float, ticks: bool) -> None:
    p.setPen(QPen(mix(theme.panel, theme.dim, 0.8), 1.6))
    p.drawLine(line.topLeft(), line.topRight())
    for share in (0.0, 0.5, 1.0):
        x = line.left() + share * line.width()
        p.drawLine(QPointF(x, line.top() - 3), QPointF(x, line.top() + 3))
        if ticks:
            align = {0.0: Qt.AlignmentFlag.AlignLeft, 0.5: CENTER, 1.0: RIGHT}[share]
            draw_text(
                p, QPointF(x, line.top() + 1.3 * plan.px), short(low + share * (high - low)), plan.px, theme.dim, align
            )
