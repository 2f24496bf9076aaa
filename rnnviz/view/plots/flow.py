"""The map of ||dh_t/dh_k||: how strongly each step still feels each earlier one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, QThreadPool, QTimer
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPen, QShowEvent
from PySide6.QtWidgets import QWidget

from rnnviz.engine import Run
from rnnviz.model.scales import Axis, decade_text, size_text
from rnnviz.view import typeset
from rnnviz.view.paper import BOLD, Align, Paper, panel, text_width, words
from rnnviz.view.plots.chips import Choice
from rnnviz.view.plots.flowdata import Done, FlowData, Job, map_color, map_image, samples
from rnnviz.view.typeset import Piece

if TYPE_CHECKING:
    from rnnviz.model.session import Session

Floats = NDArray[np.float64]
CELLS_UP_TO = 24
"""Up to so many steps the map is drawn cell by cell."""
AT_ONCE = 64
"""Longer sequences are computed beside the window's own thread."""
LIVE_MS = 120


def flow_row(name: str) -> typeset.Row:
    """‖∂hₜ/∂hₖ‖ of a line."""
    d = Piece("∂", italic=True)
    return (Piece("‖"), d, *typeset.symbol(name, "t"), Piece("/"), d, *typeset.symbol(name, "k"), Piece("‖"))


