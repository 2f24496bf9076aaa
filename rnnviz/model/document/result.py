"""A setup with what was computed of it."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from rnnviz.engine import Run
from rnnviz.engine.lazy import lazy
from rnnviz.engine.networks.network_run import NetworkRun
from rnnviz.model.answers.answers import Answers, answers_of
from rnnviz.model.answers.beside import AnswersBeside, beside
from rnnviz.model.chain.chain import ask_back
from rnnviz.model.prediction.writing import candidates, writes
from rnnviz.model.setup.runs import Runs, network_run_of, network_running_of
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.score import Score

RUNS = 0.65
"""The share that is done when only what panels may ask for is still worked out."""


@dataclass(frozen=True, eq=False)
class Result:
    """runs: the run of every direction of every layer, the lowest layer first; score: the order they are told in.

    whole: the network they are parts of.
    """

    setup: Setup
    runs: Runs
    score: Score
    whole: NetworkRun | None = None

    @classmethod
    def of(cls, setup: Setup) -> Result:
        """Simulate; EngineError with a sentence."""
        whole = network_run_of(setup)
        return cls(setup, whole.layers, setup.score, whole)

    @classmethod
    def in_turns(cls, setup: Setup) -> Generator[float, None, Result]:
        """The same piece by piece, yielding the share that is done."""
        whole = yield from _scaled(network_running_of(setup), RUNS)
        runs = whole.layers
        flat = [run for ways in runs for run in ways]
        for number, run in enumerate(flat, 1):
            ask_back(run)  # backward the chain asks this of all runs in one turn
            yield RUNS + (1 - RUNS) * number / len(flat)
        return cls(setup, runs, setup.score, whole)

    def run(self, layer: int, way: str) -> Run:
        """The run of one direction of a layer."""
        return self.runs[layer][self.setup.layers[layer].ways.index(way)]

    @lazy
    def answers(self) -> Answers | None:
        """What the read-out says; None without one."""
        return None if self.whole is None else answers_of(self.setup, self.whole)

    @lazy
    def writes(self) -> str:
        """What the network can write on: "words", "numbers", or nothing."""
        return writes(self.setup)

    @lazy
    def places(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Steps whose word fills the blank behind the sentence, and of those that could but are wrong."""
        return candidates(self.setup)

    @lazy
    def beside(self) -> AnswersBeside:
        """What it says to the twin, and without its memory."""
        return beside(self.setup)


def _scaled(work: Generator[float, None, NetworkRun], part: float) -> Generator[float, None, NetworkRun]:
    """Work that is only a part of the whole."""
    while True:
        try:
            yield part * next(work)
        except StopIteration as end:
            whole: NetworkRun = end.value
            return whole
