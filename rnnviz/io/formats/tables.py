"""Tables that several formats have in common. Structs say the types, `checks` the limits.

A field without a default is always written: what determines a run must not follow the defaults of a later rnnviz.
"""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np

from rnnviz.model.setup.arrays import Arrays
from rnnviz.model.setup.choices import Hold, LayerChoice
from rnnviz.model.setup.sequence import Sequence


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """Common to all tables: a field that is not known is refused, for it would be lost when saving."""


class ArrayTable(Table, frozen=True):
    """Numbers of a parameter or a state by the name a network has for it; a vector is one row, null is not given."""

    name: str
    rows: tuple[tuple[float | None, ...], ...]


class SequenceTable(Table, frozen=True):
    kind: str
    words: tuple[str, ...] = ()
    rows: tuple[tuple[float, ...], ...] = ()
    length: int = 0


class HoldTable(Table, frozen=True):
    line: str
    value: float
    first: int | None = None
    last: int | None = None
    layer: int = 0
    way: str = "forward"


class LayerTable(Table, frozen=True):
    """cell_text is kept line by line, so that a person and a version control can read it."""

    cell_key: str
    hidden: int
    cell_text: tuple[str, ...] = ()
    direction: str = "forward"
    merge: str = "concat"


def sequence_table(sequence: Sequence) -> SequenceTable:
    return SequenceTable(
        kind=sequence.kind,
        words=sequence.words,
        rows=tuple(tuple(float(v) for v in row) for row in sequence.rows),
        length=sequence.length,
    )


def hold_table(hold: Hold) -> HoldTable:
    return HoldTable(
        line=hold.line, value=float(hold.value), first=hold.first, last=hold.last, layer=hold.layer, way=hold.way
    )


def hold_of(table: HoldTable) -> Hold:
    return Hold(table.line, table.value, table.first, table.last, table.layer, table.way)


def layer_table(choice: LayerChoice) -> LayerTable:
    return LayerTable(
        cell_key=choice.cell_key,
        cell_text=tuple(choice.cell_text.split("\n")) if choice.cell_text else (),
        hidden=int(choice.hidden),
        direction=choice.direction,
        merge=choice.merge,
    )


def layer_of(table: LayerTable) -> LayerChoice:
    return LayerChoice(table.cell_key, "\n".join(table.cell_text), table.hidden, table.direction, table.merge)


def array_tables(arrays: Arrays) -> tuple[ArrayTable, ...]:
    def row(numbers: Any) -> tuple[float | None, ...]:
        return tuple(None if v != v else float(v) for v in numbers)

    return tuple(
        ArrayTable(name=name, rows=tuple(row(numbers) for numbers in np.atleast_2d(array)))
        for name, array in arrays.items()
    )
