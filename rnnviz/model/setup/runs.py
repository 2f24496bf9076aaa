"""A setup's runs: one for every layer and direction, the lowest layer first."""

from __future__ import annotations

from collections.abc import Generator

from rnnviz.engine import Run, run_network
from rnnviz.engine.networks.network_run import NetworkRun, running
from rnnviz.model.setup.setup import Setup

Runs = tuple[tuple[Run, ...], ...]
CALLS = 32
"""A step of a small layer takes as long as so many units more would."""
HEAVY = 200_000
"""Units, with those, times steps: one layer of 64 units and 2,000 steps is just below, and needs some 70 ms."""


def runs_of(setup: Setup) -> Runs:
    """Simulate; EngineError with a sentence. The run of a backward direction has its own order of time."""
    return network_run_of(setup).layers


def network_run_of(setup: Setup) -> NetworkRun:
    """The whole network, run; EngineError with a sentence."""
    return run_network(setup.network())


def network_running_of(setup: Setup) -> Generator[float, None, NetworkRun]:
    """The whole network piece by piece; yields the share that is done."""
    return running(setup.network())


def heavy(setup: Setup) -> bool:
    """Whether that takes so long that nobody should wait for it in one turn of the event loop."""
    ways = [layer.hidden + CALLS for layer in setup.layers for _ in layer.ways]
    return len(ways) > 1 and setup.steps * sum(ways) > HEAVY
