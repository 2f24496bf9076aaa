"""Which step moves the weights: the screen says what the engine says; marks are dragged, typed and keyed."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from rnnviz.engine.laboratory.contributions import contributions, truncated
from rnnviz.model.laboratory.weight_figures import coarse
from rnnviz.model.setup.answer import Loss
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.setup import Setup
from rnnviz.view.laboratory.weights.page import WeightsPage
from tests.view.conftest import settle
from tests.view.laboratory.conftest import Alone, told
from tests.view.laboratory.test_paths_page import setup_of


def page_of(alone: Alone, setup: Setup, height: int = 1080) -> WeightsPage:
    page = alone(WeightsPage, setup, height)
    assert isinstance(page, WeightsPage)
    return page


def rows(page: WeightsPage, part: object) -> list[str]:
    return [fact.word for fact in told(page).of(part) if fact.what == "row"]


def drag(part: object, begin: QPointF, end: QPointF) -> None:
    QTest.mousePress(part, Qt.MouseButton.LeftButton, pos=begin.toPoint())
    QTest.mouseMove(part, end.toPoint())
    QTest.mouseRelease(part, Qt.MouseButton.LeftButton, pos=end.toPoint())


def test_the_figures_of_the_specification(alone: Alone) -> None:
    page = page_of(alone, setup_of("lstm"))
    looked, steps = page.looked, page.steps
    looked.point((0, 3))
    run = page.simulation.run
    heard = told(page)
    whole = contributions(run, "U_f")
    sizes = {f.step: f.value for f in heard.of(steps) if f.what == "contribution"}
    assert sizes == {t: (n, n) for t, n in enumerate(whole.norms().tolist())}
    shares = {f.step: f.word for f in heard.of(steps) if f.what == "share"}
    assert (shares[0], shares[5], shares[6]) == ("0", "39 %", "14 %")
    for fact in heard.of(steps):
        if fact.what == "grid":
            np.testing.assert_array_equal(fact.value, whole[fact.step])
    assert page.reading == "Step 6, “Taipei”, gives the largest part of the gradient of U_f: 39 %."
    before = steps._grip.center()
    drag(steps, before, QPointF(steps.columns.x(6) - steps.columns.pitch / 2 + 3, before.y()))
    assert looked.steps == 6 and looked.window == 6
    assert rows(page, page.sums) == ["0.0203 | 0.0129", "100 % | 49 %", "0° | 40°", "−5.27 | +2.35"]
    assert page.reading == (
        "Keeping 6 of 12 steps leaves 49 % of the gradient of U_f and turns it by 40°."
        " The chosen weight would now be pushed the other way."
    )
    assert page.sums.accessibleDescription() == page.reading
    page.clipping.how.buttons["norm"].click()
    page.clipping.field.setText("0.5")
    page.clipping.field.editingFinished.emit()
    assert rows(page, page.clipping) == ["1.095 | 0.887 | 0.5", "0° | 22° | 22°", "−5.27 | +2.35 | +1.32"]
    assert "keeps its direction" in page.clipping.accessibleDescription()
    assert page.series()["norm U_f after the scissors"].tolist() == [0.0] * 6 + whole.norms()[6:].tolist()


def test_keys_and_the_other_marks(alone: Alone) -> None:
    page = page_of(alone, setup_of("gru"))
    looked, clipping = page.looked, page.clipping
    for key, steps in ((Qt.Key.Key_Right, 11), (Qt.Key.Key_Right, 10), (Qt.Key.Key_Left, 11), (Qt.Key.Key_Left, 12)):
        QTest.keyClick(page.steps, key)
        assert looked.steps == steps
    assert looked.window is None
    clipping.how.buttons["value"].click()
    told(page)
    limit = looked.limits["value"]
    QTest.keyClick(clipping, Qt.Key.Key_Up)
    assert looked.limits["value"] > limit
    drag(clipping, clipping._grip.center(), QPointF(clipping._grip.center().x(), clipping._rect.bottom() - 3))
    assert looked.limits["value"] < limit
    settle()
    figures = looked.figures
    assert figures is not None and f"{figures.numbers[1]} of {figures.numbers[0]} numbers are cut off" in (
        clipping.accessibleDescription()
    )
    clipping.field.setText("-1")
    clipping.field.editingFinished.emit()
    assert looked.limits["value"] > 0 and clipping.field.text() != "-1"
    again = page_of(alone, setup_of("gru"))
    again.restore(page.settings())
    assert again.looked.clipping == looked.clipping
    grid = page.sums._grids[0]
    told(page)
    QTest.mouseClick(page.sums, Qt.MouseButton.LeftButton, pos=QPoint(round(grid.left()) + 3, round(grid.bottom()) - 3))
    assert looked.figures is not None and looked.figures.index == (7, 0)


def test_losses_at_every_step(alone: Alone) -> None:
    """Scissors are then how far each of them travels, as the run with truncated flow has it."""
    page = page_of(alone, Setup.of("rnn", loss=Loss("sum", tuple(range(9)))), 720)
    page.looked.keep(2)
    figures = page.looked.figures
    assert figures is not None and page.looked.several
    np.testing.assert_allclose(figures.left, truncated(page.simulation.run, "U", 2).total, atol=1e-15)
    assert page.reading.startswith("Going back 2 of 9 steps leaves ")


@pytest.mark.parametrize(
    ("setup", "height", "reading"),
    [
        (Setup.of("rnn", hidden=40), 1080, "Step 9"),
        (Setup.of("lstm_scalar", hidden=1, silent=2), 720, "Step 6"),
        (Setup.of("feedforward"), 1080, "Step 9, “2nd”, gives the largest part of the gradient of W: 100 %."),
        (Setup.of("gru", hidden=1).with_weights(gain=0.0), 720, "The gradient of U_r is 0: no step moves it."),
        (Setup.of("rnn_linear").with_silence(120).with_weights(gain=1e300), 720, "The gradient of U is no finite"),
        (Setup((LayerChoice("lstm", hidden=3, direction="both"), LayerChoice("gru", hidden=2))), 1080, ""),
    ],
)
def test_whatever_the_cell(alone: Alone, setup: Setup, height: int, reading: str) -> None:
    page = page_of(alone, setup, height)
    assert page.reading.startswith(reading)
    for name in page.looked.names[:3]:
        page.looked.choose(name)
        page.looked.keep(1)
        heard = told(page)
        assert heard.of(page.steps) and heard.of(page.sums) and heard.of(page.clipping)
    if len(page.simulation.runs[0]) > 1:
        page.simulation.visit(0, "backward")
        settle()
        told(page)
        page.steps._steps_at(page.steps._cut_x())
        assert page.looked.figures is not None


def test_a_long_run_is_worked_out_beside_the_window(alone: Alone, qtbot) -> None:
    page = page_of(alone, Setup.of("rnn", hidden=4).with_silence(300), 720)
    assert page.looked._asked._handle is not None  # an answer may have come by now
    told(page)
    qtbot.waitUntil(lambda: page.looked.figures is not None and not page.busy, timeout=60_000)
    np.testing.assert_allclose(page.looked.figures.norms, contributions(page.simulation.run, "U").norms(), rtol=1e-12)


def test_means_of_blocks() -> None:
    array = np.arange(30.0).reshape(10, 3)
    assert coarse(array, 4).shape == (4, 3)
    np.testing.assert_allclose(coarse(array, 4)[0], array[:2].mean(axis=0))
    assert coarse(array, 10) is array
