"""A row of small buttons with words of which one is on."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from rnnviz.view.look.style import Scale
from rnnviz.view.widgets.exclusive import exclusive_button
from rnnviz.view.widgets.paper import BOLD, text_width

GAP = 6


class TextChips(QWidget):
    """`chosen(key)`; `buttons` by key. They stand as close as their words allow."""

    chosen = Signal(str)

    def __init__(self, keys: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self.buttons = {key: self._button(key) for key in keys}

    def _button(self, key: str) -> QPushButton:
        return exclusive_button(self, self._group, self._clicked, chip=True, small=True, key=key)

    def _clicked(self) -> None:
        self.chosen.emit(str(self.sender().property("key")))

    def show_words(self, words: Mapping[str, str], now: str, scale: Scale) -> None:
        """Their words, which is on, and how large they are."""
        x, height = 0, round(scale.body * 1.7)
        for key, button in self.buttons.items():
            button.setText(words[key])
            button.setChecked(key == now)
            width = round(text_width(words[key], scale.body, BOLD) + 1.6 * scale.body)
            button.setGeometry(x, 0, width, height)
            x += width + GAP
        self.resize(x - GAP, height)
