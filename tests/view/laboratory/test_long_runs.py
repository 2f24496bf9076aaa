"""Pages of a long run: each part is painted in a turn of its own, and says what the run says."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from rnnviz.engine.laboratory.flat import slopes_left
from rnnviz.model.setup.setup import Setup
from rnnviz.view.laboratory.depth.page import DepthPage
from rnnviz.view.laboratory.flat.page import FlatPage
from rnnviz.view.laboratory.page import Page
from rnnviz.view.laboratory.paths.page import PathsPage
from rnnviz.view.look import facts
from rnnviz.view.work.throttle import TurnQueue
from tests.view.laboratory.conftest import Alone, told

LONG = Setup.of("lstm", hidden=4).with_silence(700)


def rested(page: Page, qtbot: QtBot) -> facts.Listener:
    """When everything is there, what its parts say."""
    qtbot.waitUntil(lambda: not (page.busy or TurnQueue.of(page.simulation).busy), timeout=60_000)
    return told(page)


@pytest.mark.parametrize(("kind", "key"), [(FlatPage, "units"), (PathsPage, "chart"), (DepthPage, "boxes")])
def test_parts_wait_for_their_turn(alone: Alone, qtbot: QtBot, kind: type[Page], key: str) -> None:
    page = alone(kind, LONG, 720)
    rested(page, qtbot)
    part = page.parts[key]
    with facts.listening() as heard:
        part.resize(part.width() - 40, part.height())
        part.grab()
        assert not heard.of(part, "picture")
        qtbot.waitUntil(lambda: not TurnQueue.of(page.simulation).busy, timeout=60_000)
        part.grab()
        assert heard.of(part, "picture")


def test_rasters_say_what_the_run_says(alone: Alone, qtbot: QtBot) -> None:
    page = alone(FlatPage, LONG, 720)
    assert isinstance(page, FlatPage)
    run = page.simulation.run
    heard = rested(page, qtbot)
    (units,) = (fact for fact in heard.of(page.units) if fact.what == "units")
    np.testing.assert_array_equal(units.value, run.value(units.of))
    rows = {fact.of: fact.value for fact in heard.of(page.slopes) if fact.what == "slopes"}
    for row in slopes_left(run):
        np.testing.assert_array_equal(rows[row.line], row.means)


def test_shares_are_worked_out_beside_the_window(alone: Alone, qtbot: QtBot) -> None:
    page = alone(PathsPage, LONG, 720)
    assert isinstance(page, PathsPage)
    heard = rested(page, qtbot)
    shares = page.simulation.run.paths("c").shares()
    found = {fact.of: fact.value for fact in heard.of(page.chart) if fact.what == "shares"}
    assert found.keys() == set(shares)
    for name, values in found.items():
        np.testing.assert_allclose(values, shares[name], atol=1e-12)
    figures = page.looked.figures
    assert figures is not None
    whole = sum(abs(end - begin) for _, _, begin, end in figures.pieces(690))
    assert whole == pytest.approx(sum(abs(part.share[690]) for part in figures.parts))
