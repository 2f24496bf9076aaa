"""How deep it reaches: the screen says what the engine says; a box puts its layer on the stage; buttons deepen."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rnnviz.engine.laboratory.depth import depth
from rnnviz.engine.passes.lognorm import log10_norm
from rnnviz.model.laboratory.depth_figures import INPUT
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.setup import Setup
from rnnviz.view.laboratory.depth.page import DepthPage
from tests.view.conftest import settle
from tests.view.laboratory.conftest import Alone, told

DEEP = Setup((LayerChoice("lstm", hidden=3, direction="both"), LayerChoice("gru", hidden=4)))


def page_of(alone: Alone, setup: Setup, height: int = 1080) -> DepthPage:
    page = alone(DepthPage, setup, height)
    assert isinstance(page, DepthPage)
    return page


def test_the_screen_says_what_the_network_says(alone: Alone) -> None:
    page = page_of(alone, DEEP)
    whole = page.simulation.result.whole
    assert whole is not None
    page.simulation.go_to_step(5)
    settle()
    for of in ("output", "states"):
        page.boxes.of.buttons[of].click()
        heard = told(page)
        boxes = {(f.unit, f.of, f.step): f.value for f in heard.of(page.boxes) if f.what == "reach"}
        for one in depth(whole):
            wanted = one.output if of == "output" else one.states
            assert [boxes[one.layer, one.way, t] for t in range(9)] == wanted.tolist()
        below = [boxes[INPUT, "", t] for t in range(9)]
        np.testing.assert_array_equal(below, log10_norm(whole.input_grad))
    page.boxes.of.buttons["output"].click()
    low, high = (np.hypot.reduce([10 ** one.output[5] for one in depth(whole) if one.layer == k]) for k in (0, 1))
    (factor,) = (fact for fact in told(page).of(page.descent) if fact.what == "factor")
    assert factor.unit == 0 and factor.value == pytest.approx(np.log10(low / high))
    assert page.reading.startswith("Step 6: the gradient of the lowest layer is ")
    assert page.descent.accessibleDescription() == page.reading
    assert page.series()["log10 norm layer 2 forward"].shape == (9,)


def test_a_box_puts_its_layer_on_the_stage(alone: Alone) -> None:
    page = page_of(alone, DEEP)
    box = page.boxes._box(2, 6)  # the lower layer's backward direction
    QTest.mouseClick(page.boxes, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    cursor = page.simulation.cursor
    assert (cursor.layer, cursor.way, page.simulation.place(cursor.step)) == (0, "backward", 6)
    settle()
    (fact,) = (fact for fact in told(page).of(page.boxes) if fact.what == "on stage")
    assert (fact.unit, fact.of, fact.step) == (0, "backward", 6)


def test_one_layer_alone_and_what_mends_it(alone: Alone) -> None:
    page = page_of(alone, Setup.of("lstm_scalar", hidden=1), 720)
    assert page.reading == "One layer: there is nothing deeper for a gradient to reach."
    told(page)
    page.descent.both.click()
    settle()
    told(page)
    assert "the backward one of 0." in page.reading and not page.descent.both.isVisible()
    for _ in range(3):
        page.descent.deeper.click()
        settle()
    assert len(page.simulation.setup.layers) == 4 and not page.descent.deeper.isVisible()
    page.simulation.document.undo()
    settle()
    assert len(page.simulation.setup.layers) == 3


@pytest.mark.parametrize(
    ("setup", "reading"),
    [
        (Setup((LayerChoice("rnn_linear"),) * 2).with_silence(120).with_weights(gain=1e300), ""),
        (Setup((LayerChoice("feedforward"),) * 2), "Step 1: no gradient of a finite size comes to the highest layer."),
        (Setup.of("lstm").with_silence(700), "One layer"),
    ],
)
def test_whatever_the_network(alone: Alone, setup: Setup, reading: str) -> None:
    page = page_of(alone, setup, 720)
    heard = told(page)
    assert heard.of(page.boxes) and page.reading.startswith(reading)
