"""One bar for each answer: how likely it is, which is right, and backward what is missing or too much."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from rnnviz.model.figures.numbers import plain
from rnnviz.view.look.facts import tell
from rnnviz.view.look.style import Theme, mix, value_ground
from rnnviz.view.stage.answer import marks
from rnnviz.view.stage.answer.moment import AnswerMoment
from rnnviz.view.stage.answer.next_word import draw_text_so_far, draw_tick, head_of, tempered
from rnnviz.view.stage.answer.plan import ROWS, AnswerPlan, shown_rows
from rnnviz.view.stage.marks import SEMIBOLD, draw_text, text_width
from rnnviz.view.widgets.paper import elided, shortened

RIGHT, NORMAL = Qt.AlignmentFlag.AlignRight, QFont.Weight.Normal
OTHERS, LEAST, SMALLEST = 0.62, 6.0, 0.45
"""How full the hue of bars is that are not the likeliest, the shortest bar in pixels, and how full the colour of the
smallest part that is missing."""
BESIDE, SHORT = 0.55, 0.3
"""A bar lower than this part of a whole one stands beside its words, if these take so little of the row."""
LINE, FOOT = 0.95, 1.4
"""Height of the lowest row, and of the line below all rows, in sizes of the type."""
translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Row:
    """One answer. text: its number; right, wrong: what is said of it; target: whether it is the right one."""

    index: int
    name: str
    p: float
    text: str
    loud: bool
    right: bool
    wrong: bool
    target: bool
    slope: float | None = None
    drawn: bool = False
    at_one: float = 0.0
    """Its p at a temperature of 1."""


@dataclass(frozen=True, slots=True)
class Laid:
    """What has room. head, foot: pixels above for the text so far, below for how many others there are."""

    rows: list[Row]
    places: list[QRectF]
    head: float
    foot: float


def laid_out(plan: AnswerPlan, at: AnswerMoment) -> Laid:
    """All answers below the text so far; on a low stage without that, and only as many as have a line of their own."""
    room, least, rows = plan.inside.height(), LINE * plan.px, rows_of(at)
    head, foot = head_of(at, plan), FOOT * plan.px if len(at.read.names) > len(rows) else 0.0
    if room - head - foot < least * len(rows):
        head = 0.0
    if room - foot < least * len(rows):
        rows, foot = rows_of(at, max(2, int((room - FOOT * plan.px) / least))), FOOT * plan.px
    return Laid(rows, plan.rows(len(rows), foot, first=head), head, foot)


def rows_of(at: AnswerMoment, most: int = ROWS) -> list[Row]:
    """What stands in the bars of this moment; most: rows there is room for."""
    found, step = at.read, at.step
    target, drawn, likeliest = found.target(step), found.drawn_at(step), found.said(step)
    if at.asked:  # which are likely, and which is right, is to be guessed
        return [Row(i, name, 0.0, "", False, False, False, False) for i, name in enumerate(found.names[:most])]
    said = found.p[step] if at.backward else found.offered(step)
    back = at.backward and bool(found.counted[step])
    rows = []
    for i in shown_rows(found.p[step].tolist(), target, drawn, most):
        slope = float(found.slope[step, i]) if back else None
        text = plain(float(said[i])) if slope is None else plain(slope, sign=True)
        right = found.right(step) if i == likeliest and not back else None
        loud = i == (target if back and target is not None else likeliest)
        rows.append(
            Row(
                i, found.names[i], float(said[i]), text, loud, right is True, right is False, i == target, slope,
                i == drawn != target and not at.backward, float(found.p[step, i]),
            )
        )  # fmt: skip
    return rows


def draw_bars(p: QPainter, theme: Theme, plan: AnswerPlan, at: AnswerMoment) -> None:
    """All rows, and below them how many have no room."""
    laid, found, lit = laid_out(plan, at), at.read, at.lit("p")
    rows = laid.rows
    if laid.head:
        draw_text_so_far(p, theme, plan, at)
    names = max((text_width(row.name, plan.px, SEMIBOLD) + _signs(row, plan.px) for row in rows), default=0.0)
    for row, place in zip(rows, laid.places, strict=True):
        bar = _draw_row(p, theme, plan, row, place, names, lit, at.chosen == row.index)
        if lit and tempered(at):
            tell("tick", row.name, unit=row.index, value=row.at_one)
            draw_tick(p, theme, bar, min(max(row.at_one, 0.0), 1.0))
    if laid.foot and lit:
        text = _others(at, len(found.names) - len(rows))
        room = plan.inside
        draw_text(p, QPointF(room.left(), room.bottom() - 0.3 * plan.px), elided(text, room.width(), plan.px), plan.px,
                  theme.dim)  # fmt: skip


def _others(at: AnswerMoment, count: int) -> str:
    found, target = at.read, at.read.target(at.step)
    if target is None or target in (row.index for row in rows_of(at) if not row.target):
        return translate("Stage", "{0} others").format(count)
    place = 1 + int((found.p[at.step] > found.p[at.step, target]).sum())
    if place <= 5:
        return translate("Stage", "{0} others").format(count)
    return translate("Stage", "{0} others; “{1}” is number {2}").format(count, found.names[target], place)


def row_at(plan: AnswerPlan, at: AnswerMoment, x: float, y: float) -> int | None:
    """The answer under a point of the stage."""
    if at.found is None or not at.found.classes:
        return None
    return next((index for index, place in _places(plan, at) if place.contains(x, y)), None)


def row_rect(plan: AnswerPlan, at: AnswerMoment, answer: int) -> QRectF:
    """Where an answer stands; all of them where it has no row."""
    return next((place for index, place in _places(plan, at) if index == answer), plan.inside)


def _places(plan: AnswerPlan, at: AnswerMoment) -> list[tuple[int, QRectF]]:
    laid = laid_out(plan, at)
    return [(row.index, place) for row, place in zip(laid.rows, laid.places, strict=True)]


def _signs(row: Row, px: float) -> float:
    """What check or cross and the pennant take behind a name."""
    return ((row.right or row.wrong) + row.target + row.drawn) * 1.2 * px


def bar_rect(plan: AnswerPlan, place: QRectF, names: float) -> tuple[QRectF, float, bool]:
    """The bar of a row, the baseline of its words, and whether these stand beside it: then all bars begin alike.

    names: width of the widest name with its signs.
    """
    px = plan.px
    height = min(plan.bar, place.height() - 1.62 * px)
    least = max(6.0, BESIDE * plan.bar) if names < SHORT * place.width() else 6.0
    if height >= least:
        top = place.top() + 1.35 * px
        return QRectF(place.left(), top, place.width(), height), place.top() + px, False
    number = text_width("+0.00", px, SEMIBOLD)
    left = place.left() + min(names + 0.8 * px, place.width() - number - 1.6 * px)
    height = min(plan.bar, 0.6 * place.height())
    bar = QRectF(left, place.center().y() - height / 2, place.right() - number - 0.5 * px - left, height)
    return bar, place.center().y() + 0.36 * px, True


def _draw_row(
    p: QPainter, theme: Theme, plan: AnswerPlan, row: Row, place: QRectF, names: float, lit: bool, chosen: bool
) -> QRectF:
    px, weight = plan.px, SEMIBOLD if row.loud and lit else NORMAL
    signs = _signs(row, px)
    bar, baseline, beside = bar_rect(plan, place, names)
    number = text_width("+0.00", px, SEMIBOLD)
    room = (bar.left() - place.left() if beside else place.width() - number) - signs - 0.5 * px
    ink = theme.text if lit and (row.loud or row.target) else theme.dim
    name = shortened(row.name, max(room, px), px, weight)
    x = place.left() + draw_text(p, QPointF(place.left(), baseline), name, px, ink, weight=weight) + 0.5 * px
    if lit and row.right:
        x += marks.check(p, x, baseline, px, theme.text) + 0.55 * px
    if lit and row.wrong:
        x += marks.cross(p, x, baseline, px, theme.error) + 0.55 * px
    if row.target:
        x += marks.pennant(p, x, baseline, px, theme.text if lit else theme.dim) + 0.55 * px
    if lit and row.drawn:
        marks.again(p, x, baseline, px, theme.text)
    tell(
        "answer", row.name, unit=row.index, value=row.p if lit else None, word=row.text if lit else "", at=bar.center()
    )
    _draw_bar(p, theme, plan, row, bar, lit)
    if lit:
        draw_text(p, QPointF(place.right(), baseline), row.text, px, ink, RIGHT, weight)
    if chosen and plan.grid.floor >= 16:
        _wedge(p, theme, bar, px)
    return bar


def _wedge(p: QPainter, theme: Theme, bar: QRectF, px: float) -> None:
    """Whose formula stands in the strip."""
    at, side = QPointF(bar.left() - 0.35 * px, bar.center().y()), 0.32 * px
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(theme.text)
    p.drawPolygon(QPolygonF([at, at + QPointF(-side, -side), at + QPointF(-side, side)]))


def _draw_bar(p: QPainter, theme: Theme, plan: AnswerPlan, row: Row, bar: QRectF, lit: bool) -> None:
    radius = min(3.0, bar.height() / 3)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(mix(theme.panel, theme.line, 0.45))
    p.drawRoundedRect(bar, radius, radius)
    if lit:
        _fill(p, theme, row, bar, radius)
    if row.target:
        tell("target", row.name, unit=row.index)
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.setPen(QPen(theme.text if lit else theme.dim, 2))
        p.drawRoundedRect(bar.adjusted(-0.5, -0.5, 0.5, 0.5), radius + 1, radius + 1)


def _fill(p: QPainter, theme: Theme, row: Row, bar: QRectF, radius: float) -> None:
    share = min(max(row.p, 0.0), 1.0) if row.p == row.p else 0.0
    said = QRectF(
        bar.left(), bar.top(), min(max(share * bar.width(), LEAST if share else 0.0), bar.width()), bar.height()
    )
    hue = theme.role("answer")
    p.setPen(Qt.PenStyle.NoPen)
    if row.slope is not None:
        _fill_slope(p, theme, row, bar, said, radius)
        return
    color = hue if row.loud else mix(theme.panel, hue, OTHERS)
    tell("bar", row.name, unit=row.index, value=share, color=color, width=said.width())
    p.setBrush(mix(theme.panel, hue, 0.16) if row.wrong else color)
    p.drawRoundedRect(said, radius, radius)
    if row.wrong:
        marks.stripes(p, said, radius, hue)


def _fill_slope(p: QPainter, theme: Theme, row: Row, bar: QRectF, said: QRectF, radius: float) -> None:
    """What is missing from the target is blue, what the others have too much is orange."""
    slope = row.slope or 0.0
    color = slope_color(theme, slope)
    tell("bar", row.name, unit=row.index, value=slope, color=color)
    if slope >= 0:
        p.setBrush(color)
        p.drawRoundedRect(said, radius, radius)
        return
    p.setBrush(mix(theme.panel, theme.role("answer"), 0.25))
    p.drawRoundedRect(said, radius, radius)
    p.setBrush(color)
    p.drawRoundedRect(QRectF(said.right(), bar.top(), bar.right() - said.right(), bar.height()), radius, radius)


def slope_color(theme: Theme, slope: float) -> QColor:
    """A part of p − target by its sign; small ones are seen, too."""
    if not slope:
        return value_ground(theme)
    hue = theme.negative if slope < 0 else theme.positive
    return mix(value_ground(theme), hue, SMALLEST + (1 - SMALLEST) * min(abs(slope), 1.0))
