"""The chain's boxes with one small square per unit; the squares of a whole row are one picture made by NumPy."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from rnnviz.model.chain.chain import Chain, ChainRow
from rnnviz.view.chain.plan import SQUARES, ChainLayout
from rnnviz.view.look.facts import tell
from rnnviz.view.look.style import Theme, gate_fill, mix, with_alpha
from rnnviz.view.tape import raster
from rnnviz.view.tape.rows import TapeRow, signed, table, unsigned
from rnnviz.view.widgets import numbers

MANY = 200
"""Numbers that a picture of a row has time for."""
LEAST = 3.0
"""Pixels a square must have to be told from its neighbours; smaller ones are averaged."""
HALO = ((5.0, 14), (3.4, 22), (2.0, 38))
"""Strokes round a box that is being computed: reach in pixels of a 1080 px window, alpha."""


def radius(plan: ChainLayout, box: QRectF) -> float:
    return min(plan.columns.scale.px(9), 0.2 * min(box.width(), box.height()))


def draw_boxes(
    p: QPainter, theme: Theme, plan: ChainLayout, chain: Chain, number: int, lit: bool, ratio: float
) -> None:
    """One row's boxes; lit ones are as full as their values are large, with their units inside."""
    row = chain.rows[number]
    if plan.detail == SQUARES:
        _draw_squares(p, theme, plan, chain, number, lit, ratio)
        return
    width = plan.columns.scale.line(1.6)
    p.setPen(QPen(theme.role(row.role) if lit else theme.line, width))
    p.setBrush(theme.box)
    for column in plan.visible:
        box = plan.rect(number, column)
        if lit:
            fill = gate_fill(theme, row.role, float(row.level[column]))
            tell("box", f"{row.layer}.{row.way}", step=column, value=float(row.level[column]), color=fill)
            p.setBrush(fill)
        p.drawRoundedRect(box, radius(plan, box), radius(plan, box))
    if lit:
        draw_units(p, theme, plan, row.units, number, ratio)
        write_units(p, theme, plan, row, number)
        _cross_out(p, theme, plan, number, [column for column in plan.visible if not row.finite[column]])


def _cross_out(p: QPainter, theme: Theme, plan: ChainLayout, number: int, columns: list[int]) -> None:
    """The sign of NaN and overflow, as on the stage's strips: never a colour."""
    p.setPen(QPen(theme.error, plan.columns.scale.line(1.6)))
    for column in columns:
        inside = plan.inside(number, column)
        p.drawLine(inside.topLeft(), inside.bottomRight())
        p.drawLine(inside.topRight(), inside.bottomLeft())


def draw_halo(p: QPainter, theme: Theme, plan: ChainLayout, box: QRectF, hue: QColor) -> None:
    """The sign of being computed now."""
    for reach, alpha in HALO:
        grow = plan.columns.scale.line(reach)
        around = box.adjusted(-grow, -grow, grow, grow)
        ring = QPainterPath()  # odd and even: what the box shows stays as it is
        ring.addRoundedRect(box, radius(plan, box), radius(plan, box))
        ring.addRoundedRect(around, radius(plan, box) + grow, radius(plan, box) + grow)
        p.fillPath(ring, with_alpha(hue, alpha / 255))


# units -----------------------------------------------------------------------------------------------------


def arranged(units: int, width: float, height: float) -> tuple[int, int, int]:
    """Rows, columns, and units per square, for squares as square as can be and large enough to be seen."""
    group = 1
    while True:
        count = math.ceil(units / group)
        shapes = [(rows, math.ceil(count / rows)) for rows in (1, 2, 4, 8) if rows <= count]
        rows, across = min(shapes, key=lambda s: abs(math.log((width / s[1]) / (height / s[0]))) + 0.1 * s[0])
        if count == 1 or min(width / across, height / rows) >= LEAST:
            return rows, across, group
        group *= 2


def averaged(units: NDArray[np.float64], group: int) -> NDArray[np.float64]:
    """Means of neighbouring units: (T, squares)."""
    if group == 1:
        return units
    starts = np.arange(0, units.shape[1], group)
    sums = np.add.reduceat(units, starts, axis=1)
    return np.asarray(sums / np.diff(np.append(starts, units.shape[1])))


def draw_units(
    p: QPainter, theme: Theme, plan: ChainLayout, units: NDArray[np.float64], row: int, ratio: float
) -> None:
    """The squares of all boxes of a row that are seen."""
    if not plan.visible:
        return
    inside = plan.inside(row, plan.visible.start)
    rows, across, group = arranged(units.shape[1], inside.width(), inside.height())
    index = signed(averaged(units, group))
    offset = inside.left() - plan.columns.x(plan.visible.start)
    draw_grid(p, plan, index, table(theme, None), rows, across, offset, inside, ratio)


