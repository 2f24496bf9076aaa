"""The network unrolled in time: what every layer, direction and step shows, and how far the story has come.

Everything is in the order of the sequence: column t of every row is step t of the sequence, whichever way the row
reads. Forward a row shows its output's values and how much is carried on to its next step; backward the gradient
that arrives, by decades below the largest of all rows.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rnnviz.engine import Cell, Run
from rnnviz.engine.passes.lognorm import joint_norm, log10_norm
from rnnviz.model.figures.shading import by_decades, largest, strength, within_one
from rnnviz.model.picture.onebox import one_box
from rnnviz.model.picture.reading import Vector, single
from rnnviz.model.story.cursor import Cursor
from rnnviz.model.story.score import AHEAD, NOW, Part, Score


@dataclass(frozen=True, slots=True, eq=False)
class ChainRow:
    """One direction of one layer over the whole sequence.

    name, role: of its output line. values: (T, n) of it, or of its gradient; units: (T, n), the same in -1..1;
    level: (T,) in 0..1, how full a box is; carried: (T,) in
    0..1, how much leaves each step for the next (backward: comes back into it); None for a cell without a memory.
    handed: (T,) in 0..1, how much it hands up (backward: gets from above); read: (T,) in 0..1, how much it reads
    (backward: sends down). means: (T,) mean |output|; sizes: (T,) log10 norm of the output, or of its gradient.
    """

    layer: int
    way: str
    cell: Cell
    name: str
    role: str
    values: Vector
    units: Vector
    level: Vector
    carried: Vector | None
    handed: Vector
    read: Vector
    means: Vector
    sizes: Vector

    @property
    def finite(self) -> NDArray[np.bool_]:
        """(T,): whether a step's numbers are numbers."""
        return np.isfinite(self.means)


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """rows: lowest layer first, its forward direction before its backward one; inputs: (T, n) in -1..1, backward the
    gradients of the inputs.

    top: log10 of what is drawn strongest: the largest norm of an output, or of a gradient.
    """

    rows: tuple[ChainRow, ...]
    inputs: Vector
    backward: bool
    top: float

    @property
    def steps(self) -> int:
        return len(self.inputs)

    def ways(self, layer: int) -> tuple[ChainRow, ...]:
        """The rows of one layer."""
        return tuple(row for row in self.rows if row.layer == layer)


@dataclass(frozen=True, slots=True)
class ChainReach:
    """How far the story has come in a row: columns that are known, and the one being computed, if it is here."""

    known: range
    now: int | None


def usual(score: Score) -> bool:
    """Whether the chain belongs to what is shown: a network, or a cell that is one box."""
    return len(score.parts) > 1 or one_box(score.parts[0].cell)


def breadths(score: Score) -> tuple[int, ...]:
    """For every layer, lowest first, the number of its directions."""
    layers = [part.layer for part in score.parts]
    return tuple(layers.count(layer) for layer in range(layers[-1] + 1))


def column_of(way: str, step: int, steps: int) -> int:
    """Where a step of a direction's own order stands in the sequence; and back."""
    return step if way == "forward" else steps - 1 - step


def chain_of(runs: Sequence[Sequence[Run]], score: Score, backward: bool) -> Chain:
    """runs: for every layer the run of each of its ways, as the score has them."""
    flat = [run for some in runs for run in some]
    seats = [(part.layer, part.way, run) for part, run in zip(score.parts, flat, strict=True)]
    lowest = [(way, run) for layer, way, run in seats if layer == 0]
    if backward:
        # what the directions that read x send back to it, added
        inputs = by_decades(np.sum([_in_order(way, single(run.grad("x"))) for way, run in lowest], axis=0))
        rows, top = _returning([_Back(*seat) for seat in seats])
    else:
        way, run = lowest[0]
        inputs = within_one(_in_order(way, single(run.value("x"))))
        rows = tuple(_onward(*seat) for seat in seats)
        top = max(float(np.max(row.sizes, where=np.isfinite(row.sizes), initial=-math.inf)) for row in rows)
    return Chain(rows, inputs, backward, top)


def _in_order(way: str, values: Vector) -> Vector:
    """From a direction's own order of time to that of the sequence."""
    return values if way == "forward" else values[::-1]


def memory_of(cell: Cell) -> str | None:
    """The state a chain carries on: the output where that is one."""
    return cell.output if cell.output in cell.states else next(iter(cell.states), None)


# forward ---------------------------------------------------------------------------------------------------


