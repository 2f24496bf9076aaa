"""What the window opens with: the state that the words of the command line describe."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from rnnviz.arguments import ArgumentRefused
from rnnviz.command_line import pictured
from rnnviz.io.kinds import CELL, EXPERIMENT, SEQUENCE, kind_of, reader_of, unreadable
from rnnviz.model.document.comparing import AS_USUAL, Comparing
from rnnviz.model.document.snapshots import NONE_KEPT, Snapshots
from rnnviz.opening_batch import several
from rnnviz.opening_story import cursor_of, face_of, page_of, place_of
from rnnviz.opening_training import near, to_be_trained, updates_of
from rnnviz.opening_weights import arrays_named, trained, with_arrays_of

if TYPE_CHECKING:
    from rnnviz.io.tables.preview import Preview
    from rnnviz.model.draft.draft import Draft
    from rnnviz.model.setup.scenes import Scene
    from rnnviz.model.setup.setup import Setup
    from rnnviz.model.story.cursor import Cursor

# what an option needs is imported where it is used: the first frame waits for nothing it does not show


@dataclass(frozen=True, slots=True)
class Opening:
    """draft: a cell to be edited; path: the document that was opened."""

    setup: Setup
    cursor: Cursor
    unit: int = 0
    path: Path | None = None
    draft: Draft | None = None
    table: Preview | None = None
    """A table that leaves something to choose, and its name."""
    table_name: str = ""
    face: str = ""
    """What the right column shows; "" leaves it as it was."""
    beside: tuple[Setup, ...] = ()
    """Other simulations of the document, and where the first one stands among them."""
    row: int = 0
    comparing: Comparing = AS_USUAL
    snapshots: Snapshots = NONE_KEPT
    place: str = ""
    """The place of the window that is shown; "" for the first one."""
    page: str = ""
    """The page of the laboratory that is open; "" for the first one."""
    updates: int = 0
    """So many the network is trained at once."""


def opening_of(arguments: argparse.Namespace) -> Opening:
    """The state the arguments describe; raises ArgumentRefused."""
    from rnnviz.model.setup.scenes import opening
    from rnnviz.model.story.cursor import Cursor

    kind = kind_of(arguments.file) if arguments.file else ""
    if arguments.file and not kind:
        raise ArgumentRefused("argument.file", why=unreadable(arguments.file))
    if kind == EXPERIMENT:
        first = _from_file(Path(arguments.file))
    else:
        scene = _curated(arguments.scene) if arguments.scene else opening()
        first = Opening(scene.setup, scene.cursor)
    setup = first.setup
    arrays = arrays_named(setup, arguments.weights or arguments.file)
    if kind == CELL:
        setup = _own_cell(setup, Path(arguments.file))
    elif kind == SEQUENCE and arrays != arguments.file:
        first = _with_sequence(first, Path(arguments.file), not pictured(arguments))
        setup = first.setup
    if arguments.weights not in (None, arrays):
        setup, unit = trained(arguments)
        first = Opening(setup, Cursor(setup.steps - 1), unit)
    setup = _changed_setup(setup, arguments)
    setup = several(_asked(setup, arguments, ("read", "start", "readout")), arguments)
    setup = with_arrays_of(_asked(setup, arguments, ("targets", "twin")), arrays)
    said, setup = setup.steps, _written(setup, arguments)
    if arguments.train is not None:
        setup, said = to_be_trained(setup, arguments), 0
    if setup.steps > said:
        first = replace(first, cursor=Cursor(setup.steps - 1))
    if arguments.compare is not None:
        setup, *others = _compared(setup, arguments)
        first = replace(first, beside=tuple(others), row=0, comparing=AS_USUAL, place="compare")
    first = replace(first, place=place_of(arguments) or first.place, page=page_of(arguments.page))
    cursor = cursor_of(first.cursor, setup, arguments)
    draft = None if arguments.edit_cell is None else _draft(setup, cursor, arguments.edit_cell)
    face = face_of(arguments.panel or (None if arguments.train is None else "train"))
    return replace(first, setup=setup, cursor=cursor, draft=draft, face=face, updates=updates_of(arguments))


def _compared(setup: Setup, arguments: argparse.Namespace) -> tuple[Setup, ...]:
    """Cells side by side; where nothing else is asked for, with silence that a gradient has to come through."""
    from rnnviz.model.compare.compare_text import LONG_SILENCE, CompareTextError, parse_compared

    plain = not any((arguments.file, arguments.scene, arguments.weights, arguments.sentence, arguments.batch))
    try:
        return parse_compared(arguments.compare, setup.with_silence(LONG_SILENCE) if plain else setup)
    except CompareTextError as error:
        raise ArgumentRefused("argument.text", option="--compare", text=arguments.compare, why=error.message) from None


def _curated(name: str) -> Scene:
    from rnnviz.model.setup.scenes import SCENES

    if name not in SCENES:
        raise ArgumentRefused("argument.scene", option="--scene", word=name, hint=near(name, SCENES))
    return SCENES[name]


def _from_file(path: Path) -> Opening:
    from rnnviz.io.document import DocumentError

    try:
        document = reader_of(path)(path)
    except DocumentError as error:
        raise ArgumentRefused("argument.file", why=error.message) from None
    return Opening(
        document.setup, document.cursor, document.unit, path, beside=document.beside, row=document.place,
        comparing=document.comparing, snapshots=document.snapshots,
    )  # fmt: skip


def _asked(setup: Setup, arguments: argparse.Namespace, names: tuple[str, ...]) -> Setup:
    """Options by their names: what of the cell is read, where states begin, read-out, targets and twin."""
    from rnnviz.engine.errors import Refusal
    from rnnviz.model.answers.answer_text import parse_readout, parse_targets, parse_twin
    from rnnviz.model.answers.start_text import parse_start
    from rnnviz.model.draft.handing_on import with_line_read

    said = {name: getattr(arguments, name) for name in names}
    steps = {
        "read": lambda text: with_line_read(setup, text),
        "start": lambda text: parse_start(text, setup),
        "readout": lambda text: setup.with_readout(parse_readout(text)),
        "targets": lambda text: parse_targets(text, setup),
        "twin": lambda text: parse_twin(text, setup),
    }
    for option, text in said.items():
        try:
            setup = setup if text is None else steps[option](text)
        except Refusal as error:
            raise ArgumentRefused("argument.text", option=f"--{option}", text=text, why=error.message) from None
    return setup


def _written(setup: Setup, arguments: argparse.Namespace) -> Setup:
    """What the network writes on."""
    from rnnviz.model.prediction.asked import drawing, written
    from rnnviz.model.prediction.writing import WritingError

    option = "--temperature"
    try:
        setup = drawing(setup, arguments.temperature, None)
        option = "--dice"
        setup = drawing(setup, None, arguments.dice)
        option = "--continue"
        return setup if arguments.write is None else written(setup, arguments.write)
    except WritingError as error:
        raise ArgumentRefused("argument.wrong", option=option, why=error.message) from None


def listed(what: str) -> tuple[str, ...]:
    """Names of what there is: cells, scenes, presets, tasks, weights or lessons."""
    from rnnviz.engine import CELLS
    from rnnviz.engine.training.tasks import TASKS
    from rnnviz.io.lessons.shelf import lesson_names
    from rnnviz.io.trained import trained_names
    from rnnviz.model.setup.scenes import SCENES, preset_sequences

    return {
        "cells": tuple(CELLS), "scenes": tuple(SCENES), "presets": tuple(preset_sequences()),
        "tasks": tuple(TASKS), "weights": trained_names(), "lessons": lesson_names(),
    }[what]  # fmt: skip


def _own_cell(setup: Setup, path: Path) -> Setup:
    from rnnviz.io.cells import CellFileError
    from rnnviz.model.draft.draft import OWN_KEY

    try:
        return setup.with_cell(OWN_KEY, reader_of(path)(path))
    except CellFileError as error:
        raise ArgumentRefused("argument.file", why=error.message) from None


def _with_sequence(first: Opening, path: Path, asks: bool) -> Opening:
    """The sequence of a file; a table that leaves something to choose waits until there is a window to ask in."""
    from rnnviz.io.sequences import strict
    from rnnviz.io.tables.choosing import strict_choices
    from rnnviz.io.tables.preview import Preview, questions
    from rnnviz.model.setup.own_sequence import with_own_sequence
    from rnnviz.model.setup.sequence import SequenceError
    from rnnviz.view.tables.table_words import noted

    try:
        found = reader_of(path)(path)
        if asks and isinstance(found, Preview) and questions(found):
            return replace(first, table=found, table_name=path.name)
        sequence = strict(found, path.name)
        if isinstance(found, Preview):
            sequence = noted(sequence, found, strict_choices(found))
        return replace(first, setup=with_own_sequence(first.setup, sequence))
    except SequenceError as error:
        raise ArgumentRefused("argument.file", why=error.message) from None


def _draft(setup: Setup, cursor: Cursor, file: str) -> Draft:
    """The draft that the editor opens with: a file's, or the cell's on the stage."""
    from rnnviz.io.cells import CellFileError, load_draft
    from rnnviz.model.draft.draft import Draft

    try:
        return load_draft(file) if file else Draft.from_cell(setup.score.cell(cursor))
    except CellFileError as error:
        raise ArgumentRefused("argument.wrong", option="--edit-cell", why=error.message) from None


def _changed_setup(setup: Setup, arguments: argparse.Namespace) -> Setup:
    from rnnviz.engine import CELLS
    from rnnviz.model.setup.bounds import MAX_HIDDEN, SEED
    from rnnviz.model.setup.own_sequence import with_own_sequence
    from rnnviz.model.setup.sequence import SequenceError, parse_sequence

    if arguments.cell is not None and kind_of(arguments.cell) == CELL:
        setup = _own_cell(setup, Path(arguments.cell))
    elif arguments.cell is not None:
        if arguments.cell not in CELLS:
            hint = near(arguments.cell, CELLS)
            raise ArgumentRefused("argument.cell", option="--cell", word=arguments.cell, hint=hint)
        setup = setup.with_cell(arguments.cell)
    if arguments.sentence is not None:
        try:
            setup = with_own_sequence(setup, parse_sequence(arguments.sentence))
        except SequenceError as error:
            raise ArgumentRefused("argument.wrong", option="--sentence", why=error.message) from None
    if arguments.hidden is not None:
        _check_range("--hidden", arguments.hidden, 1, MAX_HIDDEN)
        setup = setup.with_hidden(arguments.hidden)
    if arguments.layers is not None:
        _check_alone(arguments)
        setup = _layered(setup, arguments.layers)
    if arguments.float32:
        setup = replace(setup, dtype="float32")
    if arguments.seed is not None:
        _check_range("--seed", arguments.seed, *SEED)
        setup = setup.with_weights(seed=arguments.seed)
    return setup


def _check_range(option: str, number: int, low: int, high: int) -> None:
    if not low <= number <= high:
        raise ArgumentRefused("argument.range", option=option, number=number, low=low, high=high)


def _check_alone(arguments: argparse.Namespace) -> None:
    """A list of layers names every cell: another one beside it would be passed over in silence."""
    named = [word for word in (arguments.file, arguments.cell) if word is not None]
    if arguments.cell is not None or any(kind_of(word) == CELL for word in named):
        raise ArgumentRefused("argument.alone", option="--layers", text=arguments.layers, other=named[-1])


def _layered(setup: Setup, text: str) -> Setup:
    from rnnviz.model.setup.layer_text import LayerTextError, parse_layers

    try:
        return setup.with_layers(parse_layers(text, setup.layers[0].hidden))
    except LayerTextError as error:
        raise ArgumentRefused("argument.text", option="--layers", text=text, why=error.message) from None
