"""The held-out sentences of a task as rows to be read: their words, and which of them carry the fact that is asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from rnnviz.engine.training.task import Task
from rnnviz.model.trained.heldout import HeldOut
from rnnviz.model.trained.learned import spelled, words_of
from rnnviz.model.trained.of_task import sequence_of
from rnnviz.model.trained.series import fact_of


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """words: of words or letters, or one text of numbers; fact: the word that is asked for, None where none is;
    rivals: others that it could have been."""

    words: tuple[str, ...]
    fact: int | None = None
    rivals: tuple[int, ...] = ()

    def from_word(self, first: int) -> SentenceRow:
        """The row without the words before one."""
        fact = None if self.fact is None else self.fact - first
        return replace(self, words=self.words[first:], fact=fact, rivals=tuple(r - first for r in self.rivals))


@lru_cache(maxsize=2)
def sentence_rows(task: Task) -> tuple[SentenceRow, ...]:
    """One row for every held-out sample."""
    return tuple(_row(task, sample) for sample in range(task.heldout.samples))


def _row(task: Task, sample: int) -> SentenceRow:
    if not spelled(task):
        return SentenceRow((sequence_of(task, task.heldout, sample).short(80),))
    return SentenceRow(words_of(task, task.heldout, sample), *fact_of(task, sample))


def order_of(found: HeldOut, wrong_first: bool) -> tuple[int, ...]:
    """The samples in the order of the list."""
    if not wrong_first:
        return tuple(range(len(found.right)))
    return tuple(int(n) for n in np.argsort(found.right, kind="stable"))
