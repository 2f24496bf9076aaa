"""What is derived of cells nobody ships, as digests: `python -m tests.engine.language.odd_cells` keeps it.

Every rule has a test of its own. This asks cells in every corner of the language for everything, so that nothing that
is read off the equations, or printed of them, becomes another thing unnoticed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np

from rnnviz.engine import Cell, CellError, simulate
from rnnviz.engine.language import dependence
from rnnviz.engine.language.tree import Expr
from rnnviz.engine.notation import gradient_formula, html, numbers_in, spelling
from rnnviz.engine.notation.formula import ascii_text, tokens
from tests.engine.cases import FOREIGN, FOREIGN_VALID, cell, experiment
from tests.engine.compiler.odd_programs import ODD

KEPT = Path(__file__).with_name("odd_cells.json")


def cells() -> Iterator[tuple[str, Cell]]:
    for name, text in ODD.items():
        yield name, cell(text)
    for name in FOREIGN_VALID:
        try:
            yield name, Cell.from_text(FOREIGN[name], name)
        except CellError:
            continue


def plainly(thing: Any) -> Any:
    """Numbers to six digits, everything else as it is said."""
    if isinstance(thing, Expr) and all(node.op != "shown" for node in thing.walk()):
        return repr(thing)  # its numbers are those that were typed
    if is_dataclass(thing) and not isinstance(thing, type):
        return [plainly(getattr(thing, field.name)) for field in fields(thing)]
    if isinstance(thing, Mapping):
        return [[str(key), plainly(value)] for key, value in thing.items()]
    if isinstance(thing, set | frozenset):
        return sorted(map(str, thing))
    if isinstance(thing, np.ndarray):
        return plainly(thing.tolist())
    if isinstance(thing, tuple | list):
        return [plainly(item) for item in thing]
    if isinstance(thing, float):
        return f"{thing:.6g}" if abs(thing) > 1e-9 or thing != thing else "0"
    return str(thing)


def derived(of: Cell) -> Iterator[Any]:
    """What the equations say."""
    yield of
    yield of.gates, of.scalars, of.recurrent, dependence.groups(of), [of.opens(node.id) for node in of.nodes]
    for name in of.by_name:
        yield name, dependence.later(of, name), dependence.earlier(of, name), dependence.meeting(of, name)
        yield dependence.leading(of, lines=frozenset({name})), of.stage_of(name)
    yield dependence.leading(of, states=frozenset(of.states))


def printed(of: Cell) -> Iterator[Any]:
    """What is printed of them, forward and backward."""
    for line in of.lines:
        yield ascii_text(line.expr), tokens(line.expr), tokens(line.expr, -1), html.equation(line)
        yield spelling.inlined(of, line.name), spelling.leaf_count(line.expr)
        yield [
            gradient_formula.gradient(of, line.name, held) for held in (frozenset[str](), frozenset({of.lines[0].name}))
        ]
    for name in ("x", *(f"{state}_prev" for state in of.states)):
        yield [(part, tokens(part.expr, part.shift)) for part in gradient_formula.gradient(of, name)]
    yield [gradient_formula.arriving(of, node.id) for node in of.nodes]
    yield spelling.equations(of), spelling.helpers(of), html.cell_html(of, "head")


def numbers(of: Cell) -> Iterator[Any]:
    """What stands in the place of the names in a run."""
    run = simulate(experiment(of, hidden=2, width=2, steps=3))
    for line in of.lines:
        for t in (0, 2):
            tree = numbers_in.plugged(run, line.expr, t, 1)
            yield tree, tokens(tree), numbers_in.worth(tree), numbers_in.vector(run, line.expr, t)
            yield numbers_in.arguments_worked_out(tree), numbers_in.functions_worked_out(tree)
            yield numbers_in.stands_for(tree)


def digest(found: Iterator[Any]) -> str:
    return hashlib.sha256(json.dumps([plainly(item) for item in found]).encode()).hexdigest()[:8]


ASKED: dict[str, Callable[[Cell], Iterator[Any]]] = {"derived": derived, "printed": printed, "numbers": numbers}


def found() -> dict[str, dict[str, str]]:
    """By what is asked: every cell's digest."""
    every = list(cells())
    return {
        what: {name: digest(ask(of)) for name, of in every if what != "numbers" or name in ODD}
        for what, ask in ASKED.items()
    }


if __name__ == "__main__":
    KEPT.write_text(json.dumps(found(), indent=0) + "\n", "utf-8")
