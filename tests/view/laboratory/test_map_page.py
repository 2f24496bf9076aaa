"""What one step passes on: the screen says what the engine says; remedies are one click and one undo."""

import pytest

from rnnviz.engine.laboratory.spectra import spectra
from rnnviz.model.setup.sequence import parse_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.view.laboratory.map.page import MapPage
from rnnviz.view.look import facts
from tests.view.conftest import settle
from tests.view.laboratory.conftest import Alone
from tests.view.laboratory.test_paths_page import setup_of


def page_of(alone: Alone, setup: Setup) -> MapPage:
    page = alone(MapPage, setup, 720)
    assert isinstance(page, MapPage)
    return page


def test_the_screen_says_what_the_run_says(alone: Alone) -> None:
    page = page_of(alone, setup_of("rnn"))
    with facts.listening() as heard:
        page.singular.refresh()
        page.singular.grab()
        page.numbers.refresh()
        page.numbers.grab()
    found = spectra(page.simulation.run)
    for what, values in (("radius", found.radius), ("product", found.product)):
        assert [fact.value for fact in heard.of(page.singular) if fact.what == what] == values.tolist()
    singular = [list(fact.value) for fact in heard.of(page.singular) if fact.what == "singular"]
    assert singular == found.singular.tolist()
    told = "\n".join(fact.word for fact in heard.of(page.numbers) if fact.what == "line")
    assert "β_f = 1.00 (largest slope), β_w = 0.84" in told and "must vanish" in told
    assert page.series()["spectral radius"].shape == (12,)


def test_a_remedy_is_one_click_and_one_undo(alone: Alone) -> None:
    page = page_of(alone, setup_of("rnn"))
    before = page.simulation.setup
    page.numbers.buttons["identity"].click()
    settle()
    assert page.simulation.setup != before and not page.numbers.buttons["identity"].isVisible()
    assert "β_w = 1.00" in page.numbers.accessibleDescription() or "β_w = 1.00" in "\n".join(page.numbers.lines())
    page.simulation.document.undo()
    settle()
    assert page.simulation.setup == before


@pytest.mark.parametrize(
    "setup",
    [
        Setup.of("feedforward"),
        Setup.of("lstm_scalar", hidden=1, silent=2),
        Setup.of("rnn_linear").with_weights(gain=9.0),
    ],
)
def test_whatever_the_cell(alone: Alone, setup: Setup) -> None:
    page = page_of(alone, setup)
    for part in (page.singular, page.numbers, page.map):
        part.grab()
    page.simulation.to_end()
    settle()
    page.numbers.grab()


@pytest.mark.parametrize(
    ("setup", "reading"),
    [
        (Setup.of("feedforward"), "This cell has no memory: no step passes anything on."),
        (
            Setup.of("gru", sequence=parse_sequence("1")),
            "The loss comes in at the first step that is read: there is none before it.",
        ),
        (Setup.of("rnn").with_weights(gain=0.0), "No gradient of a finite size comes back to the first step."),
    ],
)
def test_what_is_read_off_where_there_is_no_mean_factor(alone: Alone, setup: Setup, reading: str) -> None:
    assert alone(MapPage, setup, 720).reading.startswith(reading)


def test_a_long_run_is_worked_out_beside_the_window(alone: Alone, qtbot) -> None:
    page = page_of(alone, Setup.of("rnn", hidden=4).with_silence(300))
    assert page.asked._handle is not None  # an answer may have come by now
    page.singular.grab()
    qtbot.waitUntil(lambda: page.asked.spectra is not None and not page.busy, timeout=60_000)
    assert page.asked.spectra.radius.shape == (page.simulation.steps,)
