"""Any cell somebody could type agrees with the plain interpreter."""

import numpy as np
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from rnnviz.engine import Experiment, simulate
from tests.covering import FULL
from tests.engine.cases import experiment, full, loss_grad
from tests.engine.oracle import Oracle, distance
from tests.engine.random_cells import cells

CLOSE = 1e-11
"""Random cells may be ill-conditioned; the interpreter itself moves by 2e-12 when weights move by one ulp."""

PATIENT = settings(max_examples=100 * (1 + 2 * FULL), deadline=None, suppress_health_check=list(HealthCheck))


def calm(oracle: Oracle) -> bool:
    arrays = [*oracle.values.values(), *oracle.grads.values(), *oracle.param_grads.values()]
    return all(np.isfinite(a).all() and np.abs(a).max(initial=0) < 1e4 for a in arrays)


@st.composite
def experiments(draw) -> Experiment:
    sizes = st.sampled_from
    exp = experiment(
        draw(cells()), draw(sizes([1, 3, 4])), draw(sizes([1, 2])), draw(sizes([1, 2, 5, 6])),
        draw(sizes([None, 1, 2])), seed=draw(st.integers(0, 99)), output=draw(sizes([1, 2])),
    )  # fmt: skip
    for _ in range(draw(st.integers(0, 2))):
        first = draw(st.integers(0, exp.steps))
        steps = draw(st.sampled_from([None, slice(first, None), slice(first, first + 2)]))
        exp = exp.hold(draw(st.sampled_from(list(exp.cell.by_name))), draw(st.sampled_from([0.0, 1.0, -0.3])), steps)
    return exp


@PATIENT
@given(experiments())
def test_values_gradients_and_parts(exp):
    with np.errstate(all="ignore"):
        dh = loss_grad(exp)
        oracle = Oracle(exp, full(dh, exp))
    assume(calm(oracle))
    run = simulate(exp, loss_grad=dh)
    # another run of the same shape uses the same buffers before this one is asked for anything
    assert set(simulate(exp.with_params({n: 0.5 * p for n, p in exp.params.items()})).param_grads) == set(exp.params)
    for name in oracle.values:
        assert distance(full(run.value(name), exp), oracle.values[name]) <= CLOSE, name
        assert distance(full(run.grad(name), exp), oracle.grads[name]) <= CLOSE, name
    for name, expected in oracle.param_grads.items():
        assert distance(run.param_grads[name], expected) <= CLOSE, name
        assert distance(run.param_grads_by_step(name).sum(axis=0), expected) <= CLOSE, name
    for name in exp.cell.by_name:
        readers = dict.fromkeys(n.line for n in exp.cell.nodes if n.op in ("line", "prev") and n.name == name)
        parts = sum(run.grad(name, into=reader) for reader in [*readers, "loss"])
        assert distance(full(parts, exp), oracle.grads[name]) <= CLOSE, name


@settings(PATIENT, max_examples=30)
@given(experiments(), st.data())
def test_flow_is_the_derivative_of_one_step_by_another(exp, data):
    """d(NAME at t)/d(NAME at k): hold NAME at k at its own value, then its gradient under a loss that picks t."""
    name = exp.cell.output
    steps = exp.steps
    with np.errstate(all="ignore"):
        assume(calm(Oracle(exp, np.ones((steps, exp.inputs.shape[1], exp.sizes[exp.cell.by_name[name].size])))))
    run = simulate(exp)
    t = data.draw(st.integers(0, steps - 1))
    size = exp.sizes[exp.cell.by_name[name].size]
    jacobians = np.zeros((steps, size, size))
    for i in range(size):
        pick = np.zeros((steps, exp.inputs.shape[1], size))
        pick[t, 0, i] = 1.0
        with np.errstate(over="ignore"):  # the interpreter's own cosh
            jacobians[:, i] = Oracle(exp, pick).grads[name][:, 0]
    for norm, order in (("frobenius", None), ("spectral", 2)):
        found = 10.0 ** run.flow(name, norm=norm)[t]
        expected = [np.linalg.norm(j, order) for j in jacobians]
        assert distance(found, np.array(expected)) <= 1e-10, norm
