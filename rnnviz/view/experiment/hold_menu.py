"""The small menu that holds a line: auto, 0, 1, any value; always or in chosen steps."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QWidget, QWidgetAction

from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.numbers import read_number
from rnnviz.model.setup.choices import Hold
from rnnviz.view.look.language import line_name, retranslated
from rnnviz.view.widgets.even_line import EvenLine

LIMIT = 1000.0


@retranslated
class HoldMenu(QMenu):
    """first, last: 0-based steps, both included; None: always. It closes when the language changes."""

    def __init__(
        self, simulation: Simulation, line: str, first: int | None, last: int | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._simulation, self._line, self._first, self._last = simulation, line, first, last
        name = line_name(simulation.cell, line)
        where = self.tr("in every step")
        if first is not None and last is not None:
            where = self.tr("in steps {0} to {1}").format(first + 1, last + 1)
        self.setTitle(self.tr("Hold {0} {1}").format(name, where))
        self.setAccessibleName(self.title())
        heading = self.addAction(self.title())
        heading.setEnabled(False)
        self.addSeparator()
        self.addAction(self.tr("auto: let it be computed")).triggered.connect(self._release)
        self.addAction(self.tr("hold at 0")).triggered.connect(self._hold_zero)
        self.addAction(self.tr("hold at 1")).triggered.connect(self._hold_one)
        self._add_field()

    def retranslate(self) -> None:
        self.close()

    def _add_field(self) -> None:
        box = QWidget(self)
        row = QHBoxLayout(box)
        row.setContentsMargins(24, 2, 8, 2)
        row.addWidget(QLabel(self.tr("hold at"), box))
        self.field = QLineEdit(box)
        self._even = EvenLine(self.field)
        self.field.setPlaceholderText("0.5")
        self.field.setAccessibleName(self.tr("Value to hold at"))
        self.field.returnPressed.connect(self._typed)
        row.addWidget(self.field)
        self.error = QLabel(box)
        self.error.setProperty("kind", "error")
        self.error.hide()
        row.addWidget(self.error)
        action = QWidgetAction(self)
        action.setDefaultWidget(box)
        self.addAction(action)

    def _hold(self, value: float) -> None:
        setup = self._simulation.setup
        fits = self._last is None or self._last < setup.steps
        # the menu may have stood while the experiment changed
        if fits and self._line in self._simulation.choice.cell.by_name:
            hold = Hold(self._line, value, self._first, self._last, *self._simulation.seat)
            self._simulation.edit(setup.with_hold(hold))

    def _hold_zero(self) -> None:
        self._hold(0.0)

    def _hold_one(self) -> None:
        self._hold(1.0)

    def _release(self) -> None:
        simulation = self._simulation
        simulation.edit(simulation.setup.without_hold(self._line, self._first, self._last, *simulation.seat))

    def _typed(self) -> None:
        value = read_number(self.field.text())
        if value is None or abs(value) > LIMIT:
            self.error.setText(self.tr("a number from −1000 to 1000"))
            self.error.show()
            return
        self._hold(value)
        self.close()
