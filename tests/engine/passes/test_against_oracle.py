"""Every shipped cell, many shapes: the engine against the plain interpreter."""

import numpy as np
import pytest

from rnnviz.engine import CELLS, simulate
from tests.covering import covering
from tests.engine.cases import beyond_rounding, experiment, full, loss_grad
from tests.engine.oracle import Oracle, distance

SHAPES = [
    # hidden, input, steps, batch: every size, length and batch meets every other kind at least once
    (1, 1, 1, None), (1, 4, 7, 3), (1, 1, 30, 1), (2, 4, 1, 3), (2, 1, 7, None), (2, 4, 30, None),
    (5, 1, 1, 1), (5, 4, 7, 1), (5, 4, 7, None), (5, 1, 30, 3), (16, 4, 1, None), (16, 1, 7, 3),
    (16, 4, 30, None), (16, 4, 30, 3),
]  # fmt: skip
EXACT = 1e-12


@pytest.mark.parametrize(("key", "shape"), covering(CELLS, SHAPES, times=5), ids=str)
def test_values_and_gradients(key, shape):
    exp = experiment(CELLS[key], *shape)
    dh = loss_grad(exp)
    oracle = Oracle(exp, full(dh, exp))
    for _ in range(2):  # the second run must not see anything the first one left
        run = simulate(exp, loss_grad=dh)
        for name in oracle.values:
            assert distance(full(run.value(name), exp), oracle.values[name]) <= EXACT, name
            assert distance(full(run.grad(name), exp), oracle.grads[name]) <= EXACT, name
        for name, expected in oracle.param_grads.items():
            assert distance(run.param_grads[name], expected) <= EXACT, name
            assert distance(run.param_grads_by_step(name).sum(axis=0), expected) <= EXACT, name


def readers(cell, name):
    """Lines whose equation reads a name now or one step later; and "loss"."""
    op, plain = ("x", "x") if name == "x" else ("prev", name.removesuffix("_prev"))
    ops = ("line", "prev") if name in cell.by_name else (op,)
    found = dict.fromkeys(n.line for n in cell.nodes if n.op in ops and n.name == plain)
    return [*found, *(["loss"] if name in cell.by_name else [])]


@pytest.mark.parametrize("key", CELLS)
@pytest.mark.parametrize("loss", ["last", "every"])
@pytest.mark.parametrize("batch", [None, 3])
def test_the_parts_through_all_readers_add_up(key, loss, batch):
    cell = CELLS[key]
    exp = experiment(cell, 4, 3, 6, batch, loss=loss)
    run = simulate(exp)
    for name in [*cell.by_name, "x", *(f"{s}_prev" for s in cell.states)]:
        parts = [run.grad(name, into=reader) for reader in readers(cell, name)]
        assert distance(sum(parts), run.grad(name)) <= EXACT, name


@pytest.mark.parametrize("key", CELLS)
def test_a_sample_of_a_batch_is_that_sequence_alone(key):
    exp = experiment(CELLS[key], 5, 3, 7, 3)
    run, dh = simulate(exp, loss_grad=loss_grad(exp)), loss_grad(exp)
    total = {name: 0.0 for name in exp.params}
    for b in range(3):
        start = {s: v[b] for s, v in exp.start.items()}
        alone = type(exp).build(exp.cell, 5, exp.inputs[:, b], start=start).with_params(exp.params)
        single = simulate(alone, loss_grad=dh[:, b])
        for name in exp.cell.by_name:
            assert distance(run.value(name)[:, b], single.value(name)) <= EXACT
            assert distance(run.grad(name)[:, b], single.grad(name)) <= EXACT
            if beyond_rounding(run, name, 12):
                assert np.allclose(run.norms(name)[:, b], single.norms(name), atol=1e-12)
        for name in total:
            total[name] = total[name] + single.param_grads[name]
    for name, expected in total.items():
        assert distance(run.param_grads[name], expected) <= EXACT


@pytest.mark.parametrize("key", CELLS)
def test_losses_are_what_they_say(key):
    exp = experiment(CELLS[key], 4, 3, 6)
    h = simulate(exp).value(exp.cell.output)
    size = h.shape[-1]
    last, every = simulate(exp), simulate(exp.with_loss("every"))
    assert last.loss == pytest.approx(h[-1].sum() / np.sqrt(size), abs=1e-13)
    assert every.loss == pytest.approx(h.sum() / np.sqrt(size), abs=1e-13)
    assert last.norms(exp.cell.output)[-1] == pytest.approx(0.0, abs=1e-14)  # ||dL/dh_T|| = 1
    for run, dh in ((last, np.eye(6)[-1]), (every, np.ones(6))):
        oracle = Oracle(run.experiment, np.broadcast_to(dh[:, None, None], (6, 1, size)) / np.sqrt(size))
        for name in exp.cell.by_name:
            assert distance(run.grad(name), oracle.grads[name][:, 0]) <= EXACT


@pytest.mark.parametrize("key", CELLS)
def test_float32_follows_float64(key):
    exp = experiment(CELLS[key], 5, 3, 12)
    dh = loss_grad(exp)
    small = experiment(CELLS[key], 5, 3, 12, dtype="float32")
    run, exact = simulate(small, loss_grad=dh), simulate(exp, loss_grad=dh)
    for name in exp.cell.by_name:
        assert run.value(name).dtype == np.float32
        assert run.grad(name).dtype == np.float32
        assert distance(run.value(name), exact.value(name)) < 1e-5
        assert distance(run.grad(name), exact.grad(name)) < 1e-4
        if beyond_rounding(run, name, 5):
            assert np.allclose(run.norms(name), exact.norms(name), atol=1e-4)
    for name in exp.params:
        assert run.param_grads[name].dtype == np.float32
        assert distance(run.param_grads[name], exact.param_grads[name]) < 1e-4
