"""How a page's question is answered: one of several choices, or a number that is typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFont, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from rnnviz.model.figures.numbers import read_number
from rnnviz.view.experiment.controls import Field
from rnnviz.view.lessons.prose import type_of
from rnnviz.view.look import facts
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import DARK, Scale, Theme, mix
from rnnviz.view.widgets.even_line import EvenLine
from rnnviz.view.widgets.paper import BOLD, text_width, words, wrapped

TICK, CROSS = "\u2713", "\u2717"


@dataclass(frozen=True, slots=True)
class ChoiceLook:
    """chosen: by somebody; shown: whether the answer is; right: whether it is this one."""

    chosen: bool = False
    shown: bool = False
    right: bool = False


@shielded
class ChoiceButton(QAbstractButton):
    """A letter and a text that may go on in lines below; what is right and wrong is a sign, too, never colour alone."""

    def __init__(self, letter: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._letter, self._look = letter, ChoiceLook()
        self._theme, self._px = DARK, 16
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_choice(self, text: str, look: ChoiceLook, theme: Theme, px: int) -> None:
        """What stands on it and how."""
        self._look, self._theme, self._px = look, theme, px
        self.setText(text)
        self.setAccessibleName(f"{self._letter} {text}")
        self.setAccessibleDescription(self._sign if look.shown else "")
        self.update()

    @property
    def _sign(self) -> str:
        """Before the text once the answer is shown."""
        look = self._look
        return TICK if look.shown and look.right else CROSS if look.shown and look.chosen else self._letter

    @property
    def _before(self) -> float:
        return 2.2 * self._px

    def line_width(self) -> int:
        """What it needs to stand in one line."""
        return round(self._before + text_width(self.text(), self._px, BOLD) + 0.8 * self._px)

    def height_for(self, width: int) -> int:
        return round((0.9 + 1.4 * len(self._lines(width))) * self._px)

    def _lines(self, width: int) -> tuple[str, ...]:
        return wrapped(self.text(), width - self._before - 0.8 * self._px, self._px) or ("",)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, look, px = self._theme, self._look, self._px
        marked = (look.shown and look.right) or (look.chosen and not look.shown)
        hue = theme.role("input") if look.shown and look.right else theme.accent
        hue = theme.error if look.shown and look.chosen and not look.right else hue
        lit = marked or (look.shown and look.chosen)
        frame = hue if lit else theme.accent if self.hasFocus() else theme.faint if self.underMouse() else theme.line
        with QPainter(self) as p, facts.layer(self, "choice"):
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.setPen(QPen(frame, (2.0 if lit or self.hasFocus() else 1.2) * max(1.0, px / 20)))
            p.setBrush(mix(theme.panel, hue, 0.18) if lit else theme.panel)
            p.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 0.45 * px, 0.45 * px)
            ink = theme.text if lit or not look.shown else theme.dim
            self._write(p, hue if lit else theme.dim, ink, BOLD if marked else QFont.Weight.Normal)

    def _write(self, p: QPainter, hue: QColor, color: QColor, weight: QFont.Weight) -> None:
        px, lines = self._px, self._lines(self.width())
        y = self.height() / 2 - 0.7 * px * len(lines) + 1.05 * px
        words(p, 0.85 * px, y, self._sign, px, hue, weight=BOLD)
        for number, line in enumerate(lines):
            words(p, self._before, y + 1.4 * px * number, line, px, color, weight=weight)


@shielded
class ChoiceList(QWidget):
    """`chosen(number)`, counted from 0; side by side where all have room in one line, else below each other."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.buttons: list[ChoiceButton] = []
        self._gap = 8

    def show_choices(self, texts: Sequence[str], looks: Sequence[ChoiceLook], theme: Theme, scale: Scale) -> None:
        """As many buttons as there are choices."""
        self._gap = max(6, scale.px(10))
        while len(self.buttons) < len(texts):
            button = ChoiceButton("ABCDEF"[len(self.buttons)], self)
            button.clicked.connect(self._clicked)
            self.buttons.append(button)
        for number, button in enumerate(self.buttons):
            button.setVisible(number < len(texts))
            if number < len(texts):
                button.show_choice(texts[number], looks[number], theme, type_of(scale))
        self.height_for(self.width())

    @property
    def _shown(self) -> list[ChoiceButton]:
        return [button for button in self.buttons if not button.isHidden()]

    def height_for(self, width: int) -> int:
        """Put them in their places; how high they are together."""
        shown = self._shown
        if not shown:
            return 0
        each = (width - self._gap * (len(shown) - 1)) // len(shown)
        if all(button.line_width() <= each for button in shown):
            height = shown[0].height_for(each)
            for number, button in enumerate(shown):
                button.setGeometry(number * (each + self._gap), 0, each, height)
            return height
        y = 0
        for button in shown:
            button.setGeometry(0, y, width, button.height_for(width))
            y += button.height() + self._gap
        return y - self._gap

    def _clicked(self) -> None:
        self.chosen.emit(self.buttons.index(self.sender()))  # type: ignore[arg-type]

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.height_for(self.width())


@shielded
class NumberAnswer(QWidget):
    """`typed(number)`: 0.5, 0,5 or 1/3; what is no number is marked and stays to be mended."""

    typed = Signal(float)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = Field(self)
        self._even = EvenLine(self.field)
        self._theme, self._px, self._sign, self._said = DARK, 16, "", ""
        self.field.editingFinished.connect(self._typed)
        self.field.returnPressed.connect(self.field.clearFocus)  # the keys are the lesson's again
        self.field.cancelled.connect(self._restore)

    def show_answer(self, said: str, look: ChoiceLook, theme: Theme, scale: Scale) -> None:
        """said: what was answered; chosen: whether anything was."""
        self._theme, self._px, self._said = theme, type_of(scale), said
        self._sign = (TICK if look.right else CROSS) if look.shown and look.chosen else ""
        if not self.field.hasFocus():
            self._restore()
        self.field.setPlaceholderText(self.tr("a number"))
        self.field.setAccessibleName(self.tr("Your answer, a number"))
        self.field.setReadOnly(look.shown)
        self.height_for(self.width())
        self.update()

    def height_for(self, width: int) -> int:
        height = round(2.1 * self._px)
        self.field.setGeometry(0, 0, min(width, 9 * self._px), height)
        return height

    def _restore(self) -> None:
        self.field.setText(self._said)
        self._mark(False)

    def _mark(self, bad: bool) -> None:
        if bool(self.field.property("bad")) != bad:
            self.field.setProperty("bad", bad)
            self.field.style().polish(self.field)

    def _typed(self) -> None:
        text = self.field.text().strip()
        value = read_number(text)
        self._mark(bool(text) and value is None)
        if value is not None and text != self._said:
            self.typed.emit(value)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as p, facts.layer(self, "number"):
            color = self._theme.role("input") if self._sign == TICK else self._theme.error
            at = QPointF(self.field.width() + 0.8 * self._px, self.field.height() / 2 + 0.36 * self._px)
            words(p, at.x(), at.y(), self._sign, self._px, color, weight=BOLD)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.height_for(self.width())
