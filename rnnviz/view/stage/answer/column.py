"""The column of answers: V with its squares, softmax, the bars, and what the loss makes of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from rnnviz.model.answers.figures import loss_texts
from rnnviz.model.picture.reading import bars
from rnnviz.view.look import typeset
from rnnviz.view.look.facts import tell
from rnnviz.view.look.style import Theme, gate_fill, mix, with_alpha
from rnnviz.view.stage.answer import marks
from rnnviz.view.stage.answer.bars import draw_bars
from rnnviz.view.stage.answer.moment import BELOW, READ, AnswerMoment
from rnnviz.view.stage.answer.next_word import draw_drawn, draw_temperature, tempered
from rnnviz.view.stage.answer.number import draw_numbers
from rnnviz.view.stage.answer.plan import AnswerPlan
from rnnviz.view.stage.asked import draw_question
from rnnviz.view.stage.boxes.strip import StripColors, draw_strip, room_for
from rnnviz.view.stage.marks import SEMIBOLD, draw_text, text_width

CENTER, RIGHT = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight
WIRE = 0.5
MANY = 16
"""More answers than this have their number beside V."""
DRAWN = 0.56
"""The share of the column that what was drawn has beside a loss."""
translate = QCoreApplication.translate


def draw_column(p: QPainter, theme: Theme, plan: AnswerPlan, at: AnswerMoment) -> None:
    """Everything right of the cell at one moment."""
    if at.place == READ:
        _draw_read(p, theme, plan, at)
    elif at.place == BELOW:
        _draw_below(p, theme, plan, at)
    else:
        _draw_none(p, theme, plan)


def _draw_read(p: QPainter, theme: Theme, plan: AnswerPlan, at: AnswerMoment) -> None:
    found = at.read
    _draw_box(p, theme, plan, at)
    if found.classes:
        _draw_arrow(p, theme, plan, at, plan.box.bottom(), plan.pill.top(), "y")
        _draw_pill(p, theme, plan, at)
        draw_temperature(p, theme, plan, at)
        _draw_arrow(p, theme, plan, at, plan.pill.bottom(), plan.bars.top(), "p")
    else:
        _draw_arrow(p, theme, plan, at, plan.box.bottom(), plan.bars.top(), "y")
    _draw_frame(p, theme, plan, at.lit("p" if found.classes else "y"))
    (draw_bars if found.classes else draw_numbers)(p, theme, plan, at)
    if at.asked:
        draw_question(p, theme, QPointF(plan.middle, plan.loss), plan.grid.u)
    else:
        _draw_foot(p, theme, plan, at)


def _draw_arrow(
    p: QPainter, theme: Theme, plan: AnswerPlan, at: AnswerMoment, top: float, bottom: float, line: str
) -> None:
    color = theme.role("answer") if at.lit(line) else theme.line
    u = plan.grid.u
    begin, end = QPointF(plan.middle, top), QPointF(plan.middle, bottom)
    tell("answer wire", line, value=at.lit(line), color=color)
    marks.arrow(p, *((end, begin) if at.backward else (begin, end)), plan.grid.wire(WIRE) * u, color)


def _draw_box(p: QPainter, theme: Theme, plan: AnswerPlan, at: AnswerMoment) -> None:
    grid, box, lit = plan.grid, plan.box, at.lit("y")
    hue = theme.role("answer")
    draw_text(p, QPointF(plan.middle - 0.7 * grid.u, box.top() - 0.45 * plan.px), translate("Stage", "read-out"),
              plan.px, hue, RIGHT, SEMIBOLD)  # fmt: skip
    if at.glowing("y"):
        marks.glow(p, box, grid.u, grid.u, hue)
    p.setPen(QPen(hue if lit else theme.line, grid.line(0.28 if "y" in at.now else 0.20)))
    fill = gate_fill(theme, "answer", 0.8 if lit else 0.0) if lit else theme.box
    tell("box", "answer:v", value=lit, color=fill)
    p.setBrush(fill)
    p.drawRoundedRect(box, grid.u, grid.u)
    _draw_inside(p, theme, plan, at)


def _draw_inside(p: QPainter, theme: Theme, plan: AnswerPlan, at: AnswerMoment) -> None:
    """V h + d and its squares; backward what comes in from the loss."""
    grid, box, found, lit = plan.grid, plan.box, at.read, at.lit("y")
    pad, px = 0.9 * grid.u, min(grid.value + 1, 0.42 * box.height())
    ink, baseline = theme.text if lit else theme.dim, box.top() + 0.38 * box.height()
    if at.backward:
        row = (*typeset.symbol("V"), typeset.Piece("T", sup=True))
    else:
        row = (*typeset.symbol("V"), *typeset.symbol(at.reads), *typeset.text(" + "), *typeset.symbol("d"))
    taken, count = typeset.draw(p, box.left() + pad, baseline, row, px, color=ink), str(len(found.names))
    if len(found.names) > MANY and taken + text_width(count, plan.px, SEMIBOLD) + 2.3 * pad <= box.width():
        draw_text(p, QPointF(box.right() - pad, baseline), count, plan.px, ink, RIGHT, SEMIBOLD)
    if not lit:
        return
    values = found.slope[at.step] if at.backward else found.y[at.step]
    strip = QRectF(box.left() + pad, box.top() + 0.50 * box.height(), box.width() - 2 * pad, 0.33 * box.height())
    shown = bars(values, room_for(strip.width()))
    largest = max((abs(bar.value) for bar in shown if bar.value == bar.value), default=1.0) or 1.0
    ringed = found.target(at.step) if at.backward else at.chosen
    tell("strip", "answer:v")
    draw_strip(
        p, StripColors(theme), strip, shown, -1 if ringed is None else ringed, [b.value / largest for b in shown]
    )


def _draw_pill(p: QPainter, theme: Theme, plan: AnswerPlan, at: AnswerMoment) -> None:
    box, lit, grid = plan.pill, at.lit("p"), plan.grid
    hue, radius = theme.role("answer"), plan.pill.height() / 2
    if at.glowing("p"):
        marks.glow(p, box, radius, grid.u, hue)
    p.setPen(QPen(hue if at.glowing("p") else theme.dim if lit else theme.line, grid.line(0.24)))
    p.setBrush(theme.stage)
    p.drawRoundedRect(box, radius, radius)
    text = "softmax′" if at.backward else "softmax"
    ink = theme.text if lit else theme.dim
    typeset.draw(p, box.center().x(), box.center().y() + 0.32 * grid.pill, typeset.text(text), grid.pill, CENTER, ink)


def _draw_frame(p: QPainter, theme: Theme, plan: AnswerPlan, lit: bool) -> None:
    hue = theme.role("answer")
    p.setPen(QPen(mix(theme.stage, hue, 0.75) if lit else theme.line, plan.grid.line(0.18)))
    p.setBrush(with_alpha(hue, 0.05))
    p.drawRoundedRect(plan.bars, plan.grid.u, plan.grid.u)


def _draw_foot(p: QPainter, theme: Theme, plan: AnswerPlan, at: AnswerMoment) -> None:
    """Below the bars what was drawn, and the loss; side by side where there are both."""
    left, right = plan.bars.left(), plan.bars.right()
    if at.read.drawn_at(at.step) is None or at.backward:
        _draw_loss(p, theme, plan, at, (left, right))
    elif loss_texts(at.read, at.step) == ("",):
        draw_drawn(p, theme, plan, at, (left, right))
    else:
        middle = left + DRAWN * (right - left)
        draw_drawn(p, theme, plan, at, (left, middle - 0.3 * plan.px))
        _draw_loss(p, theme, plan, at, (middle + 0.3 * plan.px, right))


def _draw_loss(p: QPainter, theme: Theme, plan: AnswerPlan, at: AnswerMoment, span: tuple[float, float]) -> None:
    """What the loss is, with its arithmetic; dashed where it does not count. span: between which x."""
    found, px, lit = at.read, plan.px, at.lit("loss")
    texts, middle = loss_texts(found, at.step), sum(span) / 2
    room = span[1] - span[0] - 1.2 * px
    if texts == ("",):
        draw_text(p, QPointF(middle, plan.loss + 0.36 * px), translate("Stage", "no target"), px, theme.dim, CENTER)
        return
    counts, loss = bool(found.counted[at.step]), translate("Stage", "loss")
    if tempered(at) and found.asked == "cross_entropy":
        plain = translate("Stage", "at T = 1")
        texts = (f"{texts[0]} · {plain}", *texts[1:])
    texts = (f"{loss} = {texts[0]}", texts[0], f"{loss} {texts[1]}", texts[1])
    if not counts:
        said = translate("Stage", "{0}, not counted").format(texts[-1])
        texts = (said, texts[-1])
    text = next((t for t in texts if text_width(t, px, SEMIBOLD) <= room), texts[-1])
    tell("loss", step=at.step, value=float(found.losses[at.step]) if lit else None, word=text if lit else "")
    width, height = text_width(text, px, SEMIBOLD) + 1.7 * px, 1.75 * px
    box = QRectF(middle - width / 2, plan.loss - height / 2, width, height)
    ink = theme.dim if not counts or not lit else theme.text
    if counts:
        ends = QPointF(middle, plan.bars.bottom() + 0.3 * plan.grid.u), QPointF(middle, box.top())
        marks.arrow(p, *(ends[::-1] if at.backward else ends), plan.grid.line(0.24), ink)
    pen = QPen(ink if lit else theme.line, 1.8)
    pen.setStyle(Qt.PenStyle.SolidLine if counts else Qt.PenStyle.DashLine)
    p.setPen(pen)
    p.setBrush(theme.stage)
    p.drawRoundedRect(box, height / 2, height / 2)
    shown = text if lit else loss
    draw_text(p, QPointF(middle, plan.loss + 0.36 * px), shown, px, ink, CENTER, SEMIBOLD)


def _draw_below(p: QPainter, theme: Theme, plan: AnswerPlan, at: AnswerMoment) -> None:
    """A lower layer: whoever reads it stands on another stage."""
    text = translate("Stage", "to layer {0}").format(at.above)
    y = plan.grid.at(0, 0.4).y() + 0.36 * plan.px
    draw_text(p, QPointF(plan.bars.left() + 0.8 * plan.px, max(y, 1.1 * plan.px)), text, plan.px, theme.text)
    lines = translate("Stage", "The read-out reads"), translate("Stage", "the last layer.")
    _draw_lines(p, theme, plan, lines, plan.bars.top() + plan.px)


def _draw_none(p: QPainter, theme: Theme, plan: AnswerPlan) -> None:
    """No read-out yet: what could stand there."""
    pen = QPen(theme.line, plan.grid.line(0.22))
    pen.setStyle(Qt.PenStyle.DashLine)
    p.setPen(pen)
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.drawRoundedRect(plan.box, plan.grid.u, plan.grid.u)
    at = plan.box.center() + QPointF(0, 0.36 * plan.grid.state)
    typeset.draw(p, at.x(), at.y(), typeset.text("?"), plan.grid.state, CENTER, theme.dim)
    lines = translate("Stage", "V and d are drawn"), translate("Stage", "from the seed")
    _draw_lines(p, theme, plan, lines, plan.bars.bottom() - 2.6 * plan.px)


def _draw_lines(p: QPainter, theme: Theme, plan: AnswerPlan, lines: Sequence[str], top: float) -> None:
    for n, line in enumerate(lines):
        y = top + (1.0 + 1.4 * n) * plan.px
        draw_text(p, QPointF(plan.middle, y), line, plan.px, theme.dim, CENTER)
