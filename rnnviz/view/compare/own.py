"""What is a compared cell's own: its keep bias, what is held, and what was made each cell's own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rnnviz.model.document.simulation import Simulation
from rnnviz.model.setup.bounds import KEEP_BIAS
from rnnviz.model.setup.keep_bias import bias_in_force, with_keep_bias
from rnnviz.view.compare.comparison import Comparison
from rnnviz.view.compare.row_paint import EQUAL, LARGE
from rnnviz.view.compare.values import own_text
from rnnviz.view.experiment.hold_menu import HoldMenu
from rnnviz.view.experiment.hold_row import HoldRow
from rnnviz.view.experiment.knob import Knob
from rnnviz.view.experiment.knob_range import Range
from rnnviz.view.look.compared import hue
from rnnviz.view.look.shield import shielded
from rnnviz.view.widgets.panel import Panel


@shielded
class Own(Panel):
    """Keep bias and holds of one cell; the values of what is not shared, named in the cell's hue."""

    key = "compared_own"

    def __init__(self, simulation: Simulation, comparison: Comparison, parent: QWidget) -> None:
        super().__init__(simulation, parent)
        self._comparison, self._mode, self._colored = comparison, "", ""
        self._fitted: object = None
        self._word, self._others = QLabel(self), QLabel(self)
        self._others.setTextFormat(Qt.TextFormat.PlainText)
        self.knob = Knob(self.tr("keep bias"), Range(*KEEP_BIAS, sign=True), parent=self)
        self.knob.moved.connect(self._turned)
        self.knob.settled.connect(simulation.settle)
        self.knob.slider.sliderPressed.connect(self._pressed)
        self.knob.slider.sliderReleased.connect(self._released)
        self.holds = HoldRow(self)
        self.holds.asked.connect(self._hold)
        self._line = QHBoxLayout()
        for widget in (self._word, self.knob, self._others):
            self._line.addWidget(widget, 1 if widget is self.knob else 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(self._line)
        column.addWidget(self.holds)
        comparison.changed.connect(self.renew)
        self.retranslate()

    @property
    def title(self) -> str:
        return self.tr("What is this cell's own")

    def retranslate(self) -> None:
        self._word.setText(self.tr("Own"))
        self.knob.set_label(self.tr("keep bias"))
        self._fitted = None
        super().retranslate()
        self.renew()

    def restyle(self) -> None:
        self._color_word()
        self.knob.set_theme(self.theme)
        wide = self.knob.label_width()
        self.knob.set_columns(wide, round(self.scale.body * 3.9), max(4, self.scale.px(8)))
        self._line.setSpacing(max(6, self.scale.px(10)))
        self.holds.row.set_gap(max(3, self.scale.px(5)))

    def _color_word(self) -> None:
        """A style sheet is dear, and a drag comes here with every run."""
        color = hue(self.theme, self.simulation.mark).name()
        if color != self._colored:
            self._colored = color
            self._word.setStyleSheet(f"color: {color}; font-weight: 600;")

    def set_mode(self, mode: str) -> None:
        """Holds have room in a card only."""
        self._mode = mode
        self.holds.setVisible(mode == EQUAL)
        self._word.setVisible(self.height() > 0)
        self.renew()

    def renew(self) -> None:
        """What is so now."""
        simulation = self.simulation
        layer = simulation.seat[0]
        keep = simulation.choice.cell.keep
        self.knob.setVisible(keep is not None and self.height() > 0)
        others = own_text(self._comparison, simulation)
        if keep is None:
            others = ", ".join(filter(None, (self.tr("no keep bias"), others)))
        else:
            found = bias_in_force(simulation.setup, layer)
            remark = "" if not found.typed else self.tr("typed") if found.even else self.tr("mean, typed")
            self.knob.set_role(simulation.choice.cell.by_name[keep.line].role)
            self.knob.set_value(found.value, remark if self._mode in (EQUAL, LARGE) else "")
            self.knob.set_theme(self.theme)
        self._others.setText(others)
        self._others.setVisible(bool(others))
        if self._mode == EQUAL:
            self._show_holds()
        self._color_word()

    def _show_holds(self) -> None:
        """In as many words as there is room for; fitting is dear, and a drag comes here with every run."""
        cell, holds = self.simulation.choice.cell, self.simulation.holds
        known = self.width(), self.scale, cell, holds
        if known != self._fitted:
            self._fitted = known
            self.holds.show_holds(cell, holds, False)
            self.holds.fit(self.width())

    def _turned(self, value: float) -> None:
        merge = f"own bias {id(self.simulation)}"
        self.simulation.edit(with_keep_bias(self.simulation.setup, value), merge)

    def _pressed(self) -> None:
        self.dragged.emit(True)

    def _released(self) -> None:
        self.dragged.emit(False)

    def _hold(self, line: str) -> None:
        chip = self.holds.chips[line]
        menu = HoldMenu(self.simulation, line, None, None, self)
        menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))
        self._fitted = None  # the chip was checked by the click
        self._show_holds()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as p:
            p.fillRect(self.rect(), self.theme.panel)
