"""A cell's equations as a graph in which every sum of products is one row of a matrix product.

`W @ x + U @ h_prev + b` becomes one row; the rows that can be computed at the same moment (stage) from the same
operands are one product per step. An operand that is itself computed in the step (GRU: r * h_prev) begins a new stage.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from rnnviz.engine.compiler.graph import CUT, LEAF, Graph, Op
from rnnviz.engine.language.cell import Cell, Node
from rnnviz.engine.language.ops import FUNCTIONS
from rnnviz.engine.language.several import MIXINGS, OPERATIONS
from rnnviz.engine.language.tree import PRODUCTS

Term = tuple[int, str, int]
"""Sign, matrix, operand. A matrix that is transposed is named U.T; in the place of one may stand the name of an
operation over the units of a vector."""


class AffineRow(NamedTuple):
    """A sum of products with one moment: terms (sign, matrix, operand), bias (sign, vector).

    stage: -1 where every operand is known before the loop over time.
    """

    size: str
    terms: tuple[Term, ...]
    bias: tuple[tuple[int, str], ...]
    stage: int

    @property
    def mixing(self) -> str:
        """The operation over the units of a vector that it is; "" for products."""
        return self.terms[0][1] if self.terms[0][1] in MIXINGS else ""


class Lowered(NamedTuple):
    """graph; rows by number; lines: name -> node; of_node: node of the cell -> node of the graph, where it has one;
    owns: states and output -> their cut node."""

    graph: Graph
    rows: tuple[AffineRow, ...]
    lines: Mapping[str, int]
    of_node: Mapping[int, int]
    owns: Mapping[str, int]
    stage: Mapping[int, int]
    varying: frozenset[int]


def lower(cell: Cell, held: frozenset[str]) -> Lowered:
    """The graph of a cell with some lines held in some steps."""
    return _Lowering(cell, held).result()


class _Lowering:
    def __init__(self, cell: Cell, held: frozenset[str]) -> None:
        self.cell, self.held, self.graph = cell, held, Graph()
        self.rows: list[AffineRow] = []
        self.lines: dict[str, int] = {}
        self.of_node: dict[int, int] = {}
        self.owns: dict[str, int] = {}
        self._stage: dict[int, int] = {}
        self._varying: set[int] = set()

    def result(self) -> Lowered:
        for line in self.cell.lines:
            node = self._build(self.cell.nodes[line.root])
            if line.name in self.held:
                node = self._add("hold", line.size, (node,), line.name)
            if line.name in (*self.cell.states, self.cell.output):
                node = self.owns[line.name] = self._add("own", line.size, (node,), line.name)
            self.lines[line.name] = self.of_node[line.root] = node
        for i in range(len(self.graph.ops)):  # what sums and products of constants made is in no table yet
            self._place(i)
        return Lowered(
            self.graph, tuple(self.rows), self.lines, self.of_node, self.owns, self._stage, frozenset(self._varying)
        )

    def _add(self, kind: str, size: str, args: tuple[int, ...] = (), data: object = None) -> int:
        node = self.graph.add(Op(kind, size, args, data))
        self._place(node)
        return node

    def _place(self, node: int) -> None:
        """Note when a node can be computed, and whether it changes with the past."""
        if node in self._stage:
            return
        op = self.graph.ops[node]
        for arg in op.args:
            self._place(arg)
        if op.kind == "row":
            self._stage[node] = self.rows[op.data].stage
            varies = any(operand in self._varying for _, _, operand in self.rows[op.data].terms)
        else:
            self._stage[node] = max((self._stage[a] for a in op.args), default=-1)
            # a state's total is asked for, and what a product sends back to it is known in the loop alone
            kept = op.kind == "own" and op.data in self.cell.states
            varies = op.kind == "prev" or kept or any(a in self._varying for a in op.args)
        if varies:
            self._varying.add(node)

    def _build(self, node: Node) -> int:
        made = self._made(node)
        self._place(made)
        self.of_node[node.id] = made
        return made

    def _made(self, node: Node) -> int:
        if node.op in ("x", "prev", "param"):
            return self._add(node.op, node.size, data=node.name)
        if node.op == "const":
            return self.graph.const(node.number, node.size)
        if node.op == "line":
            return self.lines[node.name]
        if node.op in ("sum", *PRODUCTS):
            return self._sum(node)
        below = tuple(self._build(self.cell.nodes[a]) for a in node.args)
        if node.op == "mul":
            return self.graph.mul(*below)
        if node.op in MIXINGS:
            return self._mixed(node, below[0])
        known = [number for a in below if (number := self.graph.number(a)) is not None]
        if len(known) == len(below):
            forward = OPERATIONS[node.op].forward if node.op in OPERATIONS else FUNCTIONS[node.op].forward
            with np.errstate(all="ignore"):
                return self.graph.const(float(forward(*(np.array([number]) for number in known))[0]), node.size)
        return self._add(node.op, node.size, below)

    def _mixed(self, node: Node, argument: int) -> int:
        """An operation over the units of a vector stands where a product does: it needs all of its operand at once."""
        operand = self._add("opd", node.size, (argument,))
        moment = self._stage[operand] + 1 if operand in self._varying else -1
        return self._row(AffineRow(node.size, ((1, node.op, operand),), (), moment))

    def _sum(self, node: Node) -> int:
        products: list[Term] = []
        others: list[tuple[int, int]] = []
        self._flatten(node, 1, products, others)
        if not products:
            return self.graph.sum(others, node.size)
        bias = tuple((s, self.graph.ops[n].data) for s, n in others if self.graph.ops[n].kind == "param")
        rows = self._rows(node.size, products, bias)
        rest = [(s, n) for s, n in others if self.graph.ops[n].kind != "param"]
        return self.graph.sum([*((1, row) for row in rows), *rest], node.size)

    def _flatten(self, node: Node, sign: int, products: list[Term], others: list[tuple[int, int]]) -> None:
        if node.op == "sum":
            for s, arg in zip(node.signs, node.args, strict=True):
                self._flatten(self.cell.nodes[arg], sign * s, products, others)
        elif node.op in PRODUCTS:
            matrix, operand = (self.cell.nodes[a] for a in node.args)
            name = matrix.name if node.op == "matmul" else f"{matrix.name}.T"
            products.append((sign, name, self._operand(self._build(operand), operand.size)))
        else:
            others.append((sign, self._build(node)))

    def _operand(self, node: int, size: str) -> int:
        if self.graph.ops[node].kind in ("x", "prev"):
            return node
        return self._add("opd", size, (node,))

    def _rows(self, size: str, products: Iterable[Term], bias: tuple[tuple[int, str], ...]) -> list[int]:
        """One row per moment; what is known before the loop rides in the earliest one that travels through x."""
        moments: dict[int, list[Term]] = {}
        for product in products:
            operand = product[2]
            free = self.graph.ops[operand].kind == "x"
            moment = self._stage[operand] + 1 if operand in self._varying else (-2 if free else -1)
            moments.setdefault(moment, []).append(product)
        riding = moments.pop(-2, [])
        looped = sorted(m for m in moments if m >= 0)
        if riding:
            moments.setdefault(looped[0] if looped else -2, []).extend(riding)
        first = looped[0] if looped else min(moments)
        made = []
        for moment in sorted(moments):
            row = AffineRow(size, tuple(moments[moment]), bias if moment == first else (), max(moment, -1))
            made.append(self._row(row))
        return made

    def _row(self, row: AffineRow) -> int:
        if row not in self.rows:
            self.rows.append(row)
        return self._add("row", row.size, data=self.rows.index(row))


def elementwise(graph: Graph, node: int) -> bool:
    """Whether a node's value comes from element-wise arithmetic in the step."""
    return graph.ops[node].kind not in LEAF | CUT


def live_nodes(lowered: Lowered) -> list[int]:
    """What the states and the output are computed from, rising."""
    graph, found, pending = lowered.graph, set(lowered.owns.values()), list(lowered.owns.values())
    while pending:
        op = graph.ops[pending.pop()]
        below = [*op.args]
        if op.kind == "row":
            below += [operand for _, _, operand in lowered.rows[op.data].terms]
        for node in below:
            if node not in found:
                found.add(node)
                pending.append(node)
    return sorted(found)
