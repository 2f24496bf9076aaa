"""What the answers right of the cell show at one moment."""

from __future__ import annotations

from dataclasses import dataclass

from rnnviz.model.answers.answers import Answers
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.document.veil import NOTHING
from rnnviz.model.story.cursor import Cursor
from rnnviz.model.trained.learned import as_typed

READ, BELOW, NONE = "read", "below", "none"
"""The read-out reads the layer on the stage; it reads another; there is none yet."""
NOBODY = -1
"""No answer is looked at: it is to be guessed which it is."""
READ_ON = 60
"""Words of the text so far that are looked at: more have no room."""


@dataclass(frozen=True, slots=True)
class AnswerMoment:
    """found: None unless a read-out reads the layer on the stage; step: 0-based, in the order of the sequence.

    told, now: lines of the read-out that are known, and that are being told. chosen: the answer that is looked at.
    """

    place: str
    found: Answers | None = None
    step: int = 0
    told: frozenset[str] = frozenset()
    now: frozenset[str] = frozenset()
    whole: bool = True
    backward: bool = False
    chosen: int = 0
    reads: str = "h"
    """The line of the cell that is read out."""
    text: str = ""
    """What was read so far, where the network says what comes next in words."""
    series: tuple[float, ...] = ()
    """The numbers that are read, where the network foretells the next one; typed: how many of them were given."""
    typed: int = 0
    asked: bool = False
    """Whether it is to be guessed first."""
    above: int = 0
    """Number of the layer that reads the one on the stage, where the read-out does not."""

    @property
    def read(self) -> Answers:
        """What is said, where that is known to be there."""
        assert self.found is not None
        return self.found

    def lit(self, line: str) -> bool:
        return line in self.told

    def glowing(self, line: str) -> bool:
        return line in self.now or (self.whole and line in self.told)


def moment_of(simulation: Simulation, cursor: Cursor) -> AnswerMoment:
    """What is said at a place of the story."""
    result, score = simulation.result, simulation.score
    found = result.answers
    if found is None:
        return AnswerMoment(NONE)
    if cursor.layer < len(simulation.runs) - 1:
        return AnswerMoment(BELOW, above=cursor.layer + 2)
    step = cursor.step if cursor.way == "forward" else found.steps - 1 - cursor.step
    asked = step in simulation.veil.answers
    told, now = (NOTHING, NOTHING) if asked else (score.answered(cursor), frozenset(score.answering(cursor)))
    return AnswerMoment(
        READ, found, step, told, now, cursor.grain == "step",
        cursor.backward, NOBODY if asked else chosen_of(simulation, step), simulation.cell.output,
        _text(simulation, step), _series(simulation), result.setup.typed, asked,
    )  # fmt: skip


def _series(simulation: Simulation) -> tuple[float, ...]:
    result = simulation.result
    rows = result.setup.sequence.rows
    return tuple(row[0] for row in rows) if result.writes == "numbers" and len(rows[0]) == 1 else ()


def _text(simulation: Simulation, step: int) -> str:
    result = simulation.result
    if result.writes != "words":
        return ""
    words, learned = result.setup.sequence.words[max(0, step + 1 - READ_ON) : step + 1], result.setup.learned
    return as_typed(words) if learned is not None and learned.letters else " ".join(words)


def chosen_of(simulation: Simulation, step: int) -> int:
    """The answer that is looked at: the one somebody chose, else what was drawn, or the likeliest."""
    found, chosen = simulation.result.answers, simulation.selection.answer
    if found is None:
        return 0
    return found.said(step) if chosen is None else min(chosen, len(found.names) - 1)
