"""Signs that need no colour: check, cross, pennant, stripes, arrows."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from rnnviz.view.look.style import with_alpha


def _pen(color: QColor, width: float) -> QPen:
    pen = QPen(color, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def check(p: QPainter, left: float, baseline: float, px: float, color: QColor) -> float:
    """A check mark on a baseline; its width."""
    p.setPen(_pen(color, max(1.5, px / 8)))
    points = [(0.0, -0.32), (0.24, -0.06), (0.72, -0.62)]
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.drawPolyline(QPolygonF([QPointF(left + x * px, baseline + y * px) for x, y in points]))
    return 0.72 * px


def cross(p: QPainter, left: float, baseline: float, px: float, color: QColor) -> float:
    """A cross on a baseline; its width."""
    p.setPen(_pen(color, max(1.5, px / 7)))
    top, side = baseline - 0.62 * px, 0.56 * px
    p.drawLines([QLineF(left, top, left + side, top + side), QLineF(left, top + side, left + side, top)])
    return side


def pennant(p: QPainter, left: float, baseline: float, px: float, color: QColor) -> float:
    """The flag of a target on its staff; its width."""
    p.setPen(_pen(color, max(1.4, px / 10)))
    top = baseline - 0.86 * px
    p.drawLine(QPointF(left, top), QPointF(left, baseline + 0.06 * px))
    path = QPainterPath(QPointF(left, top))
    for x, y in ((0.58, 0.0), (0.44, 0.2), (0.58, 0.42), (0.0, 0.42)):
        path.lineTo(left + x * px, top + y * px)
    p.fillPath(path, color)
    return 0.6 * px


def again(p: QPainter, left: float, baseline: float, px: float, color: QColor) -> float:
    """A round arrow on a baseline: what is read again; its width."""
    side = 0.62 * px
    box = QRectF(left, baseline - 0.72 * px, side, side)
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.setPen(_pen(color, max(1.4, px / 10)))
    p.drawArc(box, 60 * 16, -300 * 16)
    tip, head = QPointF(box.center().x() + 0.25 * side, box.center().y() - 0.43 * side), 0.24 * px
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(color)
    p.drawPolygon(QPolygonF([tip + QPointF(head, 0.35 * head), tip + QPointF(-0.5 * head, -head),
                             tip + QPointF(-0.6 * head, 0.9 * head)]))  # fmt: skip
    return side


def stripes(p: QPainter, box: QRectF, radius: float, color: QColor, gap: float = 6.0) -> None:
    """Diagonal stripes inside a rounded box: what is wrong, for eyes that see no red."""
    path = QPainterPath()
    path.addRoundedRect(box, radius, radius)
    p.save()
    p.setClipPath(path, Qt.ClipOperation.IntersectClip)
    p.setPen(QPen(color, max(1.6, gap / 3)))
    for i in range(int((box.width() + box.height()) / gap) + 2):
        x = box.left() + i * gap
        p.drawLine(QPointF(x, box.top() - 1), QPointF(x - box.height() - 2, box.bottom() + 1))
    p.restore()


def arrow(p: QPainter, begin: QPointF, end: QPointF, width: float, color: QColor) -> None:
    """An upright wire with its head at the end."""
    way = 1.0 if end.y() > begin.y() else -1.0
    head = min(max(2.2 * width, 5.0), abs(end.y() - begin.y()))
    pen = QPen(color, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    p.setPen(pen)
    p.drawLine(begin, QPointF(end.x(), end.y() - way * 0.8 * head))
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(color)
    half = max(0.55 * head, 0.8 * width)
    p.drawPolygon(QPolygonF([end, QPointF(end.x() - half, end.y() - way * head),
                             QPointF(end.x() + half, end.y() - way * head)]))  # fmt: skip


def glow(p: QPainter, box: QRectF, radius: float, u: float, color: QColor) -> None:
    """A soft light round a box that is being told."""
    p.setPen(Qt.PenStyle.NoPen)
    for reach, alpha in ((1.5, 0.06), (0.9, 0.10), (0.4, 0.16)):
        p.setBrush(with_alpha(color, alpha))
        grown = reach * u
        p.drawRoundedRect(box.adjusted(-grown, -grown, grown, grown), radius + grown, radius + grown)
