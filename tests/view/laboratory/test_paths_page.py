"""Where did the gradient go: the screen says what the run says; its figures are those of the specification."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.setup import Setup
from rnnviz.view.laboratory.paths.page import PathsPage
from rnnviz.view.laboratory.place import Laboratory
from rnnviz.view.look import facts
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import Make, settle
from tests.view.laboratory.conftest import Alone

TAIPEI = 5


def setup_of(key: str, scale: float = 4.0, silent: int = 3) -> Setup:
    return Setup.of(key, input_scale=scale, silent=silent).with_weights(keep_bias=1.0)


def place(window: MainWindow) -> Laboratory:
    page = window.places.made["laboratory"]
    assert isinstance(page, Laboratory)
    return page


def opened(window: MainWindow) -> PathsPage:
    place(window).turn_to("paths")
    page = place(window).page
    assert isinstance(page, PathsPage)
    return page


def page_of(alone: Alone, setup: Setup, height: int = 720) -> PathsPage:
    page = alone(PathsPage, setup, height)
    assert isinstance(page, PathsPage)
    return page


@pytest.fixture
def window(make_window: Make) -> Iterator[MainWindow]:
    found = make_window(setup_of("lstm"))
    QTest.keyClick(found, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    settle()
    yield found


def told(page: PathsPage) -> facts.Listener:
    with facts.listening() as heard:
        for part in (page.chart, page.sum):
            part.refresh()
            part.grab()
    return heard


def test_the_screen_says_what_the_run_says(window: MainWindow) -> None:
    page, simulation = opened(window), window.simulation
    simulation.go_to_step(TAIPEI)
    settle()
    heard = told(page)
    shares = simulation.run.paths("c").shares()
    for fact in heard.of(page.chart):
        if fact.what == "share":
            assert fact.value == shares[fact.of][fact.step]
    sizes = [fact.value for fact in heard.of(page.chart) if fact.what == "lab_norm"]
    assert sizes == simulation.run.norms("c").tolist()
    rows = {fact.of: fact.word for fact in heard.of(page.sum) if fact.what == "sum"}
    assert rows == {"c_prev": "56.8 %", "g": "42.6 %", "f": "2.0 %", "i": "0.0 %", "o": "−1.4 %"}
    assert next(fact.step for fact in heard.of(page.chart) if fact.what == "present") == TAIPEI
    assert page.reading == "Along the belt alone the gradient would be 0.0802: 57 % of the whole."
    assert page.sum.accessibleDescription() == page.reading
    said = {fact.word for fact in heard.of(page.sum) if fact.what == "text"}
    assert {"never leaves it", "back through f"} <= said and not any("…" in word for word in said)
    written = {fact.word for fact in heard.of(page.chart) if fact.what == "text"}
    assert {"belt × 1.8", "the whole", "belt alone", "29", "74", "57"} <= written


def test_the_window_s_bar_offers_nothing_that_has_no_use_here(window: MainWindow) -> None:
    faces, rest = window.transport.faces.buttons, window.transport._rest
    assert not any(button.isVisible() for button in faces)
    assert not set(faces) & set(rest._hidden())
    window.places.go("stage")
    settle()
    assert all(button.isVisible() or button in rest._hidden() for button in faces)


def test_another_cell_another_state_and_a_remote(window: MainWindow) -> None:
    page, simulation = opened(window), window.simulation
    page.sum.choice.chosen.emit("h")
    assert page.looked.figures is not None and not page.looked.figures.carries
    told(page)
    simulation.open(setup_of("gru"))
    settle()
    simulation.go_to_step(TAIPEI)
    settle()
    rows = {fact.of: fact.word for fact in told(page).of(page.sum) if fact.what == "sum"}
    numbers = {name: round(float(word.removesuffix(" %").replace("−", "-"))) for name, word in rows.items()}
    assert [numbers[name] for name in ("h_prev", "past", "r", "z")] == [60, 38, 0, 2]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown)
    assert simulation.cursor.step == TAIPEI + 1


@pytest.mark.parametrize(
    ("setup", "reading"),
    [
        (setup_of("rnn"), "One path only: through"),
        (Setup.of("lstm_scalar", hidden=1, silent=2), ""),
        (Setup.of("feedforward"), "This cell has no memory: no gradient goes from step to step."),
        (Setup.of("gru", hidden=1).with_weights(gain=0.0), ""),
    ],
)
def test_whatever_the_cell(alone: Alone, setup: Setup, reading: str) -> None:
    page = page_of(alone, setup)
    heard = told(page)
    assert page.reading.startswith(reading)
    assert heard.of(page.chart)
    page.simulation.to_end()
    page.simulation.turn()
    settle()
    told(page)


def test_a_direction_that_the_loss_does_not_reach(alone: Alone) -> None:
    """The loss at the last word is the backward direction's first step: no gradient comes to any other."""
    page = page_of(alone, Setup((LayerChoice("lstm", hidden=3, direction="both"),)))
    page.simulation.visit(0, "backward")
    page.simulation.go_to_step(4)
    settle()
    heard = told(page)
    assert page.reading == "No gradient to share out: exactly 0."
    assert not [fact for fact in heard.of(page.chart) if fact.what == "share" and fact.step == 4]
    assert not [fact for fact in heard.of(page.sum) if fact.what == "sum"]


