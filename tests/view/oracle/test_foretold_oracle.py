"""A series foretold beside its truth, and a picture painted column by column: what is drawn is what the engine says."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rnnviz.engine.training.tasks_wirings import picture_of
from rnnviz.io.examples import EXAMPLES
from rnnviz.io.trained import load_trained
from rnnviz.model.trained.samples import sample_at, with_sample
from rnnviz.view.look.facts import Listener
from rnnviz.view.stage.answer.painted import shade
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import Make, settle


@pytest.mark.parametrize("name", ["sine", "prices"])
def test_a_series_stands_beside_its_truth(make_window: Make, heard: Listener, name: str) -> None:
    window = make_window(load_trained(name))
    simulation = window.simulation
    simulation.go_to_step(29)
    settle()
    window.grab()
    told, setup = heard.of(window.stage, "cell"), simulation.setup
    found, typed = simulation.result.answers, setup.typed
    kinds = {kind: {f.step: f.value for f in told if f.what == "series" and f.of == kind}
             for kind in ("given", "truth", "written", "foretold")}  # fmt: skip
    rows = [row[0] for row in setup.sequence.rows]
    assert typed == 24 and kinds["given"] == dict(enumerate(rows[:24]))
    assert kinds["truth"] == {t.step + 1: t.values[0] for t in setup.targets if t.step >= 23}
    assert kinds["written"] == {t: rows[t] for t in range(24, 31)}, "as far as the story is"
    assert kinds["foretold"] == {t + 1: float(found.p[t, 0]) for t in range(30)}
    assert np.allclose([kinds["foretold"][t] for t in range(24, 31)], rows[24:31], atol=1e-12)
    (fed,) = [f for f in heard.of(window.tape, "live") if f.what == "fed"]
    assert fed.step == 24
    assert np.isfinite(found.losses[23:]).all() and not found.counted[24:].any()


def test_the_next_series_of_the_task_is_foretold_too(make_window: Make) -> None:
    window = make_window(load_trained("sine"))
    simulation = window.simulation
    assert sample_at(simulation.setup) == 0
    window.commands["sample_next"].trigger()
    settle()
    setup = simulation.setup
    assert setup == with_sample(setup, 1) and sample_at(setup) == 1 and setup.prediction.written == 16
    QTest.keyClick(window.stage, Qt.Key.Key_Backspace)
    settle()
    assert simulation.setup.prediction.written == 15 and window.sequence.samples.value() == 2
    QTest.keyClick(window.stage, Qt.Key.Key_Return)
    settle()
    assert simulation.setup == setup


def test_a_picture_is_painted_column_by_column(make_window: Make, heard: Listener) -> None:
    window = make_window(load_trained("pixel_picture"), "light")
    simulation = window.simulation
    for backward, step in ((False, 4), (False, 7), (True, 5)):
        simulation.set_pass("backward" if backward else "forward")
        simulation.go_to_step(step)
        settle()
        window.grab()
        found = simulation.result.answers
        pixels = {(f.step, f.unit): f for f in heard.of(window.stage, "cell") if f.what == "pixel"}
        assert {t for t, _ in pixels} == set(range(step, 8) if backward else range(step + 1))
        values = found.slope if backward else found.p
        assert all(f.value == values[t, i] for (t, i), f in pixels.items())
        if not backward:
            assert all(f.color == shade(window.theme, f.value).name() for f in pixels.values())
            tape = [f for layer in ("picture", "live") for f in heard.of(window.tape, layer)]
            right = {(f.step, f.unit): f.value for f in tape if f.what == "wanted square"}
            assert right and all(value == found.wanted[at] for at, value in right.items())
    assert np.array_equal(found.p.T > 0.5, picture_of("heart") > 0.5)
    squares = [f for f in heard.of(window.tape, "picture") if f.what == "square"]
    assert all(f.value == found.p[f.step, f.unit] for f in squares)


@pytest.mark.parametrize("key", [key for key, example in EXAMPLES.items() if example.weights])
def test_every_prediction_is_one_click_away(window: MainWindow, heard: Listener, key: str) -> None:
    box = window.sequence._presets
    box.activated.emit(box.findData(key))
    settle()
    window.grab()
    setup = window.simulation.setup
    assert setup == EXAMPLES[key].load().setup and window.stage.grid.column is not None
    could = {f.of: f.step for f in heard.of(window.tape, "live") if f.what == "could"}
    assert could == ({"fact": 8, "rival": 14} if key == "cloze" else {})
    if key == "next-letter":
        window.commands["continue_end"].trigger()
        settle()
        assert window.sequence.field.text() == "the cat sits on the hill"
    window.commands["undo"].trigger()
