"""A list to choose from whose present choice ends with an ellipsis where it has no room, instead of within a letter."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox

PADDING = 6
"""Pixels that the style keeps free at both ends of the text."""


class Picker(QComboBox):
    """A combo box that shortens what it shows, not what it says."""

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        shown, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(shown, option, part, self).width() - PADDING
        text = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)
        option.currentText = text
