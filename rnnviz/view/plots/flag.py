"""The flag of the loss on the gradient plot, dragged to another step, and the dots of the steps at which it counts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from rnnviz.model.setup.answer import Loss
from rnnviz.view.plots.canvas import Canvas
from rnnviz.view.plots.ink import Ink

if TYPE_CHECKING:
    from rnnviz.model.document.simulation import Simulation


class Flag(QObject):
    """Edits where the loss stands. A drag is one undo; a click on a dot without a drag lets its step count, or not."""

    def __init__(self, simulation: Simulation, canvas: Canvas, ink: Ink) -> None:
        super().__init__(canvas)
        self._simulation, self._held, self._moved = simulation, -1, False
        canvas.catches = ink.caught
        canvas.caught.connect(self._take)
        canvas.dragged.connect(self._drag)
        canvas.dropped.connect(self._drop)

    @property
    def movable(self) -> bool:
        """Whether the loss stands at this layer and needs no right answer, which belongs to a step."""
        simulation = self._simulation
        return simulation.cursor.layer == len(simulation.runs) - 1 and simulation.setup.loss.kind == "sum"

    @property
    def _counted(self) -> set[int]:
        """Steps that count, in the order of the run on the stage."""
        setup = self._simulation.setup
        return {self._simulation.place(step) for step in setup.loss.counted(setup.steps)}

    def _take(self, step: int) -> None:
        self._held, self._moved = step, False

    def _drag(self, step: int) -> None:
        step = min(max(step, 0), self._simulation.setup.steps - 1)
        counted = self._counted
        if step == self._held or self._held not in counted:
            return
        self._moved = True
        self._count(counted - {self._held} | {step})
        self._held = step

    def _drop(self) -> None:
        counted = self._counted
        if not self._moved and self._held >= 0:
            chosen = counted ^ {self._held}
            if chosen:
                self._count(chosen)
        self._held = -1
        self._simulation.settle()

    def _count(self, steps: set[int]) -> None:
        setup = self._simulation.setup
        places = tuple(sorted(self._simulation.place(step) for step in steps))
        self._simulation.edit(replace(setup, loss=Loss.of(setup.loss.kind, places, setup.steps)), "loss")
