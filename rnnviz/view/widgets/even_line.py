"""Keeps the text of a line edit where it belongs, whatever fonts its characters come from.

A character that only a font for mathematics has makes the line three times as high, and Qt moves the line up by twice
what it reaches higher above the letters: these then stand above the field, which looks empty.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFont, QTextLayout
from PySide6.QtWidgets import QLineEdit

from rnnviz.view.look.shield import shielded

CHANGES = {QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.Polish, QEvent.Type.Show}
MANY = 400
"""Different characters of a text that are looked at; those of a keyboard come from the field's own font."""


@shielded
class EvenLine(QObject):
    """Belongs to one line edit, and moves its line down again by what other fonts reach higher."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self._field = field
        field.textChanged.connect(self._even)
        field.installEventFilter(self)

    def _even(self) -> None:
        field, foreign = self._field, "".join(sorted({c for c in self._field.text() if not c.isascii()})[:MANY])
        rise = ascent_of("x" + foreign, field.font()) - ascent_of("x", field.font()) if foreign else 0.0
        below = -2 * math.ceil(rise)  # the line is centred in what the margins leave, so half of them moves it
        if field.textMargins().bottom() != below:
            self._set_below(0)
            field.setMinimumHeight(field.sizeHint().height() if below else 0)  # the margin would make it lower
            self._set_below(below)

    def _set_below(self, below: int) -> None:
        margins = self._field.textMargins()
        margins.setBottom(below)
        self._field.setTextMargins(margins)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in CHANGES:
            self._even()
        return False


def ascent_of(text: str, font: QFont) -> float:
    """How far the highest font among a text's characters reaches above the baseline."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return line.ascent()
