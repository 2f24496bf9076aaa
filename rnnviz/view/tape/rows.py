"""The rows of the tape as arrays of colour indices: what is shown, not where."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from rnnviz.engine import Cell, Run
from rnnviz.model.chain.onebox_effects import Effect, effects
from rnnviz.model.figures.shading import by_decades, within_one
from rnnviz.view.look.language import line_name
from rnnviz.view.look.shades import value_colors
from rnnviz.view.look.style import Theme

LEVELS = 255


@dataclass(frozen=True, slots=True, eq=False)
class TapeRow:
    """One line over all steps: index (T, units) into the colour table of `role` (None: blue and orange).

    odd: (T,) what no colour can say of a step: saturated, zero, underflow, overflow, nan, else finite.
    """

    name: str
    label: str
    role: str
    gate: bool
    index: NDArray[np.uint8]
    table: str | None
    held: NDArray[np.bool_] | None = None
    effect: Effect | None = None
    odd: NDArray[np.str_] | None = None

    @property
    def turned(self) -> TapeRow:
        """The same row from its end to its start."""
        held = self.held[::-1] if self.held is not None else None
        odd = self.odd[::-1] if self.odd is not None else None
        return replace(self, index=self.index[::-1], held=held, odd=odd)

    @property
    def line(self) -> str:
        """The line with which the row is known."""
        return self.effect.line if self.effect is not None else self.name


def names(cell: Cell, backward: bool) -> tuple[str, ...]:
    """Lines worth a row: the input, the named lines in the order of the text, the states last."""
    named = [line.name for line in cell.lines if line.label and line.size != "output"]
    named = named or [line.name for line in cell.lines if line.size != "output"]
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
    label = line_name(cell, name) if line is not None else QCoreApplication.translate("Tape", "input")
    role = line.role if line is not None else "x"
    gate = name in cell.gates
    held = run.experiment.held.get(name)
    mask = held.mask if held is not None else None
    if backward:
        grad = run.grad(name)
        odd = odd_gradients(run, name, grad)
        return TapeRow(name, f"∂ {label}", role, gate, signed(by_decades(grad)), None, mask, odd=odd)
    values = run.value(name)
    odd = None if line is None or np.isfinite(values).all() else run.value_states(name)
    if gate:
        return TapeRow(name, label, role, gate, unsigned(values), role, mask, odd=odd)
    return TapeRow(name, label, role, gate, signed(within_one(values)), None, mask, odd=odd)


def odd_gradients(run: Run, name: str, grad: NDArray[np.float64]) -> NDArray[np.str_] | None:
    """The typed states of a line's gradients; where the norm is known but the numbers left float64, that."""
    finite, some = np.isfinite(grad).all(axis=-1), grad.any(axis=-1)
    if finite.all() and some.all():
        return None
    states = run.norm_states(name).copy()
    known = states == "finite"
    states[known & ~finite] = "overflow"
    states[known & finite & ~some] = "underflow"
    return states


def _effect(run: Run, effect: Effect) -> TapeRow:
    """Slopes have the colour of what is learned from, memory that of its state."""
    translate = QCoreApplication.translate
    is_slope = effect.kind == "slope"
    label = translate("Tape", "slope") if is_slope else translate("Tape", "memory")
    role = "candidate" if is_slope else run.cell.by_name[effect.line].role
    held = run.experiment.held.get(effect.line)
    index = unsigned(within_one(effect.values))
    return TapeRow(effect.kind, label, role, False, index, role, held.mask if held is not None else None, effect)


def unsigned(values: NDArray[np.float64]) -> NDArray[np.uint8]:
    """0..1 to 0..255."""
    return (np.clip(np.nan_to_num(values), 0.0, 1.0) * LEVELS + 0.5).astype(np.uint8)


def signed(values: NDArray[np.float64]) -> NDArray[np.uint8]:
    """-1..1 to 1..255, with 128 for zero."""
    return (np.clip(np.nan_to_num(values), -1.0, 1.0) * 127 + 128.5).astype(np.uint8)


def table(theme: Theme, role: str | None) -> NDArray[np.uint32]:
    """256 colours as RGB32: of a gate from 0 to 1, or of a signed value from -1 to 1."""
    steps = range(LEVELS + 1)
    values = [i / LEVELS for i in steps] if role is not None else [(i - 128) / 127 for i in steps]
    red, green, blue = value_colors(theme, values, role).astype(np.uint32).T
    return np.asarray(0xFF000000 | red << 16 | green << 8 | blue, np.uint32)
