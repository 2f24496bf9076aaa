"""Rows of the experiment: on a laptop's screen everything is seen at once, in a narrow window nothing is cut off."""

import pytest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from rnnviz.app import make_application
from rnnviz.model.document.document import Document
from rnnviz.model.setup.scenes import opening
from rnnviz.view.window.main_window import MainWindow
from rnnviz.view.window.settings import DEFAULTS
from tests.view.conftest import settle


@pytest.mark.parametrize("size", [(1280, 720), (1366, 768), (1920, 1080)])
def test_on_a_usual_screen_nothing_has_to_be_scrolled(window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    settle(8)
    area = window.experiment.findChild(QScrollArea)
    assert area.verticalScrollBar().maximum() == area.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("size", [(1280, 720), (1366, 768), (1920, 1080)])
def test_the_first_layout_is_the_last(qtbot: QtBot, size: tuple[int, int]) -> None:
    """A window that opens at its size: all sizes of type are known before anything is measured."""
    make_application()
    window = MainWindow(Document(opening().setup), "dark", DEFAULTS)
    window.resize(*size)
    window.show()
    qtbot.waitUntil(lambda: hasattr(window, "experiment"))
    settle(8)
    watched = (window.whole, window.transport, window.stage, *window.experiment.knobs.values())
    first = [w.geometry() for w in watched]
    area = window.experiment.findChild(QScrollArea)
    assert area.verticalScrollBar().maximum() == area.horizontalScrollBar().maximum() == 0
    window.restyle(force=True)
    settle(8)
    assert [w.geometry() for w in watched] == first
    window.close()
    window.deleteLater()
