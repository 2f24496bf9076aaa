"""Every picture is painted of every number, 1e308, infinity, NaN and denormals, and what it says of them is so.

Warnings are errors here, and a painting that raises is one: nothing need be asked for that. What Qt is given must be
finite, too: a pen or a place that is NaN draws nothing, and an SVG with it does not open.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QWidget

from rnnviz.engine import CELLS, Experiment, Run, simulate
from rnnviz.model.setup.sequence import parse_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.view.files.export import save_picture
from rnnviz.view.look.facts import Fact, Listener, listening
from rnnviz.view.stage.key import SAMPLES, sample_text
from rnnviz.view.window.main_window import MainWindow
from tests.covering import covering
from tests.view.conftest import Make, put, settle

STEPS, HIDDEN = 5, 2
NUMBERS = [1e308, -1e308, 5e-324, 1e-310]
CASES = [
    *covering(NUMBERS, ["weights"], ["rnn_linear", "lstm"]),
    *covering([1e308, 1e-310], ["inputs"], ["rnn_relu", "gru"]),
    (1e308, "weights", "lstm_scalar"),
    (1e160, "all", "rnn_linear"),
    (1e-160, "all", "rnn_linear"),
    (0.0, "all", "rnn"),
]
"""Numbers, where they stand, and cells; under "all" every weight is multiplied by it."""
NOT_FINITE = re.compile(r"(?<![\w/+])-?(?:nan|inf)(?![\w/+])", re.IGNORECASE)


@pytest.fixture
def heard() -> Iterator[Listener]:
    with listening() as found:
        yield found


def run_of(key: str, where: str, number: float) -> Run:
    """A run with the number in a recurrent weight and a bias, in every input, or in front of all weights."""
    inputs = np.full((STEPS, 1), number if where == "inputs" else 0.5)
    exp = Experiment.build(CELLS[key], HIDDEN, inputs, seed=1)
    if where == "all":
        return simulate(exp.with_params({name: number * value for name, value in exp.params.items()}))
    if where == "inputs":
        return simulate(exp)
    names = [*CELLS[key].recurrent, *[n for n in exp.params if n[0] in "bd"]][:2] or list(exp.params)[:2]
    return simulate(exp.with_values([(name, (0,) * exp.params[name].ndim, number) for name in names]))


def looked_at(window: MainWindow, direction: str) -> None:
    """At the first, a middle and the last step, with a card of the output pinned, and pointed at all over."""
    simulation = window.simulation
    simulation.set_pass(direction)
    for step in (0, STEPS // 2, STEPS - 1):
        simulation.go_to_step(step)
        simulation.select(pins=(simulation.cell.output,), unit=step % HIDDEN)
        settle(2)
        window.grab()
    for panel in window.panels.values():
        for at in places(panel):
            panel.tip(at) if hasattr(panel, "tip") else panel.childAt(at.toPoint())


def places(panel: QWidget) -> list[QPointF]:
    return [QPointF(panel.width() * x / 8, panel.height() * y / 6) for x in range(1, 8) for y in range(1, 6)]


def words(heard: Listener, panel: object) -> list[str]:
    return [fact.word for fact in told(heard, panel)]


def told(heard: Listener, panel: object) -> list[Fact]:
    return [*heard.of(panel), *heard.of(getattr(panel, "ink", None))]


@pytest.mark.parametrize(("number", "where", "key"), CASES)
def test_every_panel_paints_every_number(
    make_window: Make, heard: Listener, tmp_path: Path, key: str, where: str, number: float
) -> None:
    window = make_window(Setup.of(key, hidden=HIDDEN, sequence=parse_sequence("0.5 1 -1 0.5 2")))
    window.chain.setVisible(True)
    put(window.simulation, run_of(key, where, number))
    for direction in ("forward", "backward"):
        looked_at(window, direction)
        for panel in window.panels.values():
            for fact in told(heard, panel):
                at = fact.at or QPoint()
                assert all(map(math.isfinite, (fact.width, at.x(), at.y()))), fact
        the_map_says_what_is_no_number(window, heard)
        the_curves_say_what_is_no_number(window)
        the_tape_says_what_is_no_number(window)
        the_key_names_every_sample(window, heard)
        the_loss_is_called_what_it_is(window, heard)
    save_picture(window, tmp_path / "all.svg")
    drawn = re.sub(r'aria-label="[^"]*"', "", (tmp_path / "all.svg").read_text())  # what the letters say
    assert not NOT_FINITE.findall(drawn)


def the_map_says_what_is_no_number(window: MainWindow, heard: Listener) -> None:
    panel = window.panels["map"]
    flow = window.simulation.run.flow(panel.name, norm="rms")
    cells = [fact for fact in told(heard, panel) if fact.what == "cell"]
    assert len(cells) == STEPS * (STEPS + 1) // 2
    for cell in cells:
        log = flow[cell.step, cell.unit]
        odd = {"nan": math.isnan(log), "overflow": log == math.inf, "zero": log == -math.inf}
        assert cell.word == next((word for word, so in odd.items() if so), ""), (cell.step, cell.unit)


def the_curves_say_what_is_no_number(window: MainWindow) -> None:
    """A norm beyond float64 has its place on the curve; what has none, has its mark."""
    run, panel = window.simulation.run, window.panels["gradient"]
    (own,) = [curve for curve in panel.ink.content.curves if curve.name == f"‖∂L/∂{run.cell.states[-1]}‖"]
    norms, kinds = run.norms(run.cell.states[-1]), run.norm_states(run.cell.states[-1])
    marked = {mark.step: mark.kind for mark in own.odd}
    assert marked == {t: kinds[t] for t in range(STEPS) if not math.isfinite(norms[t])}
    assert all(own.values[t] == norms[t] for t in range(STEPS) if t not in marked)


def the_tape_says_what_is_no_number(window: MainWindow) -> None:
    tape, run = window.tape, window.simulation.run
    backward = window.simulation.cursor.backward
    for row in tape.rows:
        if row.name in run.cell.by_name:
            values = run.grad(row.name) if backward else run.value(row.name)
            for t in np.flatnonzero(~np.isfinite(values).all(axis=1)):
                assert row.odd is not None and row.odd[t] in ("overflow", "nan"), (row.name, t)


def the_loss_is_called_what_it_is(window: MainWindow, heard: Listener) -> None:
    (said,) = [word for word in words(heard, window.panels["gradient"]) if word.startswith("L = ")]
    loss = window.simulation.run.loss
    assert ("NaN" in said) == math.isnan(loss) and ("∞" in said) == math.isinf(loss), said


def the_key_names_every_sample(window: MainWindow, heard: Listener) -> None:
    """Four wires of four widths stand for four sizes, 10^308 and far beyond as well."""
    said = [fact.word for fact in told(heard, window.stage) if (fact.what, fact.of) == ("note", "key")]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize(("key", "number"), [("rnn_linear", 1e308), ("lstm", -1e308), ("gru", 5e-324)])
def test_the_editor_paints_every_number(make_window: Make, heard: Listener, key: str, number: float) -> None:
    window = make_window(Setup.of(key, hidden=HIDDEN, sequence=parse_sequence("0.5 1 -1 0.5 2")))
    window.cells.edit()
    settle()
    preview = window.cells.editor.preview
    put(preview.simulation, run_of(key, "weights", number))
    for direction in ("forward", "backward"):
        preview.simulation.set_pass(direction)
        preview.simulation.go_to_step(STEPS - 1)
        settle(2)
        window.grab()
        assert told(heard, preview.stage)
        assert all(math.isfinite(fact.width) for fact in told(heard, preview.stage))


@pytest.mark.parametrize("top", [-2000.0, -310.0, -3.0, 0.0, 2.9, 299.0, 308.0, 1539.6])
def test_a_sample_of_the_key_says_its_own_size(top: float) -> None:
    texts = [sample_text(strength, top) for strength in SAMPLES]
    assert len(set(texts)) == len(texts)
    exponents = [re.search(r"10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", text) for text in texts]
    if exponents[-1] is not None:
        power = int(exponents[-1][1].translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")))
        assert abs(power - top) <= 1
