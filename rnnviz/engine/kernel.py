"""Running a compiled cell: buffers and lists of row views built once per shape, weights packed per run.

What a loop body touches is a view made beforehand (indexing inside the loop costs 1.7x), every call writes into its
place, products are bound `dot` methods. One kernel serves many runs of the same shape; a run keeps a copy of the trace.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from threading import RLock
from types import MappingProxyType
from typing import Any

import numpy as np

from rnnviz.engine.experiment import Experiment
from rnnviz.engine.layout import Layout, inward
from rnnviz.engine.ops import FUNCTIONS, Array, Function
from rnnviz.engine.places import Place
from rnnviz.engine.program import Program, make_program

FOLD = 32
"""Up to this many units (times samples) adding gradients inside a product is cheaper than calls of their own."""
CACHED = 96_000_000
"""Bytes of buffers kept for the next run of the same shape."""
_WORD = re.compile(r"[A-Za-z_]\w*")


def _into(function: Function) -> Callable[[Array, Array], None]:
    def into(argument: Array, out: Array) -> None:
        out[...] = function.forward(argument)

    return into


def _slope_into(name: str, opened: bool = False) -> Callable[[Array, Array, Array], None]:
    def into(value: Array, argument: Array, out: Array) -> None:
        out[...] = FUNCTIONS[name].slope(value, argument)
        if opened:
            out[out == 0] = 1.0

    return into


_CALLS: dict[str, Any] = {
    "add": np.add,
    "subtract": np.subtract,
    "multiply": np.multiply,
    "negative": np.negative,
    "maximum": np.maximum,
    "tanh": np.tanh,
    "copyto": np.copyto,
    **{f"into_{f.name}": f.into or _into(f) for f in FUNCTIONS.values()},
    **{f"slope_{name}": _slope_into(name) for name in FUNCTIONS},
}

_OPENED = {f"slope_{name}": _slope_into(name, opened=True) for name in FUNCTIONS}
"""As if no activation were flat anywhere."""

Rows = list[tuple[Array, ...]]


class Body:
    """A printed body and the views it walks over: `run(rows)` for some steps, `rows` being those of all steps."""

    def __init__(self, statements: Iterable[str], views: Mapping[str, Array], fixed: Mapping[str, Any]) -> None:
        lines = list(statements)
        words = {w for line in lines for w in _WORD.findall(line)} - {"where", "out"}
        names = sorted(w for w in words if w in views)
        self._fixed = {w: fixed[w] if w in fixed else _CALLS[w] for w in words if w not in views}
        self._run = _compiled("\n        ".join(lines), tuple(names), tuple(sorted(self._fixed))) if lines else None
        self._whole = tuple(views[n] for n in names)
        self.rows: Rows = list(zip(*(list(v) for v in self._whole), strict=True)) if lines else []

    def run(self, rows: Rows, instead: Mapping[str, Any] = MappingProxyType({})) -> None:
        """Walk over some rows; `instead`: other calls for some names."""
        if self._run is not None:
            self._run(rows, **{name: instead.get(name, value) for name, value in self._fixed.items()})


class Whole(Body):
    """Statements that work on all steps at once."""

    def __init__(self, statements: Iterable[str], views: Mapping[str, Array], fixed: Mapping[str, Any]) -> None:
        super().__init__(statements, {name: view[None] for name, view in views.items()}, fixed)


_functions: dict[tuple[str, tuple[str, ...], tuple[str, ...]], Callable[..., None]] = {}


def _compiled(lines: str, names: tuple[str, ...], fixed: tuple[str, ...]) -> Callable[..., None]:
    """The body as a function; only what program.py printed gets here, never a cell's own text."""
    key = (lines, names, fixed)
    if key not in _functions:
        space: dict[str, Any] = {}
        exec(f"def run(rows, {', '.join(fixed)}):\n    for {', '.join(names)}, in rows:\n        {lines}\n", space)
        _functions[key] = space["run"]
    return _functions[key]


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
        self._views = dict(views)
        for line, (values, mask) in self.held.items():
            views[f"held_{line}"], views[f"mask_{line}"] = values, mask
        self._entrances()
        self._constants(dtype)
        self._weights(dtype)
        self._before = self._prelude(views)
        self._coefficients = Whole(program.coefficients, views, self._fixed)
        if batch > 1:
            for name in list(views):
                if re.fullmatch(r"[rz]\d+|[db]_all\d+", name):
                    views[name] = views[name].reshape(steps, -1, batch)
        self._forward = Body(program.forward, views, self._fixed)
        backward = Body(program.backward, views, self._fixed)
        self._backward, self._reversed = backward, backward.rows[::-1]

    def _entrances(self) -> None:
        """Where inputs, starts and ones stand in the trace."""
        places, block = self.program.places, self._block
        self._reading_x = [self.view(p) for n, p in places.of.items() if n >= 0 and self._op(n).kind == "x"]
        for number in range(len(places.groups)):
            for i, (key, _) in enumerate(self.program.arrays[f"R{number}"][0]):
                if key == "x":
                    self._reading_x.append(self.view(Place(f"R{number}", i, i + 1)))
                elif key == "1":
                    self.view(Place(f"R{number}", i, i + 1))[...] = 1.0
        self._homes = {self._op(n).data: p for n, p in places.of.items() if n >= 0 and self._op(n).kind == "prev"}
        copies = [(s, p) for s, found in places.mirrors.items() if not s.startswith("opd") for p in found]
        self._starting = [(self.layout.view(block, p)[0], state) for state, p in (*self._homes.items(), *copies)]

    def _held_lines(self) -> list[Any]:
        names = {op.data for op in self.program.low.graph.ops if op.kind in ("hold", "mask")}
        return [self.program.cell.by_name[n] for n in sorted(names)]

    def _constants(self, dtype: np.dtype[Any]) -> None:
        self._fixed: dict[str, Any] = {}
        self._vectors: list[tuple[Array, str, float]] = []
        for name, (kind, what, kinds) in self.program.constants.items():
            width = sum(self.layout.sizes[k] for k in kinds) * self.batch
            buffer = np.full(width, what if kind == "number" else 0.0, dtype)
            self._fixed[name] = buffer
            if kind in ("param", "half"):
                self._vectors.append((buffer.reshape(-1, self.batch), str(what), 0.5 if kind == "half" else 1.0))

    def _weights(self, dtype: np.dtype[Any]) -> None:
        """Stacked matrices of every product, and where each parameter goes in them."""
        self._into: list[tuple[Array, str, float, bool]] = []
        self._slices: list[list[tuple[slice, Any, str, int]]] = []
        for number, group in enumerate(self.program.places.groups):
            read, rows = self.layout.edges[f"R{number}"][-1], self.layout.edges[f"Z{number}"][-1]
            sent = self._work.edges[f"D{number}"][-1]
            onward = np.zeros((rows, read), dtype)
            back = np.zeros((sum(self._size(o) for o in group.operands), sent), dtype)
            self._identities(number, back)
            self._fixed[f"dot{number}"], self._fixed[f"back{number}"] = onward.dot, back.dot
            self._packing(number, onward, back)

    def _packing(self, number: int, onward: Array, back: Array) -> None:
        group, low = self.program.places.groups[number], self.program.low
        keys = [key for key, _ in self.program.arrays[f"R{number}"][0]]
        halved = {g.row for g in self.program.places.gates.values() if g.kind == "sigmoid"}
        slices: list[tuple[slice, Any, str, int]] = []
        for i, node in enumerate(group.rows):
            rows, row = self.layout.span(f"Z{number}", i), low.rows[self._op(node).data]
            factor, seen = 0.5 if node in halved else 1.0, set()
            for sign, matrix, operand in row.terms:
                at = operand if operand in keys else "x"
                columns = self.layout.span(f"R{number}", keys.index(at))
                self._into.append((onward[rows, columns], matrix, sign * factor, at in seen))
                if at != "x":
                    self._into.append((back[columns, rows].T, matrix, float(sign), at in seen))
                slices.append((rows, columns, matrix, sign))
                seen.add(at)
            for sign, vector in row.bias:
                self._into.append((onward[rows, -1], vector, sign * factor, "1" in seen))
                slices.append((rows, -1, vector, sign))
                seen.add("1")
        self._slices.append(slices)

    def _identities(self, number: int, back: Array) -> None:
        """Folded slots pass straight through the product."""
        operands = [key for key, _ in self.program.arrays[f"R{number}"][0]]
        for i, (key, _) in enumerate(self.program.arrays[f"D{number}"][0]):
            if isinstance(key, str):
                state = key.partition("_")[2]
                node = next(n for n in operands if isinstance(n, int) and self._op(n).data == state)
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
                steps.append(Whole(lines, views, self._fixed))
                lines = []
            if item >= 0:
                steps.append(item)
        return steps

    def _op(self, node: int) -> Any:
        return self.program.low.graph.ops[node]

    def _size(self, node: int) -> int:
        return self.layout.sizes[self._op(node).size]

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
        self._inputs(exp)

    def _inputs(self, exp: Experiment) -> None:
        x = inward(exp.inputs)
        for array in self._reading_x:
            array[...] = x
        for array, state in self._starting:
            array[...] = exp.start[state].T.reshape(-1)

    def _known_product(self, exp: Experiment, node: int) -> None:
        """A row whose operands are known for all steps."""
        row = self.program.low.rows[self._op(node).data]
        total: Any = 0.0
        for sign, matrix, operand in row.terms:
            value = exp.inputs if self._op(operand).kind == "x" else self.outward(f"v{operand}")
            flat = value.reshape(-1, value.shape[-1]) @ exp.params[matrix].T
            total = total + sign * flat
        for sign, vector in row.bias:
            total = total + sign * exp.params[vector]
        self._views[f"v{node}"][...] = inward(total.reshape(*exp.inputs.shape[:2], -1))

    def outward(self, name: str) -> Array:
        """A variable as (T, B, units)."""
        return self.layout.outward(self._views[name])

    # backward ------------------------------------------------------------------------------------------------

    def prepare(self, loss_grad: Array, opened: bool = False) -> None:
        """Coefficients of all steps, and dL/d(output) (T, B, units) where the loop picks it up."""
        if self._derived != (self.serial, opened):
            self._derived = self.serial, opened
            with np.errstate(all="ignore"):
                self._coefficients.run(self._coefficients.rows, _OPENED if opened else {})
        loss = inward(loss_grad)
        if self.program.ending:
            self._views[f"loss_{self.program.cell.output}"][1:] = loss[:-1]
            self._views[self.program.ending][-1] = loss[-1]
        elif "loss" in self._views:
            self._views["loss"][...] = loss

    def run_back(self, first: int, end: int) -> None:
        """Backward through steps end - 1 down to first; what travels must stand at `end`."""
        self._backward.run(self._reversed[len(self._reversed) - end : len(self._reversed) - first])

    def total(self, line: str) -> Array:
        """dL/d(state or output) of every step as the last backward pass left it: (T, units * B), a view."""
        return self._views[self.program.arriving[self.program.low.owns[line]]]

    def travelling(self) -> list[Array]:
        """What goes from step t + 1 to t: arrays (T + 1, units * B)."""
        found = [self._work.array(self._spare, name) for name in self._work.start if name.startswith("C_")]
        for number, group in enumerate(self.program.places.groups):
            buffer = self._work.array(self._spare, f"B{number}")
            for i, operand in enumerate(group.operands):
                if self._op(operand).kind == "prev":
                    span = self._work.span(f"B{number}", i)
                    found.append(buffer[:, span.start * self.batch : span.stop * self.batch])
        return found

    @property
    def loss(self) -> Array:
        """Where dL/d(output) enters the loop: (T, units * B); only in a kernel that folds nothing."""
        return self._views["loss"]

    # gradients -----------------------------------------------------------------------------------------------

    def gradients(self, exp: Experiment) -> dict[str, Array]:
        """dL/d(parameter) of the last backward pass, summed over time and batch. Only for regular programs."""
        found = {name: np.zeros(value.shape, value.dtype) for name, value in exp.params.items()}
        with np.errstate(all="ignore"):
            for number in range(len(self.program.places.groups)):
                self._of_product(number, found)
            for node, arriving in self._outside().items():
                self._of_leaf(exp, node, arriving, found)
        return found

    def _of_product(self, number: int, found: dict[str, Array]) -> None:
        """One product for all parameters that are stacked in it."""
        rows = self.layout.edges[f"Z{number}"][-1]
        sent = self._work.array(self._spare, f"D{number}")[:, : rows * self.batch]
        read = self.layout.array(self._block, f"R{number}")[:-1]
        if self.batch > 1:
            sent, read = (self.layout.outward(a).reshape(-1, a.shape[1] // self.batch) for a in (sent, read))
        whole = sent.T @ read
        for rows_here, columns, name, sign in self._slices[number]:
            part = whole[rows_here, columns]
            found[name] += part if sign > 0 else -part

    def _outside(self) -> dict[int, Array]:
        """What arrives at leaves outside the loop's products: node -> (T, units * B)."""
        program = self.program
        found: dict[int, Array] = {}
        for cut, leaves in program.coefficient.items():
            for leaf, k in leaves.items():
                kind = self._op(leaf).kind
                if kind in ("param", "x") or (kind == "row" and leaf not in program.low.varying):
                    factor = self._fixed[k] if k in self._fixed else self._views[k]
                    part = self._views[program.arriving[cut]] * factor
                    found[leaf] = found[leaf] + part if leaf in found else part
        return found

    def _of_leaf(self, exp: Experiment, node: int, arriving: Array, found: dict[str, Array]) -> None:
        op = self._op(node)
        outward = self.layout.outward(arriving)
        flat = outward.reshape(-1, outward.shape[-1])
        if op.kind == "param":
            found[op.data] += flat.sum(axis=0)
        elif op.kind == "row":
            row = self.program.low.rows[op.data]
            for sign, matrix, _ in row.terms:
                found[matrix] += sign * (flat.T @ exp.inputs.reshape(len(flat), -1))
            for sign, vector in row.bias:
                found[vector] += sign * flat.sum(axis=0)

    def input_grad(self, exp: Experiment) -> Array:
        """dL/dx of the last backward pass: (T, B, input). Only for regular programs."""
        total = np.zeros(exp.inputs.shape, exp.dtype)
        flat = total.reshape(-1, total.shape[-1])
        looped = [r for g in self.program.places.groups for r in g.rows]
        with np.errstate(all="ignore"):
            for node, rows in (*((r, self._views[f"d{r}"]) for r in looped), *self._outside().items()):
                outward = self.layout.outward(rows)
                if self._op(node).kind == "x":
                    total += outward
                for sign, matrix in self._reading_input(node):
                    flat += sign * (outward.reshape(len(flat), -1) @ exp.params[matrix])
        return total

    def _reading_input(self, node: int) -> list[tuple[int, str]]:
        op = self._op(node)
        terms = self.program.low.rows[op.data].terms if op.kind == "row" else ()
        return [(sign, matrix) for sign, matrix, operand in terms if self._op(operand).kind == "x"]


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
    key = (exp.cell, held, folded, tuple(exp.sizes.items()), steps, batch, exp.dtype.str)
    with _guard:
        kernel = _kernels.pop(key, None)
        if kernel is None:
            kernel = Kernel(make_program(exp.cell, held, folded), exp.sizes, steps, batch, exp.dtype)
        _kernels[key] = kernel
        while len(_kernels) > 1 and sum(k.bytes for k in _kernels.values()) > CACHED:
            _kernels.popitem(last=False)
    return kernel
