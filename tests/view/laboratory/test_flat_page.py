"""What is flat: the screen says what the run says; the figures of the specification at input scale 12."""

import pytest

from rnnviz.engine.laboratory.flat import histogram, slopes_left
from rnnviz.model.setup.setup import Setup
from rnnviz.view.laboratory.flat.page import FlatPage
from rnnviz.view.look import facts
from tests.view.conftest import settle
from tests.view.laboratory.conftest import Alone
from tests.view.laboratory.test_paths_page import setup_of

PARTS = ("slopes", "gates", "units", "portrait")


def page_of(alone: Alone, setup: Setup) -> FlatPage:
    page = alone(FlatPage, setup, 720)
    assert isinstance(page, FlatPage)
    return page


def told(page: FlatPage) -> facts.Listener:
    with facts.listening() as heard:
        for part in PARTS:
            page.parts[part].refresh()  # type: ignore[attr-defined]
            page.parts[part].grab()
    return heard


def test_the_screen_says_what_the_run_says(alone: Alone) -> None:
    page = page_of(alone, setup_of("lstm", 12.0))
    run = page.simulation.run
    page.gates.choose("f")
    page.units.choose("c")
    heard, rows = told(page), {row.line: row for row in slopes_left(run)}
    means = {fact.of: fact.word for fact in heard.of(page.slopes) if fact.what == "slope mean"}
    assert means == {"f": "52 %", "i": "58 %", "g": "40 %", "o": "55 %", "shown": "82 %"}
    for fact in heard.of(page.slopes):
        if fact.what == "slope":
            assert fact.value == rows[fact.of].means[fact.step]
    assert page.reading == "At step 2, “would”, candidate keeps 6 % of its slope."
    assert page.gates.reading == "17 of 96 values are flat: 17 wide open, 0 shut"
    bins = [fact.value for fact in heard.of(page.gates) if fact.what == "bin"]
    assert bins == histogram(run, "f").counts.tolist()
    numbers = [fact for fact in heard.of(page.portrait) if fact.what == "step number"]
    assert 6 <= len(numbers) <= 12 and numbers[0].word == "1"  # the present step's is never left out
    squares = [fact for fact in heard.of(page.units) if fact.what == "unit"]
    assert len(squares) == run.value("c").size
    assert all(fact.value == run.value("c")[fact.step, fact.unit] for fact in squares)
    assert [fact.step for fact in heard.of(page.portrait) if fact.what == "point"] == list(range(12))
    assert page.series()["slope left g"].shape == (12, 8)


@pytest.mark.parametrize(
    "setup",
    [
        Setup.of("rnn", hidden=40),
        Setup.of("lstm_scalar", hidden=1, silent=2),
        Setup.of("feedforward"),
        Setup.of("rnn_relu").with_weights(gain=200.0).with_silence(120),
    ],
)
def test_whatever_the_cell(alone: Alone, setup: Setup) -> None:
    page = page_of(alone, setup)
    heard = told(page)
    assert heard.of(page.slopes)
    page.simulation.to_end()
    settle()
    told(page)


@pytest.mark.parametrize(
    ("setup", "reading"),
    [
        (Setup.of("rnn_linear"), "No function of this cell can become flat."),
        (setup_of("lstm"), "Least is left at step 2, “would”: candidate keeps 55 % of its slope."),
    ],
)
def test_what_is_read_off_where_nothing_is_flat(alone: Alone, setup: Setup, reading: str) -> None:
    assert alone(FlatPage, setup, 720).reading == reading


def test_dead_units_are_said(alone: Alone) -> None:
    page = page_of(alone, Setup.of("rnn_relu", hidden=8))
    (row,) = slopes_left(page.simulation.run)
    assert (f"{int(row.dead.sum())} of 8 units are dead" in page.reading) == bool(row.dead.any())
