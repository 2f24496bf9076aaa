"""Three rings round the control that a page wants used; they breathe, unless motion is reduced."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from rnnviz.view.look import facts
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import DARK, Theme, with_alpha

RINGS = ((6, 0.34), (11, 0.18), (16, 0.10))
"""Pixels from the control, and how much of the accent each has."""
ROOM, BREATH_MS, FRAME_MS = 22, 1200, 50
MOVES = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide}


@shielded
class Pulse(QWidget):
    """Lies over the window of its parent, and lets every click through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.control: QWidget | None = None
        """What it stands round."""
        self._theme, self._phase = DARK, 0.0
        self._timer = QTimer(self, interval=FRAME_MS)
        self._timer.timeout.connect(self._breathe)
        self.hide()

    def surround(self, control: QWidget | None, theme: Theme, moves: bool) -> None:
        """Stand round a control of the window; None: nowhere."""
        if control is None or not control.isVisible():
            self.leave()
            return
        if control is not self.control:
            self.leave()
            control.installEventFilter(self)
            self.control = control
        self._theme = theme
        self._place()
        if moves and not self._timer.isActive():
            self._timer.start()
        elif not moves:
            self._timer.stop()
            self._phase = 0.0

    def leave(self) -> None:
        """Stand nowhere."""
        if self.control is not None and isValid(self.control):  # buttons of another cell's gates have gone
            self.control.removeEventFilter(self)
        self.control = None
        self._timer.stop()
        self.hide()

    def _place(self) -> None:
        control, window = self.control, self.parentWidget()
        if control is None or window is None:
            return
        at = control.mapTo(window, QPoint(0, 0))
        self.setGeometry(QRect(at, control.size()).adjusted(-ROOM, -ROOM, ROOM, ROOM))
        self.setVisible(control.isVisible())
        self.raise_()

    def _breathe(self) -> None:
        self._phase = (self._phase + FRAME_MS / BREATH_MS) % 1.0
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.control and event.type() in MOVES:
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        breath = 0.75 + 0.25 * math.cos(2 * math.pi * self._phase)
        inner = QRectF(self.rect()).adjusted(ROOM, ROOM, -ROOM, -ROOM)
        with QPainter(self) as p, facts.layer(self, "pulse"):
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.setBrush(Qt.BrushStyle.NoBrush)
            width = 5.0
            for far, part in reversed(RINGS):
                facts.tell("ring", value=far, color=self._theme.accent)
                p.setPen(QPen(with_alpha(self._theme.accent, part * breath), width))
                out = far - width / 2
                p.drawRoundedRect(inner.adjusted(-out, -out, out, out), 8 + out, 8 + out)
            p.setPen(QPen(self._theme.accent, 2))
            p.drawRoundedRect(inner.adjusted(-1, -1, 1, 1), 9, 9)