def write_units(p: QPainter, theme: Theme, plan: ChainLayout, row: ChainRow, number: int) -> None:
    """Their numbers, where a row has few units and each has a square of its own with room for it."""
    count = row.values.shape[1]
    if count > numbers.MOST or len(plan.visible) * count > MANY:
        return
    colors, index = table(theme, None), signed(row.units)
    for column in (c for c in plan.visible if row.finite[c]):
        squares = [unit_rect(plan, count, number, column, unit) for unit in range(count)]
        rects = [rect for rect in squares if rect is not None]
        if len(rects) == count:
            grounds = [QColor.fromRgb(int(colors[shade])) for shade in index[column]]
            numbers.write(p, rects, row.values[column].tolist(), grounds, f"{row.layer}.{row.way}", column)


def draw_grid(
    p: QPainter, plan: ChainLayout, index: NDArray[np.uint8], colors: NDArray[np.uint32], rows: int, across: int,
    offset: float, place: QRectF, ratio: float,
) -> None:  # fmt: skip
    """A grid of squares in every column: index (T, squares) into colours, row by row; place gives y, width, height."""
    columns = plan.columns.columns(ratio)
    steps, _ = columns.map
    inner = np.arange(columns.width) + 0.5 - (steps * columns.pitch - columns.scroll) - offset * ratio
    cell = place.width() * ratio / across
    gap = 1.0 if cell >= 4 else 0.0
    at = np.floor(inner / cell).astype(np.intp)
    shown = (at >= 0) & (at < across) & (inner - at * cell < cell - np.where(at < across - 1, gap, 0.0))
    height = max(1, round(place.height() * ratio))
    pixels = np.zeros((height, columns.width), np.uint32)
    edges = np.linspace(0, height, rows + 1).round().astype(int)
    for i in range(rows):
        unit = i * across + at
        here = shown & (unit < index.shape[1])
        line = np.where(here, colors[index[steps, np.where(here, unit, 0)]], 0)
        last = edges[i + 1] - (1 if i < rows - 1 and edges[i + 1] - edges[i] >= 4 else 0)
        pixels[edges[i] : last] = line
    _put(p, pixels, QPointF(plan.columns.left, place.top()), ratio)


def _put(p: QPainter, pixels: NDArray[np.uint32], at: QPointF, ratio: float) -> None:
    height, width = pixels.shape
    image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    p.drawImage(at, image)


def unit_rect(plan: ChainLayout, units: int, row: int, column: int, unit: int) -> QRectF | None:
    """Where a unit's own square is; None where squares are averages."""
    inside = plan.inside(row, column)
    rows, across, group = arranged(units, inside.width(), inside.height())
    if group > 1:
        return None
    wide, high = inside.width() / across, inside.height() / rows
    return QRectF(inside.left() + unit % across * wide, inside.top() + unit // across * high, wide - 1, high - 1)


# one square per step ---------------------------------------------------------------------------------------


def _draw_squares(
    p: QPainter, theme: Theme, plan: ChainLayout, chain: Chain, number: int, lit: bool, ratio: float
) -> None:
    row = chain.rows[number]
    columns = plan.columns.columns(ratio)
    height = max(1, round(plan.box * ratio))
    pixels = np.empty((height, columns.width), np.uint32)
    level = np.clip(1.15 * row.level, 0.0 if chain.backward else 0.12, 1.0)
    index = unsigned(level if lit else np.zeros_like(level))[:, None]
    shown = TapeRow(row.name, row.name, row.role, False, index, row.role)
    colors = table(theme, row.role) if lit else np.full(256, mix(theme.panel, theme.line, 0.35).rgba(), np.uint32)
    raster.paint(pixels, 0, height, shown, colors, columns, theme.panel.rgba())
    _put(p, pixels, QPointF(plan.columns.left, plan.top(number)), ratio)


def draw_inputs(p: QPainter, theme: Theme, plan: ChainLayout, chain: Chain, lit: bool, ratio: float) -> None:
    """The numbers that go in, at most sixteen squares: of neighbours the largest."""
    if plan.detail == SQUARES or not plan.visible:
        return
    count = chain.inputs.shape[1]
    group = 1
    wide = 0.8 * min(plan.columns.pitch, plan.columns.scale.px(110))
    while math.ceil(count / group) > 16 or (count > group and wide / math.ceil(count / group) < LEAST):
        group *= 2
    starts = np.arange(0, count, group)
    high, low = (np.asarray(f.reduceat(chain.inputs, starts, axis=1)) for f in (np.maximum, np.minimum))
    index = signed(np.where(high >= -low, high, low))
    if not lit:
        index = np.full_like(index, 128)
    cell = min(wide / len(starts), plan.squares * 1.2)
    place = QRectF(0, plan.inputs, cell * len(starts), plan.squares)
    offset = (plan.columns.pitch - place.width()) / 2
    draw_grid(p, plan, index, table(theme, None), 1, len(starts), offset, place, ratio)
