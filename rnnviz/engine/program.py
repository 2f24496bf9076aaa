"""A cell as straight-line statements: one forward step, one backward step, and what is done for all steps at once.

Every statement is one NumPy call with its result as the last argument, such as `multiply(v3, v7, v12)`. The same text
works on the rows of one step inside a loop and on whole arrays outside it. Only names made from numbers and a fixed
list of calls stand in it: no text of a cell file is ever executed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from rnnviz.engine.cell import Cell
from rnnviz.engine.graph import CUT, LEAF, local_derivative
from rnnviz.engine.lower import Lowered, live_nodes, lower
from rnnviz.engine.places import Gate, Place, Places, Segments, find_places

Constant = tuple[str, object, tuple[str, ...]]
"""("number", value, sizes) | ("param" | "half", name, sizes) | ("scratch", which, sizes): the same in every step."""


class Program(NamedTuple):
    """What is printed for one cell; sizes, steps and batch come later.

    before: statements over all steps, and numbers of rows whose products are known before the loop.
    coefficients: statements over all steps between the passes. variables: name -> place; constants: name -> what.
    coefficient[cut][leaf]: name of d(cut)/d(leaf). arriving[cut]: name of its whole gradient.
    ending: name of where dL/d(output) of the last step enters, when the loss rides in a product; else empty.
    """

    cell: Cell
    low: Lowered
    places: Places
    before: tuple[str | int, ...]
    forward: tuple[str, ...]
    coefficients: tuple[str, ...]
    backward: tuple[str, ...]
    variables: Mapping[str, Place]
    constants: Mapping[str, Constant]
    arrays: Mapping[str, tuple[Segments, int]]
    coefficient: Mapping[int, Mapping[int, str]]
    arriving: Mapping[int, str]
    ending: str

    @property
    def stored(self) -> Mapping[int, Place]:
        """Node of the cell -> where its value stands in the trace, for those that stand there."""
        places = self.places.of
        return {node: places[own] for node, own in self.low.of_node.items() if own in places}

    @property
    def regular(self) -> bool:
        """Whether every product's operand is x or changes with the past: parameter gradients need no further sweep."""
        ops, varying = self.low.graph.ops, self.low.varying
        return all(o in varying or ops[o].kind == "x" for row in self.low.rows for _, _, o in row.terms)


@lru_cache(maxsize=256)
def make_program(cell: Cell, held: frozenset[str], folded: bool) -> Program:
    """The statements of a cell with some lines held; folded: sums of gradients ride in the products (small sizes)."""
    return _Printer(cell, held, folded).program()


