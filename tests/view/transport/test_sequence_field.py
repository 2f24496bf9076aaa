"""The field above the tape: as much of the sentence as there is room for, and the rest not out of reach."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage

from rnnviz.model.setup.sequence import words_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import Make, settle

ANYWHERE = QPointF(3, 3)


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_the_first_sentence_is_seen_whole(window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    settle()
    bar = window.sequence
    assert len(bar.field.text().split()) == 9 and not bar.field.overfull and bar._open.isVisible()
    assert bar.field.tip(ANYWHERE) == bar.field.toolTip()


def test_in_a_narrow_window_the_button_that_the_menu_has_too_gives_way(window: MainWindow) -> None:
    window.resize(960, 560)
    settle()
    assert not window.sequence._open.isVisible() and window.sequence.field.width() > 140
    window.resize(1280, 720)
    settle()
    assert window.sequence._open.isVisible()


def test_what_is_cut_fades_and_is_told(make_window: Make) -> None:
    window = make_window(replace(Setup(), sequence=words_sequence(["<b>MMMM</b>"] * 300)))
    field = window.sequence.field
    assert field.overfull and field.tip(ANYWHERE).startswith("<b>MMMM</b> <b>MMMM</b> ")
    assert len(field.tip(ANYWHERE)) == 1200 and field.tip(ANYWHERE).endswith("…")
    field.clearFocus()
    inside = field._inside()
    columns = contrast(field.grab().toImage())[inside.left() : inside.right()]
    assert columns[-3:].max() < 0.3 * columns[: inside.width() // 2].max()
    field.setFocus()
    field.setCursorPosition(0)
    settle()
    assert contrast(field.grab().toImage())[inside.left() : inside.right()][-20:].max() > 0.5 * columns.max()


def contrast(image: QImage) -> np.ndarray:
    """How far the lightest and darkest of every column of the middle rows lie apart."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)[8:-8, :, 1]
    return pixels.max(0).astype(float) - pixels.min(0)
