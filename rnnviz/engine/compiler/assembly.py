"""A compiled cell at one shape, put together once: buffers, row views, stacked weights, and the loop bodies over them.

What a loop body touches is a view made beforehand (indexing inside the loop costs 1.7x), every call writes into its
place, products are bound `dot` methods.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from rnnviz.engine.compiler.body import Body, Known, Whole, mix_into, unmix_into
from rnnviz.engine.compiler.graph import Op
from rnnviz.engine.compiler.layout import BufferLayout, aligned
from rnnviz.engine.compiler.program import Program
from rnnviz.engine.compiler.storage import StoragePlace
from rnnviz.engine.language.ops import Array

VIEW = 112
"""Bytes of one row view."""
UPRIGHT = 40_000
"""Bytes of a matrix that stands column by column, which stays in the processor's first cache; larger ones gain
nothing by it, and parameters, which come row by row, are slow to turn."""

TURNED = ".T"
"""Behind the name of a matrix that a product transposes."""
ASIDE, LEAST = 600_000, 8
"""Bytes that gradients of parameters turn at a time, which stay in the second cache; but at least so many steps."""


class Assembly:
    """Buffers, weights and loop bodies of one kernel. An array has a row per step; one that also holds what the step
    after the last reads has a row more.

    into: (where, parameter, factor, whether it is added) of every weight to be packed. slices: per product, (rows,
    columns, parameter, sign) of every weight in it; columns "x" and "1" where x is multiplied ahead of the loop.
    aside: room for what parameter gradients turn of a batch.
    travelling: (state, rows) of what the way back hands from step to step. opposite: what the loop back leaves with
    the other sign.
    """

    def __init__(
        self, program: Program, sizes: Mapping[str, int], steps: int, batch: int, dtype: np.dtype[Any]
    ) -> None:
        self.program, self.steps, self.batch, self.dtype = program, steps, batch, dtype
        self.traced = {name: program.arrays[name] for name in _traced(program)}
        worked = {name: spec for name, spec in program.arrays.items() if name not in self.traced}
        # rows that only become something else within a step are the same memory in every step
        self.passing = {name for name in worked if name in {f"Z{n}" for n in range(len(program.places.groups))}}
        worked |= {name: (worked[name][0], 1 - steps) for name in self.passing}
        self.layout = BufferLayout(self.traced, sizes, steps, batch)
        self.work = BufferLayout(worked, sizes, steps, batch)
        self.block, self.spare = aligned(self.layout.numbers, dtype), aligned(self.work.numbers, dtype)
        self.held: dict[str, tuple[Array, Array]] = {}
        for line in self._held_lines():
            shape = (steps, sizes[line.size] * batch)
            self.held[line.name] = np.zeros(shape, dtype), np.zeros(shape, bool)
        self.views = {n: self.view(p) for n, p in program.variables.items() if p.array not in self.passing}
        widest = max((self.width(f"R{n}") + self.width(f"Z{n}") for n in range(len(program.places.groups))), default=0)
        self.aside = np.empty(max(ASIDE // dtype.itemsize, LEAST * widest * batch) if batch > 1 else 0, dtype)
        self._entrances()
        self._constants()
        self._weights()
        self._bodies()

    def _in_products(self) -> set[str]:
        """Names of what is read and written by products, samples in columns."""
        return {f"{kind}{n}" for kind in ("r", "z", "d_all", "b_all") for n in range(len(self.program.places.groups))}

    def _held_lines(self) -> list[Any]:
        names = {op.data for op in self.program.low.graph.ops if op.kind in ("hold", "mask")}
        return [self.program.cell.by_name[n] for n in sorted(names)]

    def _bodies(self) -> None:
        program, steps = self.program, self.steps
        views = dict(self.views)
        for line, (values, mask) in self.held.items():
            number = list(program.cell.by_name).index(line)
            views[f"held{number}"], views[f"mask{number}"] = values, mask
        self.before = self._prelude(views)
        self.coefficients = Whole(program.coefficients, views, self.fixed)
        fixed = dict(self.fixed)
        for name, place in program.variables.items():
            if place.array in self.passing:
                fixed[name] = self.work.beyond(self.spare, place)[0]
        if self.batch > 1:
            for among in (views, fixed):
                for name in among.keys() & self._in_products():
                    among[name] = among[name].reshape(*among[name].shape[:-1], -1, self.batch)
        known: Known = {}
        self.forward_body = Body(program.forward, views, fixed, known)
        self.backward_body = Body(program.backward, views, fixed, known)
        self.reversed = self.backward_body.rows[::-1]
        width = self.forward_body.width + self.backward_body.width
        self.bytes = self.block.nbytes + self.spare.nbytes + self.aside.nbytes + VIEW * steps * width

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

    # where things stand --------------------------------------------------------------------------------------

    def op(self, node: int) -> Op:
        """A node of the program's graph."""
        return self.program.low.graph.ops[node]

    def view(self, place: StoragePlace) -> Array:
        """The T rows of a place."""
        if place.array in self.traced:
            return self.layout.view(self.block, place)
        return self.work.view(self.spare, place)

    def span(self, array: str, segment: int) -> slice:
        """The units of one segment of an array."""
        return (self.layout if array in self.traced else self.work).span(array, segment)

    def width(self, array: str) -> int:
        """Units of all segments of an array."""
        return (self.layout if array in self.traced else self.work).edges[array][-1]

    def _entrances(self) -> None:
        """Where inputs, starts and ones stand in the trace, and what travels from step to step on the way back."""
        places, block = self.program.places, self.block
        self.reading_x = [self.view(p) for n, p in places.of.items() if n >= 0 and self.op(n).kind == "x"]
        for number in range(len(places.groups)):
            for i, (key, _) in enumerate(self.program.arrays[f"R{number}"][0]):
                if key == "x":
                    self.reading_x.append(self.view(StoragePlace(f"R{number}", i, i + 1)))
                elif key == "1":
                    self.view(StoragePlace(f"R{number}", i, i + 1))[...] = 1.0
        self.homes = {self.op(n).data: p for n, p in places.of.items() if n >= 0 and self.op(n).kind == "prev"}
        copied = {self.op(n).data: found for n, found in places.mirrors.items() if self.op(n).kind == "prev"}
        copies = [(state, place) for state, found in copied.items() for place in found]
        self.starting = [(self.layout.view(block, p)[0], state) for state, p in (*self.homes.items(), *copies)]
        self.states = {state: self.layout.beyond(block, place) for state, place in self.homes.items()}
        self.travelling = [(state, self.work.array(self.spare, a)) for state, a in self.program.carried.items()]
        for number, group in enumerate(places.groups):
            for i, operand in enumerate(group.operands):
                if self.op(operand).kind == "prev":
                    rows = self.work.beyond(self.spare, StoragePlace(f"B{number}", i, i + 1))
                    self.travelling.append((self.op(operand).data, rows))

    # weights -------------------------------------------------------------------------------------------------

    def _constants(self) -> None:
        self.fixed: dict[str, Any] = {}
        self.vectors: list[tuple[Array, str]] = []
        for name, (kind, what, kinds) in self.program.constants.items():
            width = sum(self.layout.sizes[k] for k in kinds) * self.batch
            buffer = np.full(width, what if kind == "number" else 0.0, self.dtype)
            self.fixed[name] = buffer
            if kind == "param":
                self.vectors.append((buffer.reshape(-1, self.batch), str(what)))

    def _weights(self) -> None:
        """Stacked matrices of every product, and where each parameter goes in them.

        Large ones serve the way back, too, transposed: a sigmoid's rows are negative in them and in the coefficients.
        Where x stands beside the operands that would be slow (a part of a matrix is copied at every step): the way
        back has a matrix of its own there.
        """
        self.into: list[tuple[Array, str, float, bool]] = []
        self.slices: list[list[tuple[slice, Any, str, int]]] = []
        self.ahead: list[tuple[Array, Array] | None] = []
        self.opposite: list[Array] = []
        for number, group in enumerate(self.program.places.groups):
            if group.mixing:
                self._mixing(number, group.mixing)
                continue
            read, rows = self.width(f"R{number}"), self.width(f"Z{number}")
            shared = self.program.shares(number)
            onward = self._matrix(rows, read, upright=not shared)
            ahead = None
            if group.hoisted:
                ahead = np.zeros((rows, self.layout.sizes["input"]), self.dtype), np.zeros(rows, self.dtype)
            self.ahead.append(ahead)
            back = onward.T
            if not shared:
                operands = sum(self.layout.sizes[self.op(o).size] for o in group.operands)
                back = self._matrix(operands, self.width(f"D{number}"), not self.program.folded)
                self._identities(number, back)
            self.fixed[f"dot{number}"], self.fixed[f"back{number}"] = onward.dot, back.dot
            self._packing(number, onward, back, ahead)

    def _mixing(self, number: int, name: str) -> None:
        """An operation over the units of a vector in the place of a product: no weights."""
        self.fixed[f"mix{number}"], self.fixed[f"unmix{number}"] = mix_into(name), unmix_into(name)
        self.ahead.append(None)
        self.slices.append([])

    def _matrix(self, rows: int, columns: int, upright: bool) -> Array:
        """Zeros; upright: with columns in one piece, which makes a small product with a single sample faster."""
        if upright and self.batch == 1 and rows * columns * self.dtype.itemsize <= UPRIGHT:
            return aligned(columns * rows, self.dtype).reshape(columns, rows).T
        return aligned(rows * columns, self.dtype).reshape(rows, columns)

    def _packing(self, number: int, onward: Array, back: Array, ahead: tuple[Array, Array] | None) -> None:
        group, low, shares = self.program.places.groups[number], self.program.low, self.program.shares(number)
        keys = [key for key, _ in self.program.arrays[f"R{number}"][0]]
        turned = {g.row for g in self.program.places.gates.values() if g.kind == "sigmoid"}
        slices: list[tuple[slice, Any, str, int]] = []
        for i, node in enumerate(group.rows):
            rows, row = self.span(f"Z{number}", i), low.rows[self.op(node).data]
            factor, seen = -1.0 if node in turned else 1.0, set()
            for sign, matrix, operand in row.terms:
                at = operand if operand in keys else "x"
                hoisted = at == "x" and ahead is not None
                columns = slice(None) if hoisted else self.layout.span(f"R{number}", keys.index(at))
                into = ahead[0][rows] if hoisted and ahead else onward[rows, columns]
                self._pack_into(into, matrix, sign * factor, at in seen)
                if at != "x" and not shares:
                    self._pack_into(back[columns, rows].T, matrix, float(sign), at in seen)
                slices.append((rows, "x" if hoisted else columns, matrix, sign))
                seen.add(at)
            for sign, vector in row.bias:
                into = ahead[1][rows] if ahead else onward[rows, -1]
                self.into.append((into, vector, sign * factor, "1" in seen))
                slices.append((rows, "1" if ahead else -1, vector, sign))
                seen.add("1")
        self.slices.append(slices)
        if shares:
            self.opposite += self._joined(number, [i for i, row in enumerate(group.rows) if row in turned])

    def _pack_into(self, where: Array, matrix: str, factor: float, again: bool) -> None:
        """A transposed matrix is packed as it is, seen from the other side."""
        name = matrix.removesuffix(TURNED)
        self.into.append((where if name == matrix else where.T, name, factor, again))

    def _identities(self, number: int, back: Array) -> None:
        """Folded slots pass straight through the product."""
        operands = [key for key, _ in self.program.arrays[f"R{number}"][0]]
        for i, (key, _) in enumerate(self.program.arrays[f"D{number}"][0]):
            if isinstance(key, tuple):
                at, columns = self.layout.span(f"R{number}", operands.index(key[1])), self.work.span(f"D{number}", i)
                np.fill_diagonal(back[at, columns], 1.0)

    def _joined(self, number: int, segments: list[int]) -> list[Array]:
        """Segments of what a product sends back, neighbours as one view."""
        found: list[tuple[int, int]] = []
        for i in segments:
            if found and found[-1][1] == i:
                found[-1] = found[-1][0], i + 1
            else:
                found.append((i, i + 1))
        return [self.view(StoragePlace(f"D{number}", first, last)) for first, last in found]


def _traced(program: Program) -> list[str]:
    """Arrays that are part of the trace: what products read, and what holds a value somebody may ask for; not what x
    gives ahead of the loop, nor rows that only become something else."""
    kept = {place.array for node, place in program.places.of.items() if node >= 0}
    kept |= {place.array for place in program.places.raised.values()}
    kept |= {f"R{number}" for number in range(len(program.places.groups))}
    return [name for name in program.places.arrays if name in kept]
