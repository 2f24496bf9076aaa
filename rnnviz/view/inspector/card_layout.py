"""What stands on a card, placed: texts, mathematics, boxes, and the numbers that can be edited."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from rnnviz.view.look import typeset
from rnnviz.view.look.facts import tell
from rnnviz.view.look.typeset import Row
from rnnviz.view.widgets.paper import Align, text_width, words

NORMAL = QFont.Weight.Normal
Place = tuple[str, tuple[int, ...]]
"""A number's parameter and index."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words in the interface face at a baseline."""

    x: float
    y: float
    text: str
    px: int
    color: QColor
    align: Align = Align.AlignLeft
    weight: QFont.Weight = NORMAL


@dataclass(frozen=True, slots=True)
class Maths:
    """A row of mathematics at a baseline."""

    x: float
    y: float
    row: Row
    px: int
    color: QColor
    align: Align = Align.AlignLeft


@dataclass(frozen=True, slots=True)
class FilledBlock:
    """A filled rectangle, with a ring where it marks the chosen unit."""

    rect: QRectF
    fill: QColor
    ring: QColor | None = None


@dataclass(frozen=True, slots=True)
class NumberField:
    """Where an editable number stands."""

    rect: QRectF
    name: str
    index: tuple[int, ...]
    value: float

    @property
    def place(self) -> Place:
        """Which number it is."""
        return self.name, self.index


@dataclass(frozen=True, slots=True)
class Fold:
    """Where a click opens the other terms of a product, or folds them away."""

    rect: QRectF
    product: int


@dataclass(slots=True)
class CardLayout:
    """Things placed from the top down; `y` is where the next one goes."""

    width: float
    pad: float
    y: float = 0.0
    things: list[Said | Maths | FilledBlock] = field(default_factory=list)
    spots: list[NumberField] = field(default_factory=list)
    folds: list[Fold] = field(default_factory=list)

    @property
    def left(self) -> float:
        return self.pad

    @property
    def right(self) -> float:
        return self.width - self.pad

    @property
    def room(self) -> float:
        return self.width - 2 * self.pad

    def say(
        self, x: float, text: str, px: int, color: QColor, align: Align = Align.AlignLeft, weight: QFont.Weight = NORMAL
    ) -> float:
        """Words at the present line; returns where they end (or begin, when right-aligned)."""
        self.things.append(Said(x, self.y, text, px, color, align, weight))
        width = text_width(text, px, weight)
        return x - width if align & Align.AlignRight else x + width

    def math(self, x: float, row: Row, px: int, color: QColor, align: Align = Align.AlignLeft) -> float:
        """Mathematics at the present line; returns where it ends."""
        self.things.append(Maths(x, self.y, row, px, color, align))
        return x + typeset.width(row, px)

    def editable(
        self, x: float, text: str, px: int, color: QColor, name: str, index: tuple[int, ...], value: float
    ) -> float:
        """A right-aligned number that a double-click edits."""
        begin = self.say(x, text, px, color, Align.AlignRight)
        self.spots.append(NumberField(QRectF(begin - 2, self.y - px, x - begin + 4, px * 1.35), name, index, value))
        return begin

    def folding(self, text: str, px: int, color: QColor, product: int) -> None:
        """Words at the left that open or fold a product's other terms."""
        end = self.say(self.left, text, px, color)
        self.folds.append(Fold(QRectF(self.left - 2, self.y - px, end - self.left + 4, px * 1.35), product))

    def block(self, rect: QRectF, fill: QColor, ring: QColor | None = None) -> None:
        self.things.append(FilledBlock(rect, fill, ring))

    def texts(self) -> list[str]:
        """All that is painted, in order."""
        return [
            t.text if isinstance(t, Said) else typeset.plain(t.row)
            for t in self.things
            if not isinstance(t, FilledBlock)
        ]


def paint(p: QPainter, layout: CardLayout) -> None:
    """Draw everything placed."""
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    for thing in layout.things:
        if isinstance(thing, Said):
            words(p, thing.x, thing.y, thing.text, thing.px, thing.color, thing.align, thing.weight)
        elif isinstance(thing, Maths):
            typeset.draw(p, thing.x, thing.y, thing.row, thing.px, thing.align, thing.color)
        else:
            tell("square", value=thing.ring is not None, color=thing.fill, at=thing.rect.center())
            p.setPen(QPen(thing.ring, 2) if thing.ring else Qt.PenStyle.NoPen)
            p.setBrush(thing.fill)
            p.drawRoundedRect(thing.rect, 1.5, 1.5)