def test_where_no_state_has_a_way_of_its_own_nothing_is_pale(alone: Alone) -> None:
    figures = page_of(alone, setup_of("rnn")).looked.figures
    assert figures is not None
    assert all(part.within(TAIPEI) == part.share[TAIPEI] for part in figures.parts)


def test_shares_stand_on_the_wires_of_the_stage(alone: Alone) -> None:
    """At step 7 those of the gradient at step 6, as the specification measured them."""
    page = page_of(alone, setup_of("lstm"), 1080)
    simulation = page.simulation
    simulation.turn()
    simulation.go_to_step(TAIPEI + 1)
    settle()

    def seen() -> dict[str, facts.Fact]:
        with facts.listening() as heard:
            page.stage.grab()
        return {fact.of: fact for fact in heard.of(page.stage) if fact.what in ("wire share", "caption")}

    shown, paths = seen(), simulation.run.paths("c")
    words = {name: fact.word for name, fact in shown.items() if fact.what == "wire share" and fact.word}
    assert words.pop("c") == "88 %" and words == {"f": "0 %", "i": "1 %", "g": "11 %", "o": "0 %"}
    at_once = {name: float(values[TAIPEI]) for name, values in paths.shares(at_once=True).items()}
    assert all(shown[name].value == pytest.approx(at_once[name]) for name in words)
    assert shown["h of the step before"].value == pytest.approx(sum(at_once.values()) - at_once["c_prev"])
    simulation.go_to_step(0)
    settle()
    assert not seen()
    page.looked.point_at("g")
    assert page.stage.lit
    simulation.set_pass("forward")
    settle()
    assert not seen()


def test_chart_and_stage_share_a_place_in_a_low_window(window: MainWindow) -> None:
    page = opened(window)
    assert page.chart.isVisible() and not page.stage.isVisible()
    page.shown.buttons["stage"].click()
    assert page.stage.isVisible() and not page.chart.isVisible()
    page.fill("sum")
    assert not page.shown.isVisible()
    page.leave()
    page.restore({"left": "chart"})
    assert page.chart.isVisible() and page.shown.isVisible()


def test_a_click_goes_to_a_step_and_a_double_click_fills_the_page(window: MainWindow) -> None:
    page = opened(window)
    columns = page.chart.columns
    QTest.mouseClick(page.chart, Qt.MouseButton.LeftButton, pos=QPoint(round(columns.x(8)), page.chart.height() // 2))
    assert window.simulation.cursor.step == 8
    QTest.mouseDClick(page.sum, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert page.alone == "sum" and not page.chart.isVisible()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert page.alone == "" and page.chart.isVisible()


def test_numbers_leave_as_they_are(window: MainWindow) -> None:
    page = opened(window)
    lines = place(window).bar.export.numbers().splitlines()
    assert len(lines) == 1 + window.simulation.steps
    head, row = lines[0].split(","), lines[1 + TAIPEI].split(",")
    shares = window.simulation.run.paths("c").shares()
    assert float(row[head.index("share of c g")]) == shares["g"][TAIPEI]
    place(window).copy_here()
    assert QApplication.clipboard().text() == place(window).bar.export.numbers()
    assert page.series()
