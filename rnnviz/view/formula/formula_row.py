"""A reading as coloured mathematics on one line, shortened step by step until it fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPainter

from rnnviz.model.reading.reading import Bit, Bits, Reading
from rnnviz.view.look import typeset
from rnnviz.view.look.style import Theme
from rnnviz.view.look.typeset import MINUS, Piece, Row

OFFSETS = {0: "t", -1: f"t{MINUS}1", 1: "t+1", -2: f"t{MINUS}2"}
translate = QCoreApplication.translate
GAP = 0.62
"""Room at both sides of an equals sign, in parts of the type size."""


@dataclass(frozen=True, slots=True)
class Formula:
    """Rows with a sign between each two, and the size at which they fit."""

    rows: tuple[Row, ...]
    signs: tuple[str, ...]
    px: int

    @property
    def text(self) -> str:
        """What is printed, in plain characters."""
        words = [typeset.plain(row) for row in self.rows]
        signs = ["", *(f" {sign} " for sign in self.signs)]
        return "".join(sign + word for sign, word in zip(signs, words, strict=True))

    @property
    def width(self) -> float:
        return width(self.rows, self.px)


def row_of(bits: Bits, theme: Theme) -> Row:
    """Names, numbers and signs in their roles' colours."""
    found: list[Piece] = []
    for bit in bits:
        found.extend(_pieces(bit, theme))
    return tuple(found)


def _pieces(bit: Bit, theme: Theme) -> Row:
    color = theme.role(bit.role) if bit.role else theme.text
    if bit.kind == "asked":
        return (Piece(f" {bit.text} ", theme.accent),)
    if bit.kind == "word":
        return (Piece(worded(bit.text), color),)
    if bit.kind == "raised":
        return (Piece(bit.text, color, sup=True),)
    if bit.kind in ("text", "number"):
        return (Piece(bit.text, color),)
    index = "" if bit.offset is None else OFFSETS.get(bit.offset, f"t{bit.offset:+d}")
    letters = typeset.symbol(bit.name, index, color)
    return letters if bit.kind == "name" else (Piece("∂L/∂", color, italic=True), *letters)


def worded(text: str) -> str:
    """The few words a formula holds, in the reader's language."""
    word = text.rstrip()
    words = {
        "via": translate("FormulaBar", "via"), "loss": translate("FormulaBar", "loss"),
        "target": translate("FormulaBar", "target"), "no target": translate("FormulaBar", "no target"),
    }  # fmt: skip
    return words.get(word, word) + text[len(word) :]


def width(rows: tuple[Row, ...], px: int) -> float:
    """Width of rows with signs between them."""
    gaps = (len(rows) - 1) * (2 * GAP * px + typeset.width(typeset.text("="), px))
    return sum(typeset.width(row, px) for row in rows) + gaps


def fitted(reading: Reading, theme: Theme, room: float, base: int, least: int) -> Formula:
    """The longest form that fits: full size, then smaller down to `least`, then without its middle parts.

    The value alone is shrunk as far as it must: a formula is never clipped.
    """
    rows: tuple[Row, ...] = ()
    signs: tuple[str, ...] = ()
    for rows, signs in _forms(reading, theme):  # one by one: nearly always the first fits
        for px in range(base, least - 1, -1):
            if width(rows, px) <= room:
                return Formula(rows, signs, px)
    px = max(1, int(least * room / max(room, width(rows, least))))
    return Formula(rows, signs, px)


def _forms(reading: Reading, theme: Theme) -> Iterator[tuple[tuple[Row, ...], tuple[str, ...]]]:
    """Ever shorter forms: without the last worked-out steps, without symbols, and the value alone."""
    count = len(reading.steps)
    for steps in range(count, 0, -1):
        yield _form(reading, theme, True, range(steps))
    if not count:
        yield _form(reading, theme, True, range(0))
    for k in range(min(count, 2)):
        yield _form(reading, theme, False, range(k, k + 1))
    yield _form(reading, theme, False, range(0))


def _form(reading: Reading, theme: Theme, symbols: bool, chosen: range) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    rows = [(reading.head, "="), (reading.symbols if symbols else (), "=")]
    for k in chosen:
        step = reading.steps[k]
        followed = k + 1 in chosen or k + 1 == len(reading.steps)
        holds = step.joins if followed else step.ends
        rows.append((step.bits, "=" if holds else "≈"))
    rows.append((reading.value, ""))
    shown = [(row_of(bits, theme), sign) for bits, sign in rows if bits]
    return tuple(row for row, _ in shown), tuple(sign for _, sign in shown[:-1])


def draw(p: QPainter, x: float, baseline: float, formula: Formula, theme: Theme) -> float:
    """Draw a formula from x on; returns where it ends."""
    px = formula.px
    for k, row in enumerate(formula.rows):
        if k:
            x += GAP * px
            x += typeset.draw(p, x, baseline, typeset.text(formula.signs[k - 1]), px, color=theme.text) + GAP * px
        x += typeset.draw(p, x, baseline, row, px, color=theme.text)
    return x
