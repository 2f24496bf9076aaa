"""Sequences whose right answers are what comes next in them: the next word, the next number."""

from __future__ import annotations

from collections.abc import Sequence as Many
from dataclasses import replace

from rnnviz.model.setup.answer import Loss, Readout, Target
from rnnviz.model.setup.sequence import Sequence


def next_targets(words: Many[str], answers: Many[str]) -> tuple[Target, ...]:
    """At every step the word that follows, where that can be answered."""
    return tuple(Target(step, word) for step, word in enumerate(words[1:]) if word in answers)


def asks_next(targets: Many[Target], sequence: Sequence) -> bool:
    """Whether what is right is what comes next in the sequence, wherever something does."""
    inside = [target for target in targets if target.step + 1 < sequence.steps]
    if sequence.words:
        return bool(inside) and all(target.answer == sequence.words[target.step + 1] for target in inside)
    rows = sequence.rows
    return bool(inside) and bool(rows) and all(target.values == rows[target.step + 1] for target in inside)


def speaks_its_words(readout: Readout | None, words: Many[str]) -> bool:
    """Whether every answer is a word that can be read again."""
    return readout is not None and readout.kind == "softmax" and set(readout.answers) <= set(words)


def loss_like(loss: Loss, before: Many[Target], old: int, after: Many[Target], new: int) -> Loss:
    """The same loss with other targets: at all of them where it counted at all, else where it counted."""
    if loss.kind == "sum" or not {target.step for target in before} <= set(loss.counted(old)):
        return loss
    return Loss.of(loss.kind, tuple(target.step for target in after), new) if after else loss


def forgotten(old: Sequence, written: int, new: Sequence) -> Sequence:
    """A retyped sequence without what the network had written behind the first step that is another one now."""
    typed = old.steps - written
    before, now = old.words or old.rows, new.words or new.rows
    if not written or old.kind != new.kind or new.generated:
        return new
    differs = next((t for t, (a, b) in enumerate(zip(before, now, strict=False)) if a != b), min(len(before), len(now)))
    retyped = len(now) == len(before) and now[differs + 1 :] == before[differs + 1 :]
    if differs >= typed and retyped:
        return _first(new, min(differs + 1, len(now)))
    same_end = len(now) > written and now[-written:] == before[-written:]
    return _first(new, len(now) - written) if differs < typed and same_end else new


def _first(sequence: Sequence, count: int) -> Sequence:
    return replace(sequence, words=sequence.words[:count], rows=sequence.rows[:count])
