"""What the language gains costs the cells that do not use it nothing: their compiled statements are the same text."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from rnnviz.engine import CELLS
from rnnviz.engine.compiler.program import Program, make_program

KNOWN = json.loads((Path(__file__).parent / "programs.json").read_text(encoding="utf-8"))
"""Digests of the programs of those cells that were shipped before the language had quotients, by cell and by whether
gradients ride in the products, x is multiplied ahead, and how many lines are held."""


def digest(program: Program) -> str:
    """Statements, and where everything they name stands."""
    parts = (
        program.before, program.forward, program.coefficients, program.backward, sorted(program.variables.items()),
        sorted(program.constants.items(), key=str), program.arrays, program.coefficient, program.arriving,
        program.ending, program.riding, program.carried,
    )  # fmt: skip
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


@pytest.mark.parametrize("which", KNOWN)
def test_the_program_is_what_it_was(which: str) -> None:
    key, folded, hoisted, held = which.split()
    cell = CELLS[key]
    lines = frozenset({cell.lines[0].name}) if held == "1" else frozenset[str]()
    assert digest(make_program(cell, lines, folded == "True", hoisted == "True")) == KNOWN[which]
