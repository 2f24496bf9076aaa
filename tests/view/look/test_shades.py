"""The fast ways to paint say the same as the plain ones."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from rnnviz.model.picture.reading import bars
from rnnviz.view.look.lettering import Face
from rnnviz.view.look.shades import value_colors
from rnnviz.view.look.style import DARK, THEMES, math_font, ui_font, value_color
from rnnviz.view.stage.boxes import strip


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("role", [None, "forget", "x"])
def test_a_table_has_the_colours_of_single_values(theme, role) -> None:
    values = np.linspace(0 if role else -1, 1, 301).tolist()
    single = [value_color(theme, value, role) for value in values]
    assert value_colors(theme, values, role).tolist() == [[c.red(), c.green(), c.blue()] for c in single]


def _painted(paint) -> np.ndarray:
    image = QImage(200, 60, QImage.Format.Format_RGB32)
    image.fill(DARK.stage)
    with QPainter(image) as p:
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(DARK.text)
        paint(p)
    return np.array(image.constBits(), np.uint8).astype(int)


@pytest.mark.parametrize("left", [10.0, 10.25, 10.7])
def test_a_strip_as_a_picture_is_what_single_squares_are(qapp: QApplication, left: float, monkeypatch) -> None:
    values = np.linspace(-1.2, 1.2, 16)
    values[3] = np.nan
    shown, box = bars(values), QRectF(left, 12.4, 150.3, 20.9)

    def paint(p: QPainter) -> None:
        strip.draw_strip(p, strip.StripColors(DARK), box, shown, 5, [bar.value for bar in shown])

    picture = _painted(paint)
    monkeypatch.setattr(strip, "_draw_picture", lambda *_: False)
    assert np.abs(picture - _painted(paint)).max() <= 2


@pytest.mark.parametrize("text", ["0.42", "forget", "𝑐", "ℎ𝑡−1", "中文"])
@pytest.mark.parametrize("font", [ui_font, math_font])
def test_a_kept_text_stands_where_qt_draws_it(qapp: QApplication, text: str, font) -> None:
    def plain(p: QPainter) -> None:
        p.setFont(font(18))
        p.drawText(QPointF(20, 40), text)

    face = Face(font(18))
    for _ in range(2):
        assert (_painted(plain) == _painted(lambda p: face.write(p, 20, 40, text))).all()
