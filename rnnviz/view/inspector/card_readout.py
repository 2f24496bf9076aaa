"""The card of the read-out: V h + d and its softmax with numbers, all answers, and the terms of the one looked at."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QRectF

from rnnviz.model.answers.reading import answer_reading
from rnnviz.model.answers.terms import answer_product
from rnnviz.model.figures.numbers import plain
from rnnviz.model.reading.reading import named
from rnnviz.view.inspector.card_arithmetic import draw_products
from rnnviz.view.inspector.card_formula import draw_formula
from rnnviz.view.inspector.card_layout import CardLayout
from rnnviz.view.inspector.card_rows import Rows
from rnnviz.view.inspector.card_subject import READ, Subject
from rnnviz.view.look import typeset
from rnnviz.view.stage.answer.bars import slope_color
from rnnviz.view.stage.answer.moment import AnswerMoment
from rnnviz.view.widgets.paper import BOLD, Align, shortened, text_width

MOST_ANSWERS = 16
"""More are not listed one by one: the column has the likeliest."""
translate = QCoreApplication.translate


def compose_readout(subject: Subject, at: AnswerMoment, width: float, rows: Rows) -> CardLayout:
    """The card's content for a width in pixels."""
    layout = CardLayout(width, subject.scale.pad * 0.9)
    _title(subject, at, layout)
    _answers(subject, at, layout)
    output = named(subject.run.cell, at.reads)
    lines = ("p", "y") if at.backward else ("y", "p") if at.read.classes else ("y",)
    for line in lines:
        reading = answer_reading(at.read, at.step, line, at.chosen, subject.unit, at.backward, output)
        draw_formula(subject, layout, reading)
    _terms(subject, at, layout, rows)
    layout.y += layout.pad * 0.9
    return layout


def _title(s: Subject, at: AnswerMoment, layout: CardLayout) -> None:
    px, theme = s.scale.title, s.theme
    layout.y = layout.pad + px
    row = (*typeset.symbol("V"), *typeset.symbol(at.reads), *typeset.text(" + "), *typeset.symbol("d"))
    x = layout.math(layout.left, row, round(px * 1.25), theme.text) + px * 0.7
    layout.say(x, translate("Inspector", "read-out"), px, theme.role("answer"), weight=BOLD)
    found, chosen = at.read, at.chosen
    layout.y += s.scale.body * 1.45
    text = translate("Inspector", "answer {0} of {1}: “{2}”").format(chosen + 1, len(found.names), found.names[chosen])
    layout.say(layout.left, shortened(text, layout.room, s.scale.body), s.scale.body, theme.dim)


def _answers(s: Subject, at: AnswerMoment, layout: CardLayout) -> None:
    """Every answer with its y and its p, backward what goes back into it."""
    found, px, theme = at.read, s.scale.body, s.theme
    if len(found.names) > MOST_ANSWERS:
        return
    column = text_width("−0.0000", px)
    for i, name in enumerate(found.names):
        layout.y += px * 1.5
        ink = theme.text if i == at.chosen else theme.dim
        numbers = [float(found.slope[at.step, i])] if at.backward else [float(found.y[at.step, i])]
        numbers += [float(found.offered(at.step)[i])] if found.classes and not at.backward else []
        for n, number in enumerate(reversed(numbers)):
            text = plain(number, 2, sign=at.backward)
            layout.say(layout.right - n * column, text, px, ink, Align.AlignRight)
        room = layout.room - len(numbers) * column - 1.5 * px
        layout.say(layout.left + 1.2 * px, shortened(name, room, px), px, ink)
        value = numbers[0]
        square = QRectF(layout.left, layout.y - 0.72 * px, 0.8 * px, 0.8 * px)
        layout.block(square, slope_color(theme, value), theme.text if i == at.chosen else None)


def _terms(s: Subject, at: AnswerMoment, layout: CardLayout, rows: Rows) -> None:
    """The row of V times what is read, and d: every number can be typed over."""
    found, px = at.read, s.scale.body
    product = answer_product(found, at.step, at.chosen, at.reads, 0 in rows.opened)
    draw_products(s, layout, (product,), rows.opened)
    layout.y += px * 1.6
    layout.math(layout.left, typeset.symbol("d"), round(px * 1.15), s.theme.text)
    value = float(found.d[at.chosen])
    layout.editable(layout.right, plain(value), px, s.theme.text, "d", (at.chosen,), value)
    layout.spots[:] = [replace(spot, name=READ + spot.name) for spot in layout.spots]
