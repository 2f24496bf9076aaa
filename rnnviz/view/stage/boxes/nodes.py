"""Shapes: learned boxes with their squares and a number, circles of operations, pills of functions."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from rnnviz.engine.language.several import activates
from rnnviz.model.figures.numbers import plain
from rnnviz.model.picture import Shape
from rnnviz.model.picture.meaning import is_gate
from rnnviz.model.picture.reading import bars, node_slope, of_unit
from rnnviz.view.look import typeset
from rnnviz.view.look.facts import tell
from rnnviz.view.look.style import gate_fill, mix, value_ground
from rnnviz.view.stage.boxes.bigbox import draw_big, name_of
from rnnviz.view.stage.boxes.strip import StripColors, draw_strip, room_for
from rnnviz.view.stage.glow import Sprites, draw_halo
from rnnviz.view.stage.grid import FULL
from rnnviz.view.stage.holes import draw_hole
from rnnviz.view.stage.looks import StageMoment, fill_level, hole_of, shape_lit, shape_now, shape_values
from rnnviz.view.stage.marks import draw_text, text_width
from rnnviz.view.stage.note import Notes

SEMIBOLD = QFont.Weight.DemiBold
SIGMA = 1.15
LEAST = 14
"""Pixels of the smallest type."""
CENTER = Qt.AlignmentFlag.AlignHCenter


def draw_shapes(p: QPainter, scene: StageMoment, sprites: Sprites, notes: Notes, shapes: Iterable[Shape]) -> None:
    """Layer 9: halos of what is being computed, then the shapes."""
    shapes = tuple(shapes)
    for shape in shapes:
        if shape_now(scene, shape) and shape.kind != "through":
            box = scene.grid.rect(shape.box)
            color = scene.theme.role(shape.role)
            key = ("halo", shape.name, color.rgb())
            tell("halo", shape.key, color=color)
            draw_halo(p, sprites, key, box, corner(scene, shape), scene.grid.u, color, scene.grid.ratio)
    for shape in shapes:
        if hole_of(scene, shape) is not None:
            draw_hole(p, scene, notes, shape, corner(scene, shape))
        elif shape.kind == "big":
            draw_big(p, scene, notes, shape)
        elif shape.learned:
            _draw_gate(p, scene, notes, shape)
        elif shape.kind != "through":
            _blit_op(p, scene, sprites, shape)


def corner(scene: StageMoment, shape: Shape) -> float:
    """Radius of a shape's corners in pixels."""
    u = scene.grid.u
    return u * (min(shape.w, shape.h) / 2 if shape.kind in ("op", "pill") else 0.8 if shape.kind == "matrix" else 1.0)


def _blit_op(p: QPainter, scene: StageMoment, sprites: Sprites, shape: Shape) -> None:
    """An operation has few looks: each is drawn once."""
    key = ("op", shape.name, scene.theme.name, scene.backward, shape_lit(scene, shape), shape_now(scene, shape))
    tell("operation", shape.key, value=(shape_lit(scene, shape), shape_now(scene, shape)))
    if scene.grid.ratio % 1:  # between two pixels a sprite would be blurred
        _draw_op(p, scene, shape)
    elif not sprites.blit(p, key, 1.0):
        wide = max(scene.grid.line(0.26), scene.grid.u) + 2
        bounds = scene.grid.rect(shape.box).adjusted(-wide, -wide, wide, wide)
        sprites.make(key, bounds, scene.grid.ratio, lambda q: _draw_op(q, scene, shape))
        sprites.blit(p, key, 1.0)


