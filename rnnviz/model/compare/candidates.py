"""What a candidate is called: by a letter of its own (g, n), or after the memory it is written into, h̃ or h′.

A name is part of a cell's text, so another name is another text of the same cell: every drawing, formula, tape and
program has it then.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from rnnviz.engine import CELLS, Cell
from rnnviz.engine.language.letters import BY_LINE
from rnnviz.engine.language.tree import ACCENTS
from rnnviz.model.compare.partners import memory_of
from rnnviz.model.draft.draft import OWN_KEY, cell_of_table
from rnnviz.model.draft.toml_text import toml_text
from rnnviz.model.setup.choices import LayerChoice, written_cell
from rnnviz.model.setup.setup import Setup

Swap = Callable[[str], str]
OWN = ""
NAMINGS = (OWN, *ACCENTS)
"""A letter of its own, or after the memory with one of the accents."""


def candidate_of(cell: Cell) -> str:
    """The line of the candidate; nothing where there is no gated memory."""
    memory = memory_of(cell)
    return memory.parts["candidate"].names[0] if memory else ""


def naming_of(cell: Cell) -> str:
    """Which of NAMINGS its candidate's name is."""
    memory, line = memory_of(cell), candidate_of(cell)
    return next((accent for accent in ACCENTS if memory and line == f"{memory.state}_{accent}"), OWN)


def own_name(cell: Cell) -> str:
    """What the candidate is called by itself; nothing where nobody knows that any more."""
    if naming_of(cell) == OWN:
        return candidate_of(cell)
    shipped = _shipped(cell)
    return candidate_of(CELLS[shipped]) if shipped else ""


def called(choice: LayerChoice, naming: str) -> LayerChoice:
    """The same cell with its candidate called so; unchanged where it cannot be."""
    cell = choice.cell
    memory, old = memory_of(cell), candidate_of(cell)
    if memory is None or naming == naming_of(cell):
        return choice
    if naming == OWN:
        shipped = _shipped(cell)
        return replace(choice, cell_key=shipped, cell_text="") if shipped else choice
    new = f"{memory.state}_{naming}"
    if new in cell.by_name or old in cell.states:
        return choice
    return replace(choice, cell_key=OWN_KEY, cell_text=renamed(cell, old, new).text)


def with_candidates(setup: Setup, layer: int, naming: str) -> Setup:
    """A layer whose candidate is called so; what is held stays held."""
    before, choice = setup.layers[layer], called(setup.layers[layer], naming)
    old, new = candidate_of(before.cell), candidate_of(choice.cell)
    if choice == before:
        return setup
    holds = tuple(replace(hold, line=new) if (hold.line, hold.layer) == (old, layer) else hold for hold in setup.holds)
    return replace(replace(setup, holds=()).with_handed_on(layer, choice), holds=holds)


@lru_cache(maxsize=64)
def _shipped(cell: Cell) -> str:
    """Key of the shipped cell that has the same text but for its candidate's name; nothing for others."""
    naming = naming_of(cell)
    found = (key for key, other in CELLS.items() if called(LayerChoice(key), naming).cell.text == cell.text)
    return next(found, "")


@lru_cache(maxsize=64)
def renamed(cell: Cell, old: str, new: str) -> Cell:
    """The same cell with another name for one of its lines, which is no state."""
    word = re.compile(rf"\b{old}\b")

    def swap(text: str) -> str:
        return word.sub(new, text)

    table = {key: _renamed(key, value, old, swap) for key, value in tomllib.loads(cell.text).items()}
    table["equations"] = "\n".join(_coded(row, swap) for row in str(table["equations"]).split("\n"))
    return written_cell(OWN_KEY, cell_of_table(table, toml_text(table)))


def _coded(row: str, swap: Swap) -> str:
    """A row of the equations: what is said behind # stays."""
    code, mark, says = row.partition("#")
    return f"{swap(code)}{mark}{says}"


def _renamed(key: str, value: Any, old: str, swap: Swap) -> Any:
    """Whatever names lines: the keys of some tables, the members of others, and the texts of wires and the sketch."""
    if key in ("sketch", "output"):
        return swap(value)
    if key in ("stages", "keep"):
        return {name: _members(member, old, swap) for name, member in value.items()}
    if key == "wires":
        return {swap(name): [swap(way) for way in ways] for name, ways in value.items()}
    return _keys(value, swap) if key in BY_LINE else value


def _keys(value: Any, swap: Swap) -> Any:
    if isinstance(value, Mapping):
        return {swap(name): _keys(inner, swap) for name, inner in value.items()}
    return value


def _members(value: Any, old: str, swap: Swap) -> Any:
    if isinstance(value, list):
        return [swap(member) for member in value]
    return swap(value) if value == old else value
