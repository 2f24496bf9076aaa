"""What is said below the equations: which part goes with which, what has no partner, and what always adds up to 1."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from rnnviz.engine.notation.formula import tokens
from rnnviz.model.compare.partners import PARTS, GatedMemory, alike, part_value, partners, tied
from rnnviz.model.compare.printed_terms import sum_text
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.rounding import Precision
from rnnviz.model.reading.reading import bits_of
from rnnviz.view.formula.formula_row import row_of
from rnnviz.view.look.language import language
from rnnviz.view.look.style import Theme
from rnnviz.view.look.typeset import Row

translate = QCoreApplication.translate


def heads() -> dict[str, str]:
    """What the parts are called."""
    return {
        "keep": translate("Terms", "how much is kept"),
        "memory": translate("Terms", "the old memory"),
        "write": translate("Terms", "how much is written"),
        "candidate": translate("Terms", "the candidate"),
    }


def part_row(memory: GatedMemory, key: str, theme: Theme) -> Row:
    """A part as mathematics; nothing where the cell has none."""
    part = memory.parts.get(key)
    if part is None:
        return ()
    return row_of(bits_of(memory.cell, tokens(part.expr), Precision()), theme)


def _plain(memory: GatedMemory, key: str, theme: Theme) -> str:
    """The part without indices: "1 − z"."""
    pieces = part_row(memory, key, theme)
    return "".join(piece.text for piece in pieces if not piece.sub)


def pairs_sentence(one: GatedMemory, other: GatedMemory, names: tuple[str, str], theme: Theme) -> str:
    """What goes with what, in the order of the numbers."""
    found = [f"{_plain(one, key, theme)} ↔ {_plain(other, key, theme)}" for key in partners(one, other)]
    if not found:
        return translate("Terms", "{0} and {1} have no part in common.").format(*names)
    found += [f"{mine} ↔ {its}" for mine, its in alike(one, other)]
    return translate("Terms", "{0} and {1} do the same with: {2}.").format(*names, ",  ".join(found))


def notes_of(memory: GatedMemory, other: GatedMemory, cell: Simulation, name: str) -> Iterator[tuple[str, str]]:
    """(heading, sentence) of one cell: all that the other one has no partner for, and whether one gate does both."""
    alone = translate("Terms", "No partner")
    for key in PARTS:
        if key in memory.parts and key not in other.parts:
            yield alone, translate("Compare", "{0} of {1}").format(heads()[key], name)
    said = memory.cell.says.get(language(), {})
    matched = [mine for mine, _ in alike(memory, other)]
    for line in memory.apart:
        if line not in matched:
            sentence = said.get(line) or memory.cell.by_name[line].says
            yield alone, " – ".join(filter(None, (translate("Compare", "{0} of {1}").format(line, name), sentence)))
    if {"keep", "write"} <= memory.parts.keys():
        heading = translate("Terms", "Tied") if tied(memory.cell) else translate("Terms", "Not tied")
        yield heading, _sum(memory, cell, name)


def _sum(memory: GatedMemory, cell: Simulation, name: str) -> str:
    step, unit = cell.cursor.step, cell.selection.unit
    kept, written = (part_value(cell.run, memory.parts[key], step, unit) for key in ("keep", "write"))
    if tied(memory.cell):
        pattern = translate("Terms", "{0}: what is kept and what is written always add up to 1; here {1}")
    else:
        pattern = translate("Terms", "{0}: what is kept and what is written need not add up to 1; here {1}")
    return pattern.format(name, sum_text(kept, written))
