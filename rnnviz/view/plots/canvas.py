"""The axes of the gradient plot: pyqtgraph's view box and axes, our own ink, a pointer that scrubs."""

from __future__ import annotations

from collections.abc import Callable

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPen
from PySide6.QtWidgets import QWidget

from rnnviz.model.figures.scales import Axis, decade_text, step_ticks
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import Scale, Theme
from rnnviz.view.plots.curves import Frame
from rnnviz.view.widgets.paper import font, text_width

_HAND = Qt.CursorShape.PointingHandCursor
ZOOM_FROM = 60
"""Sequences longer than this can be zoomed with the wheel."""


@shielded
class Canvas(pg.PlotWidget):
    """A plot without a mind of its own: ranges and ticks are given, the pointer is reported in steps.

    catches: the step whose mark at a place a hand can take hold of, -1 where there is none; then `caught`, `dragged`
    and `dropped` tell of it, else `scrubbed`.
    """

    scrubbed = Signal(float)
    pointed = Signal(float)
    left = Signal()
    caught = Signal(int)
    dragged = Signal(int)
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, enableMenu=False)
        self.steps, self.axis_px = 2, 15
        self.catches: Callable[[QPointF], int] = _nothing
        self._holding = False
        self.vertical = Axis(-1, 0, 1)
        self._wanted: tuple[int, Axis, int] | None = None
        plot = self.getPlotItem()
        plot.hideButtons()
        # pyqtgraph leaves this menu without an owner: it would outlive the plot. Nobody sees it; in the window, a
        # theme would cost it a ninth more
        self.destroyed.connect(plot.ctrlMenu.deleteLater)
        plot.setClipToView(False)
        plot.disableAutoRange()
        for side in ("left", "bottom"):
            plot.getAxis(side).setStyle(tickLength=0, autoExpandTextSpace=False, hideOverlappingLabels=False)
        self.box = plot.getViewBox()
        self.box.setMouseEnabled(x=False, y=False)
        self.box.setDefaultPadding(0)
        self.box.sigXRangeChanged.connect(self._retick)
        self.box.sigResized.connect(self._retick)
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def restyle(self, theme: Theme, scale: Scale) -> None:
        """Colours and type of the axes; pyqtgraph's global options reach only what is made later."""
        self.axis_px, self._wanted = scale.axis, None
        self.setBackground(theme.panel)
        plot = self.getPlotItem()
        for side in ("left", "bottom"):
            axis = plot.getAxis(side)
            axis.setPen(QPen(Qt.PenStyle.NoPen))
            axis.setTickPen(QPen(theme.panel))  # pyqtgraph draws a dot even for a tick of length 0
            axis.setTextPen(theme.dim)
            # the last number may reach beyond the axis by half its width
            axis.setStyle(tickFont=font(scale.axis), hideOverlappingLabels=3 * scale.axis)
            axis.setStyle(tickTextOffset=round(scale.axis * 0.5))
        plot.getAxis("bottom").setHeight(round(scale.axis * 1.9))
        pill = round(scale.axis * 2.0)
        plot.layout.setContentsMargins(scale.pad, pill, round(scale.axis * 1.9), 0)
        self.show_range(self.steps, self.vertical)

    def show_range(self, steps: int, vertical: Axis) -> None:
        """All steps, and the decades given."""
        wanted = (steps, vertical, self.axis_px)
        if wanted == self._wanted:  # a drag comes here with every run: axes are costly to draw anew
            return
        self._wanted = wanted
        keep_zoom = steps == self.steps
        self.steps, self.vertical = steps, vertical
        low, high = (-0.5, 0.5) if steps == 1 else (0, steps - 1)
        self.box.setLimits(xMin=low, xMax=high, minXRange=min(10, high - low), maxXRange=high - low)
        self.box.setMouseEnabled(x=steps > ZOOM_FROM, y=False)
        self.box.setYRange(vertical.low, vertical.high, padding=0)
        if not keep_zoom:
            self.box.setXRange(low, high, padding=0)
        ticks = [(v, decade_text(v)) for v in vertical.ticks]
        axis = self.getPlotItem().getAxis("left")
        axis.setTicks([ticks])
        axis.setWidth(round(max(text_width(t, self.axis_px) for _, t in ticks) + self.axis_px * 0.9))
        self._retick()

    def bring_into_view(self, step: int) -> None:
        """Move a zoomed view so that a step lies in it."""
        low, high = self.box.viewRange()[0]
        if not low <= step <= high:
            half = (high - low) / 2
            middle = min(max(step, half), self.steps - 1 - half)
            self.box.setXRange(middle - half, middle + half, padding=0)

    def frame(self) -> Frame:
        """Where the data lies, in pixels of this widget."""
        (x0, x1), (y0, y1) = self.box.viewRange()
        return Frame(self.box.sceneBoundingRect(), x0, x1, y0, y1)

    def _retick(self) -> None:
        (x0, x1), _ = self.box.viewRange()
        first, last = max(0, round(x0)), min(self.steps - 1, round(x1))
        widest = text_width(str(last + 1), self.axis_px) + self.axis_px * 0.8
        most = max(2, int(self.box.width() / widest))
        ticks = [(k - 1, str(k)) for k in step_ticks(first + 1, last + 1, most)]
        self.getPlotItem().getAxis("bottom").setTicks([ticks])

    def _step_at(self, event: QMouseEvent) -> float:
        return float(self.box.mapSceneToView(event.position()).x())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        found = self.catches(event.position())
        self._holding = found >= 0
        if self._holding:
            self.caught.emit(found)
        else:
            self.scrubbed.emit(self._step_at(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self.viewport().setCursor(_HAND if self.catches(event.position()) >= 0 else Qt.CursorShape.ArrowCursor)
            self.pointed.emit(self._step_at(event))
        elif self._holding:
            self.dragged.emit(round(self._step_at(event)))
        else:
            self.scrubbed.emit(self._step_at(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if self._holding:
            self._holding = False
            self.dropped.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.box.setXRange(0, max(1, self.steps - 1), padding=0)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()


def _nothing(place: QPointF) -> int:
    return -1
