"""Files with several sequences: a text with one a line, or a table with a column of sentences and one of answers."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rnnviz.io.disk import read_within, reason
from rnnviz.io.refused import ForeignSequenceError
from rnnviz.io.sequences import MAX_BYTES
from rnnviz.io.tables.decoding import decode
from rnnviz.io.tables.preview import LABEL, TEXT, preview_of_text
from rnnviz.model.batch.batch import TAB
from rnnviz.model.setup.sequence import SequenceError

SUFFIXES = (".txt", ".csv", ".tsv")
HEADINGS = frozenset(
    ("text", "sentence", "sentences", "sequence", "words", "label", "labels", "class", "answer", "target", "category")
)
"""What a first row is made of that only names the columns: over words nothing else tells it."""


def load_lines(path: str | Path) -> str:
    """One sequence a line, behind a tab what is right at its end where the table says it. SequenceError: one sentence
    that begins with the file's name."""
    path = Path(path)
    try:
        return _of_file(path)
    except SequenceError as error:
        raise ForeignSequenceError("sequence.file", file=path.name, why=error.message) from None
    except OSError as error:
        raise ForeignSequenceError("sequence.unread", file=path.name, reason=reason(error)) from None


def _of_file(path: Path) -> str:
    data = read_within(path, MAX_BYTES)
    if data is None:
        raise ForeignSequenceError("sequence.large", limit=MAX_BYTES // 1024**2)
    text, coding = decode(data)
    if path.suffix.lower() not in (".csv", ".tsv"):
        return text
    return _of_table(text, coding, TAB if path.suffix.lower() == ".tsv" else "")


def _of_table(text: str, coding: str, separator: str) -> str:
    """The first column of sentences, and that of answers; of numbers every row as it stands."""
    columns = preview_of_text(text, coding, separator).columns
    words = [column for column in columns if column.kind in (TEXT, LABEL)]
    if not words:
        return "\n".join(" ".join(filter(None, row)) for row in zip(*(c.cells for c in columns), strict=True))
    sentences = next((column for column in words if column.kind == TEXT), words[0])
    answers = next((column for column in reversed(words) if column is not sentences), None)
    rows = zip(sentences.cells, answers.cells if answers else [""] * len(sentences.cells), strict=True)
    found = [(" ".join(text.split()), answer.strip()) for text, answer in rows]
    return "\n".join(text + (TAB + answer if answer else "") for text, answer in found[names_only(found[0]) :])


def names_only(cells: Iterable[str]) -> bool:
    """Whether the cells of a first row are nothing but names of columns."""
    return all(cell.strip().casefold() in HEADINGS for cell in cells if cell)
