"""The rows of the tape as arrays of colour indices: what is shown, not where."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from rnnviz.engine import Cell, Run
from rnnviz.model.squash import Effect, effects
from rnnviz.view.shades import value_colors
from rnnviz.view.style import Theme

LEVELS = 255
DECADES = 2.0
"""A gradient this many decades below the largest of its row is drawn as nothing (as on the stage's wires)."""


@dataclass(frozen=True, slots=True, eq=False)
class TapeRow:
    """One line over all steps: index (T, units) into the colour table of `role` (None: blue and orange)."""

    name: str
    label: str
    role: str
    gate: bool
    index: NDArray[np.uint8]
    table: str | None
    held: NDArray[np.bool_] | None = None
    effect: Effect | None = None

    @property
    def line(self) -> str:
        """The line with which the row is known."""
        return self.effect.line if self.effect is not None else self.name


def names(cell: Cell, backward: bool) -> tuple[str, ...]:
    """Lines worth a row: the input, the named lines in the order of the text, the states last."""
    named = [line.name for line in cell.lines if line.label and line.size == "hidden"]
    named = named or [line.name for line in cell.lines if line.size == "hidden"]
    last = [s for s in (*cell.states, cell.output) if s != cell.output] + [cell.output]
    body = [n for n in named if n not in last]
    return (*(() if backward else ("x",)), *body, *(s for s in dict.fromkeys(last) if s in cell.by_name))


def rows(run: Run, backward: bool) -> tuple[TapeRow, ...]:
    """All rows of a run: values, or in backward mode gradients; then what a cell of one box does to them."""
    told = [found for found in effects(run) if not backward or found.kind == "slope"]
    return (*(_row(run, name, backward) for name in names(run.cell, backward)), *(_effect(run, e) for e in told))


def _row(run: Run, name: str, backward: bool) -> TapeRow:
    cell = run.cell
    line = cell.by_name.get(name)
    label = (line.label or name) if line is not None else "input"
    role = line.role if line is not None else "x"
    gate = name in cell.gates
    held = run.experiment.held.get(name)
    mask = held.mask if held is not None else None
    if backward:
        return TapeRow(name, f"∂ {label}", role, gate, _signed(_by_decades(run.grad(name))), None, mask)
    values = run.value(name)
    if gate:
        return TapeRow(name, label, role, gate, _unsigned(values), role, mask)
    return TapeRow(name, label, role, gate, _signed(_within_one(values)), None, mask)


def _effect(run: Run, effect: Effect) -> TapeRow:
    """Slopes have the colour of what is learned from, memory that of its state."""
    translate = QCoreApplication.translate
    is_slope = effect.kind == "slope"
    label = translate("Tape", "slope") if is_slope else translate("Tape", "memory")
    role = "candidate" if is_slope else run.cell.by_name[effect.line].role
    held = run.experiment.held.get(effect.line)
    index = _unsigned(_within_one(effect.values))
    return TapeRow(effect.kind, label, role, False, index, role, held.mask if held is not None else None, effect)


def _unsigned(values: NDArray[np.float64]) -> NDArray[np.uint8]:
    """0..1 to 0..255."""
    return np.clip(np.nan_to_num(values) * LEVELS + 0.5, 0, LEVELS).astype(np.uint8)


def _within_one(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Values that leave -1..1 are divided by the largest of the run."""
    largest = float(np.max(np.abs(values), where=np.isfinite(values), initial=1.0))
    return values / largest


def _by_decades(grad: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sign and log10 size: 1 for the largest of the run, 0 for two decades less."""
    size = np.abs(grad)
    top = float(np.max(size, where=np.isfinite(size), initial=0.0))
    if top == 0:
        return np.zeros_like(grad)
    with np.errstate(all="ignore"):
        level = 1 + (np.log10(size) - np.log10(top)) / DECADES
    return np.asarray(np.sign(grad) * np.clip(np.nan_to_num(level, nan=0.0, posinf=1.0, neginf=0.0), 0, 1))


def _signed(values: NDArray[np.float64]) -> NDArray[np.uint8]:
    """-1..1 to 1..255, with 128 for zero."""
    steps = np.nan_to_num(values, nan=0.0, posinf=1.0, neginf=-1.0) * 127 + 128.5
    return np.clip(steps, 1, LEVELS).astype(np.uint8)


def table(theme: Theme, role: str | None) -> NDArray[np.uint32]:
    """256 colours as RGB32: of a gate from 0 to 1, or of a signed value from -1 to 1."""
    steps = range(LEVELS + 1)
    values = [i / LEVELS for i in steps] if role is not None else [(i - 128) / 127 for i in steps]
    red, green, blue = value_colors(theme, values, role).astype(np.uint32).T
    return np.asarray(0xFF000000 | red << 16 | green << 8 | blue, np.uint32)
