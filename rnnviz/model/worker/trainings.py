"""Jobs about a task: training a network on it, and what a network answers to its held-out sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from time import monotonic

from rnnviz.engine import Layer
from rnnviz.engine.language.ops import Array
from rnnviz.engine.training.optimise import Moments
from rnnviz.engine.training.record import Recorded, recording
from rnnviz.engine.training.train import Recipe, beginning
from rnnviz.model.trained.course import Course, task_network
from rnnviz.model.trained.heldout import HeldOut, answered
from rnnviz.model.trained.learned import Learned, plain, task_of
from rnnviz.model.worker.jobs import Job

EVERY = 0.05
"""Seconds between two reports: a quick training would send a thousand a second, and nobody sees more than twenty."""


@dataclass(frozen=True, slots=True, eq=False)
class Pupil:
    """A network of a task as plain data; the task itself is made again from its name."""

    learned: Learned
    layers: tuple[Layer, ...]
    params: Mapping[str, Array]
    dtype: str


def training_job(course: Course, how: Recipe, count: int) -> Job:
    """So many updates after the last one of a course."""
    state = course.record.state(course.last)
    asked = Pupil(plain(course.learned), tuple(c.layer for c in course.layers), state.params, course.dtype)
    return Job("training", (asked, how, course.last, state.moments, course.sample, count))


def trained(
    asked: Pupil, how: Recipe, step: int, moments: Moments, sample: int | None, count: int
) -> Iterator[tuple[Recorded, ...]]:
    """So many updates after `step` of them, some at a time. moments: what the optimiser remembered then, () where it
    begins anew; sample: the held-out one that is watched."""
    task = task_of(asked.learned)
    assert task is not None
    network = task_network(task, asked.layers, asked.params, asked.dtype)
    state = replace(beginning(network, how), step=step)
    if len(moments) == how.rule.moments:
        state = replace(state, moments=moments)
    made: list[Recorded] = []
    due = 0.0
    for entry in islice(recording(network, task, how, state, sample), count):
        made.append(entry)
        if monotonic() >= due:
            yield tuple(made)
            made, due = [], monotonic() + EVERY
    if made:
        yield tuple(made)


def held_out(asked: Pupil) -> HeldOut:
    """What the network says to the held-out sentences."""
    task = task_of(asked.learned)
    assert task is not None
    return answered(task_network(task, asked.layers, asked.params, asked.dtype), task)
