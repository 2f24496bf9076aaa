"""What the inspector says about one element: title, whole vector, formula, gradient and the learned arithmetic."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QColor

from rnnviz.engine.language.ops import Array
from rnnviz.model.figures.numbers import plain, power
from rnnviz.model.figures.rounding import Precision
from rnnviz.model.reading.reading import role_of
from rnnviz.view.formula import formula_notes, formula_row
from rnnviz.view.inspector.card_arithmetic import arithmetic
from rnnviz.view.inspector.card_formula import draw_formula
from rnnviz.view.inspector.card_layout import CardLayout
from rnnviz.view.inspector.card_readout import compose_readout
from rnnviz.view.inspector.card_rows import Rows
from rnnviz.view.inspector.card_subject import START, Subject
from rnnviz.view.look import typeset
from rnnviz.view.look.language import line_name
from rnnviz.view.look.style import Theme, value_color
from rnnviz.view.widgets.paper import BOLD, Align, elided, fitting, text_width, wrapped

MOST_NUMBERS = 16
PER_ROW = 8
translate = QCoreApplication.translate


def compose(subject: Subject, width: float, rows: Rows) -> CardLayout:
    """The card's content for a width in pixels; its height is `layout.y`. rows: of its arithmetic."""
    if subject.read is not None and not subject.hidden:
        return compose_readout(subject, subject.read, width, rows)
    layout = CardLayout(width, subject.scale.pad * 0.9)
    if subject.hidden:
        return _guess(subject, layout)
    _title(subject, layout)
    if subject.backward:
        _vector(subject, layout, True)
        draw_formula(subject, layout, subject.reading(True))
    _vector(subject, layout, False)
    draw_formula(subject, layout, subject.reading(False))
    if subject.line:
        arithmetic(subject, layout, rows)
    _beginning(subject, layout)
    layout.y += layout.pad * 0.9
    return layout


def _guess(s: Subject, layout: CardLayout) -> CardLayout:
    """Of what is asked for nothing but its name."""
    if s.read is None:
        _title(s, layout)
    layout.y += 1.5 * s.scale.body
    layout.say(layout.left, translate("Inspector", "your guess first"), s.scale.body, s.theme.accent)
    layout.y += 1.4 * layout.pad
    return layout


# title -----------------------------------------------------------------------------------------------------


def _title(s: Subject, layout: CardLayout) -> None:
    px, theme = s.scale.title, s.theme
    layout.y = layout.pad + px
    head = s.reading(False).head
    x = layout.left
    if head:
        x = layout.math(x, formula_row.row_of(head, theme), round(px * 1.25), theme.text) + px * 0.7
    line = s.run.cell.by_name.get(s.focus.name)
    name = line_name(s.run.cell, line.name) if line else _place(s)
    role = role_of(s.run.cell, s.focus.name)
    room = layout.right - x - 2 * px
    layout.say(x, elided(name, room, px, BOLD), px, theme.role(role) if role else theme.text, weight=BOLD)
    says = formula_notes.narration(s.run.cell, s.focus.name, s.language) if s.focus.node is None else ""
    for part in wrapped(says, layout.room, s.scale.body)[:2]:
        layout.y += s.scale.body * 1.45
        layout.say(layout.left, part, s.scale.body, theme.dim)


def _place(s: Subject) -> str:
    if s.focus.name == "x":
        return translate("Inspector", "input")
    if s.focus.node is not None and s.focus.name in s.run.cell.by_name:
        return translate("Inspector", "inside {name}").format(name=s.focus.name)
    return translate("Inspector", "one step ago")


# vector ----------------------------------------------------------------------------------------------------


