"""Task: inputs and targets of a named problem, split into training and held-out samples. Frozen values."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike

from rnnviz.engine.errors import EngineError
from rnnviz.engine.language.ops import Array

Item = TypeVar("Item", bound=Hashable)
At = str | Array


class TaskError(EngineError):
    """A setting of a task that makes no sense, in one sentence."""


@dataclass(frozen=True, slots=True, eq=False)
class Data:
    """Samples of one split, read-only.

    inputs: (T, B, width). lengths: (B,), steps of each sample; what follows is padding with zeros.
    at: "every", "last", or a mask (T, B) of the steps whose answer counts. targets: classes (whole numbers) or numbers
    (..., output), with the axes (T, B) for "every" and a mask, (B,) for "last".
    facts: (T, B), what a network must remember after each step, as a number of `Task.fact_names`; None: not stated.
    """

    inputs: Array
    targets: Array
    lengths: Array
    at: At
    facts: Array | None = None

    @property
    def steps(self) -> int:
        """Steps T of the longest sample."""
        return int(self.inputs.shape[0])

    @property
    def samples(self) -> int:
        """Number of samples B."""
        return int(self.inputs.shape[1])

    @property
    def counted(self) -> Array:
        """(T, B): the steps whose answer counts, none of them padding."""
        step = np.arange(self.steps)[:, None]
        if isinstance(self.at, str):
            return np.asarray(step == self.lengths - 1 if self.at == "last" else step < self.lengths)
        return np.asarray(self.at & (step < self.lengths))

    def take(self, chosen: ArrayLike) -> Data:
        """Some samples, in the order of their numbers in `chosen` (n,)."""
        index = np.asarray(chosen, int)
        return replace(
            self,
            inputs=locked(self.inputs[:, index]),
            targets=locked(self.targets[index] if self._last else self.targets[:, index]),
            lengths=locked(self.lengths[index]),
            at=self.at if isinstance(self.at, str) else locked(self.at[:, index]),
            facts=None if self.facts is None else locked(self.facts[:, index]),
        )

    def alone(self, sample: int) -> Data:
        """One sample without what follows its end: a batch of one."""
        one = self.take([sample])
        end = int(one.lengths[0])
        return replace(
            one,
            inputs=one.inputs[:end],
            targets=one.targets if self._last else one.targets[:end],
            at=one.at if isinstance(one.at, str) else one.at[:end],
            facts=None if one.facts is None else one.facts[:end],
        )

    @property
    def _last(self) -> bool:
        return isinstance(self.at, str) and self.at == "last"


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """A named problem under one seed.

    source: where the problem comes from. readout, loss: as `Network.build` names them. output: width of the read-out.
    vocabulary: a label per input column. classes: a label per class, empty where targets are numbers.
    tolerance: how near a number must be to count as right; None for classes. No held-out sample is a training sample.
    """

    name: str
    source: str
    seed: int
    train: Data
    heldout: Data
    readout: str
    loss: str
    output: int
    vocabulary: tuple[str, ...]
    classes: tuple[str, ...] = ()
    tolerance: float | None = None
    fact_names: tuple[str, ...] = ()

    @property
    def validation(self) -> Data:
        """Every second held-out sample: to watch a training by, and to stop it."""
        return self.heldout.take(np.arange(0, self.heldout.samples, 2))

    @property
    def test(self) -> Data:
        """The other held-out samples: to say how good a network is that was stopped by `validation`."""
        return self.heldout.take(np.arange(1, self.heldout.samples, 2))

    def words(self, data: Data, sample: int) -> tuple[str, ...]:
        """One sample as labels of its input columns (for inputs that are 1-of-N)."""
        steps = data.inputs[: int(data.lengths[sample]), sample]
        return tuple(self.vocabulary[i] for i in np.argmax(steps, axis=-1))

    def encode(self, words: Sequence[str]) -> Array:
        """Words as 1-of-N rows (T, len(vocabulary)). TaskError names a word the task does not know."""
        for word in words:
            if word not in self.vocabulary:
                raise TaskError("task.word", word=word, task=self.name)
        return one_hot([[self.vocabulary.index(word) for word in words]], len(self.vocabulary))[:, 0]


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words with, for each, the answer that is right after it (-1: not asked) and the fact to be remembered."""

    words: tuple[str, ...]
    answers: tuple[int, ...]
    facts: tuple[int, ...] = ()


def sentence_data(sentences: Sequence[Sentence], vocabulary: Sequence[str], at: str) -> Data:
    """Sentences as data: words 1-of-N. at: "every", "last", or "asked" (the steps whose answer is not -1)."""
    column = {word: i for i, word in enumerate(vocabulary)}
    answers = padded([s.answers for s in sentences])
    lengths = np.array([len(s.words) for s in sentences])
    inputs = one_hot([[column[word] for word in s.words] for s in sentences], len(vocabulary))
    targets = answers[lengths - 1, np.arange(len(sentences))] if at == "last" else np.maximum(answers, 0)
    facts = padded([s.facts for s in sentences], 0) if sentences[0].facts else None
    return data(inputs, targets, lengths, answers >= 0 if at == "asked" else at, facts)


def data(
    inputs: Array, targets: Array, lengths: Array | None = None, at: At = "every", facts: Array | None = None
) -> Data:
    """Data whose arrays can no longer be changed. lengths: None where all samples have every step."""
    full = np.full(inputs.shape[1], len(inputs)) if lengths is None else lengths
    return Data(
        locked(inputs),
        locked(targets),
        locked(full),
        at if isinstance(at, str) else locked(at),
        None if facts is None else locked(facts),
    )


def one_hot(rows: Sequence[Sequence[int]], width: int) -> Array:
    """Rows of column numbers, of different lengths -> (T, B, width) of 0 and 1; padding is all 0."""
    tokens = padded(rows)
    return np.asarray((tokens[:, :, None] == np.arange(width)).astype(float))


def padded(rows: Sequence[Sequence[int]], fill: int = -1) -> Array:
    """Rows of different lengths -> (T, B) whole numbers, filled up behind."""
    array = np.full((max(map(len, rows)), len(rows)), fill)
    for sample, row in enumerate(rows):
        array[: len(row), sample] = row
    return array


def locked(array: Array) -> Array:
    """The array, read-only from now on."""
    array.setflags(write=False)
    return array


def distinct(draw: Callable[[], Item], count: int) -> list[Item]:
    """`count` different results of `draw`, in the order of first appearance. TaskError where there are too few."""
    found: dict[Item, None] = {}
    in_vain = 0
    while in_vain < 1000 + 50 * len(found):
        before = len(found)
        found[draw()] = None
        if len(found) == count:
            return list(found)
        in_vain = 0 if len(found) > before else in_vain + 1
    raise TaskError("task.few", wanted=count, count=len(found))


def at_least(what: str, value: int, least: int) -> int:
    """The value; TaskError unless it is a whole number and large enough."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
        raise TaskError("count.least", what=what, least=least, value=value)
    return int(value)