class _Printer:
    def __init__(self, cell: Cell, held: frozenset[str], folded: bool) -> None:
        self.cell, self.held, self.folded = cell, held, folded
        self.low = lower(cell, held)
        self.ops = self.low.graph.ops
        self.live = live_nodes(self.low)
        self.places = find_places(self.low, self.live)
        self.arrays = dict(self.places.arrays)
        self.variables: dict[str, Place] = {f"v{n}": p for n, p in self.places.of.items() if n >= 0}
        self.constants: dict[str, Constant] = {}
        self.inline = {g.total for g in self.places.gates.values()} | self.places.skipped

    def program(self) -> Program:
        before = tuple(self._before())
        forward = tuple(self._forward())
        derived = _Coefficients(self)
        coefficients = tuple(derived.statements())
        backward = _Backward(self, derived)
        body = tuple(backward.statements())
        return Program(
            self.cell, self.low, self.places, before, forward, coefficients, body, self.variables, self.constants,
            self.arrays, derived.names, backward.adjoint, backward.ending,
        )  # fmt: skip

    # names ---------------------------------------------------------------------------------------------------

    def name(self, node: int) -> str:
        """How a statement names a node's value."""
        op = self.ops[node]
        if op.kind == "const":
            return self.constant("number", op.data, (op.size,))
        if op.kind == "param":
            return self.constant("param", op.data, (op.size,))
        return f"v{node}"

    def constant(self, kind: str, what: object, sizes: tuple[str, ...]) -> str:
        """A name for something that is the same in every step."""
        wanted = (kind, what, sizes)
        for name, known in self.constants.items():
            if known == wanted:
                return name
        name = f"c{len(self.constants)}"
        self.constants[name] = wanted
        return name

    def scratch(self, size: str, which: int = 0) -> str:
        return self.constant("scratch", which, (size,))

    # forward -------------------------------------------------------------------------------------------------

    def _before(self) -> Iterator[str | int]:
        for node in self.live:
            if node not in self.low.varying:
                if self.ops[node].kind == "row":
                    yield node
                elif self.ops[node].kind not in LEAF:
                    yield from self.statement(node)

    def _forward(self) -> Iterator[str]:
        stages = {self.low.stage[n] for n in self.live}
        for stage in sorted(stages | {-1}):
            for number, group in enumerate(self.places.groups):
                if group.stage == stage:
                    yield from self._product(number)
            for node in self.live:
                if node in self.low.varying and self.low.stage[node] == stage and self._computed(node):
                    yield from self.statement(node)
        for state, copies in self.places.mirrors.items():
            if not state.startswith("opd"):
                yield from self._mirrored(self.low.owns[state], copies, 1)

    def _computed(self, node: int) -> bool:
        gate = self.places.gates.get(node)
        return self.ops[node].kind not in LEAF and node not in self.inline and not (gate and gate.block)

    def _product(self, number: int) -> Iterator[str]:
        group = self.places.groups[number]
        segments = self.arrays[f"R{number}"][0]
        self.variables[f"r{number}"] = Place(f"R{number}", 0, len(segments))
        self.variables[f"z{number}"] = Place(f"Z{number}", 0, len(group.rows))
        yield f"dot{number}(r{number}, z{number})"
        gates = {g.row: g for g in self.places.gates.values() if g.block}
        together = [gates[row] for row in group.rows if row in gates]
        for gate in together:
            yield from self._extras(gate, f"v{gate.act}")
        if together:
            yield from self._activate(number, together)

    def _activate(self, number: int, together: list[Gate]) -> Iterator[str]:
        """One tanh for all gates of a product; sigmoid(a) = (1 + tanh(a / 2)) / 2, the half being in the weights."""
        sigmoids = sum(g.kind == "sigmoid" for g in together)
        block = f"t{number}"
        self.variables[block] = Place(f"Z{number}", 0, len(together))
        yield f"tanh({block}, {block})"
        if sigmoids:
            part = f"s{number}"
            self.variables[part] = Place(f"Z{number}", 0, sigmoids)
            yield from self._finish(part, tuple(self.ops[g.act].size for g in together[:sigmoids]))

    def _finish(self, target: str, sizes: tuple[str, ...]) -> Iterator[str]:
        half = self.constant("number", 0.5, sizes)
        yield f"multiply({target}, {half}, {target})"
        yield f"add({target}, {half}, {target})"

    def _extras(self, gate: Gate, target: str) -> Iterator[str]:
        """What is added to a row before its activation."""
        size = self.ops[gate.act].size
        for sign, extra in gate.extras:
            call = "add" if sign > 0 else "subtract"
            term = self.name(extra)
            if extra in self.places.skipped:
                param, value = self.ops[extra].args
                term = self.scratch(size)
                yield f"multiply({self.constant('half', self.ops[param].data, (size,))}, {self.name(value)}, {term})"
            elif gate.kind == "sigmoid":
                yield f"multiply({term}, {self.constant('number', 0.5, (size,))}, {self.scratch(size)})"
                term = self.scratch(size)
            yield f"{call}({target}, {term}, {target})"

    def statement(self, node: int) -> Iterator[str]:
        """The statements that compute one node."""
        op, out = self.ops[node], f"v{node}"
        below = [self.name(a) if a not in self.inline else "" for a in op.args]
        if node in self.places.gates:
            yield from self._single(self.places.gates[node], out)
        elif op.kind == "sum":
            yield from _added(list(zip(op.data, below, strict=True)), out)
        elif op.kind == "mul":
            yield f"multiply({below[0]}, {below[1]}, {out})"
        elif op.kind == "hold":
            yield f"copyto({out}, {below[0]})"
            yield f"copyto({out}, held_{op.data}, where=mask_{op.data})"
        elif op.kind == "mask":
            zero = self.constant("number", 0.0, (op.size,))
            yield f"copyto({out}, {below[0]})"
            yield f"copyto({out}, {zero}, where=mask_{op.data})"
        elif op.kind == "slope":
            argument = op.args[1]
            known = self.ops[argument].kind in ("param", "const") or f"v{argument}" in self.variables
            yield f"slope_{op.data}({below[0]}, {self.name(argument) if known else below[0]}, {out})"
        elif op.kind in CUT:
            yield from self._owned(node, below[0])
        else:
            yield from self._function(op.kind, below[0], out, op.size)

    def _function(self, kind: str, argument: str, out: str, size: str) -> Iterator[str]:
        if kind == "sigmoid":
            yield f"multiply({argument}, {self.constant('number', 0.5, (size,))}, {out})"
            yield f"tanh({out}, {out})"
            yield from self._finish(out, (size,))
        elif kind == "relu":
            yield f"maximum({argument}, {self.constant('number', 0.0, (size,))}, out={out})"
        else:
            yield f"into_{kind}({argument}, {out})"

    def _single(self, gate: Gate, out: str) -> Iterator[str]:
        """A gate that cannot share a call: its row is worked on in place, its value written home."""
        row = f"w{gate.row}"
        self.variables[row] = self.places.of[-1 - gate.row]
        yield from self._extras(gate, row)
        yield f"tanh({row}, {out})"
        if gate.kind == "sigmoid":
            yield from self._finish(out, (self.ops[gate.act].size,))

    def _owned(self, node: int, value: str) -> Iterator[str]:
        source = self.ops[node].args[0]
        if self.places.of.get(source) != self.places.of[node]:
            yield f"copyto(v{node}, {value})"
        if self.ops[node].kind == "opd":
            yield from self._mirrored(node, self.places.mirrors.get(f"opd{node}", ()), 0)

    def _mirrored(self, node: int, copies: tuple[Place, ...], shift: int) -> Iterator[str]:
        for i, place in enumerate(copies):
            name = f"m{node}_{i}"
            self.variables[name] = place._replace(shift=shift)
            yield f"copyto({name}, v{node})"


