"""What is not shown, wherever it would stand, because somebody is to guess it first."""

from __future__ import annotations

from dataclasses import dataclass

from rnnviz.model.story.cursor import Cursor

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Veil:
    """seat: layer and direction whose lines are meant. lines: by step of its run, the names of lines that are asked for
    or follow from such, and of states one step ago ("c_prev"). asked: (line, step) of those that are asked for
    themselves. answers: steps of the sequence at which what the read-out says is asked for or follows.
    """

    seat: tuple[int, str] = (0, "forward")
    lines: tuple[frozenset[str], ...] = ()
    asked: frozenset[tuple[str, int]] = frozenset()
    answers: frozenset[int] = frozenset()

    def at(self, cursor: Cursor) -> frozenset[str]:
        """Names of what is not shown at a place of the story."""
        return self.of(cursor.step, cursor.layer, cursor.way)

    def of(self, step: int, layer: int, way: str) -> frozenset[str]:
        """The same of a step of one direction of a layer, in its own order."""
        return self.lines[step] if (layer, way) == self.seat and step < len(self.lines) else NOTHING

    def asks(self, cursor: Cursor) -> frozenset[str]:
        """Lines that are asked for themselves at a place of the story."""
        here = (cursor.layer, cursor.way) == self.seat
        return frozenset(name for name, step in self.asked if here and step == cursor.step)


NO_VEIL = Veil()
