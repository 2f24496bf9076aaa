"""What does not change while the story runs: the panel, the neighbours, the frame, the conventions."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from rnnviz.model.picture.grid import FRAME, LEFT, RIGHT
from rnnviz.view import typeset
from rnnviz.view.stage.grid import FULL, Grid
from rnnviz.view.stage.marks import draw_chip, text_width
from rnnviz.view.style import Theme, mix

RADIUS = 10.0
CENTER = Qt.AlignmentFlag.AlignHCenter


def draw_still(p: QPainter, theme: Theme, grid: Grid, chips: tuple[str, ...], width: int, height: int) -> None:
    """The static layer of a stage of this many pixels; chips: what is said bottom right."""
    panel = QRectF(0.5, 0.5, width - 1, height - 1)
    path = QPainterPath()
    path.addRoundedRect(panel, RADIUS, RADIUS)
    p.fillRect(QRectF(0, 0, width, height), theme.background)
    p.fillPath(path, theme.stage)
    p.save()
    p.setClipPath(path)
    if not grid.loud:
        _draw_neighbours(p, theme, grid, width)
    p.setPen(QPen(theme.line, grid.line(0.17)))
    p.setBrush(theme.panel)
    p.drawRoundedRect(grid.rect(FRAME), 2.2 * grid.u, 2.2 * grid.u)
    if grid.detail == FULL:
        _draw_chips(p, theme, grid, chips)
    p.restore()
    p.setPen(QPen(theme.line, 1.0))
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.drawPath(path)


def _draw_neighbours(p: QPainter, theme: Theme, grid: Grid, width: int) -> None:
    """The same cell one step earlier and later, greyed."""
    _, top, _, bottom = FRAME
    p.setPen(QPen(mix(theme.stage, theme.line, 0.75), grid.line(0.17)))
    p.setBrush(mix(theme.stage, theme.panel, 0.5))
    radius, u = 2.2 * grid.u, grid.u
    left_edge, right_edge = grid.at(LEFT, 0).x(), grid.at(RIGHT, 0).x()
    y, height = grid.at(0, top).y(), (bottom - top) * u
    p.drawRoundedRect(QRectF(left_edge - 60 * u, y, 60 * u, height), radius, radius)
    p.drawRoundedRect(QRectF(right_edge, y, 60 * u, height), radius, radius)
    px = max(14, round(1.34 * u))
    middle = grid.at(0, (top + bottom) / 2).y() + 0.3 * px
    for x, sign in ((left_edge / 2, "−"), ((right_edge + width) / 2, "+")):
        row = (typeset.Piece("t", italic=True), typeset.Piece(f"{sign}1"))
        if typeset.width(row, px) <= 3 * u + 2 or left_edge > 3.5 * u:
            typeset.draw(p, x, middle, row, px, CENTER, theme.faint)


def _draw_chips(p: QPainter, theme: Theme, grid: Grid, chips: tuple[str, ...]) -> None:
    """Which layer this is, and which of the field's conventions it follows, bottom right."""
    right = grid.at(FRAME[2], 0).x()
    for text in reversed(chips):
        right -= draw_chip(p, theme, right, chips_y(grid), text, grid.name) + 0.8 * grid.u


def chips_y(grid: Grid) -> float:
    return grid.at(0, 46.7).y()


def chips_left(grid: Grid, chips: tuple[str, ...]) -> float:
    """Left end of the chips in pixels."""
    right = grid.at(FRAME[2], 0).x()
    for text in chips:
        right -= text_width(text, grid.name) + 1.5 * grid.name + 0.8 * grid.u
    return right


def error_mark(p: QPainter, theme: Theme, rect: QRectF) -> None:
    """Shown instead of a drawing that failed."""
    p.fillRect(rect, theme.stage)
    p.setPen(QPen(theme.error, 3))
    p.drawLine(rect.topLeft(), rect.bottomRight())
    p.drawLine(QPointF(rect.right(), rect.top()), QPointF(rect.left(), rect.bottom()))
