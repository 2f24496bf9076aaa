"""The network folded: every layer and direction once, as a block with a loop in which a delay of one step stands.

It stands beside the unrolled chain, row beside row, and shows the present step of it. The square on the loop is the
delay (Goodfellow, Bengio & Courville, Deep Learning, fig. 10.2): what comes round was there one step before.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from rnnviz.model.chain.chain import Chain, ChainRow
from rnnviz.view.chain.boxes import arranged, averaged, radius
from rnnviz.view.chain.plan import ChainLayout
from rnnviz.view.chain.wires import Pen, gradient_pen, lit_pen, unlit_pen, widest
from rnnviz.view.look import typeset
from rnnviz.view.look.facts import tell
from rnnviz.view.look.style import Scale, Theme, gate_fill
from rnnviz.view.tape.rows import signed, table
from rnnviz.view.widgets.paper import Align, words

WIDE = 1.9
"""Width of a block, in heights, where there is room."""
SMALL = 14.0
"""Pixels of a delay without words, at most."""
CENTRE = Align.AlignHCenter


def folded_width(scale: Scale, two_ways: bool) -> float:
    """Room that the folded network takes left of the columns: blocks, loops, and something round them."""
    loops = 2 * _loop(scale, SMALL) if two_ways else _loop(scale, 2.5 * scale.axis)
    return (1.75 if two_ways else 1.0) * _block(scale) + loops + scale.px(14) + 14 + scale.px(14)


def _block(scale: Scale) -> float:
    return max(64.0, scale.px(104))


def _loop(scale: Scale, delay: float) -> float:
    """How far a loop reaches with a delay of this width."""
    return max(14.0, scale.px(22)) + delay


@dataclass(frozen=True)
class FoldedLayout:
    """Where everything stands; right: the right end of its room, in pixels."""

    plan: ChainLayout
    right: float

    @cached_property
    def two(self) -> bool:
        return max(self.plan.ways) > 1

    @cached_property
    def wide(self) -> float:
        return min(_block(self.plan.columns.scale), max(WIDE * self.plan.box, 40.0))

    @cached_property
    def middle(self) -> float:
        """Of the blocks; of one above two."""
        scale = self.plan.columns.scale
        half, delay = (0.85, SMALL) if self.two else (0.5, 2.5 * scale.axis)
        return self.right - scale.px(14) - _loop(scale, delay) - half * self.wide

    def x(self, row: int) -> float:
        """Middle of a row's block: two directions of a layer leave room for each other's wires."""
        layer = self.plan.layers[row]
        if self.plan.ways[layer] == 1:
            return self.middle
        first = sum(self.plan.ways[:layer])
        return self.middle + (0.45 if row > first else -0.45) * self.wide

    def rect(self, row: int) -> QRectF:
        """A row's block."""
        wide = self.wide * (0.8 if self.plan.ways[self.plan.layers[row]] > 1 else 1.0)
        return QRectF(self.x(row) - wide / 2, self.plan.top(row), wide, self.plan.box)

    def side(self, row: int) -> int:
        """On which side the loop is: 1 right, -1 left."""
        layer = self.plan.layers[row]
        first = sum(self.plan.ways[:layer])
        return -1 if self.plan.ways[layer] > 1 and row == first else 1

    def delay(self, row: int) -> QRectF:
        """The square on the loop; with room for words a box."""
        scale, box = self.plan.columns.scale, self.rect(row)
        size = max(6.0, min(0.4 * box.height(), SMALL))
        wide, high = (2.5 * scale.axis, 1.45 * scale.axis) if self.worded else (size, size)
        edge = box.right() if self.side(row) > 0 else box.left()
        centre = edge + self.side(row) * (_loop(scale, wide) - wide / 2)
        return QRectF(centre - wide / 2, box.center().y() - high / 2, wide, high)

    @property
    def worded(self) -> bool:
        return self.plan.box > 2.6 * self.plan.columns.scale.axis and not self.two


def draw_folded(
    p: QPainter, theme: Theme, at: FoldedLayout, chain: Chain, columns: list[int | None], column: int
) -> None:
    """columns: for every row the column whose numbers it shows, None where they are not known yet; column: the present
    one."""
    for number, shown in enumerate(columns):
        _draw_read(p, theme, at, chain, number, shown)
    for number, shown in enumerate(columns):
        row = chain.rows[number]
        if row.carried is not None:
            _draw_loop(p, theme, at, chain, number, column, shown is not None)
        _draw_block(p, theme, at, row, number, shown)
    _draw_ends(p, theme, at, chain, columns)


