"""Tasks of somebody's own data: sentences with a label each, and tables with a column to predict."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rnnviz.engine.experiments.start import generator
from rnnviz.engine.language.ops import Array
from rnnviz.engine.training.task import Data, Sentence, Task, TaskError, at_least, sentence_data
from rnnviz.engine.training.task import data as as_data

Labelled = tuple[tuple[str, ...], str]
"""A sentence's words, and its label."""
LEAST_SENTENCES, MOST_WORDS, MOST_CLASSES, LONGEST, LETTERS = 8, 400, 50, 200, 40
"""Of sentences: how many at least; different words and labels at most; words of the longest; letters of the
longest word or label."""
MOST_NUMBERS = 20_000_000
"""Inputs of all samples together, 160 MB: samples times steps of the longest times columns."""
TOLERANCE = 0.25
"""A prediction is right if it misses by less than this part of the column's spread."""


def labelled_task(name: str, sentences: Sequence[Labelled], seed: int = 0) -> Task:
    """Many to one: which label has a sentence? A quarter of them, drawn by the seed, is held out.

    A sentence that comes twice counts once. Raises TaskError, with what the limit is, where there are too few
    sentences or labels, too many words, or where one sentence has two labels.
    """
    found = _without_repeats(sentences)
    words = tuple(dict.fromkeys(word for sentence, _ in found for word in sentence))
    labels = tuple(dict.fromkeys(label for _, label in found))
    _check(found, words, labels)
    order = generator(seed, "own sentences").permutation(len(found))
    rows = [Sentence(s, (*[-1] * (len(s) - 1), labels.index(label))) for s, label in (found[i] for i in order)]
    held = max(2, len(rows) // 4)
    train, heldout = (sentence_data(part, words, "last") for part in (rows[held:], rows[:held]))
    return Task(name, "", seed, train, heldout, "softmax", "cross_entropy", len(labels), words, labels)


def _without_repeats(sentences: Sequence[Labelled]) -> list[Labelled]:
    known: dict[tuple[str, ...], str] = {}
    for words, label in sentences:
        if words and known.setdefault(words, label) != label:
            raise TaskError("own.twice", sentence=" ".join(words)[:60], one=known[words], other=label)
    return list(known.items())


def _check(found: list[Labelled], words: tuple[str, ...], labels: tuple[str, ...]) -> None:
    if len(found) < LEAST_SENTENCES:
        raise TaskError("own.few", count=len(found), least=LEAST_SENTENCES)
    if not 2 <= len(labels) <= MOST_CLASSES:
        raise TaskError("own.labels", count=len(labels), most=MOST_CLASSES)
    if len(words) > MOST_WORDS:
        raise TaskError("own.words", count=len(words), most=MOST_WORDS)
    wide = next((word for word in (*words, *labels) if len(word) > LETTERS), "")
    if wide:
        raise TaskError("own.letters", word=wide[:LETTERS], most=LETTERS)
    longest = max(len(sentence) for sentence, _ in found)
    if longest > LONGEST:
        raise TaskError("own.long", count=longest, most=LONGEST)
    _check_room(longest * len(found) * len(words))


def _check_room(numbers: int) -> None:
    if numbers > MOST_NUMBERS:
        raise TaskError("own.large", count=numbers, most=MOST_NUMBERS)


def column_task(name: str, table: Array, names: Sequence[str], target: int, steps: int = 20, seed: int = 0) -> Task:
    """A table (rows, columns), a row after another in time: what will one column be in the next row?

    Stretches of `steps` rows, the last quarter of the rows held out: what is predicted was never seen. Every column
    is brought to mean 0 and spread 1 by the rows that are trained on. Right is what misses by less than a quarter of
    the spread; the first fifth of a stretch does not count. Raises TaskError.
    """
    rows, columns = np.asarray(table, float), len(names)
    if rows.ndim != 2 or rows.shape[1] != columns or not np.isfinite(rows).all():
        raise TaskError("own.table")
    if not 0 <= target < columns:
        raise TaskError("own.column", target=target, last=columns - 1)
    at_least("steps", steps, 5)
    edge, least = len(rows) * 3 // 4, 8 * steps + 1
    if len(rows) < least:  # two stretches and the row after them in the last quarter
        raise TaskError("own.rows", count=len(rows), least=least)
    spread = rows[:edge].std(axis=0)
    if spread[target] == 0.0:
        raise TaskError("own.constant", name=names[target])
    scaled = (rows - rows[:edge].mean(axis=0)) / np.where(spread > 0.0, spread, 1.0)
    return Task(
        name, "", seed, _stretches(scaled[:edge], target, steps), _stretches(scaled[edge:], target, steps),
        "identity", "squared", 1, tuple(names), tolerance=TOLERANCE,
    )  # fmt: skip


def _stretches(rows: Array, target: int, steps: int) -> Data:
    """Stretches that begin a quarter of their length apart, and the target column one row later."""
    begins = np.arange(0, len(rows) - steps, max(1, steps // 4))
    _check_room(len(begins) * steps * rows.shape[1])
    place = np.arange(steps)[:, None] + begins
    at = np.repeat(np.arange(steps)[:, None] >= steps // 5, len(begins), axis=1)
    return as_data(rows[place].copy(), rows[place + 1][..., [target]].copy(), None, at)
