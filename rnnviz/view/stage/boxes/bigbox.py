"""The box of a one-box cell: its sum and its output as strips, and where every unit sits on the curve."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QPolygonF

from rnnviz.engine import Cell
from rnnviz.engine.language.several import activates, slope_of, value_of
from rnnviz.model.figures.numbers import plain, power
from rnnviz.model.picture import Shape
from rnnviz.model.picture.parts import inner_node
from rnnviz.model.picture.reading import Vector, bars, mean_size, node_slope, of_unit, single
from rnnviz.view.look import typeset
from rnnviz.view.look.facts import tell
from rnnviz.view.look.style import gate_fill, mix, value_color, value_ground, with_alpha
from rnnviz.view.stage.boxes.strip import StripColors, draw_strip, room_for, strip_width
from rnnviz.view.stage.grid import FULL
from rnnviz.view.stage.looks import StageMoment, fill_level, shape_lit, shape_now
from rnnviz.view.stage.marks import draw_text, text_width
from rnnviz.view.stage.note import Notes
from rnnviz.view.widgets import numbers

translate = QCoreApplication.translate
SEMIBOLD = QFont.Weight.DemiBold
FLAT = 0.1
"""Below this slope an activation hardly passes a gradient."""
PAD = 1.3


def draw_big(p: QPainter, scene: StageMoment, notes: Notes, shape: Shape) -> None:
    """Layer 9 for the one-box cell."""
    theme, grid = scene.theme, scene.grid
    lit, now = shape_lit(scene, shape), shape_now(scene, shape)
    box = grid.rect(shape.box)
    p.setPen(QPen(theme.role(shape.role) if lit else theme.line, grid.line(0.28 if now else 0.20)))
    p.setBrush(gate_fill(theme, shape.role, fill_level(scene, shape)) if lit else theme.box)
    p.drawRoundedRect(box, grid.u, grid.u)
    if grid.detail != FULL:
        px = max(14, round(2 * grid.u))
        row = typeset.text(name_of(shape), bold=True)
        at = box.center()
        typeset.draw(p, at.x(), at.y() + 0.3 * px, row, px, Qt.AlignmentFlag.AlignHCenter, theme.text)
        return
    half = box.left() + 0.53 * box.width()
    _draw_left(p, scene, notes, shape, QRectF(box.topLeft(), QPointF(half, box.bottom())))
    pad = PAD * grid.u
    _draw_curve(p, scene, shape, QRectF(QPointF(half, box.top() + pad), box.bottomRight() - QPointF(pad, pad)))


def name_of(shape: Shape) -> str:
    """The function's symbol; a cell without one is linear."""
    return shape.symbol or "linear"


def done(scene: StageMoment, shape: Shape) -> tuple[bool, bool]:
    """Whether the sum and the output are known now."""
    return shape.lines[0] in scene.known, shape.lines[-1] in scene.known


def _draw_left(p: QPainter, scene: StageMoment, notes: Notes, shape: Shape, area: QRectF) -> None:
    theme, grid = scene.theme, scene.grid
    u, pad = grid.u, PAD * grid.u
    left, right = area.left() + pad, area.right() - pad
    summed, out = done(scene, shape)
    ink = theme.text if shape_lit(scene, shape) else theme.dim
    symbol = name_of(shape) + ("′" if scene.backward and shape.symbol else "")
    baseline = area.top() + 0.19 * area.height()
    large = round(min(grid.value * 1.25, max(grid.value, 0.2 * area.height())))
    typeset.draw(p, left, baseline, typeset.text(symbol, bold=True), large, color=ink)
    if out and not scene.backward:
        taken = typeset.width(typeset.text(symbol, bold=True), large)
        number = _mean_text(scene, shape, right - left - taken - 0.5 * u)
        draw_text(p, QPointF(right, baseline), number, grid.value, ink, Qt.AlignmentFlag.AlignRight, SEMIBOLD)
        notes.add(shape.key, number)
    tags = (translate("Stage", "sum"), translate("Stage", "out"))
    if scene.backward:
        tags = (f"∂ {tags[0]}", f"∂ {tags[1]}")
    start = left + max(text_width(t, grid.name) for t in tags) + 1.1 * u
    rows = ((tags[0], inner_node(scene.cell, shape), summed), (tags[1], shape.node, out))
    for i, (tag, node, known) in enumerate(rows):
        top = area.top() + (0.30 + 0.24 * i) * area.height()
        strip = QRectF(start, top, right - start, 0.165 * area.height())
        _draw_row(p, scene, notes, strip, tag, node, known, left)
    _draw_unit(p, scene, notes, shape, QPointF(left, area.top() + 0.915 * area.height()), right - left)


