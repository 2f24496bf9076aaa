"""The arithmetic of a learned line on a card: rows of W times x and U times h, term by term, every weight editable."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QCoreApplication, QRectF

from rnnviz.engine.language.tree import Expr
from rnnviz.engine.notation.formula import tokens
from rnnviz.model.figures.numbers import plain
from rnnviz.model.figures.rounding import Precision
from rnnviz.model.reading import term_shares
from rnnviz.model.reading.reading import bits_of, role_of
from rnnviz.model.reading.term_shares import Product, Share
from rnnviz.view.formula import formula_row
from rnnviz.view.inspector.card_layout import CardLayout
from rnnviz.view.inspector.card_rows import Rows
from rnnviz.view.inspector.card_subject import Subject
from rnnviz.view.look import typeset
from rnnviz.view.look.style import Theme, value_ground
from rnnviz.view.widgets.paper import BOLD, Align, elided, text_width

SMALL = 0.005
"""Products below this would all be printed as 0.00."""
translate = QCoreApplication.translate


def arithmetic(s: Subject, layout: CardLayout, rows: Rows) -> None:
    """Row of W times x and row of U times h, term by term; weights and biases can be edited."""
    found = term_shares.products(s.run, s.line, s.t, s.unit, s.columns, rows.of(s))
    px = s.scale.body
    draw_products(s, layout, found, rows.opened)
    for bias in term_shares.biases(s.run, s.line, s.unit) if found else ():
        layout.y += px * 1.6
        layout.math(layout.left, typeset.symbol(bias.name), round(px * 1.15), s.theme.text)
        layout.editable(layout.right, plain(bias.value), px, s.theme.text, bias.name, bias.index, bias.value)


def draw_products(s: Subject, layout: CardLayout, found: Iterable[Product], opened: frozenset[int]) -> None:
    """Products term by term; opened: the numbers of those that show all of them."""
    for number, product in enumerate(found):
        _product(s, layout, product, s.scale.body)
        _others(s, layout, product, number, number in opened)


def _product(s: Subject, layout: CardLayout, product: Product, px: int) -> None:
    theme = s.theme
    layout.y += px * 1.9
    whole = Expr(product.op, (Expr("param", name=product.matrix), product.operand))
    row = formula_row.row_of(bits_of(s.run.cell, tokens(whole), Precision()), theme)
    layout.math(layout.left, row, round(px * 1.15), theme.text)
    largest = max((abs(share.product) for share in product.shares), default=0.0)
    places = _places(product)
    layout.say(layout.right, places.text(product.total), px, theme.text, Align.AlignRight, BOLD)
    rows = [_Row(share, places) for share in product.shares]
    column = max((text_width(text, px) for row in rows for text in (*row.texts, "(−0.00)")), default=0.0)
    for term in rows:
        _share(s, layout, product, term, largest, column, px)


def _places(product: Product) -> Precision:
    largest = max((abs(share.product) for share in product.shares), default=0.0)
    return Precision(significant=0 < largest < SMALL)


def _others(s: Subject, layout: CardLayout, product: Product, number: int, opened: bool) -> None:
    """What the terms that are folded away add, and the words that open them."""
    if not product.others and not opened:
        return
    px = s.scale.body
    layout.y += px * 1.4
    words = translate("Inspector", "▾ fewer terms") if opened else translate("Inspector", "▸ {count} others")
    layout.folding(words.format(count=product.others), px, s.theme.dim, number)
    if not opened:
        layout.say(layout.right, _places(product).text(product.rest), px, s.theme.dim, Align.AlignRight)


class _Row:
    """A term's three numbers as texts."""

    def __init__(self, share: Share, places: Precision) -> None:
        self.share = share
        value = places.text(share.value)
        self.texts = places.text(share.weight), f"({value})" if value[0] == "−" else value, places.text(share.product)


def _share(s: Subject, layout: CardLayout, product: Product, row: _Row, largest: float, column: float, px: int) -> None:
    """label | bar from the middle | weight × value = product."""
    theme, share = s.theme, row.share
    weight, value, result = row.texts
    layout.y += px * 1.4
    end = layout.right
    layout.say(end, result, px, theme.text, Align.AlignRight)
    layout.say(end - column - px * 0.4, "=", px, theme.dim, Align.AlignRight)
    layout.say(end - column - px * 1.5, value, px, theme.dim, Align.AlignRight)
    times = end - 2 * column - px * 1.9
    layout.say(times, "×", px, theme.dim, Align.AlignRight)
    layout.editable(times - px * 1.1, weight, px, theme.text, product.matrix, share.index, share.weight)
    free = times - px * 1.3 - column - layout.left
    _label(s, layout, product, share, free * 0.42, px)
    _bar(layout, layout.left + free * 0.72, free * 0.24, share.product / largest if largest else 0.0, px, theme)


def _bar(layout: CardLayout, middle: float, half: float, part: float, px: int, theme: Theme) -> None:
    """A term's size against the largest one, to the left where it is negative."""
    top, height = layout.y - px * 0.62, px * 0.5
    layout.block(QRectF(middle - half, top, 2 * half, height), value_ground(theme))
    length = half * min(abs(part), 1.0) if np.isfinite(part) else half
    x = middle - length if part < 0 else middle
    layout.block(QRectF(x, top, max(1.0, length), height), theme.negative if part < 0 else theme.positive)


def _label(s: Subject, layout: CardLayout, product: Product, share: Share, room: float, px: int) -> None:
    """The word of the input, or the unit of what the matrix acts on."""
    operand = product.operand
    if operand.op == "x":
        label = share.label if not share.label.isdigit() else f"x{share.label}"
        layout.say(layout.left, elided(label, room, px), px, s.theme.text)
    elif not operand.args:
        row = typeset.symbol(operand.name, share.label, s.theme.role(role_of(s.run.cell, operand.name)))
        layout.math(layout.left, row, px, s.theme.text)
    else:
        layout.say(layout.left, translate("Inspector", "unit {number}").format(number=share.label), px, s.theme.text)
