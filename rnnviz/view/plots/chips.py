"""A row of small chips of which one is on; a single chip with a menu where the row does not fit."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from rnnviz.view.look import typeset
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import DARK, Scale, Theme
from rnnviz.view.look.typeset import Row

MORE = " ▾"


@shielded
class Chip(QPushButton):
    """A button whose label is mathematics: "U_f" is a U with an index."""

    def __init__(self, row: Row, theme: Theme, px: int, pad: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.row, self.theme, self.px = row, theme, px
        self.setFixedSize(round(max(px, typeset.width(row, px))) + 2 * pad + 2, px * 3 // 2 + 2)

    def set_theme(self, theme: Theme) -> None:
        """Its ink; the rest is the style sheet's."""
        self.theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        with QPainter(self) as p:
            self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, p, self)
            ink = self.theme.text if self.isChecked() or self.underMouse() else self.theme.dim
            middle = self.width() / 2
            baseline = self.height() / 2 + 0.3 * self.px
            typeset.draw(p, middle, baseline, self.row, self.px, Qt.AlignmentFlag.AlignHCenter, ink)


class Choice(QWidget):
    """Names to choose from; hidden when there is nothing to choose."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.names: tuple[str, ...] = ()
        self.current = ""
        self.folded = False
        self.buttons: list[Chip] = []
        self._rows: Mapping[str, Row] = {}
        self.theme, self.scale, self.room = DARK, Scale(), 10_000
        self.group = QButtonGroup(self)
        self.group.buttonClicked.connect(self._clicked)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)

    def set_rows(self, rows: Mapping[str, Row]) -> None:
        """How to set the names that are no symbol of the cell."""
        if rows != self._rows:
            self._rows = rows
            self._rebuild()
            self._mark()

    def set_names(self, names: tuple[str, ...], current: str) -> None:
        """Offer these names; one of them is on."""
        changed = names != self.names or (self.folded and current != self.current)
        self.names, self.current = names, current
        if changed:
            self._rebuild()
        self._mark()
        self.setVisible(len(names) > 1)

    def set_style(self, theme: Theme, scale: Scale) -> None:
        """Colours and sizes; smaller than the chips of the panels."""
        same, self.theme, self.scale = scale == self.scale, theme, scale
        if same:
            for button in self.buttons:
                button.set_theme(theme)
            return
        self._rebuild()
        self._mark()

    def set_room(self, room: int, fold: bool = False) -> None:
        """So many pixels are there for the row; or fold it whatever its length."""
        self.room = 0 if fold else room
        if self.folded != self._too_wide() or self._pads() != self._used_pads:
            self._rebuild()
            self._mark()

    def _label(self, name: str) -> Row:
        return self._rows.get(name) or typeset.symbol(name)

    def _px(self) -> int:
        """The mathematical face is small for its size."""
        return round(self.scale.axis * 1.08)

    def _width(self, pad: int) -> float:
        px = self._px()
        return sum(max(px, typeset.width(self._label(n), px)) + 2 * pad + 2 + self.row.spacing() for n in self.names)

    def _pads(self) -> int:
        """Room left and right of a name: comfortable if it fits, else tight."""
        px = self.scale.axis
        return px // 2 if self._width(px // 2) <= self.room else px // 5

    def _too_wide(self) -> bool:
        return self._width(self.scale.axis // 5) > self.room

    def _rebuild(self) -> None:
        for button in self.buttons:
            self.group.removeButton(button)
            self.row.removeWidget(button)
            button.hide()
            button.deleteLater()
        px = self.scale.axis
        self.row.setSpacing(max(2, px // 5))
        self.folded, self._used_pads = self._too_wide(), self._pads()
        self.buttons = [self._button(n) for n in ((self.current,) if self.folded else self.names)]
        self.adjustSize()

    def _button(self, name: str) -> Chip:
        row = (*self._label(name), *(typeset.text(MORE) if self.folded else ()))
        button = Chip(row, self.theme, self._px(), self._used_pads, self)
        button.setProperty("small", True)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.group.addButton(button)
        button.setAccessibleName(typeset.plain(self._label(name)))
        self.row.addWidget(button)
        button.show()
        return button

    def _mark(self) -> None:
        if self.folded:
            self.buttons[0].setChecked(True)
            return
        for name, button in zip(self.names, self.buttons, strict=True):
            button.setChecked(name == self.current)

    def _clicked(self, button: Chip) -> None:
        if not self.folded:
            self.chosen.emit(self.names[self.buttons.index(button)])
            return
        button.setChecked(True)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.triggered.connect(self._picked)
        for name in self.names:
            menu.addAction(typeset.plain(self._label(name))).setData(name)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _picked(self, action: QAction) -> None:
        self.chosen.emit(str(action.data()))
