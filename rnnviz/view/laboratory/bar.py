"""What stands above a page of the laboratory: the names of all pages, two knobs of the cell, and export."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.view.experiment.knob_list import KnobList
from rnnviz.view.laboratory import page_table
from rnnviz.view.laboratory.export import Export
from rnnviz.view.laboratory.page import Page
from rnnviz.view.laboratory.page_table import LabPage
from rnnviz.view.look.shield import shielded
from rnnviz.view.widgets.exclusive import exclusive_button
from rnnviz.view.widgets.panel import Panel
from rnnviz.view.widgets.paper import BOLD, text_width
from rnnviz.view.work.throttle import READING_MS


@shielded
class PageBar(Panel):
    """`chosen(key)` when the name of a page is clicked; an open page is named by its question."""

    key = "laboratory_bar"
    chosen = Signal(str)

    def __init__(self, simulation: Simulation, parent: QWidget) -> None:
        super().__init__(simulation, parent)
        self._open = page_table.PAGES[0]
        self._group = QButtonGroup(self)
        self.buttons = {page.key: self._button(page.key) for page in page_table.PAGES}
        self._refusal = QLabel(self)
        self._refusal.setProperty("kind", "error")
        self._refusal.setTextFormat(Qt.TextFormat.PlainText)
        self.knobs = KnobList(simulation, self)
        for knob in self.knobs:
            knob.slider.sliderPressed.connect(self._pressed)
            knob.slider.sliderReleased.connect(self._released)
        self.knobs.said.connect(self._refusal.setText)
        self.export = Export(simulation, self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for button in self.buttons.values():
            self._row.addWidget(button)
        self._row.addWidget(self._refusal, 1)
        for knob in self.knobs:
            self._row.addWidget(knob)
        self._row.addWidget(self.export)
        self._follow = self.throttled(self.renew, READING_MS)
        self.retranslate()

    @property
    def title(self) -> str:
        return self.tr("Pages of the laboratory")

    def _button(self, key: str) -> QPushButton:
        return exclusive_button(self, self._group, self._clicked, chip=True, key=key)

    def show_page(self, row: LabPage, page: Page) -> None:
        """Which page is open."""
        self._open = row
        self.export.of(page)
        self._name()
        self.renew()

    def _name(self) -> None:
        for page in page_table.PAGES:
            button, now = self.buttons[page.key], page is self._open
            button.setChecked(now)
            button.setText(page.name(now))
            button.setAccessibleName(page.name(True))
            button.setMinimumWidth(round(text_width(button.text(), self.scale.body, BOLD) + 2.2 * self.scale.body))
            button.setToolTip("" if now else page.name(True))

    def retranslate(self) -> None:
        self._name()
        self.knobs.retranslate()
        self.renew()
        super().retranslate()

    def restyle(self) -> None:
        self._row.setSpacing(self.scale.gap)
        self._name()
        self.knobs.set_look(self.theme, self.scale)
        for knob in self.knobs:
            knob.set_ground(self.theme.background)
            knob.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
            knob.slider.setFixedWidth(self.scale.px(100))
        self.renew()

    def take_change(self, what: Change) -> None:
        if what & (Change.SETUP | Change.RUN):
            self._refusal.setText("")
            self._follow.ask()

    def renew(self) -> None:
        """The knobs show the setup, those that the page has no use for are hidden."""
        self.knobs.refresh()
        for knob in self.knobs:  # a name may be another one: a gate's, with its index
            knob.set_columns(knob.label_width() + 4, round(self.scale.body * 3.8), max(8, self.scale.px(8)))
        for key, knob in self.knobs.by_field.items():
            if key not in self._open.knobs:
                knob.hide()
        self._fit()

    def _fit(self) -> None:
        """Where there is no room for all of it knobs give way, the last one first; they stand in the drawer, too."""
        shown = [knob for knob in self.knobs if not knob.isHidden()]
        self._row.invalidate()
        while shown and self._row.minimumSize().width() > self.width() > 0:
            shown.pop().hide()
            self._row.invalidate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.renew()

    def _clicked(self) -> None:
        self.chosen.emit(str(self.sender().property("key")))

    def _pressed(self) -> None:
        self.dragged.emit(True)

    def _released(self) -> None:
        self.dragged.emit(False)
