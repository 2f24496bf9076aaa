"""Building and changing experiments; what does not fit is refused in a sentence, and no warning escapes."""

import numpy as np
import pytest

from rnnviz.engine import CELLS, Experiment, ExperimentError, simulate
from rnnviz.engine.experiments.start import INITIALISERS, initial_params
from tests.engine.cases import cell, experiment

LSTM = CELLS["lstm"]
X = np.ones((4, 3))


@pytest.mark.parametrize(
    "change, words",
    [
        ({"hidden": 0}, "hidden size"), ({"hidden": 70_000}, "hidden size"), ({"hidden": 2.5}, "hidden size"),
        ({"hidden": True}, "hidden size"), ({"hidden": "8"}, "hidden size"), ({"output": 0}, "output size"),
        ({"inputs": np.ones(3)}, "inputs must be"), ({"inputs": np.ones((0, 3))}, "not empty"),
        ({"inputs": np.ones((2, 2, 2, 2))}, "inputs must be"), ({"inputs": [[1.0], [2.0, 3.0]]}, "rectangular"),
        ({"inputs": [["a"]]}, "rectangular"), ({"inputs": [[np.nan]]}, "not finite"),
        ({"inputs": [[1j]]}, "rectangular"), ({"inputs": None}, "rectangular"),
        ({"inputs": [[1e300]], "dtype": "float32"}, "not finite"), ({"dtype": "float16"}, "dtype"),
        ({"loss": "first"}, "loss"), ({"init": "unifrom"}, "did you mean uniform?"),
        ({"start": {"hh": 0}}, "did you mean h?"), ({"start": {"h": [1, 2]}}, "8 numbers"),
        ({"start": {"h": "one"}}, "8 numbers"), ({"start": {"h": np.nan}}, "not finite"),
        ({"start": {"h": None}}, "8 numbers"), ({"labels": ["a"]}, "labels"),
    ],
    ids=str,
)  # fmt: skip
def test_a_build_is_refused(change, words):
    with pytest.raises(ExperimentError, match=words):
        Experiment.build(LSTM, **{"hidden": 8, "inputs": X, **change})


@pytest.mark.parametrize(
    "name, value, words",
    [
        ("W_q", np.ones((8, 3)), "did you mean W_"), ("W_f", np.ones((3, 8)), "shape"), ("W_f", 1.0, "shape"),
        ("W_f", "text", "must be numbers"), ("W_f", [[1, 2], [3]], "must be numbers"), ("W_f", None, "must be numbers"),
        ("W_f", np.ones((8, 3)) * 1j, "must be numbers"), ("f", np.ones(8), "not a parameter"),
    ],
    ids=str,
)  # fmt: skip
def test_parameters_that_do_not_fit(name, value, words):
    with pytest.raises(ExperimentError, match=words):
        experiment(LSTM, 8, 3, 4).with_params({name: value})


@pytest.mark.parametrize(
    "name, index, value, words",
    [
        ("W_f", (8, 0), 1.0, "no entry"), ("W_f", 0, 1.0, "not the place"), ("b_f", (0, 0), 1.0, "not the place"),
        ("b_f", 8, 1.0, "no entry"), ("b_f", 1.5, 1.0, "not the place"), ("b_f", slice(2), 1.0, "not the place"),
        ("b_f", "a", 1.0, "not the place"), ("b_f", None, 1.0, "not the place"), ("b_f", 0, "a", "takes a number"),
        ("b_f", 0, [1.0], "takes a number"), ("b_f", 0, 1j, "takes a number"), ("b_q", 0, 1.0, "not a parameter"),
    ],
    ids=str,
)  # fmt: skip
def test_a_value_that_does_not_fit(name, index, value, words):
    with pytest.raises(ExperimentError, match=words):
        experiment(LSTM, 8, 3, 4).with_value(name, index, value)


def test_a_change_is_a_new_experiment_and_shares_the_rest():
    exp = experiment(LSTM, 8, 3, 4)
    changed = exp.with_value("b_f", 2, 3.0).with_value("W_f", (0, 1), 0.5)
    assert changed.params["b_f"][2] == 3.0 and changed.params["W_f"][0, 1] == 0.5
    assert exp.params["b_f"][2] != 3.0
    assert changed.params["U_o"] is exp.params["U_o"]
    for array in (*changed.params.values(), changed.inputs, *changed.start.values()):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0.0
    with pytest.raises(TypeError):
        changed.params["b_f"] = 0.0
    given = np.ones((8, 3))
    mine = exp.with_params({"W_f": given})
    given[:] = 7.0
    assert (mine.params["W_f"] == 1.0).all()


def test_a_batch_and_a_start_for_each_sample():
    start = np.arange(16.0).reshape(2, 8) / 20
    exp = Experiment.build(LSTM, 8, np.ones((4, 2, 3)), start={"c": start})
    assert np.array_equal(simulate(exp).value("c_prev")[0], start)
    assert simulate(exp).norms("h").shape == (4, 2)
    with pytest.raises(ExperimentError, match="loss_grad has shape"):
        simulate(exp, loss_grad=np.ones((4, 8)))
    with pytest.raises(ExperimentError, match="loss_grad must be numbers"):
        simulate(exp, loss_grad="dh")
    with pytest.raises(ExperimentError, match="loss"):
        exp.with_loss("mean")


