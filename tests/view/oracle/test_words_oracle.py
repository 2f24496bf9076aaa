"""The legend names what is drawn of this cell; a knob's words, number and slider are those of the weights in force."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from rnnviz.model.figures.numbers import plain, read_number
from rnnviz.model.setup.bounds import GAIN, INPUT_SCALE, KEEP_BIAS
from rnnviz.model.setup.choices import Edit, LayerChoice
from rnnviz.model.setup.setup import Setup
from rnnviz.view.look.facts import Listener
from rnnviz.view.window.main_window import MainWindow
from tests.view.conftest import Make, settle
from tests.view.oracle.story import SENTENCE, SETUPS, simulation

# legend ----------------------------------------------------------------------------------------------------

NOTATION = {
    "box": "learned", "circle": "point-wise", "pill": "function", "join": "joined", "fork": "copied",
    "signs": "below 0, above 0",
}  # fmt: skip


def test_the_legend_names_what_is_drawn(make_window: Make, heard: Listener) -> None:
    window = make_window(SETUPS["lstm"])
    window.stage.set_legend(True)
    for name in ("lstm", "gru", "rnn", "lstm_scalar"):
        simulation(window).edit(SETUPS[name])
        simulation(window).flush()
        for direction in ("forward", "backward"):
            simulation(window).set_pass(direction)
            settle()
            window.stage.grab()
            told = [fact for fact in heard.of(window.stage, "still") if fact.what == "legend"]
            belts = [piece for piece in window.stage.picture.pieces if piece.belt and piece.valve is not None]
            last = {"wire": "thick = large gradient"} if direction == "backward" else {}
            if direction == "forward" and belts:
                last = {"belt": "thick = open gate"}
            assert {fact.of: fact.word for fact in told} == NOTATION | last
            cell = simulation(window).cell
            hue = next((cell.by_name[s].role for s in cell.states if any(p.net == s and p.belt for p in belts)), None)
            assert {fact.color for fact in told} == {window.theme.role(hue or "hidden").name()} or hue is None
            written = {fact.word for fact in heard.of(window.stage, "still") if fact.what == "text"}
            assert written >= set((NOTATION | last).values())


# knobs -----------------------------------------------------------------------------------------------------


def typed(setup: Setup, name: str, units: range, number: float, **seat: Any) -> Setup:
    for unit in units:
        setup = setup.with_edit(Edit(name, (unit,), number, **seat))
    return setup


LSTM, GRU = SETUPS["lstm"], SETUPS["gru"]
BOTH = Setup((LayerChoice("lstm", direction="both"),), sequence=SENTENCE)
KEEPING = {
    "drawn": (LSTM, 0, "Forget bias b_f", ""),
    "raised": (LSTM.with_weights(keep_bias=2.5), 0, "Forget bias b_f", ""),
    "replacing": (GRU.with_weights(keep_bias=2.0), 0, "Keep bias −b_z", ""),
    "one typed": (typed(LSTM, "b_f", range(1), 3.0), 0, "Forget bias b_f", "mean, typed"),
    "all typed": (typed(LSTM, "b_f", range(8), -2.0), 0, "Forget bias b_f", "typed"),
    "typed against": (typed(GRU, "b_z", range(8), 1.5), 0, "Keep bias −b_z", "typed"),
    "half of both ways": (typed(BOTH, "b_f", range(8), 4.0, way="backward"), 0, "Forget bias b_f", "mean, typed"),
    "above": (
        typed(SETUPS["stack"], "b_z", range(3), 0.5, layer=1), 1, "Keep bias −b_z", "typed",
    ),
}  # fmt: skip


@pytest.fixture
def seen(make_window: Make) -> MainWindow:
    window = make_window(LSTM)
    window.resize(1600, 900)
    return window


def test_the_keep_knob_says_the_bias_in_force(seen: MainWindow) -> None:
    for setup, layer, label, remark in KEEPING.values():
        check_keep(seen, setup, layer, label, remark)


def check_keep(seen: MainWindow, setup: Setup, layer: int, label: str, remark: str) -> None:
    shown = simulation(seen)
    shown.edit(setup)
    shown.flush()
    shown.move(replace(shown.score.to_start(shown.cursor), layer=layer))
    settle(6)
    keep = setup.layers[layer].cell.keep
    values = keep.sign * np.concatenate([run.experiment.params[keep.bias] for run in shown.runs[layer]])
    knob = seen.experiment.knobs["keep_bias"]
    assert knob.field.text() == f"{plain(float(values.mean()), sign=True)} {remark}".rstrip()
    assert plain_label(knob) == label and knob.role == setup.layers[layer].cell.by_name[keep.line].role
    low, high = KEEP_BIAS
    assert knob.slider.value() == round(400 * (min(max(float(values.mean()), low), high) - low) / (high - low))
    assert knob.slider.accessibleDescription() == knob.field.text() and knob.slider.accessibleName() == label


def plain_label(knob: Any) -> str:
    return knob._label.text().replace("<sub>", "_").replace("</sub>", "")


def test_knobs_say_what_the_run_was_made_with(seen: MainWindow) -> None:
    shown, knobs = simulation(seen), seen.experiment.knobs
    drawn = {name: shown.run.experiment.params[name] for name in shown.cell.recurrent}
    for gain, scale, silent in ((2.25, 0.05, 3), (0.0, 10.0, 0), (4.0, 0.01, 7)):
        shown.edit(replace(LSTM, input_scale=scale).with_weights(gain=gain).with_silence(silent))
        shown.flush()
        settle(6)
        params, words = shown.run.experiment.params, list(SENTENCE.words)
        assert all(np.allclose(params[name], gain * drawn[name]) for name in drawn)
        assert read_number(knobs["gain"].field.text()) == gain
        assert read_number(knobs["input_scale"].field.text()) == scale
        assert np.isclose(np.abs(shown.run.value("x")).max(), scale)
        assert knobs["silent"].field.text() == str(shown.run.steps - len(words)) == str(silent)
        assert knobs["gain"].slider.value() == round(400 * gain / GAIN[1])
        span = np.log(INPUT_SCALE[1] / INPUT_SCALE[0])
        assert knobs["input_scale"].slider.value() == round(400 * np.log(scale / INPUT_SCALE[0]) / span)
    assert [plain_label(knobs[key]) for key in ("gain", "input_scale", "silent")] == [
        "Recurrent gain", "Input scale", "Silent steps after",
    ]  # fmt: skip


ENDS = (
    ("gain", ("0", "4", "1,5"), ("4.01", "-0.01", "")),
    ("keep_bias", ("-4", "+6", "−1/2"), ("6.01", "-4.01", "x")),
    ("input_scale", ("0.01", "10"), ("0.0099", "10.1", "0")),
    ("silent", ("0", "500"), ("501", "-1", "NaN")),
)


def test_a_typed_number_is_taken_up_to_the_ends_and_not_beyond(seen: MainWindow) -> None:
    for key, good, bad in ENDS:
        check_ends(seen, key, good, bad)


def check_ends(seen: MainWindow, key: str, good: tuple[str, ...], bad: tuple[str, ...]) -> None:
    knob, said, moved = seen.experiment.knobs[key], list[str](), list[float]()
    knob.refused.connect(said.append)
    knob.moved.connect(moved.append)
    for text in good:
        knob.field.setText(text)
        knob.field.setModified(True)
        knob.field.editingFinished.emit()
        settle()
        assert moved[-1] == read_number(text) and not said
        assert read_number(knob.field.text()) == read_number(text)
    before = knob.field.text()
    for text in bad:
        knob.field.setText(text)
        knob.field.setModified(True)
        knob.field.editingFinished.emit()
        low, high = (knob._bounds.text(end) for end in (knob._bounds.low, knob._bounds.high))
        wrong = f"“{text}” is not a number." if read_number(text) is None else f"{text} lies outside {low} to {high}."
        assert said.pop() == wrong and knob.field.text() == before and len(moved) == len(good)


# numbers in squares ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("hidden", "written"), [(2, True), (4, True), (5, False)])
def test_few_squares_have_their_numbers(fresh_window: Make, heard: Listener, hidden: int, written: bool) -> None:
    window = fresh_window(Setup.of("lstm", hidden=hidden, sequence=SENTENCE))
    window.resize(1920, 1080)
    simulation(window).set_grain("step")
    settle()
    window.stage.grab()
    told, units = heard.of(window.stage, "cell"), dict[str, list[int | None]]()
    for fact in told:
        if fact.what == "strip":
            current = units.setdefault(fact.of, [])
        elif fact.what == "number":
            current.append(fact.unit)
    gates = [line.root for line in simulation(window).cell.lines if line.name in ("f", "i", "o")]
    for shape in window.stage.picture.shapes:
        if shape.node in gates:
            assert units[shape.key] == (list(range(hidden)) if written else [])
