"""The field in which equations are typed: numbers, colours, wavy lines, and a card below what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from rnnviz.model.draft.draft import plain_lines
from rnnviz.model.draft.understanding import Problem
from rnnviz.view.cell_editor.card import EditorCard
from rnnviz.view.cell_editor.colours import Colours, units
from rnnviz.view.cell_editor.gutter import Gutter, RowLook
from rnnviz.view.cell_editor.lines import row_rect, stretches
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import DARK, Scale, Theme, mix
from rnnviz.view.look.words import sentence

AIRY, TIGHT = 150, 128
"""Line pitch in percent of the type's own height, where there is room and in low windows."""
LOW = 900
PATIENCE = 700
"""Milliseconds without a key before a card opens below the line that is being typed."""
HANGING = 4
"""Characters by which the second line of a long row stands further in."""


@shielded
class EquationField(QTextEdit):
    """Tells what is typed, never what it was told to show. Undo is its owner's: it takes back more than text."""

    edited = Signal(str)
    undone = Signal()
    redone = Signal()
    left = Signal()
    row_changed = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("code", True)
        self.setAccessibleName(name)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(0)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._theme, self._text, self._row = DARK, "", 0
        self._roles: Mapping[str, str] = {}
        self._pitch = AIRY
        self._problems: tuple[Problem, ...] = ()
        self._shown: Problem | None = None
        self.gutter, self.card = Gutter(self), EditorCard(self.viewport())
        self._colours = Colours(self.document())
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._show_card)
        self.card.replaced.connect(self.replace)
        self.textChanged.connect(self._text_changed)
        self.cursorPositionChanged.connect(self._cursor_moved)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._space_lines()

    # what the owner says -----------------------------------------------------------------------------------

    @property
    def row(self) -> int:
        """The row the text cursor stands in."""
        return self.textCursor().blockNumber()

    @property
    def wrong_rows(self) -> set[int]:
        """Rows with something wrong in them."""
        return {problem.row for problem in self._problems}

    def set_look(self, theme: Theme, scale: Scale) -> None:
        self._theme, self._pitch = theme, TIGHT if scale.height < LOW else AIRY
        self.gutter.set_look(theme, scale.body)
        self.setViewportMargins(self.gutter.room(), max(4, scale.px(8)), 4, 4)
        self.card.set_look(theme, scale)
        self._colours.set_look(theme, self._roles)
        self._arrange()

    def show_text(self, text: str) -> None:
        """Another text; the cursor stands behind what differs."""
        old = self._text
        if text == old:
            return
        self._text = text
        start = _common(old, text)
        end = _common(old[start:][::-1], text[start:][::-1])
        cursor = self.textCursor()
        cursor.setPosition(units(old[:start]))
        cursor.setPosition(units(old[: len(old) - end]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text[start : len(text) - end])
        self.setTextCursor(cursor)
        self._arrange()

    def show_rows(self, rows: Mapping[int, RowLook], roles: Mapping[str, str]) -> None:
        """Numbers and colours: row -> look, line -> role."""
        self._roles = roles
        self.gutter.show_rows(rows)
        self._colours.set_look(self._theme, roles)

    def show_problems(self, problems: Sequence[Problem], at_once: bool = False) -> None:
        """What is wrong; a card opens below it when the hand rests, at once where nobody is typing."""
        self._problems = tuple(problems)
        typing = self._wanted()
        known = self._shown is not None and typing is not None and typing.row == self._shown.row
        if at_once or typing is None or known or not self.hasFocus():
            self._show_card()
        else:
            self._put_card(None)
            self._patience.start()
        self.viewport().update()

    def replace(self) -> None:
        """Write what the card proposes."""
        problem = self._shown
        if problem is None or not problem.fix:
            return
        block = self.document().findBlockByNumber(problem.row)
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + units(block.text()[: problem.start]))
        cursor.setPosition(block.position() + units(block.text()[: problem.end]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(problem.fix)
        self.setTextCursor(cursor)
        self.setFocus()

    def go_to(self, row: int) -> None:
        """Put the text cursor at the end of a row."""
        cursor = QTextCursor(self.document().findBlockByNumber(row))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        self.setTextCursor(cursor)
        self.setFocus()

    # the card ----------------------------------------------------------------------------------------------

    def _wanted(self) -> Problem | None:
        """The problem to speak of: that of the cursor's row, else the first."""
        here = next((p for p in self._problems if p.row == self.row), None)
        return here or (self._problems[0] if self._problems else None)

    def _show_card(self) -> None:
        self._patience.stop()
        self._put_card(self._wanted())

    def _put_card(self, problem: Problem | None) -> None:
        fresh = problem is not None and problem != self._shown
        self._shown = problem
        if problem is not None:
            self.card.say(self._sentence(problem), problem.fix)
        self.setAccessibleDescription(self.card.text if problem is not None else "")
        self._arrange()
        if fresh:
            self._bring_into_view()

    def _bring_into_view(self) -> None:
        """Scroll so far that the card is seen, but its line, too."""
        whole = row_rect(self, self._shown.row) if self._shown is not None else None
        if whole is None or self.card.isHidden():
            return
        bar, below = self.verticalScrollBar(), self.card.geometry().bottom() + 1 - self.viewport().height()
        if whole.top() < 0 or below > 0:
            bar.setValue(
                bar.value() + min(round(whole.top()), max(below, round(whole.top()) if whole.top() < 0 else 0))
            )

    def _sentence(self, problem: Problem) -> str:
        why = problem.why.having(hint="") if problem.fix else problem.why  # the button says what was meant
        return self.tr("Line {0}: {1}").format(problem.number, sentence(why))

    def _arrange(self) -> None:
        """Gutter beside, card below its line, room for the card in the text."""
        inside = self.viewport().geometry()
        self.gutter.setGeometry(inside.left() - self.gutter.room(), inside.top(), self.gutter.room(), inside.height())
        problem = self._shown
        width = self.viewport().width() - 8
        if problem is None or width < 100:
            self.card.hide()
            self._space_lines()
            return
        self._space_lines(problem.row, self.card.height_for(width) + 6)
        whole, wrong = row_rect(self, problem.row), stretches(self, problem.row, problem.start, problem.end)
        if whole is None:
            self.card.hide()
            return
        tip = wrong[-1].center().x() if wrong else 0.0
        self.card.place(2, round(whole.bottom()), width, tip)
        self.card.show()

    def _space_lines(self, row: int = -1, room: int = 0) -> None:
        """Airy lines, wrong ones tinted, and a gap below one of them; formats are no text, so nothing is told."""
        wrong = self.wrong_rows
        indent = HANGING * self.fontMetrics().horizontalAdvance("0")
        tint = mix(self._theme.stage, self._theme.error, 0.16)
        block = self.document().begin()
        while block.isValid():
            look = QTextBlockFormat()
            look.setLineHeight(self._pitch, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            look.setBottomMargin(room if block.blockNumber() == row else 0)
            look.setLeftMargin(indent)
            look.setTextIndent(-indent)
            if block.blockNumber() in wrong:
                look.setBackground(tint)
            if block.blockFormat() != look:
                QTextCursor(block).setBlockFormat(look)
            block = block.next()

    # Qt ----------------------------------------------------------------------------------------------------

    def _text_changed(self) -> None:
        text = self.toPlainText()
        if text == self._text:
            return
        self._text = text
        if self._patience.isActive():
            self._patience.start()
        self.edited.emit(text)

    def _cursor_moved(self) -> None:
        self.gutter.update()
        if self.row == self._row:
            return
        self._row = self.row
        if self._problems:
            self._show_card()
        self.row_changed.emit(self._row)

    def _scrolled(self) -> None:
        self.gutter.update()
        self._arrange()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab first takes the card's proposal; only then it leaves the field."""
        if forward and self._shown is not None and self.card.isVisible() and self.card.fix:
            self.replace()
            return True
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undone.emit()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redone.emit()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """What is pasted or dropped looks as if it had been typed."""
        self.textCursor().insertText(plain_lines(source.text()))
        self.ensureCursorVisible()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._bring_into_view()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self.viewport()) as p:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.setPen(QPen(self._theme.error, max(1.6, self.fontMetrics().height() / 12)))
            for problem in self._problems:
                self._draw_wave(p, problem)

    def _draw_wave(self, p: QPainter, problem: Problem) -> None:
        wave = max(4.0, self.fontMetrics().height() / 5)
        for place in stretches(self, problem.row, problem.start, problem.end):
            x, y = place.left(), place.bottom() - 0.1 * place.height()
            path, up = QPainterPath(QPointF(x, y)), -1
            while x < place.right():
                x += wave
                path.quadTo(QPointF(x - wave / 2, y + up * wave * 0.8), QPointF(x, y))
                up = -up
            p.drawPath(path)


def _common(a: str, b: str) -> int:
    """How many characters two texts begin with alike."""
    count = 0
    for one, two in zip(a, b, strict=False):
        if one != two:
            break
        count += 1
    return count
