"""The limits of a document, each refused in words: which field, what it is, what it may be."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rnnviz.engine import CELLS
from rnnviz.engine.errors import suggestion
from rnnviz.engine.experiments.experiment import LOSSES
from rnnviz.engine.language.dependence import LEAVES
from rnnviz.engine.networks.network import MERGES
from rnnviz.engine.wording import Message
from rnnviz.io.refused import Place, Refused, entry, named, told, within
from rnnviz.model.setup.choices import MAX_LAYERS, WAYS, Edit, Hold, LayerChoice
from rnnviz.model.setup.sequence import (
    MAX_NUMBER,
    MAX_STEPS,
    MAX_WIDTH,
    SIGNALS,
    Sequence,
    numbers_sequence,
    signal_sequence,
    words_sequence,
)
from rnnviz.model.setup.setup import GAIN, INPUT_SCALE, KEEP_BIAS, MAX_HIDDEN, PRECISIONS, SEED, Setup
from rnnviz.model.story.cursor import GRAINS

if TYPE_CHECKING:
    from rnnviz.io.schema import CursorTable, LayerTable, SequenceTable, SetupTable

MAX_HOLDS = 500
MAX_EDITS = 4000
MAX_PARAMETERS = 128
MAX_VALUES = 40_000_000
"""Numbers one run may keep, 320 MB: more than four layers of any shipped cell need, both ways over the longest
sequence, so that whatever the window makes of them can be saved."""


def between(where: Place, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise Refused(where, "value.range", value=value, low=low, high=high)


def one_of(where: Place, word: str, known: Iterable[str]) -> None:
    known = tuple(known)
    if word not in known:
        raise Refused(where, "word.unknown", word=named(word), known=tuple(known))


def check_layers(table: SetupTable) -> None:
    """Every layer's cell, size and wiring; the lowest one stands in the setup itself."""
    between(_entries("setup.above"), len(table.above), 0, MAX_LAYERS - 1)
    check_layer("setup", table)
    for number, layer in enumerate(table.above, 1):
        check_layer(entry("setup.above", number), layer)


def _entries(path: str) -> Message:
    return told("place.count", path=path)


def check_layer(where: Place, table: SetupTable | LayerTable) -> None:
    """The key must be a shipped cell's, unless the document brings its own text."""
    if not any(table.cell_text) and table.cell_key not in CELLS:
        near = suggestion(named(table.cell_key), CELLS)
        raise Refused(within(where, "cell_key"), "cell.unknown", word=named(table.cell_key), hint=near)
    between(within(where, "hidden"), table.hidden, 1, MAX_HIDDEN)
    one_of(within(where, "direction"), table.direction, WAYS)
    one_of(within(where, "merge"), table.merge, MERGES)


def read_sequence_table(table: SequenceTable) -> Sequence:
    """The sequence, checked by the rules of typed ones; SequenceError or Refused."""
    one_of("setup.sequence.kind", table.kind, ("words", "numbers", *SIGNALS))
    belongs = {"words": "words", "numbers": "rows"}.get(table.kind, "length")
    for name in ("words", "rows", "length"):
        if name != belongs and getattr(table, name):
            raise Refused("setup.sequence", "sequence.field", kind=table.kind, field=name)
    if table.kind == "words":
        return words_sequence(list(table.words))
    if table.kind == "numbers":
        return numbers_sequence([list(row) for row in table.rows])
    return signal_sequence(table.kind, table.length)


def check_numbers(table: SetupTable, sequence: Sequence) -> None:
    """Every single number and word of choice."""
    between("setup.seed", table.seed, *SEED)
    between("setup.gain", table.gain, *GAIN)
    between("setup.input_scale", table.input_scale, *INPUT_SCALE)
    between("setup.vectors", table.vectors, 0, MAX_WIDTH)
    between("setup.silent", table.silent, 0, MAX_STEPS)
    between(told("place.steps"), sequence.steps + table.silent, 1, MAX_STEPS)
    if table.keep_bias is not None:
        between("setup.keep_bias", table.keep_bias, *KEEP_BIAS)
    one_of("setup.loss", table.loss, LOSSES)
    one_of("setup.dtype", table.dtype, PRECISIONS)
    between(_entries("setup.holds"), len(table.holds), 0, MAX_HOLDS)
    between(_entries("setup.edits"), len(table.edits), 0, MAX_EDITS)


def check_size(setup: Setup) -> None:
    """A cell typed by a stranger must not eat the memory."""
    kept = 0
    for number, choice in enumerate(setup.layers):
        cell, width = choice.cell, len(setup.columns_of(number))
        between(told("place.parameters"), len(cell.params), 0, MAX_PARAMETERS)
        sizes = [width if node.size == "input" else choice.hidden for node in cell.nodes if node.op not in LEAVES]
        kept += len(choice.ways) * setup.steps * sum(sizes)
    if kept > MAX_VALUES:
        raise Refused(told("place.run"), "run.large", count=kept, limit=MAX_VALUES)


def owner(where: Place, thing: Hold | Edit, setup: Setup) -> LayerChoice:
    """The layer a hold or a typed number belongs to."""
    between(within(where, "layer"), thing.layer, 0, len(setup.layers) - 1)
    choice = setup.layers[thing.layer]
    one_of(within(where, "way"), thing.way, choice.ways)
    return choice


def check_hold(where: Place, hold: Hold, setup: Setup) -> None:
    """Steps may lie behind the end, where they hold nothing: a file that was shortened by hand is still read."""
    cell = owner(where, hold, setup).cell
    if hold.line not in cell.by_name:
        near = suggestion(named(hold.line), cell.by_name)
        raise Refused(where, "hold.line", line=named(hold.line), cell=named(cell.name), hint=near)
    between(within(where, "value"), hold.value, -MAX_NUMBER, MAX_NUMBER)
    for name, step in (("first", hold.first), ("last", hold.last)):
        if step is not None:
            between(within(where, name), step, 0, MAX_STEPS - 1)
    if hold.first is not None and hold.last is not None and hold.first > hold.last:
        raise Refused(where, "hold.steps", first=hold.first, last=hold.last)


def check_edit(where: Place, edit: Edit, setup: Setup) -> None:
    choice = owner(where, edit, setup)
    cell = choice.cell
    if edit.name not in cell.params:
        near = suggestion(named(edit.name), cell.params)
        raise Refused(where, "edit.parameter", name=named(edit.name), cell=named(cell.name), hint=near)
    sizes = {"input": len(setup.columns_of(edit.layer)), "hidden": choice.hidden, "output": choice.hidden}
    shape = tuple(sizes[word] for word in cell.params[edit.name])
    if len(edit.index) != len(shape) or not all(0 <= i < n for i, n in zip(edit.index, shape, strict=True)):
        size = " × ".join(str(n) for n in shape)
        raise Refused(where, "edit.entry", name=edit.name, size=size)
    between(within(where, "value"), edit.value, -MAX_NUMBER, MAX_NUMBER)


def check_cursor(cursor: CursorTable) -> None:
    """Places behind the end are brought inside by the reader: nothing but the view depends on them."""
    between("cursor.step", cursor.step, 0, MAX_STEPS - 1)
    between("cursor.line", cursor.line, 0, 999)
    one_of("cursor.direction", cursor.direction, ("forward", "backward"))
    one_of("cursor.grain", cursor.grain, GRAINS)
    between("cursor.layer", cursor.layer, 0, MAX_LAYERS - 1)
    one_of("cursor.way", cursor.way, WAYS["both"])
