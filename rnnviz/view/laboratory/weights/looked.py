"""What the parts of the page have in common: the parameter and the number looked at, the scissors and the limit."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor

from rnnviz.engine import Clip, Run
from rnnviz.engine.laboratory.contributions import contributions, every, scissored
from rnnviz.engine.language.ops import Array
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.laboratory.weight_figures import By, Index, WeightFigures, last_entry, weight_figures
from rnnviz.model.weights.matrices import Matrix, matrices
from rnnviz.model.worker.jobs import Job
from rnnviz.model.worker.packing import content
from rnnviz.view.laboratory.asked import AskedLook
from rnnviz.view.look import typeset
from rnnviz.view.look.style import Theme
from rnnviz.view.look.typeset import Piece, Row
from rnnviz.view.plots.states import D
from rnnviz.view.work.throttle import LONG

FEW = 16
"""Steps that are all drawn as grids."""
SWEEPS = 6_000
"""Steps times steps of the scissors that are worked out at once."""


class WeightsLooked(AskedLook):
    """`changed` when something else is looked at, cut or clipped, and when other figures are there.

    window: how many steps the scissors keep, None: all; how: "", "norm" or "value"; limits: of each, where one was set.
    """

    chosen = ("_name", "_indices", "window", "how", "limits")

    def __init__(self, simulation: Simulation, parent: QObject) -> None:
        super().__init__(simulation, parent)
        self._name = ""
        self._indices: dict[str, Index] = {}
        self.window: int | None = None
        self.how = ""
        self.limits: dict[str, float] = {}
        self._before: tuple[Run, str, Array] | None = None
        self._kept: tuple[Any, WeightFigures] | None = None

    # what is chosen ------------------------------------------------------------------------------------------

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters of the run on the stage, in the order of the lines that read them."""
        return tuple(matrix.own for matrix in self._matrices())

    @property
    def name(self) -> str:
        """The chosen one, of a cell that lacks it the first that is multiplied with a state; "" where there is none."""
        if self._name in self.names:
            return self._name
        recurrent = (m.own for m in self._matrices() if m.reads.endswith("_prev"))
        return next(recurrent, next(iter(self.names), ""))

    def choose(self, name: str) -> None:
        self._name = name
        self.changed.emit()

    def point(self, index: Index) -> None:
        """Another number of the parameter that is looked at."""
        self._indices[self.name] = index
        self.changed.emit()

    @property
    def steps(self) -> int:
        """How many steps the scissors keep."""
        return self.longest if self.window is None else min(self.window, self.longest)

    @property
    def longest(self) -> int:
        """Steps from the last one at which a gradient comes in back to the first."""
        return last_entry(self._simulation.run) + 1

    def keep(self, steps: int) -> None:
        """Move the scissors; as far as they go they cut nothing."""
        window = None if steps >= self.longest else max(1, steps)
        if window != self.window:
            self.window = window
            self._again()

    def clip(self, how: str) -> None:
        """Off (""), by the norm of all, or by each value; a limit that nobody has set is half of what there is."""
        if how and how not in self.limits:
            self.limits[how] = self._half(how)
        self.how = how
        self.changed.emit()

    def limit(self, value: float) -> None:
        self.limits[self.how] = value
        self.changed.emit()

    # what follows --------------------------------------------------------------------------------------------

    def renew(self) -> None:
        """Of another run, or with other scissors."""
        run, window = self._simulation.run, self.steps
        sweeps = run.steps * window if run.fed.sum() > 1 else 0
        quick = run.steps < LONG and sweeps <= SWEEPS
        work, job = partial(_both, run, window), partial(_job, run, window)
        self._asked.ask((run, window), quick, work, job)

    @property
    def figures(self) -> WeightFigures | None:
        """None while they are worked out, and of a cell without parameters."""
        both: tuple[By, By] | None = self._asked.found((self._simulation.run, self.steps))
        if both is None or not self.name:
            return None
        about = (both, self.name, self._indices.get(self.name), self.clipping)
        if self._kept is None or self._kept[0][0] is not both or self._kept[0][1:] != about[1:]:
            whole, kept = both
            self._kept = about, weight_figures(whole, kept, self.name, about[2], about[3])
        return self._kept[1]

    @property
    def clipping(self) -> Clip | None:
        """None while it is off."""
        return Clip(self.how, self.limits[self.how]) if self.how else None

    def _half(self, how: str) -> float:
        """Half of what there is to clip; a half where nothing is known of it."""
        both: tuple[By, By] | None = self._asked.found((self._simulation.run, self.steps))
        plain = None if both is None or not self.name else weight_figures(both[0], both[1], self.name, None, None)
        if plain is None:
            return 0.5
        size = plain.all_cut.after if how == "norm" else max(after for after, _ in plain.largest.values())
        return float(f"{size / 2:.2g}") or 0.5 if 0 < size < float("inf") else 0.5

    @property
    def before(self) -> Array | None:
        """The norms of every step's contribution in the run before the last edit, where they can be compared."""
        reference, run = self._simulation.reference, self._simulation.run
        if reference is None or reference.steps != run.steps or self.name not in reference.cell.params:
            return None
        if run.steps >= LONG:
            return None
        if self._before is None or self._before[0] is not reference or self._before[1] != self.name:
            self._before = reference, self.name, contributions(reference, self.name).norms()
        return self._before[2]

    @property
    def several(self) -> bool:
        """Whether gradients come in at several steps: then scissors are how far each of them may travel."""
        return bool(self._simulation.run.fed.sum() > 1)

    @property
    def colours(self) -> float:
        """The end of the one scale of colours: the largest number of the sums, and of every step while they are few."""
        figures = self.figures
        if figures is None:
            return 0.0
        arrays = [figures.total, figures.left, *(figures.whole if len(figures.whole) <= FEW else ())]
        return max(float(np.max(np.abs(array[np.isfinite(array)]), initial=0.0)) for array in arrays)

    # names and hues ------------------------------------------------------------------------------------------

    def _matrices(self) -> tuple[Matrix, ...]:
        cursor, result = self._simulation.cursor, self._simulation.result
        return matrices(result.setup, cursor.layer, cursor.way)

    def matrix(self) -> Matrix:
        return next(matrix for matrix in self._matrices() if matrix.own == self.name)

    def hue(self, name: str, theme: Theme) -> QColor:
        """Of the line that reads the parameter."""
        line = next(matrix.line for matrix in self._matrices() if matrix.own == name)
        return theme.role(self._simulation.cell.by_name[line].role)


def _both(run: Run, window: int) -> tuple[By, By]:
    return every(run), scissored(run, window)


def _job(run: Run, window: int) -> Job:
    return Job("scissored", (content(run), window))


def grad_row(name: str, hue: QColor) -> Row:
    """∂L/∂U_f, the parameter in its hue."""
    return (D, Piece("L", italic=True), Piece("/"), *typeset.colored((D, *typeset.symbol(name)), hue))


def size_row(name: str, hue: QColor) -> Row:
    """‖∂L/∂U_f‖."""
    return (Piece("‖"), *grad_row(name, hue), Piece("‖"))
