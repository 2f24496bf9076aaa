"""A sequence of the user's own: the cell reads what was typed."""

from __future__ import annotations

from dataclasses import replace

from rnnviz.model.setup.sequence import Sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.trained.learned import START, lettered


def with_own_sequence(setup: Setup, sequence: Sequence) -> Setup:
    """Another sequence, read as it was given: input scale 1, no silent steps.

    Where one step of the present sequence was retyped, scale and silence stay.
    """
    if setup.learned is not None and setup.learned.letters and sequence.kind == "words":
        sequence = replace(sequence, words=lettered(sequence.words, setup.learned))
    elif setup.learned is not None and START in setup.learned.words and sequence.words[:1] not in ((), (START,)):
        sequence = replace(sequence, words=(START, *sequence.words))
    changed = setup.with_sequence(sequence)
    if retyped(setup.sequence, sequence):
        return changed
    return replace(changed.with_silence(0), input_scale=1.0)


def retyped(old: Sequence, new: Sequence) -> bool:
    """Whether at most one step differs."""
    if (old.kind, old.steps, old.width()) != (new.kind, new.steps, new.width()) or old.generated:
        return old == new
    pairs = zip(old.words or old.rows, new.words or new.rows, strict=True)
    return sum(a != b for a, b in pairs) <= 1
