"""What a page says of the experiment, applied to the one before, by the parsers of command line and documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from rnnviz.engine import CELLS
from rnnviz.engine.errors import Refusal
from rnnviz.io.document import DocumentError, decode
from rnnviz.io.examples import EXAMPLES
from rnnviz.io.formats import checks
from rnnviz.io.formats.simulations import arrays_of
from rnnviz.io.formats.tables import hold_of
from rnnviz.io.lessons.tables import StateTable
from rnnviz.io.refused import Place, Refused, entry, within
from rnnviz.io.trained import load_trained, trained_names
from rnnviz.model.answers.answer_text import parse_readout, parse_targets, parse_twin
from rnnviz.model.answers.start_text import parse_start
from rnnviz.model.compare.compare_text import parse_compared
from rnnviz.model.document.comparing import AS_USUAL
from rnnviz.model.document.selection import Selection
from rnnviz.model.draft.handing_on import with_line_read
from rnnviz.model.lessons.situation import PAGES, PLACES, Situation
from rnnviz.model.setup.answer import LOSS_AT
from rnnviz.model.setup.bounds import GAIN, INPUT_SCALE, KEEP_BIAS, MAX_HIDDEN, SEED
from rnnviz.model.setup.layer_text import parse_layers
from rnnviz.model.setup.own_sequence import with_own_sequence
from rnnviz.model.setup.scenes import SCENES
from rnnviz.model.setup.sequence import MAX_STEPS, parse_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.setup.shapes import param_shapes
from rnnviz.model.story.cursor import GRAINS, Cursor

RANGES: Mapping[str, tuple[float, float]] = {
    "hidden": (1, MAX_HIDDEN), "seed": SEED, "gain": GAIN, "keep_bias": KEEP_BIAS, "input_scale": INPUT_SCALE,
    "silent": (0, MAX_STEPS),
}  # fmt: skip
Found = TypeVar("Found")
Change = Callable[[Setup, Any], Setup]
CHANGES: Mapping[str, Change] = {
    "cell": lambda setup, key: setup.with_cell(key),
    "layers": lambda setup, text: setup.with_layers(parse_layers(text, setup.layers[0].hidden)),
    "sentence": lambda setup, text: _reading(setup.with_twin(None), text),
    "hidden": lambda setup, number: setup.with_hidden(number),
    "seed": lambda setup, number: setup.with_weights(seed=number),
    "gain": lambda setup, number: setup.with_weights(gain=float(number)),
    "keep_bias": lambda setup, number: setup.with_weights(keep_bias=float(number)),
    "input_scale": lambda setup, number: replace(setup, input_scale=float(number)),
    "silent": lambda setup, number: setup.with_silence(number),
    "read": with_line_read,
    "start": lambda setup, text: parse_start(text, setup),
    "readout": lambda setup, text: setup.with_readout(parse_readout(text)),
    "targets": lambda setup, text: parse_targets(text, setup),
    "twin": lambda setup, text: parse_twin(text, setup),
    "loss": lambda setup, at: replace(setup, loss=replace(setup.loss, at=at)),
}
"""Fields in the order in which one rests on another; of a text "" and of a number None change nothing."""


def _reading(setup: Setup, text: str) -> Setup:
    """A setup that reads a text; the twin of another one means nothing here."""
    return with_own_sequence(setup, parse_sequence(text))


def applied(before: Situation, table: StateTable, where: Place) -> Situation:
    """The state of a page. Refused."""
    state = _begun(before, table, where)
    setup = state.setup
    for name, change in CHANGES.items():
        said = getattr(table, name)
        if said is None or said == "":
            continue
        _check(name, said, within(where, name))
        setup = placed(within(where, name), change, setup, said)
    rows, row = _rows(state, setup, table, where)
    setup = placed(where, _given, rows[row], table, where)
    place, page = _place(table, where)
    return Situation(
        setup, _cursor(state.cursor, setup, table, where), _looked(table),
        beside=(*rows[:row], *rows[row + 1 :]), row=row, place=place, page=page,
        comparing=state.comparing if table.document else AS_USUAL,
    )  # fmt: skip


def placed(where: Place, work: Callable[..., Found], *arguments: Any) -> Found:
    """What a parser that knows no place refuses is Refused here."""
    try:
        return work(*arguments)
    except Refused:
        raise
    except Refusal as error:
        raise Refused(where, "lesson.said", why=error.message) from None


def _begun(before: Situation, table: StateTable, where: Place) -> Situation:
    """From an example, a trained network or a scene where one is named."""
    known: Mapping[str, Any] = {"example": EXAMPLES, "trained": trained_names(), "scene": SCENES}
    for name, names in known.items():
        if getattr(table, name):
            checks.one_of(within(where, name), getattr(table, name), names)
    if table.example:
        saved = EXAMPLES[table.example].load()
        return Situation(saved.setup, saved.cursor)
    if table.trained:
        return Situation(load_trained(table.trained))
    if table.document:
        return _of_document(table.document, within(where, "document"))
    if table.scene:
        return Situation(SCENES[table.scene].setup, SCENES[table.scene].cursor)
    return before


def _of_document(text: str, where: Place) -> Situation:
    """What was saved from the screen."""
    try:
        saved = decode(text.encode(), "")
    except DocumentError as error:
        raise Refused(where, "lesson.said", why=error.why) from None
    return Situation(saved.setup, saved.cursor, beside=saved.beside, row=saved.place, comparing=saved.comparing)


def _rows(state: Situation, setup: Setup, table: StateTable, where: Place) -> tuple[tuple[Setup, ...], int]:
    """What is looked at together, and which of it is in front; a keep bias that is named is that of all."""
    if table.document:
        return replace(state, setup=setup).rows, state.row
    if not table.compare:
        return (setup,), 0
    rows = placed(within(where, "compare"), parse_compared, table.compare, setup)
    checks.between(within(where, "row"), table.row, 1, len(rows))
    if table.keep_bias is not None:
        rows = tuple(row.with_weights(keep_bias=float(table.keep_bias)) for row in rows)
    return rows, table.row - 1


def _place(table: StateTable, where: Place) -> tuple[str, str]:
    """What stands beside the page: what is compared where something is, and a page is the laboratory's."""
    if table.place:
        checks.one_of(within(where, "place"), table.place, PLACES)
    if table.page:
        checks.one_of(within(where, "page"), table.page, PAGES)
    implied = "laboratory" if table.page else "compare" if table.compare else PLACES[0]
    return table.place or implied, table.page


