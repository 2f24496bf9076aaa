"""Icons and the logo are drawn for the screen they are shown on, not enlarged."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPixmap, QRegion
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rnnviz.view.cell_editor.roles import _dot
from rnnviz.view.look import icons
from rnnviz.view.look.style import DARK
from rnnviz.view.widgets.logo import Logo

FACTORS = [1.25, 1.5, 2.0, 3.0]


def alphas(image: QImage) -> np.ndarray:
    """(height, width) in 0..1."""
    image = image.convertToFormat(QImage.Format.Format_Alpha8)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width()] / 255


def halved(alpha: np.ndarray) -> np.ndarray:
    """Every two by two pixels as one."""
    height, width = alpha.shape
    return alpha.reshape(height // 2, 2, width // 2, 2).mean(axis=(1, 3))


def made_icons() -> dict[str, QIcon]:
    shapes = {name: icons.icon(name, QColor("#FFFFFF"), 24) for name in icons._SHAPES}
    return shapes | {"dot": _dot(DARK, "forget", 24)}


@pytest.mark.parametrize("name", sorted([*icons._SHAPES, "dot"]))
@pytest.mark.parametrize("factor", FACTORS)
def test_an_icon_has_as_many_pixels_as_the_screen_shows(qapp: object, name: str, factor: float) -> None:
    icon = made_icons()[name]
    width = 32 if name == "dot" else 24
    shown = icon.pixmap(QSize(width, 24), factor)
    assert (shown.width(), shown.height()) == (round(width * factor), round(24 * factor))
    assert shown.deviceIndependentSize().toSize() == QSize(width, 24)


@pytest.mark.parametrize("name", sorted([*icons._SHAPES, "dot"]))
def test_twice_as_large_is_the_same_drawing_with_more_in_it(qapp: object, name: str) -> None:
    icon = made_icons()[name]
    size = QSize(32 if name == "dot" else 24, 24)
    small, large = (alphas(icon.pixmap(size, ratio).toImage()) for ratio in (1.0, 2.0))
    assert np.abs(halved(large) - small).max() < 0.1  # a pixel covers what its quarters cover; curves are chords
    enlarged = small.repeat(2, axis=0).repeat(2, axis=1)
    assert np.abs(enlarged - large).max() > 0.2  # and the edges are sharper than enlarged ones


@pytest.mark.parametrize("factor", FACTORS)
def test_the_logo_is_sharp(qtbot: QtBot, factor: float) -> None:
    logo = Logo()
    qtbot.addWidget(logo)
    logo.set_theme(DARK, 12)
    canvas = QPixmap((logo.size().toSizeF() * factor).toSize())
    canvas.setDevicePixelRatio(factor)
    canvas.fill(QColor(0, 0, 0, 0))
    logo.render(canvas, QPoint(), QRegion(), Logo.RenderFlag.DrawChildren)
    seen = alphas(canvas.toImage())
    edges = ((seen > 0) & (seen < 1)).sum()
    around = 4 * 2 * np.pi * 0.42 * 12 * factor  # four circles' edges, about one pixel wide
    assert edges < 1.7 * around
    assert (seen == 1).sum() > 0.6 * 4 * np.pi * (0.42 * 12 * factor) ** 2


def test_an_icon_in_a_colour_is_made_once(qapp: QApplication) -> None:
    """Qt keeps what it makes of every new icon: each change of the theme took 12 kB more."""
    first, again = (icons.icon("play", QColor(1, 2, 3), 24) for _ in range(2))
    assert first.cacheKey() == again.cacheKey() != icons.icon("play", QColor(3, 2, 1), 24).cacheKey()
