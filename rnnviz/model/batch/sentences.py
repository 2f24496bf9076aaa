"""The sequences of a batch on the tape, one at a time; typed lines become a batch."""

from __future__ import annotations

from dataclasses import replace

from rnnviz.model.batch.batch import TAB, Sample, batch_of, parsed
from rnnviz.model.figures.numbers import read_number
from rnnviz.model.setup.answer import Loss, Target
from rnnviz.model.setup.own_sequence import with_own_sequence
from rnnviz.model.setup.sequence import Sequence, SequenceError
from rnnviz.model.setup.setup import Setup


def with_lines(setup: Setup, text: str) -> Setup:
    """The setup on typed lines, the first on the tape: a sequence each, behind a tab the answer to its last step.

    One line is a sequence without a batch. SequenceError says which line is wrong.
    """
    alone = _alone(setup)
    samples = [_sample(alone, number, *line) for number, line in enumerate(parsed(text), 1)]
    batch = batch_of(samples) if len(samples) > 1 else None
    return _asked(with_own_sequence(alone, samples[0].sequence).with_batch(batch), samples[0])


def lines_of(setup: Setup) -> str:
    """The sequences as they would be typed, one a line, with the answers to their last steps."""
    return "\n".join(_line(setup, sample) for sample in samples_of(setup))


def samples_of(setup: Setup) -> tuple[Sample, ...]:
    """All sequences of a setup, the one on the tape as it is now; what the network wrote belongs to none."""
    batch, here = setup.batch, _present(setup)
    if batch is None:
        return (here,)
    return (*batch.samples[: batch.place], here, *batch.samples[batch.place + 1 :])


def with_sentence(setup: Setup, number: int) -> Setup:
    """Another sequence of the batch on the tape, counted from 0."""
    if setup.batch is None or number == setup.batch.place:
        return setup
    batch = replace(setup.batch, samples=samples_of(setup), place=number)
    moved = replace(_alone(setup), batch=batch)
    return _asked(moved.with_sequence(batch.samples[number].sequence), batch.samples[number])


def _alone(setup: Setup) -> Setup:
    """The setup without twin and without what was written."""
    return replace(setup.with_twin(None), prediction=setup.prediction.unwritten)


def _present(setup: Setup) -> Sample:
    typed, given = setup.typed, setup.sequence
    sequence = replace(given, words=given.words[:typed], rows=given.rows[:typed])
    targets = tuple(target for target in setup.targets if target.step < typed + setup.silent)
    loss = setup.loss.within(typed + setup.silent).asked(targets, typed + setup.silent)
    return Sample(sequence, targets, loss, setup.twin)


def _asked(setup: Setup, sample: Sample) -> Setup:
    """The setup with what is right in a sample, as far as its read-out can say it."""
    steps = setup.steps
    targets = tuple(t for t in sample.targets if t.step < steps and _said(setup, t))
    loss = sample.loss.within(steps).asked(targets, steps)
    return replace(setup, targets=targets, loss=loss).with_twin(sample.twin)


def _said(setup: Setup, target: Target) -> bool:
    if setup.readout is None:
        return False
    if target.answer:
        return target.answer in setup.readout.answers
    return len(target.values) == len(setup.readout.answers)


def _sample(setup: Setup, number: int, sequence: Sequence, answer: str) -> Sample:
    """A typed line, checked as if it alone were typed."""
    read = with_own_sequence(setup, sequence)
    if not answer:
        return Sample(read.sequence, read.targets, read.loss)
    target = _target(setup, number, read.sequence.steps - 1, answer)
    targets = (*(t for t in read.targets if t.step != target.step), target)
    kind = "cross_entropy" if target.answer else "squared"
    counted = read.loss.counted(read.steps) if read.loss.kind == kind else ()
    loss = Loss.of(kind, tuple(sorted({*counted, target.step})), read.steps)
    return Sample(read.sequence, targets, loss.asked(targets, read.steps))


def _target(setup: Setup, number: int, step: int, answer: str) -> Target:
    readout = setup.readout
    if readout is None:
        raise SequenceError("batch.readout", number=number)
    if readout.kind == "softmax" and answer in readout.answers:
        return Target(step, answer)
    values = [read_number(token) for token in answer.split()]
    if readout.kind == "softmax" or len(values) != len(readout.answers) or None in values:
        raise SequenceError("batch.answer", number=number, answer=answer[:40])
    return Target(step, values=tuple(value for value in values if value is not None))


def _line(setup: Setup, sample: Sample) -> str:
    target = next((t for t in sample.targets if t.step == sample.sequence.steps - 1), None)
    answer = "" if target is None else target.answer or " ".join(map(str, target.values))
    return sample.sequence.text() + (TAB + answer if answer else "")
