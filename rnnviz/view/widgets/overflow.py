"""The button at the end of a bar behind which stands what the bar has no room for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QMenu, QPushButton, QWidget

from rnnviz.view.look.language import retranslated, set_name


@retranslated
class Overflow(QPushButton):
    """Shown while one of its buttons is not; a press lists those by what they are called, and presses them."""

    def __init__(self, buttons: Sequence[QAbstractButton], parent: QWidget) -> None:
        super().__init__("…", parent)
        self._buttons = tuple(buttons)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._list)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        set_name(self, self.tr("More of this bar"))

    def follow(self) -> None:
        """To be called after the bar has shown and hidden its buttons."""
        self.setVisible(bool(self._hidden()))

    def _hidden(self) -> list[QAbstractButton]:
        """Those that have no room; what cannot be pressed here is not missed."""
        return [button for button in self._buttons if button.isHidden() and button.isEnabled()]

    def _list(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in self._hidden():
            menu.addAction(button.accessibleName().replace("&", "&&")).triggered.connect(partial(_press, button))
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))


def _press(button: QAbstractButton, checked: bool = False) -> None:
    button.click()
