"""The values of a run: what is known once the forward pass is over."""

from __future__ import annotations

import numpy as np

from rnnviz.engine.errors import ExperimentError
from rnnviz.engine.experiments.experiment import Experiment
from rnnviz.engine.frozen import locked
from rnnviz.engine.language.cell import Cell
from rnnviz.engine.language.ops import Array
from rnnviz.engine.language.several import activates
from rnnviz.engine.lazy import lazy
from rnnviz.engine.passes.forward import Trace
from rnnviz.engine.passes.gradients import line_root


class ForwardRun:
    """Values of every line and node at every step. Arrays are (T[, B], size), steps 0-based, read-only."""

    def __init__(self, experiment: Experiment, trace: Trace) -> None:
        self.experiment, self._trace = experiment, trace

    @property
    def cell(self) -> Cell:
        return self.experiment.cell

    @property
    def steps(self) -> int:
        """Number of time steps T."""
        return self.experiment.steps

    @property
    def hidden(self) -> int:
        """Number of hidden units."""
        return self.experiment.hidden

    def value(self, name: str) -> Array:
        """Values of a line, of "x", or of a state one step ago ("c_prev"): (T[, B], size)."""
        return self._shown(self._values(name))

    @property
    def outputs(self) -> Array | None:
        """The read-out, where there is one: the line y, (T[, B], output)."""
        return self.value("y") if "y" in self.cell.by_name else None

    def inner(self, name: str) -> Array:
        """What stands inside a line's activation (the pre-activation): (T[, B], size)."""
        root = self.cell.nodes[line_root(self.cell, name)]
        if not activates(root.op):
            raise ExperimentError("activation.none", name=name)
        return self.node_value(root.args[0])

    def node_value(self, node: int) -> Array:
        """Values of one node of the cell: (T[, B], size)."""
        value = self._trace.values[node]
        wanted = (*self.experiment.inputs.shape[:2], self.experiment.sizes[self.cell.nodes[node].size])
        if not isinstance(value, np.ndarray) or value.shape != wanted:
            return self._shown(np.broadcast_to(value, wanted))
        return self._shown(value)

    def value_states(self, name: str) -> Array:
        """Per step (T[, B]): "finite", "overflow" or "nan" of a line's values."""
        values = self._values(name)
        states = np.full(values.shape[:2], "finite", dtype="<U9")
        states[np.isinf(values).any(axis=-1)] = "overflow"
        states[np.isnan(values).any(axis=-1)] = "overflow" if self.overflowed else "nan"
        return self._shown(states)

    @lazy
    def overflowed(self) -> bool:
        """Whether a value of the forward run left float64."""
        return any(bool(np.isinf(np.asarray(self._trace.values[line.root])).any()) for line in self.cell.lines)

    def _shown(self, array: Array) -> Array:
        locked(array)
        return array if self.experiment.batched else array[:, 0]

    def _line_values(self, name: str) -> Array:
        return np.asarray(self._trace.values[line_root(self.cell, name)])

    def _values(self, name: str) -> Array:
        if name == "x":
            return self.experiment.inputs
        state = name.removesuffix("_prev")
        if state != name and state in self.cell.states:
            return self._trace.states[state][:-1]
        return self._line_values(name)
