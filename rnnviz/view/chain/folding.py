"""From the unrolled chain to the folded network and back: the steps run together into one block, or out of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QObject, QPointF, QRectF, QVariantAnimation, Signal
from PySide6.QtGui import QPainter, QPen

from rnnviz.model.chain.chain import Chain
from rnnviz.view.chain.boxes import radius
from rnnviz.view.chain.folded import FoldedLayout
from rnnviz.view.look.facts import tell
from rnnviz.view.look.style import Theme, gate_fill

LASTS = 4
"""So many ways from halt to halt it takes: there are many boxes to follow."""
LATE = 0.6
"""Share of the way after which the farthest step sets out."""


class Folding(QObject):
    """`share`: 0 unrolled, 1 folded, and where it is on its way. `moved` asks for a repaint."""

    moved = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.ms = 0
        self._clock = QVariantAnimation(self)
        self._clock.valueChanged.connect(self._tick)
        self._clock.finished.connect(self.moved)

    @property
    def running(self) -> bool:
        return self._clock.state() == QVariantAnimation.State.Running

    @property
    def share(self) -> float:
        return float(self._clock.currentValue() or 0.0)

    def start(self, folds: bool) -> None:
        """Begin to fold, or to unroll; at once where no motion is wanted."""
        self._clock.stop()
        if self.ms:
            self._clock.setStartValue(0.0 if folds else 1.0)
            self._clock.setEndValue(1.0 if folds else 0.0)
            self._clock.setDuration(LASTS * self.ms)
            self._clock.start()
        self.moved.emit()

    def stop(self) -> None:
        """Be there."""
        self._clock.stop()

    def _tick(self) -> None:
        self.moved.emit()


def own_share(share: float, late: float) -> float:
    """How far a box is that sets out late (0 first, 1 last): slowly off, and slowly home."""
    x = min(max((share - LATE * late) / (1 - LATE), 0.0), 1.0)
    return x * x * (3 - 2 * x)


def between(unrolled: QRectF, folded: QRectF, share: float) -> QRectF:
    """A box on its way from one to the other."""
    corner = unrolled.topLeft() * (1 - share) + folded.topLeft() * share
    opposite = unrolled.bottomRight() * (1 - share) + folded.bottomRight() * share
    return QRectF(corner, opposite)


def draw_passage(
    p: QPainter, theme: Theme, at: FoldedLayout, chain: Chain, done: Sequence[range], column: int, share: float
) -> None:
    """Every step that is known, on its way; the present one sets out first and lies above the others."""
    plan = at.plan
    for number, row in enumerate(chain.rows):
        shown = [c for c in plan.visible if c in done[number]]
        far = max((abs(c - column) for c in shown), default=1) or 1
        rects = {c: between(plan.rect(number, c), at.rect(number), own_share(share, abs(c - column) / far))
                 for c in shown}  # fmt: skip
        p.setPen(QPen(theme.role(row.role), plan.columns.scale.line(3)))
        for c, nxt in pairwise(shown):
            _link(p, rects[c], rects[nxt])
        for c in sorted(shown, key=lambda c: -abs(c - column)):
            fill = gate_fill(theme, row.role, float(row.level[c]))
            tell("passing", f"{row.layer}.{row.way}", step=c, value=float(row.level[c]), at=rects[c].center())
            p.setPen(QPen(theme.role(row.role), plan.columns.scale.line(1.6)))
            p.setBrush(fill)
            p.drawRoundedRect(rects[c], radius(plan, rects[c]), radius(plan, rects[c]))


def _link(p: QPainter, one: QRectF, other: QRectF) -> None:
    """What is carried from one step to the next, as long as they are apart."""
    left, right = sorted((one, other), key=QRectF.left)
    if right.left() - left.right() > 2:
        p.drawLine(QPointF(left.right(), left.center().y()), QPointF(right.left(), right.center().y()))