class FlowMap(Paper):
    """Lower triangle: row t, column k; the present step framed, a click moves the cursor."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.live = False
        self.data: FlowData | None = None
        self._image: QImage | None = None
        self._axis = Axis(-1, 0, 1)
        self._pointed: tuple[int, int] | None = None
        self._waiting: tuple[Run, str] | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._compute)
        self._done = Done(self)
        self._done.ready.connect(self._take)
        self.choice = Choice(self)
        self.choice.chosen.connect(self._choose)
        self.name = ""
        self.setMouseTracking(True)
        self.setMinimumSize(170, 150)
        self.setAccessibleName(self.tr("Map of how strongly each step feels each earlier step"))
        session.run_changed.connect(self.show_run)
        session.cursor_changed.connect(self.repaint_soon)
        self.show_run()

    def set_live(self, live: bool) -> None:
        """While a slider is dragged the map is computed less often; on release at once."""
        self.live = live
        if not live:
            self.show_run()

    def restyle(self) -> None:
        """After another theme, size or language."""
        self.choice.set_style(self.theme, self.scale)
        self._lay_out()
        self._repaint_image()

    # data --------------------------------------------------------------------------------------------------

    def show_run(self) -> None:
        """Take the session's run; what nobody sees is not computed."""
        run = self.session.run
        if run is None:
            return
        names = (run.cell.output, *(s for s in run.cell.states if s != run.cell.output))
        if self.name not in names:
            self.name = names[0]
        self.choice.set_names(names, self.name)
        self._lay_out()
        if self.isVisible() and not self._timer.isActive():
            self._timer.start(LIVE_MS if self.live and run.steps > CELLS_UP_TO else 0)

    def _compute(self) -> None:
        run = self.session.run
        if run is None or (self.data is not None and (self.data.run, self.data.name) == (run, self.name)):
            return
        at = samples(run)
        if run.steps <= AT_ONCE:
            self._take(FlowData(run, self.name, at, run.flow(self.name, at=at)))
        elif self._waiting is None:
            self._waiting = (run, self.name)
            QThreadPool.globalInstance().start(Job(run, self.name, at, self._done))

    def _take(self, data: FlowData | None) -> None:
        waited, self._waiting = self._waiting is not None, None
        if data is None:
            return
        if data.run is self.session.run and data.name == self.name:
            self.data = data
            finite = data.logs[np.isfinite(data.logs)]
            if not self.live:
                low, high = (float(finite.min()), float(finite.max())) if finite.size else (-1.0, 0.0)
                self._axis = Axis(min(math.floor(low), high - 1), high, 1)
            self._repaint_image()
        elif waited:
            self._timer.start(0)

    def _choose(self, name: str) -> None:
        self.name = name
        self.show_run()

    def _repaint_image(self) -> None:
        """The map as one picture through a table of colours."""
        self._image = None if self.data is None else map_image(self.data.logs, self._axis, self.theme)
        self.refresh()

    # geometry ----------------------------------------------------------------------------------------------

    def _square(self) -> QRectF:
        pad, top = self.scale.pad, self.scale.pad * 0.7 + self.scale.title * 1.9
        left = pad + self.scale.axis * 1.1
        side = min(self.width() - left - pad * 0.6 - self.scale.axis * 0.7, self.height() - top - pad * 0.8)
        return QRectF(left, top, max(20.0, side), max(20.0, side))

    def _cell(self, row: int, column: int) -> QRectF:
        square, count = self._square(), self._count()
        pitch = square.width() / count
        return QRectF(square.left() + column * pitch, square.top() + row * pitch, pitch, pitch)

    def _count(self) -> int:
        return len(self.data.at) if self.data is not None else 1

    # painting ----------------------------------------------------------------------------------------------

    def draw_picture(self, p: QPainter) -> None:
        px, baseline = round(self.scale.title * 1.06), self.scale.pad * 0.7 + self.scale.title
        typeset.draw(p, self.scale.pad, baseline, flow_row(self.name), px, color=self.theme.text)
        if self.data is None or self._image is None:
            if self._waiting is not None:  # thousands of steps take a moment: an empty panel would look broken
                at, said = QRectF(self.rect()).center(), self.tr("being worked out …")
                words(p, at.x(), at.y(), said, self.scale.axis, self.theme.dim, Align.AlignHCenter)
            return
        if self._count() <= CELLS_UP_TO:
            self._draw_cells(p)
        else:
            p.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
            p.drawImage(self._square(), self._image)
        self._draw_axes(p)
        self._draw_bar(p)

    def _draw_cells(self, p: QPainter) -> None:
        assert self.data is not None and self._image is not None
        gap = max(1.0, self._cell(0, 0).width() * 0.08)
        p.setPen(Qt.PenStyle.NoPen)
        for row in range(self._count()):
            for column in range(row + 1):
                p.setBrush(self._image.pixelColor(column, row))
                cell = self._cell(row, column).adjusted(gap / 2, gap / 2, -gap / 2, -gap / 2)
                p.drawRoundedRect(cell, 2 * gap, 2 * gap)

    def _draw_axes(self, p: QPainter) -> None:
        square, px, dim = self._square(), self.scale.body, self.theme.dim
        typeset.draw(p, square.left() - px * 0.4, square.top() + px * 0.8, _T, px, Align.AlignRight, dim)
        typeset.draw(p, square.right() + px * 0.35, square.bottom() - px * 0.15, _K, px, color=dim)

    def _draw_bar(self, p: QPainter) -> None:
        """The scale of colours, in the empty half of the map."""
        square, px = self._square(), self.scale.axis
        width, height = square.width() * 0.44, max(5.0, px * 0.5)
        left, top = square.right() - width, square.top() + 1
        for i in range(int(width)):
            p.fillRect(QRectF(left + i, top, 1.2, height), map_color(i / width, self.theme))
        baseline, span = top + height + px * 1.05, self._axis.high - self._axis.low
        for value in {math.ceil(self._axis.low - 1e-9), math.floor(self._axis.high + 1e-9)}:
            at = left + width * (value - self._axis.low) / span
            words(p, at, baseline, decade_text(value), px, self.theme.dim, Align.AlignHCenter)

    def draw_live(self, p: QPainter) -> None:
        if self.data is None:
            return
        row = int(np.argmin(np.abs(self.data.at - self.session.cursor.step)))
        self._frame_row(p, row)
        if self._pointed is not None:
            self._draw_pointed(p, *self._pointed)

    def _frame_row(self, p: QPainter, row: int) -> None:
        first, last = self._cell(row, 0), self._cell(row, row)
        slack = max(0.0, (self.scale.px(5) - first.height()) / 2)
        rect = first.united(last).adjusted(-1.5, -0.5 - slack, 1.5, 0.5 + slack)
        p.setPen(QPen(self.theme.text, self.scale.line(1.5)))
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawRoundedRect(rect, 3, 3)

    def _draw_pointed(self, p: QPainter, row: int, column: int) -> None:
        """What the cell under the pointer says, in plain numbers."""
        if self.data is None or row >= self._count() or column > row:
            return
        t, k = int(self.data.at[row]) + 1, int(self.data.at[column]) + 1
        value = size_text(float(self.data.logs[row, column]), 1)
        px, name = self.scale.axis, self.name
        text = f"‖∂{name}{_low(t)}/∂{name}{_low(k)}‖ = {value}"
        cell = self._cell(row, column)
        p.setPen(QPen(self.theme.text, 2))
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawRect(cell)
        width = text_width(text, px, BOLD) + px
        x = min(max(cell.center().x() - width / 2, 4.0), self.width() - width - 4)
        y = cell.top() - px * 2.1 if cell.top() > px * 5 else cell.bottom() + px * 0.5
        box = QRectF(x, y, width, px * 1.7)
        panel(p, box, self.theme, self.scale, self.theme.box)
        words(p, x + px * 0.5, y + px * 1.2, text, px, self.theme.text, Align.AlignLeft, BOLD)

    # pointing ----------------------------------------------------------------------------------------------

    def _at(self, position: QPointF) -> tuple[int, int] | None:
        square = self._square()
        if self.data is None or not square.contains(position):
            return None
        pitch, last = square.width() / self._count(), self._count() - 1
        row, column = int((position.y() - square.top()) / pitch), int((position.x() - square.left()) / pitch)
        return (min(row, last), min(column, last)) if column <= row else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position())
        if place is not None and self.data is not None and event.button() == Qt.MouseButton.LeftButton:
            self.session.go_to_step(int(self.data.at[place[0]]))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.mousePressEvent(event)
        self._pointed = self._at(event.position())
        self.update()

    def leaveEvent(self, event: object) -> None:
        self._pointed = None
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.show_run()

    def resizeEvent(self, event: object) -> None:
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        title = typeset.width(flow_row(self.name or "h"), self.scale.title * 1.06)
        self.choice.set_room(round(self.width() - 2.5 * self.scale.pad - title))
        self.choice.move(self.width() - self.choice.width() - self.scale.pad, round(self.scale.pad * 0.5))


_T, _K = (Piece("t", italic=True),), (Piece("k", italic=True),)
_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def _low(number: int) -> str:
    return str(number).translate(_SUBSCRIPT)
