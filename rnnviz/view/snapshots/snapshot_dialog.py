"""The list of snapshots: what each is of, and what can be done with it."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rnnviz.engine.wording import Message
from rnnviz.model.compare.sharing import MOST as MOST_CELLS
from rnnviz.model.document.change import Change
from rnnviz.model.document.document import Document
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.document.snapshots import LONGEST, MOST, Snapshot, Snapshots
from rnnviz.view.look.language import retranslated, set_name
from rnnviz.view.look.words import said
from rnnviz.view.screens.dialogs import OnScreen
from rnnviz.view.window.window_state import title_of

WIDTH, ROWS = 680, 6
NAME, RUN, GHOST = range(3)


@retranslated
class SnapshotDialog(QDialog):
    """Stays open beside the stage. A name is typed in its place; showing and putting beside are undone as edits are."""

    def __init__(self, simulation: Simulation, parent: QWidget) -> None:
        super().__init__(parent)
        self._simulation, self._document = simulation, cast(Document, simulation.document)
        self._album = self._document.album
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        OnScreen(self)
        self._how = QLabel(self)
        self._how.setTextFormat(Qt.TextFormat.PlainText)
        self._how.setWordWrap(True)
        self.table = QTableWidget(0, 3, self)
        self.take, self.back, self.ghost = QPushButton(self), QPushButton(self), QPushButton(self)
        self.beside, self.drop, self._close = QPushButton(self), QPushButton(self), QPushButton(self)
        self.ghost.setCheckable(True)
        for button, work in (
            (self.take, self.keep), (self.back, self._show), (self.ghost, self._haunt), (self.beside, self._put_beside),
            (self.drop, self._drop), (self._close, self.close),
        ):  # fmt: skip
            button.setAutoDefault(False)
            button.clicked.connect(work)
        self._arrange()
        self.table.itemChanged.connect(self._renamed)
        self.table.currentCellChanged.connect(self._follow_row)
        self._album.changed.connect(self.refresh)
        simulation.changed.connect(self._follow)
        self.retranslate()

    def _arrange(self) -> None:
        table, column, buttons = self.table, QVBoxLayout(self), QHBoxLayout()
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.verticalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(RUN, QHeaderView.ResizeMode.Stretch)
        table.setTabKeyNavigation(False)
        table.setMinimumHeight((ROWS + 1) * (self.fontMetrics().lineSpacing() + 12))
        self.setMinimumWidth(WIDTH)
        for button in (self.take, self.back, self.ghost, self.beside, self.drop):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        column.addWidget(table)
        column.addWidget(self._how)
        column.addLayout(buttons)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Snapshots"))
        self.setAccessibleName(self.windowTitle())
        set_name(self.table, self.tr("Runs that are kept with the document"))
        self.table.setHorizontalHeaderLabels([self.tr("Name"), self.tr("Run"), self.tr("Ghost")])
        for button, text, tip in (
            (self.take, self.tr("Keep this run"), self.tr("Keep the run of now under a name")),
            (self.back, self.tr("Show"), self.tr("Put it on the stage")),
            (self.ghost, self.tr("As ghost"), self.tr("Compare what is on the stage with it, in all plots")),
            (self.beside, self.tr("Beside"), self.tr("Put it beside, in the place Compare")),
            (self.drop, self.tr("Remove"), self.tr("Forget it")), (self._close, self.tr("Close"), self.tr("Close")),
        ):  # fmt: skip
            button.setText(text)
            set_name(button, tip)
        self.refresh()

    # what is shown -----------------------------------------------------------------------------------------

    @property
    def row(self) -> int:
        """The chosen one, -1 where there is none."""
        return min(self.table.currentRow(), len(self._kept) - 1)

    @property
    def _kept(self) -> tuple[Snapshot, ...]:
        return self._album.snapshots.kept

    def refresh(self) -> None:
        """All that are kept."""
        row = self.row
        with QSignalBlocker(self.table):
            self.table.setRowCount(len(self._kept))
            for number, one in enumerate(self._kept):
                self._fill(number, one)
            if self._kept:
                self.table.setCurrentCell(max(0, row), NAME)
        self._offer()

    def _fill(self, number: int, one: Snapshot) -> None:
        ghost = self.tr("ghost") if self._album.snapshots.ghost == number else ""
        for column, text in ((NAME, one.name), (RUN, title_of(one.setup)), (GHOST, ghost)):
            item = QTableWidgetItem(text)
            if column != NAME:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            self.table.setItem(number, column, item)

    def _offer(self) -> None:
        """What can be done with the chosen one, and why not."""
        chosen = 0 <= self.row < len(self._kept)
        alike = chosen and self._kept[self.row].setup.score.parts == self._simulation.setup.score.parts
        is_ghost = chosen and self._album.snapshots.ghost == self.row
        self.take.setEnabled(len(self._kept) < MOST)
        for button in (self.back, self.drop):
            button.setEnabled(chosen)
        self.beside.setEnabled(chosen and len(self._document.simulations) < MOST_CELLS)
        self.ghost.setEnabled(alike or is_ghost)
        self.ghost.setChecked(is_ghost)
        self._say(self._sentence(chosen, alike, is_ghost))

    def _sentence(self, chosen: bool, alike: bool, is_ghost: bool) -> str:
        if not self._kept:
            return self.tr("Nothing is kept yet. What is kept is saved with the document.")
        if not chosen:
            return self.tr("Choose one of the list.")
        if not alike:
            return self.tr("Other cells than those on the stage: it can be no ghost of them, but stand beside them.")
        if is_ghost:
            return self.tr("What is on the stage is compared with it in all plots.")
        return self.tr("It can be the ghost of what is on the stage.")

    def _say(self, sentence: str) -> None:
        self._how.setText(sentence)

    def _follow(self, what: Change) -> None:
        if what & (Change.SETUP | Change.RUN):
            self._offer()

    def _follow_row(self, *place: int) -> None:
        self._offer()

    # what a hand does --------------------------------------------------------------------------------------

    def keep(self) -> None:
        """The run of now, under a name that is only counted, to be typed over."""
        taken = {one.name for one in self._kept}
        names = (self.tr("Run {0}").format(number) for number in range(1, MOST + 2))
        name = next(name for name in names if name not in taken)
        self._album.show(self._album.snapshots.taken(name, self._simulation.setup))
        self.table.setCurrentCell(len(self._kept) - 1, NAME)

    def _renamed(self, item: QTableWidgetItem) -> None:
        name = " ".join(item.text().split())[:LONGEST]
        if name and name.isprintable():
            self._album.show(self._album.snapshots.called(item.row(), name))
        else:
            self.refresh()

    def _show(self) -> None:
        self._simulation.edit(self._kept[self.row].setup)

    def _haunt(self) -> None:
        """The chosen one is the ghost, or none is."""
        snapshots = self._album.snapshots
        ghost = None if snapshots.ghost == self.row else self.row
        why: Message | None = self._album.show(Snapshots(snapshots.kept, ghost))
        if why is not None:
            self._say(said(why))

    def _put_beside(self) -> None:
        self._document.add(self._kept[self.row].setup)

    def _drop(self) -> None:
        self._album.show(self._album.snapshots.without(self.row))
