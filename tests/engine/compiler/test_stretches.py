"""A run that is computed a stretch of time at a time is the run that is computed whole."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import assume, given

from rnnviz.engine import CELLS, Experiment, simulate
from rnnviz.engine.compiler import kernel
from tests.covering import covering
from tests.engine.cases import experiment, full, loss_grad
from tests.engine.compiler.test_random_cells import CLOSE, PATIENT, calm, experiments
from tests.engine.oracle import Oracle, distance


def everything(exp: Experiment, dh: np.ndarray) -> dict[str, np.ndarray]:
    run = simulate(exp, loss_grad=dh)
    found = {f"{name} at h": run.value(name) for name in exp.cell.by_name}
    found |= {f"dL/d{name}": run.grad(name) for name in [*exp.cell.by_name, "x"]}
    found |= {f"norm {name}": run.norms(name) for name in exp.cell.by_name}
    return found | dict(run.param_grads)


@pytest.mark.parametrize(
    ("key", "sizes", "held"), covering(CELLS, [(None, 3), (3, 3), (None, 40)], [False, True], times=2)
)
def test_every_cell(key, sizes, held, monkeypatch):
    batch, hidden = sizes
    exp = experiment(CELLS[key], hidden, 2, 11, batch)
    if held:
        exp = exp.hold(exp.cell.output, 0.3, slice(3, 6)).hold(next(iter(exp.cell.by_name)), 0.2, slice(7, 9))
    dh = loss_grad(exp)
    whole = everything(exp, dh)
    tiny = simulate(exp, loss_grad=1e-250 * dh).norms(exp.cell.output)
    monkeypatch.setattr(kernel, "STRETCH", 4)
    for _ in range(2):
        for name, found in everything(exp, dh).items():
            np.testing.assert_allclose(found, whole[name], rtol=1e-12, atol=1e-13, err_msg=name)
    assert kernel.kernel_for(exp).steps == 4
    np.testing.assert_allclose(simulate(exp, loss_grad=1e-250 * dh).norms(exp.cell.output), tiny, atol=1e-12)


def test_two_runs_of_one_kernel_asked_in_turn(monkeypatch):
    monkeypatch.setattr(kernel, "STRETCH", 4)
    exp = experiment(CELLS["lstm"], 3, 2, 10)
    other = exp.with_params({n: 0.5 * p for n, p in exp.params.items()})
    one, two = simulate(exp), simulate(other)
    for run in (one, two):
        oracle = Oracle(run.experiment, full(run._loss_grad[:, 0], run.experiment))
        assert distance(run.grad("h")[:, None], oracle.grads["h"]) <= 1e-12
        assert distance(run.grad("x")[:, None], oracle.grads["x"]) <= 1e-12
        assert distance(run.param_grads["U_f"], oracle.param_grads["U_f"]) <= 1e-12
        assert distance(run.value("i")[:, None], oracle.values["i"]) <= 1e-12


@PATIENT
@given(experiments())
def test_any_cell(exp):
    with np.errstate(all="ignore"):
        dh = loss_grad(exp)
        oracle = Oracle(exp, full(dh, exp))
    assume(calm(oracle))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernel, "STRETCH", 2)
        run = simulate(exp, loss_grad=dh)
        for name in oracle.values:
            assert distance(full(run.value(name), exp), oracle.values[name]) <= CLOSE, name
            assert distance(full(run.grad(name), exp), oracle.grads[name]) <= CLOSE, name
        for name, expected in oracle.param_grads.items():
            assert distance(run.param_grads[name], expected) <= CLOSE, name


@pytest.mark.parametrize("key", ["rnn", "lstm", "gru"])
@pytest.mark.parametrize("loss", ["every", "last"])
def test_memory_is_that_of_the_trace(key, loss):
    """Beside the record of every step and dL/d(state), a pass takes no more for a long run than for a short one."""
    taken = {}
    for steps in (1_000, 4_000):
        exp = Experiment.build(CELLS[key], 16, np.zeros((steps, 16)), loss=loss)
        simulate(exp).grad(exp.cell.output)  # the buffers are there now
        tracemalloc.start()
        run = simulate(exp)
        record = run._trace.record.block.nbytes
        run.grad(exp.cell.output)
        run.param_grads["U_f" if key == "lstm" else "U" if key == "rnn" else "U_r"].sum()
        taken[steps] = tracemalloc.get_traced_memory()[1] - record
        tracemalloc.stop()
    states = 8 * 16 * len(exp.cell.states)
    # the totals, of a plain pass and of a rescaled one, dL/dh and its exponents
    assert taken[4_000] - taken[1_000] < 3_000 * (2 * states + 3 * 128 + 64)
