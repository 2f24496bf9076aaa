"""A held line is a constant: its value is given, nothing passes, and its own gradient is still told."""

import numpy as np
import pytest

from rnnviz.engine import CELLS, ExperimentError, simulate
from tests.covering import covering
from tests.engine.cases import cell, experiment, full, loss_grad
from tests.engine.oracle import Oracle, distance

WHEN = [None, slice(2, 5), slice(0, 1), slice(-1, None), slice(3, 3), slice(1, None, 2)]


NO_DIVISOR = [0.3, -0.2, 1.0, 0.5]


def divides(of):
    return any(node.op == "div" for node in of.nodes)


@pytest.mark.parametrize("key", CELLS)
@pytest.mark.parametrize("batch", [None, 2])
def test_every_line_held(key, batch):
    exp = experiment(CELLS[key], 4, 3, 7, batch)
    dh = loss_grad(exp)
    when = range(len(WHEN)) if batch is None else (0, 5)  # random cells are held in random steps of batches, too
    for line, place in covering(exp.cell.by_name, when):
        steps = WHEN[place]
        size = exp.sizes[exp.cell.by_name[line].size]
        held = exp.hold(line, (NO_DIVISOR if divides(exp.cell) else [0.3, -0.2, 1.0, 0.0])[:size], steps)
        oracle, run = Oracle(held, full(dh, held)), simulate(held, loss_grad=dh)
        for name in oracle.values:
            assert distance(full(run.value(name), exp), oracle.values[name]) <= 1e-12, (line, steps, name)
            assert distance(full(run.grad(name), exp), oracle.grads[name]) <= 1e-12, (line, steps, name)
        for name, expected in oracle.param_grads.items():
            assert distance(run.param_grads[name], expected) <= 1e-12, (line, steps, name)


@pytest.mark.parametrize("key", [key for key in CELLS if CELLS[key].states])
def test_all_states_held_pass_nothing(key):
    exp = experiment(CELLS[key], 4, 3, 7)
    for state in exp.cell.states:
        exp = exp.hold(state, 0.25, slice(3, 4))
    dh = np.zeros((7, exp.sizes[exp.cell.by_name[exp.cell.output].size]))
    dh[-1] = 1.0
    run = simulate(exp, loss_grad=dh)
    for name in exp.cell.by_name:
        assert not run.grad(name)[:3].any()
        assert set(run.norm_states(name)[:3]) == {"zero"}
    assert any(run.grad(state)[3].any() for state in exp.cell.states)  # its own gradient is reported
    assert all((run.value(state)[3] == 0.25).all() for state in exp.cell.states)
    assert all((run.value(f"{state}_prev")[4] == 0.25).all() for state in exp.cell.states)


def test_a_gate_that_is_the_bare_product_of_a_matrix():
    exp = experiment(cell("a = U @ h_prev\nq = R @ h_prev\nh = tanh(W @ x + a * q)"), 3, 2, 6)
    for line in ("a", "q"):
        held = exp.hold(line, 0.5, slice(2, 4))
        dh = loss_grad(held)
        run, oracle = simulate(held, loss_grad=dh), Oracle(held, dh[:, None])
        for name in oracle.values:
            assert distance(run.grad(name), oracle.grads[name][:, 0]) <= 1e-12


def test_holds_add_up_and_release_gives_everything_back():
    exp = experiment(CELLS["lstm"], 3, 2, 8)
    free = simulate(exp)
    rows = np.arange(6.0).reshape(2, 3) / 10
    held = exp.hold("f", 1.0, slice(0, 3)).hold("f", rows, slice(5, 7)).hold("f", [[0.1], [0.2]], slice(1, 3))
    f = simulate(held).value("f")
    assert (f[0] == 1).all() and (f[1] == 0.1).all() and (f[2] == 0.2).all() and (f[5:7] == rows).all()
    assert np.array_equal(exp.hold("f", 0.5).hold("f", 0.0).held["f"].values, np.zeros((8, 3)))
    again = simulate(held.release("f"))
    assert np.array_equal(again.value("h"), free.value("h"))
    assert np.array_equal(again.grad("c"), free.grad("c"))
    assert not exp.held  # the first experiment is as it was
    with pytest.raises(ValueError, match="read-only"):
        held.held["f"].mask[0] = False


def test_a_hold_survives_overflow_behind_it():
    """What is behind a held line may be infinite: a constant is a constant."""
    exp = experiment(cell("a = exp(exp(b + 20 + h_prev))\nh = tanh(W @ x + U @ h_prev) * a"), 2, 2, 4)
    run = simulate(exp.hold("a", 1.0), loss_grad=np.ones((4, 2)))
    assert np.isfinite(run.value("h")).all()
    assert np.isfinite(run.grad("h")).all()
    assert np.isfinite(run.param_grads["W"]).all()
    assert not run.param_grads["b"].any()
    assert np.isfinite(run.flow("h")[np.tri(4, dtype=bool)]).all()


@pytest.mark.parametrize("value", ["one", [1.0, 2.0], np.nan, np.inf, None, [[1.0] * 3] * 3, 1j], ids=str)
def test_a_value_that_does_not_fit(value):
    exp = experiment(CELLS["lstm"], 3, 2, 8)
    with pytest.raises(ExperimentError, match="f "):
        exp.hold("f", value)
    with pytest.raises(ExperimentError, match="did you mean kept"):
        exp.hold("kep", 1.0)
    with pytest.raises(ExperimentError, match="not a line"):
        exp.release("zz")
