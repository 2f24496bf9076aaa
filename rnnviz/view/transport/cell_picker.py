"""The list of cells in the bar: the shipped ones, and below a line those that were typed or came with a file."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from rnnviz.engine import CELLS, Cell
from rnnviz.model.setup.cell_order import cell_keys
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.view.look.language import about, cell_name
from rnnviz.view.widgets.picker import Picker
from rnnviz.view.widgets.tips import plain_tip

NAME_LENGTH = 15
TEXT = Qt.ItemDataRole.UserRole + 1
"""Where the picker keeps the text of a cell of one's own."""


class CellPicker(Picker):
    """`picked(key, text)`; text is that of a cell of one's own."""

    picked = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._about: Cell | None = None
        for key in cell_keys():
            self.addItem(cell_name(key), key)
        # the bar has room for a short name; the list is as wide as its longest one
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(NAME_LENGTH)
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + 24)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # once its list is closed, the keys are the story's
        self.activated.connect(self._pick)

    def say(self) -> None:
        """Every name in the language of now."""
        self._about = None
        for index, key in enumerate(cell_keys()):
            self.setItemText(index, cell_name(key))
        self.setAccessibleName(self.tr("Cell"))

    def show_choice(self, choice: LayerChoice) -> None:
        """The cell on the stage."""
        index = self._own_index(choice) if choice.cell_text else self.findData(choice.cell_key)
        if index != self.currentIndex():
            self.setCurrentIndex(index)
        if self._about is not choice.cell:
            self._about = choice.cell
            self.setToolTip(plain_tip(about(choice.cell)))

    def _own_index(self, choice: LayerChoice) -> int:
        """The entry of a cell of one's own; a new version takes the place of the one of its name."""
        first = len(CELLS) + 1
        if self.count() < first:
            self.insertSeparator(first - 1)
        known = range(first, self.count())
        named = next((i for i in known if self.itemText(i) == choice.cell.name), None)
        index = next((i for i in known if self.itemData(i, TEXT) == choice.cell_text), named)
        if index is None:
            self.addItem(choice.cell.name, choice.cell_key)
            index = self.count() - 1
            width = self.view().sizeHintForColumn(0) + 24
            self.view().setMinimumWidth(max(width, self.view().minimumWidth()))
        self.setItemData(index, choice.cell_text, TEXT)
        return index

    def _pick(self, index: int) -> None:
        key, text = self.itemData(index), self.itemData(index, TEXT)
        if key or text:
            self.picked.emit(key, text or "")
        self.clearFocus()
