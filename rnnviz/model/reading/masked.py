"""A reading whose value is to be guessed: symbols, and the numbers that go in as far as these are known."""

from __future__ import annotations

from rnnviz.engine import Cell
from rnnviz.engine.language.dependence import read_by
from rnnviz.model.document.veil import Veil
from rnnviz.model.reading.focus import Focus
from rnnviz.model.reading.reading import Bit, Reading
from rnnviz.model.story.cursor import Cursor

ASKED = Bit("asked", "?")


def masked(reading: Reading, focus: Focus, cell: Cell, veil: Veil, cursor: Cursor) -> Reading:
    """As it may be shown; of a line that follows from what is asked for no number is said at all."""
    hidden, name = veil.at(cursor), focus.name
    if name not in hidden:
        return reading
    known = name in cell.by_name and hidden.isdisjoint(read_by(cell, name)) and focus.node is None
    steps = reading.steps[:1] if known and not cursor.backward else ()
    return Reading(reading.head, reading.symbols, steps, (ASKED,), float("nan"), "asked")
