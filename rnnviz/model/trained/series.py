"""The curves of a training over its updates, and which words of a sentence carry its fact: what its face draws."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnnviz.engine.language.ops import Array
from rnnviz.engine.training.record import Record
from rnnviz.engine.training.task import Task


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """steps: the updates that are kept (n,); loss, right: of their batches; norm: of the whole gradient before
    clipping, after: with it. looks: updates after which the held-out samples were answered (m,), with their loss and
    share of right answers."""

    steps: Array
    loss: Array
    right: Array
    norm: Array
    after: Array
    looks: Array
    looked_loss: Array
    looked_right: Array

    @classmethod
    def of(cls, record: Record) -> Series:
        """The curves of a record."""
        kept, looks = record.kept, record.looks
        rows = [(e.step, e.score.loss, e.score.accuracy, e.grad_norm, e.clipped_norm) for e in kept]
        seen = [(step, found.loss, found.accuracy) for step, found in looks]
        return cls(*np.array(rows, float).reshape(-1, 5).T, *np.array(seen, float).reshape(-1, 3).T)

    @property
    def cut(self) -> int:
        """Updates whose gradient was clipped."""
        return int((self.after < self.norm).sum())

    def index(self, step: int) -> int | None:
        """Where the latest update that is no later stands among the kept ones; None before the first."""
        place = int(np.searchsorted(self.steps, step, "right")) - 1
        return place if place >= 0 else None

    def look(self, step: int) -> int | None:
        """The same among the looks at the held-out samples."""
        place = int(np.searchsorted(self.looks, step, "right")) - 1
        return place if place >= 0 else None


def fact_of(task: Task, sample: int) -> tuple[int | None, tuple[int, ...]]:
    """The step at which a held-out sentence says the fact that is asked for, and the steps of its rivals: other words
    that could be one. None and none where the task states no facts."""
    data = task.heldout
    if data.facts is None or not task.fact_names:
        return None, ()
    words = task.words(data, sample)
    told, end = data.facts[:, sample], int(data.lengths[sample]) - 1
    name = task.fact_names[int(told[end])]
    named = [step for step, word in enumerate(words) if word in task.fact_names]
    fact = next((step for step in named if words[step] == name), None)
    return fact, tuple(step for step in named if step != fact)