def _added(terms: list[tuple[int, str]], out: str) -> Iterator[str]:
    """A sum as calls of two arguments, beginning with a positive term where there is one."""
    terms = sorted(terms, key=lambda term: -term[0])
    (sign, current), *rest = terms
    if sign < 0:
        yield f"negative({current}, {out})"
        current = out
    elif not rest:
        yield f"copyto({out}, {current})"
    for s, term in rest:
        yield f"{'add' if s > 0 else 'subtract'}({current}, {term}, {out})"
        current = out


class _Coefficients:
    """d(cut)/d(leaf) of every cut node, for all steps at once."""

    def __init__(self, printer: _Printer) -> None:
        self.printer, self.low = printer, printer.low
        cuts = [n for n in printer.live if printer.ops[n].kind in CUT]
        usable = [n for n in cuts if printer.ops[n].kind == "own" or n in self.low.varying]
        self.nodes = {cut: local_derivative(self.low.graph, cut) for cut in usable}
        self.names: dict[int, dict[int, str]] = {}

    def number(self, cut: int, leaf: int) -> float | None:
        """The coefficient where it is a constant."""
        return self.low.graph.number(self.nodes[cut][leaf])

    def statements(self) -> Iterator[str]:
        printer, ops = self.printer, self.printer.ops
        missing = self._missing()
        for node in missing:
            printer.arrays[f"k{node}"] = (((node, ops[node].size),), 0)
            printer.variables[f"v{node}"] = Place(f"k{node}")
        for node in missing:
            yield from printer.statement(node)
        self.names = {cut: {leaf: printer.name(k) for leaf, k in found.items()} for cut, found in self.nodes.items()}

    def _missing(self) -> list[int]:
        """What coefficients are computed from and the forward pass has not kept, arguments first."""
        ops, found = self.printer.ops, set()
        pending = [k for leaves in self.nodes.values() for k in leaves.values()]
        while pending:
            node = pending.pop()
            if node in found or ops[node].kind in ("const", "param") or f"v{node}" in self.printer.variables:
                continue
            found.add(node)
            # a slope reads its activation's value; the argument only where it was kept
            pending.extend(ops[node].args[:1] if ops[node].kind == "slope" else ops[node].args)
        return sorted(found)