def test_names_that_a_run_does_not_know():
    run = simulate(experiment(LSTM, 4, 3, 5))
    for call in (run.value, run.grad, run.norms, run.norm_states, run.inner, run.flow, run.value_states):
        with pytest.raises(ExperimentError, match="did you mean written"):
            call("writen")
    for call, words in (
        (lambda: run.grad("c", into="i"), "does not read"), (lambda: run.grad("f_prev"), "not a line"),
        (lambda: run.inner("kept"), "not an activation"), (lambda: run.param_grads_by_step("Q"), "not a parameter"),
        (lambda: run.jacobian("q", 0), "not a line"), (lambda: run.jacobian("h", 5), "no step 5"),
        (lambda: run.jacobian("h", 0, sample=1), "no sequence 1"), (lambda: run.flow("h", sample=-1), "no sequence"),
        (lambda: run.flow("h", norm="max"), "norm must be"), (lambda: run.flow("h", at=[3, 1]), "rising"),
        (lambda: run.flow("h", at=[0, 5]), "rising"), (lambda: run.flow("h", at=[0.5]), "rising"),
        (lambda: run.eigenvalues("W_f"), "not a square matrix"), (lambda: run.eigenvalues("b_f"), "not a square"),
        (lambda: run.eigenvalues("Q"), "not a square matrix"),
    ):  # fmt: skip
        with pytest.raises(ExperimentError, match=words):
            call()


def test_weights_that_are_not_numbers_any_more_do_not_raise_or_warn():
    for odd in (np.nan, np.inf, 1e308):
        run = simulate(experiment(LSTM, 3, 2, 6).with_value("U_f", (0, 0), odd).with_value("W_g", (1, 1), odd))
        for name in (*run.cell.by_name, "x", "c_prev"):
            assert set(run.norm_states(name)) <= {"finite", "zero", "saturated", "underflow", "overflow", "nan"}
            assert set(run.value_states(name)) <= {"finite", "overflow", "nan"}
        run.flow("h"), run.flow("h", norm="spectral"), run.param_grads, run.loss, run.bound()
        run.eigenvalues("U_f"), run.eigenvalues(None, 2)


# initial weights ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("init", INITIALISERS)
def test_initialisers(init):
    exp = Experiment.build(LSTM, 16, np.ones((2, 4)), seed=3, init=init)
    again = Experiment.build(LSTM, 16, np.ones((5, 4)), seed=3, init=init)
    other = Experiment.build(LSTM, 16, np.ones((5, 4)), seed=4, init=init)
    for name, value in exp.params.items():
        assert np.array_equal(value, again.params[name])
        assert np.isfinite(value).all()
    u = exp.params["U_f"]
    assert np.array_equal(u, other.params["U_f"]) == (init in ("zeros", "identity"))
    assert (exp.params["b_f"] == 1.0).all()  # the forget bias of the cell file, by any initialiser
    assert not exp.params["b_i"].any()
    if init == "uniform":
        assert np.abs(u).max() <= 0.25 and np.abs(u).max() > 0.2
    if init == "orthogonal":
        assert np.allclose(u @ u.T, np.eye(16), atol=1e-12)
        assert np.allclose(exp.params["W_f"].T @ exp.params["W_f"], np.eye(4), atol=1e-12)
    if init == "identity":
        assert np.array_equal(u, np.eye(16))


def test_a_new_word_or_a_new_parameter_changes_no_other_number():
    def drawn(labels, typed=LSTM):
        sizes = {"hidden": 4, "input": len(labels), "output": 4}
        return initial_params(typed, sizes, seed=5, labels=labels)

    few, many = drawn(["to", "on"]), drawn(["to", "new", "on"])
    assert np.array_equal(few["W_f"], many["W_f"][:, [0, 2]])
    assert np.array_equal(few["U_f"], many["U_f"])
    more = drawn(["to", "on"], cell(LSTM.text.split("'''")[1].replace("h = o", "z = U_z @ h_prev\nh = z + o")))
    assert np.array_equal(few["U_f"], more["U_f"])


def test_sizes_follow_from_use():
    jordan = cell("h = sigmoid(W @ x + U @ y_prev + b)\ny = V @ h + d")
    assert dict(jordan.params) == {
        "W": ("hidden", "input"), "U": ("hidden", "output"), "b": ("hidden",),
        "V": ("output", "hidden"), "d": ("output",),
    }  # fmt: skip
    exp = Experiment.build(jordan, 3, np.ones((4, 2)), output=5)
    assert simulate(exp).outputs.shape == simulate(exp).value("y").shape == (4, 5)
    assert simulate(experiment(CELLS["rnn"])).outputs is None
    assert list(CELLS["lstm"].params)[:3] == ["W_f", "U_f", "b_f"]
