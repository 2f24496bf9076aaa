"""Norms far outside float64, and what kind of number each one is."""

import numpy as np
import pytest

from rnnviz.engine import CELLS, Experiment, simulate
from rnnviz.engine.passes.lognorm import joint_norm, log10_norm
from tests.engine.cases import cell, experiment


def linear(scale, steps, hidden=4, orthogonal=False, dtype="float64", batch=None):
    """rnn_linear with U = scale times I or an orthogonal matrix, zero inputs and start."""
    exp = Experiment.build(CELLS["rnn_linear"], hidden, np.zeros((steps, *([batch] if batch else []), 1)), dtype=dtype)
    u = np.linalg.qr(np.random.default_rng(0).normal(size=(hidden, hidden)))[0] if orthogonal else np.eye(hidden)
    return exp.with_params({"U": scale * u})


@pytest.mark.parametrize("orthogonal", [False, True])
@pytest.mark.parametrize(
    "scale, steps", [(0.01, 1001), (5.0, 1002), (0.5, 10_000), (1.3, 10_000), (1.0, 10_000), (1e-40, 60), (1e40, 60)]
)
def test_norms_of_a_linear_run_are_exact(scale, steps, orthogonal):
    norms = simulate(linear(scale, steps, orthogonal=orthogonal)).norms("h")
    expected = np.arange(steps - 1, -1, -1) * np.log10(scale)
    assert np.abs(norms - expected).max() < 1e-9 * max(1, np.abs(expected).max() / 1000)


@pytest.mark.parametrize("dtype, scale", [("float64", 0.01), ("float64", 5.0), ("float32", 0.3), ("float32", 3.0)])
def test_states_of_a_linear_run(dtype, scale):
    exp = linear(scale, 600, dtype=dtype, batch=2)
    run = simulate(exp)
    norms, states = run.norms("h"), run.norm_states("h")
    assert norms.shape == states.shape == (600, 2)
    expected = np.arange(599, -1, -1) * np.log10(float(np.dtype(dtype).type(scale)))
    assert np.abs(norms - expected[:, None]).max() < (1e-9 if dtype == "float64" else 1e-4)
    limits = np.finfo(dtype)
    kind = np.where(expected < np.log10(limits.tiny), "underflow", "finite")
    kind = np.where(expected > np.log10(limits.max), "overflow", kind)
    assert (states == kind[:, None]).all()
    assert len(set(kind)) == 2


def test_overflowing_gradients_of_exact_zeros_stay_zero():
    """Zero inputs: dL/dW is 0, though dL/dh_0 is 5e+699; where an input is 1, the sum overflows, honestly."""
    exp = linear(5.0, 1001)
    run = simulate(exp)
    assert not run.param_grads["W"].any() and not run.param_grads["U"].any()
    assert not run.param_grads_by_step("W").any()
    x = np.zeros((1001, 1))
    x[-1] = 1.0
    lit = Experiment.build(exp.cell, 4, x).with_params(exp.params)
    assert np.allclose(simulate(lit).param_grads["W"], 0.5)
    assert np.allclose(simulate(lit).param_grads_by_step("W")[-1], 0.5)
    x[0] = 1.0
    lit = Experiment.build(exp.cell, 4, x).with_params(exp.params)
    assert np.isinf(simulate(lit).param_grads["W"]).all()
    assert np.isinf(simulate(exp).grad("h")[0]).all()
    assert not simulate(linear(0.01, 1001)).grad("h")[0].any()


@pytest.mark.parametrize("key", CELLS)
@pytest.mark.parametrize("gain", [1e-3, 30.0])
def test_rescaled_and_plain_passes_agree(key, gain):
    """A long, extreme run whose last steps are those of a short, tame one."""
    exp = experiment(CELLS[key], 4, 2, 400)
    exp = exp.with_params({m: gain * exp.params[m] for m in exp.cell.recurrent})
    run = simulate(exp)
    start = {s: run.value(f"{s}_prev")[-6] for s in exp.cell.states}
    if not all(np.isfinite(v).all() for v in start.values()):
        return
    tail = simulate(Experiment.build(exp.cell, 4, exp.inputs[-6:, 0], start=start).with_params(exp.params))
    for name in exp.cell.by_name:
        assert np.allclose(run.norms(name)[-6:], tail.norms(name), atol=1e-10)
        assert set(run.norm_states(name)) <= {"finite", "zero", "saturated", "underflow"}


@pytest.mark.parametrize("scale", [1e-2, 1e-9, 1e-25, 1e-100, 1e25, 1e100])
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_many_steps_under_one_exponent_lose_nothing(scale, dtype):
    """Rescaling once for several steps must notice when they go too far, also beside a sample that stands still."""
    if dtype == "float32" and not 1e-30 < scale < 1e30:
        return
    exp = linear(scale, 90, batch=3, dtype=dtype)
    dh = np.zeros((90, 3, 4))
    dh[-1, 0] = dh[40, 1] = 1.0
    dh[60, 0, 1] = 3.0
    norms = simulate(exp, loss_grad=dh).norms("h")
    power = np.log10(float(np.dtype(dtype).type(scale)))
    second = np.where(np.arange(90) <= 40, (40 - np.arange(90)) * power + np.log10(2), -np.inf)
    assert np.allclose(norms[:, 1], second, atol=1e-9 if dtype == "float64" else 1e-4)
    assert np.isneginf(norms[:, 2]).all()
    first = (89 - np.arange(61, 90)) * power + np.log10(2)
    assert np.allclose(norms[61:, 0], first, atol=1e-9 if dtype == "float64" else 1e-4)
    assert np.isfinite(norms[:, 0]).all()


