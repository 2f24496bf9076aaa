"""The buttons of the bar that turn the right column to one of its faces."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from rnnviz.view.body import face_table
from rnnviz.view.look.language import set_name


class FaceButtons(QObject):
    """`buttons`, one for every face in the order of the table; `chosen(key)`."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self.buttons = tuple(self._button(number, parent) for number in range(len(face_table.FACES)))
        self.buttons[0].setChecked(True)
        self._group.idClicked.connect(self._clicked)
        self.say()

    def _button(self, number: int, parent: QWidget) -> QPushButton:
        button = QPushButton(parent)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._group.addButton(button, number)
        return button

    def say(self) -> None:
        """Their words in the language of now."""
        for face, button in zip(face_table.FACES, self.buttons, strict=True):
            button.setText(face.title)
            set_name(button, self.tr("Right column: {0} (C goes round)").format(face.title))

    def show_face(self, key: str) -> None:
        """Which one the right column shows."""
        for face, button in zip(face_table.FACES, self.buttons, strict=True):
            if face.key == key:
                button.setChecked(True)

    def _clicked(self, number: int) -> None:
        self.chosen.emit(face_table.FACES[number].key)