def _onward(layer: int, way: str, run: Run) -> ChainRow:
    cell = run.cell
    values = _in_order(way, single(run.value(cell.output)))
    memory = memory_of(cell)
    with np.errstate(all="ignore"):
        means = np.mean(np.abs(values), axis=1)
        sizes = np.log10(np.linalg.norm(values, axis=1))
        level = np.clip(np.nan_to_num(means / largest(means, least=1.0), nan=1.0, posinf=1.0), 0.0, 1.0)
        carried = None if memory is None else _rms(_in_order(way, single(run.value(memory))))
    role = cell.by_name[cell.output].role
    read = np.ones(len(values))
    return ChainRow(
        layer, way, cell, cell.output, role, values, within_one(values), level, carried, level, read, means, sizes
    )


def _rms(values: Vector) -> Vector:
    """(T,): the norm of every step by that of a vector of ones, by the largest of the run where that is more."""
    found = np.asarray(np.linalg.norm(values, axis=1) / math.sqrt(values.shape[1]))
    return np.asarray(np.clip(np.nan_to_num(found / largest(found, least=1.0), nan=1.0, posinf=1.0), 0.0, 1.0))


# backward --------------------------------------------------------------------------------------------------


class _Back:
    """The gradients of one direction of one layer, in its own order of time."""

    def __init__(self, layer: int, way: str, run: Run) -> None:
        self.layer, self.way, self.run = layer, way, run
        self.arriving = _one(run.norms(run.cell.output))
        """(T,): log10 norm of the whole gradient of the output."""
        self.passed = _passed_back(run)
        self.read = _one(run.norms("x"))
        self.grad = single(run.grad(run.cell.output))
        self.handed = log10_norm(single(run.grad(run.cell.output, into="loss")))

    @property
    def top(self) -> float:
        """The largest finite size of what is drawn."""
        found = [self.arriving, self.handed, self.read, *([] if self.passed is None else [self.passed])]
        return max(float(np.max(f, where=np.isfinite(f), initial=-math.inf)) for f in found)


def ask_back(run: Run) -> None:
    """Have a run work out what a chain asks of it backward; it keeps what was found."""
    _Back(0, "", run)


def _one(values: Vector) -> Vector:
    """Of a batch its first sequence."""
    return values if values.ndim == 1 else values[:, 0]


def _passed_back(run: Run) -> Vector | None:
    """(T,): log10 norm of what the next step sends back through all states together; nothing into the last step."""
    states = run.cell.states
    if not states:
        return None
    joint = joint_norm(np.stack([_one(run.norms(f"{state}_prev")) for state in states]), 0)
    return np.append(joint[1:], -math.inf)


def _returning(backs: Sequence[_Back]) -> tuple[tuple[ChainRow, ...], float]:
    """All rows on one scale, that of the largest gradient."""
    top = max(back.top for back in backs)
    top = top if math.isfinite(top) else 0.0
    peak = max(largest(back.grad) for back in backs)
    return tuple(_returning_row(back, top, peak) for back in backs), top


def _returning_row(back: _Back, top: float, peak: float) -> ChainRow:
    cell, way = back.run.cell, back.way

    def shown(logs: Vector) -> Vector:
        return _in_order(way, strength(logs, top))

    carried = None if back.passed is None else shown(back.passed)
    grad, sizes = _in_order(way, back.grad), _in_order(way, back.arriving)
    with np.errstate(all="ignore"):
        means = np.mean(np.abs(grad), axis=1)
    role = cell.by_name[cell.output].role
    return ChainRow(
        back.layer, way, cell, cell.output, role, grad, by_decades(grad, peak), shown(back.arriving), carried,
        shown(back.handed), shown(back.read), means, sizes,
    )  # fmt: skip


# the story -------------------------------------------------------------------------------------------------


def reach(score: Score, cursor: Cursor, row: ChainRow | Part) -> ChainReach:
    """How far a row is known at a place of the story. What is known is one stretch: its end is found by halving."""
    steps = score.steps

    def state(told: int) -> str:
        return score.reached(cursor, row.layer, row.way, _own(cursor, told, steps))

    count = bisect_left(range(steps), True, key=lambda told: state(told) == AHEAD)
    now = count - 1 if count and state(count - 1) == NOW else None
    known = count if now is None else now
    if (row.way == "forward") != cursor.backward:  # told from left to right
        return ChainReach(range(known), now)
    return ChainReach(range(steps - known, steps), None if now is None else steps - 1 - now)


def _own(cursor: Cursor, told: int, steps: int) -> int:
    """The step, in a direction's own order, that the story tells as its `told`-th."""
    return steps - 1 - told if cursor.backward else told


def seat_at(score: Score, cursor: Cursor, row: ChainRow | Part, column: int) -> Cursor:
    """The place of the story at a box of the chain, with the line kept where the cell has it."""
    there = score.visit(cursor, row.layer, row.way)
    return replace(there, step=column_of(there.way, column, score.steps))
