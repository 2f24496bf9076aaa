"""What stands beside a setup: its sentence with other words, and the same network without its memory."""

from __future__ import annotations

from dataclasses import replace

from rnnviz.model.answers.answer_text import MAX_ANSWERS, AnswerTextError
from rnnviz.model.setup.answer import Loss, Readout, Target
from rnnviz.model.setup.sequence import words_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.trained.twin import Twin


def with_swap(setup: Setup, step: int, word: str) -> Setup:
    """Another word at a step of the twin; the sentence's own word takes it back. SequenceError."""
    swaps = dict(setup.twin.swaps if setup.twin else ()) | {step: word}
    words = setup.sequence.words
    setup.checked(words_sequence([*words[:step], word, *words[step + 1 :]]))
    return setup.with_twin(Twin(tuple(sorted(swaps.items()))).judged(words, setup.targets, setup.learned))


def twin_of(setup: Setup) -> Setup | None:
    """The setup that reads the twin; None where there is none. Its loss counts where its targets are known."""
    if setup.twin is None:
        return None
    sequence = replace(setup.sequence, words=setup.twin.words(setup.sequence.words))
    targets = setup.twin.targets
    loss = setup.loss.asked(targets, setup.steps)
    return setup.reworded(replace(setup, sequence=sequence, targets=targets, loss=loss, twin=None))


def swapped(setup: Setup) -> Setup:
    """Sentence and twin change places."""
    other = twin_of(setup)
    if other is None or setup.twin is None:
        return setup
    back = tuple((step, setup.sequence.words[step]) for step, _ in setup.twin.swaps)
    changed = replace(other, twin=Twin(back, setup.targets)).with_weights(given=setup.weights.given)
    return setup.reworded(changed)


def without_memory(setup: Setup) -> Setup:
    """The same network with recurrence off: U = 0."""
    return setup.with_weights(gain=0.0)


def with_next_word(setup: Setup) -> Setup:
    """A read-out whose answers are the words there are, asked at every step for the word that follows.

    AnswerTextError where the sequence has no words, or there are too many different ones.
    """
    words, known = setup.sequence.words, setup.vocabulary
    if not words:
        raise AnswerTextError("next.words")
    names = known if len(known) <= MAX_ANSWERS else tuple(dict.fromkeys(words))
    if len(names) > MAX_ANSWERS:
        raise AnswerTextError("readout.count", limit=MAX_ANSWERS)
    targets = tuple(Target(step, word) for step, word in enumerate(words[1:]))
    asked = setup.with_readout(Readout("softmax", names))
    loss = Loss.of("cross_entropy", tuple(range(len(targets))), setup.steps) if targets else Loss()
    return replace(asked, targets=targets, loss=loss)