def test_the_loss_comes_late_and_huge_after_a_long_silence():
    """Fresh gradients 600 orders above the travelling ones, and the other way round."""
    exp = linear(0.01, 301)
    dh = np.zeros((301, 4))
    dh[300, 0], dh[100, 0] = 1.0, 1.0
    norms = simulate(exp, loss_grad=dh).norms("h")
    expected = np.where(np.arange(301) > 100, 2.0 * (np.arange(301) - 300), 2.0 * (np.arange(301) - 100))
    assert np.abs(norms - expected).max() < 1e-9
    assert np.isneginf(simulate(exp, loss_grad=dh * (np.arange(301) < 101)[:, None]).norms("h")[101:]).all()


# what kind of number -----------------------------------------------------------------------------------------


def test_a_flat_activation_is_saturated_and_not_vanished():
    exp = Experiment.build(CELLS["rnn"], 2, np.ones((6, 1)), init="zeros")
    exp = exp.with_params({"W": [[0.0], [0.0]], "U": np.eye(2), "b": [19.5, 19.5]})
    states = simulate(exp).norm_states("h")
    assert list(states) == ["saturated"] * 5 + ["finite"]
    assert simulate(exp).norm_states("x")[0] == "zero"  # W is zero: nothing would arrive anyway


def test_a_zero_is_not_called_saturated_because_something_else_is():
    exp = Experiment.build(CELLS["rnn"], 2, np.zeros((6, 1)), init="zeros")
    exp = exp.with_params({"U": [[1.0, 0.0], [0.0, 1.0]], "b": [25.0, 0.0]})  # the first unit is flat
    held = exp.hold("h", 0.0, slice(3, 4))
    states = simulate(held).norm_states("h")
    assert list(states) == ["zero"] * 3 + ["finite"] * 3
    nothing = simulate(exp, loss_grad=np.zeros((6, 2)))
    assert set(nothing.norm_states("h")) == {"zero"}
    assert np.isneginf(nothing.norms("h")).all()


def test_gates_that_are_shut():
    exp = experiment(CELLS["lstm"], 3, 2, 6)
    exp = exp.with_params({"b_f": [-900.0] * 3, "U_i": np.zeros((3, 3)), "U_g": np.zeros((3, 3)),
                           "U_o": np.zeros((3, 3)), "U_f": np.zeros((3, 3))})  # fmt: skip
    run = simulate(exp)
    assert set(run.norm_states("c")[:-1]) == {"zero"}
    assert not run.value("f").any()


def test_a_forward_run_that_overflows_is_typed_everywhere():
    exp = Experiment.build(CELLS["rnn_relu"], 1, np.ones((800, 1))).with_params({"U": [[5.0]], "W": [[1.0]]})
    run = simulate(exp)
    assert run.overflowed
    assert run.value_states("h")[0] == "finite" and run.value_states("h")[-1] == "overflow"
    assert run.norms("h")[0] == pytest.approx(799 * np.log10(5), abs=1e-9)  # the way back is linear all the same
    three = Experiment.build(CELLS["rnn_relu"], 3, np.ones((800, 1)))
    run = simulate(three.with_params({"U": 5 * np.eye(3), "W": np.ones((3, 1))}))  # infinity times zero: NaN
    assert run.value_states("h")[-1] == "overflow"
    assert run.norm_states("h")[0] == "overflow"
    product = simulate(experiment(cell("h = h_prev * h_prev + W @ x + 2"), 2, 1, 20))
    assert set(product.norm_states("h")) <= {"finite", "overflow"}
    assert product.value_states("h")[-1] == "overflow"


def test_nan_is_typed():
    exp = experiment(CELLS["lstm"], 3, 2, 6).with_value("b_g", 0, np.nan)
    run = simulate(exp)
    assert set(run.value_states("h")) == {"nan"}
    assert set(run.norm_states("c")) <= {"nan", "finite"} and "nan" in set(run.norm_states("c"))
    assert not run.overflowed


def test_sigmoid_and_relu_at_the_edges():
    for name, value in (("sigmoid", 1.0), ("relu", 800.0), ("tanh", 1.0), ("softplus", 800.0)):
        run = simulate(experiment(cell(f"h = {name}(800 + 0 * h_prev)"), 1, 1, 2))
        assert run.value("h")[1, 0] == value
        run = simulate(experiment(cell(f"h = {name}(-800 + 0 * h_prev)"), 1, 1, 2))
        assert run.value("h")[1, 0] == (-1.0 if name == "tanh" else 0.0)
    below = cell("a = -exp(800 + 0 * h_prev)\nh = relu(a)")
    assert simulate(experiment(below, 1, 1, 2)).value("h")[1, 0] == 0.0  # not inf * 0


def test_log10_norm():
    assert log10_norm(np.full(4, 1e-200)) == pytest.approx(np.log10(2) - 200)
    assert log10_norm(np.full(4, 1e200)) == pytest.approx(np.log10(2) + 200)
    assert np.isneginf(log10_norm(np.zeros(4)))
    assert np.isneginf(log10_norm(np.zeros((2, 0)))).all()
    assert log10_norm(np.array([np.inf, 1.0])) == np.inf
    assert np.isnan(log10_norm(np.array([np.nan, 1.0])))
    assert log10_norm(np.full(4, 5e-324)) == pytest.approx(np.log10(2) + np.log10(5e-324))


def test_norms_of_parts_put_together():
    parts = np.array([[-1500.0, -np.inf, 3.0, np.inf, np.nan], [-1500.0, -np.inf, -400.0, 1.0, 1.0]])
    whole = joint_norm(parts, 0)
    assert whole[:3] == pytest.approx([-1500 + np.log10(2) / 2, -np.inf, 3.0])
    assert whole[3] == np.inf and np.isnan(whole[4])
    np.testing.assert_array_equal(joint_norm(parts.T, 1), whole)
