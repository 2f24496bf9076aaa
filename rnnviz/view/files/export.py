"""Pictures for slides: a widget, or a drawing, as PNG, SVG or PDF, and on the clipboard.

A widget that keeps its looks in cached pixmaps offers `paint_vector(painter, rect)`, which draws everything
in it, ground included, as shapes; it is used wherever such a widget stands in the tree.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QBuffer, QCoreApplication, QMarginsF, QPoint, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPageSize, QPainter, QPdfWriter, QPicture, QRegion
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from rnnviz.engine.errors import Refusal
from rnnviz.engine.wording import en
from rnnviz.io.disk import reason, write_whole
from rnnviz.view.look.svg_text import text_as_paths

translate = QCoreApplication.translate

Paint = Callable[[QPainter, QRectF], None]

SCREEN_DPI = 96
MAX_SIDE = 16_000
TITLE = "rnnviz"


ENGLISH = {
    "picture.name": en("{file}: a picture's name ends in .png, .svg or .pdf."),
    "picture.unsaved": en("{file}: cannot be saved, because {reason}."),
    "picture.size": en("There is no picture of {width} × {height} pixels."),
    "picture.unmade": en("The picture cannot be written as PNG."),
    "picture.memory": en("A picture of {width:,} × {height:,} pixels does not fit into the memory."),
}


class PictureError(Refusal):
    """A picture that cannot be made or stored."""

    TEXTS: ClassVar[Mapping[str, str]] = ENGLISH


@dataclass(frozen=True, slots=True)
class Drawing:
    """Something painted without being a widget; ratio: pixels of the screen per unit of width and height."""

    paint: Paint
    width: int
    height: int
    dpi: int = SCREEN_DPI
    ratio: float = 1.0


Picture = QWidget | Drawing


def save_picture(picture: Picture, path: str | Path) -> None:
    """Write a .png (twice the pixels of the screen), .svg or .pdf as a whole, or leave the old file. PictureError."""
    path = Path(path)
    make = _MAKERS.get(path.suffix.lower())
    if make is None:
        raise PictureError("picture.name", file=path.name)
    try:
        write_whole(path, make(_drawing(picture)))
    except OSError as error:
        raise PictureError("picture.unsaved", file=path.name, reason=reason(error)) from None


def copy_picture(picture: Picture) -> None:
    """Put a picture, with twice the pixels of the screen, on the clipboard. PictureError."""
    QGuiApplication.clipboard().setImage(_image(_drawing(picture)))


def _drawing(picture: Picture) -> Drawing:
    drawing = picture if isinstance(picture, Drawing) else _of_widget(picture)
    if not (0 < drawing.width <= MAX_SIDE and 0 < drawing.height <= MAX_SIDE):
        raise PictureError("picture.size", width=drawing.width, height=drawing.height)
    return drawing


def _of_widget(widget: QWidget) -> Drawing:
    paint = partial(_paint_widget, widget)
    return Drawing(paint, widget.width(), widget.height(), widget.logicalDpiX(), widget.devicePixelRatioF())


def _paint_widget(widget: QWidget, painter: QPainter, rect: QRectF) -> None:
    painter.fillRect(rect, widget.palette().window())
    widgets = [widget, *widget.findChildren(QWidget)]
    if any(_vector(w) for w in widgets):
        _paint_tree(widget, painter)
    else:
        QWidget.render(widget, painter, QPoint())  # a QGraphicsView has a render of its own


def _vector(widget: QWidget) -> Paint | None:
    return getattr(widget, "paint_vector", None)


def _paint_tree(widget: QWidget, painter: QPainter) -> None:
    """Parents before children and in the order they are stacked, each by its own best means."""
    vector = _vector(widget)
    if vector is not None:
        vector(painter, QRectF(widget.rect()))
    else:
        QWidget.render(widget, painter, QPoint(), QRegion(), QWidget.RenderFlag.IgnoreMask)
    for child in widget.children():
        if isinstance(child, QWidget) and child.isVisibleTo(widget) and not child.isWindow():
            painter.save()
            painter.translate(child.pos())
            painter.setClipRect(child.rect(), Qt.ClipOperation.IntersectClip)
            _paint_tree(child, painter)
            painter.restore()


def _png(drawing: Drawing) -> bytes:
    image = _image(drawing)
    dots = round(drawing.dpi * image.devicePixelRatio() / 0.0254)
    image.setDotsPerMeterX(dots)  # after painting: point sizes would grow with it
    image.setDotsPerMeterY(dots)
    buffer = _buffer()
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise PictureError("picture.unmade")
    return bytes(buffer.data().data())


def _image(drawing: Drawing) -> QImage:
    ratio = 2 * drawing.ratio
    size = QSize(round(drawing.width * ratio), round(drawing.height * ratio))
    image = QImage(size, QImage.Format.Format_RGB32)
    if image.isNull():
        raise PictureError("picture.memory", width=size.width(), height=size.height())
    image.setDevicePixelRatio(ratio)
    image.setDotsPerMeterX(round(drawing.dpi / 0.0254))
    image.setDotsPerMeterY(round(drawing.dpi / 0.0254))
    image.fill(0xFFFFFFFF)
    with QPainter(image) as painter:
        _paint(drawing, painter)
    return image


def _svg(drawing: Drawing) -> bytes:
    buffer = _buffer()
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)  # the default, Tiny 1.2, cannot clip
    generator.setOutputDevice(buffer)
    generator.setResolution(drawing.dpi)
    generator.setSize(QSize(drawing.width, drawing.height))
    generator.setViewBox(QRect(0, 0, drawing.width, drawing.height))
    generator.setTitle(TITLE)
    generator.setDescription("")
    with QPainter(generator) as painter:
        _recorded(drawing).play(painter)
    return text_as_paths(bytes(buffer.data().data()).decode()).encode()


def _recorded(drawing: Drawing) -> QPicture:
    """The strokes of a drawing. Straight into an SVG, Qt writes the clips that widgets set at a wrong place."""
    picture = QPicture()
    with QPainter(picture) as painter:
        _paint(drawing, painter)
    return picture


def _pdf(drawing: Drawing) -> bytes:
    """One page of the drawing's size. A unit of the drawing is a dot of the page: hairlines keep their width."""
    buffer = _buffer()
    writer = QPdfWriter(buffer)
    writer.setTitle(TITLE)
    writer.setCreator(TITLE)
    writer.setResolution(drawing.dpi)
    points = QSizeF(drawing.width, drawing.height) * (72 / drawing.dpi)
    writer.setPageSize(QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF())
    with QPainter(writer) as painter:
        _paint(drawing, painter)
    return bytes(buffer.data().data())


_MAKERS: dict[str, Callable[[Drawing], bytes]] = {".png": _png, ".svg": _svg, ".pdf": _pdf}


def _paint(drawing: Drawing, painter: QPainter) -> None:
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.setClipRect(0, 0, drawing.width, drawing.height)
    drawing.paint(painter, QRectF(0, 0, drawing.width, drawing.height))


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    return buffer
