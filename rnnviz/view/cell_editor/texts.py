"""The two texts of a cell: its equations, and the sketch that may say where they are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from rnnviz.model.draft.understanding import Problem
from rnnviz.view.cell_editor.gutter import RowLook
from rnnviz.view.cell_editor.read_out import ReadOut
from rnnviz.view.cell_editor.text import EquationField
from rnnviz.view.look.language import retranslated
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import Scale, Theme


@shielded
@retranslated
class Texts(QWidget):
    """Two fields, one shown at a time; which of them is wrong is seen from the other, too."""

    equations_typed = Signal(str)
    sketch_typed = Signal(str)
    undone = Signal()
    redone = Signal()
    left = Signal()
    row_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.equations, self.sketch = EquationField("", self), EquationField("", self)
        self.stack = QStackedWidget(self)
        self.tabs = [self._tab(), self._tab()]
        self.read_out = ReadOut(self)
        self._hint = QLabel(self)
        self._hint.setProperty("kind", "dim")
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout()
        for number, (tab, field) in enumerate(zip(self.tabs, (self.equations, self.sketch), strict=True)):
            self._group.addButton(tab, number)
            self._row.addWidget(tab)
            self.stack.addWidget(field)
            field.undone.connect(self.undone)
            field.redone.connect(self.redone)
            field.left.connect(self.left)
        self._row.addStretch(1)
        self._row.addWidget(self._hint)
        self._row.addStretch(1)
        self._row.addWidget(self.read_out)
        self._group.idClicked.connect(self.show_field)
        self.equations.edited.connect(self.equations_typed)
        self.sketch.edited.connect(self.sketch_typed)
        self.equations.row_changed.connect(self._row_changed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._row)
        self._column.addWidget(self.stack, 1)
        self.show_field(0)
        self.retranslate()

    def retranslate(self) -> None:
        names = self.tr("Equations"), self.tr("Sketch")
        for name, tab, field in zip(names, self.tabs, (self.equations, self.sketch), strict=True):
            field.setAccessibleName(name)
            tab.setText(name)
            tab.setAccessibleName(self.tr("Show: {0}").format(name))
        self.equations.setPlaceholderText("h = tanh(W @ x + U @ h_prev)")
        self.sketch.setPlaceholderText(self.tr("empty: the drawing is laid out by itself"))
        self.tabs[0].setToolTip(self.tr("One line is one value; # begins what is said aloud"))
        self.tabs[1].setToolTip(
            self.tr("Rows of names say where each line stands; x and NAME_prev enter left, NAME_next leaves right")
        )
        self._show_hint()

    def set_look(self, theme: Theme, scale: Scale) -> None:
        self._column.setSpacing(max(4, scale.px(8)))
        self._row.setSpacing(max(4, scale.px(8)))
        for field in (self.equations, self.sketch):
            field.set_look(theme, scale)
        self._fit()

    @property
    def row(self) -> int:
        """The row of the equations that the text cursor stands in."""
        return self.equations.row

    def focus(self) -> None:
        (self.sketch if self.stack.currentIndex() else self.equations).setFocus(Qt.FocusReason.OtherFocusReason)

    def to_start(self) -> None:
        """Text cursors at the first character."""
        for field in (self.equations, self.sketch):
            field.moveCursor(QTextCursor.MoveOperation.Start)

    def go_to(self, row: int) -> None:
        """Put the text cursor into an equation."""
        self.show_field(0)
        self.equations.go_to(row)

    def show_field(self, number: int) -> None:
        self.tabs[number].setChecked(True)
        self.stack.setCurrentIndex(number)
        self._show_hint()

    def _show_hint(self) -> None:
        hints = (
            self.tr("# begins what is said aloud"),
            self.tr("each line once, . is nothing"),
        )
        self._hint.setText(hints[self.stack.currentIndex()])
        self._fit()

    def show_texts(self, equations: str, sketch: str) -> None:
        self.equations.show_text(equations)
        self.sketch.show_text(sketch)

    def show_rows(self, rows: Mapping[int, RowLook], roles: Mapping[str, str]) -> None:
        self.equations.show_rows(rows, roles)
        count = len(self.sketch.toPlainText().split("\n")) if self.sketch.toPlainText() else 0
        wrong = self.sketch.wrong_rows
        self.sketch.show_rows({n: RowLook(n + 1, "", n in wrong) for n in range(count)}, roles)

    def show_problems(self, problems: Sequence[Problem], at_once: bool) -> None:
        for tab, field, where in zip(self.tabs, (self.equations, self.sketch), ("equations", "sketch"), strict=True):
            own = [p for p in problems if p.where == where]
            field.show_problems(own, at_once)
            tab.setProperty("check", "bad" if own else "")
            tab.style().unpolish(tab)
            tab.style().polish(tab)

    def _tab(self) -> QPushButton:
        tab = QPushButton(self)
        tab.setCheckable(True)
        tab.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return tab

    def _fit(self) -> None:
        """The hint gives way where there is no room for it."""
        others = (*self.tabs, self.read_out)
        used = sum(widget.sizeHint().width() for widget in others) + (len(others) + 2) * self._row.spacing()
        self._hint.setVisible(used + self._hint.sizeHint().width() <= self.width())

    def _row_changed(self, row: int) -> None:
        self.row_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
