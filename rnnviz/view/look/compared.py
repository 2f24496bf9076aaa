"""Hues and marks of compared cells: none is a role's, and each can be told from the others without its colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from rnnviz.view.look.style import Theme

_HUES = {
    "dark": tuple(map(QColor, ("#FF86C8", "#BFDD45", "#F4F7FD", "#B98A63"))),
    "light": tuple(map(QColor, ("#D60078", "#5F7A00", "#161C2A", "#8A5A33"))),
}
MARKS = ("circle", "square", "triangle", "diamond")


def hue(theme: Theme, mark: int) -> QColor:
    """The colour of a compared cell."""
    hues = _HUES[theme.name]
    return hues[mark % len(hues)]


def draw_mark(p: QPainter, mark: int, at: QPointF, size: float, color: QColor, ground: QColor | None = None) -> None:
    """The cell's mark, `size` pixels high; with a ground it is open: the mark of another state of the cell."""
    p.save()
    p.setPen(QPen(color, max(1.4, size / 6)) if ground is not None else Qt.PenStyle.NoPen)
    p.setBrush(ground if ground is not None else color)
    half, x, y = size / 2, at.x(), at.y()
    shape = MARKS[mark % len(MARKS)]
    if shape == "circle" or ground is not None:
        p.drawEllipse(at, half, half)
    elif shape == "square":
        p.drawRect(round(x - 0.9 * half), round(y - 0.9 * half), round(1.8 * half), round(1.8 * half))
    elif shape == "triangle":
        p.drawPolygon(
            QPolygonF([QPointF(x, y - half), QPointF(x + half, y + 0.85 * half), QPointF(x - half, y + 0.85 * half)])
        )
    else:
        p.drawPolygon(
            QPolygonF([QPointF(x, y - half), QPointF(x + half, y), QPointF(x, y + half), QPointF(x - half, y)])
        )
    p.restore()
