"""What the pages of the laboratory say is asked of the run in another way: by differences, by hand, by plain NumPy."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from rnnviz.engine import simulate
from rnnviz.model.setup.choices import Hold, LayerChoice
from rnnviz.model.setup.runs import network_run_of
from rnnviz.model.setup.setup import Setup
from rnnviz.view.laboratory import page_table
from rnnviz.view.laboratory.depth.page import DepthPage
from rnnviz.view.laboratory.flat.page import FlatPage
from rnnviz.view.laboratory.map.page import MapPage
from rnnviz.view.laboratory.page import Page
from rnnviz.view.laboratory.paths.page import PathsPage
from rnnviz.view.laboratory.probe.page import ProbePage
from rnnviz.view.laboratory.weights.page import WeightsPage
from rnnviz.view.look.facts import Fact
from rnnviz.view.widgets.paper import Paper
from tests.view.conftest import settle
from tests.view.laboratory.conftest import Alone, alone, told
from tests.view.oracle.wanted import log_norm

__all__ = ["alone"]
SETUP = Setup.of("lstm", hidden=4, input_scale=4.0, silent=2).with_hold(Hold("i", 0.7, 2, 4))
STEP = 5
PAGES: dict[str, type[Page]] = {
    "paths": PathsPage, "weights": WeightsPage, "flat": FlatPage, "probe": ProbePage, "map": MapPage,
    "depth": DepthPage,
}  # fmt: skip


def facts_of(page: Page, part: str, *kinds: str) -> list[Fact]:
    return [fact for fact in told(page).of(page.parts[part]) if fact.what in kinds]


def at_step(alone: Alone, kind: type[Page], setup: Setup = SETUP) -> Page:
    page = alone(kind, setup)
    page.simulation.go_to_step(STEP)
    settle()
    return page


def test_every_page_is_asked_here() -> None:
    assert set(PAGES) == set(page_table.page_keys())


def test_shares_of_paths_add_up_to_the_gradient(alone: Alone) -> None:
    """Along the own way the gradient is the product of the forget gates, times what the loss sends into c."""
    page = at_step(alone, PathsPage)
    run, last = page.simulation.run, page.simulation.steps - 1
    shares: dict[int, float] = {}
    for fact in facts_of(page, "chart", "share"):
        assert fact.step is not None
        shares[fact.step] = shares.get(fact.step, 0.0) + float(fact.value)
    assert shares == {k: pytest.approx(1.0) for k in range(last + 1)}
    sent = run.value("o")[last] * (1 - np.tanh(run.value("c")[last]) ** 2) * run.grad("h")[last]
    belt = np.prod(run.value("f")[STEP + 1 :], axis=0) * sent
    whole = run.grad("c")[STEP]
    (own,) = (fact for fact in facts_of(page, "sum", "sum") if fact.of == "c_prev")
    assert own.value == pytest.approx(belt @ whole / (whole @ whole))
    sizes = [fact.value for fact in facts_of(page, "chart", "lab_norm")]
    assert sizes == pytest.approx([log_norm(run.grad("c")[k]) for k in range(last + 1)])


def test_contributions_are_what_each_use_of_a_weight_gives(alone: Alone) -> None:
    """dL/dU_f at step t: the gradient of the gate's sum, times h of the step before."""
    page = at_step(alone, WeightsPage)
    assert isinstance(page, WeightsPage)
    page.looked.keep(4)
    run = page.simulation.run
    slope = run.grad("f") * run.value("f") * (1 - run.value("f"))
    steps = [np.outer(d, h) for d, h in zip(slope, run.value("h_prev"), strict=True)]
    whole, kept = sum(steps), sum(steps[-4:])
    sizes = {fact.step: fact.value for fact in facts_of(page, "steps", "contribution")}
    for t, step in enumerate(steps):
        assert sizes[t][0] == pytest.approx(np.linalg.norm(step)) and (sizes[t][1] != 0) == (t >= len(steps) - 4)
    for fact in facts_of(page, "steps", "share"):
        assert fact.value == pytest.approx(np.vdot(steps[fact.step], whole) / np.vdot(whole, whole))
    before, after = (fact.value for fact in facts_of(page, "sums", "sum"))
    np.testing.assert_allclose(before, whole, rtol=1e-9)
    np.testing.assert_allclose(after, kept, rtol=1e-9)
    cosine = np.vdot(whole, kept) / np.linalg.norm(whole) / np.linalg.norm(kept)
    turned = f"{np.degrees(np.arccos(cosine)):.0f}°"
    assert facts_of(page, "sums", "row")[2].word == f"0° | {turned}" and turned in page.reading


