"""Rows of the experiment: on a laptop's screen everything is seen at once, in a narrow window nothing is cut off."""

import pytest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from rnnviz.app import make_application
from rnnviz.model.document.document import Document
from rnnviz.model.setup.choices import Edit
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
    window.look.restyle(force=True)
    settle(8)
    assert [w.geometry() for w in watched] == first
    window.close()
    window.deleteLater()


def test_a_knob_says_what_is_in_force_and_two_buttons_undo_two_things(window: MainWindow) -> None:
    simulation, panel = window.simulation, window.experiment
    reset, forget = panel._sizes._reset, panel.scenes.forget
    assert not forget.isVisibleTo(panel)
    setup = simulation.setup.with_weights(gain=2.0)
    for unit in range(8):
        setup = setup.with_edit(Edit("b_f", (unit,), 10.0))
    simulation.edit(setup)
    settle(4)
    knob = panel.knobs["keep_bias"]
    assert knob.field.text() == "+10.00 typed" and forget.isVisibleTo(panel)
    assert knob.field.fontMetrics().horizontalAdvance(knob.field.text()) < knob.field.width()
    assert "replaced" in knob.toolTip() and "typed" in panel.knobs["gain"].toolTip()
    reset.click()
    settle(4)
    assert knob.field.text() == "+10.00 typed" and panel.knobs["gain"].field.text() == "1.00"
    assert (simulation.run.experiment.params["b_f"] == 10.0).all()
    forget.click()
    settle(4)
    assert knob.field.text() == "+1.00" and not forget.isVisibleTo(panel)
    simulation.edit(setup.with_edit(Edit("b_f", (0,), 2.0)))
    settle(4)
    assert knob.field.text() == "+9.00 mean, typed"
    knob.slider.setValue(0)
    settle(4)
    assert (simulation.run.experiment.params["b_f"] == -4.0).all() and knob.field.text() == "−4.00"


def test_another_convention_says_what_it_did(window: MainWindow) -> None:
    said = window.experiment.scenes.error
    window.edits.choose_cell("gru", "")
    settle(4)
    assert not said.isVisibleTo(window.experiment)
    before = window.simulation.run.value("h")
    window.edits.choose_cell("gru_keep", "")
    settle(4)
    assert "same function" in said.text() and said.property("kind") == "dim" and said.isVisibleTo(window.experiment)
    assert abs(window.simulation.run.value("h") - before).max() < 1e-13
    window.edits.choose_cell("gru_reset_after", "")
    settle(4)
    assert "Another function" in said.text()
    window.simulation.edit(window.simulation.setup.with_weights(gain=2.0))
    settle(4)
    assert not said.isVisibleTo(window.experiment)
