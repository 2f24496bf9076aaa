"""The field of the sequence: a sentence or numbers as text; what it cannot show of it fades, and the tip says all."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QLinearGradient, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QApplication, QLineEdit, QStyle, QStyleOptionFrame, QWidget

from rnnviz.model.setup.sequence import MAX_TEXT
from rnnviz.view.look.language import retranslated
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import with_alpha
from rnnviz.view.widgets.even_line import EvenLine
from rnnviz.view.widgets.tips import Tips

LONGEST = MAX_TEXT + 1
"""Characters of the field. Text cut to Qt's 32,767 would silently be another sequence; too long a one is refused."""
TOLD = 1200
"""Characters of it that a tip has room for."""


@shielded
@retranslated
class SequenceField(QLineEdit):
    """Rows pasted from a spreadsheet arrive whole instead of as one line."""

    cancelled = Signal()
    pasted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(LONGEST)
        self._tips, self._even = Tips(self), EvenLine(self)
        self._given: int | None = None
        self._hue = QColor()
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Sequence: words or numbers"))
        self.setPlaceholderText(self.tr("words, or numbers such as 0.5 −1 1/3"))
        self.setToolTip(
            self.tr("Type words or numbers and press Enter. Rows of several numbers are separated by a semicolon.")
        )

    def mark(self, given: int | None) -> None:
        """What stands behind so many characters the network wrote; None: nothing."""
        self._given = given
        self.update()

    def set_hue(self, hue: QColor) -> None:
        """The colour of what the network wrote."""
        self._hue = hue
        self.update()

    @property
    def overfull(self) -> bool:
        """Whether there is more of the text than is seen."""
        text = self.text()[:TOLD]  # the width of a long one is long to find
        return self.fontMetrics().horizontalAdvance(text) > self._inside().width()

    def tip(self, place: QPointF) -> str:
        """The text where not all of it is seen, else how to type one."""
        if not self.overfull:
            return self.toolTip()
        text = self.text()
        return text if len(text) <= TOLD else text[: TOLD - 1] + "…"

    def _inside(self) -> QRect:
        """Where the text stands."""
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        return self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._given is not None and not self.hasFocus():
            self._underline(self._given)
        if self.hasFocus() or not self.overfull:
            return
        inside = self._inside()
        ground, em = self.palette().color(QPalette.ColorRole.Base), self.fontMetrics().height()
        fade = QLinearGradient(inside.right() - 1.6 * em, 0, inside.right(), 0)
        fade.setColorAt(0, with_alpha(ground, 0.0))
        fade.setColorAt(1, ground)
        with QPainter(self) as p:
            p.fillRect(inside.adjusted(inside.width() - 2 * em, 0, 1, 0), fade)

    def _underline(self, given: int) -> None:
        """A dotted line below what the network wrote, as far as it is seen."""
        inside, metrics, text = self._inside(), self.fontMetrics(), self.text()
        left = inside.left() + 2 + metrics.horizontalAdvance(text[:given] + " ")
        right = min(inside.left() + 2 + metrics.horizontalAdvance(text), inside.right())
        if left >= right or metrics.horizontalAdvance(text[:TOLD]) > 40 * inside.width():
            return
        pen = QPen(self._hue, 2)
        pen.setStyle(Qt.PenStyle.DotLine)
        with QPainter(self) as p:
            p.setPen(pen)
            y = inside.center().y() + metrics.ascent() // 2 + 4
            p.drawLine(left, y, right, y)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
            return
        if event.matches(QKeySequence.StandardKey.Paste):
            text = QApplication.clipboard().text()
            if "\n" in text.strip() or "\t" in text:
                self.pasted.emit(text)
                return
        super().keyPressEvent(event)