def test_slopes_are_those_of_the_functions(alone: Alone) -> None:
    page = at_step(alone, FlatPage)
    run = page.simulation.run
    wanted = {name: run.value(name) * (1 - run.value(name)) / 0.25 for name in ("f", "o")}
    wanted["g"], wanted["shown"] = 1 - run.value("g") ** 2, 1 - np.tanh(run.value("c")) ** 2
    for fact in facts_of(page, "slopes", "slope"):
        if fact.of in wanted:
            assert fact.value == pytest.approx(wanted[fact.of][fact.step].mean())
    for fact in facts_of(page, "units", "unit"):
        assert fact.value == run.value(fact.of)[fact.step, fact.unit]
    gate = page.parts["gates"]
    assert sum(fact.value for fact in facts_of(page, "gates", "bin")) == run.value(gate.chosen).size  # type: ignore[attr-defined]


def test_the_probe_follows_a_network_that_was_really_changed(alone: Alone) -> None:
    page = at_step(alone, ProbePage)
    assert isinstance(page, ProbePage)
    whole, index = page.looked.whole, page.looked.index
    assert whole is not None
    inputs = np.array(whole.network.inputs)
    inputs[STEP, 0, index[0]] += page.looked.eps
    other = network_run_of(SETUP).__class__(replace(whole.network, inputs=inputs))
    apart = np.linalg.norm(other.value(0, "h") - whole.value(0, "h"), axis=-1) / page.looked.eps
    curve = [10 ** fact.value[0] for fact in facts_of(page, "plot", "probe")]
    assert curve == pytest.approx(apart.tolist())
    moved = (other.loss - whole.loss) / page.looked.eps
    assert f"{moved:.3g}".replace("-", "−")[:6] in page.reading


def test_the_map_s_numbers_are_those_of_a_jacobian_by_differences(alone: Alone) -> None:
    setup = Setup.of("rnn", hidden=4)
    page = at_step(alone, MapPage, setup)
    run = page.simulation.run
    before, jacobian = run.value("h")[STEP - 1], np.empty((4, 4))
    exp = run.experiment
    for unit in range(4):
        ends = []
        for eps in (1e-6, -1e-6):
            start = {"h": np.where(np.arange(4) == unit, before + eps, before)[None]}
            ends.append(simulate(replace(exp, inputs=exp.inputs[STEP : STEP + 1], start=start)).value("h")[0])
        jacobian[:, unit] = (ends[0] - ends[1]) / 2e-6
    (singular,) = (fact for fact in facts_of(page, "singular", "singular") if fact.step == STEP)
    assert list(singular.value) == pytest.approx(np.linalg.svd(jacobian, compute_uv=False).tolist(), rel=1e-6)
    (radius,) = (fact for fact in facts_of(page, "singular", "radius") if fact.step == STEP)
    assert radius.value == pytest.approx(np.abs(np.linalg.eigvals(jacobian)).max(), rel=1e-6)


def test_boxes_of_a_stack_have_the_gradient_of_their_layer(alone: Alone) -> None:
    page = at_step(alone, DepthPage, Setup((LayerChoice("gru", hidden=3), LayerChoice("rnn", hidden=2))))
    for fact in facts_of(page, "boxes", "reach"):
        if fact.unit >= 0:
            (run,) = page.simulation.runs[fact.unit]
            assert fact.value == pytest.approx(log_norm(run.grad("h")[fact.step]))
        else:
            assert fact.value == pytest.approx(log_norm(page.simulation.runs[0][0].grad("x")[fact.step]))


@pytest.mark.parametrize("key", PAGES)
def test_what_is_read_off_a_page_is_heard_exported_and_filled(alone: Alone, key: str) -> None:
    page = at_step(alone, PAGES[key], replace(SETUP, input_scale=60.0))  # something is flat
    told(page)
    assert page.reading
    heard = [QAccessible.queryAccessibleInterface(part) for part in page.parts.values()]
    assert all(one.text(QAccessible.Text.Name) for one in heard)
    papers = [one for one, part in zip(heard, page.parts.values(), strict=True) if isinstance(part, Paper)]
    assert any(page.reading in one.text(QAccessible.Text.Description) for one in papers)
    for name in [name for name, part in page.parts.items() if part.isVisible()]:
        QTest.mouseDClick(page.parts[name], Qt.MouseButton.LeftButton, pos=QPoint(6, page.parts[name].height() - 5))
        assert page.alone == name and page.leave()
    assert page.series() and all(len(values) == page.simulation.steps for values in page.series().values())
