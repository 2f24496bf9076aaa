"""What is printed is what was computed, and it adds up: the printed digits are read back and worked out again."""

import math
import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.engine import CELLS, Cell, Experiment, simulate
from rnnviz.engine.language.several import MIXINGS
from rnnviz.model.figures.rounding import Precision
from rnnviz.model.reading import focus as focuses
from rnnviz.model.reading.focus import Focus, coupled, focus, kept_share, main_line, of_key, on_belt, slope_reading
from rnnviz.model.reading.reading import Bit, Bits, forward, forward_node
from rnnviz.model.reading.reading_backward import backward, backward_node
from rnnviz.model.story.cursor import Cursor
from tests.model.reading.printed import NUMBER, allowed, python, slack, worked_out

KEYS = list(CELLS)


def said(bits: Bits) -> str:
    """Bits in plain characters; names of parts ("via f") are left out."""
    return "".join(bit.text for bit in bits)


def check(reading, value: float) -> None:
    """The value is the engine's; every equals sign holds for the printed digits."""
    sides = [python(said(step.bits)) for step in reading.steps] + [python(said(reading.value))]
    if not all(math.isfinite(v) for v in (value, reading.number)) or any("∞" in s or "NaN" in s for s in sides):
        return
    assert reading.number == pytest.approx(value, rel=1e-9, abs=1e-300)
    assert abs(worked_out(sides[-1]) - value) <= slack(NUMBER.search(sides[-1])[0]) * (1 + 1e-9)
    for k, (left, right) in enumerate(pairwise(sides)):
        if reading.steps[k].joins:
            assert abs(worked_out(left) - worked_out(right)) <= allowed(right), (left, right)
        if reading.steps[k].ends:
            assert abs(worked_out(left) - worked_out(sides[-1])) <= allowed(sides[-1]), (left, sides[-1])


def run_of(key: str, seed: int = 0, hidden: int = 4, steps: int = 6, scale: float = 1.0, gain: float = 1.0):
    rng = np.random.default_rng(seed)
    exp = Experiment.build(CELLS[key], hidden, scale * rng.normal(size=(steps, 3)), seed=seed, loss="every")
    return simulate(exp.with_params({name: gain * exp.params[name] for name in CELLS[key].recurrent}))


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(KEYS), st.integers(0, 10_000), st.sampled_from([0.01, 1.0, 30.0]), st.sampled_from([0.1, 1.0, 4.0])
)
def test_every_printed_line_adds_up(key: str, seed: int, scale: float, gain: float) -> None:
    run = run_of(key, seed, scale=scale, gain=gain)
    for t in range(run.steps):
        for line in run.cell.lines:
            unit = (seed + t) % run.value(line.name).shape[-1]
            check(forward(run, line.name, t, unit), run.value(line.name)[t, unit])
            check(backward(run, line.name, t, unit), run.grad(line.name)[t, unit])
        for state in run.cell.states:
            check(backward(run, f"{state}_prev", t, 0), run.grad(f"{state}_prev")[t, 0])
            check(forward(run, f"{state}_prev", t, 0), run.value(f"{state}_prev")[t, 0])


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(KEYS), st.integers(0, 10_000))
def test_every_wire_and_inner_value_adds_up(key: str, seed: int) -> None:
    run = run_of(key, seed)
    inside = [n for n in run.cell.nodes if n.op not in ("param", "const", "x")]
    for node in inside:
        check(forward_node(run, node.id, 3, 1), run.node_value(node.id)[3, 1])
        check(backward_node(run, node.id, 3, 1), run.node_grad(node.id)[3, 1])


@pytest.mark.parametrize("key", KEYS)
def test_numbers_stand_for_the_names_before_them(key: str) -> None:
    run = run_of(key)
    one_unit = [line for line in run.cell.lines if not any(node.op in MIXINGS for node in line.expr.walk())]
    for line in one_unit:
        reading = forward(run, line.name, 3, 2)
        plain_names = all(bit.offset is not None for bit in reading.symbols if bit.kind == "name")
        if not plain_names or not reading.steps:
            continue
        names = [bit for bit in reading.symbols if bit.kind == "name"]
        numbers = [bit for bit in reading.steps[0].bits if bit.kind == "number"]
        assert [(b.name, b.role) for b in names] == [(b.name, b.role) for b in numbers]
        for name, number in zip(names, numbers, strict=True):
            value = run.value(name.name if name.offset == 0 else f"{name.name}_prev")[3, 2]
            printed = abs(worked_out(python(number.text)))
            assert abs(printed - abs(value)) <= slack(NUMBER.search(python(number.text))[0]) + 1e-12