def _draw_op(p: QPainter, scene: StageMoment, shape: Shape) -> None:
    theme, grid = scene.theme, scene.grid
    lit, now = shape_lit(scene, shape), shape_now(scene, shape)
    edge = theme.role(shape.role) if now else theme.dim if lit else theme.line
    box, radius = grid.rect(shape.box), corner(scene, shape)
    p.setPen(QPen(edge, grid.line(0.26 if now else 0.20)))
    p.setBrush(theme.stage)
    p.drawRoundedRect(box, radius, radius)
    ink = theme.text if lit else theme.dim
    if shape.kind == "op" and shape.symbol in "×÷+−":
        draw_sign(p, box.center(), grid.u * shape.w / 4.0, shape.symbol, ink)
        return
    px = round(1.6 * grid.u * shape.w / 4.0) if shape.kind == "op" else grid.pill
    baseline = box.center() + QPointF(0, 0.36 * px)
    if shape.kind == "op":
        draw_text(p, baseline, shape.symbol, max(px, 14), ink, CENTER, QFont.Weight.Bold)
        return
    symbol = f"{shape.symbol}′" if scene.backward and activates(scene.cell.nodes[shape.node].op) else shape.symbol
    row = pill_row(scene, symbol)
    while px > LEAST and typeset.width(row, px) > box.width() - 0.5 * px:
        px -= 1
    typeset.draw(p, baseline.x(), baseline.y(), row, px, CENTER, ink)


def pill_row(scene: StageMoment, symbol: str) -> typeset.Row:
    """What a pill says, its parameters set as symbols."""
    row: typeset.Row = ()
    for word in re.split(r"(\w+)", symbol):
        row += typeset.symbol(word) if word in scene.cell.params else typeset.text(word) if word else ()
    return row


def draw_sign(p: QPainter, center: QPointF, u: float, sign: str, color: QColor) -> None:
    """× ÷ + − as strokes, so that they are equally strong at every size."""
    pen = QPen(color, max(1.4, 0.25 * u))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    p.setPen(pen)
    x, y = center.x(), center.y()
    if sign == "×":
        r = 0.64 * u
        p.drawLines([QLineF(x - r, y - r, x + r, y + r), QLineF(x - r, y + r, x + r, y - r)])
        return
    r = 0.82 * u
    p.drawLine(QLineF(x - r, y, x + r, y))
    if sign == "+":
        p.drawLine(QLineF(x, y - r, x, y + r))
    if sign == "÷":
        p.drawPoints([QPointF(x, y - 0.62 * u), QPointF(x, y + 0.62 * u)])


def _draw_gate(p: QPainter, scene: StageMoment, notes: Notes, shape: Shape) -> None:
    theme, grid = scene.theme, scene.grid
    lit, now = shape_lit(scene, shape), shape_now(scene, shape)
    hue = theme.role(shape.role)
    box, radius = grid.rect(shape.box), corner(scene, shape)
    fill = gate_fill(theme, shape.role, fill_level(scene, shape)) if lit else theme.box
    p.setPen(QPen(hue if lit else theme.line, grid.line(0.28 if now else 0.20)))
    tell("box", shape.key, value=lit, color=fill, at=box.topLeft() + QPointF(radius, 0.5 * box.height() / 6))
    p.setBrush(fill)
    p.drawRoundedRect(box, radius, radius)
    if shape.kind == "matrix" or grid.detail != FULL:
        _draw_symbol(p, scene, shape, box, lit)
        return
    _draw_head(p, scene, notes, shape, box, lit)
    pad = 0.9 * grid.u
    strip = QRectF(
        box.left() + pad, box.top() + 3.05 / 6 * box.height(), box.width() - 2 * pad, 1.85 / 6 * box.height()
    )
    if lit:
        draw_values(p, scene, shape, strip)
    else:
        _draw_empty(p, scene, shape, strip)


def draw_values(p: QPainter, scene: StageMoment, shape: Shape, strip: QRectF) -> None:
    """A shape's squares: a gate's in its own hue, others by sign; backward the gradient's."""
    shown = bars(shape_values(scene, shape), room_for(strip.width()))
    tell("strip", shape.key)
    if scene.backward:
        draw_strip(p, StripColors(scene.theme), strip, shown, scene.unit, [scene.flow.shade(b.value) for b in shown])
        return
    role = shape.role if is_gate(scene.cell, shape.node) else None
    draw_strip(p, StripColors(scene.theme, role), strip, shown, scene.unit, [b.value for b in shown])


