"""The editor's head: what it is, the cell's name, and what to start from."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from rnnviz.model.setup.cell_order import cell_keys
from rnnviz.view.look.language import cell_name, retranslated
from rnnviz.view.look.style import Scale, Theme
from rnnviz.view.widgets.even_line import EvenLine

LONGEST = 60
SHORT = 6
"""Characters of a cell's name that the picker has room for."""


@retranslated
class Header(QWidget):
    """`named(text)` while a name is typed, `started(key)` when another beginning is picked ("": nothing).

    fresh: whether it is a new cell; resumed: whether the draft is one that was left.
    """

    named = Signal(str)
    started = Signal(str)

    def __init__(self, fresh: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fresh, self._resumed = fresh, False
        self.title = QLabel(self)
        self.title.setProperty("kind", "big")
        self.remark = QLabel(self)
        self.remark.setProperty("kind", "dim")
        self.name = QLineEdit(self)
        self.name.setMaxLength(LONGEST)
        self.name.textEdited.connect(self.named)
        self._even = EvenLine(self.name)
        self.start = self._picker()
        first, self._second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.title)
        first.addStretch(1)
        first.addWidget(self.remark)
        self._captions = QLabel(self), QLabel(self)
        for label, field, share in zip(self._captions, (self.name, self.start), (3, 2), strict=True):
            label.setProperty("kind", "dim")
            label.setBuddy(field)
            self._second.addWidget(label)
            self._second.addWidget(field, share)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(first)
        self._column.addLayout(self._second)
        self.retranslate()

    def retranslate(self) -> None:
        self.title.setText(self.tr("New cell") if self._fresh else self.tr("Edit this cell"))
        self._say_remark()
        self.name.setAccessibleName(self.tr("Name of the cell"))
        self.name.setPlaceholderText(self.tr("a name for the cell"))
        for label, text in zip(self._captions, (self.tr("Name"), self.tr("Start from")), strict=True):
            label.setText(text)
        self.start.setItemText(0, self.tr("nothing"))
        for index, key in enumerate(cell_keys(), 1):
            self.start.setItemText(index, cell_name(key))
        self.start.setPlaceholderText(self.tr("another cell…"))
        self.start.setAccessibleName(self.tr("Start from"))
        self.start.setToolTip(self.tr("Put the equations of this cell into the text; undo brings back what was there"))

    def show_resumed(self) -> None:
        """The draft is one that was left."""
        self._resumed = True
        self._say_remark()

    def _say_remark(self) -> None:
        left = self.tr("the draft you left; undo leads to its beginning")
        self.remark.setText(left if self._resumed else self.tr("one line = one drawn node = one step"))

    def set_look(self, theme: Theme, scale: Scale) -> None:
        self._column.setSpacing(max(4, scale.px(8)))
        self._second.setSpacing(max(6, scale.px(12)))

    def show_name(self, name: str) -> None:
        if name != " ".join(self.name.text().split()):
            self.name.setText(name)

    def show_problem(self, missing: bool) -> None:
        """A frame in the colour of errors where the name is missing."""
        if bool(self.name.property("bad")) != missing:
            self.name.setProperty("bad", missing)
            self.name.style().unpolish(self.name)
            self.name.style().polish(self.name)

    def title_label(self, text: str, parent: QWidget) -> QLabel:
        """A heading like this one's, for a panel."""
        label = QLabel(text, parent)
        label.setProperty("kind", "title")
        return label

    def _picker(self) -> QComboBox:
        box = QComboBox(self)
        box.addItem("", "")
        for key in cell_keys():
            box.addItem(cell_name(key), key)
        box.setCurrentIndex(-1)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(SHORT)
        box.view().setMinimumWidth(box.view().sizeHintForColumn(0) + 24)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.activated.connect(self._picked)
        return box

    def show_start(self, key: str) -> None:
        """What the draft was begun from; nothing known: no choice is marked."""
        self.start.setCurrentIndex(self.start.findData(key) if key else -1)

    def _picked(self, index: int) -> None:
        self.started.emit(str(self.start.itemData(index)))
