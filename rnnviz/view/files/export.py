"""Pictures for slides: a widget, or a drawing, as PNG, SVG or PDF, and on the clipboard.

A widget that keeps its looks in cached pixmaps offers `paint_vector(painter, rect)`, which draws everything
in it, ground included, as shapes; it is used wherever such a widget stands in the tree.

A picture is made piece by piece (`Pieces`), so that a window need not stand still for it; each piece yields how much
is done, and whether what is on the screen is still looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Thread
from typing import ClassVar

from PySide6.QtCore import QBuffer, QCoreApplication, QMarginsF, QPoint, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPageSize, QPainter, QPdfWriter, QPicture, QRegion
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from rnnviz.engine.errors import Refusal
from rnnviz.engine.wording import en
from rnnviz.io.disk import reason, write_whole
from rnnviz.view.files.pieces import Done, Pieces, at_once, up_to
from rnnviz.view.look.svg_text import outlining

translate = QCoreApplication.translate

Paint = Callable[[QPainter, QRectF], None]


SCREEN_DPI = 96
MAX_SIDE = 16_000
LOOKED = 0.4
"""The part of all the work after which nothing on the screen is looked at any more, where something is left to do."""
TITLE = "rnnviz"
GLANCE_S = 0.002
"""So often it is asked whether the thread that packs a picture is done."""

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
    """Something painted without being a widget; ratio: pixels of the screen per unit of width and height.

    over: what is painted over it, each a piece of its own.
    """

    paint: Paint
    width: int
    height: int
    dpi: int = SCREEN_DPI
    ratio: float = 1.0
    over: tuple[Paint, ...] = ()


Picture = QWidget | Drawing


def save_picture(picture: Picture, path: str | Path) -> None:
    """Write a .png (twice the pixels of the screen), .svg or .pdf as a whole, or leave the old file. PictureError."""
    at_once(saving(picture, Path(path)))


def saving(picture: Picture, path: Path) -> Pieces[None]:
    """The same piece by piece."""
    make = _MAKERS.get(path.suffix.lower())
    if make is None:
        raise PictureError("picture.name", file=path.name)
    data = yield from make(_drawing(picture))
    try:
        write_whole(path, data)
    except OSError as error:
        raise PictureError("picture.unsaved", file=path.name, reason=reason(error)) from None


def copy_picture(picture: Picture) -> None:
    """Put a picture, with twice the pixels of the screen, on the clipboard. PictureError."""
    at_once(copying(picture))


def copying(picture: Picture) -> Pieces[None]:
    """The same piece by piece."""
    image = yield from _image(_drawing(picture))
    QGuiApplication.clipboard().setImage(image)


def _drawing(picture: Picture) -> Drawing:
    drawing = picture if isinstance(picture, Drawing) else _of_widget(picture)
    if not (0 < drawing.width <= MAX_SIDE and 0 < drawing.height <= MAX_SIDE):
        raise PictureError("picture.size", width=drawing.width, height=drawing.height)
    return drawing


def _of_widget(widget: QWidget) -> Drawing:
    over = tuple(_parts(widget, widget))
    ground = partial(_paint_ground, widget)
    return Drawing(ground, widget.width(), widget.height(), widget.logicalDpiX(), widget.devicePixelRatioF(), over)


def _paint_ground(widget: QWidget, painter: QPainter, rect: QRectF) -> None:
    painter.fillRect(rect, widget.palette().window())


def _vector(widget: QWidget) -> Paint | None:
    return getattr(widget, "paint_vector", None)


def _parts(top: QWidget, widget: QWidget) -> Iterator[Paint]:
    """Parents before children and in the order they are stacked, each by its own best means."""
    yield partial(_paint_part, top, widget)
    for child in widget.children():
        passing = getattr(child, "passing", False)  # what is said of the making itself
        if isinstance(child, QWidget) and child.isVisibleTo(widget) and not child.isWindow() and not passing:
            yield from _parts(top, child)


def _paint_part(top: QWidget, widget: QWidget, painter: QPainter, rect: QRectF) -> None:
    if not isValid(widget) or not (widget is top or widget.isVisibleTo(top)):  # it went away between two pieces
        return
    corner = widget.mapTo(top, QPoint())
    painter.translate(corner)
    painter.setClipRect(_room(top, widget).translated(-corner), Qt.ClipOperation.IntersectClip)
    vector = _vector(widget)
    if vector is not None:
        vector(painter, QRectF(widget.rect()))
    else:
        QWidget.render(widget, painter, QPoint(), QRegion(), QWidget.RenderFlag.IgnoreMask)


def _room(top: QWidget, widget: QWidget) -> QRect:
    """Where a widget stands in a picture of `top`, and what its parents leave of it there."""
    room = QRect(widget.mapTo(top, QPoint()), widget.size())
    parent = widget.parentWidget()
    return room if widget is top or parent is None else room & _room(top, parent)


def _png(drawing: Drawing) -> Pieces[bytes]:
    image = yield from up_to(LOOKED, _image(drawing))
    dots = round(drawing.dpi * image.devicePixelRatio() / 0.0254)
    image.setDotsPerMeterX(dots)  # after painting: point sizes would grow with it
    image.setDotsPerMeterY(dots)
    packed: list[bytes] = []
    thread = Thread(target=_pack, args=(image, packed), name="packs a picture")
    thread.start()
    try:
        while thread.is_alive():
            yield Done(LOOKED)
            thread.join(GLANCE_S)
    finally:
        thread.join()
    if not packed:
        raise PictureError("picture.unmade")
    return packed[0]


def _pack(image: QImage, packed: list[bytes]) -> None:
    """As PNG, which takes longer than painting; Qt lets other threads run meanwhile."""
    buffer = _buffer()
    if image.save(buffer, "PNG"):  # type: ignore[call-overload]
        packed.append(bytes(buffer.data().data()))


def _image(drawing: Drawing) -> Pieces[QImage]:
    ratio = 2 * drawing.ratio
    size = QSize(round(drawing.width * ratio), round(drawing.height * ratio))
    image = QImage(size, QImage.Format.Format_RGB32)
    if image.isNull():
        raise PictureError("picture.memory", width=size.width(), height=size.height())
    image.setDevicePixelRatio(ratio)
    image.setDotsPerMeterX(round(drawing.dpi / 0.0254))
    image.setDotsPerMeterY(round(drawing.dpi / 0.0254))
    image.fill(0xFFFFFFFF)
    for share, paint in _shares(drawing):
        with QPainter(image) as painter:
            _paint(drawing, paint, painter)
        yield Done(share, looks=True)
    return image


def _svg(drawing: Drawing) -> Pieces[bytes]:
    strokes = yield from up_to(LOOKED, _recorded(drawing))
    buffer = _buffer()
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)  # the default, Tiny 1.2, cannot clip
    generator.setOutputDevice(buffer)
    generator.setResolution(drawing.dpi)
    generator.setSize(QSize(drawing.width, drawing.height))
    generator.setViewBox(QRect(0, 0, drawing.width, drawing.height))
    generator.setTitle(TITLE)
    generator.setDescription("")
    with QPainter(generator) as painter:
        for part in strokes:
            part.play(painter)
            yield Done(LOOKED)
    outlined = outlining(bytes(buffer.data().data()).decode())
    while True:
        try:
            yield Done(LOOKED + (1 - LOOKED) * next(outlined))
        except StopIteration as end:
            svg: str = end.value
            return svg.encode()


def _recorded(drawing: Drawing) -> Pieces[list[QPicture]]:
    """The strokes of a drawing. Straight into an SVG, Qt writes the clips that widgets set at a wrong place."""
    found: list[QPicture] = []
    for share, paint in _shares(drawing):
        found.append(QPicture())
        with QPainter(found[-1]) as painter:
            _paint(drawing, paint, painter)
        yield Done(share, looks=True)
    return found


def _pdf(drawing: Drawing) -> Pieces[bytes]:
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
        for share, paint in _shares(drawing):
            painter.save()
            try:
                _paint(drawing, paint, painter)
            finally:
                painter.restore()
            yield Done(share, looks=True)
    return bytes(buffer.data().data())


_MAKERS: dict[str, Callable[[Drawing], Pieces[bytes]]] = {".png": _png, ".svg": _svg, ".pdf": _pdf}


def _shares(drawing: Drawing) -> Iterator[tuple[float, Paint]]:
    """What is painted, each with how much of all is done once it is."""
    paints = (drawing.paint, *drawing.over)
    for number, paint in enumerate(paints, 1):
        yield number / len(paints), paint


def _paint(drawing: Drawing, paint: Paint, painter: QPainter) -> None:
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.setClipRect(0, 0, drawing.width, drawing.height)
    paint(painter, QRectF(0, 0, drawing.width, drawing.height))


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    return buffer