def _draw_empty(p: QPainter, scene: StageMoment, shape: Shape, strip: QRectF) -> None:
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(mix(scene.theme.box, value_ground(scene.theme), 0.7))
    count = len(bars(np.zeros(scene.units(shape.node)), room_for(strip.width())))
    width = (strip.width() - (count - 1)) / count
    for i in range(count):
        p.drawRect(QRectF(strip.left() + i * (width + 1), strip.top(), width, strip.height()))


def _draw_symbol(p: QPainter, scene: StageMoment, shape: Shape, box: QRectF, lit: bool) -> None:
    """A box too small for numbers: its symbol in the middle."""
    px = max(round(1.42 * scene.grid.u), 14)
    ink = scene.theme.text if lit else scene.theme.dim
    at = box.center() + QPointF(0, 0.32 * px)
    if shape.kind == "matrix":
        typeset.draw(p, at.x(), at.y(), typeset.symbol(shape.symbol), px, CENTER, ink)
    else:
        draw_symbol(p, at, name_of(shape), px, ink, CENTER)


def _draw_head(p: QPainter, scene: StageMoment, notes: Notes, shape: Shape, box: QRectF, lit: bool) -> None:
    """Symbol left, number right; where they do not fit, the ladder of stage-geometry 5."""
    theme, grid = scene.theme, scene.grid
    pad, baseline = min(0.9, 0.7 * grid.u / 5.6) * grid.u, box.top() + 2.15 / 6 * box.height()
    room = box.width() - 2 * pad
    symbol, number, px = head_text(scene, shape, room) if lit else (name_of(shape), "", grid.value)
    ink = theme.text if lit else theme.dim
    if symbol:
        draw_symbol(p, QPointF(box.left() + pad, baseline), symbol, px, ink)
    if number:
        right = QPointF(box.right() - pad, baseline)
        draw_text(p, right, number, grid.value, ink, Qt.AlignmentFlag.AlignRight, SEMIBOLD)
        notes.add(shape.key, number)


def head_text(scene: StageMoment, shape: Shape, room: float) -> tuple[str, str, int]:
    """Symbol, number and the symbol's size that fit into `room` pixels."""
    symbol, number = name_of(shape), gate_number(scene, shape)
    if scene.backward and shape.symbol:
        symbol += "′"
    px, gap = scene.grid.value, 0.35 * scene.grid.u
    least, short = min(14, px), gate_number(scene, shape, 1)
    for text, size in (
        *((number, size) for size in range(px, least - 1, -1)),
        (number.lstrip("+"), least), (short, least), (short.lstrip("+"), least),
    ):  # fmt: skip
        used = symbol_width(symbol, size) + text_width(text, px, SEMIBOLD)
        if used + (gap if size in (px, least) else 2 * gap) <= room:
            return symbol, text, size
    return ("", number, px) if text_width(number, px, SEMIBOLD) <= room else (symbol, "", least)


def draw_symbol(
    p: QPainter, at: QPointF, symbol: str, px: float, ink: QColor, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
) -> None:
    """A function's symbol, bold. A lone σ is set in the interface face, larger: it has no ascender, and the
    mathematical face's bold σ is hinted out of shape when it stands alone."""
    if symbol.startswith("σ"):
        draw_text(p, at, symbol, SIGMA * px, ink, align, SEMIBOLD)
    else:
        typeset.draw(p, at.x(), at.y(), typeset.text(symbol, bold=True), px, align, ink)


def symbol_width(symbol: str, px: float) -> float:
    if symbol.startswith("σ"):
        return text_width(symbol, SIGMA * px, SEMIBOLD)
    return typeset.width(typeset.text(symbol, bold=True), px)


def gate_number(scene: StageMoment, shape: Shape, places: int = 2) -> str:
    """Of the chosen unit, as in the formula: forward its value, a candidate's with its sign; backward its slope,
    "× 0.17"."""
    if scene.backward:
        slope = node_slope(scene.run, shape.node, scene.t)
        return f"× {plain(of_unit(slope, scene.unit), places)}"
    signed = not is_gate(scene.cell, shape.node)
    return plain(of_unit(shape_values(scene, shape), scene.unit), places, signed)
