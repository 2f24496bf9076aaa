"""Numbers in an equation are folded when a cell is compiled; a run must not notice."""

import pytest

from rnnviz.engine import simulate
from tests.engine.cases import cell, experiment, full, loss_grad
from tests.engine.oracle import Oracle, distance

EQUATIONS = [
    "h = tanh(W @ x + 0 * (U @ h_prev) + b)",
    "h = tanh(W @ x + (U @ h_prev) * 0 + b)",
    "h = tanh(1 * (W @ x) + (U @ h_prev) * 1)",
    "h = tanh(2 * 3 * (W @ x) + 0.5 * (U @ h_prev) - 4)",
    "h = tanh(W @ x + 0 + U @ h_prev - 0)",
    "h = tanh(W @ x + 2 - 3 + 0.25 + U @ h_prev)",
    "h = W @ x - (1 - (2 - U @ h_prev)) * 0.5",
    "h = W @ x + 2 * 0 - 1 * 1 + sigmoid(0) * h_prev",
    "a = W @ x + U @ h_prev\nh = a * a * 0.1 - 0 * a + 1",
]


@pytest.mark.parametrize("held", [False, True])
@pytest.mark.parametrize("equations", EQUATIONS)
def test_a_cell_with_numbers_in_it(equations: str, held: bool) -> None:
    exp = experiment(cell(equations), 3, 2, 4)
    exp = exp.hold("h", 0.25, slice(1, 2)) if held else exp
    dh = loss_grad(exp)
    run, oracle = simulate(exp, loss_grad=dh), Oracle(exp, full(dh, exp))
    for name in oracle.values:
        assert distance(full(run.value(name), exp), oracle.values[name]) <= 1e-12, name
        assert distance(full(run.grad(name), exp), oracle.grads[name]) <= 1e-12, name
    for name, expected in oracle.param_grads.items():
        assert distance(run.param_grads[name], expected) <= 1e-12, name
        assert distance(run.param_grads_by_step(name).sum(axis=0), expected) <= 1e-12, name
