"""Left of the equations: their numbers, and a bar in the colour of each one's role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from rnnviz.view.cell_editor.lines import first_line, row_rect
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import DARK, Theme, mix
from rnnviz.view.widgets.paper import Align, metrics, text_width, words


@dataclass(frozen=True, slots=True)
class RowLook:
    """One row with an equation: its number, its role, whether it is wrong."""

    number: int
    role: str
    wrong: bool = False


@shielded
class Gutter(QWidget):
    """Painted beside the text of an editor."""

    def __init__(self, editor: QWidget) -> None:
        super().__init__(editor)
        self._editor, self._theme, self._px = editor, DARK, 14
        self._rows: dict[int, RowLook] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @property
    def rows(self) -> dict[int, RowLook]:
        return self._rows

    def set_look(self, theme: Theme, px: int) -> None:
        self._theme, self._px = theme, px
        self.update()

    def show_rows(self, rows: Mapping[int, RowLook]) -> None:
        self._rows = dict(rows)
        self.update()

    def room(self) -> int:
        """Pixels it needs for two digits and a bar."""
        return round(text_width("88", self._px) + 2.6 * self._px)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as p:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            for row, look in self._rows.items():
                whole, line = row_rect(self._editor, row), first_line(self._editor, row)
                if whole is None or line is None or whole.bottom() < 0 or whole.top() > self.height():
                    continue
                if look.wrong:
                    tint = mix(self._theme.stage, self._theme.error, 0.16)
                    p.fillRect(QRectF(0, whole.top(), self.width(), whole.height()), tint)
                self._draw(p, line, look)

    def _draw(self, p: QPainter, line: QRectF, look: RowLook) -> None:
        theme, px = self._theme, self._px
        color = theme.error if look.wrong else theme.dim
        baseline = line.center().y() + metrics(px).capHeight() / 2
        bar = max(4.0, px / 4)
        right = self.width() - 0.9 * px
        words(p, right - bar - 0.7 * px, baseline, str(look.number), px, color, Align.AlignRight)
        if not look.role:
            return
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(theme.error if look.wrong else theme.role(look.role))
        height = min(line.height(), 1.35 * px)
        p.drawRoundedRect(QRectF(right - bar, line.center().y() - height / 2, bar, height), bar / 2, bar / 2)