def _vector(s: Subject, layout: CardLayout, backward: bool) -> None:
    """All units as squares, with numbers up to 16 of them; min, mean and max."""
    values, px, theme = s.values(backward), s.scale.axis, s.theme
    layout.y += px * 1.9
    used = layout.say(layout.left, _heading(s, backward), px, theme.dim)
    _summary(layout, values, px, theme, backward, layout.right - used - px)
    numbers = len(values) <= MOST_NUMBERS
    per_row = PER_ROW if numbers else 32
    cell = layout.room / min(per_row, max(len(values), 4))
    height = px * 1.2
    top = layout.y + px * 0.55
    largest = float(np.abs(values).max(initial=0.0)) if backward else 1.0
    for j, value in enumerate(values):
        row, column = divmod(j, per_row)
        y = top + row * (height + (px * 1.55 if numbers else px * 0.3))
        rect = QRectF(layout.left + column * cell, y, cell - 2, height)
        chosen = j == s.unit and s.focus.name != "x"
        layout.block(rect, _fill(s, float(value), largest, backward), theme.text if chosen else None)
        layout.y = y + height
        if numbers:
            layout.y += px * 1.05
            color = theme.text if chosen else theme.dim
            text = _caption(s, j, float(value), backward, cell, round(px * 0.87))
            layout.say(rect.center().x(), text, round(px * 0.87), color, Align.AlignHCenter)


def _heading(s: Subject, backward: bool) -> str:
    if not backward:
        return translate("Inspector", "value")
    total = s.focus.node is None and not s.focus.name.endswith("_prev")
    return translate("Inspector", "total gradient") if total else translate("Inspector", "arriving gradient")


def _summary(layout: CardLayout, values: Array, px: int, theme: Theme, backward: bool, room: float) -> None:
    """As much of it as has room beside the heading."""
    with np.errstate(all="ignore"):
        low, mean, high = float(values.min()), float(values.mean()), float(values.max())
    shown = tuple(Precision(0, backward).text(v) for v in (low, mean, high))
    long = translate("Inspector", "min {low}   mean {mean}   max {high}")
    long = long.format(low=shown[0], mean=shown[1], high=shown[2])
    mean_only = translate("Inspector", "mean {mean}").format(mean=shown[1])
    text = fitting((long, long.replace("   ", "  "), mean_only), room, px)
    layout.say(layout.right, text, px, theme.dim, Align.AlignRight)


def _caption(s: Subject, j: int, value: float, backward: bool, room: float, px: int) -> str:
    """The number below a square, as long as there is room; a word of the input by its name."""
    if s.focus.name == "x" and not backward and value in (0.0, 1.0):
        return elided(s.columns[j], room - 4, px) if value and j < len(s.columns) else plain(value, 0)
    tries = (Precision(0, backward).text(value), power(value) if backward else plain(value, 1), "·")
    return next(text for text in tries if text == "·" or text_width(text, px) <= room - px * 0.6)


def _fill(s: Subject, value: float, largest: float, backward: bool) -> QColor:
    if not np.isfinite(value):
        return s.theme.error
    if backward:
        return value_color(s.theme, value / largest if largest else 0.0)
    gate = s.focus.node is None and s.focus.name in s.run.cell.gates
    role = s.run.cell.by_name[s.focus.name].role if gate else None
    return value_color(s.theme, min(max(value, -1.0), 1.0), role)


def _beginning(s: Subject, layout: CardLayout) -> None:
    """On the card of a state what its unit begins with, to be typed over."""
    state = s.focus.name.removesuffix("_prev")
    if s.focus.node is not None or state not in s.run.cell.states:
        return
    px, start = s.scale.body, s.run.experiment.start[state][0]
    if s.unit >= len(start):
        return
    value = float(start[s.unit])
    layout.y += px * 1.9
    end = layout.math(
        layout.left, typeset.symbol(f"{state}_0"), round(px * 1.15), s.theme.role(role_of(s.run.cell, state) or "plain")
    )
    layout.say(end + px, translate("Inspector", "what unit {0} begins with").format(s.unit + 1), px, s.theme.dim)
    layout.editable(layout.right, plain(value), px, s.theme.text, START + state, (s.unit,), value)
