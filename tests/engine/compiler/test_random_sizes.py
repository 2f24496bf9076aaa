"""Shipped cells of any size against the interpreter: what is laid out for the cache must hold at every edge of it."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rnnviz.engine import CELLS, simulate
from tests.covering import FULL
from tests.engine.cases import experiment, full, loss_grad
from tests.engine.oracle import Oracle, distance

HIDDEN = st.sampled_from([1, 2, 3, 8, 16, 17, 31, 32, 33, 48, 64, 65, 100])
WIDTH = st.sampled_from([1, 2, 10, 33, 64, 257])
STEPS = st.sampled_from([1, 2, 17, 64, 100, 255, 256, 257, 300])
BATCH = st.sampled_from([None, None, 1, 2, 7, 8, 9, 31, 32])
MOST = 40_000
"""Values of a line in all; longer runs are shortened."""


@settings(max_examples=60 if FULL else 30, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(sorted(CELLS)), HIDDEN, WIDTH, STEPS, BATCH, st.booleans())
def test_any_size(key, hidden, width, steps, batch, last):
    steps = max(1, min(steps, MOST // (hidden * (batch or 1))))
    exp = experiment(CELLS[key], hidden, width, steps, batch)
    calm = 0.4 / np.sqrt(max(1, hidden / 16, width / 16))  # rounding must not grow on its way
    exp = exp.with_params({name: calm * value for name, value in exp.params.items()})
    dh = loss_grad(exp)
    dh = dh * (np.arange(steps) == steps - 1).reshape(-1, *[1] * (dh.ndim - 1)) if last else dh
    oracle = Oracle(exp, full(dh, exp))
    for _ in range(2):  # the second one stands in the buffers of the first
        run = simulate(exp, loss_grad=dh)
        for name in exp.cell.by_name:
            assert distance(full(run.value(name), exp), oracle.values[name]) <= 1e-11, name
            assert distance(full(run.grad(name), exp), oracle.grads[name]) <= 1e-11, name
        assert distance(full(run.grad("x"), exp), oracle.grads["x"]) <= 1e-11
        for name, expected in oracle.param_grads.items():
            assert distance(run.param_grads[name], expected) <= 1e-11, name
