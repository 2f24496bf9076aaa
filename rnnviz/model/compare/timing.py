"""How long a step of a cell takes here: the best of many runs, forward and the norms back."""

from __future__ import annotations

import time

from rnnviz.engine import run_network
from rnnviz.model.document.simulation import Simulation

BEST_OF = 400
"""Runs of which the fastest counts: everything else the machine does makes some of them slower."""
SLICE_S = 0.008
"""So long one turn of the event loop may take."""
ENOUGH_S = 0.25
"""Nobody waits longer for one cell."""


class Measurement:
    """Of one cell's experiment; `best`: seconds a step, infinity while nothing has been measured."""

    def __init__(self, simulation: Simulation) -> None:
        self.setup = simulation.result.setup
        self._network = self.setup.network()
        self.best, self._runs, self._spent = float("inf"), 0, 0.0

    @property
    def done(self) -> bool:
        return self._runs >= BEST_OF or self._spent >= ENOUGH_S

    def go_on(self) -> None:
        """Some more runs, as many as fit into one turn."""
        end = time.perf_counter() + SLICE_S
        while not self.done and time.perf_counter() < end:
            begin = time.perf_counter()
            for ways in run_network(self._network).layers:
                for run in ways:
                    run.norms()
            took = time.perf_counter() - begin
            self._runs, self._spent = self._runs + 1, self._spent + took
            self.best = min(self.best, took / self.setup.steps)
