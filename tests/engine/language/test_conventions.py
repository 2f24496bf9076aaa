"""Cells that are each other under another convention, and the runs that can be checked by hand."""

import numpy as np
import pytest

from rnnviz.engine import CELLS, Experiment, simulate
from tests.engine.cases import experiment

EXACT = {"rtol": 0, "atol": 1e-13}


def same_run(exp: Experiment, key: str, **changed: np.ndarray):
    """The run of another cell on the same input, start and parameters, some of them changed."""
    cell = CELLS[key]
    start = {name: value[0] for name, value in exp.start.items() if name in cell.states}
    other = Experiment.build(cell, exp.hidden, exp.inputs[:, 0], start=start)
    params = {name: changed.get(name, exp.params.get(name)) for name in cell.params}
    return simulate(other.with_params(params))


@pytest.mark.parametrize(("one", "two"), [("gru", "gru_keep"), ("gru_reset_after", "gru_reset_after_replace")])
def test_z_becomes_one_minus_z_when_its_weights_change_sign(one, two):
    exp = experiment(CELLS[one])
    run, other = simulate(exp), same_run(exp, two, **{n: -exp.params[n] for n in ("W_z", "U_z", "b_z")})
    np.testing.assert_allclose(other.value("z"), 1 - run.value("z"), **EXACT)
    for name in ("r", "past", "n", "keep", "kept", "written", "h"):
        np.testing.assert_allclose(other.value(name), run.value(name), **EXACT)
    assert CELLS[one].keep.sign == -CELLS[two].keep.sign
    assert not np.allclose(same_run(exp, two).value("h"), run.value("h"))


def test_coupled_gates_are_an_lstm_whose_input_gate_mirrors_the_forget_gate():
    exp = experiment(CELLS["lstm_coupled"])
    mirrored = {f"{n}_i": -exp.params[f"{n}_f"] for n in "WUb"}
    for name in ("f", "i", "g", "c", "o", "h"):
        expected = simulate(exp).value(name)
        np.testing.assert_allclose(same_run(exp, "lstm", **mirrored).value(name), expected, **EXACT)


def test_without_peepholes_it_is_the_lstm():
    exp = experiment(CELLS["lstm"])
    blind = {name: np.zeros(exp.hidden) for name in ("p_f", "p_i", "p_o")}
    for name in CELLS["lstm"].by_name:
        expected = simulate(exp).value(name)
        np.testing.assert_allclose(same_run(exp, "lstm_peephole", **blind).value(name), expected, **EXACT)


def test_the_output_gate_peeks_at_the_new_memory_and_the_others_at_the_old():
    run = simulate(experiment(CELLS["lstm_peephole"]))
    params, x, h = run.experiment.params, run.value("x"), run.value("h_prev")
    for gate, seen in (("f", "c_prev"), ("i", "c_prev"), ("o", "c")):
        inner = x @ params[f"W_{gate}"].T + h @ params[f"U_{gate}"].T + params[f"b_{gate}"]
        inner = inner + params[f"p_{gate}"] * run.value(seen)
        np.testing.assert_allclose(run.value(gate), 1 / (1 + np.exp(-inner)), **EXACT)


def test_without_a_forget_gate_it_is_the_lstm_that_always_keeps():
    exp = experiment(CELLS["lstm"]).hold("f", 1.0)
    np.testing.assert_allclose(same_run(exp, "lstm_1997").value("h"), simulate(exp).value("h"), **EXACT)


def test_independent_units_are_a_relu_network_with_a_diagonal_matrix():
    exp = experiment(CELLS["indrnn"])
    diagonal = same_run(exp, "rnn_relu", U=np.diag(exp.params["u"]))
    np.testing.assert_allclose(diagonal.value("h"), simulate(exp).value("h"), **EXACT)


def test_a_feedforward_layer_is_a_network_without_its_recurrent_matrix():
    exp = experiment(CELLS["feedforward"])
    cut = same_run(exp, "rnn", U=np.zeros((5, 5)))
    np.testing.assert_allclose(cut.value("h"), simulate(exp).value("h"), **EXACT)


@pytest.mark.parametrize(
    ("inputs", "hidden", "outputs"),
    [([1, 1, 2], [2, 6, 16], [4, 12, 32]), ([2, 1, 1], [4, 10, 22], [8, 20, 44])],
)
def test_a_memory_of_ones(inputs, hidden, outputs):
    """Two linear units, every weight 1, no bias, and a linear read-out of ones."""
    exp = Experiment.build(CELLS["rnn_linear"], 2, np.outer(inputs, [1.0, 1.0]))
    h = simulate(exp.with_params({"W": np.ones((2, 2)), "U": np.ones((2, 2))})).value("h")
    assert np.array_equal(h, np.outer(hidden, [1, 1]))
    assert np.array_equal(h @ np.ones((2, 2)).T, np.outer(outputs, [1, 1]))
