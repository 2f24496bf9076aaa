"""The card below a wrong line: what is wrong, and what to write instead."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from rnnviz.view.look.language import retranslated
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import DARK, Scale, Theme, mix

NOTCH, RADIUS = 8, 6
"""In a window 1080 px high, and never less."""


@shielded
@retranslated
class EditorCard(QWidget):
    """`replaced` when its button is pressed; `fix` is what it would write."""

    replaced = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.fix = ""
        self._theme, self._tip, self._size = DARK, 40.0, 1.0
        self._why, self._hint = QLabel(self), QLabel(self)
        self._hint.setProperty("kind", "dim")
        for label in (self._why, self._hint):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.button = QPushButton(self)
        self.button.setProperty("alarm", True)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.replaced)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._why)
        texts.addWidget(self._hint)
        self._row = QHBoxLayout(self)
        self._row.addLayout(texts, 1)
        self._row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """What it says is said anew by the field it belongs to."""
        self.button.setText(self.tr("Replace  Tab"))
        self.button.setAccessibleName(self.tr("Replace (Tab)"))
        self.button.setToolTip(self.tr("Write this instead (Tab)"))

    @property
    def text(self) -> str:
        """What it says."""
        return " ".join(t for t in (self._why.text(), self._hint.text()) if t)

    def set_look(self, theme: Theme, scale: Scale) -> None:
        self._theme, self._size = theme, max(1.0, scale.px(100) / 100)
        pad = max(6, scale.px(10))
        self._row.setContentsMargins(2 * pad, pad + round(NOTCH * self._size), pad, pad)
        self._row.setSpacing(2 * pad)
        self.update()

    def say(self, why: str, fix: str) -> None:
        """A sentence, and the word or equation that mends it."""
        self.fix = fix
        self._why.setText(why)
        self._hint.setText(self.tr("Did you mean {0} ?").format(fix) if " " in fix else self._meant(fix))
        self._hint.setVisible(bool(fix))
        self.button.setVisible(bool(fix))
        self.setAccessibleName(self.text)

    def _meant(self, fix: str) -> str:
        return self.tr("Did you mean {0}?").format(fix) if fix else ""

    def place(self, x: int, y: int, width: int, tip: float) -> None:
        """Lie below a line, the notch pointing at a place of it."""
        rim = 3.0 * NOTCH * self._size
        self._tip = min(max(tip - x, rim), width - rim)
        self.setGeometry(x, y, width, self.height_for(width))
        self.update()

    def height_for(self, width: int) -> int:
        self._row.activate()
        return max(self._row.heightForWidth(width), self._row.minimumSize().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, rise, radius = self._theme, NOTCH * self._size, RADIUS * self._size
        path = QPainterPath()
        path.addRoundedRect(self.rect().toRectF().adjusted(1, rise, -1, -1), radius, radius)
        notch = QPainterPath(QPointF(self._tip - rise, rise + 1))
        notch.lineTo(self._tip, 1)
        notch.lineTo(self._tip + rise, rise + 1)
        notch.closeSubpath()
        with QPainter(self) as p:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.setPen(QPen(theme.error, 1.4 * self._size))
            p.setBrush(mix(theme.panel, theme.error, 0.16))
            p.drawPath(path.united(notch))
