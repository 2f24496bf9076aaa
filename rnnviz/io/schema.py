"""What a document of format 1 holds, field by field, and the way there from a Setup and back.

A field without a default is always written: what determines a run must not follow the defaults of a later
rnnviz. Structs say the types, `checks` the limits.
"""

from __future__ import annotations

from typing import Any

import msgspec

from rnnviz.io.fields import check_fields, fields_of
from rnnviz.io.refused import Refused
from rnnviz.model.setup.choices import Edit, Hold, LayerChoice
from rnnviz.model.setup.sequence import Sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import Cursor


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """Common to all tables: a field that is not known is refused, for it would be lost when saving."""


class SequenceTable(_Table, frozen=True):
    kind: str
    words: tuple[str, ...] = ()
    rows: tuple[tuple[float, ...], ...] = ()
    length: int = 0


class HoldTable(_Table, frozen=True):
    line: str
    value: float
    first: int | None = None
    last: int | None = None
    layer: int = 0
    way: str = "forward"


class EditTable(_Table, frozen=True):
    name: str
    index: tuple[int, ...]
    value: float
    layer: int = 0
    way: str = "forward"


class LayerTable(_Table, frozen=True):
    cell_key: str
    hidden: int
    cell_text: tuple[str, ...] = ()
    direction: str = "forward"
    merge: str = "concat"


class SetupTable(_Table, frozen=True):
    """cell_text is kept line by line, so that a person and a version control can read it."""

    cell_key: str
    sequence: SequenceTable
    hidden: int
    seed: int
    gain: float
    input_scale: float
    silent: int
    vectors: int
    loss: str
    cell_text: tuple[str, ...] = ()
    keep_bias: float | None = None
    holds: tuple[HoldTable, ...] = ()
    edits: tuple[EditTable, ...] = ()
    direction: str = "forward"
    merge: str = "concat"
    above: tuple[LayerTable, ...] = ()
    dtype: str = "float64"


class CursorTable(_Table, frozen=True):
    step: int
    line: int
    direction: str
    grain: str
    layer: int = 0
    way: str = "forward"


class DocumentTable(_Table, frozen=True):
    format: str
    setup: SetupTable
    cursor: CursorTable
    unit: int = 0


fields_of(DocumentTable)  # once, here: while a file is read nothing is evaluated


def setup_table(setup: Setup) -> SetupTable:
    """A Setup as it is written; numbers become plain ones, whatever NumPy made them."""
    sequence = setup.sequence
    return SetupTable(
        cell_key=setup.cell_key,
        cell_text=_text_lines(setup.cell_text),
        sequence=SequenceTable(
            kind=sequence.kind,
            words=sequence.words,
            rows=tuple(tuple(float(v) for v in row) for row in sequence.rows),
            length=sequence.length,
        ),
        hidden=int(setup.hidden),
        seed=int(setup.seed),
        gain=float(setup.gain),
        keep_bias=None if setup.keep_bias is None else float(setup.keep_bias),
        input_scale=float(setup.input_scale),
        silent=int(setup.silent),
        vectors=int(setup.vectors),
        loss=setup.loss,
        holds=tuple(
            HoldTable(line=h.line, value=float(h.value), first=h.first, last=h.last, layer=h.layer, way=h.way)
            for h in setup.holds
        ),
        edits=tuple(
            EditTable(name=e.name, index=tuple(int(i) for i in e.index), value=float(e.value), layer=e.layer, way=e.way)
            for e in setup.edits
        ),
        direction=setup.direction,
        merge=setup.merge,
        above=tuple(_layer_table(choice) for choice in setup.above),
        dtype=setup.dtype,
    )


def _layer_table(choice: LayerChoice) -> LayerTable:
    return LayerTable(
        cell_key=choice.cell_key,
        cell_text=_text_lines(choice.cell_text),
        hidden=int(choice.hidden),
        direction=choice.direction,
        merge=choice.merge,
    )


def _text_lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


def setup_of(table: SetupTable, sequence: Sequence) -> Setup:
    """The Setup a table describes; its sequence has been checked already."""
    return Setup(
        cell_key=table.cell_key,
        cell_text="\n".join(table.cell_text),
        sequence=sequence,
        hidden=table.hidden,
        seed=table.seed,
        gain=table.gain,
        keep_bias=table.keep_bias,
        input_scale=table.input_scale,
        silent=table.silent,
        vectors=table.vectors,
        loss=table.loss,
        holds=tuple(Hold(h.line, h.value, h.first, h.last, h.layer, h.way) for h in table.holds),
        edits=tuple(Edit(e.name, e.index, e.value, e.layer, e.way) for e in table.edits),
        direction=table.direction,
        merge=table.merge,
        above=tuple(
            LayerChoice(t.cell_key, "\n".join(t.cell_text), t.hidden, t.direction, t.merge) for t in table.above
        ),
        dtype=table.dtype,
    )


def cursor_table(cursor: Cursor) -> CursorTable:
    return CursorTable(
        step=cursor.step, line=cursor.line, direction=cursor.pass_, grain=cursor.grain,
        layer=cursor.layer, way=cursor.way,
    )  # fmt: skip


def cursor_of(table: CursorTable) -> Cursor:
    return Cursor(table.step, table.line, table.direction, table.grain, table.layer, table.way)


def document_table(raw: Any) -> DocumentTable:
    """Plain tables -> typed ones; Refused where a field is missing, unknown or of another type."""
    check_fields(raw, DocumentTable)
    try:
        return msgspec.convert(raw, DocumentTable)
    except msgspec.ValidationError:  # what it refuses beyond the kinds that `check_fields` knows
        raise Refused("", "table.wrong") from None
