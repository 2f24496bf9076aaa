"""Running a compiled cell: forward and backward, a stretch of time at a time.

One kernel serves all runs of a cell at one size. It works on a stretch of at most `capacity` steps, whose numbers stay
in the processor's cache; what it has computed is copied into the run's record, and brought back for the way back.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from threading import RLock
from typing import Any

import numpy as np

from rnnviz.engine.compiler.assembly import TURNED, Assembly
from rnnviz.engine.compiler.layout import BufferLayout, bring_in
from rnnviz.engine.compiler.program import Program, make_program
from rnnviz.engine.experiments.experiment import Experiment
from rnnviz.engine.frozen import locked
from rnnviz.engine.language.ops import Array
from rnnviz.engine.language.several import MIXINGS

FOLD = 32
"""Up to this many units (times samples) adding gradients inside a product is cheaper than calls of their own."""
HOIST, FEW = 128 * 128, 8
"""From HOIST hidden units times inputs on, with fewer than FEW samples, x is multiplied for all steps before the loop,
within which its weights would be read from memory at every step."""
STRETCH = 256
"""Steps a kernel runs at a time; shorter runs are run whole."""
CACHED, KERNELS = 16_000_000, 64
"""Bytes of buffers kept for the next run of the same shape, and how many kernels at most."""


@dataclass(frozen=True, slots=True, eq=False)
class LoopRecord:
    """What the loop computed in a whole run, and where each array lies in it."""

    block: Array
    layout: BufferLayout


class Kernel(Assembly):
    """One compiled cell at one shape. Not for two threads at once: hold `lock`.

    stored: node of the cell -> place, for what stands in a record. stands: the stretch whose numbers are in the
    buffers. passed: the record and loss gradient of the last whole backward pass, while what it left is still there.
    """

    def __init__(self, program: Program, exp: Experiment, capacity: int) -> None:
        super().__init__(program, exp.sizes, capacity, exp.inputs.shape[1], exp.dtype)
        self.lock, self.stored, self.regular = RLock(), program.stored, program.regular
        self.totals = {
            line: self.layout.outward(self.views[program.arriving[own]]) for line, own in program.low.owns.items()
        }
        self.riding = self.views[program.riding] if program.riding else None
        self.reading = [self.layout.array(self.block, f"R{n}") for n in range(len(program.places.groups))]
        self.sending = [
            self.work.array(self.spare, f"D{n}")[:, : self.width(f"Z{n}") * self.batch]
            for n in range(len(program.places.groups))
        ]
        self.stands = slice(0, 0)
        self.passed: tuple[LoopRecord, Array] | None = None
        self._packed: Experiment | None = None
        self._recorded: LoopRecord | None = None
        self._serial, self._derived = 0, (-1, False)

    def stretches(self, steps: int) -> list[slice]:
        """Which steps are run together, in order."""
        return [slice(first, min(first + self.steps, steps)) for first in range(0, steps, self.steps)]

    # forward -------------------------------------------------------------------------------------------------

    def forward(self, exp: Experiment) -> LoopRecord:
        """Run an experiment; returns its own record of all steps."""
        if exp.steps <= self.steps:
            self._recorded = LoopRecord(locked(self.forward_here(exp).block.copy()), self.layout)
            return self._recorded
        self._pack(exp)
        self._recorded = None
        layout = BufferLayout(self.traced, exp.sizes, exp.steps, self.batch)
        record = LoopRecord(np.empty(layout.numbers, self.dtype), layout)
        for part in self.stretches(exp.steps):
            self._run(exp, part)
            for ours, theirs in self._pairs(record, part):
                theirs[...] = ours
        self._recorded = record
        locked(record.block)
        return record

    def forward_here(self, exp: Experiment) -> LoopRecord:
        """Run an experiment of one stretch; its record is the buffers themselves, and stands until the next run."""
        self._pack(exp)
        self._recorded = None
        self._run(exp, slice(0, exp.steps))
        return LoopRecord(self.block, self.layout)

    def _run(self, exp: Experiment, part: slice) -> None:
        count = part.stop - part.start
        with np.errstate(all="ignore"):
            self._enter(exp, part)
            for step in self.before:
                if isinstance(step, int):
                    self._known_product(exp, step, part)
                else:
                    step.run(step.rows)
            self.forward_body.run(self.forward_body.rows if count == self.steps else self.forward_body.rows[:count])

    def recall(self, exp: Experiment, record: LoopRecord, part: slice) -> None:
        """Have a stretch of an earlier run in the buffers, so that its way back can follow."""
        if self.has(record, part):
            return
        if self._packed is not exp:
            self._pack(exp)
        self._hold(exp, part)
        for ours, theirs in self._pairs(record, part):
            ours[...] = theirs
        self._recorded = record
        self._stand(part)

    def has(self, record: LoopRecord, part: slice) -> bool:
        """Whether that stretch of that run is what the buffers hold."""
        return self._recorded is record and self.stands == part

    def _pairs(self, record: LoopRecord, part: slice) -> Iterator[tuple[Array, Array]]:
        """Arrays of the buffers and of a record, the rows of a stretch and those one step beyond."""
        for name, (_, beyond) in self.traced.items():
            count = part.stop - part.start + beyond
            theirs = record.layout.array(record.block, name)[part.start : part.start + count]
            yield self.layout.array(self.block, name)[:count], theirs

    def _stand(self, part: slice) -> None:
        self.stands, self.passed = part, None
        self._serial += 1

    def _pack(self, exp: Experiment) -> None:
        self._packed = exp
        params = exp.params
        for view, name, factor, again in self.into:
            if again:
                view += factor * params[name]
            elif factor == 1.0:
                view[...] = params[name]
            else:
                np.multiply(params[name], factor, out=view)
        for view, name in self.vectors:
            view[...] = params[name][:, None]

    def _hold(self, exp: Experiment, part: slice) -> None:
        count = part.stop - part.start
        for line, (values, mask) in self.held.items():
            values[:count] = np.repeat(exp.held[line].values[part], self.batch, axis=1)
            mask[:count] = exp.held[line].mask[part, None]

    def _enter(self, exp: Experiment, part: slice) -> None:
        """Inputs of a stretch, and the states it begins with."""
        self._hold(exp, part)
        inputs, count = exp.inputs[part], part.stop - part.start
        for array, state in self.starting:
            array[...] = exp.start[state].T.reshape(-1) if part.start == 0 else self.states[state][self.steps]
        for array in self.reading_x:
            bring_in(inputs, array[:count])
        for number, ahead in enumerate(self.ahead):
            if ahead is not None:
                known = inputs.reshape(-1, inputs.shape[2]) @ ahead[0].T + ahead[1]
                bring_in(known.reshape(*inputs.shape[:2], -1), self.work.array(self.spare, f"X{number}")[:count])
        self._stand(part)

    def _known_product(self, exp: Experiment, node: int, part: slice) -> None:
        """A row whose operands are known for all steps."""
        row, count = self.program.low.rows[self.op(node).data], part.stop - part.start
        total: Any = 0.0
        for sign, matrix, operand in row.terms:
            known = self.op(operand).kind == "x"
            value = exp.inputs[part] if known else self.layout.outward(self.views[f"v{operand}"][:count])
            if row.mixing:
                bring_in(MIXINGS[matrix].forward(value, -1), self.views[f"v{node}"][:count])
                return
            flat = value.reshape(-1, value.shape[-1]) @ weight(exp, matrix).T
            total = total + sign * flat
        for sign, vector in row.bias:
            total = total + sign * exp.params[vector]
        bring_in(total.reshape(count, self.batch, -1), self.views[f"v{node}"][:count])

    def state(self, record: LoopRecord, name: str) -> Array:
        """A state in a record, its start in row 0: (T + 1, B, units), a view."""
        return record.layout.outward(record.layout.beyond(record.block, self.homes[name]))

    # backward ------------------------------------------------------------------------------------------------

    def backward(self, loss_grad: Array, arriving: list[Array] | None = None, ignore_flat: bool = False) -> None:
        """The whole way back through the stretch that stands.

        loss_grad: dL/d(output) of all steps of the run (T, B, units); arriving: what came over the stretch's end.
        """
        with np.errstate(all="ignore"):
            self.go_back(loss_grad, arriving, ignore_flat)

    def go_back(self, loss_grad: Array, arriving: list[Array] | None, ignore_flat: bool) -> None:
        """The same, for callers that have silenced NumPy's warnings."""
        self.passed = None
        self.derive(ignore_flat)
        self.carry(arriving)
        self.lose(loss_grad)
        self.back_through(0, self.stands.stop - self.stands.start)
        self.turn_back()

    def derive(self, ignore_flat: bool = False) -> None:
        """The local derivatives of all steps. ignore_flat: as if no activation were flat anywhere."""
        if self._derived != (self._serial, ignore_flat):
            self._derived = self._serial, ignore_flat
            self.coefficients.run(self.coefficients.rows, ignore_flat)

    def carry(self, arriving: list[Array] | None) -> None:
        """Put what travels backward at the stretch's end; None: nothing."""
        end = self.stands.stop - self.stands.start
        for i, (_, rows) in enumerate(self.travelling):
            rows[end] = 0.0 if arriving is None else arriving[i]

    def leaving(self) -> list[Array]:
        """What travels on from the stretch's first step to the one before it."""
        return [rows[0].copy() for _, rows in self.travelling]

    def lose(self, loss_grad: Array) -> None:
        """dL/d(output) where the loop picks it up: where it rides in a product, one step late."""
        first, count = self.stands.start, self.stands.stop - self.stands.start
        if self.riding is not None:
            bring_in(loss_grad[first : first + count - 1], self.riding[1:count])
            self.riding[0] = loss_grad[first - 1].T.reshape(-1) if first else 0.0
            if self.stands.stop == len(loss_grad):
                self.views[self.program.ending][count - 1] = loss_grad[-1].T.reshape(-1)
        elif "loss" in self.views:
            bring_in(loss_grad[self.stands], self.views["loss"][:count])

    def back_through(self, first: int, end: int) -> None:
        """Backward through steps end - 1 down to first of the stretch; what travels must stand at `end`."""
        self.backward_body.run(self.reversed[self.steps - end : self.steps - first])

    # what the way back leaves --------------------------------------------------------------------------------

    def rows(self, name: str) -> Array:
        """A variable in the stretch that stands: (t, units * B), a view."""
        return self.views[name][: self.stands.stop - self.stands.start]

    def turn_back(self) -> None:
        """Give what the loop leaves with the sign of a sigmoid's row its own sign again."""
        for rows in self.opposite:
            np.negative(rows, rows)

    def total(self, line: str) -> Array:
        """dL/d(state or output) in the stretch that stands: (t, B, units), a view."""
        return self.totals[line][: self.stands.stop - self.stands.start]

    def read(self, number: int) -> Array:
        """What a product read in every step: (t, width * B)."""
        return self.reading[number][: self.stands.stop - self.stands.start]

    def sent(self, number: int) -> Array:
        """dL/d(what a product gave): (t, units * B)."""
        return self.sending[number][: self.stands.stop - self.stands.start]


