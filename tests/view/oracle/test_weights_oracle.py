"""Every square, name and number of the weights' face is what the network has."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.io.trained import load_trained
from rnnviz.model.setup.setup import Setup
from rnnviz.view.look.facts import Fact, Listener
from rnnviz.view.look.style import THEMES
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import Make, settle
from tests.view.oracle.story import SETUPS
from tests.view.oracle.wanted import close, square

SHOWN = ("lstm", "gru", "lstm_peephole", "jordan", "indrnn", "stack", "both ways")


def told(facts: list[Fact], what: str) -> list[Fact]:
    return [fact for fact in facts if fact.what == what]


def open_face(window: MainWindow, line: str = "") -> None:
    window.resize(1920, 1080)
    window.body.show_face("weights")
    if line:
        window.panels["weights"].places.unfold(line)
    settle()
    window.grab()


def plane(params: dict[str, np.ndarray], name: str) -> np.ndarray:
    array = np.asarray(params[name], float)
    return array if array.ndim == 2 else array[:, None]


def check(heard: Listener, window: MainWindow) -> set[str]:
    """The squares that are seen; returns whose they are."""
    facts, theme = heard.of(window.panels["weights"]), window.theme
    params, simulation = window.simulation.result.whole.network.params, window.simulation
    (scale,) = told(facts, "scale")
    squares = [fact for fact in told(facts, "weight") if not fact.of.startswith("start ")]
    for fact in squares:
        value = plane(params, fact.of)[fact.unit, fact.step]
        assert fact.value == value and close(fact.color, square(theme, value / scale.value, None)), fact
        assert abs(value) <= scale.value
    seen = {fact.of for fact in squares}
    for name in seen:
        assert sum(fact.of == name for fact in squares) == params[name].size, "each once"
    for fact in told(facts, "measure"):
        array = params[fact.of]
        wanted = np.abs(np.linalg.eigvals(array)).max() if fact.word.startswith("ρ") else np.linalg.norm(array, 2)
        assert fact.word.startswith("ρ") == (array.shape[0] == array.shape[1])
        assert fact.word.split()[1] == f"{wanted:.2f}"
    check_columns(facts, window)
    assert {f.value for f in told(facts, "chosen")} == {None}
    assert simulation.selection.weight is None and not told(facts, "pointed")
    return seen


def check_columns(facts: list[Fact], window: MainWindow) -> None:
    """Words stand over the inputs they are of, the present one in bold."""
    simulation = window.simulation
    words, columns = simulation.words, simulation.result.setup.columns_of(simulation.cursor.layer)
    present = words[simulation.cursor.step]
    for fact in told(facts, "column name"):
        if fact.of.rpartition(".")[2].startswith("W"):
            assert columns[fact.step] == fact.word
            assert fact.value == (not simulation.cursor.layer and fact.word == present)
        else:
            assert fact.word == str(fact.step + 1) and not fact.value


@pytest.mark.parametrize("name", SHOWN)
def test_every_square_is_the_networks_number(make_window: Make, heard: Listener, name: str) -> None:
    setup: Setup = SETUPS[name].with_weights(seed=3, gain=1.7)
    window = make_window(setup, "dark" if len(name) % 2 else "light")
    params = set(setup.network().params)
    open_face(window)
    seen: set[str] = set()
    for layer, choice in enumerate(setup.layers):
        for way in choice.ways:
            window.simulation.visit(layer, way)
            settle()
            window.grab()
            seen |= check(heard, window)
    assert seen == params


def test_a_trained_network_with_its_readout_and_what_was_typed(make_window: Make, heard: Listener) -> None:
    window = make_window(load_trained("slot_filling"), "light")
    open_face(window)
    assert check(heard, window) == {"0.W", "0.U", "0.b", "V", "d"}
    facts = heard.of(window.panels["weights"])
    assert not told(facts, "corner") and [fact.of for fact in told(facts, "kept")] == ["0.h"]
    rows = [fact.word for fact in told(facts, "row name") if fact.of == "V"]
    assert rows == list(window.simulation.setup.readout.answers)
    panel = window.panels["weights"]
    panel.desk.hand.set_number(next(m for m in panel.drawn.shelf.matrices if m.own == "W"), (2, 3), 0.25)
    settle()
    window.grab()
    assert check(heard, window)
    (corner,) = told(heard.of(panel), "corner")
    assert (corner.of, corner.value) == ("0.W", (2, 3))


def test_float32_numbers_are_those_in_force(make_window: Make, heard: Listener) -> None:
    from dataclasses import replace

    window = make_window(replace(SETUPS["lstm"], dtype="float32"), THEMES["dark"].name)
    open_face(window)
    assert len(check(heard, window)) == 12
