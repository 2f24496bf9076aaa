"""Squares of a triangle without a mouse: arrows point at another one, Enter goes there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from rnnviz.view.look.shield import shielded

Square = tuple[int, int]
"""Row and column."""
MOVES = {
    Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1),
}  # fmt: skip
ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
OWN = frozenset({*MOVES, *ENTER})
"""Keys that its widget keeps from the story while it has the keyboard."""


@shielded
class SquareKeys(QObject):
    """`entered` when Tab comes, `pointed(row, column)` at another square, `chosen` by Enter, `left`."""

    entered = Signal()
    pointed = Signal(int, int)
    chosen = Signal()
    left = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count, self.square = 1, (0, 0)
        widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        widget.installEventFilter(self)

    def start(self, count: int, square: Square) -> None:
        """So many rows there are; point at one of their squares."""
        self.count, self.square = count, square
        self.pointed.emit(*square)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
        elif event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in OWN:
            self._press(Qt.Key(event.key()))
            return True
        return False

    def _press(self, key: Qt.Key) -> None:
        if key in ENTER:
            self.chosen.emit()
            return
        down, right = MOVES[key]
        row = min(max(self.square[0] + down, 0), self.count - 1)
        self.start(self.count, (row, min(max(self.square[1] + right, 0), row)))
