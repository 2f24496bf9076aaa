"""From a preview and what was chosen of it to the sequence, and what was done to the table."""

from __future__ import annotations

import math
from dataclasses import replace

from rnnviz.engine.wording import Message
from rnnviz.io.disk import one_sentence
from rnnviz.io.refused import ForeignSequenceError, told
from rnnviz.io.tables.preview import LABEL, TEXT, Choices, Column, Preview, proposed
from rnnviz.model.setup.sequence import (
    MAX_NUMBER,
    MAX_STEPS,
    MAX_WIDTH,
    Sequence,
    numbers_sequence,
    words_sequence,
)

WORDS = (TEXT, LABEL)
HUGE = 1e150
TOLD = 3
"""Columns left out that are named."""


def sequence_of(preview: Preview, choices: Choices) -> Sequence:
    """The sequence that was chosen. SequenceError names row and column of what is no number."""
    if not choices.columns:
        raise ForeignSequenceError("columns.none")
    chosen = [preview.columns[place] for place in choices.columns]
    if any(column.kind in WORDS for column in chosen):
        return _words(chosen, choices)
    if len(chosen) > MAX_WIDTH:
        raise ForeignSequenceError("columns.many", count=len(chosen), limit=MAX_WIDTH)
    kept = range(choices.first, choices.last + 1)
    if len(kept) > MAX_STEPS:
        raise ForeignSequenceError("rows.stretch", count=len(kept), limit=MAX_STEPS)
    return numbers_sequence(_rows(preview, chosen, choices, kept))


def strict_sequence(preview: Preview) -> Sequence:
    """What can be read without changing, dropping or cutting a number; else a SequenceError says why not."""
    if not preview.numeric:
        if len(preview.columns) != 1:
            raise ForeignSequenceError("words.columns", count=len(preview.columns))
        return sequence_of(preview, strict_choices(preview))
    if preview.rows > MAX_STEPS:
        raise ForeignSequenceError("rows.many", count=preview.rows, limit=MAX_STEPS)
    return sequence_of(preview, strict_choices(preview))


def strict_choices(preview: Preview) -> Choices:
    """What is read where nobody is asked: every number there is."""
    if not preview.numeric:
        return proposed(preview)
    return replace(proposed(preview), columns=preview.numeric, last=preview.rows - 1)


def done_to(preview: Preview, choices: Choices) -> tuple[Message, ...]:
    """What was done to the table beside reading it, in the order in which it is told."""
    if any(preview.columns[place].kind in WORDS for place in choices.columns):
        choices = replace(choices, missing="refuse", standardise=False)
    done = [] if preview.coding == "UTF-8" else [told("done.coding", coding=preview.coding)]
    left = [place for place in range(len(preview.columns)) if place not in choices.columns]
    if left:
        names = [preview.columns[place].name or f"#{place + 1}" for place in left[:TOLD]]
        done.append(told("done.left", names=tuple(names + ["…"] * (len(left) > TOLD))))
    if (choices.first, choices.last) != (0, preview.rows - 1):
        done.append(told("done.rows", first=choices.first + 1, last=choices.last + 1, count=preview.rows))
    lacking = _lacking([preview.columns[place] for place in choices.columns], choices)
    if lacking and choices.missing == "skip":
        done.append(told("done.skip", count=len(lacking)))
    if lacking and choices.missing == "fill":
        done.append(told("done.fill", count=len(lacking)))
    return (*done, *preview.skipped, *([told("done.standard")] if choices.standardise else []))


def _lacking(chosen: list[Column], choices: Choices) -> list[int]:
    rows = {row for column in chosen for row in column.lacking}
    return sorted(row for row in rows if choices.first <= row <= choices.last)


def _rows(preview: Preview, chosen: list[Column], choices: Choices, kept: range) -> list[list[float]]:
    lacking = set(_lacking(chosen, choices))
    if lacking and choices.missing == "refuse":
        raise _no_number(preview, chosen, min(lacking))
    if choices.missing == "skip":
        kept_rows = [row for row in kept if row not in lacking]
        columns = [[column.numbers[row] for row in kept_rows] for column in chosen]
    else:
        columns = [_filled([column.numbers[row] for row in kept]) for column in chosen]
    numbers = [[value for value in column if value is not None] for column in columns]
    if not numbers[0]:
        raise ForeignSequenceError("rows.none")
    if choices.standardise:
        numbers = [_standard(column) for column in numbers]
    _check_size(preview, chosen, numbers)
    return [list(row) for row in zip(*numbers, strict=True)]


def _filled(column: list[float | None]) -> list[float | None]:
    """What is missing is as in the row before; before the first number, as that."""
    there = next((value for value in column if value is not None), 0.0)
    filled: list[float | None] = []
    for value in column:
        there = there if value is None else value
        filled.append(there)
    return filled


def _standard(column: list[float]) -> list[float]:
    """Mean 0 and standard deviation 1; a constant column becomes 0."""
    largest = max(map(abs, column))
    if largest > HUGE:  # squares must not overflow
        column = [value / largest for value in column]
    mean = math.fsum(column) / len(column)
    spread = math.sqrt(math.fsum((value - mean) ** 2 for value in column) / len(column))
    return [(value - mean) / spread if spread > 0 else 0.0 for value in column]


def _check_size(preview: Preview, chosen: list[Column], numbers: list[list[float]]) -> None:
    for column, values in zip(chosen, numbers, strict=True):
        for row, value in enumerate(values, 1):
            if abs(value) > MAX_NUMBER:
                place = preview.columns.index(column) + 1
                raise ForeignSequenceError("table.beyond", row=row, column=place, value=value, limit=MAX_NUMBER)


def _no_number(preview: Preview, chosen: list[Column], row: int) -> ForeignSequenceError:
    column = next(column for column in chosen if column.numbers[row] is None)
    cell, place = column.cells[row], preview.columns.index(column) + 1
    problem = told("cell.word", text=one_sentence(cell[:40])) if cell else told("cell.empty")
    return ForeignSequenceError("table.cell", row=row + 1 + preview.header, column=place, problem=problem)


def _words(chosen: list[Column], choices: Choices) -> Sequence:
    """One column of text: its cells one after the other; a cell with spaces holds several words."""
    if len(chosen) > 1:
        raise ForeignSequenceError("words.columns", count=len(chosen))
    cells = chosen[0].cells[choices.first : choices.last + 1]
    return words_sequence([word for cell in cells for word in cell.split()])
