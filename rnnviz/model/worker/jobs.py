"""The table of jobs, and a job: a name from the table with plain data. A new kind of job is a row here.

A row's function gets the job's arguments and returns the result. A generator reports progress with every `yield`
(some updates of a training after another) and may be broken off there; its return value is the result.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Any

FIGURES, DRAWINGS, CHECKS, TRAININGS = "figures", "drawings", "checks", "trainings"
"""Lanes: jobs of one lane wait for each other, so what takes minutes does not hold up what takes a blink."""
KEPT = frozenset({FIGURES, DRAWINGS})
"""Lanes whose process stays when there is nothing to do: what they are asked for somebody waits for."""


@dataclass(frozen=True, slots=True)
class JobRow:
    """Where the function is found ("module:function", imported only where the job is done), and its lane."""

    function: str
    lane: str = FIGURES


TABLE = MappingProxyType(
    {
        "flow_map": JobRow("rnnviz.model.worker.figures:flow_map"),
        "flow_pair": JobRow("rnnviz.model.worker.figures:flow_pair"),
        "spectra": JobRow("rnnviz.model.worker.figures:spectra_of"),
        "paths": JobRow("rnnviz.model.worker.figures:paths_of"),
        "scissored": JobRow("rnnviz.model.worker.figures:scissored_of"),
        "probe": JobRow("rnnviz.model.worker.figures:probe_of"),
        "picture": JobRow("rnnviz.model.worker.figures:cell_picture", DRAWINGS),
        "training": JobRow("rnnviz.model.worker.trainings:trained", TRAININGS),
        "heldout": JobRow("rnnviz.model.worker.trainings:held_out"),
        "gradient_check": JobRow("rnnviz.model.worker.figures:checked", CHECKS),
    }
)


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be done: the name of a row, and picklable arguments."""

    name: str
    arguments: tuple[Any, ...] = ()

    @property
    def lane(self) -> str:
        return TABLE[self.name].lane


def function_of(name: str) -> Callable[..., Any]:
    """What does the jobs of that name."""
    module, _, function = TABLE[name].function.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found
