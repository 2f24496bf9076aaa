"""Format 1: one experiment, its lowest layer in the setup itself, typed numbers one by one. It is read for ever."""

from __future__ import annotations

from typing import Any

from rnnviz.io.fields import fields_of, typed
from rnnviz.io.formats import checks
from rnnviz.io.formats.saved import Saved
from rnnviz.io.formats.tables import HoldTable, LayerTable, SequenceTable, Table, hold_of, layer_of
from rnnviz.io.refused import entry
from rnnviz.model.setup.answer import LOSS_AT, Loss
from rnnviz.model.setup.bounds import MAX_HIDDEN
from rnnviz.model.setup.choices import MAX_LAYERS, Edit
from rnnviz.model.setup.sequence import Sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.setup.weights import Weights
from rnnviz.model.story.cursor import Cursor

MAX_EDITS = 4000


class EditTable(Table, frozen=True):
    name: str
    index: tuple[int, ...]
    value: float
    layer: int = 0
    way: str = "forward"


class SetupTable(Table, frozen=True):
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


class FirstCursorTable(Table, frozen=True):
    """direction: what is called the pass of the story now."""

    step: int
    line: int
    direction: str
    grain: str
    layer: int = 0
    way: str = "forward"


class FirstDocumentTable(Table, frozen=True):
    format: str
    setup: SetupTable
    cursor: FirstCursorTable
    unit: int = 0


fields_of(FirstDocumentTable)  # once, here: while a file is read nothing is evaluated


def read(raw: Any) -> Saved:
    """Plain tables -> what was saved, checked in the order in which one thing rests on another."""
    table = typed(raw, FirstDocumentTable)
    low = _check_layers(table.setup)
    sequence = checks.read_sequence_table("setup", table.setup.sequence)
    _check_numbers(table.setup, sequence)
    at = table.cursor
    cursor = Cursor(at.step, at.line, at.direction, at.grain, at.layer, at.way)
    checks.check_cursor(cursor, "direction")
    checks.between("unit", table.unit, 0, MAX_HIDDEN - 1)
    setup = _setup_of(table.setup, low, sequence)
    checks.check_size(setup)
    for number, hold in enumerate(setup.holds, 1):
        checks.check_hold(entry("setup.holds", number), hold, setup)
    setup = _edited(setup, table.setup.edits)
    return checks.checked(Saved(setup, cursor, table.unit))


def _check_layers(table: SetupTable) -> LayerTable:
    """Every layer's cell, size and wiring; the lowest one stands in the setup itself."""
    low = LayerTable(**{name: getattr(table, name) for name in LayerTable.__struct_fields__})
    checks.between(checks.entries("setup.above"), len(table.above), 0, MAX_LAYERS - 1)
    checks.check_layer("setup", low)
    for number, layer in enumerate(table.above, 1):
        checks.check_layer(entry("setup.above", number), layer)
    return low


def _check_numbers(table: SetupTable, sequence: Sequence) -> None:
    checks.check_weights("setup", table.seed, table.gain, table.keep_bias)
    checks.check_numbers("setup", table, sequence)
    checks.one_of("setup.loss", table.loss, LOSS_AT)
    checks.between(checks.entries("setup.edits"), len(table.edits), 0, MAX_EDITS)


def _setup_of(table: SetupTable, low: LayerTable, sequence: Sequence) -> Setup:
    return Setup(
        layers=tuple(layer_of(layer) for layer in (low, *table.above)),
        sequence=sequence,
        weights=Weights(table.seed, table.gain, table.keep_bias),
        input_scale=table.input_scale,
        silent=table.silent,
        vectors=table.vectors,
        loss=Loss(at=table.loss),
        holds=tuple(hold_of(hold) for hold in table.holds),
        dtype=table.dtype,
    )


def _edited(setup: Setup, edits: tuple[EditTable, ...]) -> Setup:
    for number, table in enumerate(edits, 1):
        edit = Edit(table.name, table.index, table.value, table.layer, table.way)
        checks.check_edit(entry("setup.edits", number), edit, setup)
        setup = setup.with_edit(edit)
    return setup
