"""Somebody's own data as plain values: the window, the process beside it and a document build the same task of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rnnviz.engine.training.task import Task


@dataclass(frozen=True, slots=True)
class OwnData:
    """Either sentences, each with its words and its label, or columns of numbers of one length, of which one is
    predicted: the `target`, by its place."""

    name: str
    sentences: tuple[tuple[tuple[str, ...], str], ...] = ()
    columns: tuple[tuple[str, tuple[float, ...]], ...] = ()
    target: int = 0

    def __hash__(self) -> int:
        """Quick, for it is asked often; what is equal has the same."""
        return hash((self.name, len(self.sentences), len(self.columns), self.target))

    def task(self, seed: int = 0) -> Task:
        """The task. TaskError with what the limit is."""
        import numpy as np  # whoever trains nothing waits for none of this

        from rnnviz.engine.training.own_data import column_task, labelled_task

        if self.sentences:
            return labelled_task(self.name, self.sentences, seed)
        table = np.array([numbers for _, numbers in self.columns], float).T
        return column_task(self.name, table, [name for name, _ in self.columns], self.target, seed=seed)
