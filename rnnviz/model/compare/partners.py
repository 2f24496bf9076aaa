"""What plays the same part in two cells: how much is kept, the old memory, how much is written, the candidate.

A gated memory is s[t] = keep ⊙ s[t-1] + write ⊙ candidate[t] (an LSTM's c: Hochreiter & Schmidhuber 1997, Gers et al.
2000; a GRU's h: Cho et al. 2014). It is found in the equations, by the cell's `keep` and by the role "candidate".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, reduce
from types import MappingProxyType

import numpy as np

from rnnviz.engine import Cell, Experiment, Run, simulate
from rnnviz.engine.language.tree import Expr
from rnnviz.engine.notation.numbers_in import plugged, worth

PARTS = ("keep", "memory", "write", "candidate")
"""In the order of the equation; the numbers 1 to 4 on the drawings."""
SIMPLE = ("sum", "mul", "div", "line", "const")
"""What a line may be made of to be printed in place of its name: 1 - z, f / (f + i)."""
SIZES = 3, 5
"""Units and steps of the run with random weights that tells whether two parts always add up to 1."""


@dataclass(frozen=True, slots=True)
class TermPart:
    """expr: as it is printed, by the gates it is made of; names: the lines it stands in, the nearest first."""

    expr: Expr
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class GatedMemory:
    """state[t] = keep ⊙ state[t-1] + write ⊙ candidate[t].

    parts: those of PARTS that the cell has: without "keep" all is kept, without "write" all of the candidate is
    written; lines: what the equation is drawn with; more: whether something else is added; apart: gates and states that
    have no part in it.
    """

    cell: Cell
    state: str
    parts: Mapping[str, TermPart]
    lines: tuple[str, ...]
    more: bool
    apart: tuple[str, ...]


@lru_cache(maxsize=64)
def memory_of(cell: Cell) -> GatedMemory | None:
    """The memory whose keeping the cell's `keep` names, else its first one; None where no state is kept unit by unit
    and written to by a candidate."""
    found = [memory for state in cell.states if (memory := _memory(cell, state)) is not None]
    if cell.keep is None:
        return found[0] if found else None
    line = cell.keep.line
    return next((memory for memory in found if "keep" in memory.parts and line in memory.parts["keep"].names), None)


def partners(one: GatedMemory, other: GatedMemory) -> tuple[str, ...]:
    """Keys of the parts that both have."""
    return tuple(key for key in PARTS if key in one.parts and key in other.parts)


def alike(one: GatedMemory, other: GatedMemory) -> tuple[tuple[str, str], ...]:
    """Lines outside the equation that have the same role in both cells, each once: (line of one, line of the other)."""
    free = {other.cell.by_name[name].role: name for name in reversed(other.apart)}
    return tuple((name, match) for name in one.apart if (match := free.pop(one.cell.by_name[name].role, None)))


def part_value(run: Run, part: TermPart, step: int, unit: int) -> float:
    """The number of one unit of a part at a step."""
    return worth(plugged(run, part.expr, step, unit))


@lru_cache(maxsize=64)
def tied(cell: Cell) -> bool:
    """Whether what is kept and what is written add up to 1, whatever the weights."""
    memory = memory_of(cell)
    if memory is None or not {"keep", "write"} <= memory.parts.keys():
        return False
    rng, (units, steps) = np.random.default_rng(7), SIZES
    drawn = Experiment.build(cell, units, rng.normal(size=(steps, 2)))
    run = simulate(drawn.with_params({name: rng.normal(size=array.shape) for name, array in drawn.params.items()}))
    sums = [
        sum(part_value(run, memory.parts[key], step, unit) for key in ("keep", "write"))
        for step in range(steps) for unit in range(units)
    ]  # fmt: skip
    return bool(np.allclose(sums, 1, rtol=0, atol=1e-12))


# reading the equation --------------------------------------------------------------------------------------


def _memory(cell: Cell, state: str) -> GatedMemory | None:
    split = [_factors(cell, addend) for addend in _addends(cell, cell.by_name[state].expr)]
    before = Expr("prev", name=state)
    kept = [factors for factors in split if before in factors]
    written = next((factors for factors in split if _candidate(cell, factors) is not None), None)
    if len(kept) != 1 or kept[0].count(before) != 1 or written is None or written is kept[0]:
        return None
    candidate = _candidate(cell, written)
    parts: dict[str, list[Expr | None]] = {
        "keep": [factor for factor in kept[0] if factor != before],
        "memory": [before],
        "write": [factor for factor in written if factor is not candidate],
        "candidate": [candidate],
    }
    found = {key: _part(cell, [f for f in factors if f], key) for key, factors in parts.items() if factors}
    lines = tuple(dict.fromkeys((state, *_drawn(cell, cell.by_name[state].expr))))
    return GatedMemory(cell, state, MappingProxyType(found), lines, len(split) > 2, _apart(cell, state, found))


def _addends(cell: Cell, expr: Expr) -> Iterator[Expr]:
    """What is added up, through lines that are sums and products themselves; a candidate stays whole."""
    if expr.op == "sum":
        for arg, sign in zip(expr.args, expr.signs, strict=True):
            if sign > 0:
                yield from _addends(cell, arg)
            else:
                yield Expr("sum", (arg,), signs=(-1,))
    elif expr.op == "line" and _opens_up(cell, expr.name):
        yield from _addends(cell, cell.by_name[expr.name].expr)
    else:
        yield expr


def _opens_up(cell: Cell, name: str) -> bool:
    line = cell.by_name[name]
    return line.expr.op == "mul" or (line.expr.op == "sum" and line.role != "candidate")


def _factors(cell: Cell, expr: Expr) -> list[Expr]:
    """What is multiplied, through lines that are products themselves."""
    if expr.op == "line" and cell.by_name[expr.name].expr.op == "mul":
        expr = cell.by_name[expr.name].expr
    return [factor for arg in expr.args for factor in _factors(cell, arg)] if expr.op == "mul" else [expr]


def _candidate(cell: Cell, factors: list[Expr]) -> Expr | None:
    return next((f for f in factors if f.op == "line" and cell.by_name[f.name].role == "candidate"), None)


def _part(cell: Cell, factors: list[Expr], key: str) -> TermPart:
    whole = reduce(lambda left, right: Expr("mul", (left, right)), factors)
    names = tuple(dict.fromkeys(_names(cell, whole)))
    return TermPart(whole if key == "candidate" else _spelt(cell, whole), names[:1] if key == "candidate" else names)


def _simple(cell: Cell, name: str) -> bool:
    return name not in cell.gates and all(node.op in SIMPLE for node in cell.by_name[name].expr.walk())


def _names(cell: Cell, expr: Expr) -> Iterator[str]:
    for node in expr.walk():
        if node.op == "line":
            yield node.name
            if _simple(cell, node.name):
                yield from _names(cell, cell.by_name[node.name].expr)


def _spelt(cell: Cell, expr: Expr) -> Expr:
    """With 1 - z for a line that is only that."""
    if expr.op == "line" and _simple(cell, expr.name):
        return _spelt(cell, cell.by_name[expr.name].expr)
    return replace(expr, args=tuple(_spelt(cell, arg) for arg in expr.args))


def _drawn(cell: Cell, expr: Expr) -> Iterator[str]:
    """The lines that the sum and its products are written in."""
    if expr.op == "sum":
        for arg in expr.args:
            yield from _drawn(cell, arg)
    elif expr.op == "line" and _opens_up(cell, expr.name):
        yield expr.name
        yield from _drawn(cell, cell.by_name[expr.name].expr)


def _apart(cell: Cell, state: str, parts: Mapping[str, TermPart]) -> tuple[str, ...]:
    """Gates that neither keep nor write, and other states."""
    taken = {name for part in parts.values() for name in part.names} | {state}
    return tuple(name for name in cell.by_name if name not in taken and (name in cell.gates or name in cell.states))
