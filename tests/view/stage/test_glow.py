"""Glow keeps only the rectangles that hold something, and loses nothing."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from rnnviz.view.stage.glow import FORMAT, Sprites, filled


def blank(width, height):
    picture = QImage(width, height, FORMAT)
    picture.fill(Qt.GlobalColor.transparent)
    return picture


def pixels(picture):
    return np.frombuffer(picture.constBits(), np.uint32).reshape(picture.height(), picture.width())


@pytest.mark.parametrize("seed", range(8))
def test_what_is_left_out_is_clear_and_nothing_is_kept_twice(qapp, seed):
    rng = np.random.default_rng(seed)
    picture = blank(int(rng.integers(1, 400)), int(rng.integers(1, 300)))
    with QPainter(picture) as p:
        p.setPen(QPen(QColor(200, 100, 50, 90), 3))
        x, y = rng.uniform(0, picture.width(), 3), rng.uniform(0, picture.height(), 3)
        p.drawPolyline([QPointF(a, b) for a, b in zip(x, y, strict=True)])
    times = np.zeros((picture.height(), picture.width()), int)
    for rect in filled(picture):
        times[rect.top() : rect.bottom() + 1, rect.left() : rect.right() + 1] += 1
    assert times.max(initial=0) <= 1
    assert not pixels(picture)[times == 0].any()


def test_a_bent_wire_is_much_smaller_than_its_box(qapp):
    picture = blank(960, 960)
    with QPainter(picture) as p:
        p.fillRect(0, 0, 40, 960, QColor(255, 0, 0))
        p.fillRect(0, 920, 960, 40, QColor(255, 0, 0))
    kept = sum(rect.width() * rect.height() for rect in filled(picture))
    assert kept < 0.12 * 960 * 960


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_tiles_look_like_the_whole(qapp, ratio):
    def paint(q):
        q.setPen(QPen(QColor(90, 200, 120, 160), 5))
        q.drawPolyline([QPointF(20, 20), QPointF(20, 180), QPointF(220, 180)])

    whole, tiled = (QImage(round(240 * ratio), round(200 * ratio), FORMAT) for _ in range(2))
    for picture in (whole, tiled):
        picture.fill(Qt.GlobalColor.black)
        picture.setDevicePixelRatio(ratio)
    sprites = Sprites()
    sprites.make("wire", QRectF(10, 10, 220, 180), ratio, paint)
    with QPainter(tiled) as p:
        assert sprites.blit(p, "wire", 1.0) and not sprites.blit(p, "another", 1.0)
    with QPainter(whole) as p:
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(p)
    apart = np.abs(pixels(whole).view(np.uint8).astype(int) - pixels(tiled).view(np.uint8).astype(int))
    assert apart.max() <= 3
