"""What the plots mark, name and say under the pointer, compared with runs that are no ordinary ones."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtWidgets import QApplication, QWidget

from rnnviz.engine import CELLS, Experiment, Run, simulate
from rnnviz.model.document.document import Document
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.numbers import lowered, plain
from rnnviz.model.figures.scales import size_text
from rnnviz.model.picture.reading import single
from rnnviz.model.setup.answer import Loss
from rnnviz.model.setup.setup import Setup
from rnnviz.view.look import typeset
from rnnviz.view.look.facts import Fact, Listener
from rnnviz.view.look.style import DARK, Scale, load_fonts
from rnnviz.view.plots import FlowMap, GradientPlot, SpectrumPlot
from rnnviz.view.work.throttle import TurnQueue
from tests.view.conftest import put, settle
from tests.view.oracle.story import SENTENCE, SETUPS
from tests.view.oracle.wanted import close
from tests.view.plots.pointing import press

Shown = dict[type, Any]


@pytest.fixture
def simulation(qapp: QApplication) -> Iterator[Simulation]:
    load_fonts()
    simulation = Document(SETUPS["lstm"]).front
    yield simulation
    simulation.deleteLater()


@pytest.fixture
def plots(heard: Listener, simulation: Simulation) -> Iterator[Shown]:
    """The three plots of one simulation, wide enough for every word."""
    window = QWidget()
    found = {kind: kind(simulation, window) for kind in (GradientPlot, FlowMap, SpectrumPlot)}
    window.show()
    for plot in found.values():
        plot.resize(720, 400)
        plot.dress(DARK, Scale(720))
        plot.show()
    settle()
    yield found
    window.close()
    window.deleteLater()


def told(facts: list[Fact], what: str) -> list[Fact]:
    return [fact for fact in facts if fact.what == what]


def texts(facts: list[Fact]) -> list[str]:
    return [fact.word for fact in facts if fact.what == "text"]


def maths(facts: list[Fact]) -> list[str]:
    return [typeset.plain(fact.value) for fact in facts if fact.what == "maths"]


def painted(panel: QWidget) -> Any:
    settle()
    return panel.grab().toImage()


# marks of the gradient plot --------------------------------------------------------------------------------


def experiment(key: str, steps: int, hidden: int = 4, **params: Any) -> Experiment:
    exp = Experiment.build(CELLS[key], hidden, np.full((steps, 1), 0.01), seed=3)
    return exp.with_params({name: np.full(exp.params[name].shape, 1.0) * value for name, value in params.items()})


def wild() -> Run:
    """A linear cell whose values run over, and its gradient with them."""
    return simulate(experiment("rnn_relu", 1200, U=np.eye(4) * 4.0, W=np.ones((4, 1)), b=1.0))


ODD = {
    "zero": ("exactly 0", lambda: simulate(experiment("rnn_linear", 8, U=np.zeros((4, 4))))),
    "saturated": ("saturated: exactly 0", lambda: simulate(experiment("rnn_relu", 8, b=-30.0))),
    "nan": ("not a number", lambda: simulate(experiment("lstm", 9), loss_grad=np.full((9, 4), np.nan))),
}


def kinds_of(run: Run, name: str) -> dict[int, str]:
    """Steps up to the last loss whose gradient is no ordinary number: zero or overflow or nan, from its own numbers."""
    last = int(np.flatnonzero(run.fed)[-1])
    found = {}
    for step, row in enumerate(single(run.grad(name))[: last + 1]):
        if np.isnan(row).any():
            found[step] = "nan"
        elif np.isinf(row).any():
            found[step] = "overflow"
        elif not row.any():
            found[step] = "zero"
    return found


@pytest.mark.parametrize("kind", ["zero", "saturated", "nan"])
def test_steps_without_an_ordinary_gradient_are_marked_and_named(
    plots: Shown, heard: Listener, simulation: Simulation, kind: str
) -> None:
    name, make = ODD[kind]
    with np.errstate(all="ignore"):
        run = make()
    put(simulation, run, line=0)
    plot = plots[GradientPlot]
    image, frame = painted(plot.canvas), plot.canvas.frame()
    facts = heard.of(plot.ink, "picture")
    marks, said = told(facts, "mark"), texts(heard.of(plot.ink, "live"))
    for state in run.cell.states:
        found = {fact.step: fact for fact in marks if fact.of == f"‖∂L/∂{state}‖"}
        wanted = kinds_of(run, state)
        assert found.keys() == wanted.keys() and wanted
        for step, fact in found.items():
            assert fact.word == (kind if kind == "saturated" else wanted[step])
            assert fact.at.x() == pytest.approx(frame.x(step))
            low = abs(fact.at.y() - frame.rect.bottom()) < abs(fact.at.y() - frame.rect.top())
            assert low == (wanted[step] == "zero"), "what is too small lies below"
            assert fact.color == (DARK.error if kind == "nan" else DARK.role(run.cell.by_name[state].role)).name()
            assert step == simulation.cursor.step or close(image.pixelColor(fact.at.toPoint()), fact.color, 12)
    assert name in said
    count = sum(len(kinds_of(run, state)) for state in run.cell.states)
    wanted = f"{count} values not finite" if kind == "nan" else f"{count} values exactly 0"
    assert plot.ink.content.badge == wanted and wanted in said


def test_of_many_odd_steps_some_are_marked_evenly(plots: Shown, heard: Listener, simulation: Simulation) -> None:
    """Every so many steps, further apart than a mark is wide; the count is of all."""
    with np.errstate(all="ignore"):
        run = wild()
    put(simulation, run, line=0)
    while TurnQueue.of(simulation).busy:
        settle()
    plot = plots[GradientPlot]
    painted(plot.canvas)
    frame, said = plot.canvas.frame(), texts(heard.of(plot.ink, "live"))
    marks = told(heard.of(plot.ink, "picture"), "mark")
    steps = [fact.step for fact in marks]
    gap = steps[1] - steps[0]
    first, last = frame.x0 - 1, min(frame.x1 + 1, run.steps - 2)
    assert steps == [step for step in range(0, run.steps, gap) if first <= step <= last] and len(steps) > 20
    assert frame.x(gap) - frame.x(0) > 8
    assert {fact.word for fact in marks} == {"overflow"} and {fact.color for fact in marks} == {DARK.hidden.name()}
    assert all(fact.at.y() - frame.rect.top() < 20 for fact in marks), "what is too large lies above"
    assert "overflow" in said and f"{run.steps - 1} values not finite" in said


def test_one_odd_value_is_counted_as_one(plots: Shown, heard: Listener, simulation: Simulation) -> None:
    run = simulate(experiment("rnn_linear", 2, U=np.zeros((4, 4))))
    put(simulation, run, line=0)
    painted(plots[GradientPlot].canvas)
    said = texts(heard.of(plots[GradientPlot].ink, "live"))
    assert "1 value exactly 0" in said and len(told(heard.of(plots[GradientPlot].ink, "picture"), "mark")) == 1


@pytest.mark.parametrize("at", ["last", "every", (2,), (0, 3), (0, 1, 2, 4)])
def test_dots_and_flag_stand_where_the_loss_counts(
    plots: Shown, heard: Listener, simulation: Simulation, at: Any
) -> None:
    simulation.edit(replace(simulation.setup, loss=Loss("sum", at)))
    simulation.flush()
    plot, steps = plots[GradientPlot], simulation.run.steps
    image, frame = painted(plot.canvas), plot.canvas.frame()
    counted = [steps - 1] if at == "last" else list(range(steps)) if at == "every" else list(at)
    facts = heard.of(plot.ink, "live")
    dots = {fact.step: fact for fact in told(facts, "dot")}
    assert list(dots) == list(range(steps))
    flag = told(facts, "flag")
    assert [(fact.step, fact.word) for fact in flag] == [(counted[-1], "loss: every step" if at == "every" else "loss")]
    assert flag[0].at.x() == pytest.approx(frame.x(counted[-1])) and flag[0].word in texts(facts)
    for step, fact in dots.items():
        assert fact.color == (DARK.text if step in counted else DARK.panel).name()
        assert fact.at == QPointF(frame.x(step), frame.rect.top())
        if step not in (simulation.cursor.step, counted[-1]):  # lines run through those
            assert close(image.pixelColor(fact.at.toPoint()), fact.color, 16)
    where = plot._where(simulation.run)
    assert where == (
        "loss at every step" if at == "every" else f"loss at {len(counted)} steps" if len(counted) > 3
        else "loss at t = " + ", ".join(str(step + 1) for step in counted)
    )  # fmt: skip


@pytest.mark.parametrize("pass_", ["forward", "backward"])
def test_dots_of_the_present_step_and_the_box_under_the_pointer(
    plots: Shown, heard: Listener, simulation: Simulation, pass_: str
) -> None:
    simulation.set_pass(pass_)
    plot, run = plots[GradientPlot], simulation.run
    for step in (0, 2, run.steps - 1):
        simulation.go_to_step(step)
        settle()
        frame, pointed = plot.canvas.frame(), (step + 2) % run.steps
        plot.ink.point_at(pointed)
        painted(plot.canvas)
        facts = heard.of(plot.ink, "live")
        sizes = {name: np.linalg.norm(single(run.grad(name)), axis=1) for name in run.cell.states}
        joint = np.linalg.norm(np.concatenate([single(run.grad(name)) for name in run.cell.states], 1), axis=1)
        wanted = {**{f"‖∂L/∂{name}‖": sizes[name] for name in ("h", "c")}, "‖∂L/∂(h,c)‖": joint}
        dots = {fact.of: fact for fact in told(facts, "now")}
        seen = [name for name, found in wanted.items() if found[step] > 0]
        assert sorted(dots) == sorted(seen)
        for name, fact in dots.items():
            value = math.log10(wanted[name][step])
            assert fact.value == pytest.approx(value, abs=1e-9) and fact.step == step
            assert (fact.at.x(), fact.at.y()) == pytest.approx((frame.x(step), frame.y(value)), abs=1e-6)
        said = texts(facts)
        assert f"k = {pointed + 1}" in said
        for name, found in wanted.items():
            assert f"{name}  {size_text(math.log10(found[pointed]), 1)}" in said
        plot.ink.point_at(None)
        painted(plot.canvas)
        assert not any(text.startswith("k = ") for text in texts(heard.of(plot.ink, "live")))


def test_a_ghost_is_the_former_run(plots: Shown, heard: Listener, simulation: Simulation) -> None:
    before = simulation.run
    simulation.edit(simulation.setup.with_weights(gain=1.7))
    simulation.flush()
    plot = plots[GradientPlot]
    painted(plot.canvas)
    ghosts = {fact.of: fact.value for fact in told(heard.of(plot.ink, "picture"), "ghost")}
    assert ghosts.keys() == {"‖∂L/∂h‖", "‖∂L/∂c‖"}
    for name in before.cell.states:
        with np.errstate(divide="ignore"):
            wanted = np.log10(np.linalg.norm(single(before.grad(name)), axis=1))
        good = np.isfinite(wanted)
        np.testing.assert_allclose(ghosts[f"‖∂L/∂{name}‖"][good], wanted[good], atol=1e-9)
    joint = [np.concatenate([single(run.grad(n))[0] for n in run.cell.states]) for run in (before, simulation.run)]
    then, now = (size_text(math.log10(np.linalg.norm(row))) for row in joint)
    assert any(text.endswith(f":  {then} → {now}") for text in texts(heard.of(plot.ink, "live")))


# map -------------------------------------------------------------------------------------------------------


def jacobians(run: Run, name: str | None, t: int, k: int) -> np.ndarray:
    """d(t)/d(k), the product of the steps between."""
    size = run.hidden * (1 if name else max(1, len(run.cell.states)))
    found = np.eye(size)
    for step in range(k + 1, t + 1):
        found = run.jacobian(name, step) @ found
    return found


@pytest.mark.parametrize("key", ["rnn", "lstm"])
def test_what_the_map_says_under_the_pointer(plots: Shown, heard: Listener, simulation: Simulation, key: str) -> None:
    simulation.edit(Setup.of(key, sequence=SENTENCE))
    simulation.flush()
    plot, run = plots[FlowMap], simulation.run
    painted(plot)
    symbol = "h" if key == "rnn" else "(h, c)"
    assert maths(heard.of(plot, "picture"))[0] == f"‖∂{symbol}_t/∂{symbol}_k‖ / √n"
    assert maths(heard.of(plot, "picture"))[1:] == ["t", "k"]
    for t, k in ((4, 0), (4, 3), (2, 2), (3, 1)):
        press(plot, plot._sheet().cell(t, k).center(), QEvent.Type.MouseMove)
        painted(plot)
        assert texts(heard.of(plot, "live"))[2] == "at most × …  (spectral norm)"
        plot._measure()
        painted(plot)
        product = jacobians(run, None, t, k)
        rms, most = np.linalg.norm(product) / math.sqrt(len(product)), np.linalg.norm(product, 2)
        assert texts(heard.of(plot, "live")) == [
            f"∂{symbol}{lowered(t + 1)}/∂{symbol}{lowered(k + 1)}",
            f"on average × {size_text(math.log10(rms), 1)}  (‖·‖ Frobenius / √n)",
            f"at most × {size_text(math.log10(most), 1)}  (spectral norm)",
        ]
        press(plot, plot._sheet().cell(t, k).center())
        assert simulation.cursor.step == t


# eigenvalues -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("gain", [0.5, 3.0])
def test_what_the_eigenvalues_say(plots: Shown, heard: Listener, simulation: Simulation, gain: float) -> None:
    simulation.edit(Setup.of("rnn", sequence=SENTENCE).with_weights(gain=gain))
    simulation.flush()
    plot, run = plots[SpectrumPlot], simulation.run
    for source, symbol in ((None, "∂h_t/∂h_t−1"), ("U", "U")):
        plot._choose(source or "∂s")
        simulation.go_to_step(2)
        painted(plot)
        facts = heard.of(plot, "picture")
        wanted = np.linalg.eigvals(run.experiment.params["U"] if source else run.jacobian(t=2))
        radius = np.abs(wanted).max()
        (rho,) = [fact for fact in facts if fact.what == "text" and fact.word.startswith("ρ")]
        assert rho.word == f"ρ = {plain(radius)}"
        assert rho.color == (DARK.forget if radius > 1 else DARK.hidden).name()
        assert "Eigenvalues of" in texts(facts) and "|λ| = 1" in texts(facts)
        assert [fact.word for fact in told(facts, "title")] == [symbol]
        dots = told(facts, "eigenvalue")
        assert [abs(fact.value) for fact in dots] == sorted(abs(fact.value) for fact in dots)
        check_plane(plot, dots)
        for fact in dots[-2:]:
            press(plot, fact.at, QEvent.Type.MouseMove)
            painted(plot)
            sign = "+" if fact.value.imag >= 0 else "−"
            assert texts(heard.of(plot, "live")) == [
                f"λ = {plain(fact.value.real)} {sign} {plain(abs(fact.value.imag))} i",
                f"|λ| = {plain(abs(fact.value), 3)}",
            ]  # fmt: skip


def check_plane(plot: SpectrumPlot, dots: list[Fact]) -> None:
    """One scale for both directions, the imaginary one upward; everything inside the square, the unit circle, too."""
    plane = plot._plane()
    unit = plane.width() / 2 / plot._reach
    for fact in dots:
        away = fact.at - plane.center()
        assert (away.x(), -away.y()) == pytest.approx((fact.value.real * unit, fact.value.imag * unit), abs=1e-6)
        assert plane.contains(fact.at)
    assert unit < plane.width() / 2


@pytest.mark.parametrize(("key", "step"), [("lstm", 2), ("gru", 4), ("lstm", 0)])
def test_one_step_back_says_what_it_shows(
    plots: Shown, heard: Listener, simulation: Simulation, key: str, step: int
) -> None:
    simulation.edit(Setup.of(key, sequence=SENTENCE))
    simulation.set_pass("backward")
    simulation.go_to_step(step)
    simulation.flush()
    plot, run = plots[SpectrumPlot], simulation.run
    painted(plot)
    facts = heard.of(plot, "picture")
    assert texts(facts)[0] == "One step back, in size"
    states = sorted(run.cell.states, key=run.cell.output.__eq__)
    assert maths(facts) == [f"∂{state}" for state in states for _ in range(3)]
    assert texts(facts)[1::2] == ["arriving", "in all", "back"] * len(states)
    assert [fact.color for fact in told(facts, "size")] == [
        DARK.role(run.cell.by_name[state].role).name() for state in states for _ in range(3)
    ]
