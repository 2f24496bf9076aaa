"""What is drawn from the seed, and what the words of a sequence are as numbers: kept, for a drag asks often."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnnviz.engine import Cell, Experiment
from rnnviz.engine.experiments.start import generator, seed_of
from rnnviz.engine.lazy import kept_within
from rnnviz.model.figures.numbers import short
from rnnviz.model.setup.sequence import Sequence


def drawn_params(
    cell: Cell, hidden: int, width: int, seed: int, owner: tuple[int, str], labels: tuple[str, ...] | None
) -> dict[str, NDArray[Any]]:
    """Initial parameters of a layer's direction, (layer, way), that reads `width` numbers, with these labels."""
    return dict(_drawn(cell, hidden, width, seed_of(seed, *owner), labels))


LABELLED = 8
"""Numbers of a step that are put into words."""
KEPT = 8_000_000
"""Bytes of drawn parameters, and of encoded sequences, kept for the next event of a drag."""


def _bytes_of(params: tuple[tuple[str, NDArray[np.float64]], ...]) -> int:
    return sum(array.nbytes for _, array in params)


@kept_within(KEPT, _bytes_of)
def _drawn(
    cell: Cell, hidden: int, width: int, seed: int, labels: tuple[str, ...] | None
) -> tuple[tuple[str, NDArray[np.float64]], ...]:
    zeros = np.zeros((1, width))
    exp = Experiment.build(cell, hidden, zeros, seed, labels=labels)
    return tuple(exp.params.items())


@kept_within(KEPT, lambda rows: int(rows.nbytes))
def one_hot(words: tuple[str, ...], vocabulary: tuple[str, ...]) -> NDArray[np.float64]:
    """A row per word with a one in the column of the word: (T, vocabulary)."""
    columns = {word: i for i, word in enumerate(vocabulary)}
    rows = np.zeros((len(words), len(columns)))
    rows[np.arange(len(words)), [columns[w] for w in words]] = 1.0
    return rows


@lru_cache(maxsize=64)
def step_labels(sequence: Sequence, seed: int, scale: float) -> tuple[str, ...]:
    """The word of every step, or its numbers times `scale`, of many the first."""
    if sequence.kind == "words":
        return sequence.words
    rows = sequence.signal(seed) * scale
    more = " …" if rows.shape[1] > LABELLED else ""
    return tuple(" ".join(short(v) for v in row) + more for row in rows[:, :LABELLED].tolist())


def word_vector(seed: int, word: str, size: int) -> NDArray[np.float64]:
    """A word's vector, drawn from the seed and the word alone: (size,)."""
    return generator(seed, "word vector", word).normal(size=size)