def test_the_line_of_the_mock_up() -> None:
    exp = Experiment.build(CELLS["lstm"], 1, np.zeros((1, 1)), init="zeros", start={"c": [0.66]})
    for line, value in {"f": 0.67, "i": 0.21, "g": -0.60}.items():
        exp = exp.hold(line, value)
    reading = forward(simulate(exp), "c", 0, 0)
    assert said(reading.steps[0].bits) == "0.67 × 0.66 + 0.21 × (−0.60)"
    assert said(reading.value) == "0.32"
    assert [b.role for b in reading.steps[0].bits if b.kind == "number"] == ["forget", "cell", "input", "candidate"]


def test_a_learned_line_shows_its_products_its_sum_and_its_value() -> None:
    run = run_of("lstm")
    reading = forward(run, "f", 2, 0)
    first, second = (said(step.bits) for step in reading.steps)
    exp = run.experiment
    wx = exp.params["W_f"][0] @ run.value("x")[2]
    uh = exp.params["U_f"][0] @ run.value("h_prev")[2]
    numbers = [float(n.group()) for n in NUMBER.finditer(python(first))]
    assert numbers == pytest.approx([abs(wx), abs(uh), 1.0], abs=0.006)
    assert first.startswith("σ(") and second.startswith("σ(") and len(list(NUMBER.finditer(python(second)))) == 1


def test_a_held_line_says_so_and_computes_nothing() -> None:
    run = simulate(run_of("lstm").experiment.hold("f", 1.0, slice(2, 4)))
    held = forward(run, "f", 2, 0)
    assert held.note == "held" and not held.steps and said(held.value) == "1.00"
    assert forward(run, "f", 1, 0).steps
    assert backward(run, "h", 5, 0).note != "none"


def test_nothing_arrives_inside_of_a_held_line_which_is_said_in_one_digit() -> None:
    run = simulate(run_of("lstm").experiment.hold("f", 1.0, slice(2, 4)))
    root = run.cell.by_name["f"].root
    inside = [node.id for node in run.cell.nodes if node.line == "f" and node.id != root and node.op == "matmul"]
    for node in inside:
        found = backward_node(run, node, 2, 0)
        assert (found.note, said(found.value), found.steps) == ("held", "0", ())
        assert backward_node(run, node, 4, 0).note == "arriving"


def test_a_held_reader_passes_nothing_on() -> None:
    run = simulate(run_of("lstm").experiment.hold("kept", 0.5, slice(3, 4)))
    assert backward(run, "c_prev", 3, 0).note == "none"
    assert said(backward(run, "c_prev", 3, 0).value) == "0"
    check(backward(run, "c_prev", 4, 0), run.grad("c_prev")[4, 0])


def test_values_that_are_no_numbers() -> None:
    exp = Experiment.build(CELLS["rnn_linear"], 2, np.ones((800, 1)), seed=1)
    exp = exp.with_params({"U": 10 * np.eye(2)})
    run = simulate(exp)
    assert {said(forward(run, "h", 799, u).value) for u in (0, 1)} <= {"∞", "−∞", "NaN"}
    assert "10" in said(forward(run, "h", 50, 0).value)


def test_a_vanished_gradient_does_not_print_as_zero() -> None:
    exp = Experiment.build(CELLS["rnn"], 3, np.ones((40, 2)), seed=3)
    run = simulate(exp.with_params({"U": 0.01 * exp.params["U"]}))
    shown = said(backward(run, "h", 2, 0).value)
    assert "·10⁻" in shown and run.grad("h")[2, 0] == pytest.approx(worked_out(python(shown)), rel=0.1)


def test_where_the_loss_enters() -> None:
    run = simulate(Experiment.build(CELLS["rnn"], 4, np.ones((5, 2)), seed=3))
    last = backward(run, "h", 4, 0)
    assert "loss" in said(last.symbols) and said(last.value) == "0.50"
    assert "loss" not in said(backward(run, "h", 3, 0).symbols)


def test_an_exponent_under_a_square_gets_brackets() -> None:
    run = run_of("rnn", scale=0.01, gain=0.0)
    texts = [said(step.bits) for t in range(5) for step in backward(run, "a", t, 0).steps]
    assert any(")²" in text for text in texts) and not any(re.search("[⁰-⁹]²", text) for text in texts)


