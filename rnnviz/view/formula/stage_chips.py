"""The stages of a cell as a row of chips: "1 forget  2 input ...", the present one filled in its role's colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from rnnviz.view.look.language import retranslated
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import DARK, Theme, mix
from rnnviz.view.widgets.paper import BOLD, Align, metrics, text_width, words


@shielded
class StageChip(QAbstractButton):
    """One stage; chosen by a click, Enter or Space."""

    def __init__(self, number: int, name: str, role: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.number, self.name, self.role = number, name, role
        self.index = number - 1
        self.theme, self.px, self.short = DARK, 14, False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def label(self) -> str:
        return str(self.number) if self.short and not self.isChecked() else f"{self.number} {self.name}"

    def fit(self, theme: Theme, px: int, height: int, short: bool) -> int:
        """Take a look and a size; returns the width. Both weights have room, so that choosing moves nothing."""
        if (theme, px, short) != (self.theme, self.px, self.short):
            self.theme, self.px, self.short = theme, px, short
            self.update()
        width = round(max(text_width(self.label, px, BOLD), px * 0.8) + px * 1.7)
        if (width, height) != (self.minimumWidth(), self.minimumHeight()):
            self.setFixedSize(width, height)
        return width

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, hue, on = self.theme, self.theme.role(self.role), self.isChecked()
        ring = theme.accent if self.hasFocus() else hue if on else theme.line
        width = max(1.2, self.px / 9) if on or self.hasFocus() else 1.2
        with QPainter(self) as p:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(self.rect()).adjusted(width, width, -width, -width)
            p.setPen(QPen(ring, width))
            p.setBrush(mix(theme.panel, hue, 0.34) if on else theme.box if self.underMouse() else theme.panel)
            p.drawRoundedRect(box, box.height() / 2, box.height() / 2)
            weight = BOLD if on else QFont.Weight.Normal
            baseline = box.center().y() + metrics(self.px, weight).capHeight() / 2
            color = theme.text if on or self.underMouse() else theme.dim
            words(p, box.center().x(), baseline, self.label, self.px, color, Align.AlignHCenter, weight)

    def sizeHint(self) -> QSize:
        return self.size()

    def nextCheckState(self) -> None:
        """Only the story marks a stage."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


@retranslated
class StageChips(QWidget):
    """All stages, or those round the present one where there is no room for all."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips: list[StageChip] = []
        self._stages: tuple[tuple[str, str], ...] = ()
        self._backward = False

    def set_stages(self, stages: tuple[tuple[str, str], ...]) -> None:
        """(name, role) of every stage, in order."""
        if stages == self._stages:
            return
        self._stages = stages
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        self.chips = [StageChip(n, name, role, self) for n, (name, role) in enumerate(stages, 1)]
        self._backward = False
        for chip in self.chips:
            chip.clicked.connect(self._clicked)
        self.retranslate()

    def retranslate(self) -> None:
        for chip in self.chips:
            chip.setAccessibleName(self.tr("Stage {number}: {name}").format(number=chip.number, name=chip.name))

    def set_backward(self, backward: bool) -> None:
        """Backward the numbers count from the right: they tell the order of the story."""
        if backward == self._backward:
            return
        self._backward = backward
        for chip in self.chips:
            chip.number = len(self.chips) - chip.index if backward else chip.index + 1
            chip.update()
        self.retranslate()

    def mark(self, current: int | None) -> None:
        """Which stage the story stands in; None between whole steps."""
        for n, chip in enumerate(self.chips):
            chip.setChecked(n == current)

    def place(self, theme: Theme, px: int, height: int, room: int) -> int:
        """Lay the chips out in `room` pixels; returns what they take."""
        gap = round(px * 0.7)
        for short in (False, True):
            widths = [chip.fit(theme, px, height, short) for chip in self.chips]
            if sum(widths) + gap * (len(widths) - 1) <= room:
                break
        x = 0
        first, last = self._window(widths, gap, room)
        for n, chip in enumerate(self.chips):
            chip.setVisible(first <= n < last)
            if first <= n < last:
                chip.move(x, 0)
                x += widths[n] + gap
        taken = max(0, x - gap)
        if (max(1, taken), height) != (self.minimumWidth(), self.minimumHeight()):
            self.setFixedSize(max(1, taken), height)
        return taken

    def _window(self, widths: list[int], gap: int, room: int) -> tuple[int, int]:
        """The stages shown: as many as fit, the present one among them."""
        current = next((n for n, chip in enumerate(self.chips) if chip.isChecked()), 0)
        first = 0
        while True:
            used, last = 0, first
            while last < len(widths) and used + widths[last] <= room:
                used += widths[last] + gap
                last += 1
            if last > current or first >= len(widths) - 1:
                return first, max(last, first + 1)
            first += 1

    def _clicked(self) -> None:
        chip = self.sender()
        if isinstance(chip, StageChip):
            self.chosen.emit(chip.index)
