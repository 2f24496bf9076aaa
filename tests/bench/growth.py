"""A run's cost in time and memory, per step, at 100, 1,000 and 10,000 steps."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Iterator

import numpy as np

from rnnviz.engine import CELLS, Experiment, simulate
from rnnviz.engine.compiler.kernel import kernel_for


def growth() -> Iterator[str]:
    """LSTM, hidden 16: with a loss at every step, and at the last one, whose gradient leaves float64 on its way."""
    for loss in ("every", "last"):
        for steps in (100, 1_000, 10_000):
            x = np.random.default_rng(0).normal(size=(steps, 16))
            yield _line(Experiment.build(CELLS["lstm"], hidden=16, inputs=x, loss=loss))


def _line(exp: Experiment) -> str:
    spent, steps = [], exp.steps
    for _ in range(6):  # the first time builds the buffers
        begin = time.perf_counter()
        _all_of(exp)
        spent.append(1e6 * (time.perf_counter() - begin) / steps)
    tracemalloc.start()
    kept = _all_of(exp)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    record, kernel = kept.nbytes, kernel_for(exp).bytes
    return (
        f"  LSTM H 16, loss {exp.loss:5}, T = {steps:6}: {np.median(spent[1:]):5.1f} us per step "
        f"({min(spent[1:]):.1f}..{max(spent[1:]):.1f}), peak {peak / steps:6.0f} bytes per step, of which the trace "
        f"{record / steps:5.0f}; buffers kept for the next run {kernel / 1e3:6.0f} kB"
    )


def _all_of(exp: Experiment) -> np.ndarray:
    run = simulate(exp)
    run.grad("h")
    assert run.param_grads
    return run._trace.record.block
