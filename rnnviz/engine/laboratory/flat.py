"""What is flat, what gets through: the slope that every activation has left, against the largest it can have."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnnviz.engine.errors import ExperimentError
from rnnviz.engine.frozen import locked
from rnnviz.engine.language.ops import FUNCTIONS, Array
from rnnviz.engine.run import Run

FLAT = 0.1
"""Below this part of its largest slope an activation counts as flat."""
BINS = 20


@dataclass(frozen=True, eq=False)
class SlopeLeft:
    """Of one activation: left (T[, B], size), |slope| / largest slope the function has, from 0 to 1.

    line: whose equation it stands in; function: its name; node: its id in the cell.
    """

    line: str
    function: str
    node: int
    left: Array

    @property
    def flat(self) -> Array:
        """Where less than a tenth is left: bool, as `left`."""
        return np.asarray(self.left < FLAT)

    @property
    def means(self) -> Array:
        """Mean over units: (T[, B])."""
        return np.asarray(self.left.mean(axis=-1))

    @property
    def mean(self) -> float:
        """Over everything."""
        return float(self.left.mean())

    @property
    def dead(self) -> Array:
        """Units that pass nothing at any step of any sample, as a ReLU may: (size,) bool."""
        return np.asarray((self.left == 0).all(axis=tuple(range(self.left.ndim - 1))))


@dataclass(frozen=True, eq=False)
class Histogram:
    """counts: (bins,) of edges (bins + 1,); shut, open: values that are flat at the low and at the high end."""

    counts: Array
    edges: Array
    shut: int
    open: int


def slopes_left(run: Run) -> tuple[SlopeLeft, ...]:
    """Every activation that has a largest slope, in the order of the equations. Where values are no numbers, NaN."""
    found = []
    for node, slope in run.slopes.items():
        op = run.cell.nodes[node].op
        steepest = FUNCTIONS[op].steepest if op in FUNCTIONS else 1.0  # a clipped value's slope is 0 or 1
        if steepest is not None and np.ndim(slope) == 3:
            left = np.abs(slope) / steepest
            shown = left if run.experiment.batched else left[:, 0]
            found.append(SlopeLeft(run.cell.nodes[node].line, op, node, locked(shown)))
    return tuple(found)


def histogram(run: Run, gate: str, bins: int = BINS) -> Histogram:
    """How open a gate is: its values of all steps, samples and units between 0 and 1. ExperimentError for no gate."""
    if gate not in run.cell.gates:
        raise ExperimentError("gate.none", name=gate, known=run.cell.gates)
    values = run.value(gate)
    counts, edges = np.histogram(values[np.isfinite(values)], bins, (0.0, 1.0))
    flat = next(
        (row.flat for row in slopes_left(run) if row.node == run.cell.by_name[gate].root), np.zeros_like(values, bool)
    )
    return Histogram(counts, edges, int((flat & (values < 0.5)).sum()), int((flat & (values >= 0.5)).sum()))
