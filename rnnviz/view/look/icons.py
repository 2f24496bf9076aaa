"""Our own icons, drawn as shapes on a 24 x 24 grid in a colour of the palette: sharp at every size."""

from __future__ import annotations

from functools import lru_cache, partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPainterPath, QPolygonF, QTransform

from rnnviz.view.look.sharp import sharp_icon
from rnnviz.view.look.style import ui_font

GRID = 24


def _triangle(path: QPainterPath, left: float, right: float) -> None:
    """A triangle from its base at x = left to its tip at x = right."""
    path.addPolygon(QPolygonF([QPointF(left, 5.5), QPointF(right, 12), QPointF(left, 18.5)]))
    path.closeSubpath()


def _play(path: QPainterPath) -> None:
    _triangle(path, 7.5, 18.5)


def _back(path: QPainterPath) -> None:
    _triangle(path, 16.5, 6.5)


def _pause(path: QPainterPath) -> None:
    path.addRect(QRectF(7, 5.5, 3.6, 13))
    path.addRect(QRectF(13.4, 5.5, 3.6, 13))


def _start(path: QPainterPath) -> None:
    path.addRect(QRectF(5.5, 5.5, 2.6, 13))
    _triangle(path, 18.5, 9)


def _end(path: QPainterPath) -> None:
    path.addRect(QRectF(15.9, 5.5, 2.6, 13))
    _triangle(path, 5.5, 15)


def _sun(path: QPainterPath) -> None:
    """Half filled disc: switch between light and dark."""
    path.addEllipse(QPointF(12, 12), 7.5, 7.5)
    half = QPainterPath()
    half.moveTo(12, 6.5)
    half.arcTo(QRectF(6.5, 6.5, 11, 11), 90, 180)
    half.closeSubpath()
    path.addPath(half)


def _knobs(path: QPainterPath) -> None:
    """Three sliders."""
    for y, x in ((6.0, 15.0), (12.0, 8.0), (18.0, 14.0)):
        path.addRect(QRectF(3, y - 0.9, x - 5.6, 1.8))
        path.addRect(QRectF(x + 2.6, y - 0.9, 18.4 - x, 1.8))
        path.addEllipse(QPointF(x, y), 2.6, 2.6)


def _large(path: QPainterPath) -> None:
    """Two corners that point outwards."""
    for x, y, way in ((20.0, 4.0, -1), (4.0, 20.0, 1)):
        path.addRect(QRectF(min(x, x + 7.3 * way), min(y, y - 1.8 * way), 7.3, 1.8))
        path.addRect(QRectF(min(x, x + 1.8 * way), min(y, y - 7.3 * way), 1.8, 7.3))


def _stage(path: QPainterPath) -> None:
    """A frame with something large in it."""
    path.addRect(QRectF(3.5, 5.5, 17, 13))
    inner = QPainterPath()
    inner.addRect(QRectF(5.3, 7.3, 13.4, 9.4))
    path.addPath(inner)
    path.setFillRule(Qt.FillRule.OddEvenFill)
    _triangle_at(path)


def _triangle_at(path: QPainterPath) -> None:
    path.addPolygon(QPolygonF([QPointF(9.5, 9), QPointF(15, 12), QPointF(9.5, 15)]))
    path.closeSubpath()


def _close(path: QPainterPath) -> None:
    """A cross."""
    for a, b in ((5.5, 18.5), (18.5, 5.5)):
        way = 1 if b > a else -1
        path.addPolygon(QPolygonF([
            QPointF(a - way * 0.9, 5.5 + 0.9), QPointF(a + way * 0.9, 5.5 - 0.9),
            QPointF(b + way * 0.9, 18.5 - 0.9), QPointF(b - way * 0.9, 18.5 + 0.9),
        ]))  # fmt: skip
        path.closeSubpath()
    path.setFillRule(Qt.FillRule.WindingFill)


def _info(path: QPainterPath) -> None:
    """An i in a disc."""
    _round(path)
    path.addEllipse(QPointF(12, 7.4), 1.5, 1.5)
    path.addRect(QRectF(10.7, 10.4, 2.6, 8))


def _warning(path: QPainterPath) -> None:
    """An exclamation mark in a triangle."""
    path.addPolygon(QPolygonF([QPointF(12, 2), QPointF(23, 21.5), QPointF(1, 21.5)]))
    path.closeSubpath()
    path.addRect(QRectF(10.8, 9, 2.4, 6.6))
    path.addEllipse(QPointF(12, 18.3), 1.4, 1.4)


def _error(path: QPainterPath) -> None:
    """A cross in a disc."""
    _round(path)
    cross = QPainterPath()
    _close(cross)
    path.addPath(QTransform.fromTranslate(12, 12).scale(0.75, 0.75).translate(-12, -12).map(cross.simplified()))


def _question(path: QPainterPath) -> None:
    """A question mark in a disc."""
    _round(path)
    path.addText(8.1, 17.4, ui_font(15, QFont.Weight.DemiBold), "?")


def _round(path: QPainterPath) -> None:
    """A disc out of which a sign is cut."""
    path.addEllipse(QPointF(12, 12), 10, 10)


_SHAPES = {
    "info": _info,
    "warning": _warning,
    "error": _error,
    "question": _question,
    "large": _large,
    "stage": _stage,
    "close": _close,
    "knobs": _knobs,
    "play": _play,
    "back": _back,
    "pause": _pause,
    "start": _start,
    "end": _end,
    "theme": _sun,
}


def icon(name: str, color: QColor, px: int, off: QColor | None = None) -> QIcon:
    """An icon of `px` logical pixels in one colour, and in `off` on a button that cannot be pressed; the same one for
    the same wish."""
    return _drawn(name, color.rgba(), px, None if off is None else off.rgba())


@lru_cache(maxsize=128)
def _drawn(name: str, rgba: int, px: int, off: int | None) -> QIcon:
    """Kept: Qt keeps what it makes of every new icon, 12 kB for each change of the colours."""
    path = QPainterPath()
    _SHAPES[name](path)

    def paint(p: QPainter, rgba: int = rgba) -> None:
        p.scale(px / GRID, px / GRID)
        p.fillPath(path, QColor.fromRgba(rgba))

    return sharp_icon(px, px, paint, None if off is None else partial(paint, rgba=off))
