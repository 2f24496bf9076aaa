"""How far the gradient reaches down: its norm at every layer, direction and step of a network."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnnviz.engine.frozen import locked
from rnnviz.engine.language.ops import Array
from rnnviz.engine.networks.network_run import NetworkRun
from rnnviz.engine.passes.lognorm import joint_norm


@dataclass(frozen=True, eq=False)
class Reaching:
    """One direction of one layer, lowest layer 0: log10 of the norm of dL/d(its output) and of dL/d(all its states
    stacked), (T[, B]) each in the order of the sequence; -inf where it is zero."""

    layer: int
    way: str
    output: Array
    states: Array


def depth(run: NetworkRun) -> tuple[Reaching, ...]:
    """Every direction of every layer, the lowest first, forward before backward."""
    return tuple(
        Reaching(k, way, run.norms(k, layer.cell.output, way), _states(run, k, way))
        for k, layer in enumerate(run.network.layers)
        for way in layer.ways
    )


def _states(run: NetworkRun, layer: int, way: str) -> Array:
    cell = run.network.layers[layer].cell
    logs = [run.norms(layer, name, way) for name in cell.states or (cell.output,)]
    return locked(joint_norm(np.stack(logs), 0))
