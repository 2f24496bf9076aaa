"""Answers that stand below those of the sentence: to its twin, and of the same network without its memory."""

from __future__ import annotations

from dataclasses import dataclass

from rnnviz.engine import run_network
from rnnviz.model.answers.answers import Answers, answers_of
from rnnviz.model.answers.variants import twin_of, without_memory
from rnnviz.model.setup.setup import Setup


@dataclass(frozen=True, slots=True, eq=False)
class AnswersBeside:
    """twin: to the twin; unremembered: to the sentence under U = 0; neither: to the twin under U = 0."""

    twin: Answers | None = None
    unremembered: Answers | None = None
    neither: Answers | None = None


def beside(setup: Setup) -> AnswersBeside:
    """All of them that the setup asks for."""
    if setup.readout is None:
        return AnswersBeside()
    twin = twin_of(setup)
    off = setup.unremembered
    return AnswersBeside(
        _answers(twin), _answers(without_memory(setup)) if off else None,
        _answers(without_memory(twin)) if off and twin is not None else None,
    )  # fmt: skip


def _answers(setup: Setup | None) -> Answers | None:
    return None if setup is None else answers_of(setup, run_network(setup.network()))
