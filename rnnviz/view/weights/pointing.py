"""Rings round the chosen and the pointed square, and the value over it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from rnnviz.model.weights.matrices import Index, Matrix
from rnnviz.model.weights.pointed import Weight
from rnnviz.model.weights.sheet import WeightSheet
from rnnviz.view.look.facts import tell
from rnnviz.view.look.style import Scale, Theme
from rnnviz.view.weights import paint, says
from rnnviz.view.weights.drawn import Drawn
from rnnviz.view.weights.heat import square
from rnnviz.view.widgets import pills


def draw_chosen(p: QPainter, theme: Theme, sheet: WeightSheet, matrix: Matrix, index: Index | None) -> None:
    """Round the chosen square, or its whole matrix."""
    tile = sheet.tile(matrix.name, matrix.start)
    if tile is None:
        return
    box = QRectF(*tile.box) if index is None else QRectF(*tile.of_index(index))
    tell("chosen", matrix.name, value=index)
    paint.draw_frame(p, box, theme.accent, 1.4 if index is None else 2.0)


def draw_pointed(
    p: QPainter, theme: Theme, scale: Scale, drawn: Drawn, sheet: WeightSheet, weight: Weight, width: float
) -> None:
    """Round the square that is pointed at and its matrix; its row in bold, and what it shows over it."""
    tile, px = sheet.tile(weight.matrix.name, weight.matrix.start), scale.axis
    if tile is None:
        return
    place = weight.matrix.square(weight.index)
    row, column = place[0] // tile.by[0], place[1] // tile.by[1]
    here = square(tile, row, column)
    paint.draw_frame(p, QRectF(*tile.box), theme.accent, 1.2)
    paint.draw_frame(p, here, theme.text, 2.0)
    beside = paint.leftmost(sheet, tile)
    if not weight.matrix.start:
        paint.draw_row_name(p, theme, scale, drawn, beside, row, theme.text, True)
    value = float(tile.shown(drawn.numbers[weight.matrix])[row, column])
    text = says.value_text(value)
    rect = pills.pill_rect(QPointF(here.center().x(), here.top() - 1.25 * px), text, px)
    rect.moveLeft(min(max(rect.left(), 2.0), width - rect.width() - 2))
    tell("pointed", weight.matrix.name, value=value, word=text)
    pills.pill(p, rect, text, px, theme, theme.text)
