"""What depends on what: within one step of a cell, and through its states over many steps."""

from __future__ import annotations

from rnnviz.engine.language.cell import Cell
from rnnviz.engine.lazy import kept_with

LEAVES = frozenset({"x", "prev", "line", "param", "const"})


@kept_with
def _leading(cell: Cell, states: frozenset[str], lines: frozenset[str]) -> frozenset[int]:
    found: set[int] = set()
    for node in cell.nodes:
        through = (cell.by_name[node.name].root,) if node.op == "line" else node.args
        here = (node.op == "prev" and node.name in states) or (node.op == "line" and node.name in lines)
        if here or any(a in found for a in through):
            found.add(node.id)
    return frozenset(found)


@kept_with
def read_by(cell: Cell, line: str) -> frozenset[str]:
    """Names that a line reads; a state's of the step before ends in "_prev"."""
    nodes = (node for node in cell.nodes if node.line == line and node.op in ("prev", "line"))
    return frozenset(f"{node.name}_prev" if node.op == "prev" else node.name for node in nodes)


def leading(cell: Cell, states: frozenset[str] = frozenset(), lines: frozenset[str] = frozenset()) -> frozenset[int]:
    """Nodes that depend, within one step, on the previous value of one of `states` or on a reader of one of `lines`."""
    return _leading(cell, states, lines)


@kept_with
def later(cell: Cell, name: str) -> frozenset[str]:
    """States that a line has an influence on, in its own step or in any later one."""
    here = leading(cell, lines=frozenset({name}))
    found = {s for s in cell.states if cell.by_name[s].root in here} | ({name} & set(cell.states))
    while True:
        past = leading(cell, states=frozenset(found))
        more = {s for s in cell.states if cell.by_name[s].root in past} - found
        if not more:
            return frozenset(found)
        found |= more


@kept_with
def earlier(cell: Cell, name: str) -> frozenset[str]:
    """States whose previous value, of this step or of any earlier one, a line is computed from."""
    root = cell.by_name[name].root
    first = {s for s in cell.states if root in leading(cell, states=frozenset({s}))}
    return frozenset(p for p in cell.states if any(s == p or s in later(cell, p) for s in first))


def meeting(cell: Cell, name: str) -> tuple[str, ...]:
    """States through which a line's value at one step has an influence on its own value at a later one."""
    both = later(cell, name) & earlier(cell, name)
    return tuple(s for s in cell.states if s in both)


def groups(cell: Cell) -> tuple[tuple[str, ...], ...]:
    """The states, put together where each has an influence on the other over time."""
    found: list[tuple[str, ...]] = []
    for state in cell.states:
        if not any(state in group for group in found):
            mine = later(cell, state)
            found.append(tuple(s for s in cell.states if s == state or (s in mine and state in later(cell, s))))
    return tuple(found)
