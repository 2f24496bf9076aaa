"""Several sequences of one's own, of any lengths, for one network: which there are, and which is on the tape."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from rnnviz.model.setup.answer import Loss, Target
from rnnviz.model.setup.sequence import (
    BASE_WORDS,
    MAX_STEPS,
    MAX_VOCABULARY,
    Sequence,
    SequenceError,
    parse_sequence,
)
from rnnviz.model.trained.twin import Twin

MOST = 64
"""Sequences in a batch."""
MOST_STEPS = 4 * MAX_STEPS
"""Steps of all of them together."""
TAB = "\t"


@dataclass(frozen=True, slots=True)
class Sample:
    """One sequence of a batch, with what is right in it, where its loss counts, and its twin."""

    sequence: Sequence
    targets: tuple[Target, ...] = ()
    loss: Loss = field(default_factory=Loss)
    twin: Twin | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """samples: all of them; of the one at `place`, which is on the tape, the setup itself says what it is now."""

    samples: tuple[Sample, ...]
    place: int = 0

    def with_sequence(self, sequence: Sequence) -> Batch | None:
        """Another sequence at the place on the tape; None where one network could not read all of them any more."""
        here = replace(self.samples[self.place], sequence=sequence)
        changed = replace(self, samples=(*self.samples[: self.place], here, *self.samples[self.place + 1 :]))
        return changed if not sequence.generated and alike(changed.sequences) and changed.fits else None

    @property
    def sequences(self) -> tuple[Sequence, ...]:
        return tuple(sample.sequence for sample in self.samples)

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the presets and those of every sequence, each once."""
        return tuple(dict.fromkeys((*BASE_WORDS, *(word for each in self.sequences for word in each.words))))

    @property
    def fits(self) -> bool:
        """Whether it is within the limits."""
        steps = sum(each.steps for each in self.sequences)
        return 2 <= len(self.samples) <= MOST and steps <= MOST_STEPS and len(self.words) <= MAX_VOCABULARY


def alike(sequences: Iterable[Sequence]) -> bool:
    """Whether one network can read all of them: all are words, or all are as many numbers a step."""
    kinds = {("words", 0) if each.words else ("numbers", each.width()) for each in sequences}
    return len(kinds) == 1


def batch_of(samples: Iterable[Sample]) -> Batch:
    """A batch; SequenceError where there are too many, or too much in them, or they are not of one kind."""
    batch = Batch(tuple(samples))
    if len(batch.samples) > MOST:
        raise SequenceError("batch.many", count=len(batch.samples), limit=MOST)
    if any(each.generated for each in batch.sequences) or not alike(batch.sequences):
        raise SequenceError("batch.kinds")
    if not batch.fits:
        steps = sum(each.steps for each in batch.sequences)
        key, limit = ("batch.steps", MOST_STEPS) if steps > MOST_STEPS else ("vocabulary.many", MAX_VOCABULARY)
        raise SequenceError(key, limit=limit)
    return batch


def parsed(text: str) -> tuple[tuple[Sequence, str], ...]:
    """Typed lines as sequences, each with what stands behind a tab: the answer to its last step, or "".

    SequenceError says in which line something is wrong.
    """
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not lines:
        raise SequenceError("sequence.empty")
    return tuple(_parsed(number, line) for number, line in lines)


def _parsed(number: int, line: str) -> tuple[Sequence, str]:
    words, _, answer = line.partition(TAB)
    try:
        return parse_sequence(words), answer.strip()
    except SequenceError as error:
        raise SequenceError("batch.line", number=number, why=error.message) from None
