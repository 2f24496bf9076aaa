"""What is prepared while nothing happens is what would have been painted, and never outlives what it shows."""

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from rnnviz.model.story import cursor as story
from rnnviz.view.work.prerender import PAUSE_MS
from tests.view.conftest import settle


def pause() -> None:
    QTest.qWait(6 * PAUSE_MS)


def panels(window):
    return {"stage": window.stage, "formula": window.formula, "tape": window.tape, "spectrum": window.plots[2]}


def picture(panel) -> np.ndarray:
    image = panel.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.array(image.constBits()).reshape(image.height(), -1).copy()


def forget(window) -> None:
    for panel in panels(window).values():
        panel._frames.clear()


@pytest.mark.parametrize("grain", story.GRAINS)
@pytest.mark.parametrize("direction", ["forward", "backward"])
def test_a_prepared_frame_is_the_one_that_would_be_painted(window, grain, direction):
    simulation = window.simulation
    simulation.set_grain(grain)
    simulation.set_pass(direction)
    settle()
    pause()
    simulation.next()
    settle()
    ready = {name: picture(panel) for name, panel in panels(window).items()}
    assert (simulation.cursor, simulation.selection.unit) in window.stage._frames
    if grain == "line":
        assert all(panel._frames for name, panel in panels(window).items() if name != "spectrum")
    texts = window.stage.texts()
    forget(window)
    for name, panel in panels(window).items():
        panel.update()
        settle()
        assert np.array_equal(picture(panel), ready[name]), name
    assert window.stage.texts() == texts


@pytest.mark.parametrize("change", ["weights", "theme", "unit", "size", "pointing"])
def test_no_frame_outlives_what_it_shows(window, change):
    pause()
    before = {name: picture(panel) for name, panel in panels(window).items()}
    match change:
        case "weights":
            window.simulation.edit(window.simulation.setup.with_cell("gru"))
        case "theme":
            window.set_theme("light")
        case "unit":
            window.simulation.select(unit=2)
        case "size":
            window.resize(1400, 800)
            pause()  # panels take their shares of the new size a moment later
        case "pointing":
            window.simulation.select(hover="line:f")
    settle()
    window.simulation.next()
    settle()
    shown = {name: picture(panel) for name, panel in panels(window).items()}
    forget(window)
    window.formula.restyle()
    for name, panel in panels(window).items():
        panel.update()
        settle()
        assert np.array_equal(picture(panel), shown[name]), name
        assert shown[name].shape != before[name].shape or not np.array_equal(shown[name], before[name])


def test_nothing_is_prepared_while_a_hand_drags(window):
    forget(window)
    slider = window.experiment.knobs["gain"].slider
    slider.setSliderDown(True)
    settle()
    for value in range(101, 110):
        slider.setValue(value)
        settle()
    assert not window.stage._frames
    slider.setSliderDown(False)
    settle()
    shown = picture(window.formula), picture(window.plots[2])
    window.formula.restyle()
    window.plots[2].show_run()
    settle()
    assert np.array_equal(picture(window.formula), shown[0]), "after the release nothing is stale"
    assert np.array_equal(picture(window.plots[2]), shown[1])
