"""Knob: a named number with a slider and a field to type it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QTextDocument, QWheelEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSlider,
    QSpinBox,
    QStyle,
    QStyleOptionSlider,
    QWidget,
)

from rnnviz.model.figures.numbers import plain, read_number
from rnnviz.view.look import facts
from rnnviz.view.look.language import retranslated
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import DARK, Theme

TICKS = 400
_NUDGES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}
_INDEX = re.compile(r"_(\w+)")


@dataclass(frozen=True, slots=True)
class Range:
    """What a knob can be: low..high; whole numbers, or `log` spaced, or evenly spaced; `sign` shows a plus."""

    low: float
    high: float
    whole: bool = False
    log: bool = False
    sign: bool = False
    square: bool = False

    def position(self, value: float) -> int:
        """Slider position of a value."""
        value = min(max(value, self.low), self.high)
        if self.whole:
            span = self.high - self.low
            share = (value - self.low) / span if span else 0.0
            return round(TICKS * (math.sqrt(share) if self.square else share))
        if self.log:
            return round(TICKS * math.log(value / self.low) / math.log(self.high / self.low))
        return round(TICKS * (value - self.low) / (self.high - self.low))

    def value(self, position: int) -> float:
        """Value at a slider position, rounded to what the field shows."""
        share = position / TICKS
        if self.log:
            return float(f"{self.low * (self.high / self.low) ** share:.2g}")
        if self.whole:
            return float(round(self.low + (self.high - self.low) * (share * share if self.square else share)))
        return round(self.low + (self.high - self.low) * share, 2)

    def next(self, value: float, count: int) -> float:
        """A hundredth of the range onward (negative: back), or the next whole number; stays at either end."""
        if self.whole:
            return min(max(value + count, self.low), self.high)
        place = self.position(value)
        return self.value(min(max(place + count * TICKS // 100, 0), TICKS))

    def text(self, value: float) -> str:
        if self.whole:
            return f"{value:.0f}"
        return plain(value, 3 if self.log and value < 0.1 else 2, sign=self.sign)


def indexed(text: str) -> str:
    """ "b_f" with a real index, for a label."""
    return _INDEX.sub(r"<sub>\1</sub>", text)


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

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._before: int | None = None
        self._hue, self._ground = QColor(), QColor()

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


def _wheel_if_chosen(widget: QWidget, turn: Callable[[QWheelEvent], None], event: QWheelEvent) -> None:
    """Scrolling the panel must not change what happens to pass under the pointer."""
    if widget.hasFocus():
        turn(event)
    else:
        event.ignore()


@shielded
@retranslated
class Knob(QWidget):
    """`moved(value)` while it changes, `settled()` when the hand lets go, `refused(sentence)` for a bad number."""

    moved = Signal(float)
    settled = Signal()
    refused = Signal(str)

    def __init__(self, label: str, bounds: Range, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # else a drag paints ten styled widgets below it
        self._ground = DARK.panel
        self._label = QLabel(label, self)
        self._field = Field(self)
        self._slider = Slide(self)
        self._bounds, self._value, self._remark, self._field_width = bounds, bounds.low, "", 0
        self._slider.setRange(0, TICKS)
        self._slider.setPageStep(TICKS // 20)
        self._field.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._field.setFrame(False)
        self._field.setProperty("knob", True)
        self._role = ""
        self.set_role(role)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._label)
        self._row.addWidget(self._field)
        self._row.addWidget(self._slider, 1)
        self.set_label(label)
        self._slider.valueChanged.connect(self._slid)
        self._slider.sliderReleased.connect(self.settled)
        self._slider.nudged.connect(self._nudged)
        self._field.editingFinished.connect(self._typed)
        self._field.cancelled.connect(self._show)

    @property
    def slider(self) -> QSlider:
        return self._slider

    @property
    def field(self) -> QLineEdit:
        return self._field

    @property
    def role(self) -> str:
        return self._role

    def set_role(self, role: str) -> None:
        """Slider and number take the hue of a cell role."""
        if role == self._role:
            return
        self._role = role
        for widget in (self._slider, self._field):
            widget.setProperty("role", role)
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    def set_theme(self, theme: Theme) -> None:
        self._ground = theme.panel
        self.update()
        self._slider.set_colors(theme.role(self._role or "plain"), theme.panel)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as p:
            p.fillRect(event.rect(), self._ground)

    def set_ground(self, ground: QColor) -> None:
        """What it stands on: a knob is opaque."""
        self._ground = ground
        self.update()

    def nudge(self, count: int) -> None:
        """Turn it by a key: to the next number there is, or by a hundredth of its range."""
        ahead = self._bounds.next(self._value, count)
        if ahead != self._value:
            self.moved.emit(ahead)

    def type_number(self) -> None:
        """Type a number instead."""
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._field.selectAll()

    def set_before(self, value: float | None) -> None:
        """Mark where the slider stood before the last edit; None: nowhere."""
        self._slider.mark(None if value is None else self._bounds.position(value))

    def set_label(self, label: str) -> None:
        self._name = label
        self._label.setText(indexed(label))
        self._slider.setAccessibleName(label)
        self._field.setAccessibleName(self.tr("{0}, typed").format(label))

    def retranslate(self) -> None:
        self.set_label(self._name)

    def set_bounds(self, bounds: Range) -> None:
        self._bounds = bounds

    def set_columns(self, label: int, field: int, gap: int) -> None:
        """Widths of the first two columns, so that the knobs of a panel line up."""
        self._row.setSpacing(gap)
        self._label.setFixedWidth(label)
        self._field_width = field
        self._show()

    def label_width(self) -> int:
        """What the words need; the label's own hint would never fall below the width it was given last."""
        self._label.ensurePolished()
        words = QTextDocument()
        words.setDocumentMargin(0)
        words.setDefaultFont(self._label.font())
        words.setHtml(self._label.text())
        return math.ceil(words.idealWidth()) + 4

    def set_value(self, value: float, remark: str = "") -> None:
        """Show a value without telling anybody; remark: said behind the number."""
        self._value, self._remark = value, remark
        with QSignalBlocker(self._slider):
            if not self._slider.isSliderDown():
                self._slider.setValue(self._bounds.position(value))
        self._show()

    def _show(self) -> None:
        if not self._field.hasFocus() or not self._field.isModified():
            self._write(f"{self._bounds.text(self._value)} {self._remark}".rstrip())
            self._field.setFixedWidth(max(self._field_width, self._text_width() if self._remark else 0))

    def _write(self, text: str) -> None:
        """The number, for the eye and for a screen reader, which knows a slider by its ticks."""
        self._field.setText(text)
        self._field.setModified(False)
        self._slider.setAccessibleDescription(text)

    def _text_width(self) -> int:
        return self._field.fontMetrics().horizontalAdvance(self._field.text()) + 8

    def _slid(self, position: int) -> None:
        self._value = self._bounds.value(position)
        self._write(self._bounds.text(self._value))
        self.moved.emit(self._value)
        if not self._slider.isSliderDown():
            self.settled.emit()

    def _nudged(self, count: int) -> None:
        self.nudge(count)
        self.settled.emit()

    def _typed(self) -> None:
        if not self._field.isModified():
            return
        text = self._field.text().strip().removesuffix(self._remark).strip()
        self._field.setModified(False)
        self._show()
        why = self._objection(text)
        if why:
            self.refused.emit(why)
            self._field.selectAll()
        else:
            value = read_number(text) or 0.0
            self.moved.emit(round(value) if self._bounds.whole else value)
            self.settled.emit()
            self._field.clearFocus()  # the keys are the story's again

    def _objection(self, text: str) -> str:
        """Why a typed number cannot be taken, or nothing."""
        value = read_number(text)
        if value is None:
            return self.tr("“{0}” is not a number.").format(text[:20])
        if not self._bounds.low <= value <= self._bounds.high:
            low, high = self._bounds.text(self._bounds.low), self._bounds.text(self._bounds.high)
            return self.tr("{0} lies outside {1} to {2}.").format(text[:20], low, high)
        return ""
