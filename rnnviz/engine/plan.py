"""What depends on what within one step of a cell."""

from __future__ import annotations

from functools import lru_cache

from rnnviz.engine.cell import Cell

LEAVES = frozenset({"x", "prev", "line", "param", "const"})


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
