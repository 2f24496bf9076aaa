"""What stands inside the gradient plot's axes, in pixels: grid, ghosts and curves (cached), and the live marks."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from rnnviz.model.scales import size_text
from rnnviz.view import typeset
from rnnviz.view.paper import BOLD, Align, clipped, metrics, panel, pill, pill_rect, text_width, words
from rnnviz.view.plots.canvas import Canvas
from rnnviz.view.plots.curves import Curve, Floats, Frame, draw_curve, draw_marks, polygons
from rnnviz.view.plots.labels import place, quietest
from rnnviz.view.style import DARK, Scale, Theme, mix, with_alpha

FLOAT_END = -307.65
"""log10 of the smallest normal float64: below it, an ordinary program sees 0."""


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
    bound_name: str = ""
    loss: str = "loss"
    every: bool = False
    float_end: str = ""
    waiting: str = ""


@dataclass(slots=True)
class Spot:
    """What follows the cursor and the pointer."""

    step: int = 0
    backward: bool = False
    hover: int | None = None
    taken: list[QRectF] = field(default_factory=list)


class Ink(pg.GraphicsObject):
    """One item over the whole canvas; its picture is made anew only for another run, range, size or theme."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__()
        self.canvas, self.theme, self.scale = canvas, DARK, Scale()
        self.content, self.spot = Content(), Spot()
        self._picture: QPixmap | None = None
        self._pale: QPixmap | None = None
        self._key: tuple[object, ...] = ()
        self._places: dict[tuple[object, ...], list[QRectF | None]] = {}
        self._old: dict[str, list[QRectF | None]] = {}
        self.setZValue(100)
        canvas.scene().addItem(self)

    def restyle(self, theme: Theme, scale: Scale) -> None:
        """Take other colours and sizes."""
        self.theme, self.scale = theme, scale
        self.refresh()

    def show_content(self, content: Content) -> None:
        """Show another run."""
        self.content = content
        self.refresh()

    def refresh(self) -> None:
        """Paint the picture anew at the next repaint."""
        self._key = ()
        self.prepareGeometryChange()
        self.update()

    def boundingRect(self) -> QRectF:
        return QRectF(self.canvas.viewport().rect())

    def paint(self, p: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = self.canvas.frame()
        self._cache(frame)
        self.spot.taken = []
        self._blit(p, frame)
        self._draw_loss(p, frame)
        self._draw_now(p, frame)
        self._draw_texts(p, frame)
        if self.spot.hover is not None:
            self._draw_hover(p, frame, self.spot.hover)

    # the picture -------------------------------------------------------------------------------------------

    def _cache(self, frame: Frame) -> None:
        ratio = self.canvas.devicePixelRatioF()
        size = (self.canvas.viewport().size().toSizeF() * ratio).toSize()
        key = (size, frame.rect.getRect(), frame.x0, frame.x1, frame.y0, frame.y1)
        if key == self._key:
            return
        self._key, self._old = key, {str(k[0]): v for k, v in self._places.items()}
        self._places = {}
        self._picture, self._pale = QPixmap(size), None
        self._paint_picture(self._picture, frame, ratio, pale=False)
        if self.spot.backward:
            self._pale = QPixmap(size)
            self._paint_picture(self._pale, frame, ratio, pale=True)

    def _paint_picture(self, picture: QPixmap, frame: Frame, ratio: float, pale: bool) -> None:
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as p:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw_grid(p, frame)
            edge = frame.rect.adjusted(-8, -8, 8, 8) if frame.pitch > 8 else frame.rect
            with clipped(p, edge):
                self._draw_bound(p, frame)
                for ghost in self.content.ghosts:
                    p.setPen(QPen(with_alpha(ghost.color, 0.38), self.scale.line(2)))
                    for shape in polygons(frame, ghost.values):
                        p.drawPolyline(shape)
                for curve in self.content.curves:
                    self._draw_curve(p, frame, curve, pale)

    def _draw_grid(self, p: QPainter, frame: Frame) -> None:
        p.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # level lines need none, and it costs
        p.setPen(QPen(self.theme.grid, 1))
        for value in self.canvas.vertical.ticks:
            row = round(frame.y(value))
            p.drawLine(QPointF(frame.rect.left(), row), QPointF(frame.rect.right(), row))
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        if frame.y0 < FLOAT_END < frame.y1:
            y = frame.y(FLOAT_END)
            p.setPen(QPen(self.theme.faint, 1.5))
            p.drawLine(QPointF(frame.rect.left(), y), QPointF(frame.rect.right(), y))
            words(p, frame.rect.left() + 8, y - 5, self.content.float_end, self.scale.axis, self.theme.dim)

    def _draw_bound(self, p: QPainter, frame: Frame) -> None:
        if self.content.bound is None:
            return
        pen = QPen(self.theme.dim, self.scale.line(1.6))
        pen.setDashPattern([5, 4])
        p.setPen(pen)
        first, last = (frame.y(float(v)) for v in self.content.bound[[0, -1]])
        p.drawLine(QPointF(frame.x(0), first), QPointF(frame.x(len(self.content.bound) - 1), last))

    def _draw_curve(self, p: QPainter, frame: Frame, curve: Curve, pale: bool) -> None:
        hue = mix(self.theme.panel, curve.color, 0.38) if pale else curve.color
        drawn = Curve(curve.name, curve.values, hue, curve.odd)
        dots = frame.pitch >= 5.5 * self.scale.line(2.4) and not pale
        draw_curve(p, frame, drawn, self.scale.line(2.4 if not pale else 2.0), dots, self.theme.panel)
        draw_marks(p, frame, drawn, self.scale.axis * 0.62, self.theme.error)

    # live marks --------------------------------------------------------------------------------------------

    def _blit(self, p: QPainter, frame: Frame) -> None:
        if self._picture is None:
            return
        if not self.spot.backward or self._pale is None:
            p.drawPixmap(0, 0, self._picture)
            return
        x, whole = frame.x(self.spot.step), self.boundingRect()
        seam = x - 6 if frame.pitch > 8 else x
        with clipped(p, QRectF(whole.left(), whole.top(), seam - whole.left(), whole.height())):
            p.drawPixmap(0, 0, self._pale)
        with clipped(p, QRectF(seam, whole.top(), whole.right() - seam + 1, whole.height())):
            p.drawPixmap(0, 0, self._picture)

    def _inside(self, frame: Frame, step: int) -> bool:
        return frame.x0 - 0.01 <= step <= frame.x1 + 0.01

    def _pill_row(self, frame: Frame) -> float:
        return frame.rect.top() - self.scale.axis * 1.05

    def _draw_loss(self, p: QPainter, frame: Frame) -> None:
        last = self.canvas.steps - 1
        if not self._inside(frame, last):
            return
        x, y = frame.x(last), self._pill_row(frame)
        p.setPen(QPen(self.theme.text, self.scale.line(1.5)))
        if not self.content.every:
            p.drawLine(QPointF(x, y), QPointF(x, frame.rect.bottom()))
        elif frame.pitch > 4:
            for step in range(self.canvas.steps):
                at = frame.x(step)
                p.drawLine(QPointF(at, frame.rect.top() - 4), QPointF(at, frame.rect.top() + 4))
        self._pill(p, QPointF(x, y), self.content.loss, self.theme.text)

    def _draw_now(self, p: QPainter, frame: Frame) -> None:
        step = self.spot.step
        if not self._inside(frame, step):
            return
        x, y = frame.x(step), self._pill_row(frame)
        p.setPen(QPen(with_alpha(self.theme.accent, 0.75), self.scale.line(1.5)))
        p.drawLine(QPointF(x, y), QPointF(x, frame.rect.bottom()))
        self._pill(p, QPointF(x, y), f"t={step + 1}", self.theme.accent)
        for curve in self.content.curves:
            value = curve.values[step] if step < len(curve.values) else math.nan
            if np.isfinite(value) and frame.y0 <= value <= frame.y1:
                p.setPen(QPen(self.theme.panel, self.scale.line(1.4)))
                p.setBrush(curve.color)
                p.drawEllipse(QPointF(x, frame.y(float(value))), self.scale.line(5), self.scale.line(5))

    def _pill(self, p: QPainter, center: QPointF, text: str, hue: object) -> None:
        """A pill above the plot, moved aside where another stands already or the edge is near."""
        rect = pill_rect(center, text, self.scale.axis)
        over = rect.right() - (self.boundingRect().right() - 2)
        rect.translate(-max(0.0, over), 0)
        for other in self.spot.taken:
            if rect.intersects(other.adjusted(-4, 0, 4, 0)):
                rect.moveRight(other.left() - 4)
        self.spot.taken.append(rect)
        pill(p, rect, text, self.scale.axis, self.theme, hue)  # type: ignore[arg-type]

    # texts -------------------------------------------------------------------------------------------------

    def _draw_texts(self, p: QPainter, frame: Frame) -> None:
        """Badge, read-out and the curves' own names, each at a place that hides nothing."""
        for draw in (self._draw_badge, self._draw_stretches, self._draw_readout, self._draw_names):
            draw(p, frame)

    def _spots(self, key: str) -> tuple[object, ...]:
        step = self.spot.step if self.spot.backward else -1
        return key, step, self.spot.backward

    def _draw_badge(self, p: QPainter, frame: Frame) -> None:
        if not self.content.badge:
            return
        rect = pill_rect(QPointF(0, 0), self.content.badge, self.scale.axis)
        rect.moveTopLeft(QPointF(frame.rect.left() + 6, frame.rect.top() + 6))
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
        text = next((t for t in self.content.readout if text_width(t, self.scale.body, BOLD) < room - 24), "")
        if not text or not self.content.curves:
            return
        rect = pill_rect(QPointF(0, 0), text, self.scale.body, loud=True)
        key = self._spots("readout")
        if key not in self._places:
            self._places[key] = [self._quietest(frame, rect)]
        found = self._places[key][0]
        if found is not None:
            self.spot.taken.append(found)
            pill(p, found, text, self.scale.body, self.theme, self.content.curves[0].color)

    def _quietest(self, frame: Frame, rect: QRectF) -> QRectF | None:
        """The corner or edge where a rectangle covers the least of the curves; where it stood before, if free."""
        area, w, h = frame.rect.adjusted(8, 8, -10, -10), rect.width(), rect.height()
        spots = [
            QRectF(area.left() + fx * (area.width() - w), area.top() + fy * (area.height() - h), w, h)
            for fy in (1.0, 0.0, 0.5) for fx in (1.0, 0.0, 0.5, 0.75, 0.25)
        ]  # fmt: skip
        old = self._old.get("readout", [None])[0]
        if old is not None and old.size() == rect.size() and area.contains(old):
            spots.insert(0, old)
        free = [s for s in spots if not any(s.intersects(t) for t in self.spot.taken)]
        return quietest(free, frame, (*self.content.curves, *self.content.ghosts))

    def _draw_names(self, p: QPainter, frame: Frame) -> None:
        key = self._spots("names")
        if key not in self._places:
            self._places[key] = self._place_names(p, frame)
        labels = [*zip(self.content.names, self.content.curves, strict=False)]
        size = round(self.scale.body * 1.06)
        for (row, curve), rect in zip(labels, self._places[key], strict=False):
            if rect is not None:
                typeset.draw(p, rect.left(), rect.top() + size * 0.95, row, size, color=curve.color)
        extra = [(self.content.before, self.theme.dim), (self.content.waiting, self.theme.dim)]
        extra.append((self.content.bound_name, self.theme.dim))
        for (text, color), rect in zip(extra, self._places[key][len(labels) :], strict=False):
            if rect is not None and text:
                face = metrics(self.scale.axis)
                words(p, rect.left(), rect.top() + face.ascent(), text, self.scale.axis, color)

    def _place_names(self, p: QPainter, frame: Frame) -> list[QRectF | None]:
        """Places of the curves' names, of "before", "not reached yet" and the bound's name."""
        taken: list[QRectF] = list(self.spot.taken)
        found: list[QRectF | None] = []
        old = self._old.get("names", [])
        reached = self._span()
        size, axis = self.scale.body * 1.06, self.scale.axis
        curves, ghosts = self.content.curves, self.content.ghosts
        bound = [Curve("", self.content.bound, self.theme.dim)] if self.content.bound is not None else []
        everything = (*curves, *ghosts, *bound)

        def put(curve: Curve | None, width: float, height: float, span: tuple[float, float]) -> None:
            others = [c for c in everything if c is not curve]
            box = (width, height)
            rect, before = None, old[len(found)] if len(found) < len(old) else None
            for part in (span, (0.0, self.canvas.steps - 1.0)):
                if curve and width > 1 and rect is None:
                    rect = place(frame, curve, others, box, taken, part, axis * 0.5, before)
            found.append(rect)
            if rect is not None:
                taken.append(rect.adjusted(-3, -3, 3, 3))

        for row, curve in zip(self.content.names, curves, strict=False):
            put(curve, typeset.width(row, size), size * 1.25, reached)
        ghost = ghosts[0] if ghosts else None
        put(ghost, text_width(self.content.before, axis), axis * 1.3, (0.0, self.canvas.steps - 1.0))
        waiting = self.content.waiting if self.spot.backward and self.spot.step > 0 else ""
        main = curves[0] if curves else None
        put(main, text_width(waiting, axis), axis * 1.3, (0.0, float(self.spot.step)))
        put(bound[0] if bound else None, text_width(self.content.bound_name, axis), axis * 1.3, reached)
        return found

    def _span(self) -> tuple[float, float]:
        """Steps whose curve is bright: labels stand beside them, if there are enough."""
        last = self.canvas.steps - 1.0
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
        left = x + 12 if x + 12 + width < self.boundingRect().right() else x - 12 - width
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
        return kinds[0] if kinds else size_text(float(curve.values[step]))
