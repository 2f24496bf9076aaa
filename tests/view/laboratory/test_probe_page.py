"""One number changed by a little: the screen says what the engine says, and what it says of it is true."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from rnnviz.engine.laboratory.probe import Perturbation, probe
from rnnviz.model.setup.answer import Loss
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.setup import Setup
from rnnviz.view.laboratory.probe.page import ProbePage
from tests.view.conftest import settle
from tests.view.laboratory.conftest import Alone, told
from tests.view.laboratory.test_paths_page import setup_of


def page_of(alone: Alone, setup: Setup, height: int = 1080, step: int = 5) -> ProbePage:
    page = alone(ProbePage, setup, height)
    assert isinstance(page, ProbePage)
    page.simulation.go_to_step(min(step, page.simulation.steps - 1))
    settle()
    return page


def chosen(page: ProbePage, key: str, row: int, column: int = -1) -> None:
    """As a hand chooses in the lists."""
    controls = page.plot.controls
    controls.what.setCurrentIndex(controls.what.findData(key))
    controls.what.activated.emit(controls.what.currentIndex())
    controls.row.setCurrentIndex(controls.row.findData(row))
    if column >= 0:
        controls.column.setCurrentIndex(column)
    controls.row.activated.emit(controls.row.currentIndex())


def test_the_figures_of_the_specification(alone: Alone) -> None:
    page = page_of(alone, setup_of("lstm", 12.0))
    page.plot.controls.knob.moved.emit(4.0)
    heard = told(page)
    rows = [fact.word for fact in heard.of(page.check) if fact.what == "row"]
    assert rows == ["−0.00435 | and −0.00451 as ε → 0", "−0.00451 | ✓ the same Jacobians, from both ends"]
    whole, index = page.looked.whole, page.looked.index
    assert whole is not None
    wanted = probe(whole, Perturbation("input", (5, *index)), 4.0, 0, "h")
    curve = {fact.step: fact.value for fact in heard.of(page.plot) if fact.what == "probe"}
    assert wanted.limit is not None
    assert [curve[t] for t in range(12)] == list(zip(wanted.forward.tolist(), wanted.limit.tolist(), strict=True))
    norms = [fact.value for fact in heard.of(page.plot) if fact.what == "probe norm"]
    assert norms == page.simulation.run.norms("h").tolist()
    assert page.reading == (
        "The number of “Taipei” at step 6 changed by 4 moves the loss by −0.00435 times that; the gradient says"
        " −0.00451. So large a change leaves the slope: they differ by 4 %."
    )
    assert page.check.accessibleDescription() == page.reading


def test_a_weight_and_a_beginning(alone: Alone) -> None:
    page = page_of(alone, setup_of("lstm"), 720)
    chosen(page, "weight U_f", 0, 3)
    gradient = float(page.simulation.run.param_grads["U_f"][0, 3])
    found = page.looked.response
    assert found is not None and found.gradient == pytest.approx(gradient) == found.slope
    assert page.reading.startswith("U_f[1, 4] changed by 0.1 moves the loss by −0.00532 times that")
    assert {"changed in every step"} <= {fact.word for fact in told(page).of(page.plot)}
    chosen(page, "start c", 2)
    assert page.reading.startswith("The start of c[3] changed")
    again = page_of(alone, setup_of("lstm"))
    again.restore(page.settings())
    assert again.reading == page.reading
    page.plot.choose("c")
    assert page.looked.line == "c" and "log10 norm c" in page.series()


def test_a_click_changes_another_input(alone: Alone) -> None:
    page = page_of(alone, setup_of("gru"))
    columns = page.plot.columns
    QTest.mouseClick(page.plot, Qt.MouseButton.LeftButton, pos=QPoint(round(columns.x(1)), page.plot.height() // 2))
    settle()
    assert page.reading.startswith("The number of “would” at step 2")


def test_what_is_lost_in_the_rounding_is_said_to_be(alone: Alone) -> None:
    """A gradient of 1e-30 moves a loss of 1 by nothing that a number of 64 bits could hold."""
    page = page_of(alone, Setup.of("rnn").with_weights(gain=0.02, seed=3), step=0)
    found = page.looked.response
    assert found is not None and 0 < abs(found.gradient) < 1e-12
    assert page.reading.endswith("What it does is lost in the rounding of the loss.")


@pytest.mark.parametrize(
    ("setup", "height"),
    [
        (Setup.of("rnn_relu", hidden=3), 720),
        (Setup.of("lstm_scalar", hidden=1, silent=2), 1080),
        (Setup.of("feedforward", loss=Loss("sum", "every")), 720),
        (replace(Setup.of("gru"), dtype="float32"), 1080),
        (Setup.of("rnn_linear").with_silence(120).with_weights(gain=1e300), 720),
        (Setup((LayerChoice("lstm", hidden=3, direction="both"), LayerChoice("gru", hidden=2))), 1080),
    ],
)
def test_whatever_the_cell(alone: Alone, setup: Setup, height: int) -> None:
    page = page_of(alone, setup, height)
    if len(page.simulation.runs[0]) > 1:
        page.simulation.visit(0, "backward")
        settle()
    for one in page.looked.all[:4]:
        page.looked.choose(one.key)
        heard = told(page)
        assert page.reading and "✗" not in "".join(fact.word for fact in heard.of(page.check))
        found = page.looked.response
        assert found is not None
        if found.slope is not None and np.isfinite(found.gradient):
            assert found.slope == pytest.approx(found.gradient, rel=1e-3, abs=1e-12)


def test_a_long_run_is_followed_beside_the_window(alone: Alone, qtbot) -> None:
    page = page_of(alone, Setup.of("rnn", hidden=16).with_silence(300), 720)
    assert page.looked._asked._handle is not None  # an answer may have come by now
    told(page)
    qtbot.waitUntil(lambda: page.looked.response is not None and not page.busy, timeout=60_000)
    assert page.reading
