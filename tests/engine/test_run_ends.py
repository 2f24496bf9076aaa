"""A run at its edges: which steps and samples may be asked for, what is refused and with which numbers."""

from __future__ import annotations

import pickle
from dataclasses import replace

import numpy as np
import pytest

from rnnviz.engine import CELLS, ExperimentError, simulate
from rnnviz.engine.frozen import locked
from tests.engine.cases import cell, experiment, loss_grad

STEPS = 4


@pytest.fixture(scope="module")
def run():
    return simulate(experiment(CELLS["lstm"], hidden=3, width=2, steps=STEPS))


def refusal(act: object, *given: object, **named: object) -> tuple[str, dict[str, object]]:
    with pytest.raises(ExperimentError) as caught:
        act(*given, **named)  # type: ignore[operator]
    return caught.value.why.key, dict(caught.value.why.values)


def test_the_loss_is_what_the_steps_with_a_loss_give() -> None:
    exp = experiment(CELLS["rnn"], hidden=4, steps=3)
    h = simulate(exp).value("h")
    assert simulate(exp).loss == pytest.approx(h[-1].sum() / 2) and simulate(
        exp.with_loss("every")
    ).loss == pytest.approx(h.sum() / 2)
    given = loss_grad(exp)
    assert simulate(exp, given).loss == simulate(exp).with_loss_grad(given).loss == pytest.approx((h * given).sum())
    wild = simulate(experiment(cell("a = 1e200 * (W @ x)\nh = a * a + 0 * h_prev"), 2, 1, 2).with_loss("every"))
    only_last = wild.with_loss_grad(np.array([[0.0, 0.0], [0.0, 0.0]]))
    assert np.isinf(wild.value("h")).all() and only_last.loss == 0.0  # a step without loss contributes nothing
    assert wild.overflowed and not simulate(exp).overflowed


def test_which_steps_the_loss_comes_in_at(run) -> None:
    assert run.fed.tolist() == [False, False, False, True] and not run.fed.flags.writeable
    assert simulate(run.experiment.with_loss("every")).fed.all()


@pytest.mark.parametrize("at", [[], [0], [3], [0, 3], [1, 2], range(STEPS)])
def test_a_map_of_some_steps(run, at: object) -> None:
    chosen = list(at)  # type: ignore[call-overload]
    found = run.flow("c", at=np.array(chosen, int))
    np.testing.assert_allclose(found, run.flow("c")[np.ix_(chosen, chosen)], rtol=1e-12)
    assert found.shape == (len(chosen),) * 2 and not found.flags.writeable


@pytest.mark.parametrize("at", [[-1, 2], [0, STEPS], [2, 1], [1, 1], [0.0, 1.0], [[0, 1]], [True, False]])
def test_steps_of_a_map_rise_and_are_there(run, at: object) -> None:
    assert refusal(run.flow, "c", at=at) == ("at.rising", {"last": STEPS - 1})


def test_steps_and_samples_that_are_not_there(run) -> None:
    for t in (-1, STEPS):
        wanted = ("step.unknown", {"step": t, "last": STEPS - 1})
        assert refusal(run.jacobian, "h", t) == wanted and refusal(run.eigenvalues, "h", t) == wanted
        assert refusal(run.flow_pair, "h", t, 0) == wanted and refusal(run.flow_pair, "h", 0, t) == wanted
    for sample in (-1, 1):
        assert refusal(run.flow, "h", sample=sample) == ("sample.unknown", {"sample": sample, "count": 1})
    assert run.jacobian("h", STEPS - 1).shape == (3, 3) and run.jacobian(t=1).shape == (6, 6)
    for norm in ("max", ""):
        assert (
            refusal(run.flow, "h", norm) == refusal(run.flow_pair, "h", 1, 0, norm) == ("norm.unknown", {"norm": norm})
        )


def test_one_pair_on_and_above_the_diagonal(run) -> None:
    for name, size in (("h", 3), (None, 6)):
        assert run.flow_pair(name, 2, 2) == run.flow_pair(name, 2, 2, "rms") == 0.0
        assert run.flow_pair(name, 2, 2, "frobenius") == pytest.approx(np.log10(size) / 2)
        assert run.flow_pair(name, 1, 2) == -np.inf
        for norm in ("frobenius", "spectral", "rms"):
            whole = run.flow(name, norm)
            assert whole[2, 2] == run.flow_pair(name, 2, 2, norm) and np.isneginf(whole[1, 2])
            assert whole[2, 1] == pytest.approx(run.flow_pair(name, 2, 1, norm), abs=1e-12)
    np.testing.assert_allclose(
        run.flow("h", "frobenius")[2, 1] - np.log10(3) / 2, run.flow("h", "rms")[2, 1], rtol=1e-12
    )


def test_eigenvalues_of_steps_and_of_square_parameters(run) -> None:
    values = run.eigenvalues("U_f")
    np.testing.assert_allclose(
        np.sort_complex(values), np.sort_complex(np.linalg.eigvals(run.experiment.params["U_f"]))
    )
    assert run.eigenvalues("U_f") is values and run.eigenvalues("c", 2) is run.eigenvalues("c", 2)
    assert run.eigenvalues("c", 2) is not run.eigenvalues("c", 1) and run.eigenvalues(None, 2).shape == (6,)
    assert not values.flags.writeable and values.dtype == complex
    for matrix in ("W_f", "b_f", "Q"):
        assert refusal(run.eigenvalues, matrix) == ("matrix.square", {"matrix": matrix, "cell": "LSTM"})
    broken = simulate(run.experiment.with_value("U_f", (0, 0), np.nan))
    assert np.isnan(broken.eigenvalues("U_f")).all() and broken.eigenvalues("U_f").shape == (3,)


