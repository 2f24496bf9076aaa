"""States that never meet may drift apart by any number of orders of magnitude, and every one of them stays exact."""

import numpy as np
import pytest

from rnnviz.engine import CELLS, Experiment, simulate
from rnnviz.engine.language.dependence import groups
from tests.covering import covering
from tests.engine.cases import cell, experiment, full, loss_grad
from tests.engine.oracle import Oracle, distance

APART = "c = 0.01 * c_prev + W @ x\nd = 3 * d_prev + W @ x\nh = c + d"
STEPS = 1_001


def exact(factor: float, steps: int) -> np.ndarray:
    return np.arange(steps - 1, -1, -1) * np.log10(factor)


@pytest.mark.parametrize("batch", [None, 2])
def test_two_independent_states(batch):
    run = simulate(experiment(cell(APART), 4, 1, STEPS, batch))
    for name, factor in (("c", 0.01), ("d", 3.0)):
        found = run.norms(name).reshape(STEPS, -1)
        assert np.abs(found - exact(factor, STEPS)[:, None]).max() < 1e-9
    assert run.norms("c").min() < -1999 and run.norms("d").max() > 470
    assert set(run.norm_states("c").ravel()) == {"finite", "underflow"}
    assert set(run.norm_states("d").ravel()) == {"finite", "overflow"}
    h = run.norms("h").reshape(STEPS, -1)
    assert (h[-1] == pytest.approx(0.0, abs=1e-14)) and np.isneginf(h[:-1]).all()  # read by nobody, a loss at the end


def test_a_line_both_read_has_the_larger_one():
    """x goes to both: dL/dx is that of the state that explodes, and what goes through the other one is exact, too."""
    run = simulate(experiment(cell(APART), 4, 1, STEPS))
    width = run.norms("x")[-1] - np.log10(2)  # both give 1 in the last step
    assert np.abs(run.norms("x")[:-5] - width - exact(3.0, STEPS)[:-5]).max() < 1e-9
    through = run.cell.by_name["c"].root
    assert np.abs(run.node_norms(through) - exact(0.01, STEPS)).max() < 1e-9
    assert not run.grad("x", into="c")[0].any()  # the number itself is gone


def test_one_feeds_the_other():
    """d is computed from c: dL/dc has both ways, dL/dd its own alone, however small."""
    fed = cell("c = 2 * c_prev + W @ x\nd = 0.01 * d_prev + c\nh = d + c")
    run = simulate(experiment(fed, 3, 1, STEPS))
    assert groups(fed) == (("c",), ("d",))
    assert np.abs(run.norms("d") - exact(0.01, STEPS)).max() < 1e-9
    t = np.arange(STEPS - 1, -1, -1)
    # dL/dc_t = 2^n (1 + sum over j <= n of 0.005^j), n steps before the end
    growth = t * np.log10(2.0) + np.log10(1 + (1 - 0.005 ** (t + 1.0)) / (1 - 0.005))
    assert np.abs(run.norms("c") - growth).max() < 1e-9


@pytest.mark.parametrize("scale", [1.0, 1e-200, 1e-290])
def test_groups_agree_with_the_plain_pass_where_both_can(scale):
    """A tiny loss makes the rescaled passes run; in units of that loss nothing may have changed."""
    for text in (APART, "c = tanh(U @ c_prev + W @ x)\nd = tanh(V @ d_prev + W @ x + c)\nm = c * d\nh = m + d"):
        exp = experiment(cell(text), 3, 2, 40, 2)
        dh = loss_grad(exp)
        plain, tiny = simulate(exp, loss_grad=dh), simulate(exp, loss_grad=scale * dh)
        for name in [*exp.cell.by_name, "x", "c_prev", "d_prev"]:
            np.testing.assert_allclose(tiny.norms(name), plain.norms(name) + np.log10(scale), rtol=0, atol=1e-11)
        for name, found in plain.param_grads.items():
            np.testing.assert_allclose(tiny.param_grads[name] / scale, found, rtol=1e-10, atol=1e-13)
            np.testing.assert_allclose(tiny.param_grads_by_step(name).sum(axis=0) / scale, found, rtol=1e-9, atol=1e-12)
        for name in exp.cell.by_name:
            readers = dict.fromkeys(n.line for n in exp.cell.nodes if n.op in ("line", "prev") and n.name == name)
            parts = sum(tiny.grad(name, into=reader) for reader in [*readers, "loss"])
            np.testing.assert_allclose(parts / scale, plain.grad(name), rtol=1e-10, atol=1e-12)


def test_gradients_of_parameters_where_one_state_explodes():
    exp = experiment(cell("c = 0.5 * c_prev + W_c @ x\nd = 3 * d_prev + W_d @ x\nh = c + d"), 3, 2, 700)
    run = simulate(exp)
    assert np.isinf(run.param_grads["W_d"]).any()
    short = simulate(Experiment.build(exp.cell, 3, exp.inputs[-80:, 0]).with_params(exp.params))
    np.testing.assert_allclose(run.param_grads["W_c"], short.param_grads["W_c"], rtol=1e-12)


def test_the_shipped_cells_are_one_group_each():
    assert {key: len(groups(c)) for key, c in CELLS.items() if len(groups(c)) != 1} == {"feedforward": 0}


@pytest.mark.parametrize(("key", "loss"), covering(CELLS, ["every", "last"]))
def test_a_huge_fresh_gradient_in_the_middle_of_a_slice(key, loss):
    """1e+250 enters 5 steps before the end, 1e-250 at the end: each way back is the one it would have alone."""
    exp = experiment(CELLS[key], 3, 2, 40)
    size = exp.sizes[exp.cell.by_name[exp.cell.output].size]
    small, large = np.zeros((40, size)), np.zeros((40, size))
    small[39 if loss == "last" else slice(36, 40)] = 1e-250
    large[34] = 1e250
    both = simulate(exp, loss_grad=small + large)
    for name in [*exp.cell.states, exp.cell.output]:
        later, before = simulate(exp, loss_grad=small).norms(name), simulate(exp, loss_grad=large).norms(name)
        np.testing.assert_allclose(both.norms(name)[35:], later[35:], rtol=0, atol=1e-9)
        np.testing.assert_allclose(both.norms(name)[:34], before[:34], rtol=0, atol=1e-9)
    again = simulate(exp, loss_grad=(small + large)[:, :])
    oracle = Oracle(exp, full(large * 1e-250, exp))
    assert distance(full(again.grad(exp.cell.output)[:35], exp) * 1e-250, oracle.grads[exp.cell.output][:35]) < 1e-11
