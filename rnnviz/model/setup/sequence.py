"""The input sequence a user chose: words, numbers, or a generated signal."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from rnnviz.engine.errors import Refusal
from rnnviz.engine.experiments.start import generator
from rnnviz.engine.wording import Message
from rnnviz.model.figures.numbers import folded, read_number, short
from rnnviz.model.messages import ENGLISH
from rnnviz.model.setup.typed_words import looks_numeric, shown, split_words, typed_rows, unseen_character

MAX_STEPS = 2000
MAX_WIDTH = 64
MAX_WORD = 40
MAX_VOCABULARY = 400
MAX_TEXT = 900_000
MAX_NUMBER = 1e6
MAX_NOTE = 600
SIGNALS = ("impulse", "sine", "random", "bit")

BASE_WORDS = ("I", "would", "like", "to", "arrive", "leave", "Taipei", "on", "November", "2nd")
"""Vocabulary every experiment starts from: the words of the presets."""


class SequenceError(Refusal):
    """A sequence that is refused; `str(error)` is a whole sentence."""

    TEXTS: ClassVar[Mapping[str, str]] = ENGLISH


@dataclass(frozen=True, slots=True)
class Sequence:
    """kind: "words" (words), "numbers" (rows of equal length), or a name of SIGNALS with `length`.

    note: what was done to a table while it was read, as a sentence: it belongs to the numbers, wherever they go.
    """

    kind: str
    words: tuple[str, ...] = ()
    rows: tuple[tuple[float, ...], ...] = ()
    length: int = 0
    note: str = ""

    @property
    def steps(self) -> int:
        return len(self.words) or len(self.rows) or self.length

    @property
    def generated(self) -> bool:
        return self.kind in SIGNALS

    def text(self) -> str:
        """The sequence as it would be typed."""
        return self._spelled(_written)

    def _spelled(self, number: Callable[[float], str]) -> str:
        if self.kind == "words":
            return " ".join(self.words)
        text = "; ".join(" ".join(map(number, row)) for row in self.rows)
        return text + ";" if len(self.rows) == 1 and self.width() > 1 else text

    def short(self, length: int) -> str:
        """The beginning of the text to be read, numbers in few digits, at most this long; says so with an ellipsis."""
        few = replace(self, words=self.words[:length], rows=self.rows[:length])
        text = few._spelled(short)
        return text if len(text) <= length else text[: length - 1] + "…"

    def vocabulary(self) -> tuple[str, ...]:
        """The words of the presets and those typed, each once."""
        return tuple(dict.fromkeys((*BASE_WORDS, *self.words)))

    def width(self) -> int:
        """Numbers per step where the sequence is not made of words."""
        if self.kind == "bit":
            return 2
        return len(self.rows[0]) if self.rows else 1

    def signal(self, seed: int) -> NDArray[np.float64]:
        """The numbers of a numeric or generated sequence: (T, width)."""
        if self.rows:
            return np.array(self.rows)
        t = np.arange(self.length)
        if self.kind == "sine":
            column = np.sin(2 * np.pi * t / 12)
        elif self.kind == "random":
            column = generator(seed, "random signal").normal(size=self.length)
        elif self.kind == "bit":
            return _remembered_bit(self.length, seed)
        else:
            column = (t == 0).astype(float)
        return np.asarray(column, float)[:, None]


def _remembered_bit(length: int, seed: int) -> NDArray[np.float64]:
    """Two inputs: a bit (+1 or -1) shown once, then noise; the second input marks the step to remember."""
    rows = np.zeros((length, 2))
    rows[:, 0] = 0.3 * generator(seed, "bit noise").normal(size=length)
    rows[0] = (1.0, 1.0)
    return rows


def _written(value: float) -> str:
    """All digits of a number: what is typed again after another step was retyped must be the same number."""
    return repr(value).removesuffix(".0")


def parse_sequence(text: str) -> Sequence:
    """Typed text -> Sequence: all numbers, or words. SequenceError says what is wrong.

    Numbers: one step per number, or rows separated by ";" or new lines with several numbers each.
    Words: separated by spaces; where there are none, a script that uses none is split by character.
    """
    clean = text.strip()
    if not clean:
        raise SequenceError("sequence.empty")
    if len(clean) > MAX_TEXT:
        raise SequenceError("text.characters", limit=MAX_TEXT)
    numbers = _numbers(clean)
    return numbers if numbers else words_sequence(split_words(clean))


def _numbers(text: str) -> Sequence | None:
    """A Sequence where every token is a number; None where none is; an error where some are and rows say numbers."""
    lines = typed_rows(text)
    tokens = [token for line in lines for token in line]
    values = [read_number(token) for token in tokens]
    good = sum(value is not None for value in values)
    if good == len(tokens):
        if len(lines) == 1 and ";" not in folded(text):
            lines = [[token] for token in lines[0]]
        return numbers_sequence([[read_number(t) for t in line] for line in lines])  # type: ignore[misc]
    if good and (";" in text or good > 1) and good >= len(tokens) / 2:
        bad = tokens[values.index(None)]
        raise SequenceError("token.number", token=bad[:MAX_WORD])
    if all(map(looks_numeric, tokens)):
        raise SequenceError("token.looks", token=tokens[values.index(None)][:MAX_WORD])
    return None


def numbers_sequence(rows: list[list[float]]) -> Sequence:
    """Rows of numbers -> Sequence; SequenceError for uneven, empty, too many, too wide or too large."""
    if not rows or not rows[0]:
        raise SequenceError("numbers.none")
    if len(rows) > MAX_STEPS:
        raise SequenceError("steps.many", count=len(rows), limit=MAX_STEPS)
    width = len(rows[0])
    if width > MAX_WIDTH:
        raise SequenceError("numbers.many", count=width, limit=MAX_WIDTH)
    for number, row in enumerate(rows, 1):
        if len(row) != width:
            raise SequenceError("row.uneven", number=number, count=len(row), width=width)
        if not all(math.isfinite(v) and abs(v) <= MAX_NUMBER for v in row):
            raise SequenceError("row.finite", number=number, limit=MAX_NUMBER)
    return Sequence("numbers", rows=tuple(tuple(float(v) for v in row) for row in rows))


def words_sequence(words: list[str]) -> Sequence:
    """Words -> Sequence; SequenceError for empty, too many, too long or too many different ones."""
    if not words:
        raise SequenceError("sequence.empty")
    if len(words) > MAX_STEPS:
        raise SequenceError("words.many", count=len(words), limit=MAX_STEPS)
    for word in words:
        if len(word) > MAX_WORD:
            raise SequenceError("word.long", word=word[:20], limit=MAX_WORD)
        bad = unseen_character(word)
        if bad:
            raise SequenceError("word.unseen", word=shown(word), character=bad)
        if not word.strip():
            raise SequenceError("word.unprintable")
    sequence = Sequence("words", words=tuple(words))
    if len(sequence.vocabulary()) > MAX_VOCABULARY:
        raise SequenceError("vocabulary.many", limit=MAX_VOCABULARY)
    return sequence


def check_words(sequence: Sequence, known: tuple[str, ...]) -> None:
    """SequenceError names a word for which a trained network has no input."""
    foreign = next((word for word in sequence.words if word not in known), None)
    if foreign is not None:
        raise SequenceError("word.foreign", word=foreign[:20])


def signal_sequence(kind: str, length: int) -> Sequence:
    """A generated signal of 1 to 2,000 steps."""
    if kind not in SIGNALS:
        raise SequenceError("signal.unknown", kind=kind)
    if not 1 <= length <= MAX_STEPS:
        raise SequenceError("signal.steps", limit=MAX_STEPS)
    return Sequence(kind, length=length)


def word_at(sequence: Sequence, step: int) -> str:
    """What is edited at a step: its word or all its numbers with all their digits; nothing where it is silent."""
    if sequence.kind == "words":
        return sequence.words[step] if step < len(sequence.words) else ""
    return " ".join(map(_written, sequence.rows[step])) if step < len(sequence.rows) else ""


def with_word(sequence: Sequence, step: int, text: str) -> Sequence:
    """The sequence with one step retyped: a word, or the numbers of that step."""
    tokens = text.split()
    if sequence.kind == "words":
        if len(tokens) != 1:
            raise SequenceError("word.one")
        words = [*sequence.words[:step], tokens[0], *sequence.words[step + 1 :]]
        return replace(words_sequence(words), note=sequence.note)
    values = [read_number(token) for token in tokens]
    if sequence.generated:
        raise SequenceError("signal.edited")
    if len(values) != sequence.width() or None in values:
        raise SequenceError("token.count", text=text[:40], wanted=_count(sequence.width()))
    rows = [list(row) for row in sequence.rows]
    rows[step] = [v for v in values if v is not None]
    return replace(numbers_sequence(rows), note=sequence.note)


def _count(width: int) -> Message:
    key = "count.one" if width == 1 else "count.many"
    return Message(key, ENGLISH[key], {"count": width})
