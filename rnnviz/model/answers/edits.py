"""What a hand changes of what is asked: which steps count, what is right, the twin."""

from __future__ import annotations

from dataclasses import replace

from rnnviz.model.answers.answer_text import AnswerTextError, check_answer
from rnnviz.model.batch.batch import Batch
from rnnviz.model.setup.answer import Loss, Target
from rnnviz.model.setup.setup import Setup


def counting(setup: Setup, first: int, last: int, on: bool) -> Setup:
    """The steps first..last count towards the loss, or do not; one at least always does.

    A loss that compares only counts where something is right.
    """
    known = {target.step for target in setup.targets}
    chosen = {t for t in range(first, last + 1) if not on or setup.loss.kind == "sum" or t in known}
    counted = set(setup.loss.counted(setup.steps))
    counted = counted | chosen if on else counted - chosen
    if not counted:
        return setup
    return replace(setup, loss=Loss.of(setup.loss.kind, tuple(sorted(counted)), setup.steps))


def counted_at(setup: Setup, at: str) -> Setup:
    """The loss at the last step, or at every one, that has something right to compare with."""
    known = sorted(target.step for target in setup.targets)
    if setup.loss.kind == "sum" or not known or setup.prediction.made == 0:
        return replace(setup, loss=replace(setup.loss, at=at))
    given = [step for step in known if step < setup.typed] or known
    return replace(setup, loss=Loss.of(setup.loss.kind, tuple(given if at == "every" else given[-1:]), setup.steps))


def toggled(setup: Setup, step: int) -> Setup:
    """One step counts, or no longer."""
    return counting(setup, step, step, step not in setup.loss.counted(setup.steps))


def with_target(setup: Setup, target: Target) -> Setup:
    """What is right at a step, which then counts; the first target makes a loss that compares of a sum."""
    assert setup.readout is not None
    others = [t for t in setup.targets if t.step != target.step]
    targets = tuple(sorted((*others, target), key=lambda t: t.step))
    kind = "cross_entropy" if setup.readout.kind == "softmax" else "squared"
    before = setup.loss.counted(setup.steps) if setup.loss.kind == kind else ()
    loss = Loss.of(kind, tuple(sorted({*before, target.step})), setup.steps)
    return replace(setup, targets=targets, loss=loss)


def with_answer_named(setup: Setup, number: int, name: str) -> Setup:
    """Another name for one of the answers, counted from 0, and for the targets that are it. AnswerTextError."""
    readout = setup.readout
    if readout is None or number >= len(readout.answers) or readout.answers[number] == name:
        return setup
    if setup.learned is not None:
        raise AnswerTextError("readout.learned")
    check_answer(name, readout.answers)
    old = readout.answers[number]
    answers = tuple(name if n == number else answer for n, answer in enumerate(readout.answers))
    twin = setup.twin and replace(setup.twin, targets=_renamed(setup.twin.targets, old, name))
    targets = _renamed(setup.targets, old, name)
    return replace(
        setup, readout=replace(readout, answers=answers), targets=targets, twin=twin,
        batch=setup.batch and _renamed_in(setup.batch, old, name),
    )  # fmt: skip


def _renamed_in(batch: Batch, old: str, new: str) -> Batch:
    """The same in every sequence beside."""
    return replace(batch, samples=tuple(replace(s, targets=_renamed(s.targets, old, new)) for s in batch.samples))


def _renamed(targets: tuple[Target, ...], old: str, new: str) -> tuple[Target, ...]:
    return tuple(replace(t, answer=new) if t.answer == old else t for t in targets)


def without_target(setup: Setup, step: int) -> Setup:
    """Nothing is right or wrong at a step; where nothing is right anywhere the loss is the sum of what is said."""
    targets = tuple(t for t in setup.targets if t.step != step)
    return replace(setup, targets=targets, loss=setup.loss.asked(targets, setup.steps))
