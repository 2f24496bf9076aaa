"""Expressions of one step as a graph without repetition, and their local derivatives, written on the same graph.

Every node is interned: the same operation on the same arguments is the same number, which makes common
subexpressions common by itself. Numbers rise from arguments to readers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from rnnviz.engine.language.several import OPERATIONS

LEAF = frozenset({"x", "prev", "param", "const", "row"})
"""Where a node's value does not come from element-wise arithmetic on other nodes."""
CUT = frozenset({"own", "opd"})
"""Nodes with a gradient of their own in the backward loop: a state or the output, an operand of a product."""


class Op(NamedTuple):
    """One node. kind: a leaf, "sum", "mul", the name of a function or operation, "hold", "own", "opd", or for backward
    "slope", "partial", "mask".

    args: ids of nodes; data: what else tells it apart (a name, a number, signs, the number of a row).
    """

    kind: str
    size: str
    args: tuple[int, ...] = ()
    data: Any = None


class Graph:
    """Interned nodes of one cell; grows, never changes."""

    def __init__(self) -> None:
        self.ops: list[Op] = []
        self._ids: dict[Op, int] = {}

    def add(self, op: Op) -> int:
        """The id of a node, new or known."""
        if op not in self._ids:
            self._ids[op] = len(self.ops)
            self.ops.append(op)
        return self._ids[op]

    def const(self, number: float, size: str) -> int:
        return self.add(Op("const", size, data=float(number)))

    def number(self, node: int) -> float | None:
        """The number of a constant node."""
        op = self.ops[node]
        return op.data if op.kind == "const" else None

    def mul(self, a: int, b: int) -> int:
        """Product; constants are folded, 1 and 0 disappear."""
        x, y, size = self.number(a), self.number(b), self.ops[a].size
        if x is not None and y is not None:
            return self.const(x * y, size)
        if x == 1.0 or y == 1.0:
            return b if x == 1.0 else a
        if x == 0.0 or y == 0.0:
            return self.const(0.0, size)
        return self.add(Op("mul", size, (a, b)))

    def sum(self, terms: Iterable[tuple[int, int]], size: str) -> int:
        """Sum of (sign, node); constants are folded."""
        terms = list(terms)
        fixed = [(s, self.number(n)) for s, n in terms]
        constant = sum(s * c for s, c in fixed if c is not None)
        kept = [t for t, (_, c) in zip(terms, fixed, strict=True) if c is None]
        if constant or not kept:
            kept.insert(0, (1, self.const(constant, size)))
        if len(kept) == 1 and kept[0][0] > 0:
            return kept[0][1]
        return self.add(Op("sum", size, tuple(n for _, n in kept), tuple(s for s, _ in kept)))

    def below(self, root: int) -> list[int]:
        """The element-wise nodes from `root` down to leaves and cut nodes, these included, highest first."""
        found, pending = {root}, [*self.ops[root].args]
        while pending:
            node = pending.pop()
            if node not in found:
                found.add(node)
                if self.ops[node].kind not in LEAF | CUT:
                    pending.extend(self.ops[node].args)
        return sorted(found, reverse=True)


Masked = tuple[int, frozenset[str]]
"""An adjoint and the held lines in whose steps it is zero."""


def local_derivative(graph: Graph, cut: int) -> dict[int, int]:
    """d(cut node)/d(leaf or cut node below it), element by element: node -> the node of that coefficient.

    Reverse mode on symbols: the adjoint 1 is sent down; a held line lets nothing through in its steps.
    """
    begin = graph.ops[cut].args[0]
    arrived: dict[int, list[Masked]] = {begin: [(graph.const(1.0, graph.ops[begin].size), frozenset())]}
    found: dict[int, int] = {}
    for node in graph.below(begin):
        parts = arrived.pop(node, [])
        if not parts:
            continue
        adjoint = _together(graph, parts, graph.ops[node].size)
        if graph.ops[node].kind in LEAF | CUT:
            found[node] = _apply(graph, adjoint)
        else:
            for arg, part in _sent(graph, node, adjoint):
                arrived.setdefault(arg, []).append(part)
    return {leaf: k for leaf, k in found.items() if graph.number(k) != 0.0 and graph.ops[leaf].kind != "const"}


def _together(graph: Graph, parts: list[Masked], size: str) -> Masked:
    if len({masks for _, masks in parts}) == 1:
        return graph.sum(((1, a) for a, _ in parts), size), parts[0][1]
    return graph.sum(((1, _apply(graph, part)) for part in parts), size), frozenset()


def _apply(graph: Graph, adjoint: Masked) -> int:
    """Masks come last, as a choice, not as a factor: 0 times infinity must not appear."""
    node, masks = adjoint
    for line in sorted(masks):
        node = graph.add(Op("mask", graph.ops[node].size, (node,), line))
    return node


def _sent(graph: Graph, node: int, adjoint: Masked) -> Iterable[tuple[int, Masked]]:
    op, (g, masks) = graph.ops[node], adjoint
    if op.kind == "sum":
        for sign, arg in zip(op.data, op.args, strict=True):
            yield arg, (g if sign > 0 else graph.sum([(-1, g)], op.size), masks)
    elif op.kind == "mul":
        a, b = op.args
        yield a, (graph.mul(g, b), masks)
        yield b, (graph.mul(g, a), masks)
    elif op.kind == "hold":
        yield op.args[0], (g, masks | {op.data})
    elif op.kind in OPERATIONS:
        found = OPERATIONS[op.kind]
        kind = "slope" if found.activates else "partial"
        for place, arg in enumerate(op.args[: found.arity - found.numbers]):
            part = graph.add(Op(kind, op.size, (node, *op.args), f"{op.kind}_{place}"))
            yield arg, (graph.mul(g, part), masks)
    else:
        slope = graph.add(Op("slope", op.size, (node, op.args[0]), op.kind))
        yield op.args[0], (graph.mul(g, slope), masks)


def rest_of(graph: Graph, node: int) -> int | None:
    """The sigmoid of a node that is 1 - sigmoid(...): where that is nearly 1, subtracting would leave no digits."""
    op = graph.ops[node]
    if op.kind != "sum" or op.data != (1, -1) or graph.number(op.args[0]) != 1.0:
        return None
    found = op.args[1]
    while graph.ops[found].kind in CUT:
        found = graph.ops[found].args[0]
    return found if graph.ops[found].kind == "sigmoid" else None


def readers(graph: Graph, live: Iterable[int]) -> Mapping[int, int]:
    """How many arguments of live nodes name a node."""
    count: dict[int, int] = {}
    for node in live:
        for arg in graph.ops[node].args:
            count[arg] = count.get(arg, 0) + 1
    return count
