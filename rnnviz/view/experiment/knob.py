"""Knob: a named number with a slider and a field to type it."""

from __future__ import annotations

import math
import re

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSlider, QWidget

from rnnviz.model.figures.numbers import read_number
from rnnviz.view.experiment.controls import Field, Slide
from rnnviz.view.experiment.knob_range import TICKS, Range
from rnnviz.view.look.language import retranslated
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import DARK, Theme

_INDEX = re.compile(r"_(\w+)")


def indexed(text: str) -> str:
    """ "b_f" with a real index, for a label."""
    return _INDEX.sub(r"<sub>\1</sub>", text)


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
        self._slider.asked.connect(self._asked)
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
        self._slider.say(text, self._value, self._bounds.low, self._bounds.high)

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

    def _asked(self, value: float) -> None:
        held = min(max(value, self._bounds.low), self._bounds.high)
        self.moved.emit(float(round(held)) if self._bounds.whole else held)
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