def _draw_block(p: QPainter, theme: Theme, at: FoldedLayout, row: ChainRow, number: int, shown: int | None) -> None:
    box, plan = at.rect(number), at.plan
    fill = theme.box if shown is None else gate_fill(theme, row.role, float(row.level[shown]))
    value = None if shown is None else float(row.level[shown])
    tell("folded", f"{row.layer}.{row.way}", step=shown, value=value, color=fill)
    p.setPen(QPen(theme.role(row.role) if shown is not None else theme.line, plan.columns.scale.line(2.0)))
    p.setBrush(fill)
    p.drawRoundedRect(box, radius(plan, box), radius(plan, box))
    px, high = plan.columns.scale.body, box.height()
    named = high > 1.9 * px
    if named:
        index = str(row.layer + 1) if len(plan.ways) > 1 else ""
        letter = typeset.Piece("A", italic=True)
        name = (letter, typeset.Piece(index, sub=True)) if index else (letter,)
        typeset.draw(p, box.center().x(), box.top() + 1.12 * px, name, px * 1.15, CENTRE, theme.text)
    pad = 0.1 * high
    inside = box.adjusted(1.6 * pad, 1.4 * px if named else pad, -1.6 * pad, -pad)
    if shown is not None and inside.height() >= 3:
        _draw_units(p, theme, row, shown, inside)
    if shown is not None and not row.finite[shown]:  # the sign of NaN and overflow, as in the chain
        p.setPen(QPen(theme.error, plan.columns.scale.line(1.6)))
        p.drawLine(box.topLeft(), box.bottomRight())
        p.drawLine(box.topRight(), box.bottomLeft())


def _draw_units(p: QPainter, theme: Theme, row: ChainRow, shown: int, inside: QRectF) -> None:
    rows, across, group = arranged(row.units.shape[1], inside.width(), inside.height())
    colors, index = table(theme, None), signed(averaged(row.units[shown : shown + 1], group))[0]
    wide, high = inside.width() / across, inside.height() / rows
    for unit, shade in enumerate(index):
        left, top = inside.left() + unit % across * wide, inside.top() + unit // across * high
        p.fillRect(QRectF(left, top, wide - 1, high - 1), QColor.fromRgb(int(colors[shade])))


# wires -----------------------------------------------------------------------------------------------------


def _pen_of(theme: Theme, at: FoldedLayout, chain: Chain, role: str, level: float | None) -> Pen:
    if level is None:
        return unlit_pen(theme, at.plan)
    return (gradient_pen if chain.backward else lit_pen)(theme, at.plan, role, level)


def _input_pen(theme: Theme, at: FoldedLayout, chain: Chain, level: float | None) -> Pen:
    """Forward the input is read as it is; backward it gets what is sent down."""
    if level is None or chain.backward:
        return _pen_of(theme, at, chain, "x", level)
    return Pen(theme.text, 0.62 * widest(at.plan), 0.0)


def came_from(row: ChainRow, column: int, backward: bool) -> int:
    """The column whose numbers come round the loop into this one; backward it is the other neighbour."""
    return column + (1 if (row.way == "forward") == backward else -1)


def _draw_loop(p: QPainter, theme: Theme, at: FoldedLayout, chain: Chain, number: int, column: int, lit: bool) -> None:
    """Out above, through the delay, in below; backward the other way round."""
    row, box, delay, side = chain.rows[number], at.rect(number), at.delay(number), at.side(number)
    source = came_from(row, column, chain.backward)
    there = 0 <= source < chain.steps and row.carried is not None
    kept = column if chain.backward else source
    level = float(row.carried[kept]) if lit and there and row.carried is not None else None
    pen = _pen_of(theme, at, chain, row.role, level)
    tell("loop", f"{row.layer}.{row.way}", step=source, value=level, color=pen.color, width=pen.width)
    edge = box.right() if side > 0 else box.left()
    high, low = box.center().y() - 0.34 * box.height(), box.center().y() + 0.34 * box.height()
    _stroke_loop(p, edge, delay.center().x(), (high, low), pen, chain.backward)
    p.setPen(QPen(pen.color, max(1.2, 0.5 * pen.width)))
    p.setBrush(theme.box)
    p.drawRoundedRect(delay, 3, 3)
    if at.worded:
        px = at.plan.columns.scale.axis
        text = "t + 1" if source > column else f"t {typeset.MINUS} 1"
        words(p, delay.center().x(), delay.center().y() + 0.36 * px, text, px, theme.text, CENTRE)
    else:
        p.fillRect(delay.adjusted(1, 1, -1, -1), pen.color)


