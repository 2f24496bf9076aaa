"""What does not change while the story runs: the panel, the neighbours, the frame, the conventions."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPen

from rnnviz.engine import Cell
from rnnviz.model.picture.grid import SIGNAL, WIDE
from rnnviz.view.look import typeset
from rnnviz.view.look.style import Theme, mix, with_alpha
from rnnviz.view.stage.grid import FULL, SQUARE, Grid
from rnnviz.view.stage.looks import QUIET
from rnnviz.view.stage.marks import draw_chip, draw_text, text_width
from rnnviz.view.stage.strands import Strands
from rnnviz.view.stage.wires import stroke

RADIUS = 10.0
WORD = "“November”"
"""A word as long as an input's usually is."""
KEY = 26
"""Width of the key of backward mode, in sizes of type."""
CENTER = Qt.AlignmentFlag.AlignHCenter


def draw_still(
    p: QPainter, theme: Theme, strands: Strands, cell: Cell, chips: tuple[str, ...], width: int, height: int
) -> None:
    """The static layer of a stage of this many pixels; chips: what is said bottom right."""
    grid, frame = strands.grid, strands.grid.rect(strands.grid.ground.frame)
    panel = QRectF(0.5, 0.5, width - 1, height - 1)
    path = QPainterPath()
    path.addRoundedRect(panel, RADIUS, RADIUS)
    p.fillRect(QRectF(0, 0, width, height), theme.background)
    p.fillPath(path, theme.stage)
    p.save()
    p.setClipPath(path)
    if not grid.loud and grid.ground is not WIDE:
        _draw_neighbours(p, theme, grid, width)
    elif not grid.loud:
        _draw_real_neighbours(p, theme, strands)
    p.setPen(QPen(theme.line, grid.line(0.17)))
    p.setBrush(theme.panel)
    p.drawRoundedRect(frame, 2.2 * grid.u, 2.2 * grid.u)
    if grid.detail != SQUARE:
        _draw_chips(p, theme, grid, chips, len(cell.conventions))
        _draw_remark(p, theme, grid, strands.picture.remark)
        if not strands.backward:
            _draw_shared(p, theme, grid, cell, chips)
    p.restore()
    p.setPen(QPen(theme.line, 1.0))
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.drawPath(path)


def _draw_neighbours(p: QPainter, theme: Theme, grid: Grid, width: int) -> None:
    """The same cell one step earlier and later, greyed."""
    _, top, _, bottom = grid.ground.frame
    p.setPen(QPen(mix(theme.stage, theme.line, 0.75), grid.line(0.17)))
    p.setBrush(mix(theme.stage, theme.panel, 0.5))
    radius, u = 2.2 * grid.u, grid.u
    left_edge, right_edge = grid.at(grid.ground.left, 0).x(), grid.at(grid.ground.right, 0).x()
    y, height = grid.at(0, top).y(), (bottom - top) * u
    p.drawRoundedRect(QRectF(left_edge - 60 * u, y, 60 * u, height), radius, radius)
    p.drawRoundedRect(QRectF(right_edge, y, 60 * u, height), radius, radius)
    px = max(grid.floor, round(1.34 * u))
    middle = grid.at(0, (top + bottom) / 2).y() + 0.3 * px
    if grid.column is not None:
        _fade(p, theme, grid)
    after = grid.at(grid.ground.right + 1.75, 0).x() if grid.column else (right_edge + width) / 2
    for x, sign in ((left_edge / 2, "−"), (after, "+")):
        if sign == "+" and grid.column and u < 8:
            continue
        row = (typeset.Piece("t", italic=True), typeset.Piece(f"{sign}1"))
        if typeset.width(row, px) <= 3 * u + 2 or left_edge > 3.5 * u:
            typeset.draw(p, x, middle, row, px, CENTER, theme.faint)


def _draw_real_neighbours(p: QPainter, theme: Theme, strands: Strands) -> None:
    """The same drawing one step earlier and later, unlit, as far as the stage shows of it."""
    grid, u = strands.grid, strands.grid.u
    px = max(14, round(1.34 * u))
    outline, ink = mix(theme.stage, theme.line, 0.75), mix(theme.stage, theme.line, 0.9)
    edges = (grid.at(grid.ground.left, 0).x(), grid.at(grid.ground.right, 0).x())
    for way, edge in zip((-1, 1), edges, strict=True):
        seen = grid.edge - edge if grid.column else 200 * u
        beyond = QRectF(edge - 200 * u, 0, 200 * u, 200 * u) if way < 0 else QRectF(edge, 0, seen, 200 * u)
        p.save()
        p.setClipRect(beyond, Qt.ClipOperation.IntersectClip)
        p.translate(way * grid.ground.period * u, 0)
        p.setPen(QPen(outline, grid.line(0.17)))
        p.setBrush(mix(theme.stage, theme.panel, 0.5))
        p.drawRoundedRect(grid.rect(grid.ground.frame), 2.2 * u, 2.2 * u)
        _draw_unlit(p, strands, ink, outline)
        p.restore()
        row = (typeset.Piece("t", italic=True), typeset.Piece("−1" if way < 0 else "+1"))
        after = grid.ground.right + (1.9 if grid.column else 3.7)
        at = grid.at(grid.ground.left - 3.7 if way < 0 else after, 8.2)
        typeset.draw(p, at.x(), at.y(), row, px, CENTER, theme.dim)
    if grid.column is not None:
        _fade(p, theme, grid)


