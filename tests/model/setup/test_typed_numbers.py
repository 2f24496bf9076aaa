"""One rule for knobs and typed numbers: a number typed is in force at once, and knobs act on everything."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.engine.networks.layer import prefix_of
from rnnviz.io.document import load
from rnnviz.model.setup.choices import Edit, LayerChoice
from rnnviz.model.setup.keep_bias import bias_in_force, with_keep_bias
from rnnviz.model.setup.runs import runs_of
from rnnviz.model.setup.setup import Setup
from rnnviz.model.setup.weights import Weights

GOLDEN = Path(__file__).parents[2] / "io" / "golden"
numbers = st.floats(-1e6, 1e6, allow_nan=False)
gains = st.floats(0.0, 4.0)


def params(setup: Setup) -> dict[str, np.ndarray]:
    return dict(runs_of(setup)[0][0].experiment.params)


@settings(deadline=None, max_examples=60)
@given(value=numbers, gain=gains, name=st.sampled_from(["U_f", "W_f", "b_f"]))
def test_what_was_typed_is_in_force_at_every_gain(value: float, gain: float, name: str) -> None:
    setup = Setup(weights=Weights(gain=gain))
    before, index = params(setup), (1, 2) if name != "b_f" else (1,)
    after = params(setup.with_edit(Edit(name, index, value)))
    assert after[name][index] == pytest.approx(value, rel=1e-15)
    after[name] = after[name].copy()
    after[name][index] = before[name][index]
    for key in before:
        assert after[key] == pytest.approx(before[key], rel=1e-15, abs=0), "no other number changes"


def test_the_gain_multiplies_typed_numbers() -> None:
    setup = Setup().with_edit(Edit("U_f", (1, 2), 0.5)).with_edit(Edit("W_f", (1, 2), 0.5))
    louder = params(setup.with_weights(gain=3.0))
    assert (louder["U_f"][1, 2], louder["W_f"][1, 2]) == (1.5, 0.5)


@pytest.mark.parametrize("cell, sign", [("lstm", 1.0), ("gru", -1.0), ("gru_keep", 1.0)])
def test_the_bias_knob_says_what_is_in_force_and_sets_it(cell: str, sign: float) -> None:
    setup = Setup.of(cell, 2)
    keep = setup.cell.keep
    assert keep is not None and not bias_in_force(setup, 0).typed
    for unit in range(2):
        setup = setup.with_edit(Edit(keep.bias, (unit,), sign * 10.0))
    found = bias_in_force(setup, 0)
    assert (found.value, found.typed, found.even) == (10.0, True, True)
    assert not bias_in_force(setup.with_edit(Edit(keep.bias, (0,), 2.0)), 0).even
    turned = with_keep_bias(setup, 3.0)
    assert params(turned)[keep.bias] == pytest.approx(sign * 3.0)
    assert not bias_in_force(turned, 0).typed
    again = turned.with_edit(Edit(keep.bias, (1,), sign * 7.0))
    assert params(again)[keep.bias] == pytest.approx([sign * 3.0, sign * 7.0])
    assert bias_in_force(again, 0).value == pytest.approx(5.0)


def test_the_knob_reaches_both_directions_and_every_layer() -> None:
    stack = Setup((LayerChoice("lstm", hidden=2, direction="both"), LayerChoice("gru", hidden=2)))
    stack = stack.with_edit(Edit("b_f", (0,), 5.0, 0, "backward")).with_edit(Edit("b_z", (0,), 5.0, 1))
    assert bias_in_force(stack, 0).typed and bias_in_force(stack, 1).typed
    net = with_keep_bias(stack, 2.0).network()
    found = [net.params[name] for name in ("0.b_f", prefix_of(0, "backward") + "b_f", "1.b_z")]
    assert found[0] == pytest.approx(2.0) and found[1] == pytest.approx(2.0) and found[2] == pytest.approx(-2.0)


def test_resetting_knobs_and_forgetting_numbers_are_two_things() -> None:
    plain = Setup()
    typed = plain.with_edit(Edit("W_f", (0, 0), 7.0)).with_edit(Edit("U_f", (0, 0), 2.0))
    turned = replace(typed.with_weights(gain=2.0), input_scale=3.0)
    assert turned.reset() == typed
    assert turned.forgotten() == replace(plain.with_weights(gain=2.0), input_scale=3.0)
    assert turned.reset().forgotten() == plain


def test_the_hand_written_cell_keeps_its_numbers_when_knobs_go_back() -> None:
    setup = load(GOLDEN / "lstm-by-hand.rnnviz").setup
    assert bias_in_force(setup, 0).value == 10.0
    c = [row[0][0] for row in runs_of(setup.reset())[0][0].value("c")[:, None]]
    assert np.ravel(c) == pytest.approx([3, 7, 7, 7, 0], abs=1e-3)
