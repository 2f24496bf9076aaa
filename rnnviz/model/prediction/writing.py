"""A network writes on: what it says next is read again, one word or number at a time or to the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from rnnviz.engine.errors import Refusal
from rnnviz.engine.training.predict import draw, heard
from rnnviz.engine.wording import Message
from rnnviz.model.messages import ENGLISH
from rnnviz.model.prediction.next_words import speaks_its_words
from rnnviz.model.prediction.truth import truth_of
from rnnviz.model.setup.answer import Loss, Prediction
from rnnviz.model.setup.bounds import SEED
from rnnviz.model.setup.sequence import MAX_NUMBER, MAX_STEPS, Sequence
from rnnviz.model.setup.setup import Setup

ENDS = (".", "。", "!", "！", "?", "？")
"""What ends a text: it is said, and not read again."""
MOST, AHEAD = 40, 16
"""Words and numbers that are written at once where nothing ends them."""
Floats = NDArray[np.float64]


class WritingError(Refusal):
    """Why a network cannot write on; `str(error)` is a whole sentence."""

    TEXTS: ClassVar = ENGLISH


def objection(setup: Setup) -> Message | None:
    """Why it cannot write on, or nothing."""
    key = _objection(setup)
    return Message(key, ENGLISH[key]) if key else None


def writes(setup: Setup) -> str:
    """What it can write: "words", "numbers", or nothing."""
    sequence, readout = setup.sequence, setup.readout
    if readout is None or any(layer.direction != "forward" for layer in setup.layers):
        return ""
    if sequence.kind == "words" and speaks_its_words(readout, setup.vocabulary):
        return "words" if setup.asks_next or _blank(setup) else ""
    numbers = sequence.kind == "numbers" and readout.kind == "identity"
    return "numbers" if numbers and len(readout.answers) == sequence.width() and setup.asks_next else ""


def _blank(setup: Setup) -> bool:
    """Whether only one word is wanted, behind the last one: what is said there ends the sentence."""
    return not setup.asks_next and all(target.step >= setup.typed - 1 for target in setup.targets)


def candidates(setup: Setup) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where a word stands that fills the blank behind the sentence, and where one that would be wrong there."""
    if writes(setup) != "words" or setup.readout is None or not setup.targets or not _blank(setup):
        return (), ()
    right = setup.targets[-1].answer
    steps = [step for step, word in enumerate(setup.sequence.words) if word in setup.readout.answers]
    facts = tuple(step for step in steps if setup.sequence.words[step] == right)
    return facts, tuple(step for step in steps if step not in facts)


def _objection(setup: Setup) -> str:
    if not writes(setup):
        backward = any(layer.direction != "forward" for layer in setup.layers)
        return "predict.backward" if backward else "predict.nothing"
    if setup.prediction.ended:
        return "predict.ended"
    return "predict.long" if setup.sequence.steps >= MAX_STEPS else ""


def written_on(setup: Setup, count: int | None = 1) -> Setup:
    """So many words or numbers more; None: to the end of the text, of a series as far as the truth is known.

    WritingError.
    """
    why = _objection(setup)
    if why:
        raise WritingError(why)
    if writes(setup) == "words":
        return _with_words(setup, count)
    return _with_numbers(setup, count)


def taken_back(setup: Setup) -> Setup:
    """Without what was said last; the setup itself where nothing was written."""
    before = setup.prediction
    if before.ended:
        return setup.with_written(setup.sequence, before.having(before.written, ""), setup.targets)
    if not before.written:
        return setup
    return _shortened(setup, before.having(before.written - 1, ""))


def unwritten(setup: Setup) -> Setup:
    """With nothing but what was given."""
    return _shortened(setup, setup.prediction.unwritten) if setup.prediction.made else setup


def drawn_again(setup: Setup, seed: int) -> Setup:
    """As much, or to the end if it ended, drawn anew from another seed: the same seed writes the same."""
    before = setup.prediction
    fresh = unwritten(setup)
    fresh = replace(fresh, prediction=replace(fresh.prediction, seed=seed))
    if not before.made or writes(fresh) != "words":
        return fresh
    return written_on(fresh, None if before.ended else before.written)


def next_seed(setup: Setup) -> int:
    """The seed after the present one."""
    return (setup.prediction.seed + 1) % (SEED[1] + 1)


def _shortened(setup: Setup, prediction: Prediction) -> Setup:
    sequence, gone = setup.sequence, setup.prediction.written - prediction.written
    kept = sequence.steps - gone
    shorter = replace(sequence, words=sequence.words[:kept], rows=sequence.rows[:kept])
    return setup.with_written(shorter, prediction, tuple(t for t in setup.targets if t.step < kept))


# words ------------------------------------------------------------------------------------------------------


def _with_words(setup: Setup, count: int | None) -> Setup:
    before, room = setup.prediction, MAX_STEPS - setup.sequence.steps
    words, ended, blank = list(setup.sequence.words), "", _blank(setup)
    for said in _said(setup, min(MOST if count is None else count, room)):
        if said in ENDS or blank:
            ended = said
            break
        words.append(said)
    written = before.written + len(words) - setup.sequence.steps
    return setup.with_written(replace(setup.sequence, words=tuple(words)), before.having(written, ended), setup.targets)


def _said(setup: Setup, most: int) -> Iterator[str]:
    """What is drawn after the last word, and after each of these."""
    assert setup.readout is not None
    names, steps = setup.readout.answers, setup.sequence.steps
    ahead = _open(setup, replace(setup.sequence, words=(*setup.sequence.words, *names)))
    order = [ahead.columns.index(label) for label in setup.columns]  # words of a twin come last in both
    rows, temperature = ahead.inputs()[:, order], setup.prediction.temperature
    rng = np.random.default_rng(setup.prediction.seed)
    rng.random(setup.prediction.made)  # each draw takes one number: these were taken
    now = heard(_open(setup, setup.sequence).network(), rows[:steps])
    for _ in range(most):
        chosen = draw(now.answer, rng, temperature)
        yield names[chosen]
        now = now.read(rows[steps + chosen])


def _open(setup: Setup, sequence: Sequence) -> Setup:
    """On some sequence, with nothing asked of it; the twin's words keep their inputs."""
    return replace(setup, sequence=sequence, silent=0, loss=Loss(), targets=())


# numbers ----------------------------------------------------------------------------------------------------


def _with_numbers(setup: Setup, count: int | None) -> Setup:
    before, room = setup.prediction, MAX_STEPS - setup.sequence.steps
    truth = truth_of(setup)
    known = max((target.step + 1 for target in truth), default=0) - setup.sequence.steps
    count = min(room, count if count is not None else known if known > 0 else AHEAD)
    rows = [tuple(map(float, row)) for row in _foretold(setup, count)]
    if not all(abs(value) <= MAX_NUMBER for row in rows for value in row):
        raise WritingError("predict.large")
    sequence = replace(setup.sequence, rows=(*setup.sequence.rows, *rows))
    targets = {t.step: t for t in (*setup.targets, *truth) if t.step < sequence.steps}
    ordered = tuple(targets[step] for step in sorted(targets))
    return setup.with_written(sequence, before.having(before.written + count, ""), ordered)


def _foretold(setup: Setup, count: int) -> Iterator[Floats]:
    """Numbers after the last one, as they would be typed: the cell reads them times the input scale."""
    now = heard(_open(setup, setup.sequence).network(), setup.inputs()[: setup.sequence.steps])
    for _ in range(count):
        said = np.asarray(now.answer, float)
        yield said / setup.input_scale
        now = now.read(said)
