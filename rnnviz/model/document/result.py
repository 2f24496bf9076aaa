"""A setup with what was computed of it."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from rnnviz.engine import Run
from rnnviz.model.chain.chain import ask_back
from rnnviz.model.setup.runs import Runs, running_of, runs_of
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.score import Score

RUNS = 0.65
"""The share that is done when only what panels may ask for is still worked out."""


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """runs: the run of every direction of every layer, the lowest layer first; score: the order they are told in."""

    setup: Setup
    runs: Runs
    score: Score

    @classmethod
    def of(cls, setup: Setup) -> Result:
        """Simulate; EngineError with a sentence."""
        return cls(setup, runs_of(setup), setup.score)

    @classmethod
    def in_turns(cls, setup: Setup) -> Generator[float, None, Result]:
        """The same piece by piece, yielding the share that is done."""
        runs = yield from _scaled(running_of(setup), RUNS)
        flat = [run for ways in runs for run in ways]
        for number, run in enumerate(flat, 1):
            ask_back(run)  # backward the chain asks this of all runs in one turn
            yield RUNS + (1 - RUNS) * number / len(flat)
        return cls(setup, runs, setup.score)

    def run(self, layer: int, way: str) -> Run:
        """The run of one direction of a layer."""
        return self.runs[layer][self.setup.layers[layer].ways.index(way)]


def _scaled(work: Generator[float, None, Runs], part: float) -> Generator[float, None, Runs]:
    """Work that is only a part of the whole."""
    while True:
        try:
            yield part * next(work)
        except StopIteration as end:
            runs: Runs = end.value
            return runs
