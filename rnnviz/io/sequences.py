"""Sequences from elsewhere: tables of text files, cells pasted from a spreadsheet, arrays of NumPy.

A row of a table is a step, a column one number of it; a single row is one value per step, as when it is typed. One
column or one row of words is a sentence. A first row of words over numbers gives the columns their names. What a table
holds is understood first (`io/tables/`); here it becomes a sequence only where nothing has to be asked.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from rnnviz.io.disk import read_within, reason
from rnnviz.io.refused import ForeignSequenceError
from rnnviz.io.tables.arrays import preview_npy, preview_npz
from rnnviz.io.tables.choosing import strict_sequence
from rnnviz.io.tables.decoding import decode
from rnnviz.io.tables.grid import SPACE, TableGrid, grid_of
from rnnviz.io.tables.preview import TEXT, Column, Preview, preview_of_grid, preview_of_text
from rnnviz.io.tables.values import number_in
from rnnviz.model.setup.number_prints import rows_of_print
from rnnviz.model.setup.sequence import Sequence, SequenceError, parse_sequence

MAX_BYTES = 2 * 1024 * 1024


def preview_file(path: str | Path) -> Preview | Sequence:
    """What a file holds: a table to choose from, or a sentence. SequenceError: one sentence with the file's name."""
    path = Path(path)
    try:
        return _of_file(path)
    except SequenceError as error:
        raise ForeignSequenceError("sequence.file", file=path.name, why=error.message) from None
    except OSError as error:
        raise ForeignSequenceError("sequence.unread", file=path.name, reason=reason(error)) from None


def read_sequence(path: str | Path) -> Sequence:
    """The sequence of a file where nothing has to be chosen. SequenceError: one sentence with the file's name."""
    return strict(preview_file(path), Path(path).name)


def strict(found: Preview | Sequence, name: str) -> Sequence:
    """The sequence where nothing has to be chosen. SequenceError with the name."""
    try:
        return strict_sequence(found) if isinstance(found, Preview) else found
    except SequenceError as error:
        raise ForeignSequenceError("sequence.file", file=name, why=error.message) from None


def preview_pasted(text: str) -> Preview | Sequence:
    """What was copied: a table to choose from, or what is read as if it were typed. SequenceError.

    Tabs separate columns, else semicolons, else commas, except where every line is one number with a decimal comma;
    without any of them spaces do.
    """
    text = text.removeprefix("\ufeff")
    if len(text) > MAX_BYTES:
        raise ForeignSequenceError("text.long", limit=MAX_BYTES // 1024**2)
    printed = rows_of_print(text)
    if printed is not None:
        return preview_of_grid(TableGrid(printed, SPACE))
    grid = grid_of(text)
    return preview_of_grid(grid) if "\t" in text or _numeric(grid) else parse_sequence(text)


def parse_pasted(text: str) -> Sequence:
    """Text from the clipboard where nothing has to be chosen. SequenceError."""
    found = preview_pasted(text)
    return strict_sequence(found) if isinstance(found, Preview) else found


def _of_file(path: Path) -> Preview | Sequence:
    data = read_within(path, MAX_BYTES)
    if data is None:
        raise ForeignSequenceError("sequence.large", limit=MAX_BYTES // 1024**2)
    suffix = path.suffix.lower()
    if suffix in (".npy", ".npz"):
        return preview_npy(data) if suffix == ".npy" else preview_npz(data, MAX_BYTES)
    text, coding = decode(data)
    if suffix in (".txt", ".json"):
        return _coded(preview_pasted(text), coding)
    return preview_of_text(text, coding, "\t" if suffix == ".tsv" else "")


def _coded(found: Preview | Sequence, coding: str) -> Preview | Sequence:
    """A coding that is not the usual one has to be told, and only a preview can."""
    if isinstance(found, Preview):
        return replace(found, coding=coding)
    if coding == "UTF-8" or not found.words:
        return found
    words = Column("", TEXT, found.words, (None,) * len(found.words))
    return Preview((words,), False, SPACE, "", coding)


def _numeric(grid: TableGrid) -> bool:
    """Whether a table is meant as numbers: half of its cells are, its heading aside. "2 cats" are words."""
    rows = grid.rows
    counts = [[number_in(cell, grid.decimal) is not None for cell in row] for row in rows]
    headed = len(rows) > 1 and not any(counts[0]) and any(counts[1])
    cells = [good for row, flags in zip(rows[headed:], counts[headed:], strict=True)
             for cell, good in zip(row, flags, strict=True) if cell]  # fmt: skip
    good = sum(cells)
    return good > 0 and (good == len(cells) or (good > 1 and 2 * good >= len(cells)))
