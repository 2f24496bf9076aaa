"""Weights that were trained: on which task, how far, and the words the network knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from rnnviz.model.setup.answer import Target
from rnnviz.model.setup.arrays import Arrays

if TYPE_CHECKING:
    from rnnviz.engine.training.task import Data, Task
    from rnnviz.model.trained.own import OwnData

SPACE = "␣"
"""How a blank is written where every letter is a word."""
START = "^"
"""The letter with which every text of such a task begins, where it has one."""


@dataclass(frozen=True, slots=True)
class Learned:
    """task, seed, settings: as `build_task` takes them; updates: how many were made; words: the network's vocabulary,
    one input each, empty where it reads numbers. tolerance: how near a number must be to be right; 0: not said.
    touched: whether some number was typed since. own: the data of a task that is no named one.
    """

    task: str
    seed: int = 0
    settings: tuple[tuple[str, int], ...] = ()
    updates: int = 0
    words: tuple[str, ...] = ()
    tolerance: float = 0.0
    touched: bool = False
    trained: Arrays = field(default_factory=Arrays)
    """The weights as they were trained, once some of the given ones are others; empty while none is."""
    own: OwnData | None = None

    @property
    def letters(self) -> bool:
        """Whether each of its words is one letter."""
        return bool(self.words) and all(len(word) == 1 for word in self.words)


def whole(given: Arrays, shapes: Mapping[str, tuple[int, ...]]) -> bool:
    """Whether every number of every parameter is given: what was trained is all there."""
    return given.keys() >= shapes.keys() and not any(np.isnan(given[name]).any() for name in shapes)


def lettered(words: Iterable[str], learned: Learned) -> tuple[str, ...]:
    """Typed words as the letters of a network that reads letters, blanks between; it begins where its task begins.

    Letters one by one, with their blanks or their beginning, are taken as they are.
    """
    words = tuple(words)
    spelled_out = all(len(word) == 1 for word in words) and (SPACE in words or START in words)
    letters = words if spelled_out else tuple(SPACE.join(words))
    return letters if START not in learned.words or letters[:1] == (START,) else (START, *letters)


def rejoined(words: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    """Characters of a script without spaces as the words that a network knows, the longest first; words that it knows
    all, and what is none of its words, stay as they were typed."""
    if set(words) <= set(known):
        return words
    longest, made, at = max(map(len, known)), list[str](), 0
    while at < len(words):
        ends = range(min(at + longest, len(words)), at, -1)
        end = next((end for end in ends if "".join(words[at:end]) in known), at + 1)
        made.append("".join(words[at:end]))
        at = end
    return tuple(made)


def as_typed(letters: Sequence[str]) -> str:
    """Letters as they would be typed as words; a blank at the end is written, for nobody sees it."""
    text = "".join(letters[1:] if letters[:1] == (START,) else letters)
    whole = text.rstrip(SPACE)
    return whole.replace(SPACE, " ") + text[len(whole) :]


def known_targets(learned: Learned, words: tuple[str, ...]) -> tuple[Target, ...] | None:
    """What is right at the steps of a sentence of the task; None for a sentence that is none of its samples."""
    return _samples(plain(learned)).get(words)


def plain(learned: Learned) -> Learned:
    """Which task it is, however far it was trained and whatever was typed since."""
    return replace(learned, touched=False, updates=0, trained=Arrays())


@lru_cache(maxsize=2)
def task_of(learned: Learned) -> Task | None:
    """The task itself; None where this rnnviz has none of that name."""
    from rnnviz.engine.errors import EngineError  # whoever shows no trained network waits for none of this
    from rnnviz.engine.training.tasks import build_task

    try:
        if learned.own is not None:
            return learned.own.task(learned.seed)
        return build_task(learned.task, learned.seed, **dict(learned.settings))
    except EngineError:
        return None


@lru_cache(maxsize=4)
def _samples(learned: Learned) -> Mapping[tuple[str, ...], tuple[Target, ...]]:
    """Every sentence of a task with its targets; none for one that is made of numbers or not known here."""
    task = task_of(learned)
    if task is None or not spelled(task):
        return {}
    both = [(data, n) for data in (task.train, task.heldout) for n in range(data.samples)]
    return {words_of(task, data, n): targets_of(task, data, n) for data, n in both}


def spelled(task: Task) -> bool:
    """Whether its inputs are words: one of several at every step."""
    inputs = task.heldout.inputs
    return inputs.shape[-1] > 1 and bool(np.isin(inputs, (0, 1)).all()) and bool((inputs.sum(axis=-1) <= 1).all())


def words_of(task: Task, data: Data, sample: int) -> tuple[str, ...]:
    """The words of one sample."""
    return tuple(written(word) for word in task.words(data, sample))


def written(word: str) -> str:
    """A word, or the sign that stands for a blank."""
    return SPACE if word == " " else word


def targets_of(task: Task, data: Data, sample: int) -> tuple[Target, ...]:
    """What is right at every step of a sample that counts."""
    steps = np.flatnonzero(data.counted[:, sample])
    rows = data.targets[None, sample] if isinstance(data.at, str) and data.at == "last" else data.targets[steps, sample]
    return tuple(_target(task, int(step), row) for step, row in zip(steps, rows, strict=True))


def _target(task: Task, step: int, row: np.ndarray) -> Target:
    if task.loss == "squared":
        return Target(step, values=tuple(float(v) for v in row))
    return Target(step, answers_of(task)[int(row)])


def answers_of(task: Task) -> tuple[str, ...]:
    """Names of what its read-out says."""
    return tuple(map(written, task.classes)) or tuple(f"y{i + 1}" for i in range(task.output))


def kept_targets(targets: Sequence[Target], old: Sequence[object], new: Sequence[object]) -> tuple[Target, ...]:
    """Of the targets of one sequence those that still are meant in another: before the first step that differs."""
    differ = (t for t, (a, b) in enumerate(zip(old, new, strict=False)) if a != b)
    first = next(differ, min(len(old), len(new)))
    return tuple(target for target in targets if target.step < first)
