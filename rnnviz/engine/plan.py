"""Which nodes of a cell run when: before, inside or after the loop over time.

A node inside the loop depends on the past and is needed by the next step; everything else is one
vectorised call over all steps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rnnviz.engine.cell import Cell, Node

LEAVES = frozenset({"x", "prev", "line", "param", "const"})


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """before / loop / after: ids of operation nodes in order; groups: operand -> products inside the loop that read it.

    carried: nodes whose gradient the backward loop computes; carried_groups: their products, by operand.
    """

    before: tuple[int, ...]
    loop: tuple[int, ...]
    after: tuple[int, ...]
    groups: Mapping[int, tuple[int, ...]]
    varying: frozenset[int]
    carried: tuple[int, ...]
    carried_groups: Mapping[int, tuple[int, ...]]


def source(cell: Cell, node: int) -> int:
    """The node whose array a leaf shows: a line's root; for `prev`, minus 1 minus the state's position."""
    leaf = cell.nodes[node]
    if leaf.op == "line":
        return source_of_root(cell, leaf.name)
    if leaf.op == "prev":
        return -1 - cell.states.index(leaf.name)
    return node


def source_of_root(cell: Cell, line: str) -> int:
    return cell.by_name[line].root


@lru_cache(maxsize=64)
def make_plan(cell: Cell) -> Plan:
    """The plan of a cell; computed once per cell."""
    varying = leading(cell, frozenset({"prev"}))
    needed = _needed(cell)
    operations = [n.id for n in cell.nodes if n.op not in LEAVES]
    loop = tuple(i for i in operations if i in varying and i in needed)
    inside = frozenset(loop)
    carried = _carried(cell, needed)
    return Plan(
        before=tuple(i for i in operations if i not in varying),
        loop=loop,
        after=tuple(i for i in operations if i in varying and i not in inside),
        groups=_groups(cell, inside),
        varying=varying,
        carried=tuple(sorted(carried)),
        carried_groups=_groups(cell, carried),
    )


@lru_cache(maxsize=1024)
def leading(cell: Cell, ops: frozenset[str], lines: frozenset[str] = frozenset()) -> frozenset[int]:
    """Nodes that depend, within one step, on a leaf of one of `ops` or on an occurrence of one of `lines`."""
    found: set[int] = set()
    for node in cell.nodes:
        through = (cell.by_name[node.name].root,) if node.op == "line" else node.args
        named = node.op == "line" and node.name in lines
        if named or node.op in ops or any(a in found for a in through):
            found.add(node.id)
    return frozenset(found)


def _carried(cell: Cell, needed: frozenset[int]) -> frozenset[int]:
    """Every state's root, and what lies between a state and the states (or past) it is computed from."""
    states = frozenset(cell.states)
    between = leading(cell, frozenset({"prev"}), states) & needed
    return frozenset(cell.by_name[s].root for s in states) | {i for i in between if cell.nodes[i].op not in LEAVES}


def _needed(cell: Cell) -> frozenset[int]:
    """Nodes the next step depends on."""
    found: set[int] = set()
    pending = [cell.by_name[state].root for state in cell.states]
    while pending:
        node: Node = cell.nodes[pending.pop()]
        if node.id in found:
            continue
        found.add(node.id)
        pending.extend(node.args)
        if node.op == "line":
            pending.append(cell.by_name[node.name].root)
    return frozenset(found)


def _groups(cell: Cell, inside: frozenset[int]) -> dict[int, tuple[int, ...]]:
    """Products of the loop by operand: those of one operand are one call on stacked matrices."""
    groups: dict[int, list[int]] = {}
    for node in cell.nodes:
        if node.op == "matmul" and node.id in inside:
            groups.setdefault(source(cell, node.args[1]), []).append(node.id)
    return {operand: tuple(members) for operand, members in groups.items()}
