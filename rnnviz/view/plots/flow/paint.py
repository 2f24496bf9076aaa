"""How a map of ||dh_t/dh_k|| is painted into a square: its squares, its scale of colours, its marks, its card."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QLinearGradient, QPainter, QPen, QPolygonF

from rnnviz.model.figures.scales import Axis, decade_text
from rnnviz.view.look import typeset
from rnnviz.view.look.facts import tell
from rnnviz.view.look.style import Scale, Theme
from rnnviz.view.look.typeset import Piece
from rnnviz.view.plots.flow.data import FlowData, map_color, odd, odd_color
from rnnviz.view.widgets.paper import BOLD, Align, text_width, words
from rnnviz.view.widgets.pills import panel
from rnnviz.view.widgets.value_words import kind_name

CELLS_UP_TO = 24
"""Up to so many steps the map is drawn square by square."""
T, K = (Piece("t", italic=True),), (Piece("k", italic=True),)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where the map stands, and in what look.

    right: where the panel's content ends; free: from where on nothing else stands in the empty half of the map.
    """

    square: QRectF
    right: float
    free: float
    count: int
    theme: Theme
    scale: Scale

    def cell(self, row: int, column: int) -> QRectF:
        """The square of a pair of steps."""
        pitch = self.square.width() / self.count
        return QRectF(self.square.left() + column * pitch, self.square.top() + row * pitch, pitch, pitch)

    def at(self, place: QPointF) -> tuple[int, int] | None:
        """Row and column of the square at a place; None where there is none."""
        if not self.square.contains(place):
            return None
        pitch, last = self.square.width() / self.count, self.count - 1
        row, column = int((place.y() - self.square.top()) / pitch), int((place.x() - self.square.left()) / pitch)
        return (min(row, last), min(column, last)) if column <= row else None


def draw_map(p: QPainter, sheet: Sheet, data: FlowData, image: QImage, axis: Axis) -> None:
    """The map with its axes, its scale of colours and the key of its marks."""
    if sheet.count <= CELLS_UP_TO:
        _draw_cells(p, sheet, data, image)
    else:
        p.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        p.drawImage(sheet.square, image)
    square, px, dim = sheet.square, sheet.scale.body, sheet.theme.dim
    typeset.draw(p, square.left() - px * 0.4, square.top() + px * 0.8, T, px, Align.AlignRight, dim)
    typeset.draw(p, square.right() + px * 0.35, square.bottom() - px * 0.15, K, px, color=dim)
    if sheet.count == 1:  # it has no empty half
        return
    below = _draw_bar(p, sheet, axis)
    for kind in odd(data.logs):
        below += sheet.scale.axis * 1.3
        _draw_key(p, sheet, kind, below)


def _draw_cells(p: QPainter, sheet: Sheet, data: FlowData, image: QImage) -> None:
    gap = max(1.0, sheet.cell(0, 0).width() * 0.08)
    marked = odd(data.logs)
    for row in range(sheet.count):
        for column in range(row + 1):
            kind = next((k for k, found in marked.items() if found[row, column]), "")
            cell = sheet.cell(row, column).adjusted(gap / 2, gap / 2, -gap / 2, -gap / 2)
            p.setPen(Qt.PenStyle.NoPen)
            fill = image.pixelColor(column, row)
            tell("cell", step=row, unit=column, value=data.logs[row, column], word=kind, color=fill, at=cell.center())
            p.setBrush(fill)
            if kind:
                p.setPen(QPen(sheet.theme.faint, 1))
            p.drawRoundedRect(cell, 2 * gap, 2 * gap)
            if kind:
                draw_odd(p, cell.center(), cell.width() * 0.22, kind, sheet.theme)


def draw_odd(p: QPainter, at: QPointF, half: float, kind: str, theme: Theme) -> None:
    """The sign in a square that holds no ordinary number: 0, a triangle upward, a cross."""
    p.setPen(QPen(theme.text, max(1.2, half * 0.4)))
    p.setBrush(Qt.BrushStyle.NoBrush)
    x, y = at.x(), at.y()
    if kind == "zero":
        p.drawEllipse(at, half * 0.7, half)
    elif kind == "overflow":
        p.drawPolygon(QPolygonF([QPointF(x, y - half), QPointF(x - half, y + half), QPointF(x + half, y + half)]))
    else:
        p.drawLine(QPointF(x - half, y - half), QPointF(x + half, y + half))
        p.drawLine(QPointF(x - half, y + half), QPointF(x + half, y - half))


