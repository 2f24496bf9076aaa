"""The formula on a card: symbols on the first line, then one line for each step."""

from __future__ import annotations

from rnnviz.model.reading.reading import Bits, Reading
from rnnviz.view.formula import formula_row
from rnnviz.view.inspector.card_layout import CardLayout, Maths
from rnnviz.view.inspector.card_subject import Subject
from rnnviz.view.look import typeset


def draw_formula(s: Subject, layout: CardLayout, reading: Reading) -> None:
    """Symbols on the first line, then one line per step, the value on the last."""
    px = round(s.scale.title * 1.1)
    layout.y += px * 0.5
    sides: list[tuple[str, Bits]] = [("=", reading.symbols)] if reading.symbols else []
    sign = "="
    for step in reading.steps:
        sides.append((sign, step.bits))
        sign = "=" if step.joins else "≈"
    sides.append((sign, reading.value))
    if reading.head:
        _first_side(s, layout, reading.head, px)
    indent = layout.left + (px * 1.2 if reading.head else 0)
    for mark, bits in sides:
        row = formula_row.row_of(bits, s.theme)
        if not layout.things or not _fits_behind(layout, row, px):
            layout.y += px * 1.5
            layout_x = indent
        else:
            layout_x = _end(layout) + px * 0.5
        if mark and (reading.head or bits is not sides[0][1]):
            layout_x = layout.math(layout_x, typeset.text(mark), px, s.theme.text) + px * 0.45
        size = min(px, max(8, int(px * (layout.right - layout_x) / max(1.0, typeset.width(row, px)))))
        layout.math(layout_x, row, size, s.theme.text)


def _first_side(s: Subject, layout: CardLayout, head: Bits, px: int) -> None:
    layout.y += px * 1.4
    layout.math(layout.left, formula_row.row_of(head, s.theme), px, s.theme.text)


def _end(layout: CardLayout) -> float:
    """Where the last row ends, if it stands on this line."""
    last = layout.things[-1]
    if not isinstance(last, Maths) or last.y != layout.y:
        return layout.right
    return last.x + typeset.width(last.row, last.px)


def _fits_behind(layout: CardLayout, row: typeset.Row, px: int) -> bool:
    return _end(layout) + px * 2.2 + typeset.width(row, px) <= layout.right
