"""The buttons of the bar that turn the right column to one of its faces."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from rnnviz.view.body.face_table import FACES
from rnnviz.view.look.language import retranslated, set_name


@retranslated
class FaceButtons(QWidget):
    """One button for every face; `chosen(key)`."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for number, _ in enumerate(FACES):
            button = QPushButton(self)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(button, number)
            self._row.addWidget(button)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self._clicked)
        self.retranslate()

    def retranslate(self) -> None:
        for number, face in enumerate(FACES):
            button = self._group.button(number)
            button.setText(face.title)
            set_name(button, self.tr("Right column: {0} (C goes round)").format(face.title))

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """In the order of the table."""
        return tuple(b for b in self._group.buttons() if isinstance(b, QPushButton))

    def set_gap(self, px: int) -> None:
        """Between two buttons."""
        self._row.setSpacing(px)

    def show_face(self, key: str) -> None:
        """Which one the right column shows."""
        for number, face in enumerate(FACES):
            if face.key == key:
                self._group.button(number).setChecked(True)

    def _clicked(self, number: int) -> None:
        self.chosen.emit(FACES[number].key)
