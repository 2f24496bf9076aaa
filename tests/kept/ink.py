"""Everything that is painted through Python, call by call: what, where in whole pixels, in which pen and brush.

Facts say what a picture means; ink says where everything stands. A layer that is kept as a picture keeps its ink, as
its facts; sprites are layers of their own.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen, QPixmap, QPolygonF, QStaticText
from PySide6.QtWidgets import QWidget

from rnnviz.view.look import facts

CALLS = (
    "drawEllipse", "drawImage", "drawLine", "drawLines", "drawPath", "drawPixmap", "drawPoint", "drawPoints",
    "drawPolygon", "drawPolyline", "drawRect", "drawRoundedRect", "drawStaticText", "drawText", "fillPath", "fillRect",
    "strokePath",
)  # fmt: skip
STEP = 0.3
"""Whole pixels change at x.7: what stands at halves and quarters is not moved by the last bit of a sum."""
SHADES = 4
"""Squares per side by whose mean colours a picture made of numbers is known."""


@contextmanager
def inked() -> Iterator[facts.Listener]:
    """Hear what is painted from here on, every call of it a fact "ink"."""
    with pytest.MonkeyPatch.context() as patch, facts.listening() as heard:
        for name in CALLS:
            patch.setattr(QPainter, name, _told(name, getattr(QPainter, name)))
        yield heard


def _told(name: str, draw: Callable[..., Any]) -> Callable[..., Any]:
    def told(self: QPainter, *given: Any, **named: Any) -> Any:
        facts.tell(
            "ink", owner(self.device()), word=" ".join([name, *_dress(self, name), *map(_plain, _placed(self, given))])
        )
        return draw(self, *given, **named)

    return told


def owner(device: object) -> str:
    """The nearest class of ours a painter paints on."""
    while isinstance(device, QWidget):
        if type(device).__module__.startswith("rnnviz"):
            return type(device).__name__
        device = device.parent()
    return ""


def _dress(p: QPainter, name: str) -> Iterator[str]:
    """Pen, brush, opacity and type, as far as the call makes use of them."""
    if name.startswith("draw") and p.pen().style() != Qt.PenStyle.NoPen:
        yield f"pen {_plain(p.pen())}"
    if name.startswith("draw") and p.brush().style() != Qt.BrushStyle.NoBrush:
        yield f"brush {_plain(p.brush())}"
    if p.opacity() < 1:
        yield f"opacity {p.opacity():.2f}"
    if "Text" in name:
        yield f"type {p.font().pixelSize()}/{p.font().weight()}"
    if p.hasClipping():
        yield f"clip {_plain(p.deviceTransform().mapRect(p.clipBoundingRect()))}"


def _placed(p: QPainter, given: tuple[Any, ...]) -> Iterator[Any]:
    """The arguments of a call; where the painter is moved or scaled, by how much."""
    move = p.transform()
    if not move.isIdentity():
        yield from (move.dx(), move.dy(), round(move.m11(), 2), round(move.m22(), 2))
    yield from given


def _px(*numbers: float) -> str:
    return ",".join(str(math.floor(number + STEP)) if abs(number) < 1e6 else "far" for number in numbers)


def _plain(thing: Any) -> str:
    match thing:
        case QPointF():
            return _px(thing.x(), thing.y())
        case QRectF() | QRect():
            return _px(thing.left(), thing.top(), thing.left() + thing.width(), thing.top() + thing.height())
        case QLineF():
            return _px(thing.x1(), thing.y1(), thing.x2(), thing.y2())
        case QColor():
            return thing.name(QColor.NameFormat.HexArgb)
        case QPen():
            return f"{_plain(thing.color())} {thing.widthF():.1f} {thing.style().name}"
        case QBrush():
            return _plain(thing.color())
        case QPainterPath():
            return f"{thing.elementCount()} in {_plain(thing.boundingRect())} to {_plain(thing.currentPosition())}"
        case QStaticText():
            return repr(thing.text())
        case QImage():
            return f"{thing.width()}x{thing.height()} {shades(thing)}"
        case QPixmap():
            return f"{thing.width()}x{thing.height()}"
        case QPolygonF() | list() | tuple():
            return "(" + " ".join(map(_plain, thing)) + ")"
        case bool() | str():
            return repr(thing)
        case int() | float():
            return _px(thing)
    return type(thing).__name__


def shades(picture: QImage) -> str:
    """Mean colours of the squares a picture is cut into, in sixteenths of full light."""
    image = picture.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    rows = np.array_split(pixels, min(SHADES, image.height()))
    squares = [part for row in rows for part in np.array_split(row, min(SHADES, image.width()), axis=1)]
    return "".join(f"{round(level / 17 + 0.2):x}" for part in squares for level in part.mean(axis=(0, 1)))
