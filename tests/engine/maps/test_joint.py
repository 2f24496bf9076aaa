"""All states together: stacked gradients, the whole state's Jacobian, and products of it."""

import numpy as np
import pytest

from rnnviz.engine import CELLS, Cell, Experiment, simulate
from tests.engine.cases import FOREIGN, FOREIGN_VALID, cell, experiment, loss_grad
from tests.engine.oracle import Oracle

STEPS = 6
OUTPUT_NO_STATE = "c = 0.5 * c_prev + W @ x\nh = tanh(c)"


def advanced(exp: Experiment, run, t: int, moved: dict) -> np.ndarray:
    """All states at t, stacked, when those at t - 1 are these."""
    rows = exp.inputs[t : t + 1, 0]
    one = Experiment.build(exp.cell, exp.hidden, rows, start=moved, output=exp.sizes["output"])
    return np.concatenate([simulate(one.with_params(exp.params)).value(s)[0] for s in exp.cell.states])


def differences(exp: Experiment, run, t: int) -> np.ndarray:
    """d(all states at t)/d(all states at t - 1), column by column."""
    columns = []
    for state in exp.cell.states:
        for unit in range(len(run.value(state)[t])):
            sides = []
            for step in (1e-5, -1e-5):
                moved = {s: run.value(f"{s}_prev")[t].copy() for s in exp.cell.states}
                moved[state][unit] += step
                sides.append(advanced(exp, run, t, moved))
            columns.append((sides[0] - sides[1]) / 2e-5)
    return np.stack(columns, axis=-1)


@pytest.mark.parametrize("key", [k for k in CELLS if CELLS[k].states])
def test_the_whole_state_s_jacobian_and_its_blocks(key):
    exp = experiment(CELLS[key], 3, 2, STEPS)
    run = simulate(exp)
    for t in (0, 3):
        whole = run.jacobian(t=t)
        assert np.abs(whole - differences(exp, run, t)).max() < 1e-8
        for state, span in run.spans.items():
            assert np.abs(whole[span, span] - run.jacobian(state, t)).max() < 1e-14
        assert np.allclose(np.sort_complex(run.eigenvalues(t=t)), np.sort_complex(np.linalg.eigvals(whole)))


@pytest.mark.parametrize("key", CELLS)
def test_joint_norms_are_those_of_the_oracle_s_stacked_gradients(key):
    exp = experiment(CELLS[key], 4, 2, 9)
    given = loss_grad(exp)
    run, oracle = simulate(exp, given), Oracle(exp, given[:, None])
    names = exp.cell.states or (exp.cell.output,)
    stacked = np.concatenate([oracle.grads[name][:, 0] for name in names], axis=-1)
    np.testing.assert_allclose(10.0 ** run.norms(), np.linalg.norm(stacked, axis=-1), rtol=1e-12)


def test_of_a_batch():
    exp = experiment(CELLS["lstm"], 4, 2, 9, 3)
    given = loss_grad(exp)
    oracle = Oracle(exp, given)
    stacked = np.concatenate([oracle.grads[name] for name in ("h", "c")], axis=-1)
    assert np.allclose(simulate(exp, given).norms(), np.log10(np.linalg.norm(stacked, axis=-1)), atol=1e-12)


@pytest.mark.parametrize("key", CELLS)
@pytest.mark.parametrize("norm", ["frobenius", "spectral", "rms"])
def test_the_joint_map_is_the_product_of_the_steps(key, norm):
    run = simulate(experiment(CELLS[key], 3, 2, 23))
    logs = run.flow(norm=norm)
    for t, k in ((22, 0), (22, 21), (10, 3), (4, 4)):
        product = np.eye(len(run.jacobian(t=0)))
        for step in range(t, k, -1):
            product = product @ run.jacobian(t=step)
        size = np.linalg.norm(product, 2 if norm == "spectral" else None)
        wanted = size / (np.sqrt(len(product)) if norm == "rms" else 1)
        assert abs(10.0 ** logs[t, k] - wanted) < 1e-12
        assert abs(10.0 ** run.flow_pair(None, t, k, norm) - wanted) < 1e-12


def test_far_outside_float64():
    run = simulate(experiment(cell("c = 0.01 * c_prev + W @ x\nd = 3 * d_prev + W @ x\nh = c + d"), 2, 1, 900))
    logs = run.norms()
    assert abs(logs[0] - (run.norms("d")[0])) < 1e-9 and logs[0] > 400
    assert abs(run.flow(norm="spectral", at=[0, 899])[1, 0] - 899 * np.log10(3)) < 1e-9
    assert abs(run.flow_pair(None, 899, 0) - 899 * np.log10(3)) < 1e-9


def test_an_output_that_is_no_state_cuts_nothing():
    """dL/dh is 0 at every earlier step, dL/dc is not: together they are not, and that is the state's."""
    run = simulate(experiment(cell(OUTPUT_NO_STATE), 2, 1, 8))
    assert np.isneginf(run.norms("h")[:-1]).all() and set(run.norm_states("h")[:-1]) == {"zero"}
    assert np.array_equal(run.norms(), run.norms("c")) and set(run.norm_states()) == {"finite"}
    assert run.eigenvalues() == pytest.approx([0.5, 0.5])


def test_zero_only_where_every_state_is():
    exp = experiment(CELLS["lstm"], 3, 2, 8)
    two = experiment(cell("c = 0.5 * c_prev + W @ x\nd = 0.5 * d_prev + W @ x\nh = c + d"), 3, 2, 8)
    half = simulate(two.hold("c", 0.1, slice(3, 4)))
    assert np.isneginf(half.norms("c")[:3]).all() and np.isfinite(half.norms()).all()
    shut = simulate(exp.hold("c", 0.1, slice(3, 4)).hold("h", 0.1, slice(3, 4)))
    assert np.isneginf(shut.norms()[:3]).all() and set(shut.norm_states()[:3]) == {"zero"}


def test_saturation_of_all_states_is_named():
    exp = Experiment.build(CELLS["rnn"], 4, np.ones((6, 1))).with_params({"W": np.full((4, 1), 40.0), "U": np.eye(4)})
    with np.errstate(all="ignore"):
        assert "saturated" in simulate(exp).norm_states()


@pytest.mark.parametrize("name", FOREIGN_VALID)
def test_foreign_cells_have_a_gradient_of_their_state(name):
    """Cells as people write them; in several of them the output is no state."""
    typed = Cell.from_text(FOREIGN[name], name)
    run = simulate(experiment(typed, 3, 3, 8))
    stacked = np.stack([10.0 ** run.norms(s) for s in typed.states])
    assert np.allclose(10.0 ** run.norms(), np.sqrt((stacked**2).sum(axis=0)))
    assert np.isfinite(run.norms()[-2])  # RWKV says what it remembers before it takes in the word


def test_the_factors_of_the_bound():
    exp = experiment(CELLS["rnn"], 5, 2, 30)
    run = simulate(exp)
    beta_f, beta_w = run.bound_factors()
    assert beta_w == pytest.approx(np.linalg.svd(exp.params["U"])[1][0])
    assert beta_f == pytest.approx(np.max(1 - run.value("h") ** 2))
    assert run.bound()[-2] - run.bound()[-1] == pytest.approx(np.log10(beta_f * beta_w))
    assert simulate(experiment(CELLS["lstm"], 3, 2, 5)).bound_factors() is None
    assert simulate(exp.with_loss("every")).bound_factors() is None
