"""What a page of a lesson sets and looks at: the experiment, the story's place, what is chosen, and the answer."""

from __future__ import annotations

from dataclasses import dataclass, field

from rnnviz.engine.errors import Refusal
from rnnviz.model import messages
from rnnviz.model.document.selection import Selection
from rnnviz.model.setup.setup import Setup
from rnnviz.model.story.cursor import Cursor

PLACES = ("stage", "compare", "laboratory")
PAGES = ("paths", "flat", "map")
"""Where a page may be: the window's places, and pages of the laboratory, by their keys."""


class LessonTextError(Refusal):
    """A placeholder, a condition or a claim that means nothing."""

    TEXTS = messages.ENGLISH


@dataclass(frozen=True, slots=True)
class Situation:
    """answer: what was answered to the page's question, a choice counted from 0 or a number; None for nothing yet.

    beside: other simulations that are looked at together, row: where the setup stands among them, counted from 0;
    place, page: what fills the window, and which page of the laboratory, "" for whichever is open.
    """

    setup: Setup = field(default_factory=Setup)
    cursor: Cursor = field(default_factory=Cursor)
    selection: Selection = field(default_factory=Selection)
    answer: float | None = None
    beside: tuple[Setup, ...] = ()
    row: int = 0
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