def _mean_text(scene: StageMoment, shape: Shape, room: float) -> str:
    """The mean size of the output, if there is room to call it so: "mean |h| 0.66", "mean 0.66", "mean 5·10⁵"."""
    mean, name = mean_size(single(scene.run.node_value(shape.node))[scene.t]), shape.lines[-1]
    size = plain(mean) if mean == 0 or mean >= 0.005 else power(mean)  # what fades away is not nothing yet
    spoken = translate("Stage", "mean |{name}| {size}").format(name=name, size=size)
    shorter = [translate("Stage", "mean {size}").format(size=text) for text in (size, brief(mean))]
    tried = (spoken, *shorter)
    return next((t for t in tried if text_width(t, scene.grid.value, SEMIBOLD) <= room), "")


def brief(value: float) -> str:
    """A number in few characters: large ones as powers."""
    return power(value) if abs(value) >= 1000 else plain(value)


def _draw_row(
    p: QPainter, scene: StageMoment, notes: Notes, strip: QRectF, tag: str, node: int, known: bool, left: float
) -> None:
    grid, theme = scene.grid, scene.theme
    ink = theme.text if known else theme.dim
    draw_text(p, QPointF(left, strip.center().y() + 0.36 * grid.name), tag, grid.name, ink)
    most = room_for(strip.width())
    shown = bars(np.zeros(scene.units(node)), most)
    width = strip_width(len(shown), (2.3 if len(shown) > numbers.MOST else 4.4) * grid.u, strip.width())
    strip.setWidth(width * len(shown) + len(shown) - 1)
    if not known:
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(mix(theme.box, value_ground(theme), 0.7))
        for i in range(len(shown)):
            p.drawRect(QRectF(strip.left() + i * (width + 1), strip.top(), width, strip.height()))
        return
    values = scene.flow.at_node(node, scene.t) if scene.backward else single(scene.run.node_value(node))[scene.t]
    shown = bars(values, most)
    shades = [scene.flow.shade(b.value) if scene.backward else b.value for b in shown]
    tell("strip", tag)
    draw_strip(p, StripColors(theme), strip, shown, scene.unit, shades)
    notes.add(f"strip:{tag}", shown)


def _draw_unit(p: QPainter, scene: StageMoment, notes: Notes, shape: Shape, at: QPointF, room: float) -> None:
    """The chosen unit's way through the activation: tanh(0.90) = 0.72; backward the slope there."""
    _summed, out = done(scene, shape)
    if not (out if not scene.backward else shape_lit(scene, shape)):
        return
    theme, px = scene.theme, scene.grid.formula
    inner = of_unit(single(scene.run.node_value(inner_node(scene.cell, shape)))[scene.t], scene.unit)
    value = of_unit(single(scene.run.node_value(shape.node))[scene.t], scene.unit)
    name = scene.cell.nodes[shape.node].op
    slope = of_unit(node_slope(scene.run, shape.node, scene.t), scene.unit)
    texts = [f"× {plain(slope)}" if scene.backward else f"→ {brief(value)}"]
    for written in (brief, plain):
        if scene.backward:
            text = translate("Stage", "slope at {sum}:  × {slope}").format(sum=written(inner), slope=plain(slope))
        elif activates(name):
            text = f"{shape.symbol}({written(inner)}) = {written(value)}"
        else:
            text = f"{written(inner)} → {written(value)}"
        texts.insert(0, text)
    text = next((text for text in texts if typeset.width(typeset.text(text), 14) <= room), texts[-1])
    row, px = typeset.text(text), px if text != texts[-1] else 14
    while px > 14 and typeset.width(row, px) > room:
        px -= 1
    typeset.draw(p, at.x(), at.y(), row, px, color=theme.text)
    notes.add(f"unit:{shape.key}", text)


def _draw_curve(p: QPainter, scene: StageMoment, shape: Shape, area: QRectF) -> None:
    """The activation's graph with one dot per unit; where it is flat the ground is shaded."""
    theme, grid = scene.theme, scene.grid
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(theme.stage)
    p.drawRoundedRect(area, 0.8 * grid.u, 0.8 * grid.u)
    inner = inner_node(scene.cell, shape)
    reach = curve_reach(single(scene.run.node_value(inner)))
    xs = np.linspace(-reach, reach, 97)
    ys, slopes = curve(scene.cell, shape.node, xs)
    low, high = _span(ys)
    inside = area.adjusted(0.6 * grid.u, 0.6 * grid.u, -0.6 * grid.u, -0.6 * grid.u)
    p.save()
    p.setClipRect(area)
    _draw_flat(p, scene, area, inside, xs, slopes, reach)
    p.setPen(QPen(theme.line, 1.0))
    zero = _place(inside, 0.0, 0.0, reach, low, high)
    p.drawLine(QLineF(area.left(), zero.y(), area.right(), zero.y()))
    p.drawLine(QLineF(zero.x(), area.top(), zero.x(), area.bottom()))
    pen = QPen(theme.dim, grid.line(0.17))
    p.setPen(pen)
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.drawPolyline(
        QPolygonF([_place(inside, float(x), float(y), reach, low, high) for x, y in zip(xs, ys, strict=True)])
    )
    summed, out = done(scene, shape)
    if out or (scene.backward and summed):
        _draw_units(p, scene, shape, inside, (reach, low, high))
    p.restore()


