"""Experiments the tests share."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from rnnviz.engine import Cell, Experiment
from rnnviz.engine.language.sizes import sizes_of

FOREIGN = {
    path.stem: path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parents[1].glob("cases/cells/*.toml"))
}
"""Cells as people wrote them, and why some of them are refused."""

FOREIGN_REFUSED = {
    "phased": "the operator % is not allowed",
    "delay_direct": "no line assigns h_prev",
    "antisym": "U_T would be a matrix of its own; U transposed is U.T",
}
FOREIGN_VALID = [name for name in FOREIGN if name not in FOREIGN_REFUSED]


def experiment(cell: Cell, hidden=5, width=3, steps=7, batch=None, seed=0, **build) -> Experiment:
    """An experiment with everything random: inputs, start, and biases too."""
    rng = np.random.default_rng([seed, hidden, width, steps, batch or 0])
    shape = (steps, width) if batch is None else (steps, batch, width)
    sizes = sizes_of(hidden, width, build.get("output"))
    start = {}
    for state in (s for s in cell.states if s not in cell.begin):
        size = sizes[cell.by_name[state].size]
        start[state] = rng.normal(size=size if batch is None else (batch, size)) * 0.5
    exp = Experiment.build(cell, hidden, rng.normal(size=shape), seed, start=start, **build)
    extra = {name: value + 0.3 * rng.normal(size=value.shape) for name, value in exp.params.items()}
    return exp.with_params(extra)


def loss_grad(exp: Experiment, seed=1) -> np.ndarray:
    """A random dL/d(output) that reaches every step: (T[, B], size)."""
    size = exp.sizes[exp.cell.by_name[exp.cell.output].size]
    full = np.random.default_rng(seed).normal(size=(*exp.inputs.shape[:2], size))
    return full if exp.batched else full[:, 0]


def beyond_rounding(run, name, digits: int) -> bool:
    """Whether what arrives at a line is more than the rounding of what arrives elsewhere: nothing else arrives at the
    stabiliser of an sLSTM, of which no value depends."""
    largest = max(run.norms(line).max() for line in run.cell.by_name)
    return bool(run.norms(name).max() > largest - digits)


def full(array: np.ndarray, exp: Experiment) -> np.ndarray:
    """(T[, B], size) -> (T, B, size)."""
    return array if exp.batched else array[:, None]


def cell(equations: str, head: str = "", tail: str = "") -> Cell:
    """A cell from its equations alone."""
    return Cell.from_text(f"name = 'typed'\n{head}\nequations = '''\n{equations}\n'''\n{tail}")
