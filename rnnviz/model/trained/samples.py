"""The held-out sentences of the task a network was trained on, one of which stands on the tape, whatever its length."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rnnviz.model.prediction.opened import foretold
from rnnviz.model.prediction.truth import beginning
from rnnviz.model.setup.answer import Loss
from rnnviz.model.setup.setup import Setup
from rnnviz.model.trained.learned import plain, targets_of, task_of
from rnnviz.model.trained.of_task import sequence_of

if TYPE_CHECKING:
    from rnnviz.engine.training.task import Task


def _task(setup: Setup) -> Task | None:
    return task_of(plain(setup.learned)) if setup.learned is not None else None


def sample_count(setup: Setup) -> int:
    """How many held-out sentences there are; 0 where the weights are of no task."""
    task = _task(setup)
    return 0 if task is None else task.heldout.samples


def sample_at(setup: Setup) -> int | None:
    """Which of them is on the tape, counted from 0; None where it is another one."""
    task, sequence = _task(setup), setup.sequence
    if task is None:
        return None
    if setup.prediction.written and sequence.rows:
        return beginning(task, sequence.rows[: setup.typed])
    for number in range(task.heldout.samples):
        same_length = int(task.heldout.lengths[number]) == sequence.steps
        if same_length and sequence_of(task, task.heldout, number) == sequence:
            return number
    return None


def with_sample(setup: Setup, number: int) -> Setup:
    """The setup on one of them, with what is right in it; of a series the network foretells the end.

    Sequences of one's own are put away.
    """
    task = _task(setup)
    if task is None:
        return setup
    targets = targets_of(task, task.heldout, number)
    changed = replace(setup, batch=None).with_sequence(sequence_of(task, task.heldout, number))
    loss = Loss.of(task.loss, tuple(target.step for target in targets), changed.steps)
    return foretold(replace(changed, targets=targets, loss=loss))
