"""A sequence of the user's own: the cell reads what was typed."""

from __future__ import annotations

from dataclasses import replace

from rnnviz.model.setup.sequence import Sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.trained.learned import START, Learned, lettered, rejoined


def with_own_sequence(setup: Setup, sequence: Sequence) -> Setup:
    """Another sequence, read as it was given: input scale 1, no silent steps.

    Where one step of the present sequence was retyped, scale and silence stay.
    """
    if setup.learned is not None and sequence.kind == "words":
        sequence = replace(sequence, words=_understood(sequence.words, setup.learned))
    changed = setup.with_sequence(sequence)
    if retyped(setup.sequence, sequence):
        return changed
    return replace(changed.with_silence(0), input_scale=1.0)


def _understood(words: tuple[str, ...], learned: Learned) -> tuple[str, ...]:
    """Typed words as the network's own: letters, words written without spaces, behind where its texts begin."""
    if learned.letters:
        return lettered(words, learned)
    if START in learned.words and words[:1] not in ((), (START,)):
        words = (START, *words)
    return rejoined(words, learned.words) if learned.words else words


def retyped(old: Sequence, new: Sequence) -> bool:
    """Whether at most one step differs."""
    if (old.kind, old.steps, old.width()) != (new.kind, new.steps, new.width()) or old.generated:
        return old == new
    pairs = zip(old.words or old.rows, new.words or new.rows, strict=True)
    return sum(a != b for a, b in pairs) <= 1
