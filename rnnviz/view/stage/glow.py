"""Glow, drawn once per wire, width and colour into a sprite; a frame only blits sprites with an opacity. Operations,
which have few looks, are sprites, too.

Glow strokes are over four fifths of a live diagram's cost when they are drawn anew for every frame.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPixmap

from rnnviz.view.look import facts
from rnnviz.view.look.style import with_alpha

REACH = (0.95, 0.75, 0.57, 0.41, 0.27, 0.14)
ALPHA = (9, 12, 15, 19, 26, 36)
HALO_REACH = (1.3, 1.05, 0.82, 0.6, 0.4, 0.2)
HALO_ALPHA = (12, 15, 19, 24, 32, 42)
BELT_MORE = 1.25
FORMAT = QImage.Format.Format_ARGB32_Premultiplied
LIMIT = 24 * 1024 * 1024
"""Bytes of sprites kept; the oldest go first. An LSTM needs 2 MB at 1366 x 768 and 10 MB at 3840 x 2160."""


TILE = 48
"""Device pixels of the squares by which the clear parts of a picture are found and left out."""

Tile = tuple[QPointF, QPixmap]


class Sprites:
    """Glow pictures by key; the key says all they depend on but the size, at which the store is cleared.

    A wire that bends has a bounding box that is mostly clear, and blending what is clear costs as much as glow: what
    is kept are the rectangles that hold something.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[object, tuple[Tile, ...]] = OrderedDict()
        self._bytes = 0

    def clear(self) -> None:
        self._kept.clear()
        self._bytes = 0

    def blit(self, p: QPainter, key: object, opacity: float) -> bool:
        """Draw a sprite that exists."""
        found = self._kept.get(key)
        if found is None:
            return False
        self._kept.move_to_end(key)
        p.setOpacity(opacity)
        for place, picture in found:
            p.drawPixmap(place, picture)
        p.setOpacity(1.0)
        return True

    def make(self, key: object, bounds: QRectF, ratio: float, paint: Callable[[QPainter], None]) -> None:
        """A new sprite that covers `bounds`; `paint` draws in widget coordinates."""
        box = bounds.toAlignedRect()
        whole = QImage(round(box.width() * ratio), round(box.height() * ratio), FORMAT)
        whole.setDevicePixelRatio(ratio)
        whole.fill(Qt.GlobalColor.transparent)
        with QPainter(whole) as q, facts.layer(self, str(key)):
            q.setRenderHint(QPainter.RenderHint.Antialiasing)
            q.translate(-QPointF(box.topLeft()))
            paint(q)
        corner, tiles = QPointF(box.topLeft()), []
        for rect in filled(whole):
            tiles.append((corner + QPointF(rect.topLeft()) / ratio, QPixmap.fromImage(whole.copy(rect))))
        self._kept[key] = tuple(tiles)
        self._bytes += _size(self._kept[key])
        while self._bytes > LIMIT and len(self._kept) > 1:
            self._bytes -= _size(self._kept.popitem(last=False)[1])


def _size(tiles: tuple[Tile, ...]) -> int:
    return sum(4 * picture.width() * picture.height() for _, picture in tiles)


def filled(picture: QImage) -> list[QRect]:
    """Rectangles in device pixels that cover everything that is not clear, and little else; they do not overlap."""
    width, height = picture.width(), picture.height()
    alpha = np.frombuffer(picture.constBits(), np.uint32).reshape(height, width)
    rows, columns = np.arange(0, height, TILE), np.arange(0, width, TILE)
    tiles = np.maximum.reduceat(np.maximum.reduceat(alpha, rows, axis=0), columns, axis=1) > 0
    found: list[QRect] = []
    open_runs: dict[tuple[int, int], int] = {}
    for row in range(len(rows) + 1):
        line = tiles[row] if row < len(rows) else np.zeros(len(columns), bool)
        edges = np.flatnonzero(np.diff(np.concatenate([[False], line, [False]]).astype(np.int8)))
        runs = {(int(a), int(b)) for a, b in edges.reshape(-1, 2)}
        for run in [r for r in open_runs if r not in runs]:
            top, left = open_runs.pop(run) * TILE, run[0] * TILE
            found.append(QRect(left, top, min(run[1] * TILE, width) - left, min(row * TILE, height) - top))
        for run in runs - open_runs.keys():
            open_runs[run] = row
    return found


def draw_wire_glow(
    p: QPainter, sprites: Sprites, key: object, path: QPainterPath, width: float, belt: bool, u: float, color: QColor,
    opacity: float, ratio: float,
) -> None:  # fmt: skip
    """Blit the glow of a wire `width` px wide; make its sprite first where there is none."""
    if opacity <= 0.01 or sprites.blit(p, key, opacity):
        return
    more = BELT_MORE if belt else 1.0
    margin = width / 2 + REACH[0] * u * more + 2

    def paint(q: QPainter) -> None:
        for reach, alpha in zip(REACH, ALPHA, strict=True):
            pen = QPen(with_alpha(color, alpha / 255), width + 2 * reach * u * more)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            q.strokePath(path, pen)

    sprites.make(key, path.boundingRect().adjusted(-margin, -margin, margin, margin), ratio, paint)
    sprites.blit(p, key, opacity)


def draw_halo(
    p: QPainter, sprites: Sprites, key: object, box: QRectF, radius: float, u: float, color: QColor, ratio: float
) -> None:
    """Blit the halo of a shape that is being computed."""
    if sprites.blit(p, key, 1.0):
        return
    margin = HALO_REACH[0] * u + 2

    def paint(q: QPainter) -> None:
        q.setPen(Qt.PenStyle.NoPen)
        for reach, alpha in zip(HALO_REACH, HALO_ALPHA, strict=True):
            grow = reach * u
            q.setBrush(with_alpha(color, alpha / 255))
            q.drawRoundedRect(box.adjusted(-grow, -grow, grow, grow), radius + grow, radius + grow)

    sprites.make(key, box.adjusted(-margin, -margin, margin, margin), ratio, paint)
    sprites.blit(p, key, 1.0)
