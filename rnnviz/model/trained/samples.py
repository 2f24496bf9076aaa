"""The held-out sentences of the task a network was trained on, one of which stands on the tape, whatever its length."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from rnnviz.model.setup.answer import Loss
from rnnviz.model.setup.setup import Setup
from rnnviz.model.trained.learned import Learned, targets_of
from rnnviz.model.trained.of_task import sequence_of

if TYPE_CHECKING:
    from rnnviz.engine.training.task import Task


@lru_cache(maxsize=2)
def task_of(learned: Learned) -> Task | None:
    """The task itself; None where this rnnviz has none of that name."""
    from rnnviz.engine.errors import EngineError  # whoever shows no trained network waits for none of this
    from rnnviz.engine.training.tasks import build_task

    try:
        return build_task(learned.task, learned.seed, **dict(learned.settings))
    except EngineError:
        return None


def sample_count(setup: Setup) -> int:
    """How many held-out sentences there are; 0 where the weights are of no task."""
    task = task_of(replace(setup.learned, touched=False)) if setup.learned is not None else None
    return 0 if task is None else task.heldout.samples


def sample_at(setup: Setup) -> int | None:
    """Which of them is on the tape, counted from 0; None where it is another one."""
    for number in range(sample_count(setup)):
        if _same_length(setup, number) and with_sample(setup, number).sequence == setup.sequence:
            return number
    return None


def _same_length(setup: Setup, number: int) -> bool:
    task = task_of(replace(setup.learned, touched=False)) if setup.learned is not None else None
    return task is not None and int(task.heldout.lengths[number]) == setup.sequence.steps


def with_sample(setup: Setup, number: int) -> Setup:
    """The setup on one of them, with what is right in it."""
    task = task_of(replace(setup.learned, touched=False)) if setup.learned is not None else None
    if task is None:
        return setup
    targets = targets_of(task, task.heldout, number)
    changed = setup.with_sequence(sequence_of(task, task.heldout, number))
    loss = Loss.of(task.loss, tuple(target.step for target in targets), changed.steps)
    return replace(changed, targets=targets, loss=loss)