class _Backward:
    """One step of back-propagation: cut nodes from last to first, products as soon as their rows are complete."""

    def __init__(self, printer: _Printer, derived: _Coefficients) -> None:
        self.printer, self.derived, self.low, self.ops = printer, derived, printer.low, printer.ops
        self.groups = printer.places.groups
        self.cuts = sorted(derived.nodes, key=lambda n: (self.low.stage[n], n), reverse=True)
        self.previous = {self.ops[n].data: n for n in range(len(self.ops)) if self.ops[n].kind == "prev"}
        self.adjoint: dict[int, str] = {}
        self.sent: dict[int, list[str]] = {}
        self.filled: set[str] = set()
        self.scratches = 0
        self.fold = {s: g for g in range(len(self.groups)) for s in self._foldable(g)} if printer.folded else {}
        for number, group in enumerate(self.groups):
            self._buffers(number, group.operands)
        output = printer.cell.output
        self.ending = f"b{self.fold[output]}_{self.previous[output]}" if output in self.fold else ""

    def _foldable(self, number: int) -> Iterator[str]:
        """States whose gradient is this product's result, in cells where the product can wait for the step's end."""
        group = self.groups[number]
        if all(self.ops[o].kind == "prev" for o in group.operands):
            homes = [o for o in group.operands if self.printer.places.of[o].array == f"R{number}"]
            yield from (self.ops[o].data for o in homes)

    def _buffers(self, number: int, operands: tuple[int, ...]) -> None:
        arrays, variables = self.printer.arrays, self.printer.variables
        rows = [(r, self.ops[r].size) for r in self.groups[number].rows]
        slots: list[tuple[int | str, str]] = []
        for state in (s for s, g in self.fold.items() if g == number):
            size = self.ops[self.previous[state]].size
            if state == self.printer.cell.output:
                slots.append((f"loss_{state}", size))
            if any(self.previous[state] in found for found in self.derived.nodes.values()):
                slots.append((f"carry_{state}", size))
        arrays[f"D{number}"] = ((*rows, *slots), 0)
        arrays[f"B{number}"] = (tuple((o, self.ops[o].size) for o in operands), 1)
        for i, (key, _) in enumerate((*rows, *slots)):
            name = f"d{key}" if isinstance(key, int) else key
            variables[name] = Place(f"D{number}", i, i + 1)
        variables[f"d_all{number}"] = Place(f"D{number}", 0, len(rows) + len(slots))
        variables[f"b_all{number}"] = Place(f"B{number}", 0, len(operands))
        for i, o in enumerate(operands):
            later = 1 if self.ops[o].kind == "prev" else 0
            variables[f"b{number}_{o}"] = Place(f"B{number}", i, i + 1, later)

    def statements(self) -> Iterator[str]:
        waiting = list(range(len(self.groups)))
        for cut in self.cuts:
            for number in [g for g in waiting if self._complete(g, cut)]:
                waiting.remove(number)
                yield self._product(number)
            yield from self._gather(cut)
            for leaf, k in self.derived.names[cut].items():
                yield from self._send(cut, leaf, k)
        for number in waiting:
            yield self._product(number)

    def _complete(self, number: int, cut: int) -> bool:
        return self.low.stage[cut] < self.groups[number].stage and number not in self.fold.values()

    def _product(self, number: int) -> str:
        return f"back{number}(d_all{number}, b_all{number})"

    def _gather(self, cut: int) -> Iterator[str]:
        """A cut node's whole gradient."""
        sources = [*self.sent.get(cut, ()), *self._arriving(cut)]
        own = self.ops[cut].kind == "own"
        if len(sources) == 1 and (not own or not sources[0].startswith(("c", "a"))):
            self.adjoint[cut] = sources[0]
            return
        target = f"a{cut}"
        self.printer.arrays[target] = (((cut, self.ops[cut].size),), 0)
        self.printer.variables[target] = Place(target)
        self.adjoint[cut] = target
        if sources:
            yield from _added([(1, s) for s in sources], target)

    def _arriving(self, cut: int) -> Iterator[str]:
        """From products and from the next step, and from the loss."""
        if self.ops[cut].kind == "opd":
            yield from (f"b{g}_{cut}" for g, group in enumerate(self.groups) if cut in group.operands)
            return
        name = self.ops[cut].data
        prev = self.previous.get(name)
        if prev is not None:
            yield from (f"b{g}_{prev}" for g, group in enumerate(self.groups) if prev in group.operands)
            if name not in self.fold and any(prev in found for found in self.derived.nodes.values()):
                self._carry(name)
                yield f"in_{name}"
        if name == self.printer.cell.output and name not in self.fold:
            self.printer.arrays["L"] = ((("L", self.ops[cut].size),), 0)
            self.printer.variables["loss"] = Place("L")
            yield "loss"

    def _carry(self, name: str) -> None:
        array = f"C_{name}"
        self.printer.arrays[array] = (((name, self.ops[self.previous[name]].size),), 1)
        self.printer.variables[f"in_{name}"] = Place(array, shift=1)
        self.printer.variables[f"out_{name}"] = Place(array)

    def _send(self, cut: int, leaf: int, k: str) -> Iterator[str]:
        kind = self.ops[leaf].kind
        if kind == "row" and leaf in self.low.varying:
            yield from self._give(cut, leaf, k, f"d{leaf}")
        elif kind == "prev":
            state = self.ops[leaf].data
            if state in self.fold:
                yield from self._give(cut, leaf, k, f"carry_{state}")
            else:
                self._carry(state)
                yield from self._give(cut, leaf, k, f"out_{state}")
        elif kind in CUT and leaf in self.derived.nodes:
            if self.derived.number(cut, leaf) == 1.0:
                self.sent.setdefault(leaf, []).append(self.adjoint[cut])
            else:
                self.scratches += 1
                part = self.printer.scratch(self.ops[leaf].size, self.scratches)
                yield self._times(cut, leaf, k, part)
                self.sent.setdefault(leaf, []).append(part)

    def _give(self, cut: int, leaf: int, k: str, target: str) -> Iterator[str]:
        if target not in self.filled:
            self.filled.add(target)
            yield self._times(cut, leaf, k, target)
            return
        part = self.printer.scratch(self.ops[leaf].size)
        yield self._times(cut, leaf, k, part)
        yield f"add({target}, {part}, {target})"

    def _times(self, cut: int, leaf: int, k: str, target: str) -> str:
        number, adjoint = self.derived.number(cut, leaf), self.adjoint[cut]
        if number == 1.0:
            return f"copyto({target}, {adjoint})"
        if number == -1.0:
            return f"negative({adjoint}, {target})"
        return f"multiply({adjoint}, {k}, {target})"
