"""What really came next in a series, where its task knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from rnnviz.model.setup.answer import Target
from rnnviz.model.setup.setup import Setup
from rnnviz.model.trained.learned import plain, targets_of, task_of

if TYPE_CHECKING:
    from rnnviz.engine.training.task import Task


def truth_of(setup: Setup) -> tuple[Target, ...]:
    """What is right at every step of the task's series that begins as the typed one does; () where there is none."""
    rows = setup.sequence.rows[: setup.typed]
    task = task_of(plain(setup.learned)) if setup.learned is not None else None
    if not rows or task is None:
        return ()
    number = beginning(task, rows)
    return () if number is None else targets_of(task, task.heldout, number)


def beginning(task: Task, typed: Sequence[Sequence[float]]) -> int | None:
    """The held-out sample that begins with these rows."""
    inputs, rows = task.heldout.inputs, np.array(typed)
    if rows.shape[0] > len(inputs) or rows.shape[1] != inputs.shape[-1]:
        return None
    same = (inputs[: len(rows)] == rows[:, None]).all(axis=(0, 2))
    return int(np.argmax(same)) if same.any() else None
