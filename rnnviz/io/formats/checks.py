"""The limits of a document, each refused in words: which field, what it is, what it may be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Sequence as Rows
from dataclasses import replace
from typing import Protocol

from rnnviz.engine import CELLS
from rnnviz.engine.errors import suggestion
from rnnviz.engine.language.dependence import LEAVES
from rnnviz.engine.networks.layer import MERGES
from rnnviz.engine.wording import Message
from rnnviz.io.formats.saved import Saved
from rnnviz.io.formats.tables import HoldTable, LayerTable, SequenceTable
from rnnviz.io.refused import Place, Refused, entry, named, told, within
from rnnviz.model.setup.answer import LOSS_AT, LOSS_KINDS, READOUT_KINDS, Target
from rnnviz.model.setup.bounds import GAIN, INPUT_SCALE, KEEP_BIAS, MAX_HIDDEN, PRECISIONS, SEED
from rnnviz.model.setup.choices import MAX_LAYERS, WAYS, Edit, Hold, LayerChoice
from rnnviz.model.setup.sequence import (
    MAX_NOTE,
    MAX_NUMBER,
    MAX_STEPS,
    MAX_WIDTH,
    MAX_WORD,
    SIGNALS,
    Sequence,
    numbers_sequence,
    signal_sequence,
    words_sequence,
)
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import GRAINS, Cursor

MAX_HOLDS = 500
MAX_ANSWERS = 64
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


def entries(path: Place) -> Message:
    """How many there are of what stands in a list."""
    return told("place.count", path=path)


def check_layer(where: Place, table: LayerTable) -> None:
    """The key must be a shipped cell's, unless the document brings its own text."""
    if not any(table.cell_text) and table.cell_key not in CELLS:
        near = suggestion(named(table.cell_key), CELLS)
        raise Refused(within(where, "cell_key"), "cell.unknown", word=named(table.cell_key), hint=near)
    between(within(where, "hidden"), table.hidden, 1, MAX_HIDDEN)
    one_of(within(where, "direction"), table.direction, WAYS)
    one_of(within(where, "merge"), table.merge, MERGES)


def read_sequence_table(where: Place, table: SequenceTable) -> Sequence:
    """The sequence, checked by the rules of typed ones; SequenceError or Refused."""
    place = within(where, "sequence")
    one_of(within(place, "kind"), table.kind, ("words", "numbers", *SIGNALS))
    belongs = {"words": "words", "numbers": "rows"}.get(table.kind, "length")
    for name in ("words", "rows", "length"):
        if name != belongs and getattr(table, name):
            raise Refused(place, "sequence.field", kind=table.kind, field=name)
    if table.kind == "words":
        return words_sequence(list(table.words))
    if table.kind == "numbers":
        return numbers_sequence([list(row) for row in table.rows])
    return signal_sequence(table.kind, table.length)


def check_note(where: Place, note: str) -> None:
    """It is shown as it stands, in one line that wraps."""
    check_label(within(where, "note"), note, MAX_NOTE, least=0)


def check_label(place: Place, text: str, most: int, least: int = 1) -> None:
    """Text that is shown as it stands, in one line, of so many letters."""
    between(told("place.length", path=place), len(text), least, most)
    if not text.isprintable():
        raise Refused(place, "note.unprintable")


def check_weights(where: Place, seed: int, gain: float, keep_bias: float | None) -> None:
    between(within(where, "seed"), seed, *SEED)
    between(within(where, "gain"), gain, *GAIN)
    if keep_bias is not None:
        between(within(where, "keep_bias"), keep_bias, *KEEP_BIAS)


class Numbers(Protocol):
    """What a table of any format has of single numbers."""

    @property
    def input_scale(self) -> float: ...
    @property
    def silent(self) -> int: ...
    @property
    def vectors(self) -> int: ...
    @property
    def dtype(self) -> str: ...
    @property
    def holds(self) -> tuple[HoldTable, ...]: ...


def check_numbers(where: Place, table: Numbers, sequence: Sequence) -> None:
    """Every single number and word of choice."""
    between(within(where, "input_scale"), table.input_scale, *INPUT_SCALE)
    between(within(where, "vectors"), table.vectors, 0, MAX_WIDTH)
    between(within(where, "silent"), table.silent, 0, MAX_STEPS)
    between(told("place.steps", path=within(where, "silent")), sequence.steps + table.silent, 1, MAX_STEPS)
    one_of(within(where, "dtype"), table.dtype, PRECISIONS)
    between(entries(within(where, "holds")), len(table.holds), 0, MAX_HOLDS)


