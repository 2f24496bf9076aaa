"""Which sequence of several is on the tape: of one's own, else of the held-out ones of the task that was trained."""

from __future__ import annotations

from rnnviz.model.batch.sentences import with_sentence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.trained.samples import sample_at, sample_count, with_sample


def count(setup: Setup) -> int:
    """How many there are; 0 where the sequence is alone."""
    if setup.batch is not None:
        return len(setup.batch.samples)
    return sample_count(setup) if setup.learned is not None else 0


def place(setup: Setup) -> int | None:
    """Which of them, counted from 0; None where it is none of the task's."""
    return sample_at(setup) if setup.batch is None else setup.batch.place


def turned_to(setup: Setup, number: int) -> Setup:
    """The setup on one of them."""
    return with_sample(setup, number) if setup.batch is None else with_sentence(setup, number)