@pytest.mark.parametrize(
    ("places", "value", "wanted"),
    [
        (Precision(), 0.666, "0.67"),
        (Precision(), -0.004, "0.00"),
        (Precision(2), 0.00361, "0.0036"),
        (Precision(), 2.5e7, "2.5·10⁷"),
        (Precision(0, True), 0.0468, "0.047"),
        (Precision(0, True), 0.78, "0.78"),
        (Precision(0, True), -4.96e-3, "−5.0·10⁻³"),
        (Precision(0, True), 0.0, "0"),
        (Precision(), math.inf, "∞"),
        (Precision(), math.nan, "NaN"),
    ],
)
def test_places(places: Precision, value: float, wanted: str) -> None:
    assert places.text(value) == wanted
    if math.isfinite(value):
        assert abs(places.value(value) - value) <= places.slack(places.value(value)) * (1 + 1e-9)


# what the strip speaks about -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "direction", "grain", "line", "wanted"),
    [
        ("lstm", "forward", "step", "f", "c"),
        ("lstm", "forward", "line", "kept", "kept"),
        ("lstm", "backward", "step", "f", "c_prev"),
        ("lstm", "backward", "stage", "kept", "c_prev"),
        ("lstm", "backward", "stage", "o", "h"),
        ("lstm", "backward", "stage", "f", "f"),
        ("gru", "backward", "stage", "keep", "h_prev"),
        ("gru", "backward", "stage", "past", "n"),
        ("rnn", "backward", "stage", "h", "h"),
        ("rnn", "backward", "line", "a", "a"),
    ],
)
def test_the_story_chooses_the_line(key: str, direction: str, grain: str, line: str, wanted: str) -> None:
    cell = CELLS[key]
    cursor = Cursor(0, list(cell.by_name).index(line), direction, grain)
    assert focus(cell, cursor).name == wanted


def test_keys_of_the_picture_choose_another() -> None:
    cell = CELLS["lstm"]
    assert of_key(cell, "line:kept") == Focus("kept")
    assert of_key(cell, "in:c_prev") == Focus("c_prev")
    assert of_key(cell, "in:x") == Focus("x")
    assert of_key(cell, "out:h") == Focus("h")
    assert of_key(cell, f"node:{cell.by_name['c'].root}") == Focus("c")
    wire = next(n.id for n in cell.nodes if n.op == "prev" and n.name == "c")
    assert of_key(cell, f"node:{wire}") == Focus("c_prev", wire)
    for foreign in ("line:z", "node:999", "node:x", "in:q_prev", "nothing"):
        assert of_key(cell, foreign) is None


def test_what_a_unit_keeps() -> None:
    lstm, gru = run_of("lstm"), run_of("gru")
    assert kept_share(lstm, 3, 1) == lstm.value("f")[3, 1]
    assert kept_share(gru, 3, 1) == 1 - gru.value("z")[3, 1]
    assert kept_share(run_of("rnn"), 3, 1) is None
    assert coupled(CELLS["gru"]) and coupled(CELLS["gru_reset_after"]) and not coupled(CELLS["lstm"])
    assert main_line(CELLS["lstm"]) == "c" and main_line(CELLS["gru"]) == "h"
    assert on_belt(CELLS["lstm"], "c") and on_belt(CELLS["gru"], "h") and not on_belt(CELLS["lstm"], "h")


def test_the_slope_of_an_activation() -> None:
    run = run_of("rnn")
    reading = slope_reading(run, "h", 3, 1)
    assert reading is not None
    check(reading, 1 - run.value("h")[3, 1] ** 2)
    assert slope_reading(run, "a", 3, 1) is None and slope_reading(run_of("lstm"), "f", 3, 1) is None


def test_an_input_shows_all_its_numbers() -> None:
    exp = Experiment.build(CELLS["rnn"], 2, np.eye(3))
    reading = forward(simulate(exp), "x", 1, 0)
    assert said(reading.value) == "(0  1  0)" and reading.head == (Bit("name", name="x", offset=0, role="x"),)


def test_a_typed_cell_needs_nothing_special() -> None:
    text = 'name = "q"\nequations = """\nq = W @ x - 0.5 * h_prev\nh = q * tanh(q) + (h_prev - q) * p\n"""\n'
    run = simulate(Experiment.build(Cell.from_text(text), 3, np.ones((4, 2)), seed=5, loss="every"))
    for name in ("q", "h", "h_prev"):
        for t in range(4):
            check(focuses.read(run, Focus(name), t, 0, True), run.grad(name)[t, 0])
            check(focuses.read(run, Focus(name), t, 0, False), run.value(name)[t, 0])
