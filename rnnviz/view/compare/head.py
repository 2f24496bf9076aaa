"""What stands in the bar while cells are compared: the list of what is worth comparing, and one cell more."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from rnnviz.model.compare.presets import PRESETS
from rnnviz.model.compare.sharing import MOST
from rnnviz.model.setup.cell_order import cell_keys
from rnnviz.view.compare.comparison import Comparison
from rnnviz.view.compare.names import names_of
from rnnviz.view.look.language import cell_name, retranslated, set_name
from rnnviz.view.widgets.picker import Picker

translate = QCoreApplication.translate
NAME_LENGTH = 15


@retranslated
class CompareHead(QWidget):
    """`preset(key)`; `added(key)` a shipped cell; `copied(row)` a copy of one that is compared."""

    preset = Signal(str)
    added = Signal(str)
    copied = Signal(int)

    def __init__(self, comparison: Comparison, parent: QWidget) -> None:
        super().__init__(parent)
        self._comparison = comparison
        self.presets = Picker(self)
        self.presets.setSizeAdjustPolicy(Picker.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.presets.setMinimumContentsLength(NAME_LENGTH)
        self.presets.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for preset in PRESETS:
            self.presets.addItem("", preset.key)
        self.presets.activated.connect(self._chosen)
        self.more = QPushButton(self)
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more.clicked.connect(self.ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.presets)
        row.addWidget(self.more)
        self.retranslate()

    def retranslate(self) -> None:
        self.presets.setAccessibleName(self.tr("What is compared"))
        self.presets.setPlaceholderText(self.tr("your own"))
        for index, preset in enumerate(PRESETS):
            self.presets.setItemText(index, translate("Compare", preset.title))
        self.presets.view().setMinimumWidth(self.presets.view().sizeHintForColumn(0) + 24)
        self.more.setText(self.tr("+ Add"))
        self.follow()

    def follow(self) -> None:
        """Which preset it is, if it is one; whether there is room for another cell."""
        setups = tuple(self._comparison.setups)
        found = next((n for n, preset in enumerate(PRESETS) if preset.made(setups[0]) == setups), -1)
        if found != self.presets.currentIndex():
            self.presets.setCurrentIndex(found)
        room = len(setups) < MOST
        self.more.setEnabled(room)
        set_name(self.more, self.tr("Add a cell (A)") if room else self.tr("four at most"))

    def ask(self) -> None:
        """Which cell to add."""
        if not self.more.isEnabled():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for row, name in enumerate(names_of(self._comparison.cells)):
            action = menu.addAction(self.tr("A copy of {0}").format(name))
            action.setData(row)
            action.triggered.connect(self._copied)
        menu.addSeparator()
        for key in cell_keys():
            action = menu.addAction(cell_name(key))
            action.setData(key)
            action.triggered.connect(self._added)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _chosen(self, index: int) -> None:
        self.preset.emit(str(self.presets.itemData(index)))
        self.presets.clearFocus()

    def _added(self) -> None:
        sender: Any = self.sender()
        self.added.emit(str(sender.data()))

    def _copied(self) -> None:
        sender: Any = self.sender()
        self.copied.emit(int(sender.data()))
