"""Glow, drawn once per wire, width and colour into a sprite; a frame only blits sprites with an opacity.

Glow strokes are over four fifths of a live diagram's cost when they are drawn anew for every frame.
"""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from rnnviz.view.style import with_alpha

REACH = (0.95, 0.75, 0.57, 0.41, 0.27, 0.14)
ALPHA = (9, 12, 15, 19, 26, 36)
HALO_REACH = (1.3, 1.05, 0.82, 0.6, 0.4, 0.2)
HALO_ALPHA = (12, 15, 19, 24, 32, 42)
BELT_MORE = 1.25
LIMIT = 96 * 1024 * 1024
"""Bytes of sprites kept; the least recently used go first."""


class Sprites:
    """Glow pictures by key; the key says all they depend on but size and theme, which clear the store."""

    def __init__(self) -> None:
        self._kept: OrderedDict[object, tuple[QPointF, QPixmap]] = OrderedDict()
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
        p.drawPixmap(found[0], found[1])
        p.setOpacity(1.0)
        return True

    def keep(self, key: object, bounds: QRectF, ratio: float) -> QPixmap:
        """An empty picture for a new sprite that covers `bounds`; drawn into in widget coordinates."""
        box = bounds.toAlignedRect()
        pixmap = QPixmap(round(box.width() * ratio), round(box.height() * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        self._kept[key] = (QPointF(box.topLeft()), pixmap)
        self._bytes += 4 * pixmap.width() * pixmap.height()
        while self._bytes > LIMIT and len(self._kept) > 1:
            _, (_, old) = self._kept.popitem(last=False)
            self._bytes -= 4 * old.width() * old.height()
        return pixmap


def draw_wire_glow(
    p: QPainter, sprites: Sprites, key: object, path: QPainterPath, width: float, belt: bool, u: float, color: QColor,
    opacity: float, ratio: float,
) -> None:  # fmt: skip
    """Blit the glow of a wire `width` px wide; make its sprite first where there is none."""
    if opacity <= 0.01 or sprites.blit(p, key, opacity):
        return
    more = BELT_MORE if belt else 1.0
    margin = width / 2 + REACH[0] * u * more + 2
    bounds = path.boundingRect().adjusted(-margin, -margin, margin, margin)
    pixmap = sprites.keep(key, bounds, ratio)
    with QPainter(pixmap) as q:
        q.setRenderHint(QPainter.RenderHint.Antialiasing)
        q.translate(-QPointF(bounds.toAlignedRect().topLeft()))
        for reach, alpha in zip(REACH, ALPHA, strict=True):
            pen = QPen(with_alpha(color, alpha / 255), width + 2 * reach * u * more)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            q.strokePath(path, pen)
    sprites.blit(p, key, opacity)


def draw_halo(
    p: QPainter, sprites: Sprites, key: object, box: QRectF, radius: float, u: float, color: QColor, ratio: float
) -> None:
    """Blit the halo of a shape that is being computed."""
    if sprites.blit(p, key, 1.0):
        return
    margin = HALO_REACH[0] * u + 2
    bounds = box.adjusted(-margin, -margin, margin, margin)
    pixmap = sprites.keep(key, bounds, ratio)
    with QPainter(pixmap) as q:
        q.setRenderHint(QPainter.RenderHint.Antialiasing)
        q.translate(-QPointF(bounds.toAlignedRect().topLeft()))
        q.setPen(Qt.PenStyle.NoPen)
        for reach, alpha in zip(HALO_REACH, HALO_ALPHA, strict=True):
            grow = reach * u
            q.setBrush(with_alpha(color, alpha / 255))
            q.drawRoundedRect(box.adjusted(-grow, -grow, grow, grow), radius + grow, radius + grow)
    sprites.blit(p, key, 1.0)
