"""The names of the places, in the right corner of the menu bar."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenuBar, QPushButton, QWidget

from rnnviz.view.body import place_table
from rnnviz.view.look.language import retranslated
from rnnviz.view.widgets.exclusive import exclusive_button


@retranslated
class PlaceCorner(QWidget):
    """`chosen(key)` when a name is clicked."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 12, 0)
        self._row.setSpacing(8)
        self._group = QButtonGroup(self)
        self.buttons = {place.key: self._button(place.key) for place in place_table.PLACES}
        self.retranslate()

    def _button(self, key: str) -> QPushButton:
        button = exclusive_button(self, self._group, self._clicked, place=True, key=key)
        self._row.addWidget(button)
        return button

    def retranslate(self) -> None:
        for place in place_table.PLACES:
            button = self.buttons[place.key]
            button.setText(place.title)
            button.setAccessibleName(self.tr("Go to: {0} ({1})").format(place.title, place.keys[0]))
            button.setToolTip(button.accessibleName())
        self._take_room()

    def _take_room(self) -> None:
        """The menu bar gives its corner other room only when it is resized itself."""
        bar = self.parentWidget()
        if isinstance(bar, QMenuBar):
            self._row.invalidate()
            QCoreApplication.sendEvent(bar, QResizeEvent(bar.size(), bar.size()))

    def show_place(self, key: str) -> None:
        """Which one is shown."""
        self.buttons[key].setChecked(True)

    def _clicked(self) -> None:
        self.chosen.emit(str(self.sender().property("key")))
