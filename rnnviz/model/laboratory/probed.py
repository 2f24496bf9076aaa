"""Which numbers of a network can be changed by a little, for the run that is on the stage, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnnviz.engine.laboratory.probe import Perturbation, Response
from rnnviz.engine.networks.layer import prefix_of
from rnnviz.engine.networks.network_run import NetworkRun
from rnnviz.model.document.result import Result
from rnnviz.model.weights.matrices import matrices, start_rows

Index = tuple[int, ...]
SAME, SAME_SINGLE = 1e-6, 1e-3
"""Two slopes that differ by less than this part of the larger one are the same but for rounding; in float32."""
SMALLEST, SMALLEST_SINGLE = 1e-280, 1e-35
"""Below this either may have left the number format on its way."""
ROUNDINGS = 16
"""A loss is rounded about so often."""


@dataclass(frozen=True, slots=True)
class Changeable:
    """kind: "input", "start" or "weight", as the probe has them; own: name in the cell's equations; shape: of the
    numbers there are to choose from; reads_x: whether the columns of a weight are those of the layer's input."""

    kind: str
    own: str
    shape: tuple[int, ...]
    reads_x: bool = False

    @property
    def key(self) -> str:
        """Tells it apart from the others."""
        return f"{self.kind} {self.own}"

    def inside(self, index: Index | None) -> Index:
        """The nearest place there is."""
        given = (*(index or ()), *(0 for _ in self.shape))[: len(self.shape)]
        return tuple(min(max(i, 0), size - 1) for i, size in zip(given, self.shape, strict=True))


def changeables(result: Result, layer: int, way: str) -> tuple[Changeable, ...]:
    """The network's input, what the states of this layer and direction begin with, and its parameters."""
    inputs = len(result.setup.columns_of(0))
    starts = [Changeable("start", row.own, row.shape) for row in start_rows(result.setup, layer, way)]
    weights = [
        Changeable("weight", m.own, m.shape, m.reads == "x" and not m.turned)
        for m in matrices(result.setup, layer, way)
    ]
    return (Changeable("input", "x", (inputs,)), *starts, *weights)


def perturbation(what: Changeable, index: Index, place: int, layer: int, way: str) -> Perturbation:
    """One number of it; place: of an input in the sequence."""
    if what.kind == "input":
        return Perturbation("input", (place, *index))
    return Perturbation(what.kind, index, prefix_of(layer, way) + what.own)


def loudest(run: NetworkRun, place: int) -> Index:
    """The largest number of an input; of a word that is spelled by one number, that one."""
    values = run.network.inputs[place, 0]
    return (int(np.argmax(np.abs(values))),)


def apart(found: Response) -> float:
    """By which part of the larger one the change of the loss and its slope differ; NaN where there is none."""
    return _apart(found.moved, found.gradient)


def agree(found: Response, run: NetworkRun) -> bool | None:
    """Whether the slope from the front is the gradient from the back, as far as the number format goes; None where no
    complex step can be made."""
    if found.slope is None:
        return None
    single = run.network.inputs.dtype == np.float32
    if max(abs(found.slope), abs(found.gradient)) < (SMALLEST_SINGLE if single else SMALLEST):
        return True
    return _apart(found.slope, found.gradient) < (SAME_SINGLE if single else SAME)


def lost(found: Response, run: NetworkRun, eps: float) -> bool:
    """Whether what the change did to the loss cannot be told from the rounding of the loss."""
    noise = float(np.finfo(run.network.inputs.dtype).eps) * abs(run.loss) / eps
    return abs(found.moved - found.gradient) <= ROUNDINGS * noise


def _apart(one: float, other: float) -> float:
    size = max(abs(one), abs(other))
    return abs(one - other) / size if size else 0.0
