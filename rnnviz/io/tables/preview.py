"""What a table holds, before anything is made of it: columns, their kinds, what is missing, what was passed over."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rnnviz.engine.wording import Message
from rnnviz.io.refused import ForeignSequenceError
from rnnviz.io.tables.grid import Rows, TableGrid, grid_of, paired
from rnnviz.io.tables.values import is_missing, is_moment, number_in
from rnnviz.model.setup.sequence import MAX_NUMBER, MAX_STEPS, MAX_WIDTH

NUMBER, INDEX, MOMENT, TEXT, LABEL, EMPTY = "number", "index", "date or time", "text", "label", "empty"
"""Kinds of columns."""
SHOWN = 5
LABELS = 20
"""A last column of at most so many different words is one of labels."""

_INDEX_NAME = re.compile(r"|index|id|no\.?|nr\.?|row|#|unnamed.*", re.IGNORECASE)
_LABEL_NAME = re.compile(r"label|class|target|category|species|y", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """numbers: one a row, None where there is none; cells: what stands there."""

    name: str
    kind: str
    cells: tuple[str, ...]
    numbers: tuple[float | None, ...]

    @property
    def lacking(self) -> tuple[int, ...]:
        """The rows, from 0, that have no number."""
        return tuple(row for row, number in enumerate(self.numbers) if number is None)

    @property
    def too_large(self) -> bool:
        """Whether some number is beyond what a sequence may hold."""
        return any(number is not None and abs(number) > MAX_NUMBER for number in self.numbers)


@dataclass(frozen=True, slots=True)
class Preview:
    """What was understood. header: whether the first row gave the names; skipped: what was passed over."""

    columns: tuple[Column, ...]
    header: bool
    separator: str
    decimal: str
    coding: str = "UTF-8"
    skipped: tuple[Message, ...] = ()
    grid: TableGrid | None = None
    """Where the commas may mean something else, what was read."""

    @property
    def rows(self) -> int:
        return len(self.columns[0].cells)

    @property
    def numeric(self) -> tuple[int, ...]:
        """Places of the columns that are proposed: numbers that are no mere index."""
        found = tuple(place for place, column in enumerate(self.columns) if column.kind == NUMBER)
        return found or tuple(place for place, column in enumerate(self.columns) if column.kind == INDEX)

    def other_reading(self) -> Preview:
        """The same text with the comma taken for the other thing it may be."""
        if self.grid is None:
            return self
        return replace(preview_of_grid(paired(self.grid)), coding=self.coding)


@dataclass(frozen=True, slots=True)
class Choices:
    """columns: places of those to read; first, last: rows from 0, both read; missing: "refuse", "skip" or "fill".

    standardise: each column to mean 0 and spread 1.
    """

    columns: tuple[int, ...]
    first: int
    last: int
    missing: str = "refuse"
    standardise: bool = False


def preview_of_text(text: str, coding: str = "UTF-8", separator: str = "") -> Preview:
    """The table in a text. SequenceError where there is none."""
    return replace(preview_of_grid(grid_of(text, separator)), coding=coding)


def preview_of_grid(grid: TableGrid) -> Preview:
    """Columns of the rows, each with its kind; a single row is one column, as when it is typed. SequenceError."""
    if not grid.rows:
        raise ForeignSequenceError("table.empty")
    rows = [[cell] for cell in grid.rows[0] if cell] if len(grid.rows) == 1 else grid.rows
    header = rows is grid.rows and _headed(rows, grid.decimal)
    body = rows[1:] if header else rows
    names = rows[0] if header else [""] * len(rows[0])
    columns = tuple(_column(place, name, body, grid.decimal) for place, name in enumerate(names))
    if any(map(_sentences, columns)):
        columns = tuple(replace(c, kind=LABEL) if _LABEL_NAME.fullmatch(c.name) else c for c in columns)
    found = Preview(columns, header, grid.separator, grid.decimal, skipped=grid.skipped)
    return replace(found, grid=grid) if grid.ambiguous else found


def proposed(preview: Preview) -> Choices:
    """The numbers that can be read, from the first row; nothing filled, dropped or changed without being asked.

    Where there are none: the words of a column; of a column of whole sentences the first.
    """
    last = min(preview.rows, MAX_STEPS) - 1
    if preview.numeric:
        return Choices(preview.numeric[:MAX_WIDTH], 0, last)
    place = next((place for place, column in enumerate(preview.columns) if column.kind == TEXT), 0)
    return Choices((place,), 0, 0 if len(preview.columns) > 1 and _sentences(preview.columns[place]) else last)


def questions(preview: Preview) -> tuple[str, ...]:
    """What the user is to choose, or see: "columns", "rows", "missing", "large", "comma"; none for a plain table."""
    places = preview.numeric or proposed(preview).columns
    chosen = [preview.columns[place] for place in places]
    asked = {
        "columns": len(chosen) < len(preview.columns) or len(chosen) > MAX_WIDTH,
        "rows": preview.rows > MAX_STEPS,
        "missing": any(column.lacking for column in chosen if column.kind in (NUMBER, INDEX)),
        "large": any(column.too_large for column in chosen),
        "comma": preview.grid is not None,
    }
    return tuple(name for name, open_ in asked.items() if open_)


def _headed(rows: Rows, decimal: str) -> bool:
    """Whether the first row has no number and the second one has, or a name stands over each of several rows."""
    numbers = [sum(number_in(cell, decimal) is not None for cell in row) for row in rows[:2]]
    return len(rows) > 1 and numbers[0] == 0 and numbers[1] > 0


def _column(place: int, name: str, body: Rows, decimal: str) -> Column:
    cells = tuple(row[place] for row in body)
    numbers = tuple(number_in(cell, decimal) for cell in cells)
    last = place == len(body[0]) - 1 and place > 0
    return Column(name, _kind(name, cells, numbers, place, last), cells, numbers)


def _kind(name: str, cells: tuple[str, ...], numbers: tuple[float | None, ...], place: int, last: bool) -> str:
    there = [cell for cell in cells if not is_missing(cell)]
    good = [number for number in numbers if number is not None]
    if not there:
        return EMPTY
    if sum(map(is_moment, there)) * 2 > len(there):
        return MOMENT
    if 2 * len(good) >= len(there):
        index = place == 0 and len(cells) > 1 and not last and _counts(numbers) and _INDEX_NAME.fullmatch(name)
        return INDEX if index and len(good) == len(cells) else NUMBER
    return LABEL if last and (_LABEL_NAME.fullmatch(name) or len(set(there)) <= min(LABELS, len(there) // 2)) else TEXT


def _sentences(column: Column) -> bool:
    """Whether the cells of a column are whole sentences."""
    return column.kind == TEXT and 2 * sum(" " in cell.strip() for cell in column.cells) >= len(column.cells)


def _counts(numbers: tuple[float | None, ...]) -> bool:
    """Whether the column only counts its rows, from 0 or 1."""
    start = numbers[0]
    return start in (0.0, 1.0) and all(n == start + row for row, n in enumerate(numbers))