def _check(name: str, said: Any, where: Place) -> None:
    if name in RANGES:
        checks.between(where, said, *RANGES[name])
    elif name == "cell":
        checks.one_of(where, said, CELLS)
    elif name == "loss":
        checks.one_of(where, said, LOSS_AT)


def _given(setup: Setup, table: StateTable, where: Place) -> Setup:
    """Held lines and weights, as a document has them."""
    setup = replace(setup, holds=()) if table.free else setup
    for number, hold in enumerate(map(hold_of, table.holds), 1):
        checks.check_hold(entry(within(where, "holds"), number), hold, setup)
        setup = setup.with_hold(hold)
    shapes = param_shapes(setup.layers, setup.reads, setup.readout)
    for name, array in arrays_of(within(where, "weights"), table.weights, shapes).items():
        setup = setup.with_array(name, array)
    checks.check_size(setup)
    setup.network()
    return setup


def _cursor(cursor: Cursor, setup: Setup, table: StateTable, where: Place) -> Cursor:
    """Where the story is: step and layer counted from 1."""
    if table.step is not None:
        checks.between(within(where, "step"), table.step, 1, setup.steps)
        cursor = replace(cursor, step=table.step - 1)
    if table.on:
        number, _, way = table.on.partition(":")
        checks.one_of(within(where, "on"), number, [str(n + 1) for n in range(len(setup.layers))])
        choice = setup.layers[int(number) - 1]
        checks.one_of(within(where, "on"), way or choice.ways[0], choice.ways)
        cursor = setup.score.visit(setup.score.fitted(cursor), int(number) - 1, way or choice.ways[0])
    cursor = setup.score.inside(replace(cursor, pass_="backward" if table.backward else "forward"))
    if table.grain:
        checks.one_of(within(where, "grain"), table.grain, GRAINS)
        cursor = replace(cursor, grain=table.grain)
    if table.line:
        names = Situation(setup, cursor).lines
        checks.one_of(within(where, "line"), table.line, names)
        cursor = replace(cursor, grain=table.grain or "line", line=names.index(table.line))
    elif not table.grain:
        cursor = replace(cursor, grain="step")
    return setup.score.fitted(cursor)


def _looked(table: StateTable) -> Selection:
    return Selection(unit=(table.unit or 1) - 1, pins=table.pins)
