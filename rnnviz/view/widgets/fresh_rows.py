"""Rows that a layout has moved are painted anew."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtWidgets import QWidget

from rnnviz.view.look.shield import shielded


@shielded
class FreshRows(QObject):
    """Qt moves the pixels of an opaque row with it; what it was about to paint at the old place is lost."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__(inside)
        self._inside = inside
        self._stood: list[QRect] = []
        inside.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            only = Qt.FindChildOption.FindDirectChildrenOnly
            stand = [row.geometry() for row in self._inside.findChildren(QWidget, options=only) if row.isVisible()]
            if stand != self._stood:
                self._stood = stand
                self._inside.update()
        return False
