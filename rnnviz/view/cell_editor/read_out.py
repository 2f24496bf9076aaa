"""Which line leaves the cell: what the read-out and the layer above get to see."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from rnnviz.view.look.language import retranslated

SHORT = 3
"""Characters of a line's name that the picker always has room for."""


@retranslated
class ReadOut(QWidget):
    """`chosen(line)` when another line is picked."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        caption, self.lines = QLabel(self), QComboBox(self)
        self._caption = caption
        caption.setProperty("kind", "dim")
        caption.setBuddy(self.lines)
        self.lines.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.lines.setMinimumContentsLength(SHORT)
        self.lines.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lines.activated.connect(self._picked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(caption)
        row.addWidget(self.lines)
        self.retranslate()

    def retranslate(self) -> None:
        self._caption.setText(self.tr("Read-out"))
        self.lines.setAccessibleName(self.tr("Line that is read out"))
        self.lines.setToolTip(
            self.tr("The line that the read-out and the layer above get to see; while none is picked h, else the last")
        )

    def show_lines(self, lines: Sequence[str], output: str) -> None:
        """The lines of the cell as it is understood, and the one that is read out."""
        if [self.lines.itemText(i) for i in range(self.lines.count())] != list(lines):
            self.lines.clear()
            self.lines.addItems(list(lines))
            self.lines.view().setMinimumWidth(self.lines.view().sizeHintForColumn(0) + 24)
        self.lines.setCurrentIndex(self.lines.findText(output))
        self.lines.setEnabled(len(lines) > 1)

    def _picked(self, index: int) -> None:
        self.chosen.emit(self.lines.itemText(index))
