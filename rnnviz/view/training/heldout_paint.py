"""How held-out sentences are painted: the wall of squares, and a row with sign, sentence, answer and target."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QPolygonF

from rnnviz.model.trained.heldout import HeldOut
from rnnviz.model.trained.rows import SentenceRow
from rnnviz.view.look.facts import tell
from rnnviz.view.look.style import Scale, Theme, mix
from rnnviz.view.widgets.paper import BOLD, Align, elided, text_width, words

ROWS = 2
FEW_BEFORE = 4
"""So many words before the fact are shown of a sentence that is cut at its beginning."""


@dataclass(frozen=True, slots=True)
class Wall:
    """Squares column by column in two rows."""

    room: QRectF
    count: int

    @property
    def pitch(self) -> float:
        columns = math.ceil(self.count / ROWS) or 1
        return min(self.room.height() / ROWS, self.room.width() / columns)

    def rect(self, sample: int) -> QRectF:
        """The square of a sample; the wall ends at the right of its room."""
        pitch, columns = self.pitch, math.ceil(self.count / ROWS)
        left = self.room.right() - columns * pitch
        return QRectF(left + sample // ROWS * pitch, self.room.top() + sample % ROWS * pitch, pitch, pitch)

    def at(self, place: QPointF) -> int | None:
        """The sample whose square is there."""
        if not self.count or self.pitch < 2:
            return None
        first = self.rect(0)
        column, row = (place.x() - first.left()) // self.pitch, (place.y() - first.top()) // self.pitch
        found = int(column * ROWS + row)
        return found if 0 <= row < ROWS and column >= 0 and found < self.count else None


def draw_wall(p: QPainter, theme: Theme, wall: Wall, found: HeldOut, now: int | None) -> None:
    """Filled where right; outlined and crossed where wrong; a ring round the one on the stage."""
    if wall.pitch < 2:
        return
    gap = max(0.5, 0.14 * wall.pitch)
    for sample in range(wall.count):
        rect, good = wall.rect(sample).adjusted(gap, gap, -gap, -gap), bool(found.right[sample])
        tell("square", step=sample, value=good, word="" if good else "wrong", at=rect.center())
        p.setPen(Qt.PenStyle.NoPen if good else QPen(theme.error, 1))
        p.setBrush(mix(theme.panel, theme.answer, 0.75) if good else Qt.BrushStyle.NoBrush)
        p.drawRoundedRect(rect, 1.5, 1.5)
        if not good:
            draw_sign(p, theme, rect.center(), 0.24 * wall.pitch, False)
    if now is not None and now < wall.count:
        p.setPen(QPen(theme.accent, 2))
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawRoundedRect(wall.rect(now).adjusted(-1, -1, 1, 1), 3, 3)


def draw_sign(p: QPainter, theme: Theme, at: QPointF, half: float, good: bool) -> None:
    """A check, or a cross."""
    p.setPen(QPen(theme.text if good else theme.error, max(1.2, 0.35 * half)))
    p.setBrush(Qt.BrushStyle.NoBrush)
    x, y = at.x(), at.y()
    if good:
        p.drawPolyline(QPolygonF([QPointF(x - half, y), QPointF(x - 0.3 * half, y + 0.7 * half),
                                  QPointF(x + half, y - 0.7 * half)]))  # fmt: skip
    else:
        p.drawLine(QPointF(x - half, y - half), QPointF(x + half, y + half))
        p.drawLine(QPointF(x - half, y + half), QPointF(x + half, y - half))


def draw_row(
    p: QPainter, theme: Theme, scale: Scale, rect: QRectF, row: SentenceRow, found: HeldOut, sample: int, now: bool
) -> None:
    """One sentence; `now`: it is on the stage."""
    px, good = scale.axis, bool(found.right[sample])
    tell("sentence", step=sample, value=good, word=f"{found.said[sample]} | {found.wanted[sample]}")
    if now:
        p.setPen(QPen(theme.accent, 1.5))
        p.setBrush(mix(theme.panel, theme.accent, 0.08))
        p.drawRoundedRect(rect.adjusted(1, 1, -1, -1), scale.radius / 2, scale.radius / 2)
    base = rect.center().y() + 0.36 * px
    draw_sign(p, theme, QPointF(rect.left() + px, rect.center().y()), 0.32 * px, good)
    target = QRectF(rect.right() - 7.2 * px, rect.top(), 7 * px, rect.height())
    answer = QRectF(target.left() - 9.4 * px, rect.top() + 2, 8.8 * px, rect.height() - 4)
    _draw_sentence(p, theme, px, rect.left() + 2 * px, answer.left() - 0.6 * px, base, row)
    _draw_answer(p, theme, px, answer, base, found, sample)
    _draw_pennant(p, theme, QPointF(target.left() + 0.2 * px, base), px)
    weight = QFont.Weight.Normal if good else BOLD
    wanted = elided(found.wanted[sample], target.width() - 1.4 * px, px, weight)
    words(p, target.left() + 1.3 * px, base, wanted, px, theme.dim if good else theme.text, weight=weight)


def _draw_answer(p: QPainter, theme: Theme, px: int, rect: QRectF, base: float, found: HeldOut, sample: int) -> None:
    good, sure = bool(found.right[sample]), float(found.sure[sample])
    p.setPen(Qt.PenStyle.NoPen if good else QPen(theme.error, 1.5, Qt.PenStyle.DashLine))
    part = 0.05 + 0.40 * (sure if sure == sure else 0.5)
    p.setBrush(mix(theme.panel, theme.answer, part))
    p.drawRoundedRect(rect, 4, 4)
    draw_sign(p, theme, QPointF(rect.left() + 0.8 * px, rect.center().y()), 0.28 * px, good)
    right = rect.right() - 0.4 * px
    if sure == sure:
        right -= words(p, right, base, f"{sure:.2f}", px, theme.text, Align.AlignRight) + 0.4 * px
    left = rect.left() + 1.5 * px
    words(p, left, base, elided(found.said[sample], right - left, px), px, theme.text)


def _draw_pennant(p: QPainter, theme: Theme, at: QPointF, px: int) -> None:
    """The sign of a target."""
    high = 0.8 * px
    p.setPen(QPen(theme.text, 1.3))
    p.drawLine(at, QPointF(at.x(), at.y() - high))
    p.setBrush(theme.text)
    p.setPen(Qt.PenStyle.NoPen)
    top = at.y() - high
    p.drawPolygon(QPolygonF([QPointF(at.x(), top), QPointF(at.x() + 0.65 * px, top + 0.25 * px),
                             QPointF(at.x(), top + 0.5 * px)]))  # fmt: skip


def _draw_sentence(
    p: QPainter, theme: Theme, px: int, left: float, right: float, base: float, row: SentenceRow
) -> None:
    """The words with the fact in bold and its rivals underlined with dots; what has no room is cut off."""
    joint = " " if any(len(word) > 1 for word in row.words) else ""
    x, shown = left, row
    whole = joint.join(row.words)
    if text_width(whole, px) > right - left and len(row.words) > 1:
        first = _cut(row, right - left, px, joint)
        if first:
            x += words(p, x, base, "… ", px, theme.dim)
            shown = row.from_word(first)
    for place, word in enumerate(shown.words):
        weight = BOLD if place == shown.fact else QFont.Weight.Normal
        text = elided(word, right - x, px, weight)
        if right - x < px:
            return
        wide = words(p, x, base, text, px, theme.text if place == shown.fact else theme.dim, weight=weight)
        if place in shown.rivals:
            p.setPen(QPen(theme.dim, 1, Qt.PenStyle.DotLine))
            p.drawLine(QPointF(x, base + 2), QPointF(x + wide, base + 2))
        x += wide + text_width(joint, px)


def _cut(row: SentenceRow, room: float, px: int, joint: str) -> int:
    """The first word that is shown: a few before the fact, or without one as many as end at the end."""
    if row.fact is not None:
        return max(0, row.fact - FEW_BEFORE)
    first, used = len(row.words), text_width("… ", px)
    while first and used + text_width(row.words[first - 1] + joint, px) <= room:
        first -= 1
        used += text_width(row.words[first] + joint, px)
    return first
