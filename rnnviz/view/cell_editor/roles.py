"""Colours by role: chips of which one is that of the line under the cursor; a click gives it another."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from rnnviz.engine.language.celltables import ROLES
from rnnviz.view.look.language import retranslated
from rnnviz.view.look.sharp import sharp_icon
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import DARK, Scale, Theme
from rnnviz.view.widgets.exclusive import exclusive_button

translate = QCoreApplication.translate
COLUMNS = (9, 5, 3)


def role_name(role: str) -> str:
    """What a role is called."""
    names = {
        "forget": translate("Roles", "forget"),
        "reset": translate("Roles", "reset"),
        "input": translate("Roles", "input"),
        "candidate": translate("Roles", "candidate"),
        "output": translate("Roles", "output"),
        "update": translate("Roles", "update"),
        "cell": translate("Roles", "memory"),
        "hidden": translate("Roles", "hidden"),
        "plain": translate("Roles", "plain"),
    }
    return names[role]


@shielded
@retranslated
class RoleChips(QWidget):
    """`chosen(role)` when another colour is wanted; `chips` by role."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._scale = DARK, Scale()
        self._title, self._whose = QLabel(self), QLabel(self)
        self._title.setProperty("kind", "title")
        self._whose.setProperty("kind", "dim")
        self._whose.setTextFormat(Qt.TextFormat.PlainText)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._whose)
        self._group = QButtonGroup(self)
        self.chips = {role: self._chip(role) for role in ROLES}
        self._grid = QGridLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addLayout(self._grid)
        self._columns, self._line = 0, ""
        self.retranslate()
        # the grid would insist on the columns it has
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def retranslate(self) -> None:
        self._title.setText(self.tr("Colours by role"))
        for role, chip in self.chips.items():
            chip.setText(role_name(role))
            chip.setAccessibleName(self.tr("Colour of the line: {0}").format(role_name(role)))
        self._name_line()

    def _name_line(self) -> None:
        line = self._line
        self._whose.setText(self.tr("of the line {0}").format(line) if line else "")
        for chip in self.chips.values():
            chip.setToolTip(self.tr("Give {0} this colour").format(line) if line else "")

    def set_look(self, theme: Theme, scale: Scale) -> None:
        self._theme, self._scale = theme, scale
        self._grid.setHorizontalSpacing(max(4, scale.px(8)))
        self._grid.setVerticalSpacing(max(4, scale.px(6)))
        px = round(scale.body * 0.75)
        for role, chip in self.chips.items():
            chip.setIcon(_dot(theme, role, px))
            chip.setIconSize(QSize(round(1.35 * px), px))
        self._lay_out()

    def mark(self, line: str, role: str) -> None:
        """Whose colour is shown; no line has no colour."""
        self._group.setExclusive(bool(line))
        for name, chip in self.chips.items():
            chip.setChecked(bool(line) and name == role)
            chip.setEnabled(bool(line))
        self._line = line
        self._name_line()

    def _chip(self, role: str) -> QPushButton:
        return exclusive_button(self, self._group, self._clicked, chip=True, role=role)

    def _clicked(self) -> None:
        self.chosen.emit(str(self.sender().property("role")))

    def _lay_out(self) -> None:
        """One row where there is room, else two or three."""
        columns = next((n for n in COLUMNS if self._width_of(n) <= self.width()), COLUMNS[-1])
        if columns == self._columns:
            return
        self._columns = columns
        for chip in self.chips.values():
            self._grid.removeWidget(chip)
        for number, chip in enumerate(self.chips.values()):
            self._grid.addWidget(chip, number // columns, number % columns)
        self.updateGeometry()

    def _width_of(self, columns: int) -> int:
        widths = [chip.sizeHint().width() for chip in self.chips.values()]
        taken = sum(max(widths[column::columns]) for column in range(columns))
        return taken + (columns - 1) * self._grid.horizontalSpacing()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()


def _dot(theme: Theme, role: str, px: int) -> QIcon:
    def paint(p: QPainter) -> None:
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(theme.role(role))
        p.drawEllipse(QRectF(0.5, 0.5, px - 1, px - 1))

    return sharp_icon(round(1.35 * px), px, paint)
