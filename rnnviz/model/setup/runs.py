"""A setup's runs: one for every layer and direction, the lowest layer first."""

from __future__ import annotations

from rnnviz.engine import Run, run_network
from rnnviz.model.setup.setup import Setup

Runs = tuple[tuple[Run, ...], ...]


def runs_of(setup: Setup) -> Runs:
    """Simulate; EngineError with a sentence. The run of a backward direction has its own order of time."""
    return run_network(setup.network()).layers
