"""What a card is about: one element at one moment, and the look it takes."""

from __future__ import annotations

from dataclasses import dataclass

from rnnviz.engine import Run
from rnnviz.engine.language.ops import Array
from rnnviz.model.reading import focus as focuses
from rnnviz.model.reading.focus import Focus
from rnnviz.model.reading.reading import Reading
from rnnviz.view.look.style import Scale, Theme
from rnnviz.view.stage.answer.moment import AnswerMoment

READ = "read-out "
"""Before the name of a parameter of the read-out: cells may have one of that name, too."""
READ_KEY = "answer:v"
"""The key of the read-out's box."""
START = "start "
"""Before the name of a state where what it begins with is meant, not a parameter."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One element at one moment, and the look of its card."""

    run: Run
    focus: Focus
    t: int
    unit: int
    backward: bool
    columns: tuple[str, ...]
    language: str
    theme: Theme
    scale: Scale
    seat: tuple[int, str] = (0, "forward")
    """Layer and direction that the run is of."""
    read: AnswerMoment | None = None
    """What is said at this moment, where the card is the read-out's."""
    hidden: bool = False
    """Whether it is to be guessed first."""

    @property
    def line(self) -> str:
        """The line whose arithmetic is shown; "" for a state one step ago or the input."""
        return self.focus.name if self.focus.name in self.run.cell.by_name else ""

    def reading(self, backward: bool) -> Reading:
        return focuses.read(self.run, self.focus, self.t, self.unit, backward)

    def values(self, backward: bool) -> Array:
        """The whole vector: (size,)."""
        run, focus = self.run, self.focus
        if focus.node is not None:
            found = run.node_grad(focus.node) if backward else run.node_value(focus.node)
        else:
            found = run.grad(focus.name) if backward else run.value(focus.name)
        row = found[self.t]
        return row if row.ndim == 1 else row[0]
