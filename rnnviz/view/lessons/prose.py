"""A text of a lesson on screen: wrapped, its terms in the hue of what they light, reached by pointer and Tab."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QWidget

from rnnviz.view.look import facts
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import Scale, mix, ui_font
from rnnviz.view.widgets.paper import BOLD

LEADING, TIGHT = 1.56, 1.38
"""Height of a line in sizes of its type, and where room is short."""


def type_of(scale: Scale) -> int:
    """Pixels of a page's text: 22 in a window 1080 high, at least 15."""
    return round(max(15, round(scale.height * 22 / 1080)) * (1.4 if scale.presenting else 1.0))


@dataclass(frozen=True, slots=True)
class ProseRun:
    """Words of one look; part: the key of what they light, "" for plain ones."""

    words: str
    color: QColor
    bold: bool = False
    part: str = ""


@shielded
class Prose(QWidget):
    """`lit(part)` while a term is pointed at or has the keyboard, "" when none is; `asked(part)`: one is clicked."""

    lit = Signal(str)
    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs: tuple[ProseRun, ...] = ()
        self._px, self._ground = 16, QColor()
        self._layout = QTextLayout()
        self._at, self.leading = -1, LEADING
        self.setMouseTracking(True)

    def say(self, runs: Sequence[ProseRun], px: int, ground: QColor) -> None:
        """Another text; ground: the colour it stands on."""
        new = tuple(run for run in runs if run.words)
        if (new, px, ground) == (self._runs, self._px, self._ground):
            return
        self._runs, self._px, self._ground = new, px, ground
        self._at = -1
        terms = any(run.part for run in new)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if terms else Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.text)
        self.height_for(self.width())
        self.update()

    @property
    def text(self) -> str:
        """All words as they stand there."""
        return "".join(run.words for run in self._runs)

    @property
    def terms(self) -> tuple[str, ...]:
        """Keys of what its terms light, in their order."""
        return tuple(run.part for run in self._runs if run.part)

    def height_for(self, width: int) -> int:
        """Break it into lines of this width; how high they are together."""
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout = QTextLayout(self.text.replace("\n", "\u2028"), ui_font(self._px))
        self._layout.setTextOption(option)
        self._layout.setFormats(self._formats())
        self._layout.beginLayout()
        y, step = 0.0, self._px * self.leading
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, y + (step - line.height()) / 2))
            y += step
        self._layout.endLayout()
        return round(y)

    def _formats(self) -> list[QTextLayout.FormatRange]:
        formats, start = [], 0
        for number, run in enumerate(self._runs):
            found = QTextLayout.FormatRange()
            found.start, found.length, found.format = start, len(run.words), self._format(number, run)
            start += len(run.words)
            formats.append(found)
        return formats

    def _format(self, number: int, run: ProseRun) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setForeground(run.color)
        if run.bold or run.part:
            look.setFontWeight(int(BOLD))
        if run.part:
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            look.setUnderlineColor(run.color)
        if number == self._at:
            look.setBackground(mix(self._ground, run.color, 0.22))
        return look

    # pointing ----------------------------------------------------------------------------------------------

    def spots(self) -> list[QPointF]:
        """A point inside each term, in their order."""
        found, start = [], 0
        for run in self._runs:
            if run.part:
                line = self._layout.lineForTextPosition(start)
                x = line.cursorToX(start)[0]  # type: ignore[index]
                found.append(QPointF(float(x) + self._px / 3, line.y() + line.height() / 2))
            start += len(run.words)
        return found

    def _run_at(self, at: QPointF) -> int:
        """Number of the term under a point, -1 for none."""
        for number in range(self._layout.lineCount()):
            line = self._layout.lineAt(number)
            inside = line.y() <= at.y() < line.y() + line.height() and line.x() <= at.x()
            if inside and at.x() <= line.x() + line.naturalTextWidth():
                place, start = line.xToCursor(at.x(), QTextLine.CursorPosition.CursorOnCharacter), 0
                for index, run in enumerate(self._runs):
                    start += len(run.words)
                    if place < start:
                        return index if run.part else -1
        return -1

    def _point(self, run: int) -> None:
        if run != self._at:
            self._at = run
            self.height_for(self.width())
            self.update()
            self.lit.emit(self._runs[run].part if run >= 0 else "")

    def _term(self, count: int) -> int:
        """The next or former term from the one that is lit, -1 behind the last."""
        places = [n for n, run in enumerate(self._runs) if run.part]
        now = places.index(self._at) if self._at in places else (-1 if count > 0 else len(places))
        return places[now + count] if 0 <= now + count < len(places) else -1

    # Qt ----------------------------------------------------------------------------------------------------

    def focusNextPrevChild(self, onward: bool) -> bool:
        run = self._term(1 if onward else -1)
        if run >= 0:
            self._point(run)
            return True
        return super().focusNextPrevChild(onward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        by_tab = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_tab:
            self._at = -1
            self._point(self._term(1 if event.reason() == Qt.FocusReason.TabFocusReason else -1))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._point(-1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        run = self._run_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if run >= 0 else Qt.CursorShape.ArrowCursor)
        self._point(run)

    def leaveEvent(self, event: QEvent) -> None:
        self._point(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        run = self._run_at(event.position())
        if run >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.asked.emit(self._runs[run].part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.height_for(self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as p, facts.layer(self, "prose"):
            for run in self._runs:
                facts.tell("prose", of=run.part, word=run.words, color=run.color)
            self._layout.draw(p, QPointF(0, 0))
