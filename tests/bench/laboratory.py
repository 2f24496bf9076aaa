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
    return Run(run.experiment, run._trace, run._loss_grad)


def _back(run: Run) -> None:
    _ = _anew(run)._gradients.totals


def _paths(known: Run) -> None:
    """After the way back, which the paths need."""
    fresh = Run(known.experiment, known._trace, known._loss_grad)
    fresh._gradients.__dict__["totals"] = known._gradients.totals
    for state in known.cell.states:
        fresh.paths(state)
