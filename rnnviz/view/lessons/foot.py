"""Below a page: the way back, what is left to do, and what the key → does next."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from rnnviz.model.lessons.onward import Onward
from rnnviz.view.lessons.prose import type_of
from rnnviz.view.look import facts
from rnnviz.view.look.language import retranslated
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import DARK, Scale, Theme, ink, mix
from rnnviz.view.widgets.paper import BOLD, Align, fitting, text_width, words

BACK, ON = "\u2190", "\u2192"


@shielded
class KeyButton(QAbstractButton):
    """A key and what it does; dashed: something is to be done before."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._px, self._loud, self._dashed = DARK, 16, False, False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_key(self, text: str, loud: bool, dashed: bool, theme: Theme, px: int) -> None:
        self._theme, self._px, self._loud, self._dashed = theme, px, loud, dashed
        self.setText(text)
        self.setAccessibleName(text)
        self.update()

    def needed(self) -> int:
        """Its width."""
        return round(text_width(self.text(), self._px, BOLD) + 2.2 * self._px)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self._theme, self._px
        full = self._loud and not self._dashed
        frame = theme.text if self.hasFocus() else theme.accent if self._loud else theme.line
        ground = theme.accent if full else mix(theme.panel, theme.accent, 0.14) if self._loud else theme.panel
        with QPainter(self) as p, facts.layer(self, "key"):
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = QPen(frame, (2.0 if self.hasFocus() else 1.2) * max(1.0, px / 20))
            pen.setStyle(Qt.PenStyle.DashLine if self._dashed else Qt.PenStyle.SolidLine)
            p.setPen(pen)
            p.setBrush(mix(ground, theme.text, 0.08) if self.underMouse() else ground)
            p.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 0.45 * px, 0.45 * px)
            color = ink(theme, theme.accent) if full else theme.text if not self._dashed else self._quiet()
            words(p, self.width() / 2, self.height() / 2 + 0.36 * px, self.text(), px, color, Align.AlignHCenter, BOLD)

    def _quiet(self) -> QColor:
        return self._theme.dim if self._theme.name == "light" else self._theme.accent


@shielded
@retranslated
class PageFoot(QWidget):
    """`back` and `onward` when one of the two is clicked."""

    back = Signal()
    onward = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._scale, self._hint, self._urgent = DARK, Scale(), "", False
        self.to_back, self.to_go = KeyButton(self), KeyButton(self)
        self.to_back.clicked.connect(self.back)
        self.to_go.clicked.connect(self.onward)
        self._comes, self._last = Onward.TURN, False

    def show_foot(self, comes: Onward, asks: bool, last: bool, hint: str, urgent: bool) -> None:
        """comes: what → does; asks: whether an answer is still to be shown; last: whether a lesson follows."""
        self._comes, self._last, self._asks = comes, last, asks
        self._hint, self._urgent = hint, urgent
        self.retranslate()

    def dress(self, theme: Theme, scale: Scale) -> None:
        self._theme, self._scale = theme, scale
        self.retranslate()

    def retranslate(self) -> None:
        px = type_of(self._scale)
        dashed, back = self._comes is Onward.WAIT, self.tr("Back")
        self.to_back.show_key(f"{BACK} {back}", False, False, self._theme, px)
        self.to_go.show_key(f"{ON} {self._words()}", True, dashed, self._theme, px)
        self._lay_out()
        self.update()

    def _words(self) -> str:
        match self._comes:
            case Onward.STORY:
                return self.tr("Step")
            case Onward.DIRECTION:
                return self.tr("Turn round")
            case Onward.REVEAL:
                return self.tr("Reveal")
            case Onward.WAIT:
                return self.tr("Reveal") if self._asks else self.tr("Next")
            case Onward.END:
                return self.tr("All lessons") if self._last else self.tr("Next lesson")
        return self.tr("Next")

    @property
    def height_needed(self) -> int:
        return round(2.15 * type_of(self._scale))

    def _lay_out(self) -> None:
        height = self.height()
        self.to_back.setGeometry(0, 0, self.to_back.needed(), height)
        wanted = max(self.to_go.needed(), round(0.38 * self.width()))
        self.to_go.setGeometry(self.width() - wanted, 0, wanted, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        left, right = self.to_back.width(), self.to_go.x()
        px, gap = round(0.9 * type_of(self._scale)), 0.6 * type_of(self._scale)
        with QPainter(self) as p, facts.layer(self, "hint"):
            text = fitting((self._hint,), right - left - 2 * gap, px)
            color = self._theme.text if self._urgent else self._theme.dim
            words(p, (left + right) / 2, self.height() / 2 + 0.36 * px, text, px, color, Align.AlignHCenter)
