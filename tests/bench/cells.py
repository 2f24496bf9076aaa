"""A thousand random cells against the plain interpreter, each at two shapes (a batch and none), each run twice."""

from __future__ import annotations

import time

import numpy as np
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from rnnviz.engine import Experiment, simulate
from tests.engine.cases import experiment, full, loss_grad
from tests.engine.compiler.test_random_cells import CLOSE, calm
from tests.engine.oracle import Oracle, distance
from tests.engine.random_cells import cells

CELLS = 1_000
WORST: list[float] = []


def _apart(exp: Experiment) -> float:
    """Largest difference of values, gradients and parameter gradients, of two runs on one kernel."""
    dh = loss_grad(exp)
    with np.errstate(all="ignore"):
        oracle = Oracle(exp, full(dh, exp))
    assume(calm(oracle))
    found = []
    for _ in range(2):
        run = simulate(exp, loss_grad=dh)
        for name in oracle.values:
            found.append(distance(full(run.value(name), exp), oracle.values[name]))
            found.append(distance(full(run.grad(name), exp), oracle.grads[name]))
        found += [distance(run.param_grads[name], expected) for name, expected in oracle.param_grads.items()]
    return max(found)


@settings(
    max_examples=CELLS, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(cells(), st.integers(0, 99), st.sampled_from([1, 3, 4]), st.sampled_from([1, 5, 6]), st.sampled_from([1, 2, 3]))
def _compare(cell, seed, hidden, steps, batch) -> None:
    WORST.append(max(_apart(experiment(cell, hidden, 2, steps, b, seed=seed, output=2)) for b in (None, batch)))


def report() -> str:
    """One line; RuntimeError where a cell is further away than CLOSE."""
    WORST.clear()
    begin = time.perf_counter()
    _compare()
    spent, beyond = time.perf_counter() - begin, sum(w > CLOSE for w in WORST)
    line = f"Random cells against the interpreter: {len(WORST)}, worst {max(WORST):.1e}, beyond {CLOSE:g}: {beyond}"
    if beyond or len(WORST) < CELLS:
        raise RuntimeError(line)
    return f"{line}, median {np.median(WORST):.0e}; batched and not, twice each; {spent:.0f} s"
