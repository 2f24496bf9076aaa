"""The named tasks."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from types import MappingProxyType

from rnnviz.engine.errors import suggestion
from rnnviz.engine.training.task import Data, Task, TaskError
from rnnviz.engine.training.tasks_chinese import long_gap_cloze_zh, pronoun_agreement_zh, slot_filling_zh
from rnnviz.engine.training.tasks_language import long_gap_cloze, pronoun_agreement, slot_filling
from rnnviz.engine.training.tasks_signals import adding, prices, sine
from rnnviz.engine.training.tasks_symbols import anbn, delayed_copy, next_character, next_word, parity
from rnnviz.engine.training.tasks_wirings import pixel_picture, sentence_class

__all__ = ["TASKS", "Data", "Task", "TaskError", "build_task"]

TASKS: Mapping[str, Callable[..., Task]] = MappingProxyType(
    {
        make.__name__: make
        for make in (
            slot_filling,
            pronoun_agreement,
            long_gap_cloze,
            adding,
            delayed_copy,
            parity,
            anbn,
            next_character,
            next_word,
            sine,
            prices,
            sentence_class,
            pixel_picture,
            slot_filling_zh,
            pronoun_agreement_zh,
            long_gap_cloze_zh,
        )
    }
)
"""Name -> builder; a builder takes `seed` and its own settings, and says in its docstring what it builds."""


MOST = 500_000
"""Steps of all samples together a task may have, as far as its settings tell."""
LONG = {"clauses": 10, "fillers": 10}
"""Words of one of these; a setting that is not here counts in steps."""


def build_task(name: str, seed: int = 0, **settings: int) -> Task:
    """A task by name. The same name, seed and settings give the same numbers on every machine. TaskError."""
    if name not in TASKS:
        raise TaskError("task.unknown", name=name, hint=suggestion(name, TASKS))
    known = [word for word in inspect.signature(TASKS[name]).parameters if word != "seed"]
    for setting in settings:
        if setting not in known:
            raise TaskError("task.setting", name=name, setting=setting, hint=suggestion(setting, known))
    _check_room(name, settings)
    return TASKS[name](seed=seed, **settings)


def _check_room(name: str, settings: Mapping[str, int]) -> None:
    """Refuse what would take minutes and gigabytes, before anything is drawn."""
    parameters = inspect.signature(TASKS[name]).parameters.values()
    given = {p.name: settings.get(p.name, p.default) for p in parameters if p.name != "seed"}
    whole = {what: int(value) for what, value in given.items() if isinstance(value, int) and value > 0}
    samples = sum(value for what, value in whole.items() if what in ("train", "heldout"))
    steps = sum(LONG.get(what, 1) * value for what, value in whole.items() if what not in ("train", "heldout"))
    if max(samples or steps, 1) * max(steps, 1) > MOST:
        raise TaskError("task.large", task=name, count=max(samples or steps, 1) * max(steps, 1), most=MOST)