def check_loss(where: Place, kind: str, at: str, steps: tuple[int, ...], length: int) -> None:
    """steps: those that are listed; only with `at` "steps"."""
    one_of(within(where, "kind"), kind, LOSS_KINDS)
    one_of(within(where, "at"), at, (*LOSS_AT, "steps"))
    between(entries(within(where, "steps")), len(steps), *((1, length) if at == "steps" else (0, 0)))
    for number, step in enumerate(steps, 1):
        between(entry(within(where, "steps"), number), step, 0, length - 1)


def check_readout(where: Place, kind: str, answers: tuple[str, ...]) -> None:
    one_of(within(where, "kind"), kind, ("none", *READOUT_KINDS))
    between(entries(within(where, "answers")), len(answers), *((0, 0) if kind == "none" else (1, MAX_ANSWERS)))
    for number, answer in enumerate(answers, 1):
        between(told("place.length", path=entry(within(where, "answers"), number)), len(answer), 1, MAX_WORD)


def check_target(where: Place, target: Target, steps: int) -> None:
    """Whether a target fits the read-out is what building the network says."""
    between(within(where, "step"), target.step, 0, steps - 1)
    between(told("place.length", path=within(where, "answer")), len(target.answer), 0, MAX_WORD)
    between(entries(within(where, "values")), len(target.values), 0, MAX_ANSWERS)
    for value in target.values:
        between(within(where, "values"), value, -MAX_NUMBER, MAX_NUMBER)


def check_array(
    where: Place, name: str, rows: Rows[Rows[float | None]], shapes: Mapping[str, tuple[int, ...]]
) -> tuple[int, ...]:
    """Given numbers of a parameter or a state; its shape."""
    if name not in shapes:
        raise Refused(where, "array.name", name=named(name), hint=suggestion(named(name), shapes))
    shape = shapes[name]
    height, width = (1, *shape)[-2:]
    if len(rows) != height or any(len(row) != width for row in rows):
        raise Refused(where, "array.shape", name=name, height=height, width=width)
    for value in (v for row in rows for v in row if v is not None):
        between(where, value, -MAX_NUMBER, MAX_NUMBER)
    return shape


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
        raise Refused(where, "hold.backwards", first=hold.first, last=hold.last)


def check_edit(where: Place, edit: Edit, setup: Setup) -> None:
    choice = owner(where, edit, setup)
    cell = choice.cell
    if edit.name not in cell.params:
        near = suggestion(named(edit.name), cell.params)
        raise Refused(where, "edit.parameter", name=named(edit.name), cell=named(cell.name), hint=near)
    sizes = choice.sizes(len(setup.columns_of(edit.layer)))
    shape = tuple(sizes[word] for word in cell.params[edit.name])
    if len(edit.index) != len(shape) or not all(0 <= i < n for i, n in zip(edit.index, shape, strict=True)):
        size = " × ".join(str(n) for n in shape)
        raise Refused(where, "edit.entry", name=edit.name, size=size)
    between(within(where, "value"), edit.value, -MAX_NUMBER, MAX_NUMBER)


def check_cursor(cursor: Cursor, name: str) -> None:
    """Places behind the end are brought inside by the reader: nothing but the view depends on them.

    name: what the format calls the pass of the story.
    """
    between("cursor.step", cursor.step, 0, MAX_STEPS - 1)
    between("cursor.line", cursor.line, 0, 999)
    one_of(within("cursor", name), cursor.pass_, ("forward", "backward"))
    one_of("cursor.grain", cursor.grain, GRAINS)
    between("cursor.layer", cursor.layer, 0, MAX_LAYERS - 1)
    one_of("cursor.way", cursor.way, WAYS["both"])


def checked(saved: Saved) -> Saved:
    """What can be simulated, built once; with its cursor and unit brought inside. EngineError."""
    for setup in (*saved.setups, *(one.setup for one in saved.snapshots.kept)):
        setup.network()
    cursor = saved.setup.score.inside(saved.cursor)
    return replace(saved, cursor=cursor, unit=min(saved.unit, saved.setup.layers[cursor.layer].hidden - 1))
