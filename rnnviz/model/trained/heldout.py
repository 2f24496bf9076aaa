"""What a network answers to the held-out sentences of its task, and which of the answers are right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rnnviz.engine.language.ops import Array
from rnnviz.engine.networks.network import Network
from rnnviz.engine.training.task import Task
from rnnviz.engine.training.train import judge
from rnnviz.model.figures.numbers import short
from rnnviz.model.trained.learned import answers_of, targets_of


@dataclass(frozen=True, slots=True, eq=False)
class HeldOut:
    """right: (B,) whether every answer that counts is; said: the last one that counts, or of a sentence that is not
    wholly right the first wrong one, at these 0-based `steps`; wanted: what would have been right; sure: its p, or NaN
    where answers are numbers; accuracy: share of all right answers."""

    right: Array
    steps: Array
    said: tuple[str, ...]
    wanted: tuple[str, ...]
    sure: Array
    accuracy: float

    @property
    def count(self) -> int:
        """Sentences that are wholly right."""
        return int(self.right.sum())


def answered(network: Network, task: Task) -> HeldOut:
    """What the network says to each held-out sample."""
    data, judged = task.heldout, judge(network, task, task.heldout)
    steps = np.array([_told(judged.right[:, n], judged.counted[:, n]) for n in range(data.samples)])
    rows = judged.outputs[steps, np.arange(data.samples)]
    wanted = tuple(_wanted(task, n, int(step)) for n, step in enumerate(steps))
    said, sure = _said(task, rows)
    return HeldOut(judged.samples, steps, said, wanted, sure, judged.accuracy)


def _told(right: Array, counted: Array) -> int:
    """The step of the answer that stands for a sentence."""
    wrong = np.flatnonzero(counted & ~right)
    return int(wrong[0] if wrong.size else np.flatnonzero(counted)[-1])


def _said(task: Task, rows: Array) -> tuple[tuple[str, ...], Array]:
    if task.loss != "cross_entropy":
        return tuple(numbers_text(row) for row in rows), np.full(len(rows), np.nan)
    names = answers_of(task)
    return tuple(names[int(row.argmax())] for row in rows), rows.max(axis=-1)


def _wanted(task: Task, sample: int, step: int) -> str:
    target = next(target for target in targets_of(task, task.heldout, sample) if target.step == step)
    return target.answer or numbers_text(target.values)


def numbers_text(values: Sequence[float] | Array) -> str:
    """The numbers of one answer; of many the first two."""
    texts = [short(float(value)) for value in values[:2]]
    return "  ".join((*texts, "…") if len(values) > 2 else texts)
