"""A cell's forward step as straight-line statements.

Every statement is one NumPy call with its result as the last argument, such as `multiply(v3, v7, v12)`. The same text
works on the rows of one step inside a loop and on whole arrays outside it. Only names made from numbers and a fixed
list of calls stand in it: no text of a cell file is ever executed.
"""

from __future__ import annotations

from collections.abc import Iterator

from rnnviz.engine.compiler.graph import CUT, LEAF, rest_of
from rnnviz.engine.compiler.lower import live_nodes, lower
from rnnviz.engine.compiler.storage import Gate, StoragePlace, find_places
from rnnviz.engine.language.cell import Cell
from rnnviz.engine.language.several import OPERATIONS

Constant = tuple[str, object, tuple[str, ...]]
"""("number", value, sizes) | ("param", name, sizes) | ("scratch", which, sizes): the same in every step."""


class Printer:
    """Prints a cell's statements; collects the variables and constants they name, and the arrays they need."""

    def __init__(self, cell: Cell, held: frozenset[str], folded: bool, hoisted: bool) -> None:
        self.cell, self.folded = cell, folded
        self.low = lower(cell, held)
        self.ops = self.low.graph.ops
        self.live = live_nodes(self.low)
        self.places = find_places(self.low, self.live, hoisted)
        self.arrays = dict(self.places.arrays)
        self.variables: dict[str, StoragePlace] = {f"v{n}": p for n, p in self.places.of.items() if n >= 0}
        self.constants: dict[str, Constant] = {}
        self.variables |= {f"e{n}": place for n, place in self.places.raised.items()}

    # names ---------------------------------------------------------------------------------------------------

    def name(self, node: int) -> str:
        """How a statement names a node's value."""
        op = self.ops[node]
        if op.kind == "const":
            return self.constant("number", op.data, (op.size,))
        if op.kind == "param":
            return self.constant("param", op.data, (op.size,))
        return f"v{node}"

    def number(self, line: str) -> int:
        """How statements call a line of the cell."""
        return list(self.cell.by_name).index(line)

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

    def before(self) -> Iterator[str | int]:
        """What is done before the loop: statements over all steps, and rows (by node) of known operands."""
        for node in self.live:
            if node not in self.low.varying and node not in self.places.inline:
                if self.ops[node].kind == "row":
                    yield node
                elif self.ops[node].kind not in LEAF:
                    yield from self.statement(node)

    def forward(self) -> Iterator[str]:
        """One step: stage by stage the product, its gates, and what follows element by element."""
        stages = {self.low.stage[n] for n in self.live}
        for stage in sorted(stages | {-1}):
            for number, group in enumerate(self.places.groups):
                if group.stage == stage:
                    yield from self._product(number)
            for node in self.live:
                if node in self.low.varying and self.low.stage[node] == stage and self._computed(node):
                    yield from self.statement(node)
        for operand, copies in self.places.mirrors.items():
            if self.ops[operand].kind == "prev":
                yield from self._mirrored(self.low.owns[self.ops[operand].data], copies, 1)

    def _computed(self, node: int) -> bool:
        return self.ops[node].kind not in LEAF and node not in self.places.inline

    def _product(self, number: int) -> Iterator[str]:
        group = self.places.groups[number]
        segments = self.arrays[f"R{number}"][0]
        self.variables[f"r{number}"] = StoragePlace(f"R{number}", 0, len(segments))
        self.variables[f"z{number}"] = StoragePlace(f"Z{number}", 0, len(group.rows))
        if group.mixing:
            yield f"mix{number}(r{number}, z{number})"
            return
        yield f"dot{number}(r{number}, z{number})"
        if group.hoisted:
            self.variables[f"y{number}"] = StoragePlace(f"Z{number}", 0, len(group.rows))
            self.variables[f"x{number}"] = StoragePlace(f"X{number}", 0, len(group.rows))
            yield f"add(y{number}, x{number}, y{number})"
        gates = {g.row: g for g in self.places.gates.values() if g.block}
        together = [gates[row] for row in group.rows if row in gates]
        for gate in together:
            yield from self._extras(gate)
        if together:
            yield from self._activate(number, together)

    def _activate(self, number: int, together: list[Gate]) -> Iterator[str]:
        """One tanh and one sigmoid for all gates of a product.

        sigmoid(a) = 1 / (1 + exp(-a)) keeps its digits where it is nearly 0, and 1 - sigmoid(a) = 1 / (1 + exp(a))
        where it is nearly 1; the minus sign is in the weights. (1 + tanh(a / 2)) / 2 would be 0 from a = -38 on.
        """
        sigmoids, count = sum(g.kind == "sigmoid" for g in together), len(together)
        rests = [n for n, p in self.places.raised.items() if p.array == f"E{number}" and n not in self.places.gates]
        first, inner, end = len(rests), len(rests) + sigmoids, len(rests) + count
        for name, place in (
            ("q", StoragePlace(f"Z{number}", 0, sigmoids)), ("t", StoragePlace(f"Z{number}", sigmoids, count)),
            ("p", StoragePlace(f"E{number}", first, inner)), ("j", StoragePlace(f"E{number}", 0, inner)),
            ("s", StoragePlace(f"G{number}", 0, inner)), ("u", StoragePlace(f"G{number}", inner, end)),
        ):  # fmt: skip
            if place.last > place.first:
                self.variables[f"{name}{number}"] = place
        if sigmoids:
            yield f"exp(q{number}, p{number})"
            for node in rests:
                yield f"reciprocal(e{rest_of(self.low.graph, node)}, e{node})"
            sizes = tuple(size for _, size in self.arrays[f"E{number}"][0])
            yield from self._of_raised(f"j{number}", f"s{number}", sizes)
        if count > sigmoids:
            yield f"tanh(t{number}, u{number})"

    def _of_raised(self, raised: str, out: str, sizes: tuple[str, ...]) -> Iterator[str]:
        """1 / (1 + raised)."""
        yield f"add({raised}, {self.constant('number', 1.0, sizes)}, {out})"
        yield f"reciprocal({out}, {out})"

    def _extras(self, gate: Gate) -> Iterator[str]:
        """What is added to a row before its activation."""
        row = self._row(gate)
        for sign, extra in gate.extras:
            call = "add" if (sign > 0) != (gate.kind == "sigmoid") else "subtract"
            yield f"{call}({row}, {self.name(extra)}, {row})"

    def _row(self, gate: Gate) -> str:
        self.variables[f"w{gate.row}"] = self.places.of[-1 - gate.row]
        return f"w{gate.row}"

    def statement(self, node: int) -> Iterator[str]:
        """The statements that compute one node."""
        op, out = self.ops[node], f"v{node}"
        below = [self.name(a) for a in op.args]
        rest = rest_of(self.low.graph, node)
        if node in self.places.gates:
            yield from self._single(self.places.gates[node], out)
        elif rest is not None:
            yield from self._rest(rest, out, op.size)
        elif op.kind == "sum":
            yield from added(list(zip(op.data, below, strict=True)), out)
        elif op.kind == "mul":
            yield f"multiply({below[0]}, {below[1]}, {out})"
        elif op.kind == "hold":
            yield f"copyto({out}, {below[0]})"
            yield f"copyto({out}, held{self.number(op.data)}, where=mask{self.number(op.data)})"
        elif op.kind == "mask":
            zero = self.constant("number", 0.0, (op.size,))
            yield f"copyto({out}, {below[0]})"
            yield f"copyto({out}, {zero}, where=mask{self.number(op.data)})"
        elif op.kind == "slope" and op.args[0] in self.places.raised:
            yield f"sigmoid_slope({below[0]}, e{op.args[0]}, {out})"
        elif op.kind == "slope" and len(op.args) > 2:
            yield f"slope_{op.data}({', '.join(below)}, {out})"
        elif op.kind == "slope":
            argument = op.args[1]
            known = self.ops[argument].kind in ("param", "const") or f"v{argument}" in self.variables
            yield f"slope_{op.data}({below[0]}, {self.name(argument) if known else below[0]}, {out})"
        elif op.kind == "partial":
            yield f"partial_{op.data}({', '.join(below)}, {out})"
        elif op.kind in OPERATIONS:
            yield f"into_{op.kind}({', '.join(below)}, {out})"
        elif op.kind in CUT:
            yield from self._owned(node, below[0])
        else:
            yield from self._function(op.kind, below[0], out, op.size)

    def _function(self, kind: str, argument: str, out: str, size: str) -> Iterator[str]:
        if kind == "sigmoid":
            yield f"negative({argument}, {out})"
            yield f"exp({out}, {out})"
            yield from self._of_raised(out, out, (size,))
        elif kind == "relu":
            yield f"maximum({argument}, {self.constant('number', 0.0, (size,))}, out={out})"
        else:
            yield f"into_{kind}({argument}, {out})"

    def _rest(self, sigmoid: int, out: str, size: str) -> Iterator[str]:
        """1 - sigmoid of what stands elsewhere."""
        if sigmoid in self.places.raised:
            yield f"reciprocal(e{sigmoid}, {out})"
        else:
            yield f"exp({self.name(self.ops[sigmoid].args[0])}, {out})"
        yield from self._of_raised(out, out, (size,))

    def _single(self, gate: Gate, out: str) -> Iterator[str]:
        """A gate that cannot share its calls: what is added to its row is not known when the product is."""
        yield from self._extras(gate)
        if gate.kind == "sigmoid":
            yield f"exp({self._row(gate)}, e{gate.act})"
            yield from self._of_raised(f"e{gate.act}", out, (self.ops[gate.act].size,))
        else:
            yield f"tanh({self._row(gate)}, {out})"

    def _owned(self, node: int, value: str) -> Iterator[str]:
        source = self.ops[node].args[0]
        if self.places.of.get(source) != self.places.of[node]:
            yield f"copyto(v{node}, {value})"
        if self.ops[node].kind == "opd":
            yield from self._mirrored(node, self.places.mirrors.get(node, ()), 0)

    def _mirrored(self, node: int, copies: tuple[StoragePlace, ...], shift: int) -> Iterator[str]:
        for i, place in enumerate(copies):
            name = f"m{node}_{i}"
            self.variables[name] = place._replace(shift=shift)
            yield f"copyto({name}, v{node})"


def added(terms: list[tuple[int, str]], out: str) -> Iterator[str]:
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