def _fade(p: QPainter, theme: Theme, grid: Grid) -> None:
    """The neighbour on the right goes over into the ground of the answers."""
    begin, end = grid.at(grid.ground.right + 0.4, 0).x(), grid.edge
    shade = QLinearGradient(begin, 0, end, 0)
    shade.setColorAt(0, with_alpha(theme.stage, 0))
    shade.setColorAt(1, theme.stage)
    p.fillRect(QRectF(begin, 0, 4000 * grid.u, 200 * grid.u), shade)


def _draw_unlit(p: QPainter, strands: Strands, ink: QColor, outline: QColor) -> None:
    grid, drawn = strands.grid, strands.picture
    for piece in drawn.pieces:
        stroke(p, strands.strand(piece, grid.wire(QUIET if strands.backward else SIGNAL), False), outline)
    p.setPen(QPen(outline, grid.line(0.2)))
    p.setBrush(Qt.BrushStyle.NoBrush)
    for shape in drawn.shapes:
        p.drawRoundedRect(grid.rect(shape.box), grid.u, grid.u)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(ink)
    for dot in drawn.dots:
        p.drawEllipse(grid.at(dot.x, dot.y), 0.5 * grid.u, 0.5 * grid.u)


def _draw_chips(p: QPainter, theme: Theme, grid: Grid, chips: tuple[str, ...], kept: int) -> None:
    """Which layer this is, and which of the field's conventions it follows, bottom right."""
    shown = _fitting(grid, chips, kept)
    right = _chips_right(grid, shown)
    for text in reversed(shown):
        right -= draw_chip(p, theme, right, chips_y(grid), text, grid.name) + 0.8 * grid.u


def remark_text(remark: str) -> str:
    """Why boxes stand there without wires, as `Picture.remark` has it."""
    match remark:
        case "waiting":
            return QCoreApplication.translate("Stage", "being laid out …")
        case "plain":
            return QCoreApplication.translate("Stage", "Too many wires to draw: every line is a box")
    return ""


def _draw_remark(p: QPainter, theme: Theme, grid: Grid, remark: str) -> None:
    left, _, right, _ = grid.ground.frame
    at = QPointF(grid.at((left + right) / 2, 0).x(), chips_y(grid) + 0.36 * grid.name)
    draw_text(p, at, remark_text(remark), grid.name, theme.dim, CENTER)


def _draw_shared(p: QPainter, theme: Theme, grid: Grid, cell: Cell, chips: tuple[str, ...]) -> None:
    """What the neighbours are there to say: every step has the same weights."""
    at = QPointF(grid.at(grid.ground.frame[2], 0).x(), chips_y(grid) + 0.36 * grid.name)
    draw_text(p, at, _shared_text(grid, cell, chips), grid.name, theme.dim, Qt.AlignmentFlag.AlignRight)


def _shared_text(grid: Grid, cell: Cell, chips: tuple[str, ...]) -> str:
    """Where the real neighbours are seen and nothing else stands."""
    text = QCoreApplication.translate("Stage", "the same {0} in every cell").format(", ".join(cell.params))
    right = grid.at(grid.ground.frame[2], 0).x()
    room = right - grid.at(grid.ground.x_words, 0).x() - text_width(WORD, grid.name)
    return text if grid.ground is WIDE and not chips and text_width(text, grid.name) < room else ""


def words_left(grid: Grid, cell: Cell, chips: tuple[str, ...]) -> float:
    """Left end in pixels of what stands below the frame while values flow."""
    shared = _shared_text(grid, cell, chips)
    left = chips_left(grid, chips, len(cell.conventions))
    return left - text_width(shared, grid.name) - 2 * grid.u if shared else left


def chips_y(grid: Grid) -> float:
    return grid.at(0, grid.ground.below).y()


def chips_left(grid: Grid, chips: tuple[str, ...], kept: int) -> float:
    """Left end of the chips in pixels."""
    shown = _fitting(grid, chips, kept)
    return _chips_right(grid, shown) - sum(_taken(grid, text) for text in shown)


def _chips_right(grid: Grid, shown: tuple[str, ...]) -> float:
    """Chips end with the frame, or with the stage where they would leave the key of backward mode no room."""
    right = grid.at(grid.ground.frame[2], 0).x()
    words = grid.at(grid.ground.x_words, 0).x() + text_width(WORD, grid.name) + KEY * grid.name
    if not shown or grid.detail != FULL or words < right - sum(_taken(grid, text) for text in shown):
        return right
    if grid.ground is WIDE:  # beside it stands the neighbour's input
        return grid.at(grid.ground.right, 0).x()
    return max(right, grid.edge - 1.5 * grid.u)


def _taken(grid: Grid, text: str) -> float:
    return text_width(text, grid.name) + 1.5 * grid.name + 0.8 * grid.u


def _fitting(grid: Grid, chips: tuple[str, ...], kept: int) -> tuple[str, ...]:
    """As many of the last chips as leave the input room for its squares and its word, at least the conventions."""
    end = grid.ground.right if grid.ground is WIDE else grid.ground.frame[2]
    room = (end - grid.ground.x_words) * grid.u - text_width(WORD, grid.name)
    while len(chips) > kept and sum(_taken(grid, text) for text in chips) > room:
        chips = chips[1:]
    return chips


def error_mark(p: QPainter, theme: Theme, rect: QRectF) -> None:
    """Shown instead of a drawing that failed."""
    p.fillRect(rect, theme.stage)
    p.setPen(QPen(theme.error, 3))
    p.drawLine(rect.topLeft(), rect.bottomRight())
    p.drawLine(QPointF(rect.right(), rect.top()), QPointF(rect.left(), rect.bottom()))
