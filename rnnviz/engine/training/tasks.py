"""The named tasks."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from types import MappingProxyType

from rnnviz.engine.errors import suggestion
from rnnviz.engine.training.task import Data, Task, TaskError
from rnnviz.engine.training.tasks_language import long_gap_cloze, pronoun_agreement, slot_filling
from rnnviz.engine.training.tasks_signals import adding, sine
from rnnviz.engine.training.tasks_symbols import anbn, delayed_copy, next_character, parity

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
            sine,
        )
    }
)
"""Name -> builder; a builder takes `seed` and its own settings, and says in its docstring what it builds."""


def build_task(name: str, seed: int = 0, **settings: int) -> Task:
    """A task by name. The same name, seed and settings give the same numbers on every machine. TaskError."""
    if name not in TASKS:
        raise TaskError("task.unknown", name=name, hint=suggestion(name, TASKS))
    known = [word for word in inspect.signature(TASKS[name]).parameters if word != "seed"]
    for setting in settings:
        if setting not in known:
            raise TaskError("task.setting", name=name, setting=setting, hint=suggestion(setting, known))
    return TASKS[name](seed=seed, **settings)
