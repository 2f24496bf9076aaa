"""Text to rows of cells: which mark separates them, which lines are no data."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from rnnviz.engine.wording import Message
from rnnviz.io.refused import ForeignSequenceError, told
from rnnviz.model.figures.numbers import folded, read_number

PROBE = 50
"""Lines that are looked at for the mark that separates."""
LONGEST = 4000
"""Characters of such a line that are looked at."""
MAX_ROWS = 200_000
MAX_COLUMNS = 2000
SPACE = " "

Rows = list[list[str]]

_SEP_LINE = re.compile(r"sep=(.)", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\r|\n")
_ONE_DECIMAL = re.compile(r"[+-]?\d+,\d+")


@dataclass(frozen=True, slots=True)
class TableGrid:
    """rows: cells of the lines that hold something; skipped: what was passed over.

    ambiguous: a comma may be the decimal mark or separate; `paired` is the other reading.
    """

    rows: Rows
    separator: str
    decimal: str = ""
    skipped: tuple[Message, ...] = ()
    ambiguous: bool = False


def grid_of(text: str, separator: str = "", comments: bool = True) -> TableGrid:
    """The cells of a text. separator: where it is known, as of a .tsv file. SequenceError."""
    lines, skipped = _LINE_END.split(text), list[Message]()
    found = _SEP_LINE.fullmatch(lines[0].strip('" '))
    if found:
        separator, lines = found[1], lines[1:]
        skipped.append(told("done.sep"))
    if comments:
        lines, notes = _without_comments(lines)
        skipped += notes
    ambiguous = not separator and _one_number_a_line(lines)
    if ambiguous:
        return TableGrid([[line.strip()] for line in lines if line.strip()], "", ",", tuple(skipped), True)
    separator = separator or separator_of(lines)
    rows = _rows(lines, separator)
    return TableGrid(rows, separator, _decimal(rows, separator), tuple(skipped), _pairs(lines, separator))


def separator_of(lines: list[str]) -> str:
    """The mark that cuts the first lines into the same number of cells, two or more; else one cell a line."""
    probe = [folded(line[:LONGEST]) for line in lines if line.strip()][:PROBE]
    best, score = ",", 0.0
    for mark in ("\t", ";", ",", "|"):
        counts = Counter(len(row) for row in csv.reader(probe, delimiter=mark))
        width, often = max(counts.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        if width > 1 and often / len(probe) > score + 0.1:
            best, score = mark, often / len(probe)
    return best if score or not _spaced(probe) else SPACE


def _spaced(probe: list[str]) -> bool:
    """Whether every line is numbers with spaces between."""
    cells = [cell for line in probe for cell in line.split()]
    return any(SPACE in line.strip() for line in probe) and all(read_number(cell) is not None for cell in cells)


def _without_comments(lines: list[str]) -> tuple[list[str], list[Message]]:
    """Lines that begin with # are none of the table, wherever they stand."""
    kept = [line for line in lines if not line.lstrip().startswith("#")]
    count = len(lines) - len(kept)
    if not count or not any(line.strip() for line in kept):
        return lines, []
    return kept, [told("done.comment", count=count)]


def _one_number_a_line(lines: list[str]) -> bool:
    """Whether each line is two numbers or one with a decimal comma, and the latter is likelier: 0,5 and 0,75."""
    probe = [folded(line.strip()) for line in lines if line.strip()]
    body = probe[1:] if len(probe) > 1 and read_number(probe[0]) is None and "," not in probe[0] else probe
    if not body or not all(_ONE_DECIMAL.fullmatch(line) for line in body):
        return False
    parts = [line.split(",") for line in body]
    uneven = len({len(tail) for _, tail in parts}) > 1 and any(len(tail) > 1 for _, tail in parts)
    small = all(head.lstrip("+-") == "0" and tail.strip("0") for head, tail in parts)
    return (small and len(body) > 1) or uneven or len(body) < len(probe)


def _pairs(lines: list[str], separator: str) -> bool:
    """Whether an even number of whole numbers a line may be half as many with decimal commas: 0,5,0,7."""
    probe = [line.strip().split(",") for line in lines if line.strip()][:PROBE] if separator == "," else []
    if not probe or len(probe[0]) < 4 or len(probe[0]) % 2 or len({len(row) for row in probe}) > 1:
        return False
    whole = all(cell.isdigit() or cell.lstrip("+-").isdigit() for row in probe for cell in row)
    return whole and all(row[place].lstrip("+-") == "0" for row in probe for place in range(0, len(row), 2))


def paired(grid: TableGrid) -> TableGrid:
    """The other reading of an ambiguous grid."""
    if grid.separator == ",":
        rows = [[f"{a},{b}" for a, b in zip(row[::2], row[1::2], strict=True)] for row in grid.rows]
        return TableGrid(rows, "", ",", grid.skipped, True)
    rows = [[part for cell in row for part in cell.split(",")] for row in grid.rows]
    return TableGrid(rows, ",", ".", grid.skipped, True)


def _rows(lines: list[str], separator: str) -> Rows:
    """Cells of the lines that hold something; columns empty in every row are cut off at the right."""
    rows: Rows = []
    for row in _every_row(lines, separator):
        if any(row):
            rows.append(row)
        if len(rows) > MAX_ROWS:
            raise ForeignSequenceError("rows.most", limit=MAX_ROWS)
    width = max((_used(row) for row in rows), default=0)
    if width > MAX_COLUMNS:
        raise ForeignSequenceError("row.long", count=width, limit=MAX_COLUMNS)
    return [[*row[:width], *[""] * (width - len(row))] for row in rows]


def _every_row(lines: list[str], separator: str) -> Iterator[list[str]]:
    if separator == SPACE:
        yield from (line.split() for line in lines)
        return
    reader = csv.reader((line + "\n" for line in lines), delimiter=separator)
    try:
        for row in reader:
            yield [cell.strip() for cell in row]
    except csv.Error as error:
        raise ForeignSequenceError("table.unread", line=reader.line_num, reason=_reason(error)) from None


def _reason(error: csv.Error) -> Message:
    """What Python's reader says, looked up by how its English begins."""
    known = {"field larger": "csv.field", "line contains NUL": "csv.nul", "new-line": "csv.return"}
    return told(next((key for start, key in known.items() if str(error).startswith(start)), "csv.other"))


def _decimal(rows: Rows, separator: str) -> str:
    """The decimal mark: a comma where some cell has one that marks no thousands and none has a point."""
    cells = [cell for row in rows[:PROBE] for cell in row if any(map(str.isdigit, cell))]
    commas = [cell for cell in map(folded, cells) if re.fullmatch(r"[^\w]*[+-]?\d*,\d*[^\w,.]*", cell)]
    points = any(re.search(r"\d\.\d{1,2}\b|\d\.\d{4,}|,\d{3}\b.*\.", cell) for cell in cells)
    if not commas or points:
        return ""
    groups = all(re.search(r"\d,\d{3}(?!\d)", cell) for cell in commas)
    return "" if groups and separator == "," else ","


def _used(row: list[str]) -> int:
    return max((i for i, cell in enumerate(row, 1) if cell), default=0)
