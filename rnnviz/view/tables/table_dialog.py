"""What was understood of a table, shown before it replaces anything, with what there is to choose."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rnnviz.io.tables.choosing import done_to, sequence_of
from rnnviz.io.tables.preview import SHOWN, Choices, Preview, proposed, questions
from rnnviz.model.setup.sequence import Sequence, SequenceError
from rnnviz.view.look.language import retranslated
from rnnviz.view.look.words import said
from rnnviz.view.tables.table_words import facts_of, kind_name, note_of

translate = QCoreApplication.translate
SIZE = 760, 480
WIDEST = 260
MISSING = ("refuse", "skip", "fill")


@retranslated
class TableDialog(QDialog):
    """`chosen(preview, choices, sequence)` once, when the table is opened; nothing is changed before."""

    chosen = Signal(object, object, object)

    def __init__(self, name: str, preview: Preview, choices: Choices, parent: QWidget) -> None:
        super().__init__(parent)
        self.preview, self._choices = preview, choices
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._heading = _plain(name, self, "title")
        self._facts = _plain("", self, "dim")
        self.table = self._make_table()
        self.first, self.last = self._row_spin(), self._row_spin()
        self.missing, self.comma = self._combo(len(MISSING)), self._combo(2)
        self.standardise = QCheckBox(self)
        self.standardise.toggled.connect(self._choose)
        self.outcome = _plain("", self, "dim")
        self.outcome.setWordWrap(True)
        self._arrange()
        self.retranslate()
        self.resize(*SIZE)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Open table"))
        self.setAccessibleName(self.windowTitle())
        self.table.setAccessibleName(self.tr("Columns and first rows"))
        self.first.setAccessibleName(self.tr("first row"))
        self.last.setAccessibleName(self.tr("last row"))
        self._to.setText(self.tr("to"))
        for caption, text in zip(
            self._captions, (self.tr("Rows"), self.tr("Missing values"), self.tr("The comma")), strict=True
        ):
            caption.setText(text)
        missing = self.tr("say so and open nothing"), self.tr("skip these rows"), self.tr("fill from the row before")
        for box, texts in ((self.missing, missing), (self.comma, (self.tr("as shown"), self.tr("the other way")))):
            for index, text in enumerate(texts):
                box.setItemText(index, text)
        self.standardise.setText(self.tr("Standardise each column: mean 0, spread 1"))
        self.accepting.setText(self.tr("Open"))
        self._show_preview()

    @property
    def choices(self) -> Choices:
        """What is chosen now."""
        return self._choices

    def set_columns(self, places: tuple[int, ...]) -> None:
        """Tick these columns and no other."""
        for place in range(self.table.columnCount()):
            state = Qt.CheckState.Checked if place in places else Qt.CheckState.Unchecked
            item = self.table.item(0, place)
            if item is not None:
                item.setCheckState(state)

    # making ------------------------------------------------------------------------------------------------

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(self)
        table.setTabKeyNavigation(False)  # arrows go through it; Tab would never leave it
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.horizontalHeader().setMaximumSectionSize(WIDEST)
        table.itemChanged.connect(self._choose)
        return table

    def _row_spin(self) -> QSpinBox:
        spin = QSpinBox(self)
        spin.valueChanged.connect(self._choose)
        return spin

    def _combo(self, choices: int) -> QComboBox:
        box = QComboBox(self)
        box.addItems([""] * choices)
        box.activated.connect(self._choose)
        return box

    def _arrange(self) -> None:
        column, rows = QVBoxLayout(self), QHBoxLayout()
        self._to = QLabel(self)
        for widget in (self.first, self._to, self.last):
            rows.addWidget(widget)
        rows.addStretch(1)
        self._form = QFormLayout()
        self._captions = QLabel(self), QLabel(self), QLabel(self)
        for caption, field in zip(self._captions[1:], (self.missing, self.comma), strict=True):
            caption.setBuddy(field)
        self._form.addRow(self._captions[0], rows)
        self._form.addRow(self._captions[1], self.missing)
        self._form.addRow(self._captions[2], self.comma)
        self._form.addRow("", self.standardise)
        for widget in (self._heading, self._facts):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addLayout(self._form)
        column.addWidget(self.outcome)
        column.addWidget(self._buttons())

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.accepting = QPushButton(self)
        buttons.addButton(self.accepting, QDialogButtonBox.ButtonRole.AcceptRole)
        self.accepting.setDefault(True)
        buttons.accepted.connect(self._take)
        buttons.rejected.connect(self.reject)
        return buttons

    # showing -----------------------------------------------------------------------------------------------

    def _show_preview(self) -> None:
        """Fill everything from the preview and the choices, without taking it for a choice of the user's."""
        preview, choices = self.preview, self._choices
        widgets = (self.table, self.first, self.last, self.missing, self.standardise)
        for widget in widgets:
            widget.blockSignals(True)
        self._facts.setText(facts_of(preview))
        self._fill_table()
        for spin, value in ((self.first, choices.first), (self.last, choices.last)):
            spin.setRange(1, preview.rows)
            spin.setValue(value + 1)
        self.missing.setCurrentIndex(MISSING.index(choices.missing))
        self.standardise.setChecked(choices.standardise)
        for widget in widgets:
            widget.blockSignals(False)
        self._form.setRowVisible(self.missing, "missing" in questions(preview))
        self._form.setRowVisible(self.comma, preview.grid is not None)
        self._tell()

    def _fill_table(self) -> None:
        columns, shown = self.preview.columns, min(SHOWN, self.preview.rows)
        self.table.setColumnCount(len(columns))
        self.table.setRowCount(shown + 1)
        self.table.setHorizontalHeaderLabels([c.name or str(place + 1) for place, c in enumerate(columns)])
        self.table.setVerticalHeaderLabels([self.tr("read"), *(str(row + 1) for row in range(shown))])
        for place, column in enumerate(columns):
            kind = QTableWidgetItem(kind_name(column.kind))
            kind.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled)
            self.table.setItem(0, place, kind)
            for row in range(shown):
                self.table.setItem(row + 1, place, QTableWidgetItem(column.cells[row]))
        self.set_columns(self._choices.columns)
        self.table.resizeColumnsToContents()

    def _choose(self, *_: object) -> None:
        """Something was changed by hand."""
        if self.comma.currentIndex() == 1:
            self.preview = self.preview.other_reading()
            self.comma.setCurrentIndex(0)
            self._choices = proposed(self.preview)
            self._show_preview()
            return
        ticked = [place for place in range(self.table.columnCount()) if self._is_ticked(place)]
        self._choices = replace(
            self._choices,
            columns=tuple(ticked),
            first=min(self.first.value(), self.last.value()) - 1,
            last=max(self.first.value(), self.last.value()) - 1,
            missing=MISSING[self.missing.currentIndex()],
            standardise=self.standardise.isChecked(),
        )
        self._tell()

    def _is_ticked(self, place: int) -> bool:
        item = self.table.item(0, place)
        return item is not None and item.checkState() == Qt.CheckState.Checked

    def _tell(self) -> Sequence | None:
        """What opening would do, or why it cannot be done."""
        try:
            sequence = sequence_of(self.preview, self._choices)
        except SequenceError as error:
            self._say(said(error), "error")
            return None
        steps = translate("TableDialog", "{0} steps of {1} numbers.").format(sequence.steps, sequence.width())
        if sequence.kind == "words":
            steps = translate("TableDialog", "{0} words.").format(sequence.steps)
        self._say(f"{steps} {note_of(done_to(self.preview, self._choices))}".strip(), "dim")
        return sequence

    def _say(self, sentence: str, kind: str) -> None:
        self.outcome.setText(sentence)
        self.outcome.setProperty("kind", kind)
        self.outcome.style().unpolish(self.outcome)
        self.outcome.style().polish(self.outcome)
        self.accepting.setEnabled(kind != "error")

    def _take(self) -> None:
        sequence = self._tell()
        if sequence is not None:
            self.chosen.emit(self.preview, self._choices, sequence)
            self.accept()


def _plain(text: str, parent: QWidget, kind: str) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setProperty("kind", kind)
    return label
