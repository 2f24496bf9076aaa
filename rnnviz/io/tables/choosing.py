"""From a preview and what was chosen of it to the sequence, and the sentence that says what was done."""

from __future__ import annotations

import math
from dataclasses import replace

from rnnviz.io.disk import one_sentence
from rnnviz.io.tables.preview import LABEL, TEXT, Choices, Column, Preview, proposed
from rnnviz.model.setup.sequence import (
    MAX_NUMBER,
    MAX_STEPS,
    MAX_WIDTH,
    Sequence,
    SequenceError,
    numbers_sequence,
    words_sequence,
)

WORDS = (TEXT, LABEL)
HUGE = 1e150


def sequence_of(preview: Preview, choices: Choices) -> Sequence:
    """The sequence that was chosen. SequenceError names row and column of what is no number."""
    if not choices.columns:
        raise SequenceError("Choose at least one column.")
    chosen = [preview.columns[place] for place in choices.columns]
    if any(column.kind in WORDS for column in chosen):
        return _words(chosen, choices)
    if len(chosen) > MAX_WIDTH:
        raise SequenceError(f"{len(chosen)} columns are too many: the limit is {MAX_WIDTH}.")
    kept = range(choices.first, choices.last + 1)
    if len(kept) > MAX_STEPS:
        raise SequenceError(f"{len(kept):,} rows are too many: the limit is {MAX_STEPS:,} steps.")
    return numbers_sequence(_rows(preview, chosen, choices, kept))


def strict_sequence(preview: Preview) -> Sequence:
    """What can be read without changing, dropping or cutting a number; else a SequenceError says why not."""
    if not preview.numeric:
        if len(preview.columns) != 1:
            raise SequenceError(f"Words stand in one row or one column, not in {len(preview.columns)} columns.")
        return sequence_of(preview, proposed(preview))
    if preview.rows > MAX_STEPS:
        raise SequenceError(f"There are too many rows, {preview.rows:,}: the limit is {MAX_STEPS:,} steps.")
    choices = replace(proposed(preview), columns=preview.numeric, last=preview.rows - 1)
    return sequence_of(preview, choices)


def said(preview: Preview, choices: Choices) -> str:
    """What was done to the table beside reading it: a sentence, or nothing where that was all."""
    if any(preview.columns[place].kind in WORDS for place in choices.columns):
        choices = replace(choices, missing="refuse", standardise=False)
    left = [column.name or f"column {place + 1}" for place, column in enumerate(preview.columns)
            if place not in choices.columns]  # fmt: skip
    parts = [f"read as {preview.coding}"] if preview.coding != "UTF-8" else []
    parts += [f"left out: {', '.join(left[:3])}{', …' if len(left) > 3 else ''}"] if left else []
    if (choices.first, choices.last) != (0, preview.rows - 1):
        parts.append(f"rows {choices.first + 1:,} to {choices.last + 1:,} of {preview.rows:,}")
    lacking = _lacking([preview.columns[place] for place in choices.columns], choices)
    if lacking and choices.missing != "refuse":
        what = "skipped" if choices.missing == "skip" else "filled from the row before"
        parts.append(f"{len(lacking):,} row{'s' if len(lacking) > 1 else ''} with missing values {what}")
    parts += [f"passed over: {', '.join(preview.skipped)}"] if preview.skipped else []
    parts += ["each column standardised to mean 0, spread 1"] if choices.standardise else []
    text = "; ".join(parts)
    return one_sentence(f"{text[:1].upper()}{text[1:]}.") if text else ""


def _lacking(chosen: list[Column], choices: Choices) -> list[int]:
    rows = {row for column in chosen for row in column.lacking}
    return sorted(row for row in rows if choices.first <= row <= choices.last)


def _rows(preview: Preview, chosen: list[Column], choices: Choices, kept: range) -> list[list[float]]:
    lacking = set(_lacking(chosen, choices))
    if lacking and choices.missing == "refuse":
        raise SequenceError(_no_number(preview, chosen, min(lacking)))
    if choices.missing == "skip":
        kept_rows = [row for row in kept if row not in lacking]
        columns = [[column.numbers[row] for row in kept_rows] for column in chosen]
    else:
        columns = [_filled([column.numbers[row] for row in kept]) for column in chosen]
    numbers = [[value for value in column if value is not None] for column in columns]
    if not numbers[0]:
        raise SequenceError("No row is left: each has a missing value.")
    if choices.standardise:
        numbers = [_standard(column) for column in numbers]
    _check_size(chosen, numbers)
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


def _check_size(chosen: list[Column], numbers: list[list[float]]) -> None:
    for column, values in zip(chosen, numbers, strict=True):
        for row, value in enumerate(values, 1):
            if abs(value) > MAX_NUMBER:
                name = f" of {column.name}" if column.name else ""
                raise SequenceError(
                    f"Row {row}{name}: {value:,.6g} is beyond ±{MAX_NUMBER:,.0f}; the column can be standardised."
                )


def _no_number(preview: Preview, chosen: list[Column], row: int) -> str:
    column = next(column for column in chosen if column.numbers[row] is None)
    cell, place = column.cells[row], preview.columns.index(column) + 1
    what = f"“{one_sentence(cell[:40])}” is not a number" if cell else "the cell is empty"
    line = row + 1 + preview.header
    return f"Row {line}, column {place}: {what}, and the rest of the table is numbers."


def _words(chosen: list[Column], choices: Choices) -> Sequence:
    """One column of text: its cells one after the other; a cell with spaces holds several words."""
    if len(chosen) > 1:
        raise SequenceError(f"Words stand in one row or one column, not in {len(chosen)} columns.")
    cells = chosen[0].cells[choices.first : choices.last + 1]
    return words_sequence([word for cell in cells for word in cell.split()])
