"""The unit looked at is marked: a large square by a frame, a small one, where a frame would read as a 0, by a bar."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from rnnviz.model.picture.reading import Bar
from rnnviz.view.look.style import DARK
from rnnviz.view.stage.boxes.strip import FRAME_FROM, StripColors, draw_strip


@pytest.mark.parametrize("width", [6, 12, FRAME_FROM + 8])
def test_the_mark_of_a_small_square_is_no_ring(qtbot: QtBot, width: int) -> None:
    box = QRectF(10, 10, 4 * (width + 1) - 1, width)
    image = QImage(140, 60, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    with QPainter(image) as p:
        draw_strip(p, StripColors(DARK), box, [Bar(0.0, i, i) for i in range(4)], 0, [0.0] * 4)
    pixels = np.array(image.constBits()).reshape(60, 140, 4)[..., :3].sum(axis=2)
    lit = pixels > 0.8 * sum(DARK.text.getRgb()[:3])
    middle, below = 10 + width // 2, 10 + width
    assert lit[below : below + 4, 11 : 9 + width].any()
    assert bool(lit[:9].any() or lit[middle, :10].any()) == (width >= FRAME_FROM)
