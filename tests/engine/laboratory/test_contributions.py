"""Contributions by step against the run's own, scissors against runs that are really cut, angles against arithmetic."""

import numpy as np
import pytest

from rnnviz.engine import CELLS, Clip, ExperimentError, simulate
from rnnviz.engine.laboratory.compared import clipped, compared, turned
from rnnviz.engine.laboratory.contributions import contributions, scissored, truncated
from tests.engine.cases import cell, experiment, loss_grad


@pytest.mark.parametrize("key", CELLS)
def test_steps_of_every_parameter(key):
    for batch in (None, 2):
        exp = experiment(CELLS[key], batch=batch, steps=5, hidden=4)
        run = simulate(exp, loss_grad(exp))
        for name in exp.params:
            found, wanted = contributions(run, name), run.param_grads_by_step(name)
            scale = max(np.abs(wanted).max(), 1e-300)
            assert len(found) == 5
            np.testing.assert_allclose(np.stack(list(found)), wanted, atol=1e-13 * scale)
            np.testing.assert_allclose(found.total, run.param_grads[name], atol=1e-12 * scale)
            norms = np.sqrt((wanted**2).reshape(5, -1).sum(-1))
            np.testing.assert_allclose(found.norms(), norms, rtol=1e-6, atol=1e-7 * scale)
            np.testing.assert_allclose(
                found.number((0,) * wanted[0].ndim), wanted[(slice(None), *(0,) * wanted[0].ndim)]
            )


def test_shares():
    run = simulate(experiment(CELLS["lstm"]))
    found = contributions(run, "U_f")
    whole = run.param_grads["U_f"]
    assert found.shares().sum() == pytest.approx(1.0, abs=1e-14)
    assert found.shares()[3] == pytest.approx((found[3] * whole).sum() / (whole**2).sum(), rel=1e-12)


def test_what_a_state_begins_with_counts_at_the_first_step():
    found = cell("h = tanh(W @ x + U @ h_prev)\nh_start = b_0")
    exp = experiment(found)
    run = simulate(exp, loss_grad(exp))
    np.testing.assert_allclose(contributions(run, "b_0").total, run.param_grads["b_0"], rtol=1e-12)
    assert not contributions(run, "b_0").norms()[1:].any()
    np.testing.assert_allclose(truncated(run, "b_0", exp.steps - 1).total, _cut(exp, "b_0", exp.steps - 1), rtol=1e-11)


def test_scissors_at_a_loss_at_the_end():
    exp = experiment(CELLS["gru"], steps=8)
    run = simulate(exp)
    for window in (1, 3, 8):
        np.testing.assert_allclose(
            truncated(run, "U_n", window).total, contributions(run, "U_n").last(window), rtol=1e-10, atol=1e-18
        )


@pytest.mark.parametrize(("key", "name"), [("lstm", "U_f"), ("lstm_peephole", "p_o"), ("lem", "W_h"), ("sru", "b_f")])
@pytest.mark.parametrize("batch", [None, 2])
def test_scissors_at_losses_everywhere(key, name, batch):
    """For every step of the loss a run of its own, of which the last steps are taken: what truncation means."""
    exp = experiment(CELLS[key], steps=6, batch=batch)
    np.testing.assert_allclose(
        truncated(simulate(exp, loss_grad(exp)), name, 3).total, _cut(exp, name, 3), rtol=1e-10, atol=1e-17
    )


def _cut(exp, name, window):
    grad, total = loss_grad(exp), 0.0
    for t in range(exp.steps):
        alone = np.zeros_like(grad)
        alone[t] = grad[t]
        total = total + simulate(exp, alone).param_grads_by_step(name)[max(0, t - window + 1) : t + 1].sum(axis=0)
    return total


@pytest.mark.parametrize("fed", [(7,), (3,), (2, 5), ()])
@pytest.mark.parametrize("window", [1, 4, 8])
def test_scissors_of_all_parameters(fed, window):
    """However many steps the loss counts: what one parameter's own truncation gives."""
    exp = experiment(cell("h = tanh(W @ x + U @ h_prev + b)\nh_start = b_0"), steps=8)
    grad = np.where(np.isin(np.arange(8), fed)[:, None], loss_grad(exp), 0.0)
    run = simulate(exp, grad)
    found = scissored(run, window)
    assert found.keys() == set(exp.params)
    for name, part in found.items():
        np.testing.assert_allclose(np.stack(list(part)), np.stack(list(truncated(run, name, window))), atol=1e-15)
    with pytest.raises(ExperimentError, match="1 to 8 steps"):
        scissored(run, 0)


def test_sizes_far_below_the_square_root_of_the_format():
    exp = experiment(CELLS["rnn"], steps=4)
    tiny = simulate(exp, 1e-200 * np.ones_like(loss_grad(exp)))
    plain = simulate(exp, np.ones_like(loss_grad(exp)))
    found = contributions(tiny, "U").norms()
    np.testing.assert_allclose(found[1:], 1e-200 * contributions(plain, "U").norms()[1:], rtol=1e-12)


def test_angles():
    one = np.array([3.0, 4.0, 0.0])
    assert turned(one, np.array([0, 0, 1e-300])) == pytest.approx(90)
    assert turned(one, -1e200 * one) == pytest.approx(180)
    tiny = one + np.array([0, 0, 5e-9])
    assert turned(one, tiny) == pytest.approx(np.degrees(1e-9), rel=1e-6)
    assert turned(one, 0 * one) is None and turned(one, np.array([np.inf, 0, 0])) is None


def test_clipping_by_norm_shortens_and_by_value_turns():
    rng = np.random.default_rng(0)
    grads = {"W": rng.normal(size=(3, 4)), "b": rng.normal(size=3)}
    flat = np.concatenate([grads["W"].ravel(), grads["b"]])
    short = clipped(grads, Clip("norm", 0.5))
    assert short.before == pytest.approx(np.linalg.norm(flat)) and short.after == pytest.approx(0.5)
    assert short.turned == pytest.approx(0, abs=1e-5) and short.left == pytest.approx(0.5 / short.before)
    cut = clipped(grads, Clip("value", 0.5))
    after = np.clip(flat, -0.5, 0.5)
    cosine = flat @ after / np.linalg.norm(flat) / np.linalg.norm(after)
    assert cut.turned == pytest.approx(np.degrees(np.arccos(cosine))) and cut.turned > 10
    assert cut.sizes["b"] == pytest.approx((np.linalg.norm(grads["b"]), np.linalg.norm(after[12:])))
    assert clipped(grads, None).turned == 0.0


def test_nothing_before():
    nothing = {"W": np.zeros((2, 2))}
    found = compared(nothing, nothing)
    assert found.turned is None and found.left == 0.0


def test_refusals():
    run = simulate(experiment(CELLS["lstm"]))
    with pytest.raises(ExperimentError, match="1 to 7 steps"):
        contributions(run, "U_f").last(0)
    with pytest.raises(ExperimentError, match="1 to 7 steps"):
        truncated(run, "U_f", 0)
    with pytest.raises(ExperimentError):
        contributions(run, "U_q")
