"""Sequences from elsewhere: tables of .csv, .tsv and .txt files, cells pasted from a spreadsheet, .npy arrays.

A row of a table is a step, a column one number of it; a single row of numbers is one number per step, as when
it is typed. One column or one row of words is a sentence. A first row of words over numbers is a heading.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from rnnviz.io.disk import one_sentence, read_within, reason
from rnnviz.io.kinds import SEQUENCE, suffixes_of
from rnnviz.io.npy import read_npy
from rnnviz.io.refused import ForeignSequenceError, told
from rnnviz.model.figures.numbers import read_number
from rnnviz.model.setup.sequence import (
    MAX_STEPS,
    MAX_WIDTH,
    Sequence,
    SequenceError,
    numbers_sequence,
    parse_sequence,
    words_sequence,
)

MAX_BYTES = 2 * 1024 * 1024
MAX_CELL = 200
PROBE = 4000

Rows = list[list[str]]


def read_sequence(path: str | Path) -> Sequence:
    """Read a file whose name ends as that of a sequence. SequenceError: one sentence with the file's name."""
    path = Path(path)
    try:
        return _of_file(path)
    except SequenceError as error:
        raise ForeignSequenceError("sequence.file", file=path.name, why=error.message) from None
    except OSError as error:
        raise ForeignSequenceError("sequence.unread", file=path.name, reason=reason(error)) from None


def parse_pasted(text: str) -> Sequence:
    """Text from the clipboard. SequenceError.

    Tabs separate columns, else semicolons, else commas, except where every line is one number with a decimal
    comma; without any of them spaces do. What is no table is read as if it were typed.
    """
    text = text.removeprefix("\ufeff")
    if len(text) > MAX_BYTES:
        raise ForeignSequenceError("text.long", limit=MAX_BYTES // 1024**2)
    rows = _rows(text, _separator(text))
    if "\t" in text or _numeric(rows):
        return _of_rows(rows)
    return parse_sequence(text)


def _of_file(path: Path) -> Sequence:
    suffix = path.suffix.lower()
    endings = suffixes_of(SEQUENCE)
    if suffix not in endings:
        raise ForeignSequenceError("sequence.ending", known=endings[:-1], last=endings[-1])
    data = read_within(path, MAX_BYTES)
    if data is None:
        raise ForeignSequenceError("sequence.large", limit=MAX_BYTES // 1024**2)
    if suffix == ".npy":
        return numbers_sequence(read_npy(data).tolist())
    text = _text(data)
    if suffix == ".txt":
        return parse_pasted(text)
    return _of_rows(_rows(text, "\t" if suffix == ".tsv" else _csv_separator(text)))


def _text(data: bytes) -> str:
    """UTF-8, or UTF-16 with a byte order mark as Excel writes its "Unicode text"."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise ForeignSequenceError("sequence.encoding", byte=error.start) from None
    if "\0" in text:
        raise ForeignSequenceError("sequence.binary")
    return text


def _separator(text: str) -> str:
    for mark in ("\t", ";"):
        if mark in text:
            return mark
    lines = [line for line in text[:PROBE].splitlines() if line.strip()]
    return "," if "," in text and any(_number(line) is None for line in lines) else " "


def _csv_separator(text: str) -> str:
    """A comma, unless the first line has semicolons: so Excel writes where the comma is the decimal mark."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max((",", ";", "\t"), key=first.count)


def _rows(text: str, separator: str) -> Rows:
    """Cells of the rows that hold something; columns empty in every row are cut off at the right."""
    rows: Rows = []
    for row in _every_row(text, separator):
        if any(row):
            rows.append(row[: _used(row)])
        if len(rows) > MAX_STEPS + 1:  # one may be a heading
            raise ForeignSequenceError("rows.many", limit=MAX_STEPS)
    width = max(map(len, rows), default=0)
    if width > MAX_STEPS:
        raise ForeignSequenceError("row.long", count=width, limit=MAX_STEPS)
    padded = separator != " "
    return [row + [""] * (width - len(row)) if padded else row for row in rows]


def _every_row(text: str, separator: str) -> Iterator[list[str]]:
    if separator == " ":
        yield from (line.split() for line in text.splitlines())
        return
    try:
        for row in csv.reader(io.StringIO(text), delimiter=separator):
            yield [cell.strip() for cell in row]
    except csv.Error as error:
        raise ForeignSequenceError("table.unread", reason=str(error)) from None


def _used(row: list[str]) -> int:
    return max(i for i, cell in enumerate(row, 1) if cell)


def _of_rows(rows: Rows) -> Sequence:
    if not rows:
        raise ForeignSequenceError("table.empty")
    if max(map(len, rows)) > MAX_WIDTH and len(rows) > 1:
        raise ForeignSequenceError("columns.many", count=max(map(len, rows)), limit=MAX_WIDTH)
    return _numbers(rows) if _numeric(rows) else _words(rows)


def _numeric(rows: Rows) -> bool:
    """Whether a table is meant as numbers: half of its cells are, its heading aside. "2 cats" are words."""
    cells = [cell for row in _body(rows) for cell in row if cell]
    good = _count(cells)
    return good > 0 and (good == len(cells) or (good > 1 and 2 * good >= len(cells)))


def _body(rows: Rows) -> Rows:
    """The rows under the heading, where the first row has no number and the second one has."""
    headed = len(rows) > 1 and _count(rows[0]) == 0 and _count(rows[1]) > 0
    return rows[1:] if headed else rows


def _count(row: list[str]) -> int:
    return sum(_number(cell) is not None for cell in row)


def _numbers(rows: Rows) -> Sequence:
    body = _body(rows)
    first = len(rows) - len(body) + 1
    values = [[_value(cell, i, k) for k, cell in enumerate(row, 1)] for i, row in enumerate(body, first)]
    if len(rows) == 1:
        values = [[value] for value in values[0]]
    return numbers_sequence(values)


def _value(cell: str, row: int, column: int) -> float:
    value = _number(cell)
    if value is None:
        problem = told("cell.word", text=one_sentence(cell[:40])) if cell else told("cell.empty")
        raise ForeignSequenceError("table.cell", row=row, column=column, problem=problem)
    return value


def _number(cell: str) -> float | None:
    """A number as people write it; 1/2/2026 is a date."""
    return read_number(cell) if len(cell) <= MAX_CELL and cell.count("/") < 2 else None


def _words(rows: Rows) -> Sequence:
    """One row or one column; a cell with spaces holds several words."""
    if len(rows) > 1 and max(map(len, rows)) > 1:
        raise ForeignSequenceError("words.columns", count=max(map(len, rows)))
    return words_sequence([word for row in rows for cell in row for word in cell.split()])
