"""A cell's backward step as straight-line statements, and the local derivatives it multiplies with."""

from __future__ import annotations

from collections.abc import Iterator

from rnnviz.engine.compiler.graph import CUT, local_derivative
from rnnviz.engine.compiler.printer import Printer, added
from rnnviz.engine.compiler.storage import Group, Key, StoragePlace


def shares(group: Group, folded: bool) -> bool:
    """Whether one matrix serves both ways: it holds nothing but what the operands are multiplied with."""
    return group.hoisted and not folded


class Coefficients:
    """d(cut)/d(leaf) of every cut node, for all steps at once."""

    def __init__(self, printer: Printer) -> None:
        self.printer, self.low = printer, printer.low
        cuts = [n for n in printer.live if printer.ops[n].kind in CUT]
        usable = [n for n in cuts if printer.ops[n].kind == "own" or n in self.low.varying]
        self.nodes = {cut: local_derivative(self.low.graph, cut) for cut in usable}
        self._turn()
        self.names: dict[int, dict[int, str]] = {}

    def _turn(self) -> None:
        """Where the way back uses the weights of the way on, a sigmoid's rows have the other sign in them."""
        printer = self.printer
        shared = {row for g in printer.places.groups if shares(g, printer.folded) for row in g.rows}
        turned = {g.row for g in printer.places.gates.values() if g.kind == "sigmoid" and g.row in shared}
        graph = self.low.graph
        for found in self.nodes.values():
            for leaf in sorted(found.keys() & turned):
                found[leaf] = graph.mul(graph.const(-1.0, graph.ops[leaf].size), found[leaf])

    def number(self, cut: int, leaf: int) -> float | None:
        """The coefficient where it is a constant."""
        return self.low.graph.number(self.nodes[cut][leaf])

    def statements(self) -> Iterator[str]:
        """Statements over all steps, between the two passes."""
        printer, ops = self.printer, self.printer.ops
        missing = self._missing()
        for node in missing:
            printer.arrays[f"k{node}"] = (((node, ops[node].size),), 0)
            printer.variables[f"v{node}"] = StoragePlace(f"k{node}")
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
            # the slope of a function of one value reads its value; the argument only where it was kept
            alone = ops[node].kind == "slope" and len(ops[node].args) == 2
            pending.extend(ops[node].args[:1] if alone else ops[node].args)
        return sorted(found)


class Backward:
    """One step of back-propagation: cut nodes from last to first, products as soon as their rows are complete."""

    def __init__(self, printer: Printer, derived: Coefficients) -> None:
        self.printer, self.derived, self.low, self.ops = printer, derived, printer.low, printer.ops
        self.groups = printer.places.groups
        self.cuts = sorted(derived.nodes, key=lambda n: (self.low.stage[n], n), reverse=True)
        self.previous = {self.ops[n].data: n for n in range(len(self.ops)) if self.ops[n].kind == "prev"}
        self.adjoint: dict[int, str] = {}
        self.sent: dict[int, list[str]] = {}
        self.filled: set[str] = set()
        self.carried: dict[str, str] = {}
        self.scratches = 0
        self.fold = {s: g for g in range(len(self.groups)) for s in self._foldable(g)} if printer.folded else {}
        for number, group in enumerate(self.groups):
            self._buffers(number, group.operands)
        output = printer.cell.output
        self.ending = f"b{self.fold[output]}_{self.previous[output]}" if output in self.fold else ""
        self.riding = f"loss{self.previous[output]}" if output in self.fold else ""

    def _foldable(self, number: int) -> Iterator[str]:
        """States whose gradient is this product's result, in cells where the product can wait for the step's end."""
        group = self.groups[number]
        if all(self.ops[o].kind == "prev" for o in group.operands):
            homes = [o for o in group.operands if self.printer.places.of[o].array == f"R{number}"]
            yield from (self.ops[o].data for o in homes)

    def _buffers(self, number: int, operands: tuple[int, ...]) -> None:
        arrays, variables = self.printer.arrays, self.printer.variables
        rows = [(r, self.ops[r].size) for r in self.groups[number].rows]
        slots: list[tuple[Key, str]] = []
        for state in (s for s, g in self.fold.items() if g == number):
            prev = self.previous[state]
            size = self.ops[prev].size
            if state == self.printer.cell.output:
                slots.append((("loss", prev), size))
            if any(prev in found for found in self.derived.nodes.values()):
                slots.append((("carry", prev), size))
        arrays[f"D{number}"] = ((*rows, *slots), 0)
        arrays[f"B{number}"] = (tuple((o, self.ops[o].size) for o in operands), 1)
        for i, (key, _) in enumerate((*rows, *slots)):
            name = f"{key[0]}{key[1]}" if isinstance(key, tuple) else f"d{key}"
            variables[name] = StoragePlace(f"D{number}", i, i + 1)
        variables[f"d_all{number}"] = StoragePlace(f"D{number}", 0, len(rows) + len(slots))
        variables[f"b_all{number}"] = StoragePlace(f"B{number}", 0, len(operands))
        for i, o in enumerate(operands):
            later = 1 if self.ops[o].kind == "prev" else 0
            variables[f"b{number}_{o}"] = StoragePlace(f"B{number}", i, i + 1, later)

    def statements(self) -> Iterator[str]:
        """One step backward."""
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
        if self.groups[number].mixing:
            return f"unmix{number}(d_all{number}, z{number}, r{number}, b_all{number})"
        return f"back{number}(d_all{number}, b_all{number})"

    def _gather(self, cut: int) -> Iterator[str]:
        """A cut node's whole gradient."""
        sent, arriving = [*self.sent.get(cut, ())], [*self._arriving(cut)]
        sources = [*sent, *arriving]
        # what somebody asks for later must not stand where another step's, or another node's, numbers come to stand
        if len(sources) == 1 and (arriving or self.ops[cut].kind != "own"):
            self.adjoint[cut] = sources[0]
            return
        target = f"a{cut}"
        self.printer.arrays[target] = (((cut, self.ops[cut].size),), 0)
        self.printer.variables[target] = StoragePlace(target)
        self.adjoint[cut] = target
        if sources:
            yield from added([(1, s) for s in sources], target)

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
                yield f"in{prev}"
        if name == self.printer.cell.output and name not in self.fold:
            self.printer.arrays["L"] = ((("L", self.ops[cut].size),), 0)
            self.printer.variables["loss"] = StoragePlace("L")
            yield "loss"

    def _carry(self, name: str) -> None:
        prev = self.previous[name]
        array = self.carried[name] = f"C{prev}"
        self.printer.arrays[array] = (((prev, self.ops[prev].size),), 1)
        self.printer.variables[f"in{prev}"] = StoragePlace(array, shift=1)
        self.printer.variables[f"out{prev}"] = StoragePlace(array)

    def _send(self, cut: int, leaf: int, k: str) -> Iterator[str]:
        kind = self.ops[leaf].kind
        if kind == "row" and leaf in self.low.varying:
            yield from self._give(cut, leaf, k, f"d{leaf}")
        elif kind == "prev":
            state = self.ops[leaf].data
            if state in self.fold:
                yield from self._give(cut, leaf, k, f"carry{leaf}")
            else:
                self._carry(state)
                yield from self._give(cut, leaf, k, f"out{leaf}")
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
