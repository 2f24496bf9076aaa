"""The words inside the gradient plot: names of curves, badge, read-out, values under the pointer."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from rnnviz.model.figures.scales import size_text
from rnnviz.view.look import typeset
from rnnviz.view.look.style import DARK, Scale
from rnnviz.view.plots.curves import Curve, Floats, Frame
from rnnviz.view.plots.labels import clean, covered, place, quietest
from rnnviz.view.widgets.paper import BOLD, Align, metrics, text_width, words
from rnnviz.view.widgets.pills import panel, pill, pill_rect


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """Everything the plot shows of one run, in words already translated."""

    curves: tuple[Curve, ...] = ()
    ghosts: tuple[Curve, ...] = ()
    names: tuple[typeset.Row, ...] = ()
    stretches: tuple[tuple[int, int, str, bool], ...] = ()
    badge: str = ""
    readout: tuple[str, ...] = ()
    before: str = ""
    bound: Floats | None = None
    bound_names: tuple[typeset.Row, ...] = ()
    loss: str = "loss"
    counted: tuple[int, ...] = ()
    movable: bool = False
    float_end: tuple[str, ...] = ()
    smallest: float = -307.65
    waiting: str = ""

    def stands_as(self, other: Content) -> bool:
        """Whether every line runs and every text reads as in another content, whatever their colours."""
        lines, others = ([*c.curves, *c.ghosts, Curve("", _none_or(c.bound), DARK.dim)] for c in (self, other))
        same = len(lines) == len(others) and len(self.curves) == len(other.curves)
        return (
            same
            and (self.names, self.readout, self.before, self.waiting, self.bound_names, self.badge)
            == (other.names, other.readout, other.before, other.waiting, other.bound_names, other.badge)
            and self.stretches == other.stretches
            and all(np.array_equal(a.values, b.values, equal_nan=True) for a, b in zip(lines, others, strict=True))
        )


def _none_or(values: Floats | None) -> Floats:
    return np.zeros(0) if values is None else values


@dataclass(slots=True)
class Spot:
    """What follows the cursor and the pointer."""

    step: int = 0
    backward: bool = False
    hover: int | None = None
    taken: list[QRectF] = field(default_factory=list)


class Captions:
    """Texts, each at a place that hides nothing; a place is kept while it stays free."""

    def __init__(self) -> None:
        self.theme, self.scale = DARK, Scale()
        self.content, self.spot = Content(), Spot()
        self.steps, self.width = 1, 0.0
        self._places: dict[tuple[object, ...], list[QRectF | None]] = {}
        self._old: dict[str, list[QRectF | None]] = {}
        self._live = self._settled = False
        self._placed: tuple[Frame, Scale, Content] | None = None

    def set_live(self, live: bool) -> None:
        """Under a dragging hand labels stay where they are: looking for places costs more than the whole plot."""
        self._live, self._settled = live, False

    def forget(self, frame: Frame) -> None:
        """The curves may have moved: look for places again, beginning with the old ones."""
        if self._live and self._settled:
            return
        before, self._placed = self._placed, (frame, self.scale, self.content)
        if before is not None and before[:2] == self._placed[:2] and self.content.stands_as(before[2]):
            return  # another theme
        self._settled = self._live and bool(self.content.ghosts)
        self._old = {str(key[0]): found for key, found in self._places.items()}
        self._places = {}

    def draw(self, p: QPainter, frame: Frame) -> None:
        """Badge, read-out and the curves' own names, each at a place that hides nothing."""
        if self.spot.hover is not None:
            self.spot.hover = min(self.spot.hover, self.steps - 1)
        for draw in (self._draw_badge, self._draw_stretches, self._draw_readout, self._draw_names):
            draw(p, frame)
        if self.spot.hover is not None:
            self._draw_hover(p, frame, self.spot.hover)

    def _spots(self, key: str) -> tuple[object, ...]:
        step = self.spot.step if self.spot.backward else -1
        return key, step, self.spot.backward

    def _draw_badge(self, p: QPainter, frame: Frame) -> None:
        if not self.content.badge:
            return
        rect = pill_rect(QPointF(0, 0), self.content.badge, self.scale.axis)
        above = any(not low for *_, low in self.content.stretches)  # below the marks at the upper edge
        rect.moveTopLeft(QPointF(frame.rect.left() + 6, frame.rect.top() + (2.6 * self.scale.axis if above else 6)))
        self.spot.taken.append(rect)
        pill(p, rect, self.content.badge, self.scale.axis, self.theme, self.theme.error)

    def _draw_stretches(self, p: QPainter, frame: Frame) -> None:
        px = self.scale.axis
        for first, last, name, low in self.content.stretches:
            left, right = max(frame.x(first), frame.rect.left()), min(frame.x(last), frame.rect.right())
            if right < frame.rect.left() or left > frame.rect.right():
                continue
            width = text_width(name, px)
            x = min(max((left + right - width) / 2, frame.rect.left() + 4), frame.rect.right() - width - 4)
            y = frame.rect.bottom() - px * 1.0 if low else frame.rect.top() + px * 2.0
            rect = QRectF(x - 3, y - px, width + 6, px * 1.35)
            if not any(rect.intersects(t) for t in self.spot.taken):
                self.spot.taken.append(rect)
                words(p, x, y, name, px, self.theme.text)

    def _draw_readout(self, p: QPainter, frame: Frame) -> None:
        room = frame.rect.width() - 24
        if frame.rect.height() < 10 * self.scale.axis:
            room = min(room, 13 * self.scale.body)
        texts = [t for t in self.content.readout if text_width(t, self.scale.body, BOLD) < room - 24]
        if not texts or not self.content.curves:
            return
        key = self._spots("readout")
        if key not in self._places:
            self._places[key] = [self._readout_place(frame, texts)]
        found = self._places[key][0]
        if found is None:
            return
        rects = [pill_rect(QPointF(0, 0), t, self.scale.body, loud=True) for t in texts]
        text = next((t for t, rect in zip(texts, rects, strict=True) if rect.size() == found.size()), texts[-1])
        self.spot.taken.append(found)
        whose = next((curve for curve in self.content.curves if curve.thin), self.content.curves[0])
        pill(p, found, text, self.scale.body, self.theme, whose.color)

    def _readout_place(self, frame: Frame, texts: list[str]) -> QRectF | None:
        """Where the longest text hides nothing; where none does so, the shortest hides the least."""
        lines = [clean(frame, curve) for curve in self._everything()]
        found = None
        for text in texts:
            found = self._quietest(frame, pill_rect(QPointF(0, 0), text, self.scale.body, loud=True))
            if found is not None and not covered(found, lines):
                break
        return found

    def _everything(self) -> tuple[Curve, ...]:
        """All that is drawn as a line."""
        bound = () if self.content.bound is None else (Curve("", self.content.bound, self.theme.dim),)
        return *self.content.curves, *self.content.ghosts, *bound

    def _quietest(self, frame: Frame, rect: QRectF) -> QRectF | None:
        """The corner or edge where a rectangle covers the least of the curves; where it stood before, if free."""
        marks = {
            low: 1.1 * self.scale.axis * any(kind == low for *_, kind in self.content.stretches)
            for low in (False, True)
        }
        area = frame.rect.adjusted(8, 8 + marks[False], -10, -10 - marks[True])
        w, h = rect.width(), rect.height()
        spots = [
            QRectF(area.left() + fx * (area.width() - w), area.top() + fy * (area.height() - h), w, h)
            for fy in (1.0, 0.0, 0.5) for fx in (1.0, 0.0, 0.5, 0.75, 0.25)
        ]  # fmt: skip
        old = self._old.get("readout", [None])[0]
        if old is not None and old.size() == rect.size() and area.contains(old):
            spots.insert(0, old)
        free = [s for s in spots if not any(s.intersects(t) for t in self.spot.taken)]
        return quietest(free, frame, self._everything())

    def _draw_names(self, p: QPainter, frame: Frame) -> None:
        key = self._spots("names")
        if key not in self._places:
            self._places[key] = self._place_names(p, frame)
        labels = [*zip(self.content.names, self.content.curves, strict=False)]
        size = round(self.scale.body * 1.06)
        for (row, curve), rect in zip(labels, self._places[key], strict=False):
            if rect is not None:
                self._clear(p, frame, rect)
                typeset.draw(p, rect.left(), rect.top() + size * 0.95, row, size, color=curve.color)
        rest, dim, axis = self._places[key][len(labels) :], self.theme.dim, self.scale.axis
        for text, rect in zip((self.content.before, self.content.waiting), rest, strict=False):
            if rect is not None and text:
                self._clear(p, frame, rect)
                words(p, rect.left(), rect.top() + metrics(axis).ascent(), text, axis, dim)
        bound = rest[2] if len(rest) > 2 else None
        if bound is not None:
            self._clear(p, frame, bound)
            fits = (row for row in self.content.bound_names if typeset.width(row, axis * 1.06) <= bound.width())
            typeset.draw(p, bound.left(), bound.top() + axis, next(fits, ()), axis * 1.06, color=dim)

    def _clear(self, p: QPainter, frame: Frame, rect: QRectF) -> None:
        """Neither the line of the present step nor a ghost nor the thin curve of all states runs through a name."""
        if self.content.ghosts or any(curve.thin for curve in self.content.curves):
            p.fillRect(rect.adjusted(0, rect.height() * 0.15, 0, 0), self.theme.panel)
        at = frame.x(self.spot.step)
        if rect.left() - 2 < at < rect.right() + 2:
            p.fillRect(QRectF(at - 3, rect.top(), 6, rect.height()), self.theme.panel)

    def _place_names(self, p: QPainter, frame: Frame) -> list[QRectF | None]:
        """Places of the curves' names, of "before", "not reached yet" and the bound's name."""
        taken: list[QRectF] = list(self.spot.taken)
        found: list[QRectF | None] = []
        old = self._old.get("names", [])
        reached = self._span()
        size, axis = self.scale.body * 1.06, self.scale.axis
        curves, ghosts = self.content.curves, self.content.ghosts
        everything = self._everything()
        bound = everything[len(curves) + len(ghosts) :]

        def put(
            curve: Curve | None, width: float, height: float, span: tuple[float, float], anywhere: bool = True
        ) -> None:
            box = (width, height)
            rect, before = None, old[len(found)] if len(found) < len(old) else None
            spans = (span, (0.0, self.steps - 1.0))[: 2 if anywhere else 1]
            # rather over a pale or a thin line than nowhere: a state's curve without a name says nothing
            for among in (everything, curves) if curve in curves else (everything,):
                others = [c for c in among if c is not curve and not (among is curves and c.thin)]
                for part in spans:
                    if curve and width > 1 and rect is None and not (among is curves and curve.thin):
                        rect = place(frame, curve, others, box, taken, part, axis * 0.5, before)
            found.append(rect)
            if rect is not None:
                taken.append(rect.adjusted(-3, -3, 3, 3))

        for row, curve in zip(self.content.names, curves, strict=False):
            put(curve, typeset.width(row, size), size * 1.25, reached)
        ghost = ghosts[0] if ghosts else None
        put(ghost, text_width(self.content.before, axis), axis * 1.3, (0.0, self.steps - 1.0))
        waiting = self.content.waiting if self.spot.backward and self.spot.step > 0 else ""
        main = curves[0] if curves else None
        room = self.spot.step - text_width(waiting, axis) / frame.pitch - 0.3  # it must end before the present step
        put(main if room > 0 else None, text_width(waiting, axis), axis * 1.3, (0.0, room), anywhere=False)
        for row in self.content.bound_names:  # the longest that finds a place
            put(bound[0] if bound else None, typeset.width(row, axis * 1.06), axis * 1.35, reached)
            if found[-1] is not None or row is self.content.bound_names[-1]:
                break
            found.pop()
        return found

    def _span(self) -> tuple[float, float]:
        """Steps whose curve is bright: labels stand beside them, if there are enough."""
        last = self.steps - 1.0
        if self.spot.backward and last - self.spot.step >= 0.3 * last:
            return float(self.spot.step), last
        return 0.0, last

    # pointing ----------------------------------------------------------------------------------------------

    def _draw_hover(self, p: QPainter, frame: Frame, step: int) -> None:
        """The values of all curves at the step under the pointer, in a box beside it."""
        px, x = self.scale.axis, frame.x(step)
        rows = [(c, self._value_text(c, step)) for c in self.content.curves if step < len(c.values)]
        texts = [f"{c.name}  {value}" for c, value in rows]
        width = max([text_width(t, px) for t in texts] + [text_width(f"k = {step + 1}", px)]) + px * 1.4
        height = (len(texts) + 1) * px * 1.5 + px * 0.6
        left = x + 12 if x + 12 + width < self.width else x - 12 - width
        rect = QRectF(left, frame.rect.center().y() - height / 2, width, height)
        p.setPen(QPen(self.theme.dim, 1))
        p.drawLine(QPointF(x, frame.rect.top()), QPointF(x, frame.rect.bottom()))
        panel(p, rect, self.theme, self.scale, self.theme.box)
        y = rect.top() + px * 1.45
        words(p, rect.left() + px * 0.7, y, f"k = {step + 1}", px, self.theme.dim)
        for (curve, _), text in zip(rows, texts, strict=True):
            y += px * 1.5
            words(p, rect.left() + px * 0.7, y, text, px, curve.color, Align.AlignLeft, BOLD)

    def _value_text(self, curve: Curve, step: int) -> str:
        kinds = [mark.kind for mark in curve.odd if mark.step == step]
        return kinds[0] if kinds else size_text(float(curve.values[step]), 1)
