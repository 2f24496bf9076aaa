"""What stands inside the gradient plot's axes, in pixels: grid, ghosts and curves (cached), and the live marks."""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from rnnviz.view.look import facts
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import DARK, Scale, Theme, mix, with_alpha
from rnnviz.view.plots.canvas import Canvas
from rnnviz.view.plots.captions import Captions, Content, Spot
from rnnviz.view.plots.curves import Curve, Frame, draw_curve, draw_marks, stroke
from rnnviz.view.plots.labels import clean, covered, quietest
from rnnviz.view.widgets.paper import clipped, plumb, text_width, words
from rnnviz.view.widgets.pills import pill, pill_rect

PARTS = (0.0, 1.0, 0.5, 0.25, 0.75)
"""Where a text may stand along a line, from its left end to its right one."""


@shielded
class Ink(pg.GraphicsObject):
    """One item over the whole canvas; its picture is made anew only for another run, range, size or theme."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__()
        self.canvas, self.theme, self.scale = canvas, DARK, Scale()
        self.captions = Captions()
        self._picture: QPixmap | None = None
        self._pale: QPixmap | None = None
        self._key: tuple[object, ...] = ()
        self._flag: QRectF | None = None
        self._end: QRectF | None = None
        """Where the end of the numbers is named."""
        self.setZValue(100)
        canvas.scene().addItem(self)

    def restyle(self, theme: Theme, scale: Scale) -> None:
        """Take other colours and sizes."""
        self.theme, self.scale = theme, scale
        self.captions.theme, self.captions.scale = theme, scale
        self.refresh()

    def show_content(self, content: Content) -> None:
        """Show another run."""
        self.captions.content = content
        self.refresh()

    @property
    def content(self) -> Content:
        """What is shown."""
        return self.captions.content

    @property
    def spot(self) -> Spot:
        """Where the cursor and the pointer are."""
        return self.captions.spot

    def move_to(self, step: int, backward: bool) -> None:
        """Follow the cursor."""
        before = self.spot
        self.captions.spot = Spot(step, backward, before.hover)
        if backward != before.backward:
            self.refresh()
        if backward or before.hover is not None:
            self.update()
        elif step != before.step:
            self.update(self._around(before.step))
            self.update(self._around(step))

    def _around(self, step: int) -> QRectF:
        """What the mark of the present step can cover: its line, its dots and its pill, moved aside or not."""
        reach = 7.0 * self.scale.axis
        return QRectF(self.canvas.frame().x(step) - reach, 0, 2 * reach, self.boundingRect().height())

    def point_at(self, step: int | None) -> None:
        """Show the values of the step under the pointer."""
        if step != self.spot.hover:
            self.spot.hover = step
            self.update()

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
        self.spot.taken = [] if self._end is None else [self._end]
        self._blit(p, frame)
        with facts.layer(self, "live"):
            self._draw_marks(p, frame)

    def _draw_marks(self, p: QPainter, frame: Frame) -> None:
        self._draw_loss(p, frame)
        self._draw_now(p, frame)
        self.captions.steps, self.captions.width = self.canvas.steps, self.boundingRect().width()
        self.captions.draw(p, frame)

    # the picture -------------------------------------------------------------------------------------------

    def _cache(self, frame: Frame) -> None:
        ratio = self.canvas.devicePixelRatioF()
        size = (self.canvas.viewport().size().toSizeF() * ratio).toSize()
        key = (size, frame.rect.getRect(), frame.x0, frame.x1, frame.y0, frame.y1)
        if key == self._key:
            return
        self._key = key
        self.captions.forget(frame)
        if self._picture is None or self._picture.size() != size:
            self._picture, self._pale = QPixmap(size), QPixmap(size)
        self._paint_picture(self._picture, frame, ratio, pale=False)
        if self.spot.backward and self._pale is not None:
            self._paint_picture(self._pale, frame, ratio, pale=True)

    def _paint_picture(self, picture: QPixmap, frame: Frame, ratio: float, pale: bool) -> None:
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)  # the axes lie beneath
        with QPainter(picture) as p, facts.layer(self, "pale" if pale else "picture"):
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw_grid(p, frame)
            rim = max(8.0, self.scale.line(6.0))  # dots at the first and the last step are whole
            edge = frame.rect.adjusted(-rim, -rim, rim, rim) if frame.pitch > 8 else frame.rect
            with clipped(p, edge):
                self._draw_bound(p, frame)
                for ghost in self.content.ghosts:
                    facts.tell("ghost", ghost.name, value=ghost.values)
                    stroke(p, frame, ghost.values, mix(self.theme.panel, ghost.color, 0.38), self.scale.line(2))
                for curve in sorted(self.content.curves, key=_thick):  # a state's own curve lies over that of all
                    self._draw_curve(p, frame, curve, pale)

    def _draw_grid(self, p: QPainter, frame: Frame) -> None:
        p.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # level lines need none, and it costs
        p.setPen(QPen(self.theme.grid, 1))
        for value in self.canvas.vertical.ticks:
            row = round(frame.y(value))
            p.drawLine(QPointF(frame.rect.left(), row), QPointF(frame.rect.right(), row))
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._end = None
        if frame.y0 < self.content.smallest < frame.y1:  # below it an ordinary program sees 0
            self._draw_float_end(p, frame, frame.y(self.content.smallest))

    def _draw_float_end(self, p: QPainter, frame: Frame, y: float) -> None:
        """The end of the numbers, and its name beside it where that hides the least of the curves."""
        px, left, right = self.scale.axis, frame.rect.left() + 8, frame.rect.right() - 8
        p.setPen(QPen(self.theme.faint, 1.5))
        p.drawLine(QPointF(frame.rect.left(), y), QPointF(frame.rect.right(), y))
        tops = [top for top in (y - 1.3 * px, y + 0.3 * px) if frame.rect.top() < top < frame.rect.bottom() - px]
        lines = [clean(frame, curve) for curve in self.content.curves]
        for text in self.content.float_end:  # the longest that hides nothing; else the last one
            width = text_width(text, px)
            places = [QRectF(left + part * (right - left - width), top, width, px) for top in tops for part in PARTS]
            self._end = quietest(places, frame, self.content.curves)
            if self._end is None or not covered(self._end, lines):
                break
        if self._end is not None:
            words(p, self._end.left(), self._end.bottom() - 0.1 * px, text, px, self.theme.dim)

    def _draw_bound(self, p: QPainter, frame: Frame) -> None:
        if self.content.bound is None:
            return
        pen = QPen(self.theme.dim, self.scale.line(1.6))
        pen.setDashPattern([5, 4])
        p.setPen(pen)
        first, last = (frame.y(float(v)) for v in self.content.bound[[0, -1]])
        facts.tell("bound", value=self.content.bound)
        p.drawLine(QPointF(frame.x(0), first), QPointF(frame.x(len(self.content.bound) - 1), last))

    def _draw_curve(self, p: QPainter, frame: Frame, curve: Curve, pale: bool) -> None:
        hue = mix(self.theme.panel, curve.color, 0.38) if pale else curve.color
        drawn = Curve(curve.name, curve.values, hue, () if curve.thin else curve.odd)
        facts.tell("curve", curve.name, value=curve.values, color=hue)
        dots = frame.pitch >= 5.5 * self.scale.line(2.4) and not pale and not curve.thin
        width = 1.3 if curve.thin else 2.0 if pale else 2.4
        draw_curve(p, frame, drawn, self.scale.line(width), dots, self.theme.panel)
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
        """The flag where the gradient comes in last, and at every step whether it comes in there."""
        self._flag = None
        counted, px = self.content.counted, self.scale.line(1.5)
        for step in counted if len(counted) > 1 and frame.pitch > 4 else ():
            plumb(p, frame.x(step), frame.rect.top() - 4, frame.rect.top() + 4, self.theme.text, px)
        where = counted[-1] if counted else self.canvas.steps - 1
        facts.tell("loss", value=counted)
        if not self._inside(frame, where):
            return
        x, y = frame.x(where), self._pill_row(frame)
        if len(counted) == 1:
            plumb(p, x, y, frame.rect.bottom(), self.theme.text, px)
        self._draw_dots(p, frame)
        facts.tell("flag", step=where, word=self.content.loss, at=QPointF(x, y))
        self._flag = self._pill(p, frame, QPointF(x, y), self.content.loss, self.theme.text)

    def _draw_dots(self, p: QPainter, frame: Frame) -> None:
        """Where the loss can count: full where it does."""
        if not self._dotted(frame):
            return
        p.setPen(QPen(self.theme.dim, 1.2))
        for step in range(self.canvas.steps):
            if self._inside(frame, step):
                fill = self.theme.text if step in self.content.counted else self.theme.panel
                at = QPointF(frame.x(step), frame.rect.top())
                facts.tell("dot", step=step, color=fill, at=at)
                p.setBrush(fill)
                p.drawEllipse(at, self._dot, self._dot)

    @property
    def _dot(self) -> float:
        """Radius of the dot of a step at which the loss can count, in pixels."""
        return max(3.2, self.scale.line(3.2))

    def _dotted(self, frame: Frame) -> bool:
        return self.content.movable and frame.pitch >= 4 * self._dot

    def caught(self, place: QPointF) -> int:
        """The step whose loss a hand can take hold of here; -1 where there is none."""
        frame = self.canvas.frame()
        if not self.content.movable:
            return -1
        if self._flag is not None and self._flag.contains(place) and self.content.counted:
            return self.content.counted[-1]
        step = round(frame.x0 + (place.x() - frame.rect.left()) / frame.pitch)
        near = abs(place.y() - frame.rect.top()) <= 2 * self._dot and 0 <= step < self.canvas.steps
        return step if near and self._dotted(frame) and abs(place.x() - frame.x(step)) <= 2 * self._dot else -1

    def _draw_now(self, p: QPainter, frame: Frame) -> None:
        step = self.spot.step
        if not self._inside(frame, step):
            return
        x, y = frame.x(step), self._pill_row(frame)
        facts.tell("present", step=step, value=x)
        plumb(p, x, y, frame.rect.bottom(), with_alpha(self.theme.accent, 0.75), self.scale.line(1.5))
        self._pill(p, frame, QPointF(x, y), f"t={step + 1}", self.theme.accent)
        for curve in self.content.curves:
            value = curve.values[step] if step < len(curve.values) else math.nan
            if np.isfinite(value) and frame.y0 <= value <= frame.y1:
                p.setPen(QPen(self.theme.panel, self.scale.line(1.4)))
                p.setBrush(curve.color)
                at = QPointF(x, frame.y(float(value)))
                facts.tell("now", curve.name, step=step, value=float(value), color=curve.color, at=at)
                p.drawEllipse(at, self.scale.line(5), self.scale.line(5))

    def _pill(self, p: QPainter, frame: Frame, center: QPointF, text: str, hue: QColor) -> QRectF:
        """A pill above the plot, moved aside where the axis' numbers or another stand, or the edge is near."""
        rect = pill_rect(center, text, self.scale.axis)
        over = rect.right() - (self.boundingRect().right() - 2)
        rect.translate(-max(0.0, over), 0)
        rect.moveLeft(max(rect.left(), frame.rect.left() - 0.3 * self.scale.axis))
        for other in self.spot.taken:
            if rect.intersects(other.adjusted(-4, 0, 4, 0)):
                rect.moveRight(other.left() - 4)
        self.spot.taken.append(rect)
        pill(p, rect, text, self.scale.axis, self.theme, hue)
        return rect


def _thick(curve: Curve) -> bool:
    return not curve.thin
