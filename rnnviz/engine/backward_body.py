"""The body of the backward loop as text: one step, printed node by node from the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from rnnviz.engine.cell import Cell, Node
from rnnviz.engine.forward import term_of
from rnnviz.engine.plan import make_plan, source


@lru_cache(maxsize=256)
def backward_body(cell: Cell, masked: frozenset[str], enter: frozenset[int]) -> tuple[str, Mapping[str, str]]:
    """The statements of one backward step, and the arrays they need beside those of the run: name -> size.

    masked: held lines; enter: roots of lines that something reaches from outside the loop.
    """
    emitter = _Emitter(cell, masked, enter)
    body = "\n".join(emitter.body())
    return body, emitter.spare


class _Emitter:
    """Prints one backward step: nodes in reverse order, each sending its gradient to its arguments."""

    def __init__(self, cell: Cell, masked: frozenset[str], enter: frozenset[int]) -> None:
        self.cell, self.plan, self.masked, self.enter = cell, make_plan(cell), masked, enter
        self.inside = frozenset(self.plan.carried)
        self.roots = {line.root: line.name for line in cell.lines}
        self.spare: dict[str, str] = {}
        self.filled: set[str] = set()

    def body(self) -> Iterator[str]:
        for i in reversed(self.plan.carried):
            node = self.cell.nodes[i]
            if i in self.roots:
                yield from self._open(i)
            yield from self._send(node, self._passing(node))
            yield from self._finish_group(node)

    def _open(self, root: int) -> Iterator[str]:
        """A line's total: what its readers at this step sent, what comes from the next step and from outside."""
        name, target = self.roots[root], f"g{root}"
        for part, present in (
            (f"in_{name}", name in self.cell.states),
            (f"enter{root}", root in self.enter),
        ):
            if present:
                yield from self._give(target, f"copyto({{}}, {part})", part)
        if target not in self.filled:
            self.filled.add(target)
            yield f"copyto({target}, 0.0)"
        if name in self.masked:
            self.spare[f"p{root}"] = self.cell.nodes[root].size
            yield f"copyto(p{root}, {target})"
            yield f"copyto(p{root}, 0.0, where=mask_{name})"

    def _passing(self, node: Node) -> str:
        held = node.id in self.roots and node.line in self.masked
        return f"p{node.id}" if held else f"g{node.id}"

    def _send(self, node: Node, g: str) -> Iterator[str]:
        if node.op == "sum":
            for arg, sign in zip(node.args, node.signs, strict=True):
                call = f"copyto({{}}, {g})" if sign > 0 else f"negative({g}, {{}})"
                yield from self._to(arg, call, g if sign > 0 else "")
        elif node.op == "mul":
            a, b = node.args
            yield from self._to(a, f"multiply({g}, {term_of(self.cell, b)}, {{}})")
            yield from self._to(b, f"multiply({g}, {term_of(self.cell, a)}, {{}})")
        elif node.op != "matmul":
            yield from self._to(node.args[0], f"multiply({g}, k{node.id}, {{}})")

    def _to(self, arg: int, call: str, ready: str = "") -> Iterator[str]:
        """Send `call` written into the target of `arg`, when that target travels inside the loop."""
        target = self._target(arg)
        if target:
            yield from self._give(target, call, ready)

    def _target(self, arg: int) -> str | None:
        node = self.cell.nodes[arg]
        if node.op == "prev":
            return f"out_{node.name}"
        found = source(self.cell, arg) if node.op == "line" else arg
        return f"g{found}" if found in self.inside else None

    def _give(self, target: str, call: str, ready: str = "") -> Iterator[str]:
        """Write into an empty target, add to a filled one; a carry row may hold something from outside already."""
        if target in self.filled or target.startswith("out_"):
            if not ready:
                ready = self._scratch(target)
                yield call.format(ready)
            yield f"add({target}, {ready}, {target})"
        else:
            self.filled.add(target)
            yield call.format(target)

    def _scratch(self, target: str) -> str:
        line = target.removeprefix("out_")
        size = self.cell.by_name[line].size if line != target else self.cell.nodes[int(target[1:])].size
        self.spare[f"scratch_{size}"] = size
        return f"scratch_{size}"

    def _finish_group(self, node: Node) -> Iterator[str]:
        members = next((m for m in self.plan.carried_groups.values() if node.id == m[0]), None)
        if members:
            yield from self._to(node.args[1], f"dot(d{members[0]}, m{members[0]}, {{}})")