def curve_reach(sums: Vector) -> float:
    """Half-width of the curve's axis: at least 3, wide enough for the run, fixed over its steps."""
    sizes = np.abs(sums[np.isfinite(sums)])
    largest = min(sizes.max(initial=0.0), 12.0)  # of 1e308 no more can be taken
    return float(min(max(3.0, 1.05 * largest), 12.0))


def curve(cell: Cell, node: int, xs: Vector) -> tuple[Vector, Vector]:
    """Value and slope of an activation; a box without one passes its sum on."""
    found = cell.nodes[node]
    if not activates(found.op):
        return xs, np.ones_like(xs)
    arguments = [xs, *(np.asarray(cell.nodes[border].number) for border in found.args[1:])]
    with np.errstate(all="ignore"):
        values = value_of(found.op, arguments)
        return values, slope_of(found.op, values, arguments)


def _span(ys: Vector) -> tuple[float, float]:
    low, high = float(ys.min()), float(ys.max())
    rim = 0.06 * (high - low)
    return low - rim, high + rim


def _place(area: QRectF, x: float, y: float, reach: float, low: float, high: float) -> QPointF:
    """A point of the graph in pixels, held inside the panel."""
    right = min(max((x + reach) / (2 * reach), 0.0), 1.0)
    up = min(max((y - low) / (high - low), 0.0), 1.0)
    return QPointF(area.left() + right * area.width(), area.bottom() - up * area.height())


def _draw_flat(
    p: QPainter, scene: StageMoment, area: QRectF, inside: QRectF, xs: Vector, slopes: Vector, reach: float
) -> None:
    flat = slopes < FLAT
    if not flat.any():
        return
    theme = scene.theme
    shade = with_alpha(theme.role("forget"), 0.16)
    steep = xs[~flat]
    first, last = (float(steep[0]), float(steep[-1])) if len(steep) else (reach, reach)
    for begin, end in ((-reach, first), (last, reach)):
        if end - begin > 0.02 * reach:
            x0 = area.left() if begin == -reach else inside.left() + (begin + reach) / (2 * reach) * inside.width()
            x1 = area.right() if end == reach else inside.left() + (end + reach) / (2 * reach) * inside.width()
            p.fillRect(QRectF(x0, area.top(), x1 - x0, area.height()), shade)
    _say_flat(p, scene, area, bool(flat[-1]))


def _say_flat(p: QPainter, scene: StageMoment, area: QRectF, right: bool) -> None:
    """In the quarter of the graph where no curve runs: below a curve that ends flat, or above one that begins so."""
    grid, px = scene.grid, scene.grid.name
    room, lines = area.width() / 2 - 0.9 * grid.u, [translate("Stage", "slope < 0.1")]
    if text_width(lines[0], px) > room:
        lines = lines[0].split(" ", 1)
    px = next((size for size in range(px, 13, -1) if all(text_width(t, size) <= room for t in lines)), 14)
    if len(lines) * 1.15 * px > area.height() / 2 - 0.3 * grid.u:
        px = 14
    align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    x = area.right() - 0.6 * grid.u if right else area.left() + 0.6 * grid.u
    y = area.bottom() - 0.6 * grid.u - 1.1 * px * (len(lines) - 1) if right else area.top() + 0.4 * grid.u + px
    for i, line in enumerate(lines):
        draw_text(p, QPointF(x, y + 1.1 * px * i), line, px, scene.theme.role("forget"), align)


def _draw_units(p: QPainter, scene: StageMoment, shape: Shape, area: QRectF, axes: tuple[float, float, float]) -> None:
    theme, u = scene.theme, scene.grid.u
    sums = single(scene.run.node_value(inner_node(scene.cell, shape)))[scene.t]
    outs = single(scene.run.node_value(shape.node))[scene.t]
    order = [k for k in range(len(sums)) if k != scene.unit] + [scene.unit]
    for k in order:
        a, h = float(sums[k]), float(outs[k])
        if not (math.isfinite(a) and math.isfinite(h)):
            continue
        at, radius = _place(area, a, h, *axes), (0.75 if k == scene.unit else 0.5) * u
        fill = value_color(theme, min(max(h, -1.0), 1.0))
        tell("unit", shape.key, unit=k, value=(a, h), color=fill, width=radius, at=at)
        p.setBrush(fill)
        p.setPen(QPen(theme.text, 2.0) if k == scene.unit else QPen(theme.stage, 1.2))
        p.drawEllipse(at, radius, radius)
