"""Rows of the experiment: on a laptop's screen everything is seen at once, in a narrow window nothing is cut off."""

import pytest
from PySide6.QtWidgets import QScrollArea

from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import settle


@pytest.mark.parametrize("size", [(1280, 720), (1366, 768), (1920, 1080)])
def test_on_a_usual_screen_nothing_has_to_be_scrolled(window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    settle(8)
    window.restyle(force=True)
    settle(8)
    area = window.experiment.findChild(QScrollArea)
    assert area.verticalScrollBar().maximum() == area.horizontalScrollBar().maximum() == 0
