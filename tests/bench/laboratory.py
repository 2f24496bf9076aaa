"""What the laboratory asks of a run: the paths of all states against one plain way back through the same run."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from rnnviz.engine import CELLS, Experiment, Run, simulate
from tests.bench.timing import interleave, verdict

MOST = 3.0
"""So many plain ways back the paths may cost."""
ROUNDS = 15


def paths() -> Iterator[str]:
    """A line for each cell and length."""
    for key in ("lstm", "gru", "lstm_peephole"):
        for steps in (100, 2_000):
            run = simulate(Experiment.build(CELLS[key], 16, np.random.default_rng(0).normal(size=(steps, 16))))
            found = interleave({"back": partial(_back, run), "paths": partial(_paths, run)}, ROUNDS, warm=2)
            yield f"  {key:14} T {steps:5} paths of all states {verdict(found['paths'], found['back'], MOST)} ways back"


def _anew(run: Run) -> Run:
    """The same values, nothing known of the way back."""
    run._trace.kernel.passed = None
    return run.with_loss_grad(run._loss_grad)


def _back(run: Run) -> None:
    _ = _anew(run)._gradients.totals


def _paths(run: Run) -> None:
    """After the way back, which the paths need."""
    fresh = _KNOWN.setdefault(id(run), _anew(run))
    _ = fresh._gradients.totals
    fresh.__dict__["_kept"] = {}
    fresh._gradients.__dict__.pop("_sweeps", None)
    fresh._gradients._nodes.clear()
    for state in run.cell.states:
        fresh.paths(state)


_KNOWN: dict[int, Run] = {}
