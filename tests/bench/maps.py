"""The T x T map of log10 ||dh_t/dh_k|| against PyTorch's batched autograd, and one pair of it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from functools import partial

import numpy as np

from rnnviz.engine import CELLS, Experiment, Run, simulate
from tests.bench.contest import HAVE_TORCH, T
from tests.bench.timing import Times, interleave, verdict

MAPS = {"rnn": (2.5, 0.015), "gru_reset_after": (2.5, 0.015), "lstm": (6.0, 0.03)}
ROUNDS = 9


def maps(names: Mapping[str, str]) -> Iterator[str]:
    """A line for each cell, and what a pair costs in a long run."""
    for kind, (most, share) in MAPS.items():
        rng = np.random.default_rng(0)
        x = rng.normal(size=(T, 1, 16))
        runs = [simulate(Experiment.build(CELLS[kind], 16, x[:, 0], seed=s)) for s in range(2 * ROUNDS + 4)]
        for run in runs:
            run.norms("h")
        turn = iter(runs)
        times = interleave({"ours": partial(_map_of, turn)}, ROUNDS, warm=2, primed=True)["ours"]
        text = f"  {names[kind]:4} T x T map, H 16: {times.median:6.2f} ms, {verdict(times, 1.0, most)}"
        if HAVE_TORCH:
            theirs, spent = _theirs(kind, x, runs[0])
            lower = np.tril_indices(T)
            apart = float(np.abs(theirs[lower] - runs[0].flow("h")[lower]).max())
            text += f" PyTorch, batched autograd {spent.median:7.1f} ms ({min(spent.ms):.0f}..{max(spent.ms):.0f})"
            text += f", ratio {verdict(times, spent, share)} apart {apart:.0e}"
        yield text
    yield _pairs()


def _map_of(runs: Iterator[Run]) -> None:
    next(runs).flow("h")


def _theirs(kind: str, x: np.ndarray, run: Run) -> tuple[np.ndarray, Times]:
    from tests.bench.theirs import flow_map

    spent = []
    for _ in range(4):
        begin = time.perf_counter()
        found = flow_map(kind, x, 16, dict(run.experiment.params))
        spent.append((time.perf_counter() - begin) * 1e3)
    return found, Times("PyTorch", tuple(spent[1:]))


def _pairs() -> str:
    steps = 2_000
    run = simulate(Experiment.build(CELLS["lstm"], 64, np.random.default_rng(0).normal(size=(steps, 8))))
    begin = time.perf_counter()
    run.flow_pair("h", steps - 1, 0)
    first, rng, spent = (time.perf_counter() - begin) * 1e3, np.random.default_rng(1), []
    for k, t in np.sort(rng.integers(0, steps, (30, 2)), axis=1).tolist():
        begin = time.perf_counter()
        run.flow_pair("h", t, k)
        spent.append((time.perf_counter() - begin) * 1e3)
    later = f"every later one {np.median(spent):.1f} ms ({min(spent):.1f}..{max(spent):.1f})"
    return f"  LSTM one pair's spectral norm, H 64, T = {steps}: the first {first:.0f} ms, {later}"
