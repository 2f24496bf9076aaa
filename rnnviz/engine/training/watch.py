"""How far the loss of one chosen sample reaches back, under any weights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from rnnviz.engine.frozen import locked
from rnnviz.engine.language.ops import Array
from rnnviz.engine.networks.lean import LeanPass
from rnnviz.engine.networks.network import Network
from rnnviz.engine.networks.network_run import NetworkRun, run_network
from rnnviz.engine.passes.lognorm import joint_norm, log10_norm
from rnnviz.engine.training.batches import Prepared
from rnnviz.engine.training.task import Data
from rnnviz.engine.training.train import on


class Reach(NamedTuple):
    """norms: the last layer's states and output -> (T,) log10 of ||dL/d(line)||, minus infinity where there is none.
    entering: log10 of the norm of what the loss itself sends to the output, all steps together."""

    norms: Mapping[str, Array]
    entering: float

    def per_loss(self, line: str) -> Array:
        """The norms divided by what the loss sends: how far it reaches, whatever the loss. (T,)"""
        if not np.isfinite(self.entering):
            return np.full_like(self.norms[line], -np.inf)
        return np.asarray(self.norms[line] - self.entering)


class Watch:
    """One sample that is looked at after every update. Not for two threads at once."""

    def __init__(self, network: Network, data: Data, sample: int) -> None:
        """network: whose weights will be asked for, in its shape. data, sample: which one; padding is left out."""
        alone = data.alone(sample)
        self._network = on(network, alone)
        lean = LeanPass(self._network)
        self._lean = lean if lean.serves else None
        self._asked = Prepared(alone, network.inputs.dtype).take(np.arange(1))

    def look(self, params: Mapping[str, Array]) -> Reach:
        """The reach under these parameters."""
        found = self._lean.run(params, self._asked) if self._lean else None
        if found is None:
            return _reach(run_network(self._network.with_params(params)))
        return Reach({line: locked(logs) for line, logs in found.through.items()}, found.entering)


def _reach(run: NetworkRun) -> Reach:
    top = len(run.network.layers) - 1
    layer = run.network.layers[top]
    logs = {line: run.norms(top, line, layer.ways[0]) for line in (*layer.cell.states, layer.cell.output)}
    norms = {line: locked(joint_norm(of, 1)) for line, of in logs.items()}
    return Reach(norms, float(log10_norm(run.sent.reshape(-1))))
