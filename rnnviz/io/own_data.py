"""Somebody's own data as a task: a folder or a table of sentences with labels, or a table with a column to predict.

A folder holds texts named by their label ("good.txt", "bad.txt"), or a folder for each label with texts in it; every
line is a sentence. A table has a column of sentences and one of labels. Words are what blanks separate, and each of
.,;:!? is a word of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import numpy as np

from rnnviz.engine.training.own_data import Labelled, column_task, labelled_task
from rnnviz.engine.training.task import Task, TaskError
from rnnviz.io.disk import read_within, reason
from rnnviz.io.lines import names_only
from rnnviz.io.refused import ForeignSequenceError
from rnnviz.io.sequences import MAX_BYTES, preview_file
from rnnviz.io.tables.decoding import decode
from rnnviz.io.tables.preview import LABEL, TEXT, Preview
from rnnviz.model.setup.sequence import MAX_WORD, SequenceError
from rnnviz.model.trained.own import OwnData

MOST_FILES = 500
Made = TypeVar("Made")
_WORD = re.compile(r"[.,;:!?]|[^\s.,;:!?]+")


def load_sentences(path: Path, seed: int = 0) -> Task:
    """A task "which label has the sentence?". SequenceError: one sentence that begins with the file's name."""
    return _refusing(path, lambda: labelled_task(path.stem, list(_labelled(path)), seed))


def load_column(path: Path, column: str, steps: int = 20, seed: int = 0) -> Task:
    """A task "what will this column be in the next row?" of a table of numbers. SequenceError."""
    return _refusing(path, lambda: _predicted(path, column, steps, seed))


def load_own(path: Path, column: str = "") -> OwnData:
    """What a folder or a table holds: sentences with labels, else columns of numbers of which one is predicted, the
    last where none is named. A task can be built of it. SequenceError: one sentence that begins with the name."""
    found = _refusing(path, lambda: _own(path, column))
    _refusing(path, found.task)
    return found


def columns_of(path: Path) -> tuple[str, ...]:
    """The columns that may be predicted; none where the data are sentences with labels. SequenceError."""
    return () if path.is_dir() else _refusing(path, lambda: _columns_to_choose(_table(path)))


def _own(path: Path, column: str) -> OwnData:
    name = path.stem[:MAX_WORD]
    if path.is_dir() or not (table := _table(path)).numeric or _has_labels(table):
        return OwnData(name, tuple(_labelled(path)))
    names, numbers = _numbers(table)
    target = names.index(_known(column or names[-1], names))
    return OwnData(name, columns=tuple((n, tuple(row)) for n, row in zip(names, numbers, strict=True)), target=target)


def _columns_to_choose(table: Preview) -> tuple[str, ...]:
    return () if _has_labels(table) else tuple(_numbers(table)[0])


def _has_labels(table: Preview) -> bool:
    return sum(column.kind in (TEXT, LABEL) for column in table.columns) > 1


def words_of(text: str) -> tuple[str, ...]:
    """The words of a sentence."""
    return tuple(_WORD.findall(text))


def _refusing(path: Path, make: Callable[[], Made]) -> Made:
    try:
        return make()
    except ForeignSequenceError as refused:
        if refused.why.key in ("sequence.file", "sequence.unread"):  # named already
            raise
        raise ForeignSequenceError("sequence.file", file=path.name, why=refused.message) from None
    except (TaskError, SequenceError) as refused:
        raise ForeignSequenceError("sequence.file", file=path.name, why=refused.message) from None
    except OSError as error:
        raise ForeignSequenceError("sequence.unread", file=path.name, reason=reason(error)) from None


def _labelled(path: Path) -> Iterator[Labelled]:
    if not path.is_dir():
        yield from _of_table(_table(path))
        return
    files = sorted(file for pattern in ("*.txt", "*/*.txt") for file in path.glob(pattern))
    if not files:
        raise ForeignSequenceError("own.folder")
    if len(files) > MOST_FILES:
        raise ForeignSequenceError("own.files", count=len(files), limit=MOST_FILES)
    room = MAX_BYTES
    for file in files:
        data = read_within(file, room)
        if data is None:
            raise ForeignSequenceError("sequence.large", limit=MAX_BYTES // 1024**2)
        room -= len(data)
        label = file.stem if file.parent == path else file.parent.name
        yield from ((words_of(line), label) for line in decode(data)[0].splitlines() if line.strip())


def _table(path: Path) -> Preview:
    found = preview_file(path)
    if not isinstance(found, Preview):
        raise ForeignSequenceError("own.columns")
    return found


def _of_table(table: Preview) -> Iterator[Labelled]:
    """The column of sentences and that of labels: as they were understood, else the first and the last of words."""
    texts = [column for column in table.columns if column.kind in (TEXT, LABEL)]
    labels = [column for column in texts if column.kind == LABEL] or texts[1:]
    sentences = [column for column in texts if column.kind == TEXT and column is not labels[-1]] if labels else []
    if not labels or not sentences:
        raise ForeignSequenceError("own.columns")
    rows = list(zip(sentences[0].cells, labels[-1].cells, strict=True))
    for text, label in rows[names_only(rows[0]) :]:
        if text.strip() and label.strip():
            yield words_of(text), label.strip()


def _predicted(path: Path, column: str, steps: int, seed: int) -> Task:
    names, numbers = _numbers(_table(path))
    table = np.array(numbers, float).T
    return column_task(path.stem, table, names, names.index(_known(column, names)), steps, seed)


def _known(column: str, names: list[str]) -> str:
    if column not in names:
        raise ForeignSequenceError("own.named", column=column, known=tuple(names))
    return column


def _numbers(table: Preview) -> tuple[list[str], list[list[float]]]:
    """Names of the columns of numbers and what stands in them, none missing."""
    chosen = [table.columns[place] for place in table.numeric]
    names = [each.name or str(place + 1) for place, each in enumerate(chosen)]
    if not chosen:
        raise ForeignSequenceError("own.columns")
    for name, each in zip(names, chosen, strict=True):
        if each.lacking:
            raise ForeignSequenceError("own.lacking", column=name, row=each.lacking[0] + 1)
    return names, [[number for number in each.numbers if number is not None] for each in chosen]
