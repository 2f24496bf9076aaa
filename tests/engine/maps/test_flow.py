"""Jacobians and their products against differences of the values; the vanishing bound."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rnnviz.engine import CELLS, Experiment, simulate
from tests.covering import covering
from tests.engine.cases import cell, experiment
from tests.engine.random_cells import cells

STEPS = 6


def numeric(exp: Experiment, name: str, k: int, sample: int = 0) -> np.ndarray:
    """d(name at every t)/d(name at k) by central differences: hold the line at k a little beside its value."""
    base = simulate(exp).value(name)
    at_k = (base[k] if exp.batched else base[k][None])[sample]
    columns = []
    for unit in range(len(at_k)):
        sides = []
        for step in (1e-5, -1e-5):
            moved = at_k.copy()
            moved[unit] += step
            value = simulate(exp.hold(name, moved, slice(k, k + 1))).value(name)
            sides.append(value[:, sample] if exp.batched else value)
        columns.append((sides[0] - sides[1]) / 2e-5)
    return np.stack(columns, axis=-1)


@pytest.mark.parametrize("key", CELLS)
def test_every_line_against_differences(key):
    exp = experiment(CELLS[key], 3, 2, STEPS)
    run = simulate(exp)
    for name in exp.cell.by_name:
        jacobians = [numeric(exp, name, k) for k in range(STEPS)]
        for norm, order in (("frobenius", None), ("spectral", 2)):
            logs = run.flow(name, norm=norm)
            for t, k in zip(*np.tril_indices(STEPS), strict=True):
                expected = np.linalg.norm(jacobians[k][t], order)
                assert abs(10.0 ** logs[t, k] - expected) < 1e-8 * max(1.0, expected), (norm, name, t, k)
            assert np.isneginf(logs[~np.tri(STEPS, dtype=bool)]).all()
            at = [1, 4, 5]
            assert np.allclose(run.flow(name, norm=norm, at=at), logs[np.ix_(at, at)], atol=1e-12, rtol=0)


@pytest.mark.parametrize("key", CELLS)
def test_with_lines_held_and_of_one_sample_of_a_batch(key):
    exp = experiment(CELLS[key], 3, 2, STEPS, 2)
    for line in [*[*exp.cell.by_name][:2], exp.cell.output]:
        held = exp.hold(line, 0.4, slice(2, 4))
        logs = simulate(held).flow(exp.cell.output, sample=1)
        for k in (0, 1, 4):
            if line == exp.cell.output and k in (2, 3):
                continue
            for t in range(k + 1, STEPS):
                assert abs(10.0 ** logs[t, k] - np.linalg.norm(numeric(held, exp.cell.output, k, 1)[t])) < 1e-8


@pytest.mark.parametrize("key", CELLS)
def test_jacobian_and_eigenvalues(key):
    exp = experiment(CELLS[key], 3, 2, STEPS)
    run = simulate(exp)
    for state in exp.cell.states:
        for t in (0, 3):
            columns = []
            for unit in range(exp.sizes[exp.cell.by_name[state].size]):
                sides = []
                for step in (1e-5, -1e-5):
                    moved = {s: run.value(f"{s}_prev")[t].copy() for s in exp.cell.states}
                    moved[state][unit] += step
                    one = Experiment.build(exp.cell, 3, exp.inputs[t : t + 1, 0], start=moved).with_params(exp.params)
                    sides.append(simulate(one).value(state)[0])
                columns.append((sides[0] - sides[1]) / 2e-5)
            assert np.abs(run.jacobian(state, t) - np.stack(columns, axis=-1)).max() < 1e-8
            expected = np.linalg.eigvals(run.jacobian(state, 2))
            assert np.allclose(np.sort_complex(run.eigenvalues(state, 2)), np.sort_complex(expected))
    for matrix in [m for m in exp.cell.recurrent if len(set(exp.params[m].shape)) == 1]:
        assert np.allclose(run.eigenvalues(matrix), np.linalg.eigvals(exp.params[matrix]))


def test_float32_and_long_flows():
    exp = experiment(CELLS["lstm"], 4, 2, 40, dtype="float32")
    wide = experiment(CELLS["lstm"], 4, 2, 40)
    reached = np.tri(40, dtype=bool)
    assert np.allclose(simulate(exp).flow("h")[reached], simulate(wide).flow("h")[reached], atol=1e-3)


@pytest.mark.parametrize("scale, steps", [(0.01, 900), (50.0, 900)])
@pytest.mark.parametrize("norm", ["frobenius", "spectral"])
def test_products_far_outside_float64(scale, steps, norm):
    eye = {"U": scale * np.linalg.qr(np.random.default_rng(0).normal(size=(3, 3)))[0]}
    exp = Experiment.build(CELLS["rnn_linear"], 3, np.zeros((steps, 1))).with_params(eye)
    at = [0, 1, steps // 2, steps - 1]
    logs = simulate(exp).flow("h", norm=norm, at=at)
    for i, t in enumerate(at):
        for j, k in enumerate(at[: i + 1]):
            expected = (t - k) * np.log10(scale) + (np.log10(3) / 2 if norm == "frobenius" else 0)
            assert abs(logs[i, j] - expected) < 1e-9


def test_a_step_alone_far_outside():
    """One factor of 1e-80 or 1e+80 at every step: rescaling every few steps would be too late."""
    for factor in ("0." + "0" * 79 + "1", "1" + "0" * 80):
        run = simulate(experiment(cell(f"h = {factor} * h_prev"), 2, 1, 20))
        logs = run.flow("h", norm="spectral")
        assert np.allclose(logs[:, 0], np.arange(20) * np.log10(float(factor)), atol=1e-9)


@pytest.mark.parametrize(("key", "steps"), covering(CELLS, [2, 9, 11, 23], times=2))
def test_steps_in_groups_give_what_pairs_give(key, steps):
    """The whole map and the single pair go different ways."""
    run = simulate(experiment(CELLS[key], 3, 2, steps))
    for name in run.cell.by_name:
        logs = run.flow(name)
        for t, k in {(1, 0), (steps - 1, 0), (steps - 1, steps // 2), (steps // 2, steps // 3), (steps - 1, steps - 2)}:
            expected = run.flow_pair(name, t, k, norm="frobenius")
            nothing = max(logs[t, k], expected) < -14  # or rounding, where ways cancel
            assert nothing or logs[t, k] == pytest.approx(expected, abs=1e-11)


@pytest.mark.parametrize("bias", [-12.0, -90.0])
@pytest.mark.parametrize("name", ["h", "c"])
def test_groups_of_steps_that_shrink_what_travels(bias, name):
    """An LSTM that forgets nearly all at every step: 100 steps are far below float64."""
    exp = experiment(CELLS["lstm"], 3, 2, 100)
    exp = exp.with_params({p: np.full(3, bias) if p == "b_f" else 1e-6 * v for p, v in exp.params.items()})
    run = simulate(exp)
    logs = run.flow(name)
    assert logs[99, 0] < -400
    for t, k in ((99, 0), (99, 50), (99, 89), (60, 30), (12, 11), (10, 9)):
        assert abs(logs[t, k] - run.flow_pair(name, t, k, norm="frobenius")) < 1e-9


# the bound -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["rnn", "rnn_relu", "rnn_linear"])
@pytest.mark.parametrize("gain", [0.2, 1.0, 3.0])
def test_no_measured_norm_crosses_the_bound(key, gain):
    exp = experiment(CELLS[key], 5, 2, 30)
    run = simulate(exp.with_params({"U": gain * exp.params["U"]}))
    bound = run.bound()
    assert bound is not None
    assert bound[-1] == run.norms("h")[-1]
    assert (run.norms("h") <= bound + 1e-12).all()
    steps = np.arange(30)
    per_step = bound[-2] - bound[-1]
    flow = run.flow("h", norm="spectral")
    assert (flow <= per_step * np.abs(steps[:, None] - steps) + 1e-9).all()


def test_where_the_bound_does_not_hold_there_is_none():
    for key in CELLS:
        if len(CELLS[key].states) > 1 or CELLS[key].gates:
            assert simulate(experiment(CELLS[key], 3, 2, 5)).bound() is None
    exp = experiment(CELLS["rnn"], 3, 2, 5)
    dh = np.zeros((5, 3))
    assert simulate(exp.with_loss("every")).bound() is None
    assert simulate(exp, loss_grad=dh + 1).bound() is None  # a loss at every step, whatever the experiment says
    dh[-1] = 2.0
    assert simulate(exp.with_loss("every"), loss_grad=dh).bound() is not None
    assert simulate(exp.with_value("U", (0, 0), np.inf)).bound() is None
    for around in ("h = h_prev + tanh(U @ h_prev + W @ x)", "h = tanh(U @ h_prev + W @ x + p * h_prev)",
                   "a = U @ h_prev\nh = tanh(a) + a", "h = tanh(U @ h_prev) * b", "h = V @ tanh(U @ h_prev)",
                   "h = tanh(W @ x)", "h = 0.5 * h_prev"):  # fmt: skip
        assert simulate(experiment(cell(around), 3, 2, 5)).bound() is None, around
    zero = simulate(exp.with_params({"U": np.zeros((3, 3))}))
    assert np.isneginf(zero.bound()[:-1]).all() and zero.bound()[-1] == zero.norms("h")[-1]


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(cells(), st.integers(0, 99))
def test_no_random_cell_crosses_its_bound(typed, seed):
    run = simulate(experiment(typed, 3, 2, 5, seed=seed))
    bound = run.bound()
    if bound is not None:
        assert (run.norms(typed.states[0]) <= bound + 1e-9).all()
