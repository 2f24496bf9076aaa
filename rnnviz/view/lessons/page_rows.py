"""The pages of the open lesson, one below the other, or as numbers in a row where room is short."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from rnnviz.view.look import facts
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import DARK, Theme, mix
from rnnviz.view.widgets.paper import BOLD, Align, elided, words

PLAIN = QFont.Weight.Normal
TICK = "\u2713"


@dataclass(frozen=True, slots=True)
class PageRow:
    """title: of a page or a lesson; done: whether it was completed; now: whether it is open; sign: its number; more:
    what stands at its end."""

    title: str
    done: bool
    now: bool
    sign: str
    more: str = ""


@shielded
class PageButton(QAbstractButton):
    """One page: a tick or its number, and its title where there is room for it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._row, self._narrow = PageRow("", False, False, ""), False
        self._theme, self._px = DARK, 16
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_row(self, row: PageRow, narrow: bool, theme: Theme, px: int) -> None:
        self._row, self._narrow, self._theme, self._px = row, narrow, theme, px
        self.setAccessibleName(f"{row.sign}: {row.title}")
        self.setAccessibleDescription(
            ", ".join(said for said in (self.tr("done") if row.done else "", row.more) if said)
        )
        self.setToolTip(row.title if narrow else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px, row = self._theme, self._px, self._row
        with QPainter(self) as p, facts.layer(self, "row"):
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.setPen(Qt.PenStyle.NoPen)
            if row.now or self.underMouse() or self.hasFocus():
                p.setBrush(mix(theme.panel, theme.accent, 0.22) if row.now else mix(theme.panel, theme.text, 0.08))
                p.drawRoundedRect(QRectF(self.rect()), 0.25 * px, 0.25 * px)
            if row.now:
                p.fillRect(QRectF(0, 0, max(3, round(0.19 * px)), self.height()), theme.accent)
            sign, hue = (TICK, theme.role("input")) if row.done else (row.sign, theme.text)
            base = self.height() / 2 + 0.36 * px
            words(p, 1.05 * px, base, sign, px, hue if row.now or row.done else theme.dim, Align.AlignHCenter)
            if not self._narrow:
                self._write_title(p, base)

    def _write_title(self, p: QPainter, base: float) -> None:
        theme, px, row = self._theme, self._px, self._row
        small = round(0.86 * px)
        taken = words(p, self.width() - 0.6 * px, base, row.more, small, theme.dim, Align.AlignRight)
        color, weight = theme.text if row.now or row.done else theme.dim, BOLD if row.now else PLAIN
        text = elided(row.title, self.width() - 3.1 * px - taken, px, weight)
        words(p, 2.1 * px, base, text, px, color, weight=weight)


@shielded
class PageRows(QWidget):
    """`chosen(number)`, counted from 0. `narrow`: numbers only."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.buttons: list[PageButton] = []
        self._rows: tuple[PageRow, ...] = ()
        self._theme, self._px, self.narrow = DARK, 16, False

    def show_rows(self, rows: tuple[PageRow, ...], theme: Theme, px: int) -> None:
        self._rows, self._theme, self._px = rows, theme, px
        while len(self.buttons) < len(rows):
            button = PageButton(self)
            button.clicked.connect(self._clicked)
            self.buttons.append(button)
        self._show()

    def _show(self) -> None:
        for number, button in enumerate(self.buttons):
            button.setVisible(number < len(self._rows))
            if number < len(self._rows):
                button.show_row(self._rows[number], self.narrow, self._theme, self._px)

    def height_for(self, width: int, narrow: bool) -> int:
        """Put them in their places; how high they are together."""
        if narrow != self.narrow:
            self.narrow = narrow
            self._show()
        count, row = len(self._rows), round(1.625 * self._px)
        if not narrow:
            for number, button in enumerate(self.buttons[:count]):
                button.setGeometry(0, number * row, width, row)
            return count * row
        each = min(round(2.1 * self._px), width // max(1, count))
        for number, button in enumerate(self.buttons[:count]):
            button.setGeometry(number * each, 0, each, row)
        return row

    def _clicked(self) -> None:
        self.chosen.emit(self.buttons.index(self.sender()))  # type: ignore[arg-type]
