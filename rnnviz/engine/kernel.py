"""Running a compiled cell: buffers and lists of row views built once per shape, weights packed per run.

What a loop body touches is a view made beforehand (indexing inside the loop costs 1.7x), every call writes into its
place, products are bound `dot` methods. One kernel serves many runs of the same shape; a run keeps a copy of the trace.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Mapping
from threading import RLock
from typing import Any

import numpy as np

from rnnviz.engine.body import OPENED, Body, Whole
from rnnviz.engine.experiment import Experiment
from rnnviz.engine.graph import Op
from rnnviz.engine.layout import Layout, inward
from rnnviz.engine.ops import Array
from rnnviz.engine.places import Place
from rnnviz.engine.program import Program, make_program

FOLD = 32
"""Up to this many units (times samples) adding gradients inside a product is cheaper than calls of their own."""
HOIST, FEW = 128 * 128, 8
"""From this many hidden units times inputs on, for fewer samples than FEW, one product of x for all steps is cheaper
than a longer one at every step, which reads the weights of x again and again."""
CACHED = 256_000_000
"""Bytes of buffers kept for the next run of the same shape."""
VIEW = 112
"""Bytes of one row view."""


class Kernel:
    """One compiled cell at one shape. Not for two threads at once: hold `lock`."""

    def __init__(
        self, program: Program, sizes: Mapping[str, int], steps: int, batch: int, dtype: np.dtype[Any]
    ) -> None:
        self.program, self.batch, self.lock = program, batch, RLock()
        traced = {name: program.arrays[name] for name in program.places.arrays}
        worked = {name: spec for name, spec in program.arrays.items() if name not in traced}
        self.layout = Layout(traced, sizes, steps, batch)
        self._work = Layout(worked, sizes, steps, batch)
        self._block, self._spare = np.zeros(self.layout.numbers, dtype), np.zeros(self._work.numbers, dtype)
        self.bytes = self._block.nbytes + self._spare.nbytes
        self.loaded: Experiment | None = None
        self.passed: tuple[Array, Array] | None = None
        self.serial = 0
        self._derived = (-1, False)
        self._build(sizes, steps, dtype)

    # building ------------------------------------------------------------------------------------------------

    def _build(self, sizes: Mapping[str, int], steps: int, dtype: np.dtype[Any]) -> None:
        program, batch = self.program, self.batch
        self.held: dict[str, tuple[Array, Array]] = {}
        for line in self._held_lines():
            shape = (steps, sizes[line.size] * batch)
            self.held[line.name] = np.zeros(shape, dtype), np.zeros(shape, bool)
        views = {name: self.view(place) for name, place in program.variables.items()}
        self.views = dict(views)
        for line, (values, mask) in self.held.items():
            views[f"held_{line}"], views[f"mask_{line}"] = values, mask
        self._entrances()
        self._constants(dtype)
        self._weights(dtype, sizes)
        self._before = self._prelude(views)
        self._coefficients = Whole(program.coefficients, views, self.fixed)
        if batch > 1:
            for name in list(views):
                if re.fullmatch(r"[rz]\d+|[db]_all\d+", name):
                    views[name] = views[name].reshape(steps, -1, batch)
        self._forward = Body(program.forward, views, self.fixed)
        backward = Body(program.backward, views, self.fixed)
        self._backward, self._reversed = backward, backward.rows[::-1]
        self.bytes += VIEW * steps * (self._forward.width + backward.width)

    def _entrances(self) -> None:
        """Where inputs, starts and ones stand in the trace."""
        places, block = self.program.places, self._block
        self._reading_x = [self.view(p) for n, p in places.of.items() if n >= 0 and self.op(n).kind == "x"]
        for number in range(len(places.groups)):
            for i, (key, _) in enumerate(self.program.arrays[f"R{number}"][0]):
                if key == "x":
                    self._reading_x.append(self.view(Place(f"R{number}", i, i + 1)))
                elif key == "1":
                    self.view(Place(f"R{number}", i, i + 1))[...] = 1.0
        self._homes = {self.op(n).data: p for n, p in places.of.items() if n >= 0 and self.op(n).kind == "prev"}
        copies = [(s, p) for s, found in places.mirrors.items() if not s.startswith("opd") for p in found]
        self._starting = [(self.layout.view(block, p)[0], state) for state, p in (*self._homes.items(), *copies)]

    def _held_lines(self) -> list[Any]:
        names = {op.data for op in self.program.low.graph.ops if op.kind in ("hold", "mask")}
        return [self.program.cell.by_name[n] for n in sorted(names)]

    def _constants(self, dtype: np.dtype[Any]) -> None:
        self.fixed: dict[str, Any] = {}
        self._vectors: list[tuple[Array, str, float]] = []
        for name, (kind, what, kinds) in self.program.constants.items():
            width = sum(self.layout.sizes[k] for k in kinds) * self.batch
            buffer = np.full(width, what if kind == "number" else 0.0, dtype)
            self.fixed[name] = buffer
            if kind in ("param", "half"):
                self._vectors.append((buffer.reshape(-1, self.batch), str(what), 0.5 if kind == "half" else 1.0))

    def _weights(self, dtype: np.dtype[Any], sizes: Mapping[str, int]) -> None:
        """Stacked matrices of every product, and where each parameter goes in them."""
        self._into: list[tuple[Array, str, float, bool]] = []
        self.slices: list[list[tuple[slice, Any, str, int]]] = []
        self._ahead: list[tuple[Array, Array] | None] = []
        for number, group in enumerate(self.program.places.groups):
            read, rows = self.layout.edges[f"R{number}"][-1], self.layout.edges[f"Z{number}"][-1]
            sent = self._work.edges[f"D{number}"][-1]
            onward = np.zeros((rows, read), dtype)
            ahead = (np.zeros((rows, sizes["input"]), dtype), np.zeros(rows, dtype)) if group.hoisted else None
            self._ahead.append(ahead)
            back = np.zeros((sum(self._size(o) for o in group.operands), sent), dtype)
            self._identities(number, back)
            self.fixed[f"dot{number}"], self.fixed[f"back{number}"] = onward.dot, back.dot
            self._packing(number, onward, back, ahead)

    def _packing(self, number: int, onward: Array, back: Array, ahead: tuple[Array, Array] | None) -> None:
        group, low = self.program.places.groups[number], self.program.low
        keys = [key for key, _ in self.program.arrays[f"R{number}"][0]]
        halved = {g.row for g in self.program.places.gates.values() if g.kind == "sigmoid"}
        slices: list[tuple[slice, Any, str, int]] = []
        for i, node in enumerate(group.rows):
            rows, row = self.layout.span(f"Z{number}", i), low.rows[self.op(node).data]
            factor, seen = 0.5 if node in halved else 1.0, set()
            for sign, matrix, operand in row.terms:
                at = operand if operand in keys else "x"
                hoisted = at == "x" and ahead is not None
                columns = slice(None) if hoisted else self.layout.span(f"R{number}", keys.index(at))
                into = ahead[0][rows] if hoisted and ahead else onward[rows, columns]
                self._into.append((into, matrix, sign * factor, at in seen))
                if at != "x":
                    self._into.append((back[columns, rows].T, matrix, float(sign), at in seen))
                slices.append((rows, "x" if hoisted else columns, matrix, sign))
                seen.add(at)
            for sign, vector in row.bias:
                into = ahead[1][rows] if ahead else onward[rows, -1]
                self._into.append((into, vector, sign * factor, "1" in seen))
                slices.append((rows, "1" if ahead else -1, vector, sign))
                seen.add("1")
        self.slices.append(slices)

    def _identities(self, number: int, back: Array) -> None:
        """Folded slots pass straight through the product."""
        operands = [key for key, _ in self.program.arrays[f"R{number}"][0]]
        for i, (key, _) in enumerate(self.program.arrays[f"D{number}"][0]):
            if isinstance(key, str):
                state = key.partition("_")[2]
                node = next(n for n in operands if isinstance(n, int) and self.op(n).data == state)
                at, columns = self.layout.span(f"R{number}", operands.index(node)), self._work.span(f"D{number}", i)
                np.fill_diagonal(back[at, columns], 1.0)

    def _prelude(self, views: Mapping[str, Array]) -> list[Whole | int]:
        """What is done before the loop: statements in runs, and products between them."""
        steps: list[Whole | int] = []
        lines: list[str] = []
        for item in (*self.program.before, -1):
            if isinstance(item, str):
                lines.append(item)
                continue
            if lines:
                steps.append(Whole(lines, views, self.fixed))
                lines = []
            if item >= 0:
                steps.append(item)
        return steps

    def op(self, node: int) -> Op:
        """A node of the program's graph."""
        return self.program.low.graph.ops[node]

    def _size(self, node: int) -> int:
        return self.layout.sizes[self.op(node).size]

    def view(self, place: Place) -> Array:
        """The T rows of a place."""
        if place.array in self.layout.start:
            return self.layout.view(self._block, place)
        return self._work.view(self._spare, place)

    # running -------------------------------------------------------------------------------------------------

    def forward(self, exp: Experiment) -> Array:
        """Run an experiment; returns a copy of the whole trace."""
        self._load(exp)
        with np.errstate(all="ignore"):
            for step in self._before:
                if isinstance(step, int):
                    self._known_product(exp, step)
                else:
                    step.run(step.rows)
            self._forward.run(self._forward.rows)
        return self._block.copy()

    def restore(self, exp: Experiment, block: Array) -> None:
        """Bring back an earlier run, so that its backward pass can follow."""
        if self.loaded is not exp:
            self._load(exp)
            self._block[...] = block

    def state(self, block: Array, name: str) -> Array:
        """A state in a copy of the trace, its start in row 0: (T + 1, B, units), a view."""
        place = self._homes[name]
        span = self.layout.span(place.array, place.first)
        rows = self.layout.array(block, place.array)[:, span.start * self.batch : span.stop * self.batch]
        return self.layout.outward(rows)

    def _load(self, exp: Experiment) -> None:
        self.loaded, self.passed = exp, None
        self.serial += 1
        for view, name, factor, again in self._into:
            if again:
                view += factor * exp.params[name]
            else:
                np.multiply(exp.params[name], factor, out=view)
        for view, name, factor in self._vectors:
            np.multiply(exp.params[name][:, None], factor, out=view)
        for line, (values, mask) in self.held.items():
            values[...] = np.repeat(exp.held[line].values, self.batch, axis=1)
            mask[...] = exp.held[line].mask[:, None]
        with np.errstate(all="ignore"):
            self._inputs(exp)

    def _inputs(self, exp: Experiment) -> None:
        x = inward(exp.inputs)
        for array in self._reading_x:
            array[...] = x
        for number, ahead in enumerate(self._ahead):
            if ahead is not None:
                known = exp.inputs.reshape(-1, exp.inputs.shape[2]) @ ahead[0].T + ahead[1]
                whole = self.layout.array(self._block, f"X{number}")
                whole[...] = inward(known.reshape(*exp.inputs.shape[:2], -1))
        for array, state in self._starting:
            array[...] = exp.start[state].T.reshape(-1)

    def _known_product(self, exp: Experiment, node: int) -> None:
        """A row whose operands are known for all steps."""
        row = self.program.low.rows[self.op(node).data]
        total: Any = 0.0
        for sign, matrix, operand in row.terms:
            value = exp.inputs if self.op(operand).kind == "x" else self.outward(f"v{operand}")
            flat = value.reshape(-1, value.shape[-1]) @ exp.params[matrix].T
            total = total + sign * flat
        for sign, vector in row.bias:
            total = total + sign * exp.params[vector]
        self.views[f"v{node}"][...] = inward(total.reshape(*exp.inputs.shape[:2], -1))

    def outward(self, name: str) -> Array:
        """A variable as (T, B, units)."""
        return self.layout.outward(self.views[name])

    # backward ------------------------------------------------------------------------------------------------

    def prepare(self, loss_grad: Array, opened: bool = False) -> None:
        """Coefficients of all steps, and dL/d(output) (T, B, units) where the loop picks it up."""
        if self._derived != (self.serial, opened):
            self._derived = self.serial, opened
            with np.errstate(all="ignore"):
                self._coefficients.run(self._coefficients.rows, OPENED if opened else {})
        loss = inward(loss_grad)
        if self.program.ending:
            self.views[f"loss_{self.program.cell.output}"][1:] = loss[:-1]
            self.views[self.program.ending][-1] = loss[-1]
        elif "loss" in self.views:
            self.views["loss"][...] = loss

    def run_back(self, first: int, end: int) -> None:
        """Backward through steps end - 1 down to first; what travels must stand at `end`."""
        self._backward.run(self._reversed[len(self._reversed) - end : len(self._reversed) - first])

    def total(self, line: str) -> Array:
        """dL/d(state or output) of every step as the last backward pass left it: (T, units * B), a view."""
        return self.views[self.program.arriving[self.program.low.owns[line]]]

    def travelling(self) -> list[Array]:
        """What goes from step t + 1 to t: arrays (T + 1, units * B)."""
        found = [self._work.array(self._spare, name) for name in self._work.start if name.startswith("C_")]
        for number, group in enumerate(self.program.places.groups):
            buffer = self._work.array(self._spare, f"B{number}")
            for i, operand in enumerate(group.operands):
                if self.op(operand).kind == "prev":
                    span = self._work.span(f"B{number}", i)
                    found.append(buffer[:, span.start * self.batch : span.stop * self.batch])
        return found

    def read(self, number: int) -> Array:
        """What a product read in every step: (T, width * B)."""
        return self.layout.array(self._block, f"R{number}")[:-1]

    def sent(self, number: int) -> Array:
        """dL/d(what a product gave), and what rides along: (T, width * B)."""
        return self._work.array(self._spare, f"D{number}")

    @property
    def loss(self) -> Array:
        """Where dL/d(output) enters the loop: (T, units * B); only in a kernel that folds nothing."""
        return self.views["loss"]


_kernels: OrderedDict[tuple[Any, ...], Kernel] = OrderedDict()
_guard = RLock()


def kernel_for(exp: Experiment, folded: bool | None = None) -> Kernel:
    """The kernel of an experiment's cell and shape, kept while memory allows.

    folded: whether sums of gradients ride in the products; default: where that is faster.
    """
    steps, batch = exp.inputs.shape[:2]
    if folded is None:
        folded = exp.hidden * batch <= FOLD
    held = frozenset(exp.held)
    hoisted = exp.hidden * exp.sizes["input"] >= HOIST and batch < FEW
    key = (exp.cell, held, folded, tuple(exp.sizes.items()), steps, batch, exp.dtype.str)
    with _guard:
        kernel = _kernels.pop(key, None)
        if kernel is None:
            kernel = Kernel(make_program(exp.cell, held, folded, hoisted), exp.sizes, steps, batch, exp.dtype)
        _kernels[key] = kernel
        while len(_kernels) > 1 and sum(k.bytes for k in _kernels.values()) > CACHED:
            _kernels.popitem(last=False)
    return kernel
