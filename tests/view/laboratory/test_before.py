"""The run before the last edit stands pale in every page; under the pointer stands the number that is there."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from rnnviz.engine.laboratory.contributions import contributions
from rnnviz.engine.laboratory.flat import histogram
from rnnviz.engine.laboratory.spectra import spectra
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.setup import Setup
from rnnviz.view.laboratory.depth.page import DepthPage
from rnnviz.view.laboratory.flat.page import FlatPage
from rnnviz.view.laboratory.map.page import MapPage
from rnnviz.view.laboratory.page import Page
from rnnviz.view.laboratory.probe.page import ProbePage
from rnnviz.view.laboratory.weights.page import WeightsPage
from tests.view.conftest import settle
from tests.view.laboratory.conftest import Alone, told
from tests.view.laboratory.test_paths_page import setup_of

STACK = Setup((LayerChoice("gru", hidden=3), LayerChoice("rnn", hidden=2)))


def edited(page: Page) -> None:
    """Another gain; what was there is the ghost."""
    simulation = page.simulation
    simulation.edit(simulation.setup.with_weights(gain=4.0))
    simulation.settle()
    settle()
    assert simulation.reference is not None


def test_what_was_there_before(alone: Alone) -> None:
    weights, flat, probe, maps, depth = (
        alone(kind, setup, 720)
        for kind, setup in (
            (WeightsPage, setup_of("lstm")), (FlatPage, setup_of("lstm")), (ProbePage, setup_of("lstm")),
            (MapPage, Setup.of("rnn")), (DepthPage, STACK),
        )
    )  # fmt: skip
    assert isinstance(weights, WeightsPage) and isinstance(flat, FlatPage) and isinstance(probe, ProbePage)
    assert isinstance(maps, MapPage) and isinstance(depth, DepthPage)
    old = [page.simulation.run for page in (weights, flat, probe, maps)]
    forward, sizes = probe.looked.response, [row.values[0] for row in depth.looked.figures.rows]
    for page in (weights, flat, probe, maps, depth):
        edited(page)
    np.testing.assert_array_equal(weights.looked.before, contributions(old[0], "U_f").norms())
    heard = told(flat)
    bins = [fact.value for fact in heard.of(flat.gates) if fact.what == "bin before"]
    former, now = (histogram(run, flat.gates.chosen).counts for run in (old[1], flat.simulation.run))
    assert bins == (former / max(former.max(), now.max())).tolist()
    assert any(fact.what == "slope mean before" for fact in heard.of(flat.slopes))
    (curve,) = (fact.value for fact in told(probe).of(probe.plot) if fact.what == "probe before")
    assert forward is not None
    np.testing.assert_array_equal(curve, forward.forward)
    (radius,) = (fact.value for fact in told(maps).of(maps.singular) if fact.what == "radius before")
    np.testing.assert_array_equal(radius, spectra(old[3], maps.asked.name).radius)
    ticks = [fact.value for fact in told(depth).of(depth.descent) if fact.what == "size before"]
    assert ticks and set(ticks) <= set(sizes)


def test_what_lies_under_the_pointer(alone: Alone) -> None:
    page = alone(FlatPage, setup_of("lstm", 12.0))
    assert isinstance(page, FlatPage)
    page.units.choose("c")
    value = page.simulation.run.value("c")[5, 2]
    columns, middle = page.units.columns, page.units.top + page.units.scale.pad * 0.4
    pitch = (page.units._foot - middle) / 8
    assert page.units.tip(QPointF(columns.x(5), middle + 2.5 * pitch)) == f"step 6, “Taipei”, unit 3: {value:.4f}"
    slopes = page.slopes
    at = QPointF(slopes.columns.rect(1, 0, 1, 0.86).left() + 2, slopes.top + 2.5 * slopes._pitch)
    assert slopes.tip(at).startswith("candidate, step 2, “would”, unit 1: ")
    assert slopes.tip(QPointF(2, 2)) == ""
    page.gates.choose("f")
    assert page.gates.tip(page.gates._rect.bottomRight() - QPointF(2, 2)) == "24 values from 0.95 to 1.00"
    point = page.portrait._points[5]
    assert point is not None and page.portrait.tip(point).startswith("step 6, “Taipei”: unit 1 at ")
    assert page.portrait.tip(QPointF(3, 3)) == ""
    assert {fact.word for fact in told(page).of(slopes) if fact.what == "slope of"} == {"σ′", "tanh′"}


@pytest.mark.parametrize(
    ("kind", "part"),
    [(WeightsPage, "steps"), (ProbePage, "plot"), (DepthPage, "boxes"), (MapPage, "singular")],
)
def test_every_column_says_its_numbers(alone: Alone, kind: type[Page], part: str) -> None:
    page = alone(kind, setup_of("lstm"), 720)
    found = page.parts[part]
    told(page)
    said = found.tip(QPointF(found.columns.x(5), found.height() * 0.4))  # type: ignore[attr-defined]
    assert "step 6, “Taipei”" in said and any(letter.isdigit() for letter in said.partition("”")[2])