def _draw_key(p: QPainter, sheet: Sheet, kind: str, baseline: float) -> None:
    """One kind of mark and its name, right-aligned beside the empty half of the map."""
    px = sheet.scale.axis
    taken = words(p, sheet.right, baseline, kind_name(kind), px, sheet.theme.dim, Align.AlignRight)
    side = px * 0.8
    box = QRectF(sheet.right - taken - side - px * 0.4, baseline - side, side, side)
    p.setPen(QPen(sheet.theme.faint, 1))
    p.setBrush(odd_color(kind, sheet.theme))
    p.drawRect(box)
    draw_odd(p, box.center(), side * 0.24, kind, sheet.theme)


def _draw_bar(p: QPainter, sheet: Sheet, axis: Axis) -> float:
    """The scale of colours, in the empty half of the map; the baseline of its numbers."""
    square, px = sheet.square, sheet.scale.axis
    width, height = square.width() * 0.44, max(5.0, px * 0.5)
    moved = sheet.free > square.top() or sheet.count < 4  # near the diagonal: as far right as its numbers allow
    left, top = (sheet.right - 1.2 * px if moved else square.right()) - width, sheet.free + 1
    colors = QLinearGradient(left, 0.0, left + width, 0.0)
    colors.setColorAt(0.0, map_color(0.0, sheet.theme))
    colors.setColorAt(1.0, map_color(1.0, sheet.theme))
    p.fillRect(QRectF(left, top, width, height), colors)
    baseline, span = top + height + px * 1.05, axis.high - axis.low
    values = sorted({math.ceil(axis.low - 1e-9), math.floor(axis.high + 1e-9)})
    texts = [decade_text(value) for value in values]
    middles = [left + width * (value - axis.low) / span for value in values]
    for text, at in zip(texts, _apart(texts, middles, px), strict=True):
        words(p, at, baseline, text, px, sheet.theme.dim, Align.AlignHCenter)
    return baseline


def _apart(texts: list[str], middles: list[float], px: int) -> list[float]:
    """Middles of two numbers under a short scale, moved to either side until nobody reads them as one."""
    if len(texts) < 2:
        return middles
    missing = sum(text_width(t, px) for t in texts) / 2 + 0.6 * px - (middles[1] - middles[0])
    return [middles[0] - max(0.0, missing / 2), middles[1] + max(0.0, missing / 2)]


def row_rect(sheet: Sheet, row: int) -> QRectF:
    """The outline of a row."""
    first, last = sheet.cell(row, 0), sheet.cell(row, row)
    slack = max(0.0, (sheet.scale.px(5) - first.height()) / 2)
    return first.united(last).adjusted(-1.5, -0.5 - slack, 1.5, 0.5 + slack)


def draw_row(p: QPainter, sheet: Sheet, row: int) -> None:
    """The frame of the present step."""
    tell("present", step=row)
    p.setPen(QPen(sheet.theme.text, sheet.scale.line(1.5)))
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.drawRoundedRect(row_rect(sheet, row), 3, 3)


def draw_card(p: QPainter, sheet: Sheet, cell: QRectF, texts: tuple[str, ...], room: float) -> None:
    """What a pointed-at square says: the first line in bold; `room` is the panel's width."""
    px = sheet.scale.axis
    p.setPen(QPen(sheet.theme.text, 2))
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.drawRect(cell)
    width = max(text_width(text, px, BOLD) for text in texts) + px
    height = px * (0.5 + 1.35 * len(texts))
    x = min(max(cell.center().x() - width / 2, 4.0), room - width - 4)
    y = cell.top() - height - px * 0.4 if cell.top() > px * 4 + height else cell.bottom() + px * 0.5
    panel(p, QRectF(x, y, width, height), sheet.theme, sheet.scale, sheet.theme.box)
    for i, text in enumerate(texts):
        weight = BOLD if i == 0 else QFont.Weight.Normal
        words(p, x + px * 0.5, y + px * (1.25 + 1.35 * i), text, px, sheet.theme.text, Align.AlignLeft, weight)


def nearest(data: FlowData, step: int) -> int:
    """The row of the map that stands for a step."""
    return int(np.argmin(np.abs(data.at - step)))
