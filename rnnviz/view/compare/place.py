"""The place Compare: what is shared above, rows with live stages at the left, one plot and one table at the right."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from rnnviz.model.document.change import Change
from rnnviz.model.document.document import Document
from rnnviz.model.document.simulation import Simulation
from rnnviz.view.compare.comparison import Comparison
from rnnviz.view.compare.head import CompareHead
from rnnviz.view.compare.plot import ComparedPlot
from rnnviz.view.compare.rows import RowColumn
from rnnviz.view.compare.shared_bar import SharedBar
from rnnviz.view.compare.table import ComparedTable
from rnnviz.view.compare.terms.sheet import TermSheet, pair_of
from rnnviz.view.look.shield import shielded
from rnnviz.view.widgets.panel import Panel
from rnnviz.view.widgets.panes import Pane
from rnnviz.view.work.throttle import READING_MS

LOW_HEIGHT = 900
NUMBERS = {Qt.Key.Key_1: 0, Qt.Key.Key_2: 1, Qt.Key.Key_3: 2, Qt.Key.Key_4: 3}


@shielded
class Compare(Panel):
    """Keys: 1 to 4 enlarge a row, A adds a cell, M shows two term by term, Esc closes that; all others are the
    story's."""

    key = "compare"

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        document = cast(Document, simulation.document)
        self.comparison = Comparison(document, self)
        self._head = CompareHead(self.comparison, self)
        self._head.hide()
        self._head.preset.connect(self._preset)
        self._head.added.connect(self.comparison.add)
        self._head.copied.connect(self._copy)
        self.shared = SharedBar(simulation, self.comparison, self)
        self.rows = RowColumn(simulation, self.comparison, self)
        self.plot = ComparedPlot(simulation, self.comparison)
        self.table = ComparedTable(simulation, self.comparison)
        self._panes = [Pane(self), Pane(self)]
        self._panes[0].hold(self.plot)
        self._panes[1].hold(self.table)
        self._refusal = QLabel(self)
        self._refusal.setProperty("kind", "error")
        self._refusal.setTextFormat(Qt.TextFormat.PlainText)
        self._refusal.hide()
        self.sheet: TermSheet | None = None
        self._parts: tuple[Panel, ...] = (self.shared, self.rows, self.plot, self.table)
        for part in self._parts:
            part.dragged.connect(self.dragged)
        self.shared.refused.connect(self._refuse)
        self.shared.terms.clicked.connect(self.switch_terms)
        self.rows.opened.connect(self._open)
        self.rows.asked.connect(self._head.ask)
        self.table.chosen.connect(self.comparison.enlarge)
        self.table.opened.connect(self._open)
        self._presets = self.throttled(self._head.follow, READING_MS)
        document.changed.connect(self._changed)
        self.comparison.changed.connect(self._renew_pair)
        self._renew_terms()

    @property
    def title(self) -> str:
        return self.tr("Compare")

    @property
    def own_keys(self) -> frozenset[Qt.Key]:
        """Keys that mean something of its own here."""
        return frozenset({*NUMBERS, Qt.Key.Key_A, Qt.Key.Key_M, *([Qt.Key.Key_Escape] if self.sheet else [])})

    @property
    def head(self) -> QWidget | None:
        return self._head

    @property
    def busy(self) -> bool:
        open_sheet = self.sheet is not None and self.sheet.busy
        return self.isVisible() and (self.table.busy or self.rows.busy or open_sheet)

    # looks -------------------------------------------------------------------------------------------------

    def restyle(self) -> None:
        for part in self._parts:
            part.dress(self.theme, self.scale)
        if self.sheet is not None:
            self.sheet.dress(self.theme, self.scale)
        self._lay_out()

    def set_live(self, live: bool) -> None:
        super().set_live(live)
        for part in self._parts:
            part.set_live(live)

    def _lay_out(self) -> None:
        """Numbers of the drawn design: 1030 of 1920 for the rows, 552 of 890 for the plot."""
        gap, high = self.scale.gap, self.scale.height >= LOW_HEIGHT
        width, height = self.width() - 2 * gap, self.height() - gap
        bar = max(42, self.scale.px(64))
        top = gap + bar + gap
        self.shared.setGeometry(gap, gap, width, bar)
        left = round(width * (1030 / 1896 if high else 760 / 1264))
        self.rows.setGeometry(gap, top, left, height - top)
        x, room = gap + left + gap, height - top
        plot = round(room * (0.627 if high else 0.593))
        self._panes[0].setGeometry(x, top, width - left - gap, plot)
        self._panes[1].setGeometry(x, top + plot + gap, width - left - gap, room - plot - gap)
        self._refusal.setGeometry(QRect(gap + self.scale.pad, top - gap, width, self.scale.body + gap))

        if self.sheet is not None:
            self.sheet.setGeometry(self.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as p:
            p.fillRect(event.rect(), self.theme.background)

    # what happens ------------------------------------------------------------------------------------------

    def _changed(self, what: Change) -> None:
        if what & (Change.SETUP | Change.SIMULATIONS):
            self._refusal.hide()
            self._presets.ask()
            self._renew_terms()

    # term by term ------------------------------------------------------------------------------------------

    def switch_terms(self) -> None:
        """Show two cells term by term, or no longer."""
        if not self.leave() and (cells := pair_of(self.comparison)) is not None:
            self.sheet = TermSheet(self.simulation, self.comparison, cells, self)
            self.sheet.closed.connect(self.leave)
            self.sheet.dress(self.theme, self.scale)
            self.sheet.setGeometry(self.rect())
            self._cover(True)
            self.sheet.show()

    def leave(self) -> bool:
        """Close the sheet; False where there is none."""
        sheet, self.sheet = self.sheet, None
        if sheet is not None:
            self._cover(False)
            sheet.hide()
            sheet.deleteLater()
        return sheet is not None

    def _cover(self, on: bool) -> None:
        """What lies under the sheet is out of reach of Tab."""
        for part in (self.shared, self.rows, *self._panes):
            part.setEnabled(not on)

    def _renew_pair(self) -> None:
        """Another two cells are to be put term by term."""
        if self.sheet is not None and self.sheet.cells != pair_of(self.comparison):
            self._renew_terms()

    def _renew_terms(self) -> None:
        """Other cells: another sheet, or none."""
        self.shared.offer_terms(pair_of(self.comparison) is not None)
        if self.sheet is not None and self.sheet.true:
            self.sheet.offer_pairs()
        elif self.sheet is not None:
            self.leave()
            self.switch_terms()

    # what a hand does --------------------------------------------------------------------------------------

    def _refuse(self, sentence: str) -> None:
        self._refusal.setText(sentence)
        self._refusal.raise_()
        self._refusal.show()

    def _preset(self, key: str) -> None:
        self.comparison.show(self.simulation, key)

    def _copy(self, row: int) -> None:
        self.comparison.add_setup(self.comparison.cells[row].setup)

    def _open(self, simulation: Simulation) -> None:
        """A cell on the full stage, until Esc."""
        self.comparison.document.exchange(self.simulation, simulation)
        self.goes.emit("stage")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        cells, row = self.comparison.cells, NUMBERS.get(Qt.Key(event.key()))
        if row is not None and row < len(cells):
            self.comparison.enlarge(cells[row])
        elif event.key() == Qt.Key.Key_A:
            self._head.ask()
        elif event.key() == Qt.Key.Key_M:
            self.switch_terms()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
