"""A read-out, targets and a twin as short texts, as a command line names them."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from rnnviz.engine.errors import Refusal, suggestion
from rnnviz.model.figures.numbers import read_number
from rnnviz.model.messages import ENGLISH
from rnnviz.model.setup.answer import READOUT_KINDS, Loss, Readout, Target
from rnnviz.model.setup.sequence import MAX_WORD, parse_sequence
from rnnviz.model.setup.setup import Setup
from rnnviz.model.trained.twin import Twin

MAX_ANSWERS = 64
NONE = "-"
"""Stands for a step without a target."""


class AnswerTextError(Refusal):
    """A text that says no read-out, no targets or no twin; `str(error)` is the rest of a sentence."""

    TEXTS: ClassVar = ENGLISH


def parse_readout(text: str) -> Readout:
    """ "softmax:other,destination" names the answers, "identity:2" says how many numbers. AnswerTextError."""
    kind, _, rest = text.partition(":")
    if kind not in READOUT_KINDS:
        raise AnswerTextError("readout.kind", kind=kind, known=READOUT_KINDS)
    if kind == "identity" and rest.strip().isdecimal():
        names = tuple(f"y{i + 1}" for i in range(min(int(rest), MAX_ANSWERS + 1)))
    else:
        names = tuple(name.strip() for name in rest.split(",") if name.strip())
    if not 1 <= len(names) <= MAX_ANSWERS:
        raise AnswerTextError("readout.count", limit=MAX_ANSWERS)
    long = next((name for name in names if len(name) > MAX_WORD), None)
    if long is not None:
        raise AnswerTextError("readout.long", name=long[:MAX_WORD], limit=MAX_WORD)
    if len(set(names)) < len(names):
        raise AnswerTextError("readout.twice", name=next(name for name in names if names.count(name) > 1))
    return Readout(kind, names)


def check_answer(name: str, others: tuple[str, ...]) -> None:
    """AnswerTextError where an answer beside others cannot be called so."""
    if not name.strip():
        raise AnswerTextError("readout.empty")
    if len(name) > MAX_WORD:
        raise AnswerTextError("readout.long", name=name[:MAX_WORD], limit=MAX_WORD)
    if name in others:
        raise AnswerTextError("readout.twice", name=name)


def parse_targets(text: str, setup: Setup) -> Setup:
    """The setup with what is right at its steps, and a loss that counts there.

    "other,destination,-" from the first step on, or "6=destination,9=time" at some, counted from 1; numbers of one step
    are separated by spaces. AnswerTextError.
    """
    if setup.readout is None:
        raise AnswerTextError("targets.readout")
    entries = [entry.strip() for entry in text.split(",")]
    named = any("=" in entry for entry in entries)
    pairs = [_numbered(entry) if named else (n, entry) for n, entry in enumerate(entries)]
    targets = tuple(_target(step, word, setup) for step, word in pairs if word != NONE)
    if not targets:
        raise AnswerTextError("targets.none")
    kind = "cross_entropy" if setup.readout.kind == "softmax" else "squared"
    ordered = tuple(sorted(targets, key=lambda target: target.step))
    return replace(setup, targets=ordered, loss=Loss.of(kind, tuple(t.step for t in ordered), setup.steps))


def _numbered(entry: str) -> tuple[int, str]:
    step, sign, word = entry.partition("=")
    if not sign or not step.strip().isdecimal():
        raise AnswerTextError("targets.step", entry=entry)
    return int(step) - 1, word.strip()


def _target(step: int, word: str, setup: Setup) -> Target:
    assert setup.readout is not None
    if not 0 <= step < setup.steps:
        raise AnswerTextError("targets.beyond", step=step + 1, last=setup.steps)
    return target_of(step, word, setup.readout)


def target_of(step: int, word: str, readout: Readout) -> Target:
    """What is right at a step, as it is typed: an answer's name, or as many numbers as there are. AnswerTextError."""
    if readout.kind == "softmax":
        if word not in readout.answers:
            raise AnswerTextError("target.named", answer=word, hint=suggestion(word, readout.answers))
        return Target(step, word)
    values = [read_number(token) for token in word.split()]
    if len(values) != len(readout.answers) or None in values:
        raise AnswerTextError("target.count", text=word[:MAX_WORD], count=len(readout.answers))
    return Target(step, values=tuple(v for v in values if v is not None))


def parse_twin(text: str, setup: Setup) -> Setup:
    """The setup with a twin that reads these words. AnswerTextError or SequenceError."""
    words, own = setup.checked(parse_sequence(text)).words, setup.sequence.words
    if not own or len(words) != len(own):
        raise AnswerTextError("twin.length", count=len(words), wanted=len(own))
    swaps = tuple((step, word) for step, (word, mine) in enumerate(zip(words, own, strict=True)) if word != mine)
    if not swaps:
        raise AnswerTextError("twin.same")
    return setup.with_twin(Twin(swaps).judged(own, setup.targets, setup.learned))
