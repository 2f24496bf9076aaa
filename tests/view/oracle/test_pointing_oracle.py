"""What map and eigenvalues are called and say under the pointer, compared with products of Jacobians."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from rnnviz.engine import Run
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.numbers import lowered, plain
from rnnviz.model.figures.scales import size_text
from rnnviz.model.setup.setup import Setup
from rnnviz.view.look.facts import Fact, Listener
from rnnviz.view.look.style import DARK, LIGHT, Scale
from rnnviz.view.plots import FlowMap, GradientPlot, SpectrumPlot
from rnnviz.view.plots.flow.paint import draw_odd
from tests.view.oracle.plots_shown import Shown, maths, painted, texts, told
from tests.view.oracle.story import SENTENCE
from tests.view.plots.pointing import press

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


# pointers and signs ----------------------------------------------------------------------------------------


def test_a_press_ends_pointing_and_other_colours_are_painted(plots: Shown, heard: Listener) -> None:
    plot = plots[GradientPlot]
    plot.ink.point_at(2)
    plot._scrub(3.4)
    assert plot.ink.spot.hover is None and plot.simulation.cursor.step == 3
    for theme in (LIGHT, DARK):
        plot.dress(theme, Scale(720))
        painted(plot.canvas)
        hues = {fact.of: fact.color for fact in told(heard.of(plot.ink, "picture"), "curve")}
        assert hues["‖∂L/∂c‖"] == theme.role("cell").name() and hues["‖∂L/∂h‖"] == theme.role("hidden").name()


SIGNS = {
    "zero": [((0, 0), False), ((0, 9), True), ((0, -9), True), ((6, 0), True), ((-6, 0), True)],
    "overflow": [((0, 0), False), ((0, -8), True), ((-8, 9), True), ((8, 9), True), ((0, 9), True)],
    "nan": [((0, 0), True), ((6, 6), True), ((-6, 6), True), ((0, 9), False), ((9, 0), False)],
}
"""Where the sign of a square without an ordinary number has ink, ten pixels from its middle to its edge."""


@pytest.mark.parametrize("kind", SIGNS)
def test_signs_of_squares_without_a_number(qapp: QApplication, kind: str) -> None:
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    with QPainter(image) as p:
        draw_odd(p, QPointF(20, 20), 10, kind, DARK)
    for (dx, dy), ink in SIGNS[kind]:
        near = [image.pixelColor(20 + dx + x, 20 + dy + y).lightness() for x in (-1, 0, 1) for y in (-1, 0, 1)]
        assert (max(near) > 100) == ink, (kind, dx, dy)
