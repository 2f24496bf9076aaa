"""One answer, target or loss in its column of the tape."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from rnnviz.model.answers.answers import Answers
from rnnviz.model.figures.numbers import plain
from rnnviz.view.look.facts import tell
from rnnviz.view.look.style import Scale, Theme, mix, with_alpha
from rnnviz.view.stage.answer import marks
from rnnviz.view.stage.answer.bars import slope_color
from rnnviz.view.stage.answer.painted import shade
from rnnviz.view.tape.answer.kinds import AnswerRow
from rnnviz.view.widgets.paper import BOLD, Align, elided, fitting, text_width, words

NORMAL = QFont.Weight.Normal
MOST = 400
"""Steps that are looked through for the longest answer: more have no room for any."""
translate = QCoreApplication.translate
SOME = 8
"""Numbers that are named one by one."""
SIGNED, LABELLED, BARE = "signed", "labelled", "bare"
"""What has room in every cell of a row: sign and label, label, or the sign alone."""


@dataclass(frozen=True, slots=True)
class Cells:
    """How the cells of one row are drawn: all alike, for p in some and not in others reads as an error."""

    theme: Theme
    scale: Scale
    px: int
    room: str
    numbers: bool
    ends: tuple[float, float]

    @classmethod
    def of(cls, theme: Theme, scale: Scale, found: Answers, width: float, ends: tuple[float, float]) -> Cells:
        """Fitted to the longest label there is; ends: the pixels between which columns are seen."""
        px = scale.axis
        longest, thin = _longest(found, px)
        sign = 1.1 * px
        room = SIGNED if longest + sign + 8 <= width else LABELLED if thin + 2 <= width else BARE
        numbers = room == SIGNED and width >= 150 and longest + sign + 3.4 * px <= width
        return cls(theme, scale, px, room, numbers, ends)


@lru_cache(maxsize=16)
def _longest(found: Answers, px: int) -> tuple[float, float]:
    """Width of the longest answer, bold and plain; asked again at every key."""
    texts = {said(found, step) for step in range(min(found.steps, MOST))}
    return max(text_width(text, px, BOLD) for text in texts), max(text_width(text, px) for text in texts)


def said(found: Answers, step: int) -> str:
    """What is answered at a step: what was drawn, else the likeliest, or the number."""
    if found.classes:
        return found.names[found.said(step)]
    return plain(float(found.p[step, 0])) + ("" if len(found.names) == 1 else " …")


def _squares(p: QPainter, cells: Cells, found: Answers, step: int, box: QRectF, right: bool | None) -> None:
    """Many numbers as squares, and left of them whether all are right, where that has room."""
    px, inner = cells.px, box.adjusted(5, 4, -5, -4)
    room = _beside_sign(cells, inner, box, right)
    if room != inner:
        sign, ink = (marks.check, cells.theme.text) if right else (marks.cross, cells.theme.error)
        sign(p, inner.left(), inner.center().y() + 0.36 * px, 0.9 * px, ink)
    _row_of(p, cells, found.p[step].tolist(), room, "square", step)


def _beside_sign(cells: Cells, inner: QRectF, box: QRectF, right: bool | None) -> QRectF:
    """What a check or a cross leaves of a cell, where it has room."""
    return inner.adjusted(1.2 * cells.px, 0, 0, 0) if right is not None and box.width() > 5 * cells.px else inner


def _row_of(p: QPainter, cells: Cells, values: list[float], inner: QRectF, what: str, step: int) -> None:
    width = inner.width() / len(values)
    for i, value in enumerate(values):
        color = shade(cells.theme, value)
        tell(what, step=step, unit=i, value=value, color=color)
        left = inner.left() + i * width
        p.fillRect(QRectF(left, inner.top(), max(width - (width > 4), 1), inner.height()), color)


def its_p(found: Answers, step: int) -> float:
    """How likely what is answered was, as it is drawn by."""
    return float(found.offered(step)[found.said(step)])


def wanted(found: Answers, step: int) -> str:
    """What is right at a step; "" where nobody says."""
    if not found.has_target(step):
        return ""
    target = found.target(step)
    if target is not None:
        return found.names[target]
    values = found.wanted[step].tolist()
    return " ".join(plain(value) for value in values[:SOME]) + (" …" if len(values) > SOME else "")


def draw_answer(p: QPainter, cells: Cells, row: AnswerRow, step: int, box: QRectF, now: bool) -> None:
    """A rounded cell, filled by how sure the answer is; what is wrong is striped and dashed."""
    found, theme = row.found, cells.theme
    right, hue = found.right(step), theme.role("answer")
    if now and cells.room == BARE:  # the label stands over the neighbours
        more = max(text_width(said(found, step), cells.px) + 2.2 * cells.px - box.width(), 0.0) / 2
        box = box.adjusted(-more, 0, more, 0)
        box.moveRight(min(box.right(), cells.ends[1]))
        box.moveLeft(max(box.left(), cells.ends[0]))
    sure = float(np.nan_to_num(its_p(found, step))) if found.classes else 0.6
    fill = mix(theme.panel, hue, 0.05 + 0.40 * min(max(sure, 0.0), 1.0))
    tell("cell", row.label, step=step, value=right, color=fill, word=said(found, step))
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(mix(theme.panel, theme.error, 0.10) if right is False else fill)
    p.drawRoundedRect(box, 5, 5)
    if right is False:
        marks.stripes(p, box, 5, with_alpha(theme.error, 0.30), 7.0)
    _outline(p, theme, box, right, now)
    _inside(p, cells, found, step, box, right, now)


def _outline(p: QPainter, theme: Theme, box: QRectF, right: bool | None, now: bool) -> None:
    if right is not False and not now:
        return
    pen = QPen(theme.error if right is False else theme.role("answer"), 1.8)
    if right is False:
        pen.setStyle(Qt.PenStyle.DashLine)
    p.setPen(pen)
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.drawRoundedRect(box.adjusted(0.9, 0.9, -0.9, -0.9), 5, 5)


def _inside(p: QPainter, cells: Cells, found: Answers, step: int, box: QRectF, right: bool | None, now: bool) -> None:
    theme, px = cells.theme, cells.px
    if not found.classes and len(found.names) > 1:
        _squares(p, cells, found, step, box, right)
        return
    text = said(found, step) if cells.room != BARE or now else ""
    weight = BOLD if now and text_width(text, px, BOLD) <= box.width() - 2 else NORMAL
    crossed = right is False and (cells.room != LABELLED or text_width(text, px, weight) + 1.1 * px <= box.width() - 4)
    signed = crossed or (right is True and cells.room != LABELLED)
    sign = 1.1 * px if signed and text else 0.72 * px if signed else 0.0
    if not text and box.width() < 0.9 * px:
        return
    number = plain(its_p(found, step)) if cells.numbers and found.classes else ""
    x = box.center().x() - (text_width(text, px, weight) + sign) / 2
    x = box.left() + 0.6 * px if number else x
    baseline = box.center().y() + 0.36 * px
    if signed:
        (marks.check if right else marks.cross)(p, x, baseline, 0.9 * px, theme.text if right else theme.error)
    words(p, x + sign, baseline, text, px, theme.text, weight=weight)
    if number:
        words(p, box.right() - 0.5 * px, baseline, number, px, theme.text, Align.AlignRight, weight)


def draw_target(p: QPainter, cells: Cells, row: AnswerRow, step: int, box: QRectF, now: bool) -> None:
    """What is right, where it has room; a pennant where it has none."""
    text, px = wanted(row.found, step), cells.px
    if not text:
        return
    tell("wanted", step=step, word=text)
    if not row.found.classes and len(row.found.names) > 1:
        room = _beside_sign(cells, box.adjusted(5, 3, -5, -3), box, row.found.right(step))
        _row_of(p, cells, row.found.wanted[step].tolist(), room, "wanted square", step)
        return
    baseline, ink = box.center().y() + 0.36 * px, cells.theme.text if now else cells.theme.dim
    weight = BOLD if now else NORMAL
    if text_width(text, px, weight) <= box.width() + 6:
        words(p, box.center().x(), baseline, text, px, ink, Align.AlignHCenter, weight)
    elif box.width() > 0.7 * px:
        marks.pennant(p, box.center().x() - 0.3 * px, baseline, 0.8 * px, ink)


def draw_loss(p: QPainter, cells: Cells, row: AnswerRow, step: int, box: QRectF, now: bool, largest: float) -> None:
    """A dot that says whether it counts, the number, and a bar without a track."""
    found, theme, px = row.found, cells.theme, cells.px
    loss, counts = float(found.losses[step]), bool(found.counted[step])
    radius = min(0.3 * px, box.width() / 2 - 0.5)
    known = not np.isnan(loss)
    ink = theme.text if counts else theme.dim
    if known or counts:
        at = QPointF(box.left() + radius + 1 if box.width() > 2.4 * px else box.center().x(), box.center().y())
        tell("dot", step=step, value=counts, at=at)
        p.setPen(QPen(ink, 1.6))
        p.setBrush(ink if counts else Qt.BrushStyle.NoBrush)
        p.drawEllipse(at, radius - 0.8, radius - 0.8)
    if not known:
        return
    text, weight = plain(loss), BOLD if now else NORMAL
    x = box.left() + 2 * radius + 0.45 * px
    room = box.right() - x
    tell("loss", step=step, value=loss, word=text if text_width(text, px, weight) <= room else "")
    if text_width(text, px, weight) > room:
        return
    x += words(p, x, box.center().y() + 0.36 * px, text, px, ink, weight=weight) + 0.5 * px
    length = (box.right() - 2 - x) * min(abs(loss) / largest, 1.0) if largest > 0 and np.isfinite(loss) else 0.0
    if box.right() - x > 6:
        bar = QRectF(x, box.center().y() - 0.2 * px, max(length, 2.0), 0.4 * px)
        p.setPen(QPen(ink, 1.2) if not counts else Qt.PenStyle.NoPen)
        p.setBrush(ink if counts else Qt.BrushStyle.NoBrush)
        p.drawRoundedRect(bar, 2, 2)


def draw_p(p: QPainter, cells: Cells, row: AnswerRow, step: int, box: QRectF, now: bool) -> None:
    """How likely the answer was, without its 0 where that has no room; one that was drawn is of the text."""
    value, px = its_p(row.found, step), cells.px
    weight, text = BOLD if now else NORMAL, plain(value)
    if text_width(text, px, weight) > box.width() + 2:
        text = text.removeprefix("0") if 0 < value < 0.995 else f"{value:.0f}"
    text = text if text_width(text, px, weight) <= box.width() + 4 else ""
    tell("its p", step=step, value=value, word=text)
    words(p, box.center().x(), box.center().y() + 0.36 * px, text, px, cells.theme.text, Align.AlignHCenter, weight)


def draw_untaught(p: QPainter, cells: Cells, row: AnswerRow, box: QRectF) -> None:
    """Where no step has a target, for the network wrote them."""
    texts = (
        translate("Tape", "no target: the network wrote these itself"), translate("Tape", "no target"), "",
    )  # fmt: skip
    text = fitting(texts, box.width() - 6, cells.px)
    tell("untaught", step=row.given, word=text)
    words(p, box.right() - 4, box.center().y() + 0.36 * cells.px, text, cells.px, cells.theme.dim, Align.AlignRight)


def draw_word(p: QPainter, cells: Cells, row: AnswerRow, own: str, step: int, box: QRectF) -> None:
    """A word of the twin: bold and underlined where it is another one."""
    word, px, theme = row.words[step] if step < len(row.words) else "", cells.px, cells.theme
    other = word != own
    weight = BOLD if other else NORMAL
    text = elided(word, box.width() + 4, px, weight) if box.width() > 1.6 * px else ""
    tell("twin", step=step, value=other, word=text)
    baseline = box.center().y() + 0.36 * px
    width = words(
        p, box.center().x(), baseline, text, px, theme.text if other else theme.dim, Align.AlignHCenter, weight
    )
    if other:
        p.fillRect(QRectF(box.center().x() - max(width, 6) / 2, baseline + 2, max(width, 6), 2), theme.accent)


def draw_back(p: QPainter, cells: Cells, row: AnswerRow, step: int, box: QRectF) -> None:
    """p − target as squares where the loss counts, else a dashed cell that says so."""
    found, theme, px = row.found, cells.theme, cells.px
    inner = box.adjusted(2, 1, -2, -1)
    if not found.counted[step]:
        pen = QPen(theme.line, 1.2)
        pen.setStyle(Qt.PenStyle.DashLine)
        p.setPen(pen)
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawRoundedRect(inner, 4, 4)
        text = fitting((translate("Tape", "no loss"),), inner.width() - 4, px)
        tell("no loss", step=step)
        words(p, box.center().x(), box.center().y() + 0.36 * px, text, px, theme.dim, Align.AlignHCenter)
        return
    slopes = found.slope[step]
    most = max(1, int(inner.width() / 4))
    shown = slopes if len(slopes) <= most else slopes[np.argsort(-np.abs(slopes))[:most]]
    width = inner.width() / len(shown)
    p.setPen(Qt.PenStyle.NoPen)
    for i, slope in enumerate(shown.tolist()):
        color = slope_color(theme, slope)
        tell("slope", step=step, unit=i, value=slope, color=color)
        p.fillRect(QRectF(inner.left() + i * width, inner.top(), max(width - 1, 1), inner.height()), color)
