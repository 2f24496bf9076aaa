"""What the plots mark, name and say under the pointer, compared with runs that are no ordinary ones."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from rnnviz.engine import CELLS, Experiment, Run, simulate
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.scales import size_text
from rnnviz.model.picture.reading import single
from rnnviz.model.setup.answer import Loss
from rnnviz.view.look.facts import Listener
from rnnviz.view.look.style import DARK
from rnnviz.view.plots import GradientPlot
from rnnviz.view.work.throttle import TurnQueue
from tests.view.conftest import put, settle
from tests.view.oracle.plots_shown import Shown, painted, texts, told
from tests.view.oracle.wanted import close

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