def test_states_are_stacked_in_the_order_of_the_cell(run) -> None:
    assert list(run.spans) == list(run.cell.states)
    assert sorted((s.start, s.stop) for s in run.spans.values()) == [(0, 3), (3, 6)]
    np.testing.assert_allclose(run.jacobian(t=2)[run.spans["c"], run.spans["c"]], run.jacobian("c", 2), atol=1e-15)
    both = np.hypot(10.0 ** run.norms("h"), 10.0 ** run.norms("c"))
    np.testing.assert_allclose(10.0 ** run.norms(), both, rtol=1e-12)


def test_the_only_sequence_of_a_batch_is_read_without_its_axis() -> None:
    one = simulate(experiment(CELLS["gru"], hidden=3, steps=STEPS, batch=1))
    alone = one.alone()
    np.testing.assert_array_equal(alone.value("h"), one.value("h")[:, 0])
    np.testing.assert_array_equal(alone.grad("h"), one.grad("h")[:, 0])
    assert one.alone()._gradients is one._gradients  # made already, and not again
    two = simulate(experiment(CELLS["gru"], hidden=3, steps=STEPS, batch=2))
    assert refusal(two.alone) == ("batch.single", {"count": 2})


def test_what_is_saturated_is_told_from_what_is_nothing() -> None:
    exp = experiment(CELLS["rnn_relu"], hidden=2, steps=3).with_params({"b": np.array([-50.0, -50.0])})
    run = simulate(exp)
    assert run.norm_states("x").tolist() == ["saturated"] * 3 and run.norm_states("h").tolist() == ["saturated"] * 2 + [
        "finite"
    ]
    assert np.isneginf(run.norms("x")).all()
    linear = simulate(experiment(CELLS["rnn_linear"], hidden=2, steps=3).with_params({"U": np.zeros((2, 2))}))
    assert linear.norm_states("h").tolist() == ["zero", "zero", "finite"]
    assert run.norm_states("h") is not None and not run.norm_states("h").flags.writeable


def test_values_have_typed_states() -> None:
    squared = experiment(cell("a = 1e200 * (W @ x)\nh = a * a + U @ h_prev"), 2, 1, 3)
    x = np.array([[0.0], [1.0], [0.0]])
    wild = simulate(replace(squared, inputs=locked(x[:, None])))
    assert wild.value_states("h").tolist()[:2] == ["finite", "overflow"]
    assert wild.value_states("a").tolist() == ["finite"] * 3
    broken = simulate(squared.with_value("W", (0, 0), np.nan))
    assert broken.value_states("a").tolist() == ["overflow" if broken.overflowed else "nan"] * 3
    plain = simulate(experiment(CELLS["rnn"], 2, 1, 3).with_value("b", 0, np.nan))
    assert plain.value_states("h").tolist() == ["nan"] * 3 and not plain.value_states("h").flags.writeable


def test_no_bound_where_it_does_not_hold(run) -> None:
    exp = experiment(CELLS["rnn"], hidden=3, steps=STEPS)
    plain = simulate(exp)
    assert plain.bound() is not None and plain.bound_factors() is not None and not plain.bound().flags.writeable
    for other in (simulate(exp.hold("h", 0.5, slice(0, 1))), simulate(exp.with_loss("every")), run,
                  simulate(experiment(CELLS["rnn"], hidden=3, steps=STEPS, batch=1))):  # fmt: skip
        assert other.bound() is None and other.bound_factors() is None
    beta_f, beta_w = plain.bound_factors()
    assert beta_f == pytest.approx((1 - plain.value("h") ** 2).max()) and beta_w == pytest.approx(
        np.linalg.norm(exp.params["U"], 2)
    )
    steps = np.arange(STEPS - 1, -1, -1)
    np.testing.assert_allclose(plain.bound(), plain.norms("h")[-1] + steps * np.log10(beta_f * beta_w), rtol=1e-12)


def test_a_run_is_its_own_copy_and_is_made_again_elsewhere(run) -> None:
    import copy

    assert copy.copy(run) is run and copy.deepcopy(run) is run
    own = pickle.loads(pickle.dumps(run))
    np.testing.assert_array_equal(own.grad("h"), run.grad("h"))
    assert run.__reduce__()[1][1] is None
    given = simulate(run.experiment, loss_grad(run.experiment))
    again = pickle.loads(pickle.dumps(given))
    np.testing.assert_array_equal(again.grad("c"), given.grad("c"))
    assert again.loss == given.loss != run.loss


def test_what_a_run_says_of_names_it_does_not_know(run) -> None:
    for act in (run.value, run.grad, run.norms, run.jacobian, run.flow):
        key, values = refusal(act, "ff")
        assert key == "line.unknown" and values["name"] == "ff" and values["cell"] == "LSTM" and values["hint"]
    assert refusal(run.inner, "c") == ("activation.none", {"name": "c"})
    assert refusal(run.paths, "o")[0] == "paths.state"
    np.testing.assert_allclose(np.tanh(run.inner("g")), run.value("g"), rtol=1e-14)
    assert run.value("c_prev").shape == (STEPS, 3) and run.value("x").shape == (STEPS, 2) and run.outputs is None
    assert (run.steps, run.hidden) == (STEPS, 3)


def test_a_cell_without_states_is_asked_for_its_output() -> None:
    run = simulate(experiment(cell("h = tanh(W @ x + b)"), hidden=3, steps=3))
    np.testing.assert_array_equal(run.norms(), run.norms("h"))
    assert run.jacobian(t=1).shape == (3, 3) and not run.jacobian(t=1).any() and run.flow().shape == (3, 3)
    assert np.isneginf(run.flow()[2, 0]) and run.flow_pair(None, 2, 0) == -np.inf
