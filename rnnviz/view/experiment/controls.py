"""Fields and sliders that give the keys back to the story, and the wheel to the panel they stand in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QSlider, QSpinBox, QStyle, QStyleOptionSlider, QWidget

from rnnviz.view.look import facts
from rnnviz.view.look.shield import shielded

_NUDGES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}


@shielded
class Field(QLineEdit):
    """A number typed in place: Enter or leaving commits, Esc restores."""

    cancelled = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.setModified(False)
            self.cancelled.emit()
            self.clearFocus()
            return
        super().keyPressEvent(event)


@shielded
class Spin(QSpinBox):
    """A whole number: Enter commits and gives the keys back to the story, Esc restores and does so, too."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.lineEdit().setText(self.textFromValue(self.value()))
            self.clearFocus()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clearFocus()

    def wheelEvent(self, event: QWheelEvent) -> None:
        _wheel_if_chosen(self, super().wheelEvent, event)


@shielded
class Slide(QSlider):
    """A slider that leaves the wheel to the panel it scrolls with, unless it was chosen before.

    A hollow ring marks where it stood before the last edit. `nudged(count)`: an arrow key asks for another number.
    """

    nudged = Signal(int)
    asked = Signal(float)
    """A screen reader asks for a number."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._spoken = ("", 0.0, 0.0, 0.0)
        self._before: int | None = None
        self._hue, self._ground = QColor(), QColor()

    def say(self, text: str, value: float, low: float, high: float) -> None:
        """What a screen reader says: the number, which Qt knows as a place among its ticks."""
        self._spoken = text, value, low, high
        self.setAccessibleDescription(text)

    def spoken(self) -> tuple[str, float, float, float]:
        """The words, the value, the lowest and the highest."""
        return self._spoken

    def take(self, value: float) -> None:
        """A screen reader asks for a number."""
        self.asked.emit(value)

    def set_colors(self, hue: QColor, ground: QColor) -> None:
        """Of the ring and of what it encloses."""
        self._hue, self._ground = hue, ground
        self.update()

    def mark(self, position: int | None) -> None:
        """Where the ring stands; None: nowhere."""
        if position != self._before:
            self._before = position
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with facts.layer(self, "ring"):
            self._paint_ring()

    def _paint_ring(self) -> None:
        if self._before is None:
            return
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        control, part = QStyle.ComplexControl.CC_Slider, QStyle.SubControl.SC_SliderHandle
        handle = self.style().subControlRect(control, option, part, self)
        room = self.width() - handle.width()
        at = QStyle.sliderPositionFromValue(self.minimum(), self.maximum(), self._before, room) + handle.width() / 2
        if abs(at - handle.center().x()) < 0.8 * handle.width():
            return
        with QPainter(self) as p:
            facts.tell("ring", value=self._before, color=self._hue, at=QPointF(at, self.height() / 2))
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.setPen(QPen(self._hue, max(1.2, handle.width() / 10)))
            p.setBrush(self._ground)
            p.drawEllipse(QPointF(at, self.height() / 2), 0.34 * handle.width(), 0.34 * handle.width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _NUDGES:
            self.nudged.emit(_NUDGES[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        _wheel_if_chosen(self, super().wheelEvent, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Hidden under the hand, it is never let go of by the mouse; panels would follow a drag for ever."""
        self.setSliderDown(False)


def _wheel_if_chosen(widget: QWidget, turn: Callable[[QWheelEvent], None], event: QWheelEvent) -> None:
    """Scrolling the panel must not change what happens to pass under the pointer."""
    if widget.hasFocus():
        turn(event)
    else:
        event.ignore()
