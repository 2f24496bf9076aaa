"""The order of the story: which layer, direction and step comes after which. Pure arithmetic on frozen values.

Where all layers read onward, each time step goes up through the layers before the next one begins. A direction that
reads from the end needs the whole sequence first: then the story tells one layer and direction after the other.
Backward the same story is told from its end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate
from math import ceil

from rnnviz.engine import Cell
from rnnviz.model.story.cursor import Cursor, halt_at, reversed_, stops, with_grain
from rnnviz.model.story.playhead import Playhead

AHEAD, NOW, KNOWN = "ahead", "now", "known"


@dataclass(frozen=True, slots=True)
class Part:
    """One direction of one layer (0 is the lowest). tail: the read-out's lines, which the last part tells."""

    layer: int
    way: str
    cell: Cell
    tail: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """Lines of one step."""
        return len(self.cell.lines) + len(self.tail)


@dataclass(frozen=True, slots=True)
class Score:
    """The parts in the order in which they are computed, and the number of time steps."""

    parts: tuple[Part, ...]
    steps: int

    @classmethod
    def of(cls, cells: Sequence[Sequence[tuple[str, Cell]]], steps: int, tail: tuple[str, ...] = ()) -> Score:
        """cells: for every layer (direction, cell) of what it computes, lowest layer first; tail: the read-out's."""
        parts = [Part(k, way, cell) for k, layer in enumerate(cells) for way, cell in layer]
        return cls((*parts[:-1], replace(parts[-1], tail=tail)), steps)

    @classmethod
    def single(cls, cell: Cell, steps: int) -> Score:
        """One cell that reads onward."""
        return cls.of([[("forward", cell)]], steps)

    @property
    def together(self) -> bool:
        """Whether every time step goes through all layers before the next one."""
        return all(part.way == "forward" for part in self.parts)

    def cell(self, cursor: Cursor) -> Cell:
        return self.part(cursor).cell

    def part(self, cursor: Cursor) -> Part:
        """The part on the stage."""
        return self.parts[self._index(cursor)]

    def with_grain(self, cursor: Cursor, grain: str) -> Cursor:
        """Another grain at the nearest halt of the same step."""
        part = self.part(cursor)
        return with_grain(cursor, part.cell, grain, len(part.tail))

    def reversed(self, cursor: Cursor) -> Cursor:
        """The story turned round at the same step and line."""
        part = self.part(cursor)
        return reversed_(cursor, part.cell, len(part.tail))

    def answered(self, cursor: Cursor) -> frozenset[str]:
        """Lines of the read-out that are told at this place of the part on the stage: none where it has none."""
        part = self.part(cursor)
        before = len(part.cell.lines)
        if cursor.grain == "step":
            return frozenset(part.tail)
        line = max(cursor.line - before, -1)
        return frozenset(part.tail[max(line, 0) :] if cursor.backward else part.tail[: line + 1])

    def answering(self, cursor: Cursor) -> tuple[str, ...]:
        """Lines of the read-out that are told at this moment; all of its stage, none at the grain of whole steps."""
        part = self.part(cursor)
        if cursor.grain == "step" or not cursor.beyond(part.cell):
            return ()
        line = cursor.line - len(part.cell.lines)
        return part.tail if cursor.grain == "stage" else part.tail[line : line + 1]

    def playhead(self, cursor: Cursor) -> Playhead:
        """The same place, said for all cells."""
        halts = self.halts(cursor)
        share = Fraction(halt_at(halts, cursor) + 1, len(halts))
        return Playhead(self._placed(cursor).step, share, cursor.pass_, cursor.grain)

    def at(self, playhead: Playhead, layer: int, way: str) -> Cursor:
        """Where the playhead is in a part's own lines: at the halt that it has reached, or comes to next."""
        cursor = self.inside(Cursor(playhead.step, 0, playhead.pass_, playhead.grain, layer, way))
        halts = self.halts(cursor)
        return replace(self._placed(cursor), line=halts[ceil(playhead.share * len(halts)) - 1])

    def advance(self, cursor: Cursor, count: int = 1) -> Cursor:
        """Move `count` halts onward in the story (negative: back); stays at either end."""
        line = self._line(cursor)
        place = line.place(self._told(cursor), self._index_told(cursor), halt_at(self.halts(cursor), cursor))
        told, index, halt = line.at(min(max(place + count, 0), line.length - 1))
        part = self._parts(cursor)[index]
        moved = replace(cursor, step=self._step(cursor, told), layer=part.layer, way=part.way)
        return replace(moved, line=self.halts(moved)[halt])

    def whole_step(self, cursor: Cursor, count: int = 1) -> Cursor:
        """Move whole time steps onward, keeping the place within the step; past its end, on to the next part."""
        told, index = self._told(cursor), self._index_told(cursor)
        if self.together:
            return replace(cursor, step=self._step(cursor, min(max(told + count, 0), self.steps - 1)))
        flat = index * self.steps + told + count
        index, told = divmod(min(max(flat, 0), len(self.parts) * self.steps - 1), self.steps)
        part = self._parts(cursor)[index]
        moved = replace(cursor, step=self._step(cursor, told), layer=part.layer, way=part.way)
        same = part.cell is self.cell(cursor) and part.tail == self.part(cursor).tail
        return moved if same else self.with_grain(moved, cursor.grain)

    def to_start(self, cursor: Cursor) -> Cursor:
        """Where the story begins: its first halt."""
        return self.advance(cursor, -self._line(cursor).length)

    def to_end(self, cursor: Cursor) -> Cursor:
        """Where the story ends: its last halt."""
        return self.advance(cursor, self._line(cursor).length)

    def at_end(self, cursor: Cursor) -> bool:
        """Whether onward would not move."""
        return self.advance(cursor) == self.advance(cursor, 0)

    def visit(self, cursor: Cursor, layer: int, way: str) -> Cursor:
        """The same moment of the sequence in another part; a part that is not there is replaced by a near one."""
        moved = self.inside(replace(cursor, layer=layer, way=way))
        turned = moved.way != cursor.way
        return self.fitted(replace(moved, step=self.steps - 1 - moved.step) if turned else moved)

    def inside(self, cursor: Cursor) -> Cursor:
        """The same place, or the nearest there is."""
        layer = min(max(cursor.layer, 0), self.parts[-1].layer)
        ways = [part.way for part in self.parts if part.layer == layer]
        way = cursor.way if cursor.way in ways else ways[0]
        moved = replace(cursor, step=min(max(cursor.step, 0), self.steps - 1), layer=layer, way=way)
        return replace(moved, line=min(moved.line, self.part(moved).count - 1))

    def fitted(self, cursor: Cursor) -> Cursor:
        """The nearest place there is at which the story halts."""
        moved = self.inside(cursor)
        return self.with_grain(moved, moved.grain)

    def reached(self, cursor: Cursor, layer: int, way: str, step: int) -> str:
        """Whether the story has come to a step of a part (in the part's own order of time): ahead, now or known."""
        there = replace(cursor, layer=layer, way=way, step=step)
        here, asked = self._moment(cursor), self._moment(there)
        return NOW if here == asked else KNOWN if asked < here else AHEAD

    def _placed(self, cursor: Cursor) -> Cursor:
        """A step of a part's own order of time as the place in the sequence it reads, and back."""
        return cursor if cursor.way == "forward" else replace(cursor, step=self.steps - 1 - cursor.step)

    # inner workings ------------------------------------------------------------------------------------------

    def _moment(self, cursor: Cursor) -> tuple[int, int]:
        pair = self._told(cursor), self._index_told(cursor)
        return pair if self.together else pair[::-1]

    def _parts(self, cursor: Cursor) -> tuple[Part, ...]:
        return self.parts[::-1] if cursor.backward else self.parts

    def _index(self, cursor: Cursor) -> int:
        return next(i for i, p in enumerate(self.parts) if (p.layer, p.way) == (cursor.layer, cursor.way))

    def _index_told(self, cursor: Cursor) -> int:
        index = self._index(cursor)
        return len(self.parts) - 1 - index if cursor.backward else index

    def _told(self, cursor: Cursor) -> int:
        """How many steps of this part the story has behind it, counted from where the pass begins: the last step first
        where it goes backward."""
        return self.steps - 1 - cursor.step if cursor.backward else cursor.step

    def _step(self, cursor: Cursor, told: int) -> int:
        return self.steps - 1 - told if cursor.backward else told

    def halts(self, cursor: Cursor) -> tuple[int, ...]:
        """The lines at which a step halts in the part on the stage, in story order."""
        return _halts_of(self.part(cursor), cursor)

    def _line(self, cursor: Cursor) -> _Line:
        counts = tuple(len(_halts_of(part, cursor)) for part in self._parts(cursor))
        return _Line(counts, self.steps, self.together)


def _halts_of(part: Part, cursor: Cursor) -> tuple[int, ...]:
    return stops(part.cell, cursor.grain, cursor.pass_, len(part.tail))


@dataclass(frozen=True, slots=True)
class _Line:
    """All halts of the story in a row: (step told, part told, halt) <-> place."""

    counts: tuple[int, ...]
    steps: int
    together: bool

    @property
    def length(self) -> int:
        return self.steps * sum(self.counts)

    def place(self, told: int, index: int, halt: int) -> int:
        before = sum(self.counts[:index])
        if self.together:
            return told * sum(self.counts) + before + halt
        return self.steps * before + told * self.counts[index] + halt

    def at(self, place: int) -> tuple[int, int, int]:
        ends = list(accumulate(self.counts))
        told, rest = divmod(place, ends[-1]) if self.together else (0, place // self.steps)
        index = next(i for i, end in enumerate(ends) if rest < end)
        if self.together:
            return told, index, rest - ends[index] + self.counts[index]
        inner = place - self.steps * (ends[index] - self.counts[index])
        return inner // self.counts[index], index, inner % self.counts[index]