def weight(exp: Experiment, matrix: str) -> Array:
    """The matrix of a product's term: a parameter, or one transposed."""
    name = matrix.removesuffix(TURNED)
    return exp.params[name] if name == matrix else exp.params[name].T


_kernels: OrderedDict[tuple[Any, ...], Kernel] = OrderedDict()
_guard = RLock()


def kernel_for(exp: Experiment, folded: bool | None = None) -> Kernel:
    """The kernel of an experiment's cell and shape, kept while memory allows.

    folded: whether sums of gradients ride in the products; default: where that is faster.
    """
    steps, batch, _ = exp.inputs.shape
    sizes, held = tuple(exp.sizes.values()), frozenset(exp.held)
    folded = exp.hidden * batch <= FOLD if folded is None else folded
    key = (exp.cell, held, folded, sizes, min(steps, STRETCH), batch, exp.dtype)
    with _guard:
        kernel = _kernels.get(key)
        if kernel is not None:
            _kernels.move_to_end(key)
            return kernel
        kernel = _kernels[key] = new_kernel(exp, folded)
        while len(_kernels) > KERNELS or (len(_kernels) > 1 and sum(k.bytes for k in _kernels.values()) > CACHED):
            _kernels.popitem(last=False)
    return kernel


def new_kernel(exp: Experiment, folded: bool | None = None) -> Kernel:
    """A kernel that nobody else uses. folded: as in `kernel_for`."""
    steps, batch, inputs = exp.inputs.shape
    folded = exp.hidden * batch <= FOLD if folded is None else folded
    hoisted = exp.hidden * inputs >= HOIST and batch < FEW
    return Kernel(make_program(exp.cell, frozenset(exp.held), folded, hoisted), exp, min(steps, STRETCH))