def _stroke_loop(p: QPainter, edge: float, far: float, heights: tuple[float, float], pen: Pen, backward: bool) -> None:
    high, low = heights
    tip = 2.0 + 1.9 * pen.width
    toward = 1 if far > edge else -1
    bend = min(abs(far - edge), (low - high)) / 2.2
    path = QPainterPath(QPointF(edge, high))
    path.lineTo(far - toward * bend, high)
    path.quadTo(far, high, far, high + bend)
    path.lineTo(far, low - bend)
    path.quadTo(far, low, far - toward * bend, low)
    path.lineTo(edge + toward * (0 if backward else 0.8 * tip), low)
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.setPen(QPen(pen.color, pen.width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    p.drawPath(path)
    y, half = (high if backward else low), max(0.52 * tip, 0.75 * pen.width)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(pen.color)
    back = edge + toward * tip
    p.drawPolygon(QPolygonF([QPointF(edge, y), QPointF(back, y - half), QPointF(back, y + half)]))


def _draw_read(p: QPainter, theme: Theme, at: FoldedLayout, chain: Chain, number: int, shown: int | None) -> None:
    """What a block reads from below: the input, or every direction of the layer under it."""
    row, plan, box = chain.rows[number], at.plan, at.rect(number)
    level = None if shown is None else float(row.read[shown])
    if row.layer == 0:
        _upright(p, box.center().x(), plan.height - 1.35 * plan.columns.scale.body, box.bottom(),
                 _input_pen(theme, at, chain, level), chain.backward)  # fmt: skip
        return
    for below, other in enumerate(chain.rows):
        if other.layer == row.layer - 1:
            carried = None if shown is None else float(other.handed[shown])
            pen = _pen_of(theme, at, chain, other.role, carried)
            _joined(p, at.rect(below), box, pen, chain.backward)


def _joined(p: QPainter, below: QRectF, above: QRectF, pen: Pen, backward: bool) -> None:
    """Up from one block into the other; sideways half way where they do not stand above each other."""
    x, to = below.center().x(), above.center().x()
    if abs(x - to) < 1:
        _upright(p, x, below.top(), above.bottom(), pen, backward)
        return
    bar = (below.top() + above.bottom()) / 2
    half = pen.width / 2
    p.fillRect(QRectF(x - half, bar, pen.width, below.top() - bar), pen.color)
    p.fillRect(QRectF(min(x, to) - half, bar - half, abs(x - to) + pen.width, pen.width), pen.color)
    _upright(p, to, bar, above.bottom(), pen, backward)


def _upright(p: QPainter, x: float, low: float, high: float, pen: Pen, backward: bool) -> None:
    """An arrow upwards, backward downwards."""
    start, end = (high, low) if backward else (low, high)
    tip = min(abs(end - start), 2.0 + 1.9 * pen.width) * (1 if end > start else -1)
    half, across = pen.width / 2, max(0.52 * abs(tip), 0.75 * pen.width)
    p.fillRect(QRectF(QPointF(x - half, start), QPointF(x + half, end - 0.8 * tip)).normalized(), pen.color)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(pen.color)
    p.drawPolygon(QPolygonF([QPointF(x, end), QPointF(x - across, end - tip), QPointF(x + across, end - tip)]))


def _draw_ends(p: QPainter, theme: Theme, at: FoldedLayout, chain: Chain, columns: list[int | None]) -> None:
    """The name of what goes in, and the arrows of what comes out above the highest layer."""
    plan = at.plan
    px = round(plan.columns.scale.body * 1.1)
    name = typeset.symbol("x", "t", partial=chain.backward)
    typeset.draw(p, at.middle, plan.height - 0.3 * px, name, px, CENTRE, theme.text)
    for number, shown in enumerate(columns):
        row, box = chain.rows[number], at.rect(number)
        if row.layer == plan.layers[-1]:
            level = None if shown is None else float(row.handed[shown])
            pen = _pen_of(theme, at, chain, row.role, level)
            _upright(p, box.center().x(), box.top(), max(plan.title + 2, box.top() - plan.gap), pen, chain.backward)
