"""What the network answers to every sequence of a batch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rnnviz.engine import run_network
from rnnviz.model.answers.answers import Answers, answers_of
from rnnviz.model.batch.sentences import samples_of, with_sentence
from rnnviz.model.figures.numbers import short
from rnnviz.model.setup.setup import Setup

SHOWN = 80
"""Characters of a sequence in a list."""


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """steps: its length; said: the last answer that counts, "" without a read-out; right: of all that count; None
    where nobody can say."""

    text: str
    steps: int
    said: str = ""
    wanted: str = ""
    right: bool | None = None


def overview(setup: Setup) -> Iterator[OverviewRow]:
    """One row for each sequence, run when it is asked for. EngineError where the network cannot be run."""
    for number, row in enumerate(unanswered(setup)):
        yield _answered(with_sentence(setup, number), row)


def unanswered(setup: Setup) -> tuple[OverviewRow, ...]:
    """The same rows, of which nothing has been run yet."""
    return tuple(OverviewRow(each.sequence.short(SHOWN), each.sequence.steps) for each in samples_of(setup))


def _answered(setup: Setup, row: OverviewRow) -> OverviewRow:
    answers = answers_of(setup, run_network(setup.network())) if setup.readout is not None else None
    if answers is None:
        return row
    counted = setup.loss.counted(setup.steps)
    step = counted[-1]
    judged = [answers.right(each) for each in counted]
    right = None if None in judged else all(judged)
    return replace(row, said=_said(answers, step), wanted=_wanted(answers, step), right=right)


def _said(answers: Answers, step: int) -> str:
    return answers.names[answers.said(step)] if answers.classes else _numbers(answers.p[step].tolist())


def _wanted(answers: Answers, step: int) -> str:
    if not answers.has_target(step):
        return ""
    target = answers.target(step)
    return answers.names[target] if target is not None else _numbers(answers.wanted[step].tolist())


def _numbers(values: list[float]) -> str:
    return " ".join(short(value) for value in values)
