"""What the column of answers has more of where a network writes on: the text so far, the drawn, the temperature."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from rnnviz.model.figures.numbers import short
from rnnviz.view.look import typeset
from rnnviz.view.look.facts import tell
from rnnviz.view.look.style import Theme, gate_fill
from rnnviz.view.stage.answer import marks
from rnnviz.view.stage.answer.moment import AnswerMoment
from rnnviz.view.stage.answer.plan import AnswerPlan
from rnnviz.view.stage.marks import SEMIBOLD, draw_text, text_width

RIGHT, CENTER = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter
HEAD = 1.6
"""Height of the text so far, in sizes of its type."""
translate = QCoreApplication.translate


def head_of(at: AnswerMoment, plan: AnswerPlan) -> float:
    """Pixels above the bars that the text so far takes."""
    return HEAD * plan.px if at.text and not at.backward else 0.0


def draw_text_so_far(p: QPainter, theme: Theme, plan: AnswerPlan, at: AnswerMoment) -> None:
    """The end of what was read, and a caret where the next word will stand; right of it what the ticks are."""
    px, room = plan.px, plan.inside
    baseline, right = room.top() + 1.1 * px, room.right()
    if tempered(at):
        legend = translate("Stage", "at T = 1")
        right -= draw_text(p, QPointF(right, baseline), legend, px, theme.dim, RIGHT) + 0.45 * px
        _tick(p, theme, right, baseline - 0.75 * px, baseline + 0.1 * px)
        right -= 0.6 * px
    caret = 0.62 * px
    text = end_of(at.text, right - room.left() - caret - 0.3 * px, px)
    tell("so far", step=at.step, word=text)
    x = room.left() + draw_text(p, QPointF(room.left(), baseline), text, px, theme.text, weight=SEMIBOLD) + 0.25 * px
    p.setPen(QPen(theme.role("answer"), 1.6))
    p.setBrush(gate_fill(theme, "answer", 0.8))
    p.drawRoundedRect(QRectF(x, baseline - 0.82 * px, caret, px), 2, 2)


def end_of(text: str, width: float, px: float) -> str:
    """As much of its end as has room."""
    if text_width(text, px, SEMIBOLD) <= width:
        return text
    while text and text_width("…" + text, px, SEMIBOLD) > width:
        text = text[1:]
    return "…" + text


def tempered(at: AnswerMoment) -> bool:
    """Whether the bars are those of another temperature than 1."""
    return at.read.classes and at.read.temperature != 1.0 and not at.backward


def draw_tick(p: QPainter, theme: Theme, bar: QRectF, share: float) -> None:
    """How long a bar is at a temperature of 1."""
    _tick(p, theme, bar.left() + share * bar.width(), bar.top() - 2, bar.bottom() + 2)


def _tick(p: QPainter, theme: Theme, x: float, top: float, bottom: float) -> None:
    p.setPen(QPen(theme.text, 2))
    p.drawLine(QPointF(x, top), QPointF(x, bottom))


def draw_temperature(p: QPainter, theme: Theme, plan: AnswerPlan, at: AnswerMoment) -> None:
    """Beside the softmax, where it is not 1."""
    if not tempered(at):
        return
    text = f"T = {short(at.read.temperature, 4)}"
    left = plan.pill.right() + 0.5 * plan.px
    room = plan.bars.right() - left
    if text_width(text, plan.px) > room:
        text = text.replace(" ", "")
    px = plan.px * min(1.0, room / text_width(text, plan.px))  # a large type has no room beside the softmax
    tell("temperature", value=at.read.temperature, word=text)
    draw_text(p, QPointF(left, plan.pill.center().y() + 0.36 * px), text, px, theme.dim)


def draw_drawn(p: QPainter, theme: Theme, plan: AnswerPlan, at: AnswerMoment, span: tuple[float, float]) -> None:
    """What was drawn and is read at the next step. span: between which x it stands."""
    found, px, middle = at.read, plan.px, sum(span) / 2
    drawn = found.drawn_at(at.step)
    assert drawn is not None
    hue, name, lit = theme.role("answer"), found.names[drawn], at.lit("p")
    again = at.step + 1 < found.steps
    symbol = typeset.symbol("x", "t+1") if again else ()
    side = 1.6 * px + typeset.width(symbol, 1.15 * px) if again else 0.0
    room = span[1] - span[0] - side - 1.4 * px
    texts: tuple[str, ...] = (translate("Stage", "drawn “{0}”").format(name), f"“{name}”", name)
    heat = found.heat_at(at.step)
    if heat != found.temperature:  # the bars are those of now
        before = translate("Stage", "drawn at T = {0}: “{1}”").format(short(heat, 4), name)
        texts = before, translate("Stage", "at T = {0}: “{1}”").format(short(heat, 4), name), *texts[1:]
    text = next((t for t in texts if text_width(t, px, SEMIBOLD) <= room), texts[-1])
    tell("drawn", name, step=at.step, unit=drawn, value=again, word=text if lit else "")
    width = text_width(text, px, SEMIBOLD) + 1.4 * px
    box = QRectF(middle - (width + side) / 2, plan.loss - 0.9 * px, width, 1.8 * px)
    ends = QPointF(box.center().x(), plan.bars.bottom() + 0.3 * plan.grid.u), QPointF(box.center().x(), box.top())
    marks.arrow(p, *ends, plan.grid.line(0.24), hue if lit else theme.line)
    p.setPen(QPen(hue if lit else theme.line, 1.8))
    p.setBrush(theme.stage)
    p.drawRoundedRect(box, 0.9 * px, 0.9 * px)
    if lit:
        draw_text(p, QPointF(box.center().x(), plan.loss + 0.36 * px), text, px, theme.text, CENTER, SEMIBOLD)
    if again:
        _draw_again(p, theme, plan, box, symbol, lit)


def _draw_again(p: QPainter, theme: Theme, plan: AnswerPlan, box: QRectF, symbol: typeset.Row, lit: bool) -> None:
    """The arrow to the next step's input."""
    px, color = plan.px, theme.role("answer") if lit else theme.line
    begin, end = box.right(), box.right() + 1.4 * px
    p.setPen(QPen(color, 2))
    p.drawLine(QPointF(begin, plan.loss), QPointF(end - 0.3 * px, plan.loss))
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(color)
    p.drawPolygon(QPolygonF([QPointF(end, plan.loss), QPointF(end - 0.5 * px, plan.loss - 0.3 * px),
                             QPointF(end - 0.5 * px, plan.loss + 0.3 * px)]))  # fmt: skip
    typeset.draw(p, end + 0.3 * px, plan.loss + 0.3 * px, symbol, 1.15 * px, color=theme.text if lit else theme.dim)
