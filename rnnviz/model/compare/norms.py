"""Gradients of compared cells on one axis: a curve for every state, and what its numbers say n steps back."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnviz.engine import Run
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.scales import LOW, Mark, marks

BACK = 20
"""Steps before the loss at which cells are compared, in a sequence that is long enough."""


@dataclass(frozen=True, slots=True, eq=False)
class Norms:
    """log10 of ||dL/d(state)|| at every step of the sequence, the first word first.

    row: which of the cells; state: the line; values: (T,), minus infinity where it is zero; odd: steps that are no
    number to draw; loss: the step (0-based) where the last gradient comes in; main: whether it is the cell's first.
    """

    row: int
    state: str
    values: NDArray[np.float64]
    odd: tuple[Mark, ...]
    loss: int
    main: bool

    def at(self, step: int) -> float:
        """log10 of the norm at a step; nan beyond the sequence."""
        return float(self.values[step]) if 0 <= step < len(self.values) else math.nan

    def kind(self, step: int) -> str:
        """Of what kind the number is there: finite, zero, saturated, underflow, overflow, nan."""
        return next((mark.kind for mark in self.odd if mark.step == step), "finite")

    def kept(self, back: int) -> float:
        """Factor by which the norm changes in a step, on average over `back` steps from the loss; nan without one."""
        here, there = self.at(self.loss), self.at(self.loss - back)
        if back < 1 or not (math.isfinite(here) and (math.isfinite(there) or there == -math.inf)):
            return math.nan
        return 0.0 if there == -math.inf else float(10 ** ((there - here) / back))


def states_of(run: Run) -> tuple[str, ...]:
    """Every state, the output first if it is one; the output of a cell that has no state."""
    cell = run.cell
    return tuple(sorted(cell.states, key=cell.output.__ne__)) or (cell.output,)


def norms_of(simulation: Simulation, row: int) -> tuple[Norms, ...]:
    """The curves of one cell: of the layer and direction that are on its stage."""
    run, back = simulation.run, simulation.cursor.way == "backward"
    loss = max(simulation.result.setup.loss.counted(simulation.steps))
    found = []
    for number, state in enumerate(states_of(run)):
        values, kinds = run.norms(state), run.norm_states(state)
        if back:
            values, kinds = values[::-1], kinds[::-1]
        odd = tuple(
            mark for mark in marks(values.tolist(), kinds.tolist()) if mark.kind not in LOW or mark.step <= loss
        )
        found.append(Norms(row, state, np.asarray(values, np.float64), odd, loss, number == 0))
    return tuple(found)


def runs_away(run: Run, state: str) -> tuple[str, int] | None:
    """("overflow" or "nan", step of the run) where a state stops being numbers; None where it never does."""
    values = run.value(state)
    bad = np.flatnonzero(~np.isfinite(values).all(axis=-1))
    if not len(bad):
        return None
    return ("nan" if np.isnan(values[bad[0]]).any() else "overflow"), int(bad[0])


def usual_back(losses: Sequence[int]) -> int:
    """How far back cells are compared while nobody chose it: as far as all of them reach."""
    return max(1, min(BACK, min(losses, default=0)))


def parameters(simulation: Simulation) -> int:
    """Numbers that could be learned in the whole network, the read-out included."""
    whole = simulation.result.whole
    if whole is None:
        return sum(np.asarray(array).size for array in simulation.run.experiment.params.values())
    return sum(np.asarray(array).size for array in whole.network.params.values())


def accuracy(simulation: Simulation) -> float | None:
    """Share of the steps that count whose answer is right; None where nothing says what would be."""
    answers = simulation.result.answers
    if answers is None:
        return None
    judged = [answers.right(step) for step in range(answers.steps) if answers.counted[step]]
    known = [good for good in judged if good is not None]
    return sum(known) / len(known) if known else None
