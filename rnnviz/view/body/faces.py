"""The right column: one of its faces is shown, and each is made when somebody first turns to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rnnviz.view.body import face_table
from rnnviz.view.widgets.panel import Panel
from rnnviz.view.widgets.panes import Pane


class FaceColumn(QWidget):
    """`now`: the key of the face that is shown; `panels`: those made so far, by key; `first`: what the table's first
    face stands for."""

    turned = Signal(str)

    def __init__(self, first: QWidget, make: Callable[[str, str], Panel], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first, self._make = first, make
        self.now = face_table.FACES[0].key
        self.panels: dict[str, Panel] = {}
        self._panes: dict[str, Pane] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(first)

    @property
    def panel(self) -> Panel | None:
        """The one panel that fills the column; None where several stand below each other."""
        return self.panels.get(self.now)

    def turn(self, key: str) -> bool:
        """Show a face of the table; False where there is none of that key."""
        face = next((face for face in face_table.FACES if face.key == key), None)
        if face is None:
            return False
        if face.make and key not in self.panels:
            self._build(key, face.make)
        for name, pane in self._panes.items():
            pane.setVisible(name == key)
        self._first.setVisible(not face.make)
        if key != self.now:
            self.now = key
            self.turned.emit(key)
        return True

    def turn_on(self, count: int = 1) -> None:
        """The next face; after the last the first."""
        keys = face_table.face_keys()
        self.turn(keys[(keys.index(self.now) + count) % len(keys)])

    def _build(self, key: str, make: str) -> None:
        pane = self._panes[key] = Pane(self)
        pane.hide()
        self._layout.addWidget(pane)
        panel = self.panels[key] = self._make(key, make)
        pane.hold(panel)  # type is measured with the window's own sheet
