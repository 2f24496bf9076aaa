"""What a page of a lesson sets and looks at: the experiment, the story's place, what is chosen, and the answer."""

from __future__ import annotations

from dataclasses import dataclass, field

from rnnviz.engine.errors import Refusal
from rnnviz.model import messages
from rnnviz.model.document.comparing import AS_USUAL, Comparing
from rnnviz.model.document.selection import Selection
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import Cursor

PLACES = ("stage", "chain", "compare", "laboratory")
"""What stands beside a page: the stage, above the tape or the unrolled network, compared cells, a laboratory page."""
PAGES = ("paths", "weights", "flat", "probe", "map", "depth")
"""Pages of the laboratory, by their keys."""


class LessonTextError(Refusal):
    """A placeholder, a condition or a claim that means nothing."""

    TEXTS = messages.ENGLISH


@dataclass(frozen=True, slots=True)
class Situation:
    """answer: what was answered to the page's question, a choice counted from 0 or a number; None for nothing yet.

    beside: other simulations that are looked at together, row: where the setup stands among them, counted from 0,
    comparing: how they are looked at, by their rows;
    place, page: what stands beside the page, and which page of the laboratory, "" where none does.
    """

    setup: Setup = field(default_factory=Setup)
    cursor: Cursor = field(default_factory=Cursor)
    selection: Selection = field(default_factory=Selection)
    answer: float | None = None
    beside: tuple[Setup, ...] = ()
    row: int = 0
    comparing: Comparing = AS_USUAL
    place: str = PLACES[0]
    page: str = ""

    @property
    def rows(self) -> tuple[Setup, ...]:
        """All simulations in their order."""
        return (*self.beside[: self.row], self.setup, *self.beside[self.row :])

    @property
    def lines(self) -> tuple[str, ...]:
        """Names of the lines of the cell on the stage, and of the read-out's behind them."""
        part = self.setup.score.part(self.cursor)
        return (*(line.name for line in part.cell.lines), *part.tail)
