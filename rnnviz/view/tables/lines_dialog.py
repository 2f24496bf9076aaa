"""Several sequences typed side by side, one a line, and what the network answers to each."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rnnviz.engine import EngineError
from rnnviz.io.lines import load_lines
from rnnviz.model.batch.on_tape import turned_to
from rnnviz.model.batch.overview import OverviewRow, overview, unanswered
from rnnviz.model.batch.sentences import lines_of, with_lines
from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.setup.sequence import SequenceError
from rnnviz.model.setup.setup import Setup
from rnnviz.view.look.language import retranslated, set_name
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.words import said
from rnnviz.view.screens.dialogs import OnScreen

WIDTH, LINES, ROWS = 34, 6, 7
"""Lines of type that the list is wide and either part is high, at least."""

TURN = 0.008
"""Seconds of a turn of the event loop that answers may take."""


@shielded
class LinesField(QPlainTextEdit):
    """Tab is typed, it stands before an answer; with Ctrl it leaves the field, as nobody else would without a mouse."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Tab and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.window().focusNextChild()  # the field itself would type the tab
        elif event.key() == Qt.Key.Key_Backtab:
            self.window().focusPreviousChild()
        else:
            super().keyPressEvent(event)


@shielded
@retranslated
class LinesDialog(QDialog):
    """Stays open beside the stage; taking the lines over is one undo, and a row of the list is put on the tape."""

    def __init__(self, simulation: Simulation, ask: Callable[[], Path | None], parent: QWidget) -> None:
        super().__init__(parent)
        self._simulation, self._ask = simulation, ask
        self._shown: Setup | None = None
        self._rows: tuple[OverviewRow, ...] = ()
        self._left: Iterator[tuple[int, OverviewRow]] = iter(())
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._answer)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        OnScreen(self)
        self._how, self.error = QLabel(self), QLabel(self)
        for label, kind in ((self._how, "dim"), (self.error, "error")):
            label.setProperty("kind", kind)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.error.hide()
        self.lines, self.table = LinesField(self), QTableWidget(0, 5, self)
        self.files, self.take, self._close = QPushButton(self), QPushButton(self), QPushButton(self)
        for button, work in ((self.files, self._open), (self.take, self._take), (self._close, self.close)):
            button.setAutoDefault(False)
            button.clicked.connect(work)
        self._arrange()
        simulation.changed.connect(self._follow)
        self.retranslate()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Several sequences"))
        self.setAccessibleName(self.windowTitle())
        how = self.tr("One sequence a line; behind a tab the answer to its last step. Ctrl+Tab leaves the field.")
        self._how.setText(how)
        set_name(self.lines, self.tr("Sequences, one a line"))
        set_name(self.table, self.tr("What the network answers to each"))
        self.files.setText(self.tr("Open…"))
        set_name(self.files, self.tr("Open a TXT or CSV file with one sentence a line"))
        self.take.setText(self.tr("Take over"))
        self._close.setText(self.tr("Close"))
        self.table.setHorizontalHeaderLabels(
            [self.tr("Sequence"), self.tr("Steps"), self.tr("Answer"), self.tr("Target"), self.tr("Right?")]
        )
        self._shown = None
        self.refresh()

    def refresh(self) -> None:
        """Show the simulation's sequences; lines that somebody is typing stay."""
        setup = self._simulation.setup
        if setup == self._shown:
            return
        before, now = "" if self._shown is None else lines_of(self._shown), lines_of(setup)
        if now != before and self.lines.toPlainText() == before:
            self.lines.setPlainText(now)
        self._shown = setup
        self._list(setup)

    def _list(self, setup: Setup) -> None:
        """Every sequence at once, its answer as soon as it is worked out; what is not yet is left empty."""
        rows = self._rows = unanswered(setup)
        self._left = enumerate(overview(setup))
        self.table.blockSignals(True)
        self.table.setRowCount(len(rows))
        done = self._answer()
        for number in range(done, len(rows)):
            self._show_row(number, rows[number])
        self.table.setCurrentCell(setup.batch.place if setup.batch else 0, 0)
        self.table.blockSignals(False)

    def _answer(self) -> int:
        """As many answers as a turn of the event loop has time for, then the others; how many rows have one."""
        late, done = time.perf_counter() + TURN, 0
        try:
            for number, row in self._left:
                self._show_row(number, row)
                done = number + 1
                if time.perf_counter() > late:
                    self._later.start()
                    break
        except EngineError as error:  # what the window says of it, too
            self._say(said(error))
        return done

    def _show_row(self, number: int, row: OverviewRow) -> None:
        for column, text in enumerate((row.text, str(row.steps), row.said, row.wanted, self._judged(row))):
            self.table.setItem(number, column, QTableWidgetItem(text))

    def _judged(self, row: OverviewRow) -> str:
        if row.right is None:
            return ""
        return "✓ " + self.tr("right") if row.right else "✗ " + self.tr("wrong")

    def _follow(self, what: Change) -> None:
        if Change.SETUP in what:
            self.refresh()

    def _open(self) -> None:
        path = self._ask()
        if path is not None:
            self.open_path(path)

    def open_path(self, path: Path) -> None:
        """The lines of a file, to be taken over."""
        try:
            self.lines.setPlainText(load_lines(path))
        except SequenceError as error:
            self._say(said(error))
        else:
            self._take()

    def _take(self) -> None:
        try:
            changed = with_lines(self._simulation.setup, self.lines.toPlainText())
        except SequenceError as error:
            self._say(said(error))
            return
        self._say("")
        self._simulation.edit(changed)
        self.lines.setPlainText(lines_of(changed))

    def _say(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))

    def _chosen(self, row: int, column: int, before: int, was: int) -> None:
        if 0 <= row < len(self._rows) and row != before and self._simulation.setup.batch is not None:
            self._simulation.edit(turned_to(self._simulation.setup, row))

    def _arrange(self) -> None:
        self.table.setTabKeyNavigation(False)  # arrows go through it; Tab would never leave it
        self.lines.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.currentCellChanged.connect(self._chosen)
        buttons = QHBoxLayout()
        for button in (self.files, self.take):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        column = QVBoxLayout(self)
        for widget in (self._how, self.lines, self.error):
            column.addWidget(widget)
        column.addLayout(buttons)
        column.addWidget(self.table, 1)

    def _size(self) -> None:
        """Room in lines of the type of now: it grows with the window."""
        line = self.table.fontMetrics().lineSpacing()
        self.table.verticalHeader().setDefaultSectionSize(round(1.5 * line))
        self.table.setMinimumSize(WIDTH * line, round(1.5 * ROWS * line))
        self.lines.setMinimumHeight(round((LINES + 0.7) * line))

    # Qt ----------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._size()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.isVisible():
            self._size()
