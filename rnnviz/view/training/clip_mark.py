"""The mark at which the gradient is clipped: a line in the plot of its norm, dragged, nudged and switched off."""

from __future__ import annotations

from dataclasses import replace
from math import log10
from typing import ClassVar

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.numbers import short
from rnnviz.model.figures.scales import Axis
from rnnviz.model.trained.plan import LIMIT
from rnnviz.view.look.facts import tell
from rnnviz.view.look.style import Scale, Theme
from rnnviz.view.training.curves import place
from rnnviz.view.widgets.pills import pill, pill_rect

UP, DOWN, OFF = (Qt.Key.Key_Plus, Qt.Key.Key_Equal), (Qt.Key.Key_Minus,), (Qt.Key.Key_Delete,)
FACTOR = 10**0.1
USUAL = 10.0
NOT_FINITE = "train.finite"
"""The trouble against which clipping helps."""


class ClipMark:
    """`limit`: None where nothing is clipped. A drag is told to the setup when the hand lets go: until then the plan
    stays, and a training that runs is not begun anew at every pixel."""

    KEYS: ClassVar[frozenset[Qt.Key]] = frozenset({*UP, *DOWN, *OFF})

    def __init__(self, simulation: Simulation) -> None:
        self._simulation = simulation
        self._rect, self._dragged = QRectF(), False
        self._limit: float | None = None

    @property
    def limit(self) -> float | None:
        return self._limit if self._dragged else self._simulation.setup.plan.clip

    def draw(self, p: QPainter, theme: Theme, scale: Scale, rect: QRectF, axis: Axis, right: float) -> None:
        """The line at its height, and its pill at the right; "no clip" stands at the upper edge."""
        limit, px = self.limit, scale.axis
        height = rect.top() if limit is None else place(rect, axis, log10(limit))
        text = _text(limit, self._simulation.setup.plan.by)
        self._rect = pill_rect(QPointF(right, height), text, px)
        self._rect.moveRight(right + 3 * px)
        self._rect.moveTop(max(self._rect.top(), rect.top() + 0.4 * px))
        hue = theme.dim if limit is None else theme.forget
        if limit is not None and self._simulation.setup.plan.by == "norm":
            p.setPen(QPen(hue, scale.line(2)))
            p.drawLine(QPointF(rect.left(), height), QPointF(self._rect.left(), height))
            tell("clip", value=limit, color=hue)
        pill(p, self._rect, text, px, theme, hue)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(hue)
        middle, half = self._rect.center().x(), 0.28 * px
        for edge, way in ((self._rect.top() - 3, -1), (self._rect.bottom() + 3, 1)):
            tip = QPointF(middle, edge + way * half)
            p.drawPolygon(QPolygonF([tip, QPointF(middle - half, edge), QPointF(middle + half, edge)]))

    def holds(self, at: QPointF) -> bool:
        """Whether the pill lies under the pointer."""
        return self._rect.adjusted(-3, -8, 3, 8).contains(at)

    def take(self) -> None:
        """A hand takes it."""
        self._limit, self._dragged = self.limit, True

    def drag(self, y: float, rect: QRectF, axis: Axis) -> None:
        """To another height; above the plot nothing is clipped."""
        share = (rect.bottom() - y) / rect.height()
        height = axis.low + share * (axis.high - axis.low)
        self._limit = None if y < rect.top() - 0.5 * self._rect.height() else _bounded(10.0 ** min(max(height, -6), 6))

    def let_go(self) -> None:
        """The limit is where the hand has left it."""
        limit, self._dragged = self._limit, False
        self._set(limit)

    def key(self, key: Qt.Key) -> bool:
        """Raise it, lower it, switch it off; False for other keys."""
        if key in OFF:
            self._set(None)
        elif key in UP or key in DOWN:
            now = self.limit
            self._set(USUAL if now is None else _bounded(now * (FACTOR if key in UP else 1 / FACTOR)))
        return key in self.KEYS

    def _set(self, limit: float | None) -> None:
        setup = self._simulation.setup
        self._simulation.edit(replace(setup, plan=replace(setup.plan, clip=limit)))


def _bounded(limit: float) -> float:
    return float(f"{min(max(limit, LIMIT[0]), LIMIT[1]):.2g}")


def _text(limit: float | None, by: str) -> str:
    translate = QCoreApplication.translate
    if limit is None:
        return translate("Training", "no clip")
    pattern = translate("Training", "clip {0}") if by == "norm" else translate("Training", "clip ±{0}")
    return pattern.format(short(limit, 3))
