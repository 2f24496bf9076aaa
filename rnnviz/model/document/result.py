"""A setup with what was computed of it."""

from __future__ import annotations

from dataclasses import dataclass

from rnnviz.engine import Run
from rnnviz.model.setup.runs import Runs, runs_of
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.score import Score


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

    def run(self, layer: int, way: str) -> Run:
        """The run of one direction of a layer."""
        return self.runs[layer][self.setup.layers[layer].ways.index(way)]
